"""The gap map and the overview: what a cell promises is what its list shows, and no ratio stands alone."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup, Tag
from fastapi.testclient import TestClient
from sqlmodel import Session, select

from app.database import writing
from app.survey_words import spread_text
from app.surveys import Standing, read_survey
from catalogue.actions import withdraw
from catalogue.kinds import Kind
from catalogue.survey import RatioKind
from catalogue.tables import Entry
from catalogue.vocabulary import TargetGroup, Theme, WorkType
from tests.app.html import faults, soup
from tests.counting import statements

pytestmark = pytest.mark.slow

GAPS = ["/witte-vlekken", "/witte-vlekken?rij=doelgroep"]
NAME = re.compile(r".+?(?: × .+)?: (?P<number>\d+) aanpak(?:ken)?, \d+ onderzoek(?:en)?")


@pytest.fixture(scope="module")
def now(client: TestClient) -> Standing:
    with Session(client.app_state["database"]) as db:
        return read_survey(db)


def page(client: TestClient, path: str) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200
    assert faults(answer.text) == []
    return soup(answer.text)


def words(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text().split())


def cells(client: TestClient, path: str) -> Iterator[tuple[Tag, Tag | None]]:
    for cell in page(client, path).select(".mk-gap__table td"):
        yield cell, cell.select_one("a")


def found(client: TestClient, address: str) -> int:
    text = client.get(address, headers={"HX-Request": "true"}).text
    match = re.search(r"data-mk-aantal>\s*(\d+|Geen) aanpak", text)
    assert match, address
    return 0 if match[1] == "Geen" else int(match[1])


# ------------------------------------------------------------------------------------------ The gap map


@pytest.mark.parametrize("path", GAPS)
def test_every_cell_leads_to_exactly_the_approaches_it_promises(client: TestClient, path: str) -> None:
    filled = 0
    for _, link in cells(client, path):
        if link is None:
            continue
        match = NAME.fullmatch(words(link))
        assert match, words(link)
        assert found(client, str(link["href"])) == int(match["number"])
        filled += 1
    assert filled > 150


@pytest.mark.parametrize(
    ("path", "facet", "rows"), [(GAPS[0], "werksoort", WorkType), (GAPS[1], "doelgroep", TargetGroup)]
)
def test_an_empty_cell_is_empty_in_the_list_too(
    client: TestClient, path: str, facet: str, rows: type[WorkType] | type[TargetGroup]
) -> None:
    table = page(client, path).select(".mk-gap__table tbody tr")
    assert len(table) == len(rows)
    checked = 0
    for row, line in zip(rows, table, strict=True):
        for theme, cell in zip(Theme, line.select("td"), strict=False):
            if cell.select_one("a"):
                continue
            assert words(cell).replace("·", "").strip() == "niets gevonden"
            if checked % 8 == 0:
                assert found(client, f"/aanpakken?{facet}={row.value}&thema={theme.value}") == 0
            checked += 1
    assert checked > 100


def test_the_map_has_headings_for_every_row_and_column(client: TestClient) -> None:
    table = page(client, "/witte-vlekken").select_one(".mk-gap__table")
    assert table is not None
    assert len(table.select("thead th[scope=col]")) == len(Theme) + 2
    assert [words(head) for head in table.select("tbody th[scope=row]")] == [one.label for one in WorkType]
    assert words(table.select_one("caption")) == "Aantal aanpakken en onderzoeken per werksoort en thema"
    region = table.find_parent(attrs={"role": "region"})
    assert region is not None
    assert region["tabindex"] == "0"


def test_a_total_counts_an_approach_once_however_many_cells_it_stands_in(client: TestClient) -> None:
    table = page(client, "/witte-vlekken").select_one(".mk-gap__table")
    assert table is not None
    assert words(table.select("tfoot td")[-1]) == "Hele verzameling: 163 aanpakken, 215 onderzoeken"


def test_the_rows_are_chosen_by_a_plain_link(client: TestClient) -> None:
    first = page(client, "/witte-vlekken")
    links = {words(link): str(link["href"]) for link in first.select(".mk-switch a")}
    assert links == {"Werksoort": "/witte-vlekken", "Doelgroep": "/witte-vlekken?rij=doelgroep"}
    chosen = page(client, links["Doelgroep"])
    assert words(chosen.select_one(".mk-switch [aria-current]")) == "Doelgroep"
    assert str(chosen.select_one("link[rel=canonical]")["href"]).endswith("?rij=doelgroep")  # type: ignore[index]


def test_rows_that_do_not_exist_are_said_so_and_the_work_types_shown(client: TestClient) -> None:
    answer = page(client, "/witte-vlekken?rij=<b>planeet")
    assert "Deze rijen kennen wij niet" in words(answer.select_one("main"))
    assert "planeet" not in words(answer.select_one("main"))
    assert words(answer.select_one(".mk-gap__table th")) == "Werksoort"


@pytest.mark.parametrize("path", GAPS)
def test_below_the_map_every_row_says_in_words_what_was_found_and_what_was_not(
    client: TestClient, path: str
) -> None:
    answer = page(client, path)
    rows = answer.select("section[aria-labelledby=per-rij] details")
    assert [f"over-{row['id']}" for row in rows] == [
        str(head["href"])[1:] for head in answer.select(".mk-gap__table tbody th a")
    ]
    lines = answer.select(".mk-gap-list > li")
    assert len(lines) == len(answer.select(".mk-gap__table tbody td:not(:last-child) a"))
    for line in lines:
        assert re.search(r"\d+ aanpak(ken)?, \d+ onderzoek(en)?", words(line))
        assert re.search(r"verhouding", words(line))
    for row in rows:
        assert "Niets gevonden" in words(row)
        assert row.select_one("a[href^='/contact#']") is not None


def test_no_cell_of_the_real_collection_shows_a_range_it_cannot_carry(now: Standing) -> None:
    for cell in now.survey.by_work_type.cells.values():
        spread = cell.spread
        text = spread_text(spread)
        assert ("per euro" in text) is (spread.range is not None)
        if len(spread.ratios) > 1 and spread.range is None:
            assert re.search(r"want|niet bij elk onderzoek|niet bekend", text)


@pytest.mark.parametrize("path", GAPS)
def test_the_file_has_a_line_per_cell_and_the_same_numbers_as_the_page(client: TestClient, path: str) -> None:
    answer = client.get(path.replace("vlekken", "vlekken.csv"))
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    lines = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff")), delimiter=";"))
    assert {len(line) for line in lines} == {15}
    shown = [re.findall(r"\d+", words(link))[-2:] if link else ["0", "0"] for _, link in cells(client, path)]
    size = len(Theme) + 1
    inner = [shown[place] for place in range(len(shown) - size) if place % size != len(Theme)]
    in_file = [[line["aantal_aanpakken"], line["aantal_onderzoeken"]] for line in lines]
    assert in_file[: len(inner)] == inner
    assert in_file[-1] == shown[-1] == ["163", "215"]
    for line in lines:
        assert len([slug for slug in line["aanpakken"].split(", ") if slug]) == int(line["aantal_aanpakken"])


# ----------------------------------------------------------------------------------------- The overview


MISSING = ["verhoudingen-ander-soort.svg", "verhoudingen-overig.svg", "x.svg", "verhoudingen-mkba.gif"]


def rows_of(section: Tag) -> list[Tag]:
    return [row for row in section.select("tbody tr") if row.select_one("th[scope=row]")]


def test_every_ratio_stands_once_with_method_year_comparison_source_and_entry(
    client: TestClient, now: Standing
) -> None:
    sections = page(client, "/meta").select(".mk-ratios")
    assert len(sections) == len(now.survey.groups)
    for section, group in zip(sections, now.survey.groups, strict=True):
        listed = [one for _, ratios in group.by_work_type for one in ratios]
        for row, one in zip(rows_of(section), listed, strict=True):
            name, shown, basis, compared, _, source = row.find_all(["th", "td"])
            assert name.a is not None
            assert name.a["href"] == f"/aanpakken/{one.slug}#{one.study.id}"
            assert one.result.ratio_definition.label.lower() in words(shown).lower()
            assert one.study.method.label in words(basis)
            assert re.search(r"\d{4}|jaar onbekend", words(basis))
            assert words(compared)
            assert source.a is not None


def test_no_sroi_stands_in_a_list_or_chart_of_benefits_per_euro(client: TestClient) -> None:
    for section in page(client, "/meta").select(".mk-ratios"):
        title, text = words(section.select_one("h3")), " ".join(words(row) for row in rows_of(section))
        if title == "SROI":
            assert "Baten gedeeld door kosten" not in text
        else:
            assert "SROI" not in text


def test_no_list_runs_by_height(client: TestClient) -> None:
    """Inside a work type the names ascend; the heights of the longest list go up and down."""
    for section in page(client, "/meta").select(".mk-ratios"):
        for body in section.select("tbody"):
            names = [words(row.select_one("th a")).casefold() for row in rows_of(body)]
            assert names == sorted(names)


def test_the_page_gives_no_average_and_says_so(client: TestClient) -> None:
    text = words(page(client, "/meta").select_one("main"))
    assert "Een gemiddelde geven wij niet" in text
    assert not re.search(r"gemiddeld (€|van)|gemiddelde (verhouding|van €)", text)


def test_ratios_of_another_kind_have_a_table_and_no_chart(client: TestClient) -> None:
    (section,) = page(client, "/meta?methode=ander-soort").select(".mk-ratios")
    assert section.select_one("picture") is None
    assert len(rows_of(section)) == 9


def test_a_chosen_method_shows_its_list_alone(client: TestClient) -> None:
    answer = page(client, "/meta?methode=sroi")
    (section,) = answer.select(".mk-ratios")
    assert words(section.select_one("h3")) == "SROI"
    assert words(answer.select_one(".mk-switch [aria-current]")).startswith("SROI")
    assert str(answer.select_one("link[rel=canonical]")["href"]).endswith("/meta?methode=sroi")  # type: ignore[index]


@pytest.mark.parametrize("method", ["onzin", "meta_analyse"])
def test_a_method_without_ratios_is_said_so_and_every_list_shown(client: TestClient, method: str) -> None:
    answer = page(client, f"/meta?methode={method}")
    assert "Bij deze keuze hebben wij geen verhoudingen" in words(answer.select_one("main"))
    assert len(answer.select(".mk-ratios")) > 3


def test_each_chart_stands_beside_its_table_with_a_conclusion_and_can_be_fetched(client: TestClient) -> None:
    pictures = page(client, "/meta").select(".mk-ratios figure")
    assert len(pictures) >= 4
    for picture in pictures:
        assert picture.select_one("table") is not None
        image = picture.select_one("img")
        assert image is not None
        assert "volgt hier niet uit" in str(image["alt"])
        answer = client.get(str(image["src"]))
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml; charset=utf-8")
        assert "evenveel" in answer.text


@pytest.mark.parametrize(
    "name", ["verhoudingen-ander-soort.svg", "verhoudingen-overig.svg", "x.svg", "verhoudingen-mkba.gif"]
)
def test_a_chart_that_does_not_exist_is_not_found(client: TestClient, name: str) -> None:
    assert client.get(f"/meta/grafieken/{name}").status_code == 404


def test_the_meta_analyses_stand_beside_it_with_their_caveats(client: TestClient, now: Standing) -> None:
    section = page(client, "/meta").select_one("section[aria-labelledby=andere-overzichten]")
    text = words(section)
    assert len(now.survey.meta_analyses) == 7
    assert len(now.survey.other_publications) == 30
    for slug, publication in (*now.survey.meta_analyses, *now.survey.other_publications):
        assert section is not None
        assert section.select_one(f"a[href='/achtergrond/{slug}']") is not None
        assert all(" ".join(limitation.split()) in text for limitation in publication.study.limitations)


def test_the_counts_in_the_sentences_are_those_of_the_collection(client: TestClient) -> None:
    text = words(page(client, "/meta").select_one("section[aria-labelledby=niet-verteld]"))
    assert "Van 150 van de 215 onderzoeken lazen wij alleen een stuk erover" in text
    assert "Geen enkel onderzoek lazen wij helemaal" in text
    assert "bij 4 het prijspeil, bij 17 de looptijd en bij geen enkel de rekenrente" in text
    assert "73 van de 215 onderzoeken" in text
    assert "32 verhoudingen, waarvan 9" in text
    assert "Bij 138 van de 215" in text


def test_each_division_adds_up_to_all_studies(client: TestClient) -> None:
    tables = page(client, "/meta").select(".mk-distribution table")
    assert len(tables) == 7
    for table in tables:
        assert sum(int(words(cell)) for cell in table.select("td.mk-num")) == 215


def test_the_file_keeps_each_kind_of_ratio_in_columns_of_its_own(client: TestClient) -> None:
    text = client.get("/meta.csv").text.removeprefix("\ufeff")
    lines = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert len(lines) == 32
    for line in lines:
        parts = {
            kind: [line[f"{kind.value}_{part}"] for part in ("laag", "midden", "hoog")] for kind in RatioKind
        }
        filled = {kind for kind, found in parts.items() if found != ["niet_van_toepassing"] * 3}
        assert len(filled) == 1
        assert all(all(found) for found in parts.values())
        assert (RatioKind.SROI in filled) is (line["methode"] == "sroi" or line["ratio_definitie"] == "sroi")
        assert line["vergeleken_met"]
        assert line["bronnen"]
    only = client.get("/meta.csv?methode=mkba").text
    assert only.count("\r\n") == 5


# ------------------------------------------------------------------------------------- Both, as a whole


@pytest.mark.parametrize("path", [*GAPS, "/meta", "/meta?methode=kba", "/witte-vlekken.csv", "/meta.csv"])
def test_a_page_asks_few_questions_and_nothing_when_asked_again(client: TestClient, path: str) -> None:
    client.app_state["rendered"]._pages.clear()
    client.app_state["survey"]._seen = None
    with statements(client.app_state["database"]) as asked:
        client.get(path)
    assert len([one for one in asked if not one.startswith("BEGIN")]) <= 4


def test_what_else_stands_in_an_address_makes_no_other_page_to_keep(client: TestClient) -> None:
    client.get("/witte-vlekken")
    kept = len(client.app_state["rendered"]._pages)
    for address in ("/witte-vlekken?bron=mail", "/witte-vlekken?rij=", "/witte-vlekken?rij=werksoort&x=1"):
        assert client.get(address).status_code == 200
    assert len(client.app_state["rendered"]._pages) == kept


def test_what_is_withdrawn_is_gone_from_both_pages(own_client: TestClient) -> None:
    assert "163 aanpakken" in words(page(own_client, "/witte-vlekken").select("tfoot td")[-1])
    with writing(own_client.app_state["database"]) as db, db.begin():
        entry = db.exec(select(Entry).where(Entry.slug == "gezinshuizen", Entry.kind == Kind.APPROACH)).one()
        withdraw(db, entry, "De cijfers klopten niet.", datetime.now(UTC))
    own_client.app_state["index"]._looked_at = 0.0
    assert "162 aanpakken" in words(page(own_client, "/witte-vlekken").select("tfoot td")[-1])
    assert "/aanpakken/gezinshuizen" not in own_client.get("/meta").text
    assert "gezinshuizen" not in own_client.get("/meta.csv").text
