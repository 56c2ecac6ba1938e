"""Comparing outcomes of one study: scenarios, groups and perspectives stand side by side as studies do."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.comparison_choice import read_choice
from app.comparison_outcomes import outcomes_of
from app.database import make_engine, writing
from app.main import create_app
from app.settings import Settings
from catalogue.actions import publish
from catalogue.kinds import Kind
from catalogue.schema import NOT_ADOPTED
from tests.app.comparison import Asked, asked, chosen, text
from tests.builders import make_approach, make_figure, make_result, make_study

SLUG = "twee-uitkomsten"
UNKNOWN = dict.fromkeys(("costs", "benefits", "net", "ratio"), NOT_ADOPTED)
MAIN = make_result(id="zwaar", name="Zware gevallen")
OTHER = make_result(
    id="licht", name="Lichte gevallen", is_main=False, **UNKNOWN | {"net": make_figure("-200")}
)
EMPTY = make_result(id="leeg", name="Nog te lezen", is_main=False, items=(), **UNKNOWN)
TWICE = f"/vergelijk?aanpak={SLUG}&aanpak={SLUG}"


@pytest.fixture(scope="module")
def site(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The real collection and one approach whose study has three outcomes."""
    folder = tmp_path_factory.mktemp("uitkomsten") / "data"
    shutil.copytree(loaded, folder)
    settings = Settings(data_dir=folder, database_url="")
    engine = make_engine(settings)
    study = make_study(results=(MAIN, OTHER, EMPTY))
    with writing(engine) as db, db.begin():
        publish(db, Kind.APPROACH, SLUG, make_approach(studies=(study,)), note=None, at=datetime.now(UTC))
    engine.dispose()
    with TestClient(create_app(settings)) as client:
        yield client


def test_the_main_outcome_comes_first_and_what_says_nothing_is_not_offered() -> None:
    study = make_study(results=(OTHER, EMPTY, MAIN))
    assert [outcome.result.id for outcome in outcomes_of(make_approach(studies=(study,)))] == [
        "zwaar",
        "licht",
    ]


def test_two_outcomes_of_one_study_stand_side_by_side_with_their_names(site: TestClient) -> None:
    page = asked(site, TWICE)
    names = chosen(page)
    assert names[0].endswith("uitkomst: Zware gevallen)")
    assert names[1].endswith("uitkomst: Lichte gevallen)")
    sentences = [cell.get_text(" ", strip=True) for cell in page.select(".mk-vs__outcome")]
    assert len(set(sentences)) == 2
    assert "uitkomst: Lichte gevallen" in text(page, ".mk-choice__item:nth-child(2) .mk-small")


def test_another_outcome_is_chosen_in_the_list_and_held_in_the_address(site: TestClient) -> None:
    page = asked(site, f"/vergelijk?aanpak={SLUG}&aanpak=mazl")
    options = page.select("#onderzoek-A option")
    assert len(options) == 2
    assert text(page, "label[for=onderzoek-A]").startswith("Andere uitkomst")
    address = f"/vergelijk?aanpak={SLUG}&aanpak=mazl&onderzoek={options[1]['value']}"
    assert str(options[1]["value"]).endswith(":licht")
    page = asked(site, address)
    assert page.select_one("#onderzoek-A option[selected]") == page.select("#onderzoek-A option")[1]
    assert "€\xa0-200" in page.get_text()


def test_the_address_of_two_outcomes_leads_to_the_same_two(site: TestClient) -> None:
    with site.app_state["open_database"]() as db:
        choice = read_choice(db, Asked(aanpak=[SLUG, SLUG]))
        again = read_choice(db, Asked(choice.parameters))
    assert [column.result.id for column in choice.columns] == ["zwaar", "licht"]
    assert (again.columns, again.messages) == (choice.columns, ())


def test_the_file_tells_which_outcome_each_column_is(site: TestClient) -> None:
    lines = site.get(TWICE.replace("?", ".csv?")).text.splitlines()
    (line,) = [line for line in lines if line.startswith("uitkomst_id;")]
    assert line.split(";")[1:3] == ["zwaar", "licht"]
