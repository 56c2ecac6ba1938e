"""The tables around a concept: authors, earlier texts, comments, outside readers, reviews, files."""

from datetime import datetime

from sqlalchemy import Column, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

import catalogue.tables  # noqa: F401  (rows here refer to entries and people)
from catalogue.columns import Code
from catalogue.tables_base import later, moment
from catalogue.terms_review import ReviewStatus
from catalogue.terms_workflow import Permission


class ConceptAuthor(SQLModel, table=True):
    """Who changed a concept. Nobody approves what is partly their own work (METHOD V17)."""

    __tablename__ = "concept_author"

    concept_id: int = Field(foreign_key="concept.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True)
    since: datetime = moment()


class Draft(SQLModel, table=True):
    """An earlier text of a concept: a step to undo, or a version that somebody named.

    Steps are made by autosave and tidied away; named versions stay as long as the concept.
    """

    __tablename__ = "draft"
    __table_args__ = (Index(None, "concept_id", "id"),)

    id: int = Field(default=None, primary_key=True)
    concept_id: int = Field(foreign_key="concept.id")
    name: str | None = Field(default=None, max_length=120)
    """The name of a named version; None for a step to undo."""
    place: str = Field(default="", max_length=400)
    """The path of the part that was changed after this text."""
    document: str = Field(sa_type=Text)
    made_at: datetime = moment()
    made_by_id: int | None = Field(default=None, foreign_key="person.id")


class Comment(SQLModel, table=True):
    """A comment on a field or line of a concept; the path is of ids, so it stays when the line moves."""

    __tablename__ = "comment"
    __table_args__ = (Index(None, "entry_id", "id"),)

    id: int = Field(default=None, primary_key=True)
    entry_id: int = Field(foreign_key="entry.id")
    concept_id: int | None = Field(default=None, index=True)
    """Without a reference: the comment outlives the concept."""
    reply_to_id: int | None = Field(default=None, foreign_key="comment.id")
    path: str = Field(default="", max_length=400)
    """Empty for the concept as a whole; otherwise as catalogue.editing.paths writes it."""
    place: str = Field(default="", sa_type=Text)
    """The place in words, also after the part has gone."""
    body: str = Field(sa_type=Text)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    reader_link_id: int | None = Field(default=None, foreign_key="reader_link.id")
    """The link of an outside reader, when the comment came by one."""
    created_at: datetime = moment()
    resolved_at: datetime | None = later()
    resolved_by_id: int | None = Field(default=None, foreign_key="person.id")


class ReaderLink(SQLModel, table=True):
    """A link with which somebody without an account reads one concept and comments on it."""

    __tablename__ = "reader_link"

    id: int = Field(default=None, primary_key=True)
    token_hash: str = Field(max_length=64, unique=True)
    entry_id: int = Field(foreign_key="entry.id", index=True)
    concept_id: int
    """Without a reference: the link stops working when the concept has gone, its comments stay."""
    name: str = Field(max_length=120)
    """For whom it is."""
    created_by_id: int = Field(foreign_key="person.id")
    created_at: datetime = moment()
    expires_at: datetime = moment()
    revoked_at: datetime | None = later()
    used_at: datetime | None = later()


class StudyReview(SQLModel, table=True):
    """The review of one version of one study with the checklist; the document is a Review."""

    __tablename__ = "study_review"
    __table_args__ = (UniqueConstraint("entry_id", "study_id", "revision_id"),)

    id: int = Field(default=None, primary_key=True)
    entry_id: int = Field(foreign_key="entry.id", index=True)
    study_id: str = Field(max_length=120)
    revision_id: int = Field(foreign_key="revision.id")
    status: ReviewStatus = Field(sa_column=Column(Code(ReviewStatus), nullable=False))
    document: str = Field(sa_type=Text)
    lock_version: int = Field(default=1)
    created_at: datetime = moment()
    changed_at: datetime = moment()


class Attachment(SQLModel, table=True):
    """A PDF at an entry. The file itself stands in the data folder under its hash."""

    __tablename__ = "attachment"

    id: int = Field(default=None, primary_key=True)
    entry_id: int = Field(foreign_key="entry.id", index=True)
    source_id: str | None = Field(default=None, max_length=120)
    """The source in the document that this is the text of."""
    name: str = Field(max_length=200)
    sha256: str = Field(max_length=64, index=True)
    size: int
    """Bytes."""
    permission: Permission = Field(sa_column=Column(Code(Permission), nullable=False))
    permission_note: str = Field(default="", sa_type=Text)
    """Who gave permission and when, or which licence."""
    added_by_id: int | None = Field(default=None, foreign_key="person.id")
    stated_by_id: int | None = Field(default=None, foreign_key="person.id")
    """Who said last whether it may be shown."""
    seen_by_id: int | None = Field(default=None, foreign_key="person.id")
    """Who else agreed that it may be shown; until then the public does not see it."""
    added_at: datetime = moment()
    removed_at: datetime | None = later()
