"""Comments on a concept: on the whole, a field or a line. A path of ids keeps them with a line that moves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from catalogue.editing import concepts, people, working
from catalogue.editing.actor import Actor
from catalogue.editing.errors import EditRefused
from catalogue.editing.paths import ABSENT, NoSuchPlace, find, join, place, steps
from catalogue.editing.situations import situation_of
from catalogue.editing.trail import Action, record
from catalogue.editing.workflow import may_see
from catalogue.kinds import MODELS, Kind
from catalogue.tables import Concept, Entry
from catalogue.tables_work import Comment, ReaderLink

LONGEST = 4_000
_NO_PLACE = "Dit onderdeel bestaat niet meer. Zet uw opmerking bij het geheel."


@dataclass(frozen=True, slots=True)
class Said:
    """One comment with the name of whoever wrote it; outside readers are named by their link."""

    comment: Comment
    name: str
    is_outside: bool


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment with its replies. `is_gone` says that the part it is about was removed."""

    first: Said
    replies: tuple[Said, ...]
    place: str
    """The place in words, empty for the whole."""
    is_gone: bool

    @property
    def path(self) -> str:
        """The place by ids."""
        return self.first.comment.path

    @property
    def is_open(self) -> bool:
        """Whether nobody has called it dealt with."""
        return self.first.comment.resolved_at is None


def add(  # noqa: PLR0917  (who says what, where and when)
    db: Session,
    concept: Concept,
    actor: Actor,
    body: str,
    at: datetime,
    path: str = "",
    *,
    reply_to: int | None = None,
) -> Comment:
    """Comment on a place of a concept, or reply. Raises EditRefused."""
    entry = _check(db, concept, actor)
    text = body.strip()
    if not text:
        raise EditRefused("Schrijf eerst uw opmerking.")
    if len(text) > LONGEST:
        raise EditRefused(f"Maak uw opmerking korter: hoogstens {LONGEST} tekens.")
    first = _first(db, concept, reply_to) if reply_to is not None else None
    where = first.path if first else path
    words = first.place if first else _place(entry, concept, path)
    comment = Comment(
        entry_id=entry.id,
        concept_id=concept.id,
        reply_to_id=first.id if first else None,
        path=where,
        place=words,
        body=text,
        person_id=actor.id,
        created_at=at,
    )
    db.add(comment)
    db.flush()
    details = {
        "concept": concept.id,
        "opmerking": comment.id,
        "antwoord_op": comment.reply_to_id,
        "genoemd": mentioned(text, people.actors(db)),
        "schrijvers": sorted(concepts.authors_of(db, concept)),
    }
    subject = working.part_name(concepts.text_of(concept))
    record(db, Action.COMMENTED, actor, at, entry=entry, subject=subject, details=details)
    return comment


def settle(
    db: Session, concept: Concept, comment_id: int, actor: Actor, at: datetime, *, is_done: bool
) -> None:
    """Call a comment dealt with, or open it again; twice is once. Raises EditRefused."""
    entry = _check(db, concept, actor)
    first = _first(db, concept, comment_id)
    if (first.resolved_at is not None) == is_done:
        return
    first.resolved_at = at if is_done else None
    first.resolved_by_id = actor.id if is_done else None
    db.add(first)
    details = {"concept": concept.id, "opmerking": first.id, "afgehandeld": is_done}
    record(db, Action.COMMENT_RESOLVED, actor, at, entry=entry, subject=first.place, details=details)


def threads(db: Session, concept: Concept, kind: Kind) -> list[Thread]:
    """Everything that was said about a concept, the oldest conversation first."""
    statement = select(Comment).where(Comment.concept_id == concept.id).order_by(col(Comment.id))
    rows = list(db.exec(statement))
    names = _names(db, rows)
    said = [_said(row, *names) for row in rows]
    text = concepts.text_of(concept)
    return [
        Thread(
            one,
            tuple(other for other in said if other.comment.reply_to_id == one.comment.id),
            _words_now(kind, text, one.comment),
            _is_gone(kind, text, one.comment.path),
        )
        for one in said
        if one.comment.reply_to_id is None
    ]


def within(found: Iterable[Thread], path: str) -> list[Thread]:
    """The conversations about a part and about what it holds."""
    return [one for one in found if one.path == path or not path or one.path.startswith(f"{path}/")]


def mentioned(text: str, everybody: Sequence[Actor]) -> list[int]:
    """Who is named in a text as @name: by the full name, or a first name that only one person has."""
    found: list[int] = []
    for piece in text.split("@")[1:]:
        words = piece.casefold()
        named = [one for one in everybody if _starts_with(words, one.name.casefold())]
        if named:
            longest = max(named, key=lambda one: len(one.name))
            found.append(longest.id)
            continue
        first = [one for one in everybody if _starts_with(words, one.name.casefold().split(" ")[0])]
        found += [one.id for one in first] if len(first) == 1 else []
    return list(dict.fromkeys(found))


def _starts_with(words: str, name: str) -> bool:
    return words.startswith(name) and not words[len(name) : len(name) + 1].isalnum()


def _check(db: Session, concept: Concept, actor: Actor) -> Entry:
    if not may_see(situation_of(db, concept, judged=False), actor):
        raise EditRefused("Dit is werk van een andere organisatie.")
    return concepts.get(db, concept.id)[1]


def _first(db: Session, concept: Concept, comment_id: int) -> Comment:
    """The comment that a conversation began with. Raises EditRefused."""
    comment = db.get(Comment, comment_id)
    if comment is None or comment.concept_id != concept.id:
        raise EditRefused("Deze opmerking bestaat niet meer.")
    return comment if comment.reply_to_id is None else _first(db, concept, comment.reply_to_id)


def _place(entry: Entry, concept: Concept, path: str) -> str:
    if not path:
        return ""
    text = concepts.text_of(concept)
    try:
        words = place(MODELS[entry.kind], text, path)
    except NoSuchPlace as error:
        raise EditRefused(_NO_PLACE) from error
    if _is_gone(entry.kind, text, path):
        raise EditRefused(_NO_PLACE)
    return words


def _is_gone(kind: Kind, text: working.Working, path: str) -> bool:
    """Whether the part around a place was removed. A field that is empty by now is still there."""
    model = MODELS[kind]
    try:
        way = steps(model, path)
        parts = [number for number, step in enumerate(way, start=1) if step.shape is None]
        around = join(*(step.key for step in way[: parts[-1]])) if parts else ""
        return find(model, text, around) is ABSENT
    except NoSuchPlace:
        return True


def _words_now(kind: Kind, text: working.Working, comment: Comment) -> str:
    """The place as it is called now; a part that has gone is called as it was."""
    if not comment.path or _is_gone(kind, text, comment.path):
        return comment.place
    try:
        return place(MODELS[kind], text, comment.path)
    except NoSuchPlace:
        return comment.place


def _names(db: Session, rows: Sequence[Comment]) -> tuple[dict[int, str], dict[int, str]]:
    """The names of the people and of the outside readers."""
    links = {row.reader_link_id for row in rows if row.reader_link_id is not None}
    outside = select(ReaderLink.id, ReaderLink.name).where(col(ReaderLink.id).in_(links))
    return people.names_of(db, [row.person_id for row in rows]), dict(db.exec(outside).all()) if links else {}


def _said(comment: Comment, names: dict[int, str], outside: dict[int, str]) -> Said:
    if comment.reader_link_id is not None:
        return Said(comment, outside.get(comment.reader_link_id, "Een lezer"), is_outside=True)
    return Said(comment, names.get(comment.person_id or 0, "Iemand"), is_outside=False)
