"""What the public sees of who did what to an entry: roles, dates and reasons, never names."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlmodel import Session, col, select

from catalogue.editing.trail import Action, action_of
from catalogue.tables import Entry
from catalogue.tables_people import Trail
from catalogue.terms_workflow import AccountRole

FROM_FILE = "Overgenomen uit een bestand van de redactie"
EVENTS: Mapping[Action, str] = MappingProxyType(
    {
        Action.WITHDRAWN: "Teruggetrokken",
        Action.ARCHIVED: "In het archief gezet",
        Action.CORRECTED: "Fout verbeterd",
        Action.REVIEW_FINISHED: "Onderzoek getoetst",
        Action.REPLY_PLACED: "Weerwoord geplaatst",
    }
)
"""Public actions that make no version, in words for visitors."""
_OF_A_VERSION = (Action.SUBMITTED, Action.APPROVED, Action.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened beside the versions. `version` is the one that it was about."""

    at: datetime
    words: str
    subject: str
    reason: str
    version: int | None
    role: AccountRole | None


@dataclass(frozen=True, slots=True)
class History:
    """Who made the versions, in words by number, and what happened beside them, the newest first."""

    made: Mapping[int, str]
    events: tuple[Event, ...]

    def made_by(self, number: int) -> str:
        """In which roles people made a version; of one without a line in the logbook, where it came from."""
        return self.made.get(number, FROM_FILE)


def history(db: Session, entry: Entry) -> History:
    """The public history of an entry."""
    actions = [action.value for action in (*_OF_A_VERSION, *EVENTS)]
    wanted = select(Trail).where(Trail.entry_id == entry.id, col(Trail.action).in_(actions))
    lines = list(db.exec(wanted.order_by(col(Trail.id))))
    return History(MappingProxyType(dict(_versions(lines))), tuple(_events(reversed(lines))))


def _versions(lines: Iterable[Trail]) -> Iterable[tuple[int, str]]:
    """The steps of a concept belong to the version that came out of it."""
    steps: dict[Any, dict[str, AccountRole | None]] = {}
    for line in lines:
        details = json.loads(line.details or "{}")
        of_concept = steps.setdefault(details.get("concept"), {})
        if line.action != Action.PUBLISHED.value:
            of_concept[line.action] = line.role
        elif line.to_version is not None:
            yield line.to_version, _sentence(details, of_concept, line)


def _sentence(details: Mapping[str, Any], steps: Mapping[str, AccountRole | None], line: Trail) -> str:
    writers = [AccountRole(code) for code in details.get("rollen", ())]
    submitter, approver = steps.get(Action.SUBMITTED.value), steps.get(Action.APPROVED.value)
    parts = []
    if writers:
        parts.append(f"geschreven door {_people(writers)}")
    elif submitter:
        parts.append(f"geschreven door {_people([submitter])}")
    if approver:
        parts.append(f"goedgekeurd door {_people([approver])}")
    if line.person_id is None:
        parts.append("gepubliceerd op het geplande moment")
    elif line.role:
        parts.append(f"gepubliceerd door {_people([line.role])}")
    text = ", ".join(parts)
    return text[:1].upper() + text[1:]


def _people(roles: Iterable[AccountRole]) -> str:
    return " en ".join(f"een {role.label.lower()}" for role in roles)


def _events(lines: Iterable[Trail]) -> Iterable[Event]:
    for line in lines:
        action = action_of(line.action)
        if action is not None and action in EVENTS:
            yield Event(
                at=line.at,
                words=EVENTS[action],
                # Of a review the study, of a reply the name that its author chose to be shown.
                subject=line.subject if action in {Action.REVIEW_FINISHED, Action.REPLY_PLACED} else "",
                reason=line.reason or "",
                version=line.to_version,
                role=line.role,
            )
