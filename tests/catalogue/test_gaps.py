"""How far two numbers are apart, in words."""

from decimal import Decimal
from typing import Any

import pytest

from catalogue.figures import KnownFigure
from catalogue.gaps import gap
from catalogue.schema import NOT_ADOPTED
from tests.builders import make_figure


def euros(mid: str | None, **changes: Any) -> KnownFigure:
    return make_figure(mid, **changes)


@pytest.mark.parametrize(
    ("was", "is_now", "unit", "words"),
    [
        (Decimal(120), Decimal(150), "deelnemers", "30 deelnemers meer (25%)"),
        (Decimal(150), Decimal(120), "deelnemers", "30 deelnemers minder (20%)"),
        (Decimal("2.25"), Decimal(3), "procent per jaar", "0,75 procentpunt meer (33%)"),
        (Decimal(1000), Decimal(1001), None, "1 meer (minder dan 1%)"),
        (Decimal(1), Decimal(1000), None, "999 meer (1.000 keer zo veel)"),
        (Decimal(1000), Decimal(80), None, "920 minder (13 keer zo weinig)"),
        (Decimal(0), Decimal(5), None, "5 meer"),
        (Decimal(-5), Decimal(5), None, "10 meer"),
        (120, 150, "deelnemers", "30 deelnemers meer (25%)"),
        (2019, 2020, None, ""),
        (True, False, None, ""),
        ("a", "b", None, ""),
        (NOT_ADOPTED, Decimal(5), None, ""),
    ],
)
def test_numbers(was: Any, is_now: Any, unit: str | None, words: str) -> None:
    assert gap(was, is_now, unit).replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("was", "is_now", "words"),
    [
        (euros("1000"), euros("1500"), "€ 500 meer (50%)"),
        (euros("1000"), euros("999.50"), "€ 0,50 minder (minder dan 1%)"),
        (euros("-100"), euros("200"), "€ 300 meer"),
        (euros("1000"), euros("1000", locator="p. 3"), "Het getal is gelijk. Wat erbij staat, is anders."),
        (euros("1000"), euros("1000", low=Decimal(900)), "De bandbreedte is anders."),
        (euros("1000"), euros(None, low=Decimal(900)), ""),
        (euros("1000"), NOT_ADOPTED, ""),
    ],
)
def test_figures(was: KnownFigure, is_now: KnownFigure, words: str) -> None:
    assert gap(was, is_now, "euro").replace("\u00a0", " ") == words
