"""Steps from end to end on every database: what changes, what is written down, and what is refused."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, SQLModel, col, select

from catalogue.canonical import canonical
from catalogue.editing import concepts, transitions
from catalogue.editing.actor import Actor
from catalogue.editing.errors import StepRefused
from catalogue.editing.workflow import Asked, Step
from catalogue.errors import NotFound, StaleConcept
from catalogue.kinds import Kind
from catalogue.outbox import Task
from catalogue.tables import Concept, Entry, Outgoing, Revision
from catalogue.tables_desk import Correction, Refused
from catalogue.tables_people import Person, Trail
from catalogue.tables_work import ConceptAuthor, Draft
from catalogue.terms_editorial import EntryState
from catalogue.terms_workflow import AccountRole, WorkState
from tests.builders import make_approach, make_refused_approach
from tests.concepts import (
    AT,
    HOUR,
    NOTE,
    Desk,
    approve,
    begin_change,
    last_line,
    logged,
    make_desk,
    make_published,
    publish,
    take,
)
from tests.people import make_actor, make_person

TABLES: tuple[type[SQLModel], ...] = (
    Entry,
    Revision,
    Concept,
    ConceptAuthor,
    Draft,
    Trail,
    Outgoing,
    Refused,
    Correction,
)


@pytest.fixture
def desk(db: Session) -> Desk:
    return make_desk(db)


@pytest.fixture
def entry(db: Session) -> Entry:
    return make_published(db)


@pytest.fixture
def concept(db: Session, entry: Entry, desk: Desk) -> Concept:
    return begin_change(db, entry, desk.writer)


def everything(db: Session) -> list[str]:
    db.flush()
    return [str(row) for table in TABLES for row in db.execute(select(table.__table__)).all()]  # type: ignore[attr-defined]


def details(line: Trail) -> dict[str, object]:
    found: dict[str, object] = json.loads(line.details or "{}")
    return found


def test_a_change_goes_by_four_eyes_to_the_site(
    db: Session, entry: Entry, concept: Concept, desk: Desk
) -> None:
    take(db, concept, desk.writer, Step.SUBMIT)
    assert (concept.state, concept.submitted_by_id) == (WorkState.IN_REVIEW, desk.writer.id)
    take(db, concept, desk.judge, Step.APPROVE, at=AT + HOUR)
    assert (concept.state, concept.approved_by_id) == (WorkState.APPROVED, desk.judge.id)
    revision = take(db, concept, desk.chief, Step.PUBLISH, at=AT + 2 * HOUR)
    assert revision is not None
    assert (revision.number, revision.note, entry.live_revision_id) == (2, NOTE, revision.id)
    assert json.loads(revision.document)["wat_houdt_het_in"] == "Nieuw."
    assert db.exec(select(Concept)).all() == []
    assert db.exec(select(Draft)).all() == []
    assert logged(db) == ["concept_begonnen", "versie_bewaard", "ingediend", "goedgekeurd", "gepubliceerd"]
    line = last_line(db)
    assert (line.from_version, line.to_version, line.reason) == (1, 2, NOTE)
    assert line.role is AccountRole.CHIEF_EDITOR
    assert details(line)["goedgekeurd_door"] == desk.judge.id


def test_nothing_visitors_see_changes_before_publication(
    db: Session, entry: Entry, concept: Concept, desk: Desk
) -> None:
    before = (entry.state, entry.live_revision_id, entry.change_number, entry.changed_at)
    approve(db, concept, desk)
    take(db, concept, desk.judge, Step.RETURN, reason="Toch niet.")
    assert (entry.state, entry.live_revision_id, entry.change_number, entry.changed_at) == before


@pytest.mark.parametrize("step", Step)
def test_nothing_changes_when_a_step_is_refused(
    db: Session, concept: Concept, desk: Desk, step: Step
) -> None:
    stranger = make_actor(db, AccountRole.ADMINISTRATOR, name="Ad")
    entry, judge = db.get_one(Entry, concept.entry_id), db.get_one(Person, desk.judge.id)
    before = everything(db)
    with pytest.raises(StepRefused, match=r"\.$"):
        transitions.take(db, concept, stranger, step, Asked(AT, "Daarom.", AT + HOUR))
    with pytest.raises(StepRefused, match=r"\.$"):
        transitions.take_on_entry(db, entry, stranger, step, Asked(AT, "Daarom."))
    with pytest.raises(StepRefused, match=r"\.$"):
        transitions.assign(db, concept, judge, stranger, AT)
    assert everything(db) == before


def test_who_wrote_along_does_not_approve(db: Session, concept: Concept, desk: Desk) -> None:
    concepts.save(db, concept, {**concepts.text_of(concept), "wat_houdt_het_in": "Van Bea."}, desk.judge, AT)
    take(db, concept, desk.writer, Step.SUBMIT)
    with pytest.raises(StepRefused, match="schreef mee"):
        take(db, concept, desk.judge, Step.APPROVE)
    take(db, concept, desk.chief, Step.APPROVE)


def test_nobody_decides_about_a_text_they_did_not_read(db: Session, concept: Concept, desk: Desk) -> None:
    take(db, concept, desk.writer, Step.SUBMIT)
    read = concept.lock_version
    take(db, concept, desk.writer, Step.TAKE_BACK)
    concepts.save(db, concept, {**concepts.text_of(concept), "wat_houdt_het_in": "Anders."}, desk.writer, AT)
    take(db, concept, desk.writer, Step.SUBMIT)
    before = everything(db)
    with pytest.raises(StaleConcept):
        transitions.take(db, concept, desk.judge, Step.APPROVE, Asked(AT), seen=read)
    assert everything(db) == before
    transitions.take(db, concept, desk.judge, Step.APPROVE, Asked(AT), seen=concept.lock_version)


def test_a_second_click_gets_an_answer(db: Session, concept: Concept, desk: Desk) -> None:
    take(db, concept, desk.writer, Step.SUBMIT)
    with pytest.raises(StepRefused, match="Dit kan niet meer: het concept is ‘ter beoordeling’"):
        take(db, concept, desk.writer, Step.SUBMIT)
    take(db, concept, desk.judge, Step.APPROVE)
    take(db, concept, desk.chief, Step.PUBLISH)
    with pytest.raises(NotFound):
        take(db, concept, desk.chief, Step.PUBLISH)


def test_a_text_goes_back_to_who_laid_it_before(db: Session, concept: Concept, desk: Desk) -> None:
    take(db, concept, desk.writer, Step.SUBMIT, at=AT)
    assert not concept.assignee_id
    take(db, concept, desk.judge, Step.RETURN, reason=" De bron ontbreekt. ", at=AT + HOUR)
    assert (concept.state, concept.assignee_id) == (WorkState.RETURNED, desk.writer.id)
    assert concept.waiting_since == AT + HOUR
    assert last_line(db).reason == "De bron ontbreekt."
    take(db, concept, desk.writer, Step.SUBMIT, at=AT + 2 * HOUR)
    names = [draft.name for draft in concepts.named_versions(db, concept)]
    assert names == ["Zoals voorgelegd", "Zoals voorgelegd"]


def test_taking_back_takes_the_approval_and_the_plan_away(db: Session, concept: Concept, desk: Desk) -> None:
    approve(db, concept, desk)
    take(db, concept, desk.chief, Step.PLAN, moment=AT + HOUR)
    take(db, concept, desk.writer, Step.TAKE_BACK)
    assert (concept.state, concept.approved_by_id, concept.publish_at) == (WorkState.CONCEPT, None, None)
    assert transitions.publish_planned(db, concept.id, AT + 2 * HOUR) is None


def test_a_plan_is_kept_at_its_moment_and_not_before(
    db: Session, entry: Entry, concept: Concept, desk: Desk
) -> None:
    approve(db, concept, desk)
    take(db, concept, desk.chief, Step.PLAN, moment=AT + HOUR)
    row = db.exec(select(Outgoing).where(Outgoing.task == Task.PUBLICATION.value)).one()
    assert (row.subject, row.due_at) == (str(concept.id), AT + HOUR)
    assert transitions.publish_planned(db, concept.id, AT + HOUR - timedelta(seconds=1)) is None
    revision = transitions.publish_planned(db, concept.id, AT + HOUR)
    assert revision is not None
    assert entry.live_revision_id == revision.id
    line = db.exec(select(Trail).where(Trail.action == "gepubliceerd")).one()
    assert (line.person_id, line.role) == (None, None)
    assert transitions.publish_planned(db, concept.id, AT + 2 * HOUR) is None


def test_a_plan_can_be_moved_and_dropped(db: Session, concept: Concept, desk: Desk) -> None:
    approve(db, concept, desk)
    take(db, concept, desk.chief, Step.PLAN, moment=AT + HOUR)
    take(db, concept, desk.chief, Step.PLAN, moment=AT + 3 * HOUR)
    assert transitions.publish_planned(db, concept.id, AT + HOUR) is None
    take(db, concept, desk.chief, Step.DROP_PLAN)
    assert (concept.state, concept.publish_at) == (WorkState.APPROVED, None)
    assert transitions.publish_planned(db, concept.id, AT + 4 * HOUR) is None
    with pytest.raises(StepRefused, match="geen publicatie gepland"):
        take(db, concept, desk.chief, Step.DROP_PLAN)


def test_what_may_no_longer_be_published_loses_its_plan(db: Session, concept: Concept, desk: Desk) -> None:
    approve(db, concept, desk)
    take(db, concept, desk.chief, Step.PLAN, moment=AT + HOUR)
    concept.document = canonical(make_refused_approach())
    assert transitions.publish_planned(db, concept.id, AT + HOUR) is None
    assert (concept.state, concept.publish_at) == (WorkState.APPROVED, None)
    line = last_line(db)
    assert line.action == "planning_vervallen"
    assert line.reason is not None
    assert line.reason.startswith("Er klopt nog 1 punt niet.")


@pytest.mark.parametrize("step", [Step.WITHDRAW, Step.ARCHIVE])
def test_a_page_that_leaves_the_site_is_not_brought_back_by_a_plan(
    db: Session, entry: Entry, concept: Concept, desk: Desk, step: Step
) -> None:
    state = {Step.WITHDRAW: "teruggetrokken", Step.ARCHIVE: "gearchiveerd"}[step]
    approve(db, concept, desk)
    take(db, concept, desk.chief, Step.PLAN, moment=AT + HOUR)
    transitions.take_on_entry(db, entry, desk.chief, step, Asked(AT, " Verouderd. "))
    assert (entry.state.value, entry.state_reason) == (state, "Verouderd.")
    assert last_line(db).reason == f"De pagina is {state}."
    assert transitions.publish_planned(db, concept.id, AT + 2 * HOUR) is None
    assert entry.state.value == state


def test_a_withdrawn_page_comes_back_unchanged_through_a_concept(
    db: Session, entry: Entry, desk: Desk
) -> None:
    transitions.take_on_entry(db, entry, desk.chief, Step.WITHDRAW, Asked(AT, "Fout."))
    concept = concepts.open_on(db, entry, desk.writer, AT)
    concepts.set_note(db, concept, "Toch juist.", desk.writer, AT)
    approve(db, concept, desk)
    revision = take(db, concept, desk.chief, Step.PUBLISH)
    assert revision is not None
    assert (revision.number, entry.state, entry.state_reason) == (1, EntryState.PUBLISHED, None)


def test_a_quick_correction_cannot_bring_a_withdrawn_page_back(db: Session, entry: Entry, desk: Desk) -> None:
    quick = begin_change(db, entry, desk.writer, is_quick=True)
    approve(db, quick, desk)
    transitions.take_on_entry(db, entry, desk.chief, Step.WITHDRAW, Asked(AT, "Fout."))
    with pytest.raises(StepRefused, match="snelle correctie kan dan niet"):
        take(db, quick, desk.chief, Step.PUBLISH)


def test_who_words_the_note_for_visitors_wrote_along(db: Session, entry: Entry, desk: Desk) -> None:
    concept = begin_change(db, entry, desk.writer)
    concepts.set_note(db, concept, "Een andere uitleg.", desk.judge, AT)
    take(db, concept, desk.writer, Step.SUBMIT)
    with pytest.raises(StepRefused, match="schreef mee"):
        take(db, concept, desk.judge, Step.APPROVE)


def test_nobody_approves_a_note_that_they_did_not_read(db: Session, entry: Entry, desk: Desk) -> None:
    concept = begin_change(db, entry, desk.writer)
    take(db, concept, desk.writer, Step.SUBMIT)
    seen = concept.lock_version
    take(db, concept, desk.writer, Step.TAKE_BACK)
    concepts.set_note(db, concept, "Een andere uitleg.", desk.writer, AT)
    take(db, concept, desk.writer, Step.SUBMIT)
    with pytest.raises(StaleConcept):
        transitions.take(db, concept, desk.judge, Step.APPROVE, Asked(AT), seen=seen)


def test_what_a_form_wrote_out_in_full_is_no_change(db: Session, entry: Entry, desk: Desk) -> None:
    concept = concepts.open_on(db, entry, desk.writer, AT)
    without_defaults = {
        key: fact for key, fact in concepts.text_of(concept).items() if fact not in (None, [])
    }
    assert concepts.save(db, concept, without_defaults, desk.writer, AT)
    concepts.set_note(db, concept, NOTE, desk.writer, AT)
    with pytest.raises(StepRefused, match="nog niets veranderd"):
        take(db, concept, desk.writer, Step.SUBMIT)


def test_a_refused_submission_is_on_the_list_with_its_reason(db: Session, desk: Desk) -> None:
    concept = concepts.begin(db, Kind.APPROACH, {"naam": "Buurtkamer"}, desk.writer, AT)
    take(db, concept, desk.judge, Step.REFUSE, reason="Er is geen berekening.", at=AT + HOUR)
    row = db.exec(select(Refused)).one()
    assert (row.title, row.reason, row.received_at) == ("Buurtkamer", "Er is geen berekening.", AT)
    assert db.exec(select(Concept)).all() == []
    assert details(last_line(db))["begonnen_door"] == desk.writer.id


def test_what_was_on_the_site_is_never_refused_as_a_submission(
    db: Session, concept: Concept, desk: Desk
) -> None:
    with pytest.raises(StepRefused, match="staat al op de site"):
        take(db, concept, desk.judge, Step.REFUSE, reason="Nee.")


def test_throwing_a_concept_away_leaves_the_page_as_it_is(
    db: Session, entry: Entry, concept: Concept, desk: Desk
) -> None:
    before = (entry.state, entry.live_revision_id, entry.change_number)
    take(db, concept, desk.writer, Step.DISCARD, reason="Dubbel.")
    assert (entry.state, entry.live_revision_id, entry.change_number) == before
    assert db.exec(select(Concept)).all() == []
    assert last_line(db).reason == "Dubbel."


def test_a_quick_correction_is_in_the_ledger_with_old_and_new(db: Session, entry: Entry, desk: Desk) -> None:
    quick = begin_change(
        db, entry, desk.writer, is_quick=True, wat_houdt_het_in="Jongerenwerkers gaan op jongeren af."
    )
    publish(db, quick, desk)
    row = db.exec(select(Correction).where(Correction.entry_id == entry.id)).one()
    assert row.new == "Jongerenwerkers gaan op jongeren af."
    assert (row.from_version, row.to_version, row.reason) == (1, 2, NOTE)


def test_work_is_handed_only_to_who_can_do_something_with_it(
    db: Session, concept: Concept, desk: Desk
) -> None:
    assert {one.name for one in transitions.candidates(db, concept)} == {
        "Wim Schrijver",
        "Bea Lezer",
        "Cor Baas",
    }
    take(db, concept, desk.writer, Step.SUBMIT)
    assert {one.name for one in transitions.candidates(db, concept)} == {"Bea Lezer", "Cor Baas"}
    with pytest.raises(StepRefused, match="Wim Schrijver kan hier nu niets mee"):
        transitions.assign(db, concept, db.get_one(Person, desk.writer.id), desk.judge, AT)
    transitions.assign(db, concept, db.get_one(Person, desk.judge.id), desk.writer, AT)
    assert concept.assignee_id == desk.judge.id
    assert details(last_line(db))["persoon"] == desk.judge.id
    lines = len(logged(db))
    transitions.assign(db, concept, db.get_one(Person, desk.judge.id), desk.writer, AT)
    assert len(logged(db)) == lines
    transitions.assign(db, concept, None, desk.judge, AT)
    assert concept.assignee_id is None


def test_nobody_gets_work_on_a_stopped_account(db: Session, concept: Concept, desk: Desk) -> None:
    gone = make_person(db, AccountRole.EDITOR, name="Gerda", is_active=False)
    with pytest.raises(StepRefused, match="stilgezet"):
        transitions.assign(db, concept, gone, desk.writer, AT)
    assert "Gerda" not in {one.name for one in transitions.candidates(db, concept)}


def test_a_first_publication_makes_the_page_public(db: Session, desk: Desk) -> None:
    text = json.loads(canonical(make_approach()))
    concept = concepts.begin(db, Kind.APPROACH, text, desk.writer, AT)
    entry = db.get_one(Entry, concept.entry_id)
    assert entry.state is EntryState.CONCEPT
    revision = publish(db, concept, desk)
    assert (entry.state, revision.number, entry.owner_id) == (EntryState.PUBLISHED, 1, desk.writer.id)


def test_every_step_tells_whom_it_concerns(db: Session, concept: Concept, desk: Desk) -> None:
    approve(db, concept, desk)
    for line in db.exec(select(Trail).where(col(Trail.action).in_(("ingediend", "goedgekeurd")))):
        told = details(line)
        assert (told["concept"], told["schrijvers"]) == (concept.id, [desk.writer.id])
        assert told["voorgelegd_door"] == desk.writer.id
        notice = select(Outgoing).where(Outgoing.task == Task.NOTICE.value, Outgoing.subject == str(line.id))
        assert len(db.exec(notice).all()) == 1


def test_moments_are_kept_in_one_time_zone(db: Session, concept: Concept, desk: Desk) -> None:
    approve(db, concept, desk)
    take(db, concept, desk.chief, Step.PLAN, moment=AT + HOUR)
    db.expire(concept)
    assert concept.publish_at == datetime(2026, 11, 27, 10, 0, tzinfo=UTC)


def test_an_unknown_person_takes_no_step(db: Session, concept: Concept) -> None:
    with pytest.raises(StepRefused):
        take(db, concept, Actor(0, "", frozenset()), Step.SUBMIT)
