"""Comparing documents of which everything is known, as the collection has none yet: the picture."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.database import make_engine, writing
from app.main import create_app
from app.migrating import migrate
from app.settings import Settings
from catalogue.documents import Approach, Study
from catalogue.importing import load
from catalogue.schema import NOT_REPORTED
from catalogue.seedfile import Seed
from catalogue.vocabulary import EntryState, Method, Perspective, RatioDefinition
from tests.app.comparison import asked, chosen, messages, text
from tests.builders import (
    make_approach,
    make_figure,
    make_result,
    make_seed_entry,
    make_source,
    make_study,
)

TOTALS = dict.fromkeys(("costs", "benefits", "net"), NOT_REPORTED)


def ratio(low: str | None, mid: str | None, high: str | None, **changes: Any) -> Approach:
    values = {
        name: Decimal(value) if value else None
        for name, value in (("low", low), ("mid", mid), ("high", high))
    }
    name = changes.pop("name")
    definition = changes.pop("ratio_definition", RatioDefinition.BENEFITS_OVER_COSTS)
    figure = make_figure(1).model_copy(update=values)
    result = make_result(**TOTALS, ratio=figure, ratio_definition=definition)
    study = make_study(results=(result,), **changes)
    return make_approach(name=name, studies=(study,))


def study(key: str) -> Study:
    """One of two studies that differ in nothing but their identifiers."""
    source = make_source(id=f"b-{key}")
    ratio = make_figure("1.5", sources=(source.id,))
    result = make_result(**TOTALS, id=f"u-{key}", ratio=ratio)
    return make_study(id=key, bureaus=("Bureau",), results=(result,), sources=(source,))


BUILT: dict[str, Approach] = {
    "laag": ratio("1.1", "1.2", "1.6", name="Laag"),
    "hoog": ratio(None, "3.4", None, name="Hoog"),
    "minstens": ratio("2", None, None, name="Minstens"),
    "sroi": ratio(None, "9", None, name="Sroi", method=Method.SROI, ratio_definition=RatioDefinition.SROI),
    "winst": ratio(None, "0.2", None, name="Winst", ratio_definition=RatioDefinition.NET_RETURN),
    "verlies": ratio("-0.5", "-0.1", "0.3", name="Verlies", ratio_definition=RatioDefinition.NET_RETURN),
    "gemeente": ratio(None, "1.5", None, name="Gemeente", perspective=Perspective.MUNICIPALITY),
    "zonder": make_approach(name="Zonder", studies=(make_study(results=(make_result(ratio=NOT_REPORTED),)),)),
    "zelfde": make_approach(name="Laag", studies=(study("x1"), study("x2"))),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A site with entries of which everything is known, one of them archived and one withdrawn."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("built"), database_url="")
    engine = make_engine(settings)
    migrate(engine)
    states = {
        "oud": make_seed_entry(
            "oud", BUILT["hoog"], state=EntryState.ARCHIVED, state_reason="Niet bijgehouden."
        ),
        "weg": make_seed_entry("weg", BUILT["hoog"], state=EntryState.WITHDRAWN, state_reason="Fout."),
    }
    entries = [make_seed_entry(slug, document) for slug, document in BUILT.items()]
    with writing(engine) as db, db.begin():
        load(db, Seed((*entries, *states.values())), municipalities=None, at=datetime.now(UTC))
    engine.dispose()
    with TestClient(create_app(settings), follow_redirects=False) as client:
        yield client


def test_equal_calculations_get_a_picture_in_the_order_of_the_address(built: TestClient) -> None:
    page = asked(built, "/vergelijk?aanpak=hoog&aanpak=laag&aanpak=minstens")
    assert text(page, "section[aria-labelledby=oordeel] .mk-notice").startswith("Goed te vergelijken")
    picture = page.select_one("figure.mk-chart img")
    assert picture is not None
    alternative = str(picture["alt"])
    assert alternative.index("Hoog:") < alternative.index("Laag:") < alternative.index("Minstens: minstens")
    assert "maakt een aanpak nog niet beter" in alternative
    shown = [head.get_text() for head in page.select("figure.mk-chart tbody th")]
    assert shown == ["Hoog", "Laag", "Minstens"]
    answer = built.get(str(picture["src"]))
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("image/svg+xml")
    png = built.get(str(picture["src"]).replace(".svg", ".png") + "&download=1")
    assert (png.status_code, png.content[:4]) == (200, b"\x89PNG")


@pytest.mark.parametrize("other", ["sroi", "gemeente", "zonder"])
def test_where_the_rules_forbid_it_there_is_no_picture_but_a_sentence(built: TestClient, other: str) -> None:
    page = asked(built, f"/vergelijk?aanpak=hoog&aanpak={other}")
    assert page.select_one("figure.mk-chart") is None
    assert "Er is geen grafiek van de verhoudingen" in page.get_text()
    for kind in ("svg", "png"):
        assert built.get(f"/vergelijk/grafiek.{kind}?aanpak=hoog&aanpak={other}").status_code == 404


def test_returns_have_an_axis_of_their_own_that_goes_below_nothing(built: TestClient) -> None:
    picture = asked(built, "/vergelijk?aanpak=verlies&aanpak=winst").select_one("figure.mk-chart img")
    assert picture is not None
    assert "rendement" in str(picture["alt"])
    drawn = built.get(str(picture["src"])).text
    assert "-100" in drawn.replace("−", "-")
    assert "€" not in drawn


def test_a_picture_says_of_every_ratio_how_it_was_found(built: TestClient) -> None:
    drawn = built.get("/vergelijk/grafiek.svg?aanpak=laag&aanpak=hoog&download=1").text
    assert drawn.count("MKBA, 2020") >= 2
    assert "Bron: Laag, Kosten en baten van jongerenwerk" in drawn


def test_a_picture_of_nothing_or_of_another_kind_does_not_exist(built: TestClient) -> None:
    assert built.get("/vergelijk/grafiek.svg").status_code == 404
    assert built.get("/vergelijk/grafiek.gif?aanpak=hoog&aanpak=laag").status_code == 404


def test_a_withdrawn_approach_is_left_out_and_an_archived_one_stays(built: TestClient) -> None:
    page = asked(built, "/vergelijk?aanpak=weg&aanpak=oud&aanpak=laag")
    assert chosen(page) == ["Hoog", "Laag"]
    assert "‘weg’ is teruggetrokken" in messages(page)
    assert "wordt niet meer bijgehouden" in page.get_text()


def test_columns_of_one_name_are_told_apart(built: TestClient) -> None:
    page = asked(built, "/vergelijk?aanpak=laag&aanpak=zelfde&aanpak=zelfde")
    assert len(set(chosen(page))) == 3


def test_a_study_is_never_compared_with_itself(built: TestClient) -> None:
    page = asked(built, "/vergelijk?aanpak=laag&aanpak=laag")
    assert "U koos Laag" in page.get_text()
