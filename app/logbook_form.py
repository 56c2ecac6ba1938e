"""What somebody asks of the logbook: read from the address, with a message at each field that cannot be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from app.formats import AMSTERDAM
from catalogue.editing.logbook import Filter
from catalogue.editing.trail import Action, action_of

FIELDS = ("wie", "wat", "pagina", "van", "tot", "tekst")
SITE = "site"
LONGEST = 200
_HIGHEST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Asked:
    """The filter, the values as they were typed, and what cannot be by field."""

    filter: Filter
    typed: Mapping[str, str]
    errors: Mapping[str, str] = field(default_factory=dict)
    before: int | None = None
    after: int | None = None

    @property
    def chosen(self) -> dict[str, str]:
        """What was filled in, for addresses of other pages of the same lines."""
        return {name: value for name, value in self.typed.items() if value}


def read(parameters: Mapping[str, str]) -> Asked:
    """What the address asks."""
    typed = {name: parameters.get(name, "").strip()[:LONGEST] for name in FIELDS}
    errors: dict[str, str] = {}
    since, until = _day("van", typed, errors), _day("tot", typed, errors)
    if since and until and since > until:
        errors["tot"] = "Deze dag ligt voor de eerste dag. Draai de twee dagen om."
    return Asked(
        filter=Filter(
            person_id=_number(typed["wie"]),
            by_site=typed["wie"] == SITE,
            action=_action(typed["wat"], errors),
            entry=typed["pagina"],
            since=_start_of(since) if since else None,
            until=_start_of(until + timedelta(days=1)) if until else None,
            text=typed["tekst"],
        ),
        typed=typed,
        errors=errors | _unknown_person(typed["wie"]),
        before=_number(parameters.get("voor", "")),
        after=_number(parameters.get("na", "")),
    )


def _unknown_person(typed: str) -> dict[str, str]:
    is_known = typed in {"", SITE} or _number(typed) is not None
    return {} if is_known else {"wie": "Kies iemand uit de lijst."}


def _action(typed: str, errors: dict[str, str]) -> Action | None:
    action = action_of(typed)
    if typed and action is None:
        errors["wat"] = "Kies iets uit de lijst."
    return action


def _day(name: str, typed: Mapping[str, str], errors: dict[str, str]) -> date | None:
    try:
        day = date.fromisoformat(typed[name]) if typed[name] else None
    except ValueError:
        day = date.min
    if day is not None and not date(2000, 1, 1) <= day <= date(2999, 12, 31):
        errors[name] = "Schrijf de dag als jaar-maand-dag, zoals 2026-11-27."
        return None
    return day


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), AMSTERDAM)


def _number(text: str) -> int | None:
    is_number = text.isascii() and text.isdecimal() and len(text) <= len(str(_HIGHEST))
    return int(text) if is_number and int(text) <= _HIGHEST else None
