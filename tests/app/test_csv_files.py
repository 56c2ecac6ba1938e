"""Downloads for spreadsheets: Dutch Excel reads them right and runs nothing."""

import csv
import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.cards import Card, card
from app.csv_files import approach_rows, decimal, download, header
from catalogue.documents import Approach, Result
from catalogue.kinds import Kind
from catalogue.money import NBSP
from catalogue.parts import Place
from catalogue.queries import Version
from catalogue.schema import NOT_ADOPTED, NOT_APPLICABLE, NOT_REPORTED, Unknown
from catalogue.vocabulary import EntryState, RatioDefinition
from tests.builders import SUMMARY, make_approach, make_figure, make_result, make_source, make_study

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def as_card(document: Approach) -> Card:
    version = Version(
        slug="jongerenwerk", kind=Kind.APPROACH, state=EntryState.PUBLISHED, state_reason=None, number=3,
        latest=3, content_hash="", published_at=NOON, first_published_at=NOON, note=None, document=document,
    )  # fmt: skip
    return card(version)


def text_of(rows: Sequence[Sequence[object]]) -> str:
    body = download("lijst.csv", rows).body
    return bytes(body).decode("utf-8-sig")


def cells_of(rows: Sequence[Sequence[object]]) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text_of(rows), newline=""), delimiter=";"))


def record(document: Approach) -> dict[str, str]:
    names, values = cells_of(list(approach_rows([as_card(document)])))
    return dict(zip(names, values, strict=True))


def with_result(**changes: Any) -> Approach:
    return make_approach(studies=(make_study(results=(make_result(**changes),)),))


def test_the_file_is_what_dutch_excel_expects() -> None:
    response = download("lijst.csv", [["naam", "aantal"], ["Café; bar", 3]])
    assert bytes(response.body) == '\ufeffnaam;aantal\r\n"Café; bar";3\r\n'.encode()
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["content-disposition"] == 'attachment; filename="lijst.csv"'


DANGEROUS = [
    '=HYPERLINK("http://x")', "+31", "@SUM(A1)", "-2+3", "-", "--1", "-1,5,5", "-cmd|' /C calc'!A0",
    "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "＝1", "＋1", "－1+1", "＠SUM", "-1\n",
]  # fmt: skip


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_text_that_a_spreadsheet_would_run_gets_a_quote_in_front(text: str) -> None:
    ((cell,),) = cells_of([[text]])
    assert cell == f"'{text}"


@pytest.mark.parametrize(
    "text", ["-5", "-12,5", "5-1", "a=b", "€ 5", "'t Hart", "naam@example.org", "1+1", ""]
)
def test_numbers_below_zero_and_ordinary_texts_stay_as_they_are(text: str) -> None:
    ((cell, _),) = cells_of([[text, "x"]])
    assert cell == text


@settings(max_examples=60)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"), max_size=20))
def test_no_cell_ever_starts_as_a_formula_and_no_text_is_lost(text: str) -> None:
    ((cell, _),) = cells_of([[text, "x"]])
    assert cell in {text, f"'{text}"}
    assert not re.match(r"\s*[=+@＝＋＠]|\s*-(?!\d)", cell)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1.9", "1,9"),
        ("1.234", "1,234"),
        ("1000", "1000"),
        ("-0.50", "-0,5"),
        ("1E+6", "1000000"),
        ("0", "0"),
    ],
)
def test_a_number_has_a_decimal_comma_and_no_points(value: str, text: str) -> None:
    assert decimal(Decimal(value)) == text


def test_the_header_has_dutch_names() -> None:
    assert header(Result, "costs", "ratio_definition") == ["kosten", "ratio_definitie"]
    names = [str(name) for name in next(iter(approach_rows([])))]
    assert len(names) == len(set(names))
    assert names[:4] == ["slug", "versie", "naam", "selectie"]
    assert names[-3:] == ["ratio_definitie", "uitkomst", "bronnen"]


def test_a_row_says_everything_a_figure_needs_beside_it() -> None:
    result = make_result(ratio=make_figure("1.5", low=Decimal("1.25"), high=Decimal("1.75")))
    study = make_study(results=(result,), bureaus=("Bureau A", "Bureau B"))
    found = record(make_approach(studies=(study,), municipalities=(Place(code="0363"),), nationwide=True))
    assert found == {
        "slug": "jongerenwerk",
        "versie": "3",
        "naam": "Jongerenwerk in de wijk",
        "selectie": "geselecteerd",
        "samenvatting": SUMMARY,
        "werksoorten": "jongerenwerk",
        "themas": "opgroeien-en-opvoeden",
        "doelgroepen": "",
        "gemeenten": "Amsterdam, heel Nederland",
        "aantal_onderzoeken": "1",
        "onderzoek_titel": "Kosten en baten van jongerenwerk",
        "onderzoek_methode": "mkba",
        "onderzoek_jaar": "2020",
        "onderzoek_bureaus": "Bureau A, Bureau B",
        "onderzoek_nulalternatief": "Jongeren krijgen de hulp die er al was.",
        "onderzoek_eenheid": "per_deelnemer",
        "kosten_laag": "", "kosten_midden": "1000", "kosten_hoog": "",
        "baten_laag": "", "baten_midden": "1500", "baten_hoog": "",
        "saldo_laag": "", "saldo_midden": "500", "saldo_hoog": "",
        "ratio_laag": "1,25", "ratio_midden": "1,5", "ratio_hoog": "1,75",
        "ratio_definitie": "baten_gedeeld_door_kosten",
        "uitkomst": f"Tegenover elke euro aan kosten staat volgens dit onderzoek ongeveer €{NBSP}1,50 "
                    f"(van €{NBSP}1,30 tot €{NBSP}1,80) aan baten.",
        "bronnen": "https://example.org/rapport.pdf",
    }  # fmt: skip


@pytest.mark.parametrize("why", [NOT_ADOPTED, NOT_REPORTED, NOT_APPLICABLE])
def test_an_unknown_figure_says_why_and_is_neither_empty_nor_zero(why: Unknown) -> None:
    found = record(with_result(costs=why, ratio=why, ratio_definition=RatioDefinition.UNKNOWN))
    for name in ("kosten", "ratio"):
        assert [found[f"{name}_{part}"] for part in ("laag", "midden", "hoog")] == ["", why.reason.value, ""]


def test_unknown_facts_of_the_study_say_why() -> None:
    found = record(make_approach(studies=(make_study(title=NOT_ADOPTED, year=NOT_REPORTED),)))
    assert (found["onderzoek_titel"], found["onderzoek_jaar"]) == (
        "nog_niet_overgenomen",
        "niet_gerapporteerd",
    )


def test_a_loss_is_in_the_file_with_its_sign() -> None:
    found = record(with_result(net=make_figure(-500), ratio=make_figure("-0.5")))
    assert (found["saldo_midden"], found["ratio_midden"]) == ("-500", "-0,5")


def test_a_source_without_address_is_named() -> None:
    study = make_study(sources=(make_source(url=None, location="Archief"), make_source(id="b2")))
    found = record(make_approach(studies=(study,)))
    assert found["bronnen"] == "Kosten en baten van jongerenwerk https://example.org/rapport.pdf"


def test_every_row_is_as_wide_as_the_header_also_without_study_or_result() -> None:
    documents = [make_approach(), make_approach(studies=()), make_approach(studies=(make_study(results=()),))]
    rows = list(approach_rows([as_card(document) for document in documents]))
    assert {len(row) for row in rows} == {len(rows[0])}


def test_a_dangerous_name_is_disarmed_in_the_list() -> None:
    assert record(make_approach(name="=1+1"))["naam"] == "'=1+1"
