"""The database itself keeps what must never change, whatever the program asks."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, IntegrityError, StatementError
from sqlmodel import Session, select

from catalogue.actions import publish, rename
from catalogue.kinds import Kind
from catalogue.tables import Entry, Revision, Slug
from catalogue.vocabulary import EntryState
from tests.builders import make_approach

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


@pytest.fixture
def revision(db: Session) -> Revision:
    return publish(db, Kind.APPROACH, "jongerenwerk", make_approach(), note="Eerste versie", at=AT)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE revision SET note = 'anders'",
        "UPDATE revision SET document = '{}' WHERE number = 1",
        "DELETE FROM revision",
        "UPDATE slug SET slug = 'anders'",
        "UPDATE slug SET entry_id = 1",
        "DELETE FROM slug",
    ],
)
def test_a_published_version_and_a_slug_cannot_be_changed_or_removed(
    db: Session, revision: Revision, statement: str
) -> None:
    with pytest.raises(DatabaseError, match=r"verandert niet|blijft altijd"), db.begin_nested():
        db.execute(text(statement))
    assert db.exec(select(Revision.note)).one() == "Eerste versie"
    assert db.exec(select(Slug.slug)).one() == "jongerenwerk"


def test_the_versions_cannot_be_emptied_at_once(db: Session, revision: Revision) -> None:
    statement = (
        "TRUNCATE revision CASCADE" if db.get_bind().dialect.name == "postgresql" else "DELETE FROM revision"
    )
    with pytest.raises(DatabaseError, match="verandert niet"), db.begin_nested():
        db.execute(text(statement))


def test_an_entry_with_versions_cannot_be_removed(db: Session, revision: Revision) -> None:
    with pytest.raises(IntegrityError), db.begin_nested():
        db.execute(text("DELETE FROM entry"))


def test_two_entries_cannot_have_one_slug(db: Session, revision: Revision) -> None:
    db.add(
        Entry(
            kind=Kind.BACKGROUND, slug="jongerenwerk", state=EntryState.CONCEPT, created_at=AT, changed_at=AT
        )
    )
    with pytest.raises(IntegrityError), db.begin_nested():
        db.flush()


def test_what_visitors_can_see_has_a_text(db: Session) -> None:
    db.add(Entry(kind=Kind.APPROACH, slug="leeg", state=EntryState.PUBLISHED, created_at=AT, changed_at=AT))
    with pytest.raises(IntegrityError), db.begin_nested():
        db.flush()


def test_what_is_withdrawn_has_a_reason(db: Session, revision: Revision) -> None:
    with pytest.raises(IntegrityError), db.begin_nested():
        db.execute(text("UPDATE entry SET state = 'teruggetrokken'"))


def test_a_moment_comes_back_in_utc_with_its_zone(db: Session, revision: Revision) -> None:
    amsterdam = datetime(2026, 11, 21, 10, 30, tzinfo=timezone(timedelta(hours=1)))
    entry = db.exec(select(Entry)).one()
    rename(db, entry, "jongerenwerk-wijk", amsterdam)
    db.expire_all()
    found = db.exec(select(Entry.changed_at)).one()
    assert found == AT
    assert found.tzinfo is UTC


def test_a_moment_without_zone_is_refused(db: Session, revision: Revision) -> None:
    entry = db.exec(select(Entry)).one()
    entry.changed_at = datetime(2026, 11, 21)  # noqa: DTZ001  (the mistake under test)
    with pytest.raises(StatementError, match="naive datetime"), db.begin_nested():
        db.flush()


def test_codes_are_stored_in_dutch_and_come_back_as_terms(db: Session, revision: Revision) -> None:
    assert db.execute(text("SELECT kind, state FROM entry")).one() == ("aanpak", "gepubliceerd")
    entry = db.exec(select(Entry).execution_options(populate_existing=True)).one()
    assert (entry.kind, entry.state) == (Kind.APPROACH, EntryState.PUBLISHED)
    assert isinstance(entry.state, EntryState)


def test_a_code_outside_the_list_is_refused(db: Session) -> None:
    with pytest.raises(StatementError, match="is not a valid"):
        db.exec(select(Entry).where(Entry.state == "kwijt")).all()
