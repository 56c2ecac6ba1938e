"""What lets somebody in: links that work once, the password, and sign-ins that can be ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from sqlalchemy import delete, or_, update
from sqlmodel import Session, col, select

from catalogue.editing.people import actor_of
from catalogue.editing.tokens import hashed, new_token
from catalogue.editing.trail import Action, record
from catalogue.tables_people import OneTimeLink, Person, SignIn
from catalogue.terms_workflow import LinkKind

LASTS: Mapping[LinkKind, timedelta] = MappingProxyType(
    {LinkKind.INVITATION: timedelta(days=14), LinkKind.PASSWORD: timedelta(hours=2)}
)
"""How long a link works."""
KEPT = timedelta(days=90)
"""How long sign-ins and links that no longer work are kept, so that people can look back."""


class LinkStanding(StrEnum):
    """How a link that works once stands."""

    OPEN = "open"
    USED = "gebruikt"
    EXPIRED = "verlopen"
    UNKNOWN = "onbekend"


@dataclass(frozen=True, slots=True)
class FoundLink:
    """A link with its owner; both are absent when nobody made it, or its account was stopped."""

    standing: LinkStanding
    kind: LinkKind | None = None
    person: Person | None = None


def make_link(db: Session, person: Person, kind: LinkKind, at: datetime) -> str:
    """The token of a new link; only its hash is kept.

    A new invitation replaces the one before. Links for a password stay side by side until one is used, or
    whoever knows an address could make the link in somebody's mail useless.
    """
    if kind is LinkKind.INVITATION:
        void_links(db, person, at)
    token = new_token()
    db.add(
        OneTimeLink(
            token_hash=hashed(token),
            kind=kind,
            person_id=person.id,
            created_at=at,
            expires_at=at + LASTS[kind],
        )
    )
    db.flush()
    return token


def void_links(db: Session, person: Person, at: datetime) -> None:
    """Let no link of this person work any more."""
    db.execute(
        update(OneTimeLink)
        .where(col(OneTimeLink.person_id) == person.id, col(OneTimeLink.used_at).is_(None))
        .values(used_at=at)
    )


def find_link(db: Session, token: str, at: datetime) -> FoundLink:
    """How a link stands; looking does not use it up, as programs that check mail look too."""
    link = db.get(OneTimeLink, hashed(token))
    person = db.get(Person, link.person_id) if link else None
    if link is None or person is None or not person.is_active:
        return FoundLink(LinkStanding.UNKNOWN)
    if link.used_at is not None:
        return FoundLink(LinkStanding.USED, link.kind, person)
    standing = LinkStanding.OPEN if at < link.expires_at else LinkStanding.EXPIRED
    return FoundLink(standing, link.kind, person)


def accept(db: Session, token: str, password_hash: str, at: datetime) -> Person | None:
    """Use a link up and set the password of its owner; None when it no longer works.

    Compared and used in one statement: of two who come at once with the same link, one is let in.
    """
    used = db.execute(
        update(OneTimeLink)
        .where(
            col(OneTimeLink.token_hash) == hashed(token),
            col(OneTimeLink.used_at).is_(None),
            col(OneTimeLink.expires_at) > at,
        )
        .values(used_at=at)
        .returning(col(OneTimeLink.person_id), col(OneTimeLink.kind))
    ).first()
    person = db.get(Person, used[0]) if used else None
    if used is None or person is None or not person.is_active:
        return None
    is_new = used[1] is LinkKind.INVITATION
    set_password(db, person, password_hash, at, action=Action.PERSON_JOINED if is_new else None)
    return person


def set_password(
    db: Session,
    person: Person,
    password_hash: str,
    at: datetime,
    *,
    keep: str | None = None,
    action: Action | None = None,
) -> None:
    """Give a person another password: every link and every sign-in of before ends.

    `keep` is the hash of the token of the one sign-in in which the person does this.
    """
    person.password_hash = password_hash
    db.add(person)
    void_links(db, person, at)
    end_sign_ins(db, person, at, keep=keep)
    record(db, action or Action.PASSWORD_CHANGED, actor_of(db, person), at, subject=person.name)


def sign_ins_of(db: Session, person_id: int, at: datetime, idle: timedelta) -> list[SignIn]:
    """The sign-ins of a person that still work, the latest used first."""
    statement = select(SignIn).where(
        SignIn.person_id == person_id,
        col(SignIn.ended_at).is_(None),
        col(SignIn.expires_at) > at,
        col(SignIn.seen_at) > at - idle,
        col(SignIn.needs_code).is_(False),
    )
    return list(db.exec(statement.order_by(col(SignIn.seen_at).desc(), col(SignIn.token_hash))))


def end_sign_ins(db: Session, person: Person, at: datetime, *, keep: str | None = None) -> int:
    """End the sign-ins of a person, all or all but one; returns how many ended."""
    running = (col(SignIn.person_id) == person.id, col(SignIn.ended_at).is_(None))
    others = () if keep is None else (col(SignIn.token_hash) != keep,)
    ended = db.execute(
        update(SignIn).where(*running, *others).values(ended_at=at).returning(col(SignIn.token_hash))
    )
    return len(ended.all())


def end_sign_in(db: Session, person_id: int, token_hash: str, at: datetime) -> bool:
    """End one sign-in of a person; False when it is somebody else's or has ended."""
    ended = db.execute(
        update(SignIn)
        .where(
            col(SignIn.token_hash) == token_hash,
            col(SignIn.person_id) == person_id,
            col(SignIn.ended_at).is_(None),
        )
        .values(ended_at=at)
        .returning(col(SignIn.token_hash))
    )
    return ended.first() is not None


def tidy(db: Session, person: Person, at: datetime) -> None:
    """Forget the sign-ins and links of a person that stopped working long ago."""
    long_ago = at - KEPT
    over = or_(col(SignIn.ended_at) < long_ago, col(SignIn.expires_at) < long_ago)
    db.execute(delete(SignIn).where(col(SignIn.person_id) == person.id, over))
    past = col(OneTimeLink.expires_at) < long_ago
    db.execute(delete(OneTimeLink).where(col(OneTimeLink.person_id) == person.id, past))
