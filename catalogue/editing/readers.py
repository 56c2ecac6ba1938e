"""Links with which somebody without an account reads one concept and comments on it.

Only the hash of a link is kept. A link ends by itself, can be taken back, and dies with its concept.
"""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from catalogue.editing import concepts
from catalogue.editing.actor import Actor
from catalogue.editing.errors import EditRefused
from catalogue.editing.rights import Right
from catalogue.editing.situations import situation_of
from catalogue.editing.tokens import hashed, new_token
from catalogue.editing.trail import Action, record
from catalogue.editing.workflow import may_see
from catalogue.tables import Concept
from catalogue.tables_work import Comment, ReaderLink

VALID_DAYS = (7, 14, 30, 90)
"""How long a link may hold; the maker chooses."""
MOST_COMMENTS = 200
"""What one link may write; a link that leaks is no megaphone."""
LONGEST_COMMENT = 4_000


def invite(db: Session, concept: Concept, name: str, actor: Actor, at: datetime, *, days: int) -> str:
    """Make a link for one reader; returns its token, which is shown once. Raises EditRefused."""
    if not name.strip():
        raise EditRefused("Vul in voor wie de link is.")
    if days not in VALID_DAYS:
        raise EditRefused("Kies hoe lang de link geldt.")
    if not actor.may(Right.EDIT) or not may_see(situation_of(db, concept, judged=False), actor):
        raise EditRefused(f"Hiervoor hebt u het recht ‘{Right.EDIT.value}’ nodig.")
    token = new_token()
    db.add(
        ReaderLink(
            token_hash=hashed(token),
            entry_id=concept.entry_id,
            concept_id=concept.id,
            name=name.strip()[:120],
            created_by_id=actor.id,
            created_at=at,
            expires_at=at + timedelta(days=days),
        )
    )
    db.flush()
    _, entry = concepts.get(db, concept.id)
    record(db, Action.READER_INVITED, actor, at, entry=entry, subject=name.strip())
    return token


def revoke(db: Session, link: ReaderLink, actor: Actor, at: datetime) -> None:
    """Take a link back; what was commented stays. Raises EditRefused."""
    if not actor.may(Right.EDIT):
        raise EditRefused(f"Hiervoor hebt u het recht ‘{Right.EDIT.value}’ nodig.")
    if link.revoked_at is None:
        link.revoked_at = at
        db.add(link)
        db.flush()
        record(db, Action.READER_REVOKED, actor, at, subject=link.name)


def links_of(db: Session, concept: Concept) -> list[ReaderLink]:
    """The links to a concept, the newest first; also those that ended."""
    statement = select(ReaderLink).where(ReaderLink.concept_id == concept.id)
    return list(db.exec(statement.order_by(col(ReaderLink.id).desc())))


def by_token(db: Session, token: str, at: datetime) -> tuple[ReaderLink, Concept] | None:
    """The link with this token and its concept; None when it ended, was taken back or never was."""
    link = db.exec(select(ReaderLink).where(ReaderLink.token_hash == hashed(token))).one_or_none()
    if link is None or link.revoked_at is not None or link.expires_at <= at:
        return None
    concept = db.get(Concept, link.concept_id)
    return (link, concept) if concept is not None else None


def comment(  # noqa: PLR0917  (where and what a reader says)
    db: Session, link: ReaderLink, concept: Concept, body: str, at: datetime, path: str = "", place: str = ""
) -> Comment:
    """What a reader says about a concept. Raises EditRefused."""
    text = body.strip()
    if not text:
        raise EditRefused("Schrijf eerst uw opmerking.")
    if len(text) > LONGEST_COMMENT:
        raise EditRefused(f"Maak uw opmerking korter: hoogstens {LONGEST_COMMENT} tekens.")
    if len(comments_of(db, link)) >= MOST_COMMENTS:
        raise EditRefused(
            "Met deze link zijn al veel opmerkingen geplaatst. Neem contact op met de redactie."
        )
    row = Comment(
        entry_id=link.entry_id,
        concept_id=concept.id,
        path=path,
        place=place,
        body=text,
        reader_link_id=link.id,
        created_at=at,
    )
    link.used_at = at
    db.add(row)
    db.add(link)
    db.flush()
    _, entry = concepts.get(db, concept.id)
    record(
        db,
        Action.COMMENTED,
        None,
        at,
        entry=entry,
        subject=link.name,
        details={"concept": concept.id, "opmerking": row.id, "lezer": link.name},
    )
    return row


def comments_of(db: Session, link: ReaderLink) -> list[Comment]:
    """What was said with a link, the oldest first."""
    return list(db.exec(select(Comment).where(Comment.reader_link_id == link.id).order_by(col(Comment.id))))
