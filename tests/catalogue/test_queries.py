"""Reading versions: the right text, in few queries."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session

from catalogue import queries
from catalogue.actions import archive, publish, rename, save_concept, withdraw
from catalogue.errors import NotFound
from catalogue.kinds import Kind
from catalogue.tables import Entry
from catalogue.vocabulary import EntryState
from tests.builders import make_approach, make_publication
from tests.counting import statements

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def put(db: Session, slug: str, *, days: int = 0, name: str = "Aanpak", note: str | None = None) -> Entry:
    publish(db, Kind.APPROACH, slug, make_approach(name=name), note=note, at=AT + timedelta(days=days))
    found = queries.find(db, Kind.APPROACH, slug)
    assert found is not None
    return found.entry


def test_a_live_version_knows_its_entry_and_its_history(db: Session) -> None:
    put(db, "een", name="Eerst")
    entry = put(db, "een", days=3, name="Nu", note="Naam verbeterd")
    found = queries.live(db, entry)
    assert (found.slug, found.kind, found.state) == ("een", Kind.APPROACH, EntryState.PUBLISHED)
    assert (found.number, found.latest, found.is_latest, found.note) == (2, 2, True, "Naam verbeterd")
    assert found.first_published_at == AT
    assert found.published_at == AT + timedelta(days=3)
    assert found.document == make_approach(name="Nu")


def test_an_older_version_can_be_read_and_knows_it_is_old(db: Session) -> None:
    put(db, "een", name="Eerst")
    entry = put(db, "een", name="Nu")
    found = queries.version(db, entry, 1)
    assert found is not None
    assert (found.document.name, found.number, found.latest, found.is_latest) == ("Eerst", 1, 2, False)


def test_a_version_that_does_not_exist_is_none_and_a_concept_has_no_live_version(db: Session) -> None:
    entry = put(db, "een")
    assert queries.version(db, entry, 2) is None
    assert queries.version(db, entry, 0) is None
    save_concept(db, Kind.APPROACH, "concept", make_approach(), at=AT, expected_version=None)
    found = queries.find(db, Kind.APPROACH, "concept")
    assert found is not None
    with pytest.raises(NotFound):
        queries.live(db, found.entry)


def test_a_version_of_one_entry_is_not_found_with_another(db: Session) -> None:
    put(db, "een", name="Eerst")
    put(db, "een", name="Nu")
    assert queries.version(db, put(db, "twee"), 2) is None


def test_the_list_of_versions_begins_with_the_newest(db: Session) -> None:
    put(db, "een", name="Eerst", note="Begin")
    entry = put(db, "een", days=1, name="Nu")
    lines = queries.versions(db, entry)
    assert [(line.number, line.note, line.is_latest) for line in lines] == [
        (2, None, True),
        (1, "Begin", False),
    ]
    assert lines[0].content_hash != lines[1].content_hash


def test_an_address_that_was_never_used_leads_nowhere(db: Session) -> None:
    assert queries.find(db, Kind.APPROACH, "nergens") is None


def test_all_live_versions_are_those_that_visitors_see(db: Session) -> None:
    put(db, "b")
    put(db, "a")
    archive(db, put(db, "c"), "Niet bijgehouden.", AT)
    withdraw(db, put(db, "d"), "Klopte niet.", AT)
    save_concept(db, Kind.APPROACH, "e", make_approach(), at=AT, expected_version=None)
    publish(db, Kind.BACKGROUND, "f", make_publication(), note=None, at=AT)
    assert [found.slug for found in queries.all_live(db, Kind.APPROACH)] == ["a", "b"]
    everything = queries.all_live(db, Kind.APPROACH, tuple(EntryState))
    assert [found.slug for found in everything] == ["a", "b", "c", "d"]
    assert [found.document.name for found in queries.all_live(db, Kind.BACKGROUND)] == [
        "Wat mantelzorg waard is"
    ]


@pytest.mark.parametrize("amount", [1, 12])
def test_many_entries_are_read_in_one_query(db: Session, amount: int) -> None:
    slugs = [f"aanpak-{number}" for number in range(amount)]
    for slug in slugs:
        put(db, slug)
    with statements(db) as sent:
        assert len(queries.all_live(db, Kind.APPROACH)) == amount
        assert list(queries.lives(db, Kind.APPROACH, slugs)) == slugs
        assert len(queries.recent(db, Kind.APPROACH, amount)) == amount
    assert len(sent) == 3


def test_asking_for_no_slugs_asks_nothing(db: Session) -> None:
    with statements(db) as sent:
        assert queries.lives(db, Kind.APPROACH, []) == {}
    assert sent == []


def test_live_versions_come_in_the_order_asked_and_without_what_is_not_shown(db: Session) -> None:
    put(db, "a")
    put(db, "b")
    withdraw(db, put(db, "weg"), "Klopte niet.", AT)
    publish(db, Kind.BACKGROUND, "achtergrond", make_publication(), note=None, at=AT)
    asked = ["b", "weg", "nergens", "achtergrond", "a", "b"]
    assert list(queries.lives(db, Kind.APPROACH, asked)) == ["b", "a"]
    assert list(queries.lives(db, Kind.APPROACH, asked, (EntryState.WITHDRAWN,))) == ["weg"]


def test_a_former_slug_finds_the_live_version_under_its_present_one(db: Session) -> None:
    rename(db, put(db, "oud"), "nieuw", AT)
    found = queries.lives(db, Kind.APPROACH, ["oud"])
    assert found["oud"].slug == "nieuw"


def test_the_most_recent_come_first(db: Session) -> None:
    for slug, days in (("a", 1), ("b", 3), ("c", 2), ("d", 3)):
        put(db, slug, days=days)
    assert [found.slug for found in queries.recent(db, Kind.APPROACH, 3)] == ["b", "d", "c"]


def test_a_follower_hears_what_changed_since_it_looked(db: Session) -> None:
    put(db, "een")
    seen = queries.change_number(db)
    assert queries.changed_since(db, seen) == []
    two = put(db, "twee")
    withdraw(db, two, "Klopte niet.", AT)
    assert queries.changed_since(db, seen) == [(Kind.APPROACH, "twee", EntryState.WITHDRAWN)]
    assert len(queries.changed_since(db, -1)) == 2


def test_a_follower_hears_that_a_former_slug_shows_nothing_any_more(db: Session) -> None:
    entry = put(db, "oud")
    seen = queries.change_number(db)
    rename(db, entry, "nieuw", AT)
    assert set(queries.changed_since(db, seen)) == {
        (Kind.APPROACH, "nieuw", EntryState.PUBLISHED),
        (Kind.APPROACH, "oud", EntryState.WITHDRAWN),
    }


def test_a_kind_may_be_given_as_its_code(db: Session) -> None:
    put(db, "een")
    assert queries.find(db, "aanpak", "een") is not None
    assert [found.slug for found in queries.all_live(db, "aanpak")] == ["een"]
