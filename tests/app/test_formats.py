"""How values look on a page: Dutch, safe, and unknown never taken for a value."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment
from markupsafe import Markup, escape

from app import formats
from app.urls import Urls
from catalogue.figures import KnownFigure
from catalogue.money import NBSP
from catalogue.schema import NOT_ADOPTED, NOT_APPLICABLE, NOT_REPORTED, Unknown
from catalogue.vocabulary import FirstHand, Method, Party, RatioDefinition, TargetGroup
from tests.builders import make_figure, make_result

HOSTILE = "<script>alert('x')</script> & \"meer\""
UNKNOWNS = [NOT_ADOPTED, NOT_REPORTED, NOT_APPLICABLE]


def between(low: str, high: str) -> KnownFigure:
    return KnownFigure(low=Decimal(low), high=Decimal(high), first_hand=FirstHand.FIRST_HAND)


@pytest.mark.parametrize("why", UNKNOWNS)
@pytest.mark.parametrize("show", [formats.tekst, formats.waarde, formats.bedrag, formats.kort_bedrag])
def test_an_unknown_is_marked_and_explained_and_shows_no_number(why: Unknown, show: Any) -> None:
    shown = show(why)
    assert shown == (
        f'<span class="mk-unknown" title="{escape(why.reason.explanation)}">{why.reason.label}</span>'
    )
    assert not any(sign.isdigit() or sign == "€" for sign in shown)


@pytest.mark.parametrize("why", UNKNOWNS)
def test_an_unknown_ratio_is_shown_as_unknown_whatever_its_kind(why: Unknown) -> None:
    for kind in RatioDefinition:
        assert formats.verhouding(make_result(ratio=why, ratio_definition=kind)) == formats.tekst(why)


@pytest.mark.parametrize(
    ("fact", "shown"),
    [
        (True, "ja"),
        (False, "nee"),
        (Decimal("1234.50"), "1.234,5"),
        (Decimal(0), "0"),
        (2020, "2020"),
        (12050, "12.050"),
        ("Café ’t Hoekje", "Café ’t Hoekje"),
    ],
)
def test_a_known_fact_is_shown_in_dutch(fact: object, shown: str) -> None:
    assert formats.tekst(fact) == formats.waarde(fact) == shown


def test_a_code_is_shown_as_its_label() -> None:
    assert formats.waarde(Method.SROI) == escape(Method.SROI.label)


@settings(max_examples=40)
@given(st.text() | st.just(HOSTILE))
def test_no_text_becomes_markup(text: str) -> None:
    for shown in (formats.tekst(text), formats.waarde(text)):
        assert isinstance(shown, Markup)
        assert "<" not in shown
        assert shown.unescape() == escape(text).unescape()


@pytest.mark.parametrize(
    ("figure", "long", "short"),
    [
        (make_figure(1_200_000), "€ 1.200.000", f"€ 1,2{NBSP}miljoen"),
        (make_figure("-0.5"), "€ -0,50", "€ -0,50"),
        (between("3", "6000000"), "van € 3 tot € 6.000.000", f"van € 3 tot € 6{NBSP}miljoen"),
    ],
)
def test_an_amount_is_shown_in_full_or_short(figure: KnownFigure, long: str, short: str) -> None:
    assert formats.bedrag(figure) == long.replace("€ ", f"€{NBSP}")
    assert formats.kort_bedrag(figure) == short.replace("€ ", f"€{NBSP}")


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        (RatioDefinition.BENEFITS_OVER_COSTS, f"van €{NBSP}1,40 tot €{NBSP}1,70 per euro"),
        (RatioDefinition.SROI, f"van €{NBSP}1,40 tot €{NBSP}1,70 per euro"),
        (RatioDefinition.UNKNOWN, f"van €{NBSP}1,40 tot €{NBSP}1,70 per euro"),
        (RatioDefinition.NET_RETURN, "van 140% tot 170% rendement"),
        (RatioDefinition.OTHER, "van 1,4 tot 1,7"),
    ],
)
def test_only_euros_per_euro_are_shown_as_such(kind: RatioDefinition, shown: str) -> None:
    assert formats.verhouding(make_result(ratio=between("1.4", "1.7"), ratio_definition=kind)) == shown


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (date(2026, 11, 21), "21 november 2026"),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "1 januari 2027"),
        (datetime(2026, 6, 30, 21, 59, tzinfo=UTC), "30 juni 2026"),
        (datetime(2026, 6, 30, 22, 0, tzinfo=UTC), "1 juli 2026"),
    ],
)
def test_a_day_is_the_day_in_the_netherlands(moment: date | datetime, shown: str) -> None:
    assert formats.datum(moment) == shown


@pytest.mark.parametrize(
    ("words", "row"), [([], ""), (["a"], "a"), (["a", "b"], "a en b"), (["a", "b", 3], "a, b en 3")]
)
def test_words_stand_in_a_row(words: list[object], row: str) -> None:
    assert formats.opsomming(words) == row
    assert formats.opsomming(iter(words)) == row


def test_labels_stand_in_a_row_with_one_capital() -> None:
    assert formats.termen([TargetGroup.CHILDREN, TargetGroup.YOUTH, TargetGroup.ELDERLY]) == (
        "Kinderen, jongeren en ouderen"
    )
    assert formats.termen([]) == ""
    assert formats.labels([Party.STATE]) == ["Rijk"]


@pytest.mark.parametrize(
    ("numbers", "shown"), [([3], "3"), ([1, 2], "1–2"), ([1, 2, 3, 4], "1–4"), ([1, 3, 4], "1, 3, 4")]
)
def test_footnotes_that_follow_each_other_are_shown_in_short(numbers: list[int], shown: str) -> None:
    assert formats.reeks(numbers) == shown


def test_a_footnote_has_the_number_of_its_source() -> None:
    assert formats.voetnoot("b2", {"b1": 1, "b2": 2}) == 2


def test_a_glossary_word_is_linked_once_per_page_and_the_rest_is_escaped() -> None:
    env = Environment(
        loader=DictLoader({"p": "{{ een | begrippen }}|{{ twee | begrippen }}"}), autoescape=True
    )
    env.filters |= formats.FILTERS
    env.globals["urls"] = Urls("https://mkba.example.org")
    page = env.get_template("p").render(
        een=f"De discontovoet {HOSTILE}", twee="De discontovoet", geziene_begrippen=set()
    )
    first, second = page.split("|")
    assert first.count('<a class="mk-term" href="/begrippen#') == 1
    assert "<script>" not in page
    assert second == "De discontovoet"


def test_every_filter_of_the_templates_has_a_dutch_name() -> None:
    assert set(formats.FILTERS) >= {
        "bedrag",
        "datum",
        "euro",
        "getal",
        "procent",
        "tekst",
        "verhouding",
        "waarde",
    }
