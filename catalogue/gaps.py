"""How far two numbers are apart, in Dutch: what somebody who checks a change looks for first."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from catalogue.figures import KnownFigure
from catalogue.money import NBSP, euro, number

_MANY_TIMES = 10
_WHOLE, _TENTH = Decimal(1), Decimal("0.1")


def gap(was: Any, is_now: Any, unit: str | None) -> str:
    """The difference in words, such as "€ 500 meer (50%)"; empty for what is no number, and for years.

    A factor of ten or more is said as a factor: then somebody may have mistaken the unit.
    """
    if isinstance(was, KnownFigure) and isinstance(is_now, KnownFigure):
        return _between_figures(was, is_now, unit)
    is_year = isinstance(was, int) and isinstance(is_now, int) and unit is None
    if is_year or not (_is_number(was) and _is_number(is_now)):
        return ""
    return _between(Decimal(was), Decimal(is_now), unit)


def _between_figures(was: KnownFigure, is_now: KnownFigure, unit: str | None) -> str:
    if was.mid is not None and is_now.mid is not None and was.mid != is_now.mid:
        return _between(was.mid, is_now.mid, unit)
    if (was.low, was.mid, was.high) == (is_now.low, is_now.mid, is_now.high):
        return "Het getal is gelijk. Wat erbij staat, is anders."
    return "De bandbreedte is anders." if was.mid == is_now.mid else ""


def _between(was: Decimal, is_now: Decimal, unit: str | None) -> str:
    if was == is_now:
        return ""
    word = "meer" if is_now > was else "minder"
    return f"{_measure(abs(is_now - was), unit)} {word}{_share(was, is_now)}"


def _share(was: Decimal, is_now: Decimal) -> str:
    """The difference as a part of what it was. Below zero a percentage would mislead."""
    if was <= 0 or is_now <= 0:
        return ""
    if is_now >= was * _MANY_TIMES:
        return f" ({_rounded(is_now / was)} keer zo veel)"
    if was >= is_now * _MANY_TIMES:
        return f" ({_rounded(was / is_now)} keer zo weinig)"
    percentage = abs(is_now - was) * 100 / was
    return f" ({_rounded(percentage)}%)" if percentage >= 1 else " (minder dan 1%)"


def _rounded(value: Decimal) -> str:
    """To whole numbers, or one decimal below ten."""
    step = _TENTH if value < _MANY_TIMES else _WHOLE
    return number(value.quantize(step, ROUND_HALF_UP))


def _measure(value: Decimal, unit: str | None) -> str:
    if unit in {"euro", "per euro"}:
        return euro(value)
    if unit is not None and unit.startswith("procent"):
        return f"{number(value)} procentpunt"
    return f"{number(value)}{NBSP}{unit}" if unit else number(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)
