"""Submissions of member organisations: what they work on, what became of it, and the self-check."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_
from sqlmodel import Session, col, select

from catalogue.editing import concepts, working
from catalogue.editing.actor import Actor
from catalogue.editing.trail import Action, record
from catalogue.kinds import MODELS, Kind
from catalogue.schema import Document
from catalogue.shapes import Kind as FactKind
from catalogue.shapes import shapes
from catalogue.tables import Concept, Entry
from catalogue.tables_desk import Refused
from catalogue.tables_people import Person, Trail
from catalogue.tables_work import ConceptAuthor
from catalogue.terms_editorial import EntryState
from catalogue.terms_workflow import RefusedKind


@dataclass(frozen=True, slots=True)
class Submission:
    """A concept of an organisation, while somebody works on it or judges it."""

    concept: Concept
    entry: Entry
    name: str


@dataclass(frozen=True, slots=True)
class Finished:
    """What became of a submission: it is on the site, or it was refused for a reason."""

    name: str
    entry: Entry
    refused: Refused | None


@dataclass(frozen=True, slots=True)
class Check:
    """A question of the self-check that the program answers: what is still wrong, if anything."""

    question: str
    faults: tuple[tuple[str, str], ...]
    """Each with its place in words and what to do about it."""


QUESTIONS = (
    "Is de aanpak zelf goed beschreven?",
    "Is duidelijk wat voor onderzoek het is?",
    "Is elke bron te vinden?",
    "Heeft elk bedrag een bron, en kloppen de bedragen met elkaar?",
)


def ours(db: Session, actor: Actor) -> list[Submission]:
    """The concepts of somebody's own organisation, and those in which they wrote; the newest first."""
    authors = select(ConceptAuthor.concept_id).where(ConceptAuthor.person_id == actor.id)
    statement = (
        select(Concept, Entry)
        .join(Entry, col(Entry.id) == col(Concept.entry_id))
        .where(or_(col(Concept.created_by_id).in_(_people(db, actor)), col(Concept.id).in_(authors)))
        .order_by(col(Concept.changed_at).desc(), col(Concept.id).desc())
    )
    return [
        Submission(concept, entry, working.part_name(concepts.text_of(concept)))
        for concept, entry in db.exec(statement)
    ]


def finished(db: Session, actor: Actor, limit: int = 50) -> list[Finished]:
    """What became of what the organisation began and no longer works on, the newest first."""
    began = select(Trail.entry_id).where(
        Trail.action == Action.CONCEPT_STARTED.value, col(Trail.person_id).in_(_people(db, actor))
    )
    busy = select(Concept.entry_id)
    statement = (
        select(Entry, Refused)
        .outerjoin(
            Refused,
            (col(Refused.entry_id) == col(Entry.id)) & (col(Refused.kind) == RefusedKind.SUBMISSION),
        )
        .where(col(Entry.id).in_(began), col(Entry.id).not_in(busy))
        .order_by(col(Entry.changed_at).desc(), col(Entry.id).desc(), col(Refused.id).desc())
        .limit(limit)
    )
    found: dict[int, Finished] = {}
    pairs: list[tuple[Entry, Any]] = list(db.exec(statement))  # an outer join: there may be no refusal
    for entry, refused in pairs:
        is_told = refused is not None or entry.state is not EntryState.CONCEPT
        if is_told and entry.id not in found:
            found[entry.id] = Finished(refused.title if refused else entry.slug, entry, refused)
    return list(found.values())


def checks(
    kind: Kind, text: Mapping[str, Any], municipalities: Collection[str] | None = None
) -> tuple[Check, ...]:
    """What stands in the way of publication, by plain question."""
    found: list[list[tuple[str, str]]] = [[] for _ in QUESTIONS]
    if kind is Kind.APPROACH and not text.get("onderzoeken"):
        # Without a study the rules about studies have nothing to say, which is not the same as well done.
        for number in range(1, len(QUESTIONS)):
            found[number].append(("Onderzoeken", "Voeg eerst een onderzoek toe."))
    for problem in working.problems(kind, text, municipalities):
        path = problem.path.split(".")
        if problem.refuses and path != ["onderzoeken"]:
            found[_question_of(path)].append((_words(MODELS[kind], text, path), problem.message))
    return tuple(Check(question, tuple(faults)) for question, faults in zip(QUESTIONS, found, strict=True))


def keep_answers(
    db: Session, concept: Concept, answers: Mapping[str, str], actor: Actor, at: datetime
) -> None:
    """Keep in the logbook what somebody answered before sending a submission in."""
    _, entry = concepts.get(db, concept.id)
    subject = working.part_name(concepts.text_of(concept))
    details = {"concept": concept.id, "antwoorden": dict(answers)}
    record(db, Action.SELF_CHECKED, actor, at, entry=entry, subject=subject, details=details)


def _question_of(path: Sequence[str]) -> int:
    if not path[0].startswith("onderzoek"):
        return 0
    if "uitkomsten" in path:
        return 3
    return 2 if "bronnen" in path else 1


def _words(model: type[Document], held: Any, path: Sequence[str]) -> str:
    """A place with list positions in words; as far as it is there."""
    words: list[str] = []
    for number, step in enumerate(path):
        if step.isdigit():
            held = held[int(step)] if isinstance(held, list) and int(step) < len(held) else {}
            words.append(f"‘{working.part_name(held)}’" if isinstance(held, Mapping) else str(held))
            continue
        shape = next((one for one in shapes(model) if one.dutch == step), None)
        if shape is None:
            break
        is_in_list = path[number + 1 : number + 2] and path[number + 1].isdigit()
        if not is_in_list:
            words.append(shape.label)
        if shape.kind is FactKind.DOCUMENT:
            model = shape.type
        held = held.get(step) if isinstance(held, Mapping) else None
    return " › ".join(words)


def _people(db: Session, actor: Actor) -> Collection[int]:
    """The people of somebody's organisation; without one only that person."""
    if actor.member_id is None:
        return {actor.id}
    return {*db.exec(select(Person.id).where(Person.member_id == actor.member_id)), actor.id}
