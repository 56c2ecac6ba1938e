"""Concepts as rows: saving, undoing, naming, throwing away; on every database."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from catalogue import actions
from catalogue.editing import concepts, working
from catalogue.editing.actor import Actor
from catalogue.editing.errors import EditRefused
from catalogue.errors import NotFound, StaleConcept
from catalogue.kinds import Kind
from catalogue.tables import Concept, Entry
from catalogue.tables_people import Trail
from catalogue.tables_work import Draft
from catalogue.terms_workflow import AccountRole, WorkState
from tests.builders import make_approach
from tests.people import make_actor

AT = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def editor(db: Session) -> Actor:
    return make_actor(db, AccountRole.EDITOR, name="Eva")


@pytest.fixture
def concept(db: Session, editor: Actor) -> Concept:
    return concepts.begin(db, Kind.APPROACH, {"naam": "Buurt & zorg"}, editor, AT)


def changed(concept: Concept, **facts: object) -> working.Working:
    return {**concepts.text_of(concept), **facts}


def test_the_address_of_a_new_page_follows_from_its_name(
    db: Session, concept: Concept, editor: Actor
) -> None:
    assert db.get_one(Entry, concept.entry_id).slug == "buurt-zorg"
    again = concepts.begin(db, Kind.APPROACH, {"naam": "Buurt en zorg"}, editor, AT, slug="buurt-zorg")
    assert db.get_one(Entry, again.entry_id).slug == "buurt-zorg-2"
    assert concepts.slug_of("???") == "concept"


def test_what_is_saved_is_the_text_and_who_wrote_it(db: Session, concept: Concept, editor: Actor) -> None:
    other = make_actor(db, AccountRole.EDITOR, name="Omar")
    assert concepts.save(db, concept, changed(concept, samenvatting="Kort."), other, AT)
    assert concepts.text_of(concept) == {"naam": "Buurt & zorg", "samenvatting": "Kort."}
    assert concepts.authors_of(db, concept) == {editor.id, other.id}
    assert concept.lock_version == 2


def test_saving_the_same_text_changes_nothing(db: Session, concept: Concept, editor: Actor) -> None:
    assert not concepts.save(db, concept, concepts.text_of(concept), editor, AT)
    assert concept.lock_version == 1
    assert db.exec(select(Draft)).all() == []


def test_who_saves_on_an_older_text_is_told_so(db: Session, concept: Concept, editor: Actor) -> None:
    concepts.save(db, concept, changed(concept, samenvatting="Een."), editor, AT, expected_version=1)
    with pytest.raises(StaleConcept):
        concepts.save(db, concept, changed(concept, samenvatting="Twee."), editor, AT, expected_version=1)
    assert concepts.text_of(concept)["samenvatting"] == "Een."


def test_typing_in_one_place_is_undone_together_and_places_apart(
    db: Session, concept: Concept, editor: Actor
) -> None:
    for number, words in enumerate(("K", "Ko", "Kort")):
        concepts.save(
            db, concept, changed(concept, samenvatting=words), editor, AT + number * MINUTE / 4, place="a"
        )
    concepts.save(db, concept, changed(concept, voor_wie="Ouderen"), editor, AT + MINUTE, place="b")
    assert concepts.undo(db, concept, editor, AT + 2 * MINUTE) is not None
    assert concepts.text_of(concept) == {"naam": "Buurt & zorg", "samenvatting": "Kort"}
    assert concepts.undo(db, concept, editor, AT + 2 * MINUTE) is not None
    assert concepts.text_of(concept) == {"naam": "Buurt & zorg"}
    assert concepts.undo(db, concept, editor, AT + 2 * MINUTE) is None


def test_steps_are_tidied_away_and_named_versions_stay(db: Session, concept: Concept, editor: Actor) -> None:
    concepts.name_version(db, concept, "Eerste opzet", editor, AT)
    for number in range(concepts.KEPT_STEPS + 5):
        concepts.save(db, concept, changed(concept, samenvatting=str(number)), editor, AT, place=str(number))
    steps = db.exec(select(Draft).where(col(Draft.name).is_(None))).all()
    assert len(steps) == concepts.KEPT_STEPS
    assert [draft.name for draft in concepts.named_versions(db, concept)] == ["Eerste opzet"]


def test_putting_an_earlier_text_back_keeps_what_stood_there(
    db: Session, concept: Concept, editor: Actor
) -> None:
    first = concepts.name_version(db, concept, "Eerste opzet", editor, AT)
    concepts.save(db, concept, changed(concept, samenvatting="Nieuw."), editor, AT)
    assert concepts.restore(db, concept, first.document, editor, AT, source="‘Eerste opzet’")
    assert concepts.text_of(concept) == {"naam": "Buurt & zorg"}
    kept = concepts.named_versions(db, concept)[0]
    assert kept.name == "Voor het terugzetten van ‘Eerste opzet’"
    assert working.read(kept.document)["samenvatting"] == "Nieuw."


def test_a_text_that_is_being_judged_stands_still(db: Session, concept: Concept, editor: Actor) -> None:
    concept.state = WorkState.IN_REVIEW
    with pytest.raises(EditRefused, match="staat stil"):
        concepts.save(db, concept, changed(concept, samenvatting="Nog even."), editor, AT)
    with pytest.raises(EditRefused):
        concepts.undo(db, concept, editor, AT)
    with pytest.raises(EditRefused):
        concepts.set_note(db, concept, "Nog even.", editor, AT)


def test_a_submitter_writes_only_for_the_own_organisation(db: Session, concept: Concept) -> None:
    stranger = make_actor(db, AccountRole.SUBMITTER, name="Sam")
    with pytest.raises(EditRefused, match="andere organisatie"):
        concepts.save(db, concept, changed(concept, samenvatting="Van ons."), stranger, AT)


def test_a_published_page_gets_one_concept_and_one_quick_correction(db: Session, editor: Actor) -> None:
    live = actions.publish(db, Kind.APPROACH, "een", make_approach(), note=None, at=AT)
    entry = db.get_one(Entry, live.entry_id)
    concept = concepts.open_on(db, entry, editor, AT)
    assert concepts.open_on(db, entry, editor, AT).id == concept.id
    quick = concepts.open_on(db, entry, editor, AT, is_quick=True)
    assert quick.id != concept.id
    assert (concept.document, concept.base_revision_id) == (live.document, live.id)
    assert concepts.authors_of(db, quick) == frozenset()


def test_a_page_that_was_never_published_has_nothing_to_correct_quickly(
    db: Session, concept: Concept, editor: Actor
) -> None:
    entry = db.get_one(Entry, concept.entry_id)
    with pytest.raises(NotFound):
        concepts.open_on(db, entry, editor, AT, is_quick=True)


def test_throwing_a_concept_away_leaves_a_line_in_the_logbook(
    db: Session, concept: Concept, editor: Actor
) -> None:
    concepts.save(db, concept, changed(concept, samenvatting="Weg."), editor, AT)
    concepts.throw_away(db, concept, editor, AT, reason="Dubbel")
    assert db.exec(select(Concept)).all() == []
    assert db.exec(select(Draft)).all() == []
    line = db.exec(select(Trail).order_by(col(Trail.id).desc()).limit(1)).one()
    assert (line.action, line.subject, line.reason) == ("concept_weggegooid", "Buurt & zorg", "Dubbel")
