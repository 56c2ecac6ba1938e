"""Recognising what is there already: by address, by title, by bureau and year."""

from datetime import UTC, datetime

import pytest
from sqlmodel import Session

from catalogue import actions
from catalogue.editing import concepts, working
from catalogue.editing.duplicates import MOST, duplicates
from catalogue.editing.likeness import Why, plain_title, plain_url, signature
from catalogue.kinds import Kind
from catalogue.tables import Concept, Entry
from catalogue.tables_desk import Ticket
from catalogue.terms_workflow import AccountRole, TicketKind, TicketState
from tests.builders import make_approach, make_source, make_study
from tests.people import make_actor

NOW = datetime(2026, 11, 27, tzinfo=UTC)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.example.org/a/", "http://example.org/a"),
        ("https://example.org/a?utm_source=x&id=1", "example.org/a?id=1"),
        ("https://EXAMPLE.org/a#deel", "https://example.org/a"),
        ("https://example.org/?b=2&a=1", "https://example.org?a=1&b=2"),
    ],
)
def test_addresses_that_lead_to_the_same_are_the_same(one: str, other: str) -> None:
    assert plain_url(one) == plain_url(other) != ""


@pytest.mark.parametrize(
    ("one", "other"), [("https://example.org/A", "https://example.org/a"), ("a.nl?id=1", "a.nl?id=2")]
)
def test_addresses_that_may_differ_differ(one: str, other: str) -> None:
    assert plain_url(one) != plain_url(other)


@pytest.mark.parametrize("nothing", [None, "", "  ", 12, "http://[", "://"])
def test_what_is_no_address_is_like_nothing(nothing: object) -> None:
    assert plain_url(nothing) == ""


def test_titles_are_compared_by_their_words() -> None:
    assert plain_title("De Buurt-hulp: één idee!") == plain_title("het  buurt hulp EEN idee")
    assert plain_title("De") == ""
    assert plain_title({"onbekend": "niet_gerapporteerd"}) == ""


def test_a_document_in_which_anything_is_missing_has_a_signature() -> None:
    for text in (
        {},
        {"onderzoeken": None},
        {"onderzoeken": [{"bronnen": [{}], "bureaus": [None], "jaar": 2020}]},
    ):
        assert signature(text).like(signature(text)) is None


def begun(db: Session, **changes: object) -> tuple[Entry, Concept]:
    actor = make_actor(db, AccountRole.EDITOR, name=f"Iemand {changes}"[:100])
    concept = concepts.begin(db, Kind.APPROACH, working.of(make_approach(**changes)), actor, NOW)
    return concepts.get(db, concept.id)[1], concept


def study(**changes: object) -> tuple[object]:
    facts = {"title": "Een eigen titel", "sources": (make_source(url="https://eigen.nl/x"),)} | changes
    return (make_study(**facts),)


def test_the_strongest_likeness_comes_first(db: Session) -> None:
    entry, concept = begun(db, name="Buurthulp", studies=study(bureaus=("SEO B.V.",), year=2012))
    begun(db, name="Anders A", studies=study(title="T een", bureaus=("seo",), year=2012, sources=()))
    begun(db, name="De buurthulp", studies=study(title="T twee", sources=()))
    begun(db, name="Anders B", studies=study(title="T drie"))
    begun(db, name="Anders C", studies=study(title="T vier", bureaus=("SEO",), year=2013, sources=()))
    found = duplicates(db, entry, concept.document, with_concepts=True)
    assert [(each.why, each.name) for each in found] == [
        (Why.URL, "Anders B"),
        (Why.TITLE, "De buurthulp"),
        (Why.BUREAU_YEAR, "Anders A"),
    ]


def test_a_concept_is_not_like_itself(db: Session) -> None:
    entry, concept = begun(db)
    assert duplicates(db, entry, concept.document, with_concepts=True) == []


def test_published_pages_and_open_tips_count(db: Session) -> None:
    live = make_approach(name="Buurthulp", studies=study())
    actions.publish(db, Kind.APPROACH, "op-de-site", live, note=None, at=NOW)
    entry, concept = begun(db, name="Buurthulp", studies=study(title="Iets anders", sources=()))
    for title, state in (("Buurthulp!", TicketState.NEW), ("Buurthulp", TicketState.DONE)):
        db.add(Ticket(kind=TicketKind.TIP, state=state, title=title, body="x", created_at=NOW))
    db.flush()
    found = duplicates(db, entry, concept.document, with_concepts=True)
    assert [(each.name, each.slug, each.ticket_id is not None) for each in found] == [
        ("Buurthulp", "op-de-site", False),
        ("Buurthulp!", None, True),
    ]
    public = duplicates(db, entry, concept.document, with_concepts=False)
    assert [each.slug for each in public] == ["op-de-site"]


def test_a_long_list_is_cut(db: Session) -> None:
    entry, concept = begun(db)
    for number in range(MOST + 3):
        begun(db, name=f"Aanpak {number}")
    assert len(duplicates(db, entry, concept.document, with_concepts=True)) == MOST
