"""One set of rules for a row: in a register file, and when an editor publishes it."""

from decimal import Decimal
from typing import Any

import pytest

from catalogue.cpi import cpi
from catalogue.kinds import RegisterRow
from catalogue.register_rules import slug_of
from catalogue.schema import NOT_ADOPTED
from catalogue.terms_registers import Domain
from catalogue.unit_cost_words import use_words
from catalogue.unit_costs import UnitCost, UnitCostPart, UnitCostSource, macro_figures, unit_costs
from catalogue.validation import problems
from catalogue.vocabulary import Party, UnitCostKind
from tests.builders import make_indicator, make_unit_cost

WRONG: dict[str, tuple[RegisterRow, str]] = {
    "id with capitals": (make_unit_cost(id="Uur"), "id"),
    "id with spaces": (make_indicator(id="K 1"), "id"),
    "no name": (make_unit_cost(name=" "), "naam"),
    "long name": (make_indicator(name="x" * 121), "naam"),
    "no unit": (make_unit_cost(unit=""), "eenheid"),
    "no amount": (make_unit_cost(value=NOT_ADOPTED), "waarde"),
    "ends the wrong way round": (make_unit_cost(low=Decimal(99)), "waarde"),
    "no source": (make_unit_cost(source=NOT_ADOPTED), "bron"),
    "no field": (make_unit_cost(domain=NOT_ADOPTED), "domein"),
    "nationwide": (make_unit_cost(kind=UnitCostKind.MACRO), "soort"),
    "script as source": (
        make_unit_cost(source=UnitCostSource(id="b", text="Bron", url="javascript:alert(1)")),
        "bron.url",
    ),
    "parts that are not the whole": (
        make_unit_cost(parts=(UnitCostPart(name="Deel", amount=Decimal(1)),)),
        "opbouw",
    ),
    "price year in the future": (make_unit_cost(price_year=cpi().last_year + 3), "prijspeil"),
    "price year before the index": (make_unit_cost(price_year=1999), "prijspeil"),
    "no definition": (make_indicator(definition=""), "definitie"),
    "script as address": (make_indicator(url="javascript:alert(1)"), "url"),
}


@pytest.mark.parametrize("row", [make_unit_cost(), make_indicator(), *unit_costs()[:3]])
def test_a_row_in_order_may_be_published(row: RegisterRow) -> None:
    assert problems(row) == ()


@pytest.mark.parametrize(("row", "path"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_refused_at_its_field(row: RegisterRow, path: str) -> None:
    found = problems(row)
    assert [problem.path for problem in found] == [path]
    assert all(problem.refuses and problem.message.endswith(".") for problem in found)


def test_a_tariff_of_next_year_may_be_published_before_the_index_of_this_one_is_there() -> None:
    assert problems(make_unit_cost(price_year=cpi().last_year + 2)) == ()


def test_a_slug_is_the_id_and_tells_of_an_indicator_what_it_is() -> None:
    assert slug_of(make_unit_cost(id="uur-hulp")) == "uur-hulp"
    assert slug_of(make_indicator(id="K99")) == "kpi-k99"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, ("Ja. ",)),
        ({"price_year": 2026}, ("Ja. ", "Het indexcijfer van 2026 is er niet.")),
        ({"usable": False}, ("Nee. Dit bedrag is niet geschikt",)),
        (
            {"price_year": NOT_ADOPTED, "party": NOT_ADOPTED},
            ("Nee. Het prijspeil is niet bekend.", "Nee. Wij weten niet wie betaalt"),
        ),
        ({"value": NOT_ADOPTED}, ("Nee. Het bedrag is niet bekend.",)),
        ({"kind": UnitCostKind.MACRO}, ("Nee. Dit bedrag gaat over heel Nederland.",)),
    ],
)
def test_whether_one_may_calculate_with_it_is_said_with_every_reason(
    changes: dict[str, Any], words: tuple[str, ...]
) -> None:
    found = use_words(make_unit_cost(**changes), cpi())
    assert len(found) == len(words)
    assert all(sentence.startswith(word) for sentence, word in zip(found, words, strict=True))


@pytest.mark.parametrize("row", [*unit_costs(), *macro_figures()], ids=lambda row: str(row.id))
def test_the_words_say_what_the_rule_says(row: UnitCost) -> None:
    assert use_words(row, cpi())[0].startswith("Ja") is row.calculable


def test_the_builder_makes_a_row_that_is_no_row_of_the_file() -> None:
    row = make_unit_cost()
    assert (row.party, row.domain) == (Party.MUNICIPALITY, Domain.WMO)
    assert row.id not in {one.id for one in unit_costs()}
