"""Loading a file: all or nothing, twice is once, and what editors did on the site is not thrown away."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, func, select

from catalogue import queries
from catalogue.actions import concept_of, publish, rename, save_concept, withdraw
from catalogue.canonical import parse
from catalogue.editing import concepts
from catalogue.exporting import export
from catalogue.importing import Line, LoadRefused, Outcome, Report, load
from catalogue.kinds import Kind
from catalogue.seedfile import Seed, SeedConcept, SeedEntry, SeedRevision, read, write
from catalogue.tables import Concept, Entry, Revision, Slug
from catalogue.terms_workflow import AccountRole
from catalogue.vocabulary import EntryState
from tests.builders import make_approach, make_publication, make_refused_approach, make_seed_entry
from tests.counting import statements
from tests.people import make_actor

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
LATER = AT + timedelta(days=7)

FIRST, SECOND, THIRD = (make_approach(name=name) for name in ("Eerst", "Daarna", "Nu"))


def load_all(db: Session, *entries: SeedEntry, at: datetime = AT) -> Report:
    return load(db, Seed(entries), municipalities=None, at=at)


def outcomes(report: Report) -> list[Outcome]:
    return [line.outcome for line in report.lines]


def entry(db: Session, slug: str = "jongerenwerk") -> Entry:
    return db.exec(select(Entry).where(Entry.slug == slug)).one()


def names(db: Session, slug: str = "jongerenwerk") -> list[str]:
    """The names in the versions of an entry, the oldest first."""
    owner = entry(db, slug)
    found = db.exec(select(Revision).where(Revision.entry_id == owner.id).order_by(col(Revision.number)))
    return [parse(owner.kind, revision.document).name for revision in found]


def test_a_new_entry_is_added_as_it_stands_in_the_file(db: Session) -> None:
    moment = datetime(2024, 3, 1, tzinfo=UTC)
    seed = make_seed_entry(
        former_slugs=("oud",),
        revisions=(SeedRevision(1, moment, "Eerste", FIRST), SeedRevision(2, None, None, SECOND)),
    )
    assert outcomes(load_all(db, seed)) == [Outcome.ADDED]
    found = queries.live(db, entry(db))
    assert (found.document, found.number, found.first_published_at, found.published_at) == (
        SECOND,
        2,
        moment,
        AT,
    )
    former = queries.find(db, Kind.APPROACH, "oud")
    assert former is not None
    assert former.is_former_slug


def test_loading_twice_changes_nothing(db: Session) -> None:
    seed = (make_seed_entry(concept=None), make_seed_entry("concept", concept=FIRST))
    load_all(db, *seed)
    number, text = queries.change_number(db), export(db)
    assert outcomes(load_all(db, *seed, at=LATER)) == [Outcome.UNCHANGED, Outcome.UNCHANGED]
    assert queries.change_number(db) == number
    assert export(db) == text


def test_a_changed_text_becomes_a_new_version(db: Session) -> None:
    load_all(db, make_seed_entry("jongerenwerk", FIRST))
    report = load_all(db, make_seed_entry("jongerenwerk", SECOND), at=LATER)
    assert outcomes(report) == [Outcome.CHANGED]
    assert report.lines[0].notices == ()
    assert names(db) == ["Eerst", "Daarna"]


def test_going_back_in_the_file_goes_back_on_the_site(db: Session) -> None:
    for text in (FIRST, SECOND, FIRST):
        load_all(db, make_seed_entry("jongerenwerk", text))
    assert names(db) == ["Eerst", "Daarna", "Eerst"]


def test_versions_that_follow_on_those_of_the_site_are_all_added(db: Session) -> None:
    load_all(db, make_seed_entry("jongerenwerk", FIRST))
    load_all(db, make_seed_entry("jongerenwerk", FIRST, SECOND, THIRD))
    assert names(db) == ["Eerst", "Daarna", "Nu"]


def test_a_refused_entry_keeps_the_whole_file_out_and_every_reason_is_told(db: Session) -> None:
    told: list[Line] = []
    seed = Seed((make_seed_entry("goed"), make_seed_entry("fout", make_refused_approach())))
    with pytest.raises(LoadRefused) as refused:
        load(db, seed, municipalities=None, at=AT, progress=told.append)
    assert outcomes(refused.value.report) == [Outcome.ADDED, Outcome.REFUSED]
    (reason,) = refused.value.report.refused[0].reasons
    assert reason.startswith("onderzoeken 1, uitkomsten 1, kosten: Zeg uit welke bron")
    assert [line.slug for line in told] == ["goed", "fout"]
    assert db.exec(select(func.count()).select_from(Entry)).one() == 0
    assert "fout: onderzoeken 1" in str(refused.value)


def test_a_concept_and_a_withdrawn_text_may_be_incomplete(db: Session) -> None:
    load_all(
        db,
        make_seed_entry("concept", concept=make_refused_approach()),
        make_seed_entry("weg", make_refused_approach(), state=EntryState.WITHDRAWN, state_reason="Fout."),
    )
    assert entry(db, "concept").state is EntryState.CONCEPT
    assert entry(db, "weg").state_reason == "Fout."


def test_an_archived_text_is_still_public_so_it_has_to_be_right(db: Session) -> None:
    archived = make_seed_entry("oud", make_refused_approach(), state=EntryState.ARCHIVED)
    with pytest.raises(LoadRefused):
        load_all(db, archived)


def test_the_municipalities_that_exist_are_asked(db: Session) -> None:
    seed = Seed((make_seed_entry("een", make_approach(municipalities=({"code": "9999"},))),))
    with pytest.raises(LoadRefused):
        load(db, seed, municipalities={"0363"}, at=AT)


def test_an_editors_text_stays_when_the_file_did_not_change(db: Session) -> None:
    load_all(db, make_seed_entry("jongerenwerk", FIRST))
    publish(db, Kind.APPROACH, "jongerenwerk", SECOND, note=None, at=AT)
    report = load_all(db, make_seed_entry("jongerenwerk", FIRST, former_slugs=("oud",)))
    assert names(db) == ["Eerst", "Daarna"]
    assert "Op de site staat een nieuwere tekst" in report.lines[0].notices[0]


def test_an_editors_text_is_kept_as_a_version_when_the_file_did_change(db: Session) -> None:
    load_all(db, make_seed_entry("jongerenwerk", FIRST))
    publish(db, Kind.APPROACH, "jongerenwerk", SECOND, note=None, at=AT)
    report = load_all(db, make_seed_entry("jongerenwerk", THIRD))
    assert names(db) == ["Eerst", "Daarna", "Nu"]
    assert "Die staat nu bij de eerdere versies" in report.lines[0].notices[0]


def test_what_editors_withdrew_stays_withdrawn_when_the_file_did_not_change(db: Session) -> None:
    seed = make_seed_entry("jongerenwerk", FIRST)
    load_all(db, seed)
    withdraw(db, entry(db), "Klopte niet.", AT)
    assert outcomes(load_all(db, seed)) == [Outcome.UNCHANGED]
    load_all(db, make_seed_entry("jongerenwerk", SECOND))
    assert entry(db).state is EntryState.WITHDRAWN


def test_a_state_that_changed_in_the_file_changes_on_the_site(db: Session) -> None:
    load_all(db, make_seed_entry("jongerenwerk", FIRST))
    seen = queries.change_number(db)
    withdrawn = make_seed_entry("jongerenwerk", FIRST, state=EntryState.WITHDRAWN, state_reason="Fout.")
    assert outcomes(load_all(db, withdrawn)) == [Outcome.CHANGED]
    assert queries.changed_since(db, seen) == [(Kind.APPROACH, "jongerenwerk", EntryState.WITHDRAWN)]
    assert names(db) == ["Eerst"]


def test_a_renamed_entry_keeps_its_old_address(db: Session) -> None:
    load_all(db, make_seed_entry("oud", FIRST))
    load_all(db, make_seed_entry("nieuw", FIRST, former_slugs=("oud",)))
    found = queries.find(db, Kind.APPROACH, "oud")
    assert found is not None
    assert (found.entry.slug, found.is_former_slug) == ("nieuw", True)


def test_a_name_that_editors_changed_stays_when_the_file_did_not_change(db: Session) -> None:
    load_all(db, make_seed_entry("oud", FIRST))
    rename(db, entry(db, "oud"), "nieuw", AT)
    assert outcomes(load_all(db, make_seed_entry("oud", SECOND))) == [Outcome.CHANGED]
    assert names(db, "nieuw") == ["Eerst", "Daarna"]


def test_slugs_of_different_entries_are_never_joined(db: Session) -> None:
    load_all(db, make_seed_entry("een"), make_seed_entry("twee"))
    joined = make_seed_entry("een", former_slugs=("twee",))
    with pytest.raises(LoadRefused, match="horen op de site al bij een andere pagina: een, twee"):
        load_all(db, joined)


def test_a_slug_does_not_change_kind(db: Session) -> None:
    load_all(db, make_seed_entry("een"))
    background = make_seed_entry("een", make_publication(), kind=Kind.BACKGROUND)
    with pytest.raises(LoadRefused, match="andere pagina: een"):
        load_all(db, background)


def test_two_entries_of_a_file_cannot_be_one_page_of_the_site(db: Session) -> None:
    load_all(db, make_seed_entry("nieuw", former_slugs=("oud",)))
    with pytest.raises(LoadRefused, match="oud: Op de site is dit dezelfde pagina"):
        load_all(db, make_seed_entry("nieuw"), make_seed_entry("oud"))


def test_a_concept_of_the_file_becomes_a_concept_with_its_base(db: Session) -> None:
    seed = replace(make_seed_entry("jongerenwerk", FIRST, SECOND), concept=SeedConcept(THIRD, 1))
    load_all(db, seed)
    concept = concept_of(db, entry(db))
    assert concept is not None
    base = db.get(Revision, concept.base_revision_id)
    assert base is not None
    assert base.number == 1


def test_a_concept_that_comes_later_starts_from_the_version_with_the_same_text(db: Session) -> None:
    load_all(db, make_seed_entry("jongerenwerk", FIRST))
    load_all(db, replace(make_seed_entry("jongerenwerk", FIRST), concept=SeedConcept(THIRD, 1)))
    concept = concept_of(db, entry(db))
    assert concept is not None
    assert concept.base_revision_id == entry(db).live_revision_id


def test_the_concept_of_an_editor_stays(db: Session) -> None:
    load_all(db, make_seed_entry("jongerenwerk", FIRST))
    save_concept(db, Kind.APPROACH, "jongerenwerk", SECOND, at=AT, expected_version=None)
    report = load_all(db, replace(make_seed_entry("jongerenwerk", FIRST), concept=SeedConcept(THIRD)))
    assert "al een ander concept" in report.lines[0].notices[0]
    concept = concept_of(db, entry(db))
    assert concept is not None
    assert parse(Kind.APPROACH, concept.document) == SECOND


def test_a_concept_ends_when_the_file_publishes_its_text(db: Session) -> None:
    load_all(db, make_seed_entry("jongerenwerk", concept=FIRST))
    report = load_all(db, make_seed_entry("jongerenwerk", FIRST))
    assert outcomes(report) == [Outcome.CHANGED]
    assert entry(db).state is EntryState.PUBLISHED
    assert db.exec(select(Concept)).all() == []


def test_a_public_page_does_not_become_a_concept_again(db: Session) -> None:
    load_all(db, make_seed_entry("jongerenwerk", FIRST))
    report = load_all(db, make_seed_entry("jongerenwerk", concept=SECOND))
    assert "al openbaar en blijft dat" in report.lines[0].notices[0]
    assert entry(db).state is EntryState.PUBLISHED
    assert concept_of(db, entry(db)) is not None


def test_the_number_of_statements_does_not_grow_with_the_file(db: Session) -> None:
    entries = [make_seed_entry(f"aanpak-{number}") for number in range(200)]
    with statements(db) as few:
        load_all(db, *entries[:5])
    with statements(db) as many:
        load_all(db, *entries)
    with statements(db) as again:
        load_all(db, *entries)
    assert db.exec(select(func.count()).select_from(Slug)).one() == 200
    assert len(many) <= len(few) + 10
    assert len(again) <= 10


def full_catalogue() -> Seed:
    """Every state, several versions, former slugs, and concepts with and without a base."""
    moments = [datetime(2024, month, 1, 8, 15, 30, 250, tzinfo=UTC) for month in (1, 2, 3)]
    notes = (None, "Naam", "Tekst: beter")
    versions = tuple(
        SeedRevision(number, *rest)
        for number, rest in enumerate(zip(moments, notes, (FIRST, SECOND, THIRD), strict=True), start=1)
    )
    day = datetime(2025, 6, 1, tzinfo=UTC)
    single = (SeedRevision(1, day, None, FIRST),)
    background = (SeedRevision(1, day, None, make_publication()),)
    archived: dict[str, Any] = {"state": EntryState.ARCHIVED, "state_reason": "Niet meer bijgehouden."}
    withdrawn: dict[str, Any] = {"state": EntryState.WITHDRAWN, "state_reason": "Het klopte niet."}
    return Seed(
        (
            make_seed_entry("a-gearchiveerd", revisions=single, **archived),
            make_seed_entry("b-concept", concept=make_refused_approach()),
            make_seed_entry("c-weg", revisions=versions, former_slugs=("c-oud", "c-ouder"), **withdrawn),
            replace(make_seed_entry("d-beide", revisions=versions), concept=SeedConcept(FIRST, 2)),
            replace(make_seed_entry("e-zonder-basis", revisions=single), concept=SeedConcept(SECOND)),
            make_seed_entry("f", revisions=background, kind=Kind.BACKGROUND),
        )
    )


def test_an_export_loads_into_an_empty_catalogue_as_the_same_export(db: Session) -> None:
    text = write(full_catalogue())
    load(db, read(text), municipalities=None, at=AT)
    assert export(db) == text


def test_an_export_is_ordered_by_kind_and_slug_whatever_came_first(db: Session) -> None:
    seed = full_catalogue()
    load(db, Seed(tuple(reversed(seed.entries))), municipalities=None, at=AT)
    assert export(db) == write(seed)


def test_an_export_takes_a_fixed_number_of_queries(db: Session) -> None:
    load(db, full_catalogue(), municipalities=None, at=AT)
    db.expire_all()
    with statements(db) as sent:
        export(db)
    assert len(sent) == 4


def test_an_empty_catalogue_exports_as_a_file_that_loads(db: Session) -> None:
    assert load(db, read(export(db)), municipalities=None, at=AT).lines == ()


def test_an_entry_of_which_the_concept_was_thrown_away_can_still_be_exported(db: Session) -> None:
    load_all(db, make_seed_entry("een", concept=FIRST))
    db.delete(db.exec(select(Concept)).one())
    db.flush()
    (found,) = read(export(db)).entries
    assert (found.slug, found.concept, found.revisions) == ("een", None, ())


def test_a_concept_in_which_something_is_missing_is_written_and_loaded_as_it_is(db: Session) -> None:
    actor = make_actor(db, AccountRole.EDITOR)
    text = {"naam": "Half", "onderzoeken": [{"id": "o1", "discontovoet": "3.0"}]}
    concepts.begin(db, Kind.APPROACH, text, actor, AT)
    written = export(db)
    seed = read(written)
    assert [entry.concept.document for entry in seed.entries if entry.concept] == [text]
    assert write(seed) == written
    again = load(db, seed, municipalities=None, at=AT)
    assert [line.outcome for line in again.lines] == [Outcome.UNCHANGED]


def test_a_concept_that_is_only_in_the_file_is_loaded_with_what_it_lacks(db: Session) -> None:
    entry = SeedEntry(
        Kind.APPROACH, "half", (), EntryState.CONCEPT, None, (), SeedConcept({"naam": "Half"}, None)
    )
    load_all(db, entry)
    stored = db.exec(select(Concept.document)).one()
    assert stored == '{"naam":"Half"}'
