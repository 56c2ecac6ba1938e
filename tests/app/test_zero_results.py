"""When not all that was asked is found: what was done is said in words, and there is always a way on."""

import pytest
from fastapi.testclient import TestClient
from starlette.datastructures import QueryParams

from app.facet_view import TITLES, chosen_facets, loosened, only
from app.filters import read
from app.recovery import MOST_ALONE, Recovery, recovery
from search.embedded import EmbeddedEngine
from search.engine import Answer
from tests.app.html import soup

NONSENSE = "xkcdzzq"
NO_ENTRY = [
    f"q={NONSENSE}",
    f"q={NONSENSE}+zzqqx",
    "q=%22schulden+van+olifanten%22",
    f"q=%22{NONSENSE}%22",
    f"q={NONSENSE}&thema=eenzaamheid",
    f"q={NONSENSE}&thema=eenzaamheid&methode=sroi&jaarVan=2012",
    "q=dakloos&werksoort=sport-en-bewegen&methode=mkba",
    "q=dakloos&jaarVan=1990&jaarTot=1995",
    "q=schudlen&jaarTot=1990",
    "gemeente=0014&thema=laaggeletterdheid",
    "thema=verslaving&gemeente=0193&methode=sroi",
    "jaarVan=2099",
    "jaarTot=1990&gemeente=0363",
    "q=schulden&thema=laaggeletterdheid&jaarTot=1999&gemeente=0014",
]


def results(client: TestClient, question: str):  # type: ignore[no-untyped-def]  # noqa: ANN201
    """The part of the page with the results."""
    answer = client.get(f"/aanpakken?{question}")
    assert answer.status_code == 200
    found = soup(answer.text).select_one(".mk-results")
    assert found is not None
    return found


def words(tag) -> str:  # type: ignore[no-untyped-def]  # noqa: ANN001
    return " ".join(
        str(tag.get_text(" ", strip=True)).replace(" ?", "?").replace(" .", ".").replace(" :", ":").split()
    )


def total(client: TestClient, url: str) -> int:
    """How many entries the list at an address says it has."""
    heading = soup(client.get(url).text).select_one("[data-mk-aantal]")
    assert heading is not None
    first = heading.get_text(strip=True).split()[0]
    return 0 if first == "Geen" else int(first)


# --- a list without entries -------------------------------------------------------------------------------


@pytest.mark.parametrize("question", NO_ENTRY)
def test_a_list_without_entries_says_why_and_always_has_a_link_that_helps(
    client: TestClient, question: str
) -> None:
    found = results(client, question)
    assert words(found.select_one("[data-mk-aantal]")).startswith("Geen aanpakken")
    panel = found.select_one(".mk-empty")
    assert panel.select_one("h3").get_text(strip=True)
    assert panel.select_one("[data-mk-zeg]").get_text(strip=True)
    helpful = [str(link["href"]) for link in panel.select("a[href]")]
    assert any(total(client, url) > 0 for url in helpful if url.startswith("/aanpakken"))


@pytest.mark.parametrize("question", NO_ENTRY)
def test_every_number_that_a_way_on_promises_is_the_number_of_its_list(
    client: TestClient, question: str
) -> None:
    for item in results(client, question).select(".mk-ways li"):
        text = words(item)
        link = item.select_one("a")
        if " er " in text:
            promised = int(text.split(" er ")[1].split()[0])
            assert promised == total(client, str(link["href"])) > 0, text


def test_each_filter_in_the_way_is_named_with_its_number_the_most_helpful_first(client: TestClient) -> None:
    panel = results(client, "q=dakloos&werksoort=sport-en-bewegen&methode=mkba").select_one(".mk-empty")
    assert words(panel.select_one("h3")) == "Uw filters passen niet bij uw woorden"
    said = [words(item) for item in panel.select("li")]
    assert said[0].startswith("Zonder het filter Werksoort (Sport en bewegen) zijn er ")
    assert said[1].startswith("Zonder het filter Methode (MKBA) ")
    assert said[2].startswith("Zonder filters zijn er ")
    assert said[2].endswith("voor ‘dakloos’.")
    assert [str(link["href"]) for link in panel.select("a")] == [
        "/aanpakken?q=dakloos&methode=mkba",
        "/aanpakken?q=dakloos&werksoort=sport-en-bewegen",
        "/aanpakken?q=dakloos",
    ]


def test_a_range_of_years_is_one_filter_in_words(client: TestClient) -> None:
    for years, told in [
        ("jaarVan=1990&jaarTot=1995", "1990 tot en met 1995"),
        ("jaarTot=1995", "tot en met 1995"),
        ("jaarVan=2099", "vanaf 2099"),
    ]:
        panel = results(client, f"q=dakloos&{years}").select_one(".mk-empty")
        assert words(panel.select_one("h3")) == "Uw filter past niet bij uw woorden"
        assert words(panel.select_one("li")).startswith(
            f"Zonder het filter Jaar van onderzoek ({told}) zijn er "
        )
        assert panel.select_one("li a")["href"] == "/aanpakken?q=dakloos"


def test_two_values_of_one_filter_are_let_go_together(client: TestClient) -> None:
    panel = results(client, "q=dakloos&werksoort=buurtbemiddeling&werksoort=kinderwerk").select_one(
        ".mk-empty"
    )
    assert words(panel.select_one("li")).startswith(
        "Zonder het filter Werksoort (Buurtbemiddeling of Kinderwerk)"
    )
    assert panel.select_one("li a")["href"] == "/aanpakken?q=dakloos"


def test_when_no_single_filter_is_in_the_way_each_is_offered_alone(client: TestClient) -> None:
    panel = results(client, "thema=verslaving&gemeente=0193&methode=sroi").select_one(".mk-empty")
    assert words(panel.select_one("h3")) == "Uw filters passen niet bij elkaar"
    said = [words(item) for item in panel.select("li")]
    assert said[0].startswith("Met alleen het filter Methode (SROI) zijn er ")
    assert said[-1].startswith("Zonder filters zijn er ")


def test_one_filter_without_entries_leads_back_to_all(client: TestClient) -> None:
    panel = results(client, "jaarVan=2099").select_one(".mk-empty")
    assert words(panel.select_one("h3")) == "Geen aanpak past bij dit filter"
    assert words(panel.select_one("li")).endswith("zijn er 163 aanpakken.")


def test_words_that_stand_nowhere_lead_to_themes_to_all_entries_and_to_the_editors(
    client: TestClient,
) -> None:
    found = results(client, f"q={NONSENSE}")
    assert words(found.select_one(".mk-empty h3")) == f"Wij vonden niets bij ‘{NONSENSE}’"
    assert words(found.select_one("[data-mk-zeg]")) == "Dit woord komt in geen enkele aanpak voor."
    assert found.select('.mk-empty a[href="/aanpakken"]')
    assert found.select('.mk-empty a[href="/contact"]')
    assert len(found.select('.mk-index a[href^="/themas/"]')) > 10


def test_words_that_do_not_stand_side_by_side_can_be_searched_loose(client: TestClient) -> None:
    found = results(client, "q=%22schulden+van+olifanten%22")
    assert "staan in geen enkele aanpak zo naast elkaar" in words(found.select_one("[data-mk-zeg]"))
    link = found.select_one(".mk-ways a")
    assert link["href"] == "/aanpakken?q=schulden+van+olifanten"
    assert found.select(".mk-entry")


def test_a_page_that_is_called_like_the_words_is_offered(client: TestClient) -> None:
    found = results(client, "q=%22nutteloos+of+zinvol%22")
    assert "Misschien zoekt u Re-integratie: nutteloos of zinvol? (achtergrond)" in words(found)


def test_what_was_typed_stays_in_the_box_and_is_never_markup(client: TestClient) -> None:
    page = client.get("/aanpakken", params={"q": "<b>xkcdzzq</b>"})
    box = soup(page.text).select_one("main input[name=q]")
    assert box is not None
    assert box["value"] == "<b>xkcdzzq</b>"
    assert "<b>xkcdzzq" not in page.text


# --- other words ------------------------------------------------------------------------------------------


def test_a_mistyped_word_is_named_with_what_was_searched_instead(client: TestClient) -> None:
    said = words(results(client, "q=schudlhulpverlening").select_one(".mk-correction"))
    assert said == (
        "Bedoelde u schuldhulpverlening? Daarop hebben wij gezocht, "
        "want ‘schudlhulpverlening’ komt in geen enkele aanpak voor."
    )


def test_the_mistyped_word_can_be_left_out_when_other_words_remain(client: TestClient) -> None:
    note = results(client, "q=schudlhulpverlening+rotterdam").select_one(".mk-correction")
    assert "Zoek zonder ‘schudlhulpverlening’" in words(note)
    links = [str(link["href"]) for link in note.select("a")]
    assert links == ["/aanpakken?q=schuldhulpverlening+rotterdam", "/aanpakken?q=rotterdam"]
    assert str(total(client, links[1])) in words(note)


def test_a_correction_that_finds_little_offers_another_way(client: TestClient) -> None:
    engine: EmbeddedEngine = client.app_state["index"].engine
    question = read(QueryParams({"q": "laagletterdheit"}))
    help_ = recovery(engine, question, Answer((), 2, {}, correction="laaggeletterdheid"))
    assert help_.spelling is not None
    assert help_.spelling.few
    assert help_.spelling.unknown == ("laagletterdheit",)


def test_a_correction_with_another_number_of_words_names_the_whole_text(client: TestClient) -> None:
    question = read(QueryParams({"q": "a b c"}))
    help_ = recovery(client.app_state["index"].engine, question, Answer((), 9, {}, correction="d"))
    assert help_.spelling is not None
    assert (help_.spelling.unknown, help_.spelling.without) == (("a b c",), None)


def test_a_correction_is_also_told_when_it_finds_nothing(client: TestClient) -> None:
    found = results(client, "q=schudlen&jaarTot=1990")
    assert words(found.select_one(".mk-correction")).startswith("Bedoelde u schulden?")
    assert words(found.select_one(".mk-ways li")).startswith("Zonder het filter Jaar van onderzoek")


# --- only some of the words -------------------------------------------------------------------------------


def test_a_word_that_the_first_entry_lacks_is_named(client: TestClient) -> None:
    found = results(client, f"q=schulden+{NONSENSE}")
    assert words(found.select_one("[data-mk-aantal]")).endswith("gevonden die deels passen")
    said = words(found.select_one(".mk-correction"))
    assert (
        said
        == f"Geen aanpak past bij al uw woorden. Deze passen het best. In de eerste ontbreekt ‘{NONSENSE}’."
    )
    assert found.select(".mk-entry")


def test_a_lacking_word_that_does_occur_can_be_searched_alone(client: TestClient) -> None:
    note = results(client, "q=gezinshuizen+laaggeletterdheid").select_one(".mk-correction")
    link = note.select_one("a")
    assert link["href"] == "/aanpakken?q=laaggeletterdheid"
    number = total(client, "/aanpakken?q=laaggeletterdheid")
    assert words(note).endswith(f"Zoek alleen op ‘laaggeletterdheid’: dan zijn er {number} aanpakken.")


def test_one_entry_is_spoken_of_as_one(client: TestClient) -> None:
    found = results(client, f"q=%22parttime+ondernemen%22+{NONSENSE}")
    assert words(found.select_one("[data-mk-aantal]")) == "1 aanpak gevonden die deels past"
    assert f"Deze past het best, maar ‘{NONSENSE}’ komt er niet in voor." in words(
        found.select_one(".mk-correction")
    )


def test_later_pages_do_not_speak_of_the_first_entry(client: TestClient) -> None:
    said = words(results(client, f"q=schulden+{NONSENSE}&pagina=2").select_one(".mk-correction"))
    assert "In de eerste" not in said
    assert said.startswith("Geen aanpak past bij al uw woorden.")


def test_a_list_that_has_everything_explains_nothing(client: TestClient) -> None:
    for question in ("q=schulden", "thema=eenzaamheid", ""):
        found = results(client, question)
        assert not found.select("[data-mk-zeg], .mk-empty")


# --- the rules behind it ----------------------------------------------------------------------------------


def test_every_facet_of_an_answer_has_a_title() -> None:
    question = read(QueryParams({"thema": "eenzaamheid", "partij": "gemeente", "jaarVan": "2010"}))
    assert set(chosen_facets(question)) == {"thema", "partij", "jaar"}
    found = loosened(question, {"jaar": 3, "partij": 9, "thema": 3})
    assert [(one.title, one.total) for one in found] == [
        ("Partij", 9),
        ("Jaar van onderzoek", 3),
        ("Thema", 3),
    ]
    assert {one.title for one in found} <= set(TITLES.values())


def test_a_facet_that_was_not_chosen_cannot_be_let_go() -> None:
    assert loosened(read(QueryParams({"thema": "eenzaamheid"})), {"methode": 3}) == ()


def test_one_filter_alone_keeps_the_words_and_nothing_else() -> None:
    question = read(QueryParams({"q": "werk", "thema": "eenzaamheid", "methode": "mkba", "jaarTot": "2010"}))
    assert only(question, "thema").query.facets == {"thema": ("eenzaamheid",)}
    assert only(question, "thema").query.year_to is None
    assert only(question, "jaar").query.facets == {}
    assert only(question, "jaar").query.year_to == 2010
    assert only(question, "jaar").query.text == "werk"


def test_help_never_asks_more_than_a_few_questions_of_the_index(client: TestClient) -> None:
    class Counting:
        asked = 0
        size = 0

        def answer(self, _: object) -> Answer:
            self.asked += 1
            return Answer((), 0, {})

        def suggest(self, text: str, limit: int = 8) -> tuple[str, ...]:
            return (text,)[:0] if limit else ()

    filters = [("thema", "eenzaamheid"), ("methode", "mkba"), ("gemeente", "0363"), ("opzet", "onbekend")]
    filters += [
        ("betaalt", "gemeente"),
        ("profiteert", "rijk"),
        ("partij", "rijk"),
        ("selectie", "verzameld"),
    ]
    question = read(QueryParams([("q", '"a b" c'), ("jaarVan", "2010"), *filters]))
    counting = Counting()
    assert recovery(counting, question, Answer((), 0, {})) == Recovery(quoted=True)
    assert counting.asked <= MOST_ALONE + 2
