"""Replies of the authors of studies: received, placed or refused by the desk."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from catalogue.actions import bump
from catalogue.editing.actor import Actor
from catalogue.editing.errors import StepRefused
from catalogue.editing.rights import Right
from catalogue.editing.tickets import KEPT
from catalogue.editing.trail import Action, record
from catalogue.tables import Entry
from catalogue.tables_desk import Reply
from catalogue.terms_workflow import ReplyState


def receive(db: Session, entry: Entry, reply: Reply) -> Reply:
    """Somebody who made a study answers to what the site says about it. The row is not stored yet."""
    db.add(reply)
    db.flush()
    details = {"weerwoord": reply.id}
    record(
        db,
        Action.REPLY_RECEIVED,
        None,
        reply.created_at,
        entry=entry,
        subject=reply.author,
        details=details,
    )
    return reply


def place(db: Session, reply: Reply, actor: Actor, at: datetime) -> None:
    """Show a reply at its study. Raises StepRefused."""
    _decide(db, reply, ReplyState.PLACED, "", actor, at)


def refuse(db: Session, reply: Reply, reason: str, actor: Actor, at: datetime) -> None:
    """Do not show a reply, or no longer; its author reads why. Raises StepRefused."""
    if not reason.strip():
        raise StepRefused("Schrijf waarom. De afzender leest de reden.")
    _decide(db, reply, ReplyState.REFUSED, reason.strip(), actor, at)


def placed(db: Session, slug: str) -> Mapping[str, Sequence[Reply]]:
    """The replies that an entry shows, by the id of their study; under "" those about the whole entry."""
    statement = (
        select(Reply)
        .join(Entry, col(Entry.id) == col(Reply.entry_id))
        .where(Entry.slug == slug, Reply.state == ReplyState.PLACED)
        .order_by(col(Reply.decided_at), col(Reply.id))
    )
    found: defaultdict[str, list[Reply]] = defaultdict(list)
    for reply in db.exec(statement):
        found[reply.study_id or ""].append(reply)
    return dict(found)


def waiting(db: Session) -> list[tuple[Reply, Entry]]:
    """The replies that wait for a decision, the oldest first."""
    return in_state(db, ReplyState.WAITING)


def in_state(db: Session, state: ReplyState | None) -> list[tuple[Reply, Entry]]:
    """The replies in a state, or all, the oldest first."""
    statement = select(Reply, Entry).join(Entry, col(Entry.id) == col(Reply.entry_id)).order_by(col(Reply.id))
    if state is not None:
        statement = statement.where(Reply.state == state)
    return list(db.exec(statement))


def forget_senders(db: Session, at: datetime) -> int:
    """Remove the addresses of authors whose reply was decided long ago; returns how many."""
    statement = (
        update(Reply)
        .where(col(Reply.decided_at) < at - KEPT, col(Reply.email) != "")
        .values(email="")
        .execution_options(synchronize_session=False)
        .returning(col(Reply.id))
    )
    return len(db.execute(statement).all())


def paragraphs(text: str) -> list[str]:
    """A plain text in paragraphs, as blank lines divide it."""
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]


def _decide(db: Session, reply: Reply, state: ReplyState, reason: str, actor: Actor, at: datetime) -> None:  # noqa: PLR0917
    if not actor.may(Right.EDIT):
        raise StepRefused(f"Hiervoor hebt u het recht ‘{Right.EDIT.value}’ nodig.")
    if reply.state is state:
        raise StepRefused(f"Dit weerwoord is al ‘{state.label.lower()}’.")
    was_shown = reply.state is ReplyState.PLACED
    reply.state, reply.reason = state, reason or None
    reply.decided_at, reply.decided_by_id = at, actor.id
    db.add(reply)
    if was_shown or state is ReplyState.PLACED:
        bump(db)
    db.flush()
    action = Action.REPLY_PLACED if state is ReplyState.PLACED else Action.REPLY_REFUSED
    record(
        db,
        action,
        actor,
        at,
        right=Right.EDIT,
        entry=db.get(Entry, reply.entry_id),
        subject=reply.author,
        reason=reason or None,
        details={"weerwoord": reply.id},
    )
