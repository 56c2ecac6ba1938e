"""A concept that waits while something else is published, and choosing where both changed the same."""

import json
from typing import Any

import pytest
from sqlmodel import Session, col, select

from catalogue import actions
from catalogue.editing import catching_up, concepts, transitions, working
from catalogue.editing.errors import EditRefused, StepRefused
from catalogue.editing.workflow import Asked, Step
from catalogue.kinds import Kind
from catalogue.tables import Concept, Entry, Revision
from catalogue.tables_people import Trail
from catalogue.tables_work import Draft
from catalogue.terms_workflow import AccountRole, WorkState
from tests.builders import make_approach
from tests.concepts import (
    AT,
    HOUR,
    Desk,
    approve,
    begin_change,
    last_line,
    make_desk,
    make_published,
    publish,
    take,
)
from tests.people import make_actor


@pytest.fixture
def desk(db: Session) -> Desk:
    return make_desk(db)


@pytest.fixture
def entry(db: Session) -> Entry:
    return make_published(db)


@pytest.fixture
def long(db: Session, entry: Entry, desk: Desk) -> Concept:
    """A longer concept that waits."""
    return begin_change(db, entry, desk.writer, voor_wie="Jongeren tot 27 jaar.")


def correct(db: Session, entry: Entry, desk: Desk, **facts: Any) -> Revision:
    """Publish a quick correction."""
    return publish(db, begin_change(db, entry, desk.writer, is_quick=True, **facts), desk, AT + HOUR)


def line(db: Session, action: str) -> Trail:
    statement = select(Trail).where(Trail.action == action).order_by(col(Trail.id).desc()).limit(1)
    return db.exec(statement).one()


def named(db: Session, concept: Concept) -> list[str | None]:
    return [draft.name for draft in concepts.named_versions(db, concept)]


def test_a_correction_is_merged_into_the_concept_that_waits(
    db: Session, entry: Entry, desk: Desk, long: Concept
) -> None:
    before = long.document
    live = correct(db, entry, desk, wat_houdt_het_in="Verbeterd.")
    text = concepts.text_of(long)
    assert (text["wat_houdt_het_in"], text["voor_wie"]) == ("Verbeterd.", "Jongeren tot 27 jaar.")
    assert (long.base_revision_id, long.conflicts) == (live.id, "[]")
    assert named(db, long) == ["Voor het samenvoegen met versie 2"]
    assert concepts.named_versions(db, long)[0].document == before
    merged = line(db, "samengevoegd")
    assert (merged.from_version, merged.to_version) == (1, 2)
    assert json.loads(merged.details or "")["persoon"] is None


def test_what_nobody_touched_simply_stands_on_the_new_version(db: Session, entry: Entry, desk: Desk) -> None:
    untouched = concepts.open_on(db, entry, desk.writer, AT)
    live = correct(db, entry, desk, wat_houdt_het_in="Verbeterd.")
    assert untouched.document == live.document
    assert named(db, untouched) == []


def test_undoing_never_takes_back_what_was_published(
    db: Session, entry: Entry, desk: Desk, long: Concept
) -> None:
    correct(db, entry, desk, wat_houdt_het_in="Verbeterd.")
    assert concepts.undo(db, long, desk.writer, AT + 2 * HOUR) is None
    assert concepts.text_of(long)["wat_houdt_het_in"] == "Verbeterd."


def test_the_quick_correction_follows_when_the_long_concept_is_first(
    db: Session, entry: Entry, desk: Desk, long: Concept
) -> None:
    quick = begin_change(db, entry, desk.writer, is_quick=True, wat_houdt_het_in="Verbeterd.")
    live = publish(db, long, desk)
    assert quick.base_revision_id == live.id
    assert concepts.text_of(quick)["voor_wie"] == "Jongeren tot 27 jaar."
    assert publish(db, quick, desk).number == 3


def test_a_clash_waits_for_a_person(db: Session, entry: Entry, desk: Desk, long: Concept) -> None:
    correct(db, entry, desk, voor_wie="Jongeren van 12 tot en met 24 jaar.")
    assert concepts.text_of(long)["voor_wie"] == "Jongeren tot 27 jaar."
    (conflict,) = catching_up.conflicts_of(long)
    assert (conflict.path, conflict.ours, conflict.theirs) == (
        "voor_wie",
        "Jongeren tot 27 jaar.",
        "Jongeren van 12 tot en met 24 jaar.",
    )
    with pytest.raises(StepRefused, match="Kies eerst welke tekst blijft"):
        take(db, long, desk.writer, Step.SUBMIT)
    assert json.loads(line(db, "samengevoegd").details or "")["persoon"] == desk.writer.id


CHOICES: dict[catching_up.Choice, str] = {
    "onze": "Jongeren tot 27 jaar.",
    "hunne": "Van de site.",
    "basis": "Jongeren van 12 tot en met 23 jaar.",
    "zelf": "Jongeren tot 27 jaar.",
}


@pytest.mark.parametrize("choice", CHOICES)
def test_a_person_chooses_and_the_choice_is_written_down(
    db: Session, desk: Desk, long: Concept, choice: catching_up.Choice
) -> None:
    entry, expected = db.get_one(Entry, long.entry_id), CHOICES[choice]
    correct(db, entry, desk, voor_wie="Van de site.")
    assert catching_up.choose(db, long, "voor_wie", choice, desk.writer, AT)
    assert (concepts.text_of(long)["voor_wie"], long.conflicts) == (expected, "[]")
    chosen = last_line(db)
    assert (chosen.action, chosen.subject) == ("botsing_opgelost", "Voor wie?")
    assert json.loads(chosen.details or "")["keuze"] == choice
    assert not catching_up.choose(db, long, "voor_wie", "hunne", desk.writer, AT)
    assert concepts.text_of(long)["voor_wie"] == expected


def test_who_takes_over_a_text_wrote_along(db: Session, entry: Entry, desk: Desk, long: Concept) -> None:
    correct(db, entry, desk, voor_wie="Van de site.")
    catching_up.choose(db, long, "voor_wie", "hunne", desk.judge, AT)
    assert desk.judge.id in concepts.authors_of(db, long)


def test_only_who_may_write_chooses(db: Session, entry: Entry, desk: Desk, long: Concept) -> None:
    correct(db, entry, desk, voor_wie="Van de site.")
    stranger = make_actor(db, AccountRole.SUBMITTER, name="Sam")
    with pytest.raises(EditRefused):
        catching_up.choose(db, long, "voor_wie", "hunne", stranger, AT)
    assert len(catching_up.conflicts_of(long)) == 1


def test_clashes_of_two_corrections_wait_together(
    db: Session, entry: Entry, desk: Desk, long: Concept
) -> None:
    concepts.save(db, long, {**concepts.text_of(long), "wat_houdt_het_in": "Van ons."}, desk.writer, AT)
    correct(db, entry, desk, voor_wie="Van de site.")
    correct(db, entry, desk, wat_houdt_het_in="Ook van de site.")
    assert {one.path for one in catching_up.conflicts_of(long)} == {"voor_wie", "wat_houdt_het_in"}
    correct(db, entry, desk, voor_wie="Weer anders.")
    theirs = {one.path: one.theirs for one in catching_up.conflicts_of(long)}
    assert theirs == {"voor_wie": "Weer anders.", "wat_houdt_het_in": "Ook van de site."}


@pytest.mark.parametrize("is_approved", [False, True])
def test_a_text_that_was_judged_goes_back_when_it_is_not_the_same_any_more(
    db: Session, entry: Entry, desk: Desk, long: Concept, *, is_approved: bool
) -> None:
    quick = begin_change(db, entry, desk.writer, is_quick=True, wat_houdt_het_in="Verbeterd.")
    take(db, long, desk.writer, Step.SUBMIT)
    if is_approved:
        take(db, long, desk.judge, Step.APPROVE)
        take(db, long, desk.chief, Step.PLAN, moment=AT + 9 * HOUR)
    publish(db, quick, desk, AT + HOUR)
    assert (long.state, long.approved_by_id, long.publish_at) == (WorkState.CONCEPT, None, None)
    assert (long.assignee_id, long.waiting_since) == (desk.writer.id, AT + HOUR)
    assert json.loads(line(db, "samengevoegd").details or "") == {
        "botsingen": 0,
        "concept": long.id,
        "persoon": desk.writer.id,
        "terug": True,
    }
    if is_approved:
        reason = line(db, "planning_vervallen").reason
        assert reason == catching_up.JUDGED_TEXT_CHANGED
    assert transitions.publish_planned(db, long.id, AT + 10 * HOUR) is None
    assert publish(db, long, desk, AT + 2 * HOUR).number == 3


def test_an_approved_text_that_has_the_correction_already_stays_approved(
    db: Session, entry: Entry, desk: Desk
) -> None:
    facts: dict[str, Any] = {"wat_houdt_het_in": "Verbeterd."}
    long = begin_change(db, entry, desk.writer, voor_wie="Anders.", **facts)
    quick = begin_change(db, entry, desk.writer, is_quick=True, **facts)
    approve(db, long, desk)
    live = publish(db, quick, desk)
    assert (long.state, long.approved_by_id) == (WorkState.APPROVED, desk.judge.id)
    assert long.base_revision_id == live.id
    assert take(db, long, desk.chief, Step.PUBLISH) is not None


def test_a_concept_that_says_what_was_just_published_is_done(db: Session, entry: Entry, desk: Desk) -> None:
    begin_change(db, entry, desk.writer, wat_houdt_het_in="Verbeterd.")
    correct(db, entry, desk, wat_houdt_het_in="Verbeterd.")
    assert db.exec(select(Concept)).all() == []
    assert line(db, "concept_weggegooid").reason == "De tekst zegt hetzelfde als wat nu op de site staat."


def test_what_a_file_brought_is_taken_over_by_hand(
    db: Session, entry: Entry, desk: Desk, long: Concept
) -> None:
    actions.publish(
        db, Kind.APPROACH, entry.slug, make_approach(how="Uit het bestand."), note=None, at=AT + HOUR
    )
    with pytest.raises(StepRefused, match="nieuwere versie"):
        transitions.take(db, long, desk.writer, Step.SUBMIT, Asked(AT))
    assert catching_up.catch_up(db, long, desk.writer, AT + HOUR)
    assert not catching_up.catch_up(db, long, desk.writer, AT + HOUR)
    text = concepts.text_of(long)
    assert (text["hoe_werkt_het"], text["voor_wie"]) == ("Uit het bestand.", "Jongeren tot 27 jaar.")
    take(db, long, desk.writer, Step.SUBMIT)


def test_a_line_that_one_removed_and_the_other_changed_waits_for_a_choice(
    db: Session, entry: Entry, desk: Desk
) -> None:
    long = concepts.open_on(db, entry, desk.writer, AT)
    text = concepts.text_of(long)
    concepts.save(db, long, {**text, "onderzoeken": []}, desk.writer, AT)
    study = {**text["onderzoeken"][0], "conclusie": "Verbeterd."}
    correct(db, entry, desk, onderzoeken=[study])
    (conflict,) = catching_up.conflicts_of(long)
    assert conflict.is_removal
    assert working.part_name(concepts.text_of(long)["onderzoeken"][0]) == study["titel"]
    catching_up.choose(db, long, conflict.path, "onze", desk.writer, AT)
    assert concepts.text_of(long)["onderzoeken"] == []


def test_nothing_that_was_merged_away_is_lost(db: Session, entry: Entry, desk: Desk, long: Concept) -> None:
    concepts.name_version(db, long, "Opzet", desk.writer, AT)
    for number in range(3):
        correct(db, entry, desk, hoe_werkt_het=f"Versie {number}.")
    assert named(db, long) == [
        "Voor het samenvoegen met versie 4",
        "Voor het samenvoegen met versie 3",
        "Voor het samenvoegen met versie 2",
        "Opzet",
    ]
    assert db.exec(select(Draft).where(col(Draft.name).is_(None))).all() == []
