"""Looks over the discount rates: no gap or overlap in the standard ones, and every rate with its source."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from catalogue.discount_rates import DiscountRate, DiscountSource
from catalogue.faults import Fault, Path
from catalogue.register_checks_base import Looked, by_id, linked, parsed, rows_of, twice
from catalogue.schema import Unknown, known
from catalogue.terms_registers import DiscountKind

HIGHEST = Decimal(10)
Rates = Sequence[tuple[Path, DiscountRate]]


def look_at_rates(content: Any) -> Looked:
    """Everything that is wrong with the content of discontovoeten.yaml."""
    sources, found = rows_of(content, "bronnen")
    rows, wrong = rows_of(content, "voeten")
    found += wrong
    for path, row in sources:
        source = parsed(DiscountSource, row, path)
        found += source if isinstance(source, list) else []
    for listed in (sources, rows):
        found += twice((((*path, "id"), row.get("id")) for path, row in listed), "Dit kenmerk")
    rates: list[tuple[Path, DiscountRate]] = []
    for path, row in rows:
        resolved, missing = linked(row, "bronnen", by_id(sources), path) if "bronnen" in row else ([], [])
        found += missing
        rate = parsed(DiscountRate, {**row, "bronnen": resolved}, path)
        if isinstance(rate, DiscountRate):
            rates.append((path, rate))
        else:
            found += rate
    found += [*_each(rates), *_standard(rates)]
    unread = sum(isinstance(rate.rate, Unknown) for _, rate in rates)
    kinds = Counter(rate.kind for _, rate in rates)
    counts = f"{kinds[DiscountKind.STANDARD]} standaard"
    return Looked(tuple(found), f"{len(rates)} voeten, waarvan {counts} en {unread} niet gelezen")


def _each(rates: Rates) -> Iterator[Fault]:
    for path, rate in rates:
        value = known(rate.rate)
        if value is not None and not 0 <= value <= HIGHEST:
            yield Fault((*path, "voet"), "Deze voet ligt buiten 0 tot en met 10 procent.")
        if value is not None and not rate.sources and isinstance(rate.set_by, Unknown):
            yield Fault(path, "Zeg uit welke bron deze voet komt, of wie hem vaststelde.")
        parts = (rate.risk_free, rate.risk_premium)
        if value is not None and None not in parts and value != (parts[0] or 0) + (parts[1] or 0):
            message = "De delen (risicovrij en risico-opslag) zijn samen niet de hele voet."
            yield Fault((*path, "voet"), message)
        first, last = _first(rate), _last(rate)
        if first is not None and last is not None and last < first:
            yield Fault((*path, "geldig_tot"), "De laatste dag ligt voor de eerste.")
        if rate.transition_until is not None and (last is None or rate.transition_until <= last):
            yield Fault(
                (*path, "overgang_tot"), "Een overgang begint na de laatste dag waarop de voet geldt."
            )


def _standard(rates: Rates) -> Iterator[Fault]:
    """A transition is no overlap: it only says that an older study may still carry the former rate."""
    standard = [(path, rate) for path, rate in rates if rate.kind is DiscountKind.STANDARD]
    if not standard:
        yield Fault(("voeten",), "Er is geen standaardvoet.")
    standard.sort(key=lambda pair: _first(pair[1]) or date.min)
    for (_, before), (path, after) in pairwise(standard):
        last, first = _last(before), _first(after)
        if first is None:
            yield Fault((*path, "geldig_van"), "Zeg vanaf wanneer deze standaardvoet geldt.")
        elif last is None:
            yield Fault(
                (*path, "geldig_van"), f"Zeg tot wanneer ‘{before.name}’ geldt: die houdt nu niet op."
            )
        elif first > last + timedelta(days=1):
            yield Fault((*path, "geldig_van"), f"Na ‘{before.name}’ zijn er dagen zonder standaardvoet.")
        elif first <= last:
            yield Fault((*path, "geldig_van"), f"Deze voet begint voordat ‘{before.name}’ ophoudt.")


def _first(rate: DiscountRate) -> date | None:
    return known(rate.valid_from)


def _last(rate: DiscountRate) -> date | None:
    return None if rate.valid_until is None else known(rate.valid_until)
