"""The tables of the desk: what comes in, corrections, replies, refusals, links, mail and imports."""

from datetime import datetime

from sqlalchemy import Column, Index, LargeBinary, Text, text
from sqlmodel import Field, SQLModel

import catalogue.tables  # noqa: F401  (rows here refer to entries and people)
from catalogue.columns import Code, UtcDateTime
from catalogue.tables_base import later, moment
from catalogue.terms_workflow import ImportState, RefusedKind, ReplyState, TicketKind, TicketState


class Ticket(SQLModel, table=True):
    """What a visitor sent: a tip, an error at a field, or feedback."""

    __tablename__ = "ticket"
    __table_args__ = (Index(None, "state", "id"),)

    id: int = Field(default=None, primary_key=True)
    kind: TicketKind = Field(sa_column=Column(Code(TicketKind), nullable=False))
    state: TicketState = Field(
        default=TicketState.NEW, sa_column=Column(Code(TicketState), nullable=False, default=TicketState.NEW)
    )
    entry_id: int | None = Field(default=None, foreign_key="entry.id", index=True)
    """The entry it is about, or the one that came out of a tip."""
    concept_id: int | None = Field(default=None)
    """The concept that was begun because of it. Without a reference: this outlives the concept."""
    version: int | None = Field(default=None)
    """The version that the visitor read."""
    path: str = Field(default="", max_length=400)
    """The field it is about, as catalogue.editing.paths writes it; empty for the whole."""
    place: str = Field(default="", sa_type=Text)
    """The field in words."""
    title: str = Field(default="", max_length=300)
    url: str = Field(default="", max_length=2000)
    """Of a tip the study itself; of an error report the evidence."""
    body: str = Field(sa_type=Text)
    sender_name: str = Field(default="", max_length=120)
    sender_email: str = Field(default="", max_length=254)
    """Only given by who wants to hear what came of it; removed a while after that."""
    created_at: datetime = moment()
    assignee_id: int | None = Field(default=None, foreign_key="person.id")
    handled_by_id: int | None = Field(default=None, foreign_key="person.id")
    handled_at: datetime | None = later()
    outcome: str | None = Field(default=None, sa_type=Text)
    """What came of it, as the sender reads it."""


class Correction(SQLModel, table=True):
    """A line of the public ledger of corrections. The database refuses changes."""

    __tablename__ = "correction"

    id: int = Field(default=None, primary_key=True)
    entry_id: int = Field(foreign_key="entry.id", index=True)
    from_version: int
    to_version: int
    place: str = Field(sa_type=Text)
    """The field in words."""
    old: str | None = Field(default=None, sa_type=Text)
    new: str | None = Field(default=None, sa_type=Text)
    reason: str = Field(sa_type=Text)
    at: datetime = moment()
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id")


class Reply(SQLModel, table=True):
    """The answer of a study's author to what the site says about the study."""

    __tablename__ = "reply"

    id: int = Field(default=None, primary_key=True)
    entry_id: int = Field(foreign_key="entry.id", index=True)
    study_id: str | None = Field(default=None, max_length=120)
    author: str = Field(max_length=120)
    """Name and role as they are shown: the author asks for that."""
    email: str = Field(default="", max_length=254)
    body: str = Field(sa_type=Text)
    state: ReplyState = Field(
        default=ReplyState.WAITING,
        sa_column=Column(Code(ReplyState), nullable=False, default=ReplyState.WAITING),
    )
    reason: str | None = Field(default=None, sa_type=Text)
    created_at: datetime = moment()
    decided_at: datetime | None = later()
    decided_by_id: int | None = Field(default=None, foreign_key="person.id")


class Refused(SQLModel, table=True):
    """A refused tip or submission with its reason, as the public reads it."""

    __tablename__ = "refused"

    id: int = Field(default=None, primary_key=True)
    kind: RefusedKind = Field(sa_column=Column(Code(RefusedKind), nullable=False))
    title: str = Field(max_length=300)
    url: str = Field(default="", max_length=2000)
    reason: str = Field(sa_type=Text)
    received_at: datetime = moment()
    refused_at: datetime = moment()
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id")
    entry_id: int | None = Field(default=None, foreign_key="entry.id")


class LinkCheck(SQLModel, table=True):
    """What the worker found at a web address of a source."""

    __tablename__ = "link_check"

    url_hash: str = Field(max_length=64, primary_key=True)
    url: str = Field(sa_type=Text)
    checked_at: datetime = Field(sa_type=UtcDateTime, nullable=False, index=True)
    status: int | None = Field(default=None)
    """The HTTP status; None when there was no answer."""
    error: str | None = Field(default=None, max_length=80)
    failures: int = Field(default=0)
    """How many checks in a row failed."""
    failing_since: datetime | None = later()


_NOT_SENT = text("sent_at IS NULL")


class Mail(SQLModel, table=True):
    """A message to one address. `key` says what it is about, so that nobody is told the same thing twice."""

    __tablename__ = "mail"
    __table_args__ = (
        Index(
            "ix_mail_waiting",
            "id",
            sqlite_where=text("sent_at IS NULL"),
            postgresql_where=text("sent_at IS NULL"),
        ),
    )

    id: int = Field(default=None, primary_key=True)
    key: str = Field(max_length=200, unique=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    address: str = Field(max_length=254)
    kind: str = Field(max_length=40)
    subject: str = Field(sa_type=Text)
    body: str = Field(sa_type=Text)
    is_held: bool = Field(default=False)
    """Whether it waits for the digest of the day."""
    created_at: datetime = moment()
    sent_at: datetime | None = later()
    """When it was handed to the mail server, itself or as a part of a digest."""
    refused_at: datetime | None = later()
    """When the mail server refused it for good; it is not tried again by itself."""
    refusal: str | None = Field(default=None, max_length=80)
    """The code of the refusal. Its words may hold addresses, so those are not kept."""


class ImportBatch(SQLModel, table=True):
    """An uploaded file with entries, until somebody confirms what it would change."""

    __tablename__ = "import_batch"

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    file_name: str = Field(max_length=200)
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    state: ImportState = Field(
        default=ImportState.READING,
        sa_column=Column(Code(ImportState), nullable=False, default=ImportState.READING),
    )
    total: int = Field(default=0)
    done: int = Field(default=0)
    report: str | None = Field(default=None, sa_type=Text)
    """JSON of what the file would do, row by row and cell by cell."""
    created_at: datetime = moment()
    changed_at: datetime = moment()
    confirmed_at: datetime | None = later()


class TermText(SQLModel, table=True):
    """How an administrator words a term of a closed list; without a row it has the words of the program."""

    __tablename__ = "term_text"

    vocabulary: str = Field(max_length=40, primary_key=True)
    code: str = Field(max_length=60, primary_key=True)
    label: str = Field(max_length=60)
    explanation: str = Field(sa_type=Text)
    changed_at: datetime = moment()
