"""Publishing and what follows: nothing is silently replaced, an address never leads elsewhere."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from catalogue import queries
from catalogue.actions import (
    archive,
    concept_of,
    discard_concept,
    publish,
    rename,
    save_concept,
    withdraw,
)
from catalogue.canonical import canonical, content_hash
from catalogue.errors import (
    ActionRefused,
    InvalidSlug,
    NothingPublished,
    PublicationRefused,
    ReasonMissing,
    SlugTaken,
    StaleConcept,
)
from catalogue.kinds import AnyDocument, Kind
from catalogue.tables import Concept, Entry, Revision, Slug
from catalogue.vocabulary import EntryState
from tests.builders import make_approach, make_publication, make_refused_approach

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
LATER = AT + timedelta(days=1)
Retire = Callable[[Session, Entry, str, datetime], None]


def put(db: Session, document: AnyDocument | None = None, slug: str = "jongerenwerk") -> Entry:
    publish(db, Kind.APPROACH, slug, document or make_approach(), note=None, at=AT)
    return entry_at(db, slug)


def entry_at(db: Session, slug: str) -> Entry:
    return db.exec(select(Entry).where(Entry.slug == slug)).one()


def numbers(db: Session) -> list[int]:
    return list(db.exec(select(Revision.number).order_by(col(Revision.number))))


def test_publishing_keeps_the_text_byte_for_byte(db: Session) -> None:
    approach = make_approach()
    revision = publish(db, Kind.APPROACH, "jongerenwerk", approach, note="Eerste", at=AT)
    assert revision.document == canonical(approach)
    assert revision.content_hash == content_hash(revision.document)
    assert (revision.number, revision.note, revision.published_at) == (1, "Eerste", AT)


def test_another_text_becomes_the_next_version_and_the_old_one_stays(db: Session) -> None:
    entry = put(db)
    old = queries.live(db, entry)
    publish(db, Kind.APPROACH, "jongerenwerk", make_approach(name="Anders"), note=None, at=LATER)
    assert numbers(db) == [1, 2]
    assert queries.live(db, entry).document.name == "Anders"
    kept = queries.version(db, entry, 1)
    assert kept is not None
    assert kept.document == old.document


def test_publishing_the_same_text_again_changes_nothing(db: Session) -> None:
    entry = put(db)
    before = (queries.change_number(db), entry.changed_at)
    again = publish(db, Kind.APPROACH, "jongerenwerk", make_approach(), note="Nog eens", at=LATER)
    assert again.id == entry.live_revision_id
    assert numbers(db) == [1]
    assert (queries.change_number(db), entry.changed_at) == before


def test_going_back_to_an_old_text_is_a_new_version(db: Session) -> None:
    entry = put(db)
    put(db, make_approach(name="Anders"))
    put(db, make_approach())
    assert numbers(db) == [1, 2, 3]
    first, last = queries.version(db, entry, 1), queries.live(db, entry)
    assert first is not None
    assert first.content_hash == last.content_hash


def test_a_text_that_breaks_a_rule_is_refused_with_every_problem_and_nothing_is_kept(db: Session) -> None:
    with pytest.raises(PublicationRefused) as refused:
        publish(db, Kind.APPROACH, "jongerenwerk", make_refused_approach(), note=None, at=AT)
    assert [problem.path for problem in refused.value.problems] == ["onderzoeken.0.uitkomsten.0.kosten"]
    assert "Zeg uit welke bron" in str(refused.value)
    assert db.exec(select(Entry)).all() == []
    assert db.exec(select(Slug)).all() == []


def test_a_municipality_has_to_exist(db: Session) -> None:
    approach = make_approach(municipalities=({"code": "9999"},))
    with pytest.raises(PublicationRefused):
        publish(db, Kind.APPROACH, "een", approach, note=None, at=AT, municipalities={"0363"})
    publish(db, Kind.APPROACH, "een", approach, note=None, at=AT, municipalities={"9999"})
    assert numbers(db) == [1]


def test_background_and_approaches_share_the_slugs(db: Session) -> None:
    put(db, slug="een")
    with pytest.raises(SlugTaken):
        publish(db, Kind.BACKGROUND, "een", make_publication(), note=None, at=AT)
    publish(db, Kind.BACKGROUND, "twee", make_publication(), note=None, at=AT)
    assert queries.find(db, Kind.BACKGROUND, "twee") is not None
    assert queries.find(db, Kind.APPROACH, "twee") is None


@pytest.mark.parametrize(
    "slug", ["", "Hoofd", "twee woorden", "-begin", "eind-", "dubbel--streepje", "é", "a" * 121]
)
def test_a_slug_is_plain(db: Session, slug: str) -> None:
    with pytest.raises(InvalidSlug):
        put(db, slug=slug)


def test_every_visible_change_gets_a_higher_number(db: Session) -> None:
    entry = put(db)
    seen = [entry.change_number]
    put(db, make_approach(name="Anders"))
    seen.append(entry.change_number)
    archive(db, entry, "Niet meer bijgehouden.", LATER)
    seen.append(entry.change_number)
    withdraw(db, entry, "Klopte niet.", LATER)
    seen.append(entry.change_number)
    rename(db, entry, "jongerenwerk-wijk", LATER)
    seen.append(entry.change_number)
    assert seen == sorted(set(seen))
    assert queries.change_number(db) == seen[-1]


def test_withdrawing_twice_for_the_same_reason_changes_nothing(db: Session) -> None:
    entry = put(db)
    withdraw(db, entry, "Klopte niet.", AT)
    number = queries.change_number(db)
    withdraw(db, entry, " Klopte niet. ", LATER)
    assert (queries.change_number(db), entry.changed_at) == (number, AT)


@pytest.mark.parametrize(
    ("retire", "state"), [(archive, EntryState.ARCHIVED), (withdraw, EntryState.WITHDRAWN)]
)
def test_retiring_asks_for_a_reason_and_a_published_text(
    db: Session, retire: Retire, state: EntryState
) -> None:
    entry = put(db)
    with pytest.raises(ReasonMissing):
        retire(db, entry, "  ", AT)
    retire(db, entry, "Een nieuw onderzoek vervangt dit.", LATER)
    assert (entry.state, entry.state_reason) == (state, "Een nieuw onderzoek vervangt dit.")
    save_concept(db, Kind.APPROACH, "concept", make_approach(), at=AT, expected_version=None)
    with pytest.raises(NothingPublished):
        retire(db, entry_at(db, "concept"), "Reden", AT)


def test_publishing_what_was_withdrawn_makes_it_public_again_without_a_new_version(db: Session) -> None:
    entry = put(db)
    withdraw(db, entry, "Klopte niet.", AT)
    put(db)
    assert (entry.state, entry.state_reason, numbers(db)) == (EntryState.PUBLISHED, None, [1])


def test_a_former_slug_keeps_leading_to_its_entry(db: Session) -> None:
    entry = put(db)
    rename(db, entry, "jongerenwerk-wijk", LATER)
    found = queries.find(db, Kind.APPROACH, "jongerenwerk")
    assert found is not None
    assert (found.entry.id, found.entry.slug, found.is_former_slug) == (entry.id, "jongerenwerk-wijk", True)


def test_a_former_slug_is_never_used_for_something_else(db: Session) -> None:
    rename(db, put(db), "jongerenwerk-wijk", LATER)
    other = put(db, slug="ander")
    for take in (lambda: put(db, slug="jongerenwerk"), lambda: rename(db, other, "jongerenwerk", LATER)):
        with pytest.raises(SlugTaken):
            take()
    with pytest.raises(SlugTaken):
        save_concept(db, Kind.APPROACH, "jongerenwerk", make_approach(), at=AT, expected_version=None)


def test_an_entry_may_take_its_own_former_slug_again(db: Session) -> None:
    entry = put(db)
    rename(db, entry, "jongerenwerk-wijk", LATER)
    rename(db, entry, "jongerenwerk", LATER)
    assert entry.slug == "jongerenwerk"
    with pytest.raises(InvalidSlug):
        rename(db, entry, "Niet Goed", LATER)


def test_a_concept_may_be_incomplete_and_nobody_sees_it(db: Session) -> None:
    save_concept(db, Kind.APPROACH, "nieuw", make_refused_approach(), at=AT, expected_version=None)
    entry = entry_at(db, "nieuw")
    assert (entry.state, entry.live_revision_id, entry.change_number) == (EntryState.CONCEPT, None, 0)
    assert queries.change_number(db) == 0


def test_a_concept_beside_a_published_text_knows_where_it_started(db: Session) -> None:
    entry = put(db)
    concept = save_concept(
        db, Kind.APPROACH, "jongerenwerk", make_approach(name="Beter"), at=AT, expected_version=None
    )
    assert concept.base_revision_id == entry.live_revision_id
    put(db, make_approach(summary=make_approach().summary + " Snel verbeterd."))
    saved = concept_of(db, entry)
    assert saved is not None
    assert saved.base_revision_id != entry.live_revision_id


def test_saving_needs_the_number_that_was_read(db: Session) -> None:
    first = save_concept(db, Kind.APPROACH, "nieuw", make_approach(), at=AT, expected_version=None)
    assert first.lock_version == 1
    second = save_concept(db, Kind.APPROACH, "nieuw", make_approach(name="B"), at=LATER, expected_version=1)
    assert (second.lock_version, second.changed_at) == (2, LATER)
    for stale in (None, 1, 3):
        with pytest.raises(StaleConcept) as refused:
            save_concept(db, Kind.APPROACH, "nieuw", make_approach(), at=LATER, expected_version=stale)
        assert refused.value.version == 2
    assert db.exec(select(Concept.document)).one() == canonical(make_approach(name="B"))


def test_a_number_for_a_concept_that_is_gone_is_refused(db: Session) -> None:
    put(db)
    with pytest.raises(StaleConcept) as refused:
        save_concept(db, Kind.APPROACH, "jongerenwerk", make_approach(), at=AT, expected_version=4)
    assert refused.value.version is None


def test_publishing_the_concept_ends_it_and_publishing_something_else_leaves_it(db: Session) -> None:
    entry = put(db)
    work = make_approach(name="Beter")
    save_concept(db, Kind.APPROACH, "jongerenwerk", work, at=AT, expected_version=None)
    put(db, make_approach(name="Snelle verbetering"))
    assert concept_of(db, entry) is not None
    put(db, work)
    assert concept_of(db, entry) is None


def test_a_concept_can_be_thrown_away(db: Session) -> None:
    save_concept(db, Kind.APPROACH, "nieuw", make_approach(), at=AT, expected_version=None)
    entry = entry_at(db, "nieuw")
    discard_concept(db, entry)
    discard_concept(db, entry)
    assert concept_of(db, entry) is None


@pytest.mark.parametrize("error", [SlugTaken, InvalidSlug, StaleConcept, PublicationRefused, ReasonMissing])
def test_every_refusal_can_be_caught_as_one(error: type[Exception]) -> None:
    assert issubclass(error, ActionRefused)
