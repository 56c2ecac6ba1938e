"""Reviewing a study with two people: declaring an interest, answering, finishing, reopening.

Whoever gave the last answer does not finish a review: so the other has seen all of them.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from catalogue.actions import bump
from catalogue.editing import working
from catalogue.editing.actor import Actor
from catalogue.editing.errors import StepRefused
from catalogue.editing.review_rows import (
    LAST,
    PARTS,
    answers_of,
    current,
    document_of,
    latest_finished,
    problems_of,
    review_of,
    role_of,
    title_of_study,
)
from catalogue.editing.rights import Right
from catalogue.editing.trail import Action, record
from catalogue.errors import NotFound, StaleConcept
from catalogue.review import CODES, ReviewerRole, ReviewStatus, involvement, profile, studies_in
from catalogue.tables import Entry
from catalogue.tables_people import Member
from catalogue.tables_work import StudyReview
from catalogue.terms_editorial import EntryState

_LONGEST = {"antwoord": 40, "opmerking": 4_000, "pagina": 60}


def interest_refusal(db: Session, entry: Entry, study_id: str, actor: Actor) -> str | None:
    """Why somebody may not review this study at all; None when they may. Raises NotFound."""
    if not actor.may(Right.REVIEW):
        return f"Hiervoor hebt u het recht ‘{Right.REVIEW.value}’ nodig."
    if entry.state not in {EntryState.PUBLISHED, EntryState.ARCHIVED}:
        return "Alleen een onderzoek dat op de site staat, wordt getoetst."
    _, document = document_of(db, entry)
    study = next((study for study in studies_in(document) if study.id == study_id), None)
    if study is None:
        raise NotFound(study_id)
    member = db.get(Member, actor.member_id) if actor.member_id else None
    if member is None:
        return (
            "Bij uw account staat geen organisatie. Een toets vermeldt waar de toetser werkt. "
            "Vraag een beheerder om uw organisatie in te vullen."
        )
    involved = involvement(member.name, study, document)
    if involved is None:
        return None
    return f"Uw organisatie, {member.name}, {involved}. Daarom kunt u dit onderzoek niet toetsen."


def begin(  # noqa: PLR0917  (who reviews what, with which interest)
    db: Session,
    entry: Entry,
    study_id: str,
    actor: Actor,
    interest: str,
    at: datetime,
    *,
    copies: bool = False,
) -> StudyReview:
    """Begin the review of a study of the live version, with an interest declared.

    `copies` takes the answers of the review of an earlier version along. Raises StepRefused, NotFound.
    """
    why = interest_refusal(db, entry, study_id, actor)
    if why:
        raise StepRefused(why)
    if current(db, entry, study_id) is not None:
        raise StepRefused("Iemand anders begon deze toets net. Doe daaraan mee.")
    revision, _ = document_of(db, entry)
    former = latest_finished(db, entry, study_id) if copies else None
    text = {
        "id": working.new_id(),
        "onderzoek": study_id,
        "versie": revision.number,
        "datum": at.date().isoformat(),
        "stand": ReviewStatus.BUSY.value,
        "toetsers": [_reviewer(db, actor, ReviewerRole.REVIEWER, interest)],
        "antwoorden": working.read(former.document)["antwoorden"] if former else [],
        LAST: actor.id if former else None,
    }
    row = StudyReview(
        entry_id=entry.id,
        study_id=study_id,
        revision_id=revision.id,
        status=ReviewStatus.BUSY,
        document=working.write(text),
        created_at=at,
        changed_at=at,
    )
    db.add(row)
    db.flush()
    bump(db)
    _record(db, Action.REVIEW_SAVED, entry, row, actor, at)
    return row


def join(  # noqa: PLR0917  (who joins what, as what, with which interest)
    db: Session,
    entry: Entry,
    row: StudyReview,
    actor: Actor,
    role: ReviewerRole,
    interest: str,
    at: datetime,
) -> None:
    """Take part in a review, or declare the own interest or role anew. Raises StepRefused."""
    _ask_running(row)
    why = interest_refusal(db, entry, row.study_id, actor)
    if why:
        raise StepRefused(why)
    text = working.read(row.document)
    others = [one for one in text["toetsers"] if one["id"] != str(actor.id)]
    if role is ReviewerRole.APPROVER and not any(one["rol"] == ReviewerRole.REVIEWER.value for one in others):
        raise StepRefused(
            "Eén persoon moet de vragen beantwoorden. Word toetser, of laat een ander dat doen."
        )
    text["toetsers"] = [*others, _reviewer(db, actor, role, interest)]
    _store(db, row, text, at)
    _record(db, Action.REVIEW_SAVED, entry, row, actor, at)


def save_answers(  # noqa: PLR0917  (what is saved, by whom, on which text)
    db: Session,
    entry: Entry,
    row: StudyReview,
    given: Mapping[str, Mapping[str, str]],
    actor: Actor,
    at: datetime,
    *,
    seen: int,
) -> bool:
    """Save answers as they are, half done as well; False when they say the same already.

    Raises StepRefused, and StaleConcept when the other saved in between.
    """
    _ask_running(row)
    if role_of(row, actor) is not ReviewerRole.REVIEWER:
        raise StepRefused("Alleen een toetser geeft antwoorden. U kijkt ze na, of doet nog niet mee.")
    if seen != row.lock_version:
        raise StaleConcept(row.lock_version)
    text, old = working.read(row.document), answers_of(row)
    new = {**old, **{code: _cut(parts) for code, parts in given.items() if code in CODES}}
    if new == old:
        return False
    filled = {code: {part: value for part, value in parts.items() if value} for code, parts in new.items()}
    text["antwoorden"] = [{"vraag": code, **parts} for code, parts in filled.items() if parts]
    text[LAST] = actor.id
    _store(db, row, text, at)
    _record(db, Action.REVIEW_SAVED, entry, row, actor, at)
    return True


def finish_refusal(db: Session, entry: Entry, row: StudyReview, actor: Actor) -> str | None:
    """Why somebody may not finish a review now; None when they may."""
    text = working.read(row.document)
    if row.status is ReviewStatus.FINISHED:
        return "Deze toets is al afgerond."
    if role_of(row, actor) is None:
        return "U doet nog niet mee aan deze toets. Geef eerst aan of u een belang hebt."
    found = problems_of(db, entry, row)
    if found:
        return "Nog niet alles is beantwoord zoals het moet. Bij de vragen staat wat er ontbreekt."
    if len(text["toetsers"]) == 1:
        return "Een tweede persoon kijkt mee voordat de toets is afgerond. Vraag een collega."
    if text.get(LAST) == actor.id:
        return "U gaf het laatste antwoord. De ander leest alles en rondt de toets af."
    return None


def finish(db: Session, entry: Entry, row: StudyReview, actor: Actor, at: datetime) -> None:
    """Close a review; its profile stands on the page from now on. Raises StepRefused."""
    why = finish_refusal(db, entry, row, actor)
    if why:
        raise StepRefused(why)
    text = working.read(row.document) | {"stand": ReviewStatus.FINISHED.value, "datum": at.date().isoformat()}
    row.status = ReviewStatus.FINISHED
    _store(db, row, text, at)
    bump(db)
    line = profile(review_of(row)).line
    _record(db, Action.REVIEW_FINISHED, entry, row, actor, at, reason=line)


def reopen(  # noqa: PLR0917  (who reopens what, and why)
    db: Session, entry: Entry, row: StudyReview, actor: Actor, reason: str, at: datetime
) -> None:
    """Go on with a finished review, because something in it is wrong or it has expired. Raises StepRefused.

    Until it is finished again the page says that the study is being reviewed.
    """
    if not actor.may(Right.REVIEW):
        raise StepRefused(f"Hiervoor hebt u het recht ‘{Right.REVIEW.value}’ nodig.")
    if row.status is not ReviewStatus.FINISHED:
        raise StepRefused("Deze toets is niet afgerond.")
    if not reason.strip():
        raise StepRefused("Schrijf waarom u de toets heropent. Collega’s lezen de reden.")
    row.status = ReviewStatus.BUSY
    _store(db, row, working.read(row.document) | {"stand": ReviewStatus.BUSY.value}, at)
    bump(db)
    _record(db, Action.REVIEW_SAVED, entry, row, actor, at, reason=reason.strip())


def move(db: Session, entry: Entry, row: StudyReview, actor: Actor, at: datetime) -> None:
    """Let a review that runs be about the live version from now on. Raises StepRefused, NotFound."""
    _ask_running(row)
    if role_of(row, actor) is None:
        raise StepRefused("U doet nog niet mee aan deze toets.")
    revision, document = document_of(db, entry)
    if all(study.id != row.study_id for study in studies_in(document)):
        raise StepRefused("Dit onderzoek staat niet meer op de pagina.")
    row.revision_id = revision.id
    _store(db, row, working.read(row.document) | {"versie": revision.number}, at)
    _record(db, Action.REVIEW_SAVED, entry, row, actor, at)


def _reviewer(db: Session, actor: Actor, role: ReviewerRole, interest: str) -> dict[str, str]:
    if not interest.strip():
        raise StepRefused("Schrijf welk belang u hebt, of kies dat u er geen hebt.")
    member = db.get(Member, actor.member_id) if actor.member_id else None
    return {
        "id": str(actor.id),
        "rol": role.value,
        "organisatie": member.name if member else "",
        "belang": interest.strip(),
    }


def _ask_running(row: StudyReview) -> None:
    if row.status is ReviewStatus.FINISHED:
        raise StepRefused("Deze toets is afgerond. Heropen de toets als er iets niet klopt.")


def _cut(parts: Mapping[str, str]) -> dict[str, str]:
    return {part: parts.get(part, "").strip()[: _LONGEST[part]] for part in PARTS}


def _store(db: Session, row: StudyReview, text: Mapping[str, Any], at: datetime) -> None:
    row.document = json.dumps(text, ensure_ascii=False, sort_keys=True)
    row.lock_version += 1
    row.changed_at = at
    db.add(row)
    db.flush()


def _record(  # noqa: PLR0917  (a line says all of this)
    db: Session,
    action: Action,
    entry: Entry,
    row: StudyReview,
    actor: Actor,
    at: datetime,
    *,
    reason: str | None = None,
) -> None:
    revision, document = document_of(db, entry, row.revision_id)
    record(
        db,
        action,
        actor,
        at,
        right=Right.REVIEW,
        entry=entry,
        subject=title_of_study(document, row.study_id),
        from_version=revision.number,
        to_version=revision.number,
        reason=reason,
        details={"toets": row.id, "onderzoek": row.study_id},
    )
