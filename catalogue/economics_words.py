"""Bands and differences in words."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from catalogue.economics_bands import Band
from catalogue.money import euro

NOT_KNOWN = "niet bekend"
SMALL_AMOUNT = 100
Format = Callable[[Decimal], str]


def band_text(band: Band, show: Format) -> str:
    """A band in words, as `wording.span` words a figure; "niet bekend" when nothing is known."""
    low, mid, high = band.low, band.mid, band.high
    if low is not None and high is not None and low != high:
        bounds = f"van {show(low)} tot {show(high)}"
        return bounds if mid is None else f"{show(mid)} ({bounds})"
    if mid is not None:
        if low is not None and high is None:
            return f"{show(mid)} (minstens {show(low)})"
        return show(mid) if high is None or low is not None else f"{show(mid)} (hoogstens {show(high)})"
    if low is not None:
        return show(low) if low == high else f"minstens {show(low)}"
    return NOT_KNOWN if high is None else f"hoogstens {show(high)}"


def euro_about(amount: Decimal) -> str:
    """A quotient without the cents it only seems to have: "ongeveer € 12.782", "€ 4.250"."""
    step = Decimal(1) if abs(amount) >= SMALL_AMOUNT else Decimal("0.01")
    rounded = amount.quantize(step, ROUND_HALF_UP)
    return euro(amount) if rounded == amount or not rounded else f"ongeveer {euro(rounded)}"


def more_or_less(difference: Decimal, show: Format) -> str:
    """A difference that is not zero: "€ 20 hoger", "€ 20 lager"."""
    return f"{show(abs(difference))} {'hoger' if difference > 0 else 'lager'}"
