"""The tables of the catalogue. They hold and do not validate; actions are the only writers."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

import catalogue.tables_people  # noqa: F401  (rows here refer to people)
from catalogue.columns import Code, UtcDateTime
from catalogue.kinds import Kind
from catalogue.tables_base import moment
from catalogue.terms_workflow import WorkState
from catalogue.vocabulary import EntryState


class Entry(SQLModel, table=True):
    """An entry: its address, its public state and which version is live."""

    __tablename__ = "entry"
    __table_args__ = (
        CheckConstraint("state = 'concept' OR live_revision_id IS NOT NULL", name="public_has_text"),
        CheckConstraint("state <> 'teruggetrokken' OR state_reason IS NOT NULL", name="withdrawn_has_reason"),
        Index(None, "kind", "state"),
    )

    id: int = Field(default=None, primary_key=True)
    kind: Kind = Field(sa_column=Column(Code(Kind), nullable=False))
    slug: str = Field(max_length=120, unique=True)
    state: EntryState = Field(sa_column=Column(Code(EntryState), nullable=False))
    state_reason: str | None = Field(default=None, sa_type=Text)
    live_revision_id: int | None = Field(
        default=None,
        # Entry and revision refer to each other, so this one is added after both tables exist.
        sa_column=Column(Integer, ForeignKey("revision.id", use_alter=True), nullable=True),
    )
    change_number: int = Field(default=0, index=True)
    """The change counter at the last change that visitors see; the search index follows it."""
    loaded: str | None = Field(default=None, sa_type=Text)
    """JSON of what a file said when it was last loaded: tells a change in the file from one on the site."""
    owner_id: int | None = Field(default=None, foreign_key="person.id")
    """Who looks after this entry."""
    deputy_id: int | None = Field(default=None, foreign_key="person.id")
    """Who does so when the owner cannot."""
    created_at: datetime = moment()
    changed_at: datetime = moment()


class Slug(SQLModel, table=True):
    """Every slug that was ever in use, so that an address never leads to something else."""

    __tablename__ = "slug"

    slug: str = Field(max_length=120, primary_key=True)
    entry_id: int = Field(foreign_key="entry.id", index=True)


class Revision(SQLModel, table=True):
    """A published version: a whole document, immutable. The database itself refuses changes."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("entry_id", "number"),)

    id: int = Field(default=None, primary_key=True)
    entry_id: int = Field(foreign_key="entry.id")
    number: int
    format: int
    document: str = Field(sa_type=Text)
    content_hash: str = Field(max_length=64)
    published_at: datetime = moment()
    note: str | None = Field(default=None, sa_type=Text)


class Concept(SQLModel, table=True):
    """Work in progress beside the live version, with a counter against overwriting each other's work.

    An entry has at most one concept, and beside it one quick correction that is merged into it.
    """

    __tablename__ = "concept"
    # An id is never given twice: comments and links for readers refer to concepts that are gone.
    __table_args__ = (
        UniqueConstraint("entry_id", "is_quick"),
        Index(None, "state"),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, primary_key=True)
    entry_id: int = Field(foreign_key="entry.id")
    is_quick: bool = Field(default=False)
    """Whether this is a quick correction of a live version."""
    state: WorkState = Field(
        default=WorkState.CONCEPT,
        sa_column=Column(Code(WorkState), nullable=False, default=WorkState.CONCEPT),
    )
    format: int
    document: str = Field(sa_type=Text)
    """A working document: JSON in the Dutch names of the schema, in which anything may still be missing."""
    base_revision_id: int | None = Field(default=None, foreign_key="revision.id")
    lock_version: int = Field(default=1)
    note: str | None = Field(default=None, sa_type=Text)
    """What visitors will read about this change in the list of versions."""
    conflicts: str = Field(default="[]", sa_type=Text)
    """JSON of the conflicts that a merge left for a person to decide; see catalogue.editing.merging."""
    created_by_id: int | None = Field(default=None, foreign_key="person.id")
    """None for what a file brought."""
    assignee_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    """Whose turn it is; None for whoever picks it up."""
    waiting_since: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Since when it stands where it stands."""
    submitted_by_id: int | None = Field(default=None, foreign_key="person.id")
    approved_by_id: int | None = Field(default=None, foreign_key="person.id")
    publish_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """An approved concept is published by the worker at this moment."""
    created_at: datetime = moment()
    changed_at: datetime = moment()


class Counter(SQLModel, table=True):
    """A number that only goes up."""

    __tablename__ = "counter"

    name: str = Field(max_length=40, primary_key=True)
    value: int = Field(default=0)


class Memory(SQLModel, table=True):
    """A fact that the program remembers about this database, such as which file was loaded last."""

    __tablename__ = "memory"

    name: str = Field(max_length=40, primary_key=True)
    value: str = Field(sa_type=Text)


_WAITING = text("done_at IS NULL")


class Outgoing(SQLModel, table=True):
    """Work outside the database that a change brings along; written in the transaction of the change.

    It names what changed and holds no copy of it: whoever does the work reads how things stand by then.
    """

    __tablename__ = "outgoing"
    __table_args__ = (
        Index("ix_outgoing_waiting", "task", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
        Index("ix_outgoing_subject", "subject", sqlite_where=_WAITING, postgresql_where=_WAITING),
    )

    id: int = Field(default=None, primary_key=True)
    task: str = Field(max_length=40)
    """A code of catalogue.outbox.Task. No closed list here: an older worker leaves newer tasks alone."""
    subject: str = Field(sa_type=Text)
    created_at: datetime = moment()
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Not before this moment; None for as soon as possible."""
    attempts: int = Field(default=0)
    """How often it failed."""
    last_error: str | None = Field(default=None, max_length=80)
    """The kind of the last failure. Its words may hold addresses and keys, so those go to the log only."""
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)


class Lease(SQLModel, table=True):
    """A role that one process has at a time, as long as it keeps beating."""

    __tablename__ = "lease"

    name: str = Field(max_length=40, primary_key=True)
    holder: str | None = Field(default=None, max_length=120)
    token: int = Field(default=0)
    """Goes up each time the role changes hands, so that a former holder notices."""
    beats: int = Field(default=0)
    beat_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """The last sign of life by the holder's own clock: for people to read, not to judge by."""
