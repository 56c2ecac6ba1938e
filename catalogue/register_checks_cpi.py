"""Looks over the price index: every year once, none left out, and no index that contradicts its change."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any

from catalogue.cpi import Cpi, CpiCheck
from catalogue.faults import Fault
from catalogue.money import number
from catalogue.register_checks_base import Looked, parsed
from catalogue.terms_registers import IndexStatus

CHANGE_TOLERANCE = Decimal("0.25")
"""In percentage points. Statistics Netherlands calculates with unrounded figures, so the published change may
differ by 0.2 from what the series gives, and is itself rounded to one decimal."""

INDEX_TOLERANCE = Decimal("0.005")
BASE = re.compile(r"(\d{4})\s*=\s*100")
WITHIN = re.compile(r"binnen (\d+(?:,\d+)?) procent")
FIRST_POSSIBLE = 1900


def look_at_cpi(content: Any) -> Looked:
    """Everything that is wrong with the content of cpi.yaml."""
    series = parsed(Cpi, content)
    if isinstance(series, list):
        return Looked(tuple(series), "")
    found = (*_years(series), *_base(series), *_changes(series), *_rebased(series), *_crosschecks(series))
    derived = sum(row.status is IndexStatus.DERIVED for row in series.years)
    counts = f"{len(series.years) - derived} gepubliceerd en {derived} herleid"
    span = f"{series.first_year} tot en met {series.last_year}"
    return Looked(found, f"{len(series.years)} jaren, {span}: {counts}")


def _years(series: Cpi) -> Iterator[Fault]:
    for place, row in enumerate(series.years):
        path = ("jaren", place)
        if not FIRST_POSSIBLE <= row.year < series.checked_on.year:
            yield Fault((*path, "jaar"), f"Het jaar {row.year} was nog niet voorbij of ligt te ver terug.")
        if not row.derivation.strip():
            yield Fault((*path, "afleiding"), "Zeg waar het cijfer staat of hoe het is berekend.")
    for place, (before, after) in enumerate(pairwise(series.years), start=1):
        if after.year <= before.year:
            yield Fault(("jaren", place), "Zet de jaren op volgorde, van oud naar nieuw.")
        elif after.year > before.year + 1:
            absent = ", ".join(str(year) for year in range(before.year + 1, after.year))
            yield Fault(("jaren", place), f"Voor dit jaar ontbreekt er iets: {absent}.")


def _base(series: Cpi) -> Iterator[Fault]:
    match = BASE.fullmatch(series.base)
    if match is None:
        yield Fault(("basis",), "Noem het basisjaar zo: 2015 = 100.")
    elif series.index(int(match[1])) != Decimal(100):
        yield Fault(("basis",), f"In het basisjaar {match[1]} hoort het indexcijfer 100 te zijn.")


def _changes(series: Cpi) -> Iterator[Fault]:
    for place, (before, after) in enumerate(pairwise(series.years), start=1):
        if after.year != before.year + 1:
            continue
        own = (after.index / before.index - 1) * 100
        if abs(own - after.annual_change_pct) > CHANGE_TOLERANCE:
            said = f"De jaarmutatie is {number(after.annual_change_pct)} procent"
            follows = f"uit de reeks volgt {number(round(own, 1))} procent"
            yield Fault(("jaren", place, "jaarmutatie"), f"{said}, maar {follows}.")


def _rebased(series: Cpi) -> Iterator[Fault]:
    """An index that was derived from the long series must be what that series gives."""
    match = BASE.fullmatch(series.base)
    base = series.year(int(match[1])) if match else None
    if base is None or not base.index_1900:
        return
    for place, row in enumerate(series.years):
        if row.status is IndexStatus.DERIVED and row.index_1900 is not None:
            own = row.index_1900 / base.index_1900 * 100
            if abs(own - row.index) > INDEX_TOLERANCE:
                message = f"Uit de lange reeks volgt voor {row.year} het cijfer {number(round(own, 2))}."
                yield Fault(("jaren", place, "index"), message)


def _crosschecks(series: Cpi) -> Iterator[Fault]:
    for place, check in enumerate(series.checks):
        match = WITHIN.search(check.outcome)
        if match is None:
            message = "Zeg binnen hoeveel procent de reeksen gelijk zijn: ‘binnen 0,1 procent’."
            yield Fault(("controles", place, "uitkomst"), message)
            continue
        tolerance = Decimal(match[1].replace(",", ".")) / 100
        yield from (
            Fault(("controles", place, "factoren"), message)
            for message in _deviations(series, check, tolerance)
        )


def _deviations(series: Cpi, check: CpiCheck, tolerance: Decimal) -> Iterator[str]:
    for year, factor in check.factors.items():
        own = series.convert(Decimal(1), year, check.target_year)
        if own is None:
            yield f"Van {year} naar {check.target_year} is niet om te rekenen: een jaar ontbreekt."
        elif factor <= 0 or abs(own / factor - 1) > tolerance:
            yield f"De factor van {year} wijkt meer af dan de uitkomst zegt."
