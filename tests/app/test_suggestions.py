"""Suggestions while typing: what fits, in which order, and what they cost."""

import threading
import time
from collections.abc import Sequence
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from app.database import writing
from app.fitting import NameIndex, Rank, fits_with_typo, marked, name_of, nearly_begins, rank, typed_words
from app.main import create_app
from app.offers import Collected, Offer, OfferKind, Offers
from app.settings import Settings
from app.suggesting import LEAST_ENTRIES, MOST, found_by_name, suggestions
from catalogue import queries, registers
from catalogue.actions import withdraw
from catalogue.kinds import Kind
from search.engine import Query
from search.mistakes import distance
from tests.app.html import soup
from tests.catalogue.test_actions import AT
from tests.counting import statements

MILLISECONDS = 20
LETTERS = st.text("abcdeors", min_size=4, max_size=9)


def suggested(client: TestClient, typed: str) -> list[tuple[str, str, str]]:
    """Name, kind with amount, and address of each suggestion; the plain search is left out."""
    answer = client.get("/zoek/suggesties", params={"q": typed})
    assert answer.status_code == 200
    found = []
    for option in soup(f"<ul>{answer.text}</ul>").select("[role=option]:not([data-mk-zoek])"):
        name, kind = option.select_one(".mk-suggestion__name"), option.select_one(".mk-suggestion__kind")
        link = option.select_one("a[href]")
        assert name
        assert kind
        assert link
        found.append((name.get_text(), kind.get_text(), str(link["href"])))
    return found


def names(client: TestClient, typed: str) -> list[str]:
    return [name for name, _, _ in suggested(client, typed)]


# --- what is suggested ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "name", "kind", "url"),
    [
        ("eenz", "Eenzaamheid", "thema", "/themas/eenzaamheid"),
        ("schuldhulp", "Schuldhulpverlening", "werksoort", "/werksoorten/schuldhulpverlening"),
        ("amster", "Amsterdam", "gemeente", "/gemeenten/0363"),
        ("lpbl", "LPBL", "onderzoeksbureau", "/aanpakken?q=LPBL"),
        ("gezinshui", "Gezinshuizen", "aanpak", "/aanpakken/gezinshuizen"),
        ("re-integratie: nutteloos", "Re-integratie: nutteloos of zinvol?", "achtergrond", "/achtergrond/"),
    ],
)
def test_every_kind_of_name_is_suggested_with_its_kind_and_page(
    client: TestClient, typed: str, name: str, kind: str, url: str
) -> None:
    found = [one for one in suggested(client, typed) if one[0] == name and one[1].startswith(kind)]
    assert found
    assert found[0][2].startswith(url)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("den haag", "Den Haag ('s-Gravenhage)"),
        ("DEN HAAG", "Den Haag ('s-Gravenhage)"),
        ("’s-gravenh", "'s-Gravenhage"),
        ("'s gravenh", "'s-Gravenhage"),
        ("sudwest fry", "Súdwest-Fryslân"),
        ("bergen noord", "Bergen (Noord-Holland)"),
        ("den bosch", "Den Bosch ('s-Hertogenbosch)"),
        ("amstredam", "Amsterdam"),
        ("amsterdma", "Amsterdam"),
        ("msterdam", "Amsterdam"),
        ("eenzaamhied", "Eenzaamheid"),
        ("schudlhulp", "Schuldhulpverlening"),
        ("jongeren werk", "Jongerenwerk"),
        ("hulpverlening", "Schuldhulpverlening"),
        ("schulden armoede", "Armoede en schulden"),
        ("armoed schul", "Armoede en schulden"),
    ],
)
def test_a_name_is_found_folded_by_its_other_name_apart_inside_in_any_order_and_with_a_typo(
    client: TestClient, typed: str, name: str
) -> None:
    assert name in names(client, typed)


@pytest.mark.parametrize("typed", ["", " ", "a", "?!", "'", "\x00\x00", "xkcdzzqqq", "amsterdam xkcdzzq"])
def test_what_says_too_little_or_fits_nothing_gives_no_names(client: TestClient, typed: str) -> None:
    assert names(client, typed) == []


def test_a_typo_is_forgiven_only_when_nothing_fits_as_typed(client: TestClient) -> None:
    assert all("wij" in name.lower() for name in names(client, "wij"))
    assert all("werk" in name.lower() for name in names(client, "werk"))


def test_short_words_and_numbers_are_taken_as_typed(client: TestClient) -> None:
    assert not nearly_begins("amsterdam", "ams"[::-1])
    assert not nearly_begins("2013", "2012")
    assert names(client, "zqo") == []


def test_the_number_of_entries_is_told_and_no_entries_too(client: TestClient) -> None:
    both = [*suggested(client, "wijchen"), *suggested(client, "eenzaamh")]
    found = {name: kind for name, kind, _ in both}
    assert found["Wijchen"] == "gemeente, nog geen aanpak"
    total = client.app_state["index"].engine.answer(Query(facets={"thema": ("eenzaamheid",)})).total
    assert found["Eenzaamheid"] == f"thema, {total} aanpakken"


def test_the_last_option_is_the_plain_search_for_what_was_typed(client: TestClient) -> None:
    for typed in ("schuld", "xkcdzzq"):
        options = soup(client.get("/zoek/suggesties", params={"q": f"  {typed} "}).text).select(
            "[role=option]"
        )
        assert options[-1]["data-mk-zoek"] == typed
        assert options[-1].get_text(strip=True) == f"Zoek op ‘{typed}’"
        assert not options[-1].select("a")


def test_what_was_typed_is_never_markup(client: TestClient) -> None:
    text = client.get("/zoek/suggesties", params={"q": '<img src=x onerror="alert(1)">'}).text
    assert "<img" not in text
    assert "&lt;img" in text


def test_a_fragment_is_kept_by_no_cache_and_by_no_search_engine(client: TestClient) -> None:
    headers = client.get("/zoek/suggesties?q=schuld").headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-robots-tag"] == "noindex"
    assert "set-cookie" not in headers


def test_every_suggestion_leads_to_a_page_that_shows_something(client: TestClient) -> None:
    for typed in ("am", "be", "de", "ge", "in", "jo", "ma", "re", "sc", "st", "ve", "wi"):
        for name, kind, url in suggested(client, typed):
            answer = client.get(url)
            assert answer.status_code == 200, url
            if kind.startswith("onderzoeksbureau"):
                assert soup(answer.text).select(".mk-results .mk-entry"), name


def test_every_bureau_is_found_by_its_name(client: TestClient) -> None:
    engine = client.app_state["index"].engine
    bureaus = {bureau for document in engine.documents for bureau in document.bureaus}
    assert len(bureaus) > 100
    for bureau in bureaus:
        slugs = engine.answer(Query(bureau, page_size=100)).slugs
        makers = {document.slug for document in engine.documents if bureau in document.bureaus}
        assert makers & set(slugs), bureau


# --- order and room ---------------------------------------------------------------------------------------


def offers(kind: OfferKind, texts: Sequence[str], amount: int | None = None) -> list[Offer]:
    return [Offer(kind, name_of(text), f"/{kind}/{text}", amount) for text in texts]


def test_the_whole_name_comes_first_then_its_beginning_then_a_word_then_inside() -> None:
    others = offers(OfferKind.THEME, ["Taal en werk", "Werk", "Werkplek", "Huiswerk", "Zomer"])
    found = suggestions("werk", Collected(others), [])
    assert [(one.offer.name.text, one.rank) for one in found] == [
        ("Werk", Rank.WHOLE),
        ("Werkplek", Rank.BEGINNING),
        ("Taal en werk", Rank.WORD),
        ("Huiswerk", Rank.INSIDE),
    ]


def test_equal_fits_stand_by_kind_then_by_number_of_entries_and_entries_as_the_index_found_them() -> None:
    others = offers(OfferKind.BUREAU, ["Buurt & Co"], 9) + offers(OfferKind.THEME, ["Buurt"], 1)
    others += offers(OfferKind.MUNICIPALITY, ["Buurtmalsen"], 2) + offers(
        OfferKind.MUNICIPALITY, ["Buurtdam"], 5
    )
    entries = offers(OfferKind.ENTRY, ["Buurtzorg", "Buurtauto"])
    found = [one.offer.name.text for one in suggestions("buurt", Collected(others), entries)]
    assert found == ["Buurt", "Buurtdam", "Buurtmalsen", "Buurtzorg", "Buurtauto", "Buurt & Co"]


def test_no_kind_fills_the_list_and_entries_keep_some_room() -> None:
    others = [offer for kind in OfferKind for offer in offers(kind, [f"Werk {kind} {n}" for n in range(9)])]
    entries = [offer for offer in others if offer.kind is OfferKind.ENTRY]
    rest = Collected(offer for offer in others if offer.kind is not OfferKind.ENTRY)
    found = suggestions("werk", rest, entries)
    assert len(found) == MOST
    assert sum(one.offer.kind is OfferKind.ENTRY for one in found) == LEAST_ENTRIES
    assert len({one.offer.kind for one in found}) > 3
    assert len(suggestions("werk", rest, [])) == MOST
    assert len(suggestions("werk", Collected(), entries)) == MOST


def test_a_page_is_suggested_once_by_the_name_that_fits_best() -> None:
    both = [
        Offer(OfferKind.MUNICIPALITY, name_of(text), "/g", 1) for text in ("'s-Gravenhage", "Den Haag (x)")
    ]
    assert [one.offer.name.text for one in suggestions("den", Collected(both), [])] == ["Den Haag (x)"]
    assert len(suggestions("den gravenhage", Collected(both), [])) <= 1


# --- fitting ----------------------------------------------------------------------------------------------


@given(LETTERS, LETTERS)
def test_a_word_nearly_begins_exactly_when_one_edit_lies_between(word: str, typed: str) -> None:
    beginnings = [word[:length] for length in range(len(typed) - 1, len(typed) + 2)]
    expected = any(distance(typed, beginning) <= 1 for beginning in beginnings)
    assert nearly_begins(word, typed) == expected


@given(st.lists(st.text("abc 'é-", max_size=12), max_size=6), st.text("abc 'é-", min_size=1, max_size=8))
def test_the_index_finds_exactly_the_names_that_fit(texts: list[str], text: str) -> None:
    typed = typed_words(text)
    all_names = [name_of(one) for one in texts]
    index = NameIndex(all_names)
    if typed:
        fitting = {n for n, name in enumerate(all_names) if rank(typed, name) is not None}
        assert index.fitting(typed) == fitting
        assert index.nearly(typed) == {n for n, name in enumerate(all_names) if fits_with_typo(typed, name)}


@pytest.mark.parametrize(
    ("text", "typed", "html"),
    [
        ("Cliëntondersteuning", "clie", "<mark>Clië</mark>ntondersteuning"),
        ("Den Haag ('s-Gravenhage)", "den h", "<mark>Den</mark> <mark>H</mark>aag (&#39;s-Gravenhage)"),
        ("Wijk team", "wijkte", "<mark>Wijk</mark> <mark>te</mark>am"),
        ("Jongerenwerk", "jongeren w", "<mark>Jongerenw</mark>erk"),
        ("Schuldhulpverlening", "hulp", "Schuld<mark>hulp</mark>verlening"),
        ("Amsterdam", "amstredam", "<mark>Amsterdam</mark>"),
        ("A & <b>", "b", "A &amp; &lt;<mark>b</mark>&gt;"),
        ("Straße", "stras", "<mark>Straß</mark>e"),
        ("Niets", "geen woord", "Niets"),
    ],
)
def test_the_part_that_fits_is_marked_and_nothing_else_is_markup(text: str, typed: str, html: str) -> None:
    assert marked(text, typed_words(typed)) == html


@given(st.text(max_size=30), st.text(max_size=12))
def test_marking_never_changes_the_text(text: str, typed: str) -> None:
    html = str(marked(text, typed_words(typed)))
    assert html.count("<mark>") == html.count("</mark>")
    assert html.replace("<mark>", "").replace("</mark>", "") == str(marked(text, ()))


# --- in step, and quick -----------------------------------------------------------------------------------


def test_what_is_withdrawn_is_not_suggested_any_more(own_client: TestClient) -> None:
    assert "Gezinshuizen" in names(own_client, "gezinsh")
    database = own_client.app_state["database"]
    with writing(database) as db, db.begin():
        found = queries.find(db, Kind.APPROACH, "gezinshuizen")
        assert found
        withdraw(db, found.entry, "Op verzoek.", AT)
    # The index has not looked again yet: the database is what counts.
    own_client.app_state["index"]._looked_at = time.monotonic() + 60
    assert "Gezinshuizen" not in names(own_client, "gezinsh")


def test_names_are_made_again_only_after_a_change() -> None:
    kept, made = Offers(), 0

    def make() -> Collected:
        nonlocal made
        made += 1
        return Collected()

    for seen in (1, 1, 2, 2):
        kept.at(seen, make)
    assert made == 2


def test_while_names_are_made_again_others_get_the_former_ones() -> None:
    kept = Offers()
    former = kept.at(1, lambda: Collected(offers(OfferKind.THEME, ["Werk"])))
    begun, go_on = threading.Event(), threading.Event()

    def slow() -> Collected:
        begun.set()
        assert go_on.wait(5)
        return Collected()

    thread = threading.Thread(target=lambda: kept.at(2, slow))
    thread.start()
    assert begun.wait(5)
    assert kept.at(2, Collected) is former
    go_on.set()
    thread.join(5)
    assert kept.at(2, Collected) is not former


def test_a_keystroke_asks_the_database_for_little_and_reads_no_documents(client: TestClient) -> None:
    client.get("/zoek/suggesties?q=schuld")
    with statements(client.app_state["database"]) as asked:
        client.get("/zoek/suggesties?q=schuldh")
    questions = [statement for statement in asked if not statement.startswith("BEGIN")]
    assert len(questions) <= 2
    assert not any("document" in statement for statement in questions)


def test_suggestions_take_less_than_twenty_milliseconds(client: TestClient) -> None:
    """Time of this thread alone: what else the machine is doing says nothing about the rule."""
    state = client.app_state
    request: Any = SimpleNamespace(state=SimpleNamespace(**state))
    with state["open_database"]() as db:
        found_by_name(request, db, "schuld")
        for typed in (
            "sc",
            "schu",
            "schudl",
            "den haag",
            "jongeren met sch",
            "verlsaving ouderen",
            "xkcdzzq",
        ):
            started = time.thread_time()
            for _ in range(5):
                found_by_name(request, db, typed)
            assert (time.thread_time() - started) * 1000 / 5 < MILLISECONDS, typed


def test_every_municipality_can_be_reached_by_typing_its_name(client: TestClient) -> None:
    for code, place in list(registers.municipalities().items())[::9]:
        assert any(url == f"/gemeenten/{code}" for _, _, url in suggested(client, place.name)), place.name


def test_a_new_process_has_the_names_with_its_first_keystroke(own_settings: Settings) -> None:
    with TestClient(create_app(own_settings)) as client:
        assert names(client, "lpbl") == ["LPBL"]


def test_published_slugs_are_told_from_others(client: TestClient) -> None:
    with client.app_state["open_database"]() as db:
        assert queries.published(db, ["gezinshuizen", "bestaat-niet"]) == {"gezinshuizen"}
        assert queries.published(db, []) == set()


def test_neighbours_in_the_list_are_in_order(client: TestClient) -> None:
    words = typed_words("schuld")
    found = [rank(words, name_of(name)) for name in names(client, "schuld")]
    assert all(
        first is not None and second is not None and first <= second for first, second in pairwise(found)
    )
