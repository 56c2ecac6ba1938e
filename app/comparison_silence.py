"""Rows of a comparison on which no study says anything: said once, with the reason, instead of row by row."""

from collections.abc import Mapping

from app.comparison_choice import Choice, Chosen
from catalogue.schema import Unknown
from catalogue.vocabulary import Term, UnknownReason

COMMON: Mapping[str, tuple[str, ...]] = {
    "uitkomst": ("kosten", "baten", "saldo", "verhouding", "prijspeil"),
    "onderzoek": ("opzet", "deelnemers", "meetmoment", "looptijd", "rekenrente", "onafhankelijkheid"),
}
"""Per part of the table the rows that shrink to one line when no study says anything there."""


def _facts(chosen: Chosen) -> dict[str, object]:
    study, result = chosen.study, chosen.result
    return {
        "kosten": result.costs,
        "baten": result.benefits,
        "saldo": result.net,
        "verhouding": result.ratio,
        "prijspeil": study.price_year,
        "opzet": study.design,
        "deelnemers": study.participants,
        "meetmoment": study.timing,
        "looptijd": study.horizon_years,
        "rekenrente": study.discount_rate,
        "onafhankelijkheid": study.independence,
    }


def silent(choice: Choice) -> dict[str, dict[UnknownReason, list[str]]]:
    """Per part of the table the rows that are unknown for one and the same reason in every column."""
    columns = [_facts(column) for column in choice.columns]
    found: dict[str, dict[UnknownReason, list[str]]] = {}
    for part, names in COMMON.items():
        gathered = found.setdefault(part, {})
        for name in names:
            reasons = {_reason(column[name]) for column in columns}
            if len(reasons) == 1 and (reason := reasons.pop()) is not None:
                gathered.setdefault(reason, []).append(name)
    return found


def _reason(value: object) -> UnknownReason | None:
    """A list's own member for "unknown" counts as not adopted, as everywhere on the site."""
    if isinstance(value, Term) and value.value == "onbekend":
        return UnknownReason.NOT_ADOPTED
    return value.reason if isinstance(value, Unknown) else None
