"""The tables of people: accounts, organisations, sign-ins, links that work once, and the logbook."""

from datetime import datetime

from sqlalchemy import Column, Index, Text
from sqlmodel import Field, SQLModel

from catalogue.columns import Code
from catalogue.tables_base import later, moment
from catalogue.terms_workflow import AccountRole, LinkKind


class Member(SQLModel, table=True):
    """An organisation whose people have accounts: a member of the branch organisation, or the desk itself."""

    __tablename__ = "member"

    id: int = Field(default=None, primary_key=True)
    name: str = Field(max_length=160, unique=True)
    website: str | None = Field(default=None, max_length=300)
    is_active: bool = Field(default=True)
    created_at: datetime = moment()


class Person(SQLModel, table=True):
    """An account. Names and addresses are never shown in public."""

    __tablename__ = "person"

    id: int = Field(default=None, primary_key=True)
    email: str = Field(max_length=254, unique=True)
    """In lower case."""
    name: str = Field(max_length=120)
    member_id: int | None = Field(default=None, foreign_key="member.id")
    is_active: bool = Field(default=True)
    password_hash: str | None = Field(default=None, max_length=300)
    """None for who was invited and did not answer yet, or signs in with single sign-on only."""
    totp_secret: str | None = Field(default=None, max_length=300)
    """Encrypted with the secret of the site."""
    totp_since: datetime | None = later()
    """Since when a code is asked at sign-in; None while it is not."""
    totp_step: int | None = Field(default=None)
    """The last time step whose code was used: a code works once."""
    oidc_issuer: str | None = Field(default=None, max_length=300)
    oidc_subject: str | None = Field(default=None, max_length=255)
    gets_digest: bool = Field(default=False)
    """Whether mail comes once a day together, and not at once."""
    created_at: datetime = moment()
    seen_at: datetime | None = later()

    __table_args__ = (Index(None, "oidc_issuer", "oidc_subject", unique=True),)


class PersonRole(SQLModel, table=True):
    """A role of a person."""

    __tablename__ = "person_role"

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    role: AccountRole = Field(sa_column=Column(Code(AccountRole), primary_key=True))


class SignIn(SQLModel, table=True):
    """One sign-in of a person on one device; the cookie holds the token, this row only its hash."""

    __tablename__ = "sign_in"

    token_hash: str = Field(max_length=64, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    created_at: datetime = moment()
    seen_at: datetime = moment()
    expires_at: datetime = moment()
    ended_at: datetime | None = later()
    agent: str = Field(default="", max_length=200)
    """Browser and system in a few words, so that people recognise their own sign-ins."""
    method: str = Field(default="wachtwoord", max_length=20)
    needs_code: bool = Field(default=False)
    """Whether the second factor is still to come; until then this row gives no rights."""


class OneTimeLink(SQLModel, table=True):
    """A link in a mail that works once; only its hash is kept."""

    __tablename__ = "one_time_link"

    token_hash: str = Field(max_length=64, primary_key=True)
    kind: LinkKind = Field(sa_column=Column(Code(LinkKind), nullable=False))
    person_id: int = Field(foreign_key="person.id", index=True)
    created_at: datetime = moment()
    expires_at: datetime = moment()
    used_at: datetime | None = later()


class Trail(SQLModel, table=True):
    """A line of the logbook. The database refuses changes: what was done, was done."""

    __tablename__ = "trail"
    __table_args__ = (Index(None, "entry_id", "id"), Index(None, "at"))

    id: int = Field(default=None, primary_key=True)
    at: datetime = moment()
    action: str = Field(max_length=60)
    """A code of catalogue.editing.trail.Action."""
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    """None for what the program did by itself."""
    role: AccountRole | None = Field(default=None, sa_column=Column(Code(AccountRole), nullable=True))
    """The role in which it was done: what the public may see of who did it."""
    entry_id: int | None = Field(default=None, foreign_key="entry.id")
    subject: str = Field(default="", sa_type=Text)
    """What it was about, in words, also after that has gone."""
    from_version: int | None = Field(default=None)
    to_version: int | None = Field(default=None)
    reason: str | None = Field(default=None, sa_type=Text)
    details: str | None = Field(default=None, sa_type=Text)
    """JSON with what the action wants to remember."""
