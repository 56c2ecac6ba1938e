"""Who hears about a line of the logbook, and with which text: one table.

A rule names people; who did it, who is no longer active and who may not see it hear nothing. Somebody who
fits several rules of one action hears once, by the first of them.

What a rule needs of a step stands in `details` of the line: a concept may be gone by the time that mail is
written. The names in there: `concept`, `schrijvers`, `toegewezen` (who had the work), `persoon` (who got
it), `voorgelegd_door`, `goedgekeurd_door`, `begonnen_door`, `opmerking`, `genoemd`, `melding`, `weerwoord`,
`eigenaar`, `vervanger`; all are ids, and any may be absent.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlmodel import Session

from catalogue.editing.people import actor_of
from catalogue.editing.telling_facts import Happening
from catalogue.editing.trail import Action
from catalogue.tables_people import Person, Trail

Rule = Callable[[Happening], Iterable[int | None]]
"""The ids of people, the same one more than once if need be."""


@dataclass(frozen=True, slots=True)
class Audience:
    """People who hear about an action with one text."""

    text: str
    """The name of a text in templates/mail."""
    people: Rule
    may_hear: Callable[[Happening, Person], bool]
    is_digest: bool = False
    """Whether it can always wait for the digest of the day."""
    outside: Callable[[Happening], str] | None = None
    """The address of somebody without an account."""
    is_for_desk: bool = False
    """Whether the shared address of the desk, where there is one, hears instead of each editor."""


@dataclass(frozen=True, slots=True)
class Listener:
    """Somebody who is to hear about a line. `person_id` is None for an address without an account."""

    text: str
    address: str
    name: str
    person_id: int | None
    key: str
    is_held: bool


def listeners(db: Session, line: Trail, desk_mail: str = "") -> tuple[Happening, list[Listener]]:
    """What happened, and who is to hear about it. An action of a newer program tells nobody."""
    happening = Happening(db, line)
    found: dict[str, Listener] = {}
    for audience in RULES.get(happening.action, ()) if happening.action else ():
        for listener in _of(happening, audience, desk_mail):
            found.setdefault(listener.key, listener)
    return happening, list(found.values())


def _of(happening: Happening, audience: Audience, desk_mail: str) -> Iterator[Listener]:
    if audience.outside is not None:
        address = audience.outside(happening)
        if address:
            yield _by_address(happening, audience, address, "afzender")
        return
    if audience.is_for_desk and desk_mail:
        yield _by_address(happening, audience, desk_mail, "bureau")
    people = () if audience.is_for_desk and desk_mail else audience.people(happening)
    for person in _active(happening, people):
        if audience.may_hear(happening, person):
            yield Listener(
                text=audience.text,
                address=person.email,
                name=person.name,
                person_id=person.id,
                key=f"bericht:{happening.line.id}:{person.id}",
                is_held=audience.is_digest or person.gets_digest,
            )


def _by_address(happening: Happening, audience: Audience, address: str, role: str) -> Listener:
    key = f"bericht:{happening.line.id}:{role}"
    return Listener(audience.text, address, "", None, key, audience.is_digest)


def _active(happening: Happening, ids: Iterable[int | None]) -> Iterator[Person]:
    """The active people of these, each once and without who did it."""
    for one in dict.fromkeys(ids):
        person = happening.db.get(Person, one) if one and one != happening.line.person_id else None
        if person is not None and person.is_active:
            yield person


def _sees_concept(happening: Happening, person: Person) -> bool:
    return happening.is_seen_by(actor_of(happening.db, person))


def _works_here(happening: Happening, person: Person) -> bool:
    """Whether somebody still has a role in the work on pages."""
    return happening.is_colleague(actor_of(happening.db, person))


def _edits(happening: Happening, person: Person) -> bool:
    return happening.is_editor(actor_of(happening.db, person))


_JUDGE = Audience("beoordelen", Happening.judges, _sees_concept)
_STEWARDS = (Happening.stewards, _works_here)


def _to_sender(text: str) -> tuple[Audience, ...]:
    return (Audience(text, Happening.nobody, _edits, outside=Happening.sender),)


def _to_author(text: str) -> tuple[Audience, ...]:
    return (Audience(text, Happening.nobody, _edits, outside=Happening.reply_author),)


RULES: Mapping[Action, tuple[Audience, ...]] = MappingProxyType(
    {
        Action.SUBMITTED: (_JUDGE,),
        Action.TAKEN_BACK: (Audience("teruggenomen", Happening.told_judges, _sees_concept),),
        Action.RETURNED: (Audience("teruggegeven", Happening.writers, _sees_concept),),
        Action.APPROVED: (
            Audience("publiceren", Happening.publishers, _sees_concept),
            Audience("goedgekeurd", Happening.writers, _sees_concept),
        ),
        Action.PLANNED: (Audience("gepland", Happening.decided, _sees_concept),),
        Action.PLAN_DROPPED: (Audience("planning_vervallen", Happening.decided, _sees_concept),),
        Action.PUBLISHED: (Audience("gepubliceerd", Happening.writers_and_owner, _works_here),),
        Action.REFUSED: (Audience("afgewezen", Happening.writers, _works_here),),
        Action.ASSIGNED: (Audience("toegewezen", Happening.assigned, _sees_concept),),
        Action.MERGED: (Audience("samengevoegd", Happening.assigned, _sees_concept),),
        Action.COMMENTED: (
            Audience("genoemd", Happening.mentioned, _sees_concept),
            Audience("opmerking", Happening.in_conversation, _sees_concept),
        ),
        Action.WITHDRAWN: (Audience("ingetrokken", *_STEWARDS),),
        Action.ARCHIVED: (Audience("gearchiveerd", *_STEWARDS),),
        Action.STEWARDS_SET: (Audience("beheer", Happening.new_stewards, _works_here),),
        Action.REVIEW_FINISHED: (Audience("toets_afgerond", *_STEWARDS),),
        Action.TICKET_RECEIVED: (
            Audience("melding", Happening.editors, _edits, is_digest=True, is_for_desk=True),
        ),
        Action.TICKET_CLOSED: _to_sender("melding_afgehandeld"),
        Action.TICKET_REFUSED: _to_sender("melding_afgewezen"),
        Action.REPLY_RECEIVED: (
            Audience("weerwoord", Happening.editors, _edits, is_digest=True, is_for_desk=True),
        ),
        Action.REPLY_PLACED: _to_author("weerwoord_geplaatst"),
        Action.REPLY_REFUSED: _to_author("weerwoord_geweigerd"),
        Action.OVERDUE: (
            Audience("te_laat", *_STEWARDS),
            Audience("te_laat", Happening.editors, _edits, is_digest=True, is_for_desk=True),
        ),
        Action.LINKS_BROKEN: (
            Audience("links_stuk", *_STEWARDS),
            Audience("links_stuk", Happening.editors_without_steward, _edits, is_digest=True),
        ),
    }
)
