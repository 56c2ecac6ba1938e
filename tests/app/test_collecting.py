"""Collecting approaches to compare in the address of the list, which changes nothing else of the list."""

from fastapi.testclient import TestClient

from app.filters import read
from app.urls import with_query
from tests.app.comparison import Asked, asked, messages, text


def test_the_list_begins_a_collection_and_then_adds_to_it(client: TestClient) -> None:
    page = asked(client, "/aanpakken?q=schulden")
    first = page.select_one("a[id^=vergelijk-]")
    assert first is not None
    assert first.get_text().startswith("Vergelijk")
    assert str(first["href"]).startswith("/aanpakken?q=schulden&vergelijk=")
    assert page.select_one(".mk-collect") is None
    page = asked(client, str(first["href"]))
    assert text(page, ".mk-collect").startswith("U vergelijkt:")
    assert "Voeg toe aan vergelijking" in page.get_text()
    assert "Zit in uw vergelijking" in page.get_text()


def test_the_collection_goes_along_with_filters_order_pages_and_chips_but_not_into_the_file(
    client: TestClient,
) -> None:
    kept = "vergelijk=gezinshuizen&vergelijk=leergeld"
    page = asked(client, f"/aanpakken?{kept}&thema=armoede-en-schulden&q=schuld")
    forms = page.select("main form[action='/aanpakken']")
    assert len(forms) == 3, "search, facets and order"
    for form in forms:
        own = form.select("input[name=vergelijk]")
        owned = page.select(f"input[form='{form.get('id')}'][name=vergelijk]")
        assert [field["value"] for field in own or owned] == ["gezinshuizen", "leergeld"]
    assert all(kept in str(chip["href"]) for chip in page.select(".mk-chips .mk-chip"))
    assert kept in str(page.select(".mk-chips a")[-1]["href"])
    [download] = [a for a in page.select("a") if "CSV" in a.get_text()]
    assert "vergelijk" not in str(download["href"])
    paged = asked(client, f"/aanpakken?{kept}&pagina=2")
    assert all(kept in str(link["href"]) for link in paged.select(".mk-pages a"))
    assert all("pagina=2" in str(link["href"]) for link in paged.select("a[data-mk-blijf]"))


def test_four_is_the_most_and_an_unknown_one_is_named(client: TestClient) -> None:
    slugs = ["gezinshuizen", "housing-first", "leergeld", "voedselbank"]
    page = asked(client, with_query("/aanpakken", {"vergelijk": slugs}))
    assert "Vier is het meeste" in text(page, ".mk-collect")
    assert "Voeg toe aan vergelijking" not in page.get_text()
    more = asked(client, with_query("/aanpakken", {"vergelijk": [*slugs, "thuisadministratie"]}))
    assert "Wij houden de eerste 4" in messages(more)
    unknown = asked(client, "/aanpakken?vergelijk=bestaat-niet&vergelijk=leergeld&vergelijk=<b>")
    assert "Wij kennen geen aanpak ‘bestaat-niet’" in messages(unknown)
    assert len(unknown.select(".mk-collect__list li")) == 1


def test_a_list_that_collects_is_not_for_search_engines_and_finds_the_same(client: TestClient) -> None:
    plain, collecting = asked(client, "/aanpakken"), asked(client, "/aanpakken?vergelijk=leergeld")
    assert plain.select_one("meta[name=robots]") is None
    assert collecting.select_one("meta[name=robots][content^=noindex]")
    titles = [[one.get_text() for one in page.select(".mk-entry__title")] for page in (plain, collecting)]
    assert titles[0] == titles[1]


def test_cards_elsewhere_begin_a_comparison_and_those_of_an_entry_lay_themselves_beside_it(
    client: TestClient,
) -> None:
    theme = asked(client, "/themas/eenzaamheid")
    links = [str(a["href"]) for a in theme.select(".mk-entry__compare a")]
    assert links
    assert all(link.startswith("/vergelijk?aanpak=") for link in links)
    entry = asked(client, "/aanpakken/gezinshuizen")
    beside = [str(a["href"]) for a in entry.select(".mk-entry__compare a")]
    assert beside
    assert all(link.startswith("/vergelijk?aanpak=gezinshuizen&aanpak=") for link in beside)


def test_the_question_of_an_address_keeps_the_collection_apart_from_the_search() -> None:
    question = read(Asked(vergelijk=["b", "a", "b", "", "NIET goed"]))
    assert question.compared == ("b", "a")
    assert not question.narrowed
    assert question.query == read(Asked()).query
    assert [misfit.name for misfit in question.misfits] == ["vergelijk"]
