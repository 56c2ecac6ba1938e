"""Uploaded files as rows, and concepts made of them; on every database."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, select

from catalogue.actions import publish, rename
from catalogue.editing import batches, concepts
from catalogue.editing.actor import Actor
from catalogue.editing.batches import Outdated
from catalogue.editing.errors import EditRefused
from catalogue.editing.sheets_plan import Outcome, plan, same_entry_twice
from catalogue.editing.sheets_reading import Proposal, Read
from catalogue.errors import NotFound
from catalogue.kinds import Kind
from catalogue.outbox import Task, waiting_subjects
from catalogue.tables import Entry
from catalogue.tables_desk import ImportBatch
from catalogue.terms_workflow import AccountRole, ImportState
from tests.builders import make_approach
from tests.people import make_actor

AT = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
REPORT = (
    '{"blocked": false, "entries": [{"slug": "a", "outcome": "nieuw"}, {"slug": "b", "outcome": "gelijk"}]}'
)


@pytest.fixture
def editor(db: Session) -> Actor:
    return make_actor(db, AccountRole.EDITOR, name="Eva")


@pytest.fixture
def batch(db: Session, editor: Actor) -> ImportBatch:
    return batches.receive(db, editor, "bestand.xlsx", b"inhoud", AT)


@pytest.fixture
def entry(db: Session) -> Entry:
    publish(db, Kind.APPROACH, "wijk", make_approach(), note=None, at=AT)
    return db.exec(select(Entry).where(Entry.slug == "wijk")).one()


def test_a_file_waits_for_the_worker(db: Session, batch: ImportBatch) -> None:
    assert (batch.state, batch.content) == (ImportState.READING, b"inhoud")
    assert waiting_subjects(db, Task.IMPORT) == {str(batch.id)}
    assert [row.file_name for row in batches.recent(db, 5)] == ["bestand.xlsx"]


def test_only_who_edits_may_send_in_and_confirm(db: Session, batch: ImportBatch) -> None:
    submitter = make_actor(db, AccountRole.SUBMITTER, name="Ina")
    with pytest.raises(EditRefused):
        batches.receive(db, submitter, "x", b"x", AT)
    with pytest.raises(EditRefused):
        batches.confirm(db, batch, ["a"], submitter, AT)


def test_only_what_can_be_taken_over_is_confirmed(db: Session, batch: ImportBatch, editor: Actor) -> None:
    with pytest.raises(EditRefused, match="wordt gelezen"):
        batches.confirm(db, batch, ["a"], editor, AT)
    batch.state, batch.report = ImportState.READ, REPORT
    with pytest.raises(EditRefused, match="minstens één"):
        batches.confirm(db, batch, ["b", "c"], editor, AT)
    batches.confirm(db, batch, ["a", "b"], editor, AT)
    assert (batch.state, batches.report_of(batch)["chosen"]) == (ImportState.SAVING, ["a"])


def test_an_entry_is_found_at_its_present_and_former_slug(db: Session, entry: Entry, editor: Actor) -> None:
    rename(db, entry, "buurt", AT)
    found = batches.standings(db, ["wijk", "buurt", "nergens"], editor)
    assert found.keys() == {"wijk", "buurt"}
    assert found["wijk"].mark == found["buurt"].mark
    both = [Proposal(slug, Kind.APPROACH, {}, line=number) for number, slug in enumerate(found, start=1)]
    (fault,) = same_entry_twice(Read(both), {slug: one.mark for slug, one in found.items()})
    assert "vroeger adres van dezelfde pagina" in fault.message


def test_how_an_entry_stands_changes_with_every_save(db: Session, entry: Entry, editor: Actor) -> None:
    other = make_actor(db, AccountRole.EDITOR, name="Omar")
    before = batches.standings(db, ["wijk"], editor)["wijk"]
    concept = concepts.open_on(db, entry, other, AT)
    concepts.save(db, concept, {**concepts.text_of(concept), "naam": "Anders"}, other, AT)
    after = batches.standings(db, ["wijk"], editor)["wijk"]
    assert (before.concept, before.mark == after.mark) == (None, False)
    assert (after.current["naam"], after.concept_base, after.is_own) == ("Anders", before.live, False)
    assert batches.standings(db, ["wijk"], other)["wijk"].is_own
    assert [row.text["naam"] for row in batches.listed(db, {"wijk"})] == ["Anders"]


def test_concepts_are_made_of_new_and_changed_entries(db: Session, entry: Entry, editor: Actor) -> None:
    standing = batches.standings(db, ["wijk"], editor)["wijk"]
    changed = plan(Proposal("wijk", Kind.APPROACH, {**standing.current, "naam": "Anders"}), standing)
    new = plan(Proposal("nieuw", Kind.APPROACH, {"naam": "Nieuw"}), None)
    made = batches.apply(db, [changed, new], editor, AT, source="bestand.xlsx", batch_id=1)
    assert [(one.outcome) for one in (changed, new)] == [Outcome.CHANGED, Outcome.NEW]
    texts = {slug: concepts.text_of(concepts.get(db, key)[0])["naam"] for slug, key in made.items()}
    assert texts == {"wijk": "Anders", "nieuw": "Nieuw"}
    with pytest.raises(Outdated):
        batches.apply(db, [new], editor, AT, source="bestand.xlsx", batch_id=1)


def test_who_brought_the_file_and_who_confirmed_it_both_wrote_it(db: Session, editor: Actor) -> None:
    sender = make_actor(db, AccountRole.EDITOR, name="Omar")
    new = plan(Proposal("nieuw", Kind.APPROACH, {"naam": "Nieuw"}), None)
    made = batches.apply(db, [new], editor, AT, source="bestand.xlsx", batch_id=1, sender=sender)
    concept, _ = concepts.get(db, made["nieuw"])
    assert concepts.authors_of(db, concept) == {editor.id, sender.id}


def test_old_files_go(db: Session, batch: ImportBatch) -> None:
    assert batches.prune(db, AT, 10) == 0
    assert batches.prune(db, AT + timedelta(seconds=1), 10) == 1
    with pytest.raises(NotFound):
        batches.get(db, batch.id)
