"""Writing a concept in a real browser: it is saved while people type, and nothing they typed is lost."""

import json
import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect
from sqlmodel import select

from app.database import writing
from app.editing.desk import now
from catalogue.editing import concepts, working
from catalogue.editing.people import actor_of
from catalogue.kinds import Kind
from catalogue.tables_people import Person
from catalogue.terms_workflow import AccountRole
from tests.browser.conftest import PHONE, Desk
from tests.builders import make_approach
from tests.people import make_person

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STUDY = "onderzoeken/o1"
RESULT = f"{STUDY}/uitkomsten/u1"
TITLE = "[id='v-titel']"
UNFOLD = "document.querySelectorAll('main details').forEach(fold => { fold.open = true; })"
SAVED = re.compile(r"^Opgeslagen om \d\d\.\d\d$")


@pytest.fixture
def concept(desk: Desk) -> int:
    """A whole concept that nobody else works on."""
    with writing(desk.database) as db, db.begin():
        person = db.exec(select(Person)).first() or make_person(db, AccountRole.EDITOR)
        text = working.of(make_approach())
        return concepts.begin(db, Kind.APPROACH, text, actor_of(db, person), now()).id


def stored(desk: Desk, concept: int) -> dict[str, Any]:
    with writing(desk.database) as db, db.begin():
        return concepts.text_of(concepts.get(db, concept)[0])


def study(desk: Desk, concept: int) -> dict[str, Any]:
    found: dict[str, Any] = stored(desk, concept)["onderzoeken"][0]
    return found


def opened(context: BrowserContext, concept: int, path: str = STUDY) -> Page:
    page = context.new_page()
    page.goto(f"/redactie/concepten/{concept}/deel/{path}" if path else f"/redactie/concepten/{concept}")
    return page


def status(page: Page) -> Any:
    return expect(page.locator("#opslag"))


def kept(page: Page) -> str | None:
    """What the browser keeps of what was typed."""
    found = page.evaluate(
        "Object.entries(localStorage).filter(([key]) => key.startsWith('mk-schrijven'))[0]?.[1]"
    )
    return str(found) if found else None


def test_what_is_typed_is_saved_by_itself(desk: Desk, concept: int) -> None:
    page = opened(desk.sign_in(), concept)
    page.fill(TITLE, "Vanzelf opgeslagen")
    status(page).to_have_text(SAVED)
    assert study(desk, concept)["titel"] == "Vanzelf opgeslagen"
    assert kept(page) is None
    page.reload()
    expect(page.locator(TITLE)).to_have_value("Vanzelf opgeslagen")


def test_what_cannot_be_read_is_said_and_the_rest_is_saved(desk: Desk, concept: int) -> None:
    page = opened(desk.sign_in(), concept)
    page.fill("[id='v-jaar']", "vorig jaar")
    page.fill(TITLE, "Wel goed")
    status(page).to_contain_text("behalve wat rood is")
    expect(page.locator("[id='v-jaar-fout']")).to_contain_text("Vul een getal in")
    expect(page.locator("[id='v-jaar']")).to_have_attribute("aria-invalid", "true")
    assert study(desk, concept)["titel"] == "Wel goed"
    assert study(desk, concept)["jaar"] == 2020
    page.fill("[id='v-jaar']", "2021")
    status(page).to_have_text(SAVED)
    expect(page.locator("[id='v-jaar-fout']")).to_be_hidden()
    assert study(desk, concept)["jaar"] == 2021


def test_without_a_connection_the_text_waits_and_is_saved_when_it_is_back(desk: Desk, concept: int) -> None:
    context = desk.sign_in()
    page = opened(context, concept)
    context.set_offline(True)
    page.fill(TITLE, "Getypt in de trein")
    status(page).to_have_text(
        "Nog niet opgeslagen: geen verbinding. Wat u typte, staat veilig in deze browser."
    )
    page.get_by_role("button", name="Sla op", exact=True).first.click()
    expect(page.locator(TITLE)).to_have_value("Getypt in de trein")
    context.set_offline(False)
    status(page).to_have_text(SAVED)
    assert study(desk, concept)["titel"] == "Getypt in de trein"


def test_a_tab_that_is_closed_without_a_connection_gives_the_text_back(desk: Desk, concept: int) -> None:
    context = desk.sign_in()
    page = opened(context, concept)
    context.set_offline(True)
    page.fill(TITLE, "Bijna kwijt")
    status(page).to_contain_text("geen verbinding")
    # A tab that closes tries once more; when the line is back by then, nothing would be left to give back.
    context.clear_cookies()
    page.close()
    context.set_offline(False)
    desk.renew(context)
    page = opened(context, concept)
    expect(page.locator(TITLE)).to_have_value("Kosten en baten van jongerenwerk")
    offer = page.locator("#terugzetten")
    expect(offer).to_contain_text("Er staat nog tekst die niet is opgeslagen")
    offer.get_by_role("button", name="Zet terug").click()
    expect(page.locator(TITLE)).to_have_value("Bijna kwijt")
    status(page).to_have_text(SAVED)
    assert study(desk, concept)["titel"] == "Bijna kwijt"
    page.reload()
    expect(page.locator("#terugzetten")).to_be_hidden()


def test_a_text_that_was_kept_can_be_thrown_away(desk: Desk, concept: int) -> None:
    context = desk.sign_in()
    page = opened(context, concept)
    # Nobody is signed in until the tab is gone: a tab that closes sends its text, which must not arrive.
    context.clear_cookies()
    page.fill(TITLE, "Toch niet")
    status(page).to_contain_text("niet meer aangemeld")
    page.close()
    desk.renew(context)
    page = opened(context, concept)
    page.locator("#terugzetten").get_by_role("button", name="Gooi weg").click()
    page.reload()
    expect(page.locator("#terugzetten")).to_be_hidden()
    assert study(desk, concept)["titel"] == "Kosten en baten van jongerenwerk"


def test_a_tab_that_is_closed_at_once_loses_nothing(desk: Desk, concept: int) -> None:
    context = desk.sign_in()
    page = opened(context, concept)
    page.fill(TITLE, "Net voor het sluiten")
    page.close()
    page = opened(context, concept)
    expect(page.locator(f"{TITLE}, #terugzetten:not([hidden])").first).to_be_visible()
    if page.locator("#terugzetten").is_visible():
        page.get_by_role("button", name="Zet terug").click()
        status(page).to_have_text(SAVED)
    expect(page.locator(TITLE)).to_have_value("Net voor het sluiten")


def test_a_sign_in_that_ended_loses_nothing(desk: Desk, concept: int) -> None:
    context = desk.sign_in()
    page = opened(context, concept)
    context.clear_cookies()
    page.fill(TITLE, "Na twaalf uur")
    status(page).to_contain_text("U bent niet meer aangemeld. Meld u aan in een nieuw tabblad.")
    page.get_by_role("button", name="Sla op", exact=True).first.click()
    status(page).to_contain_text("U bent niet meer aangemeld")
    expect(page.locator(TITLE)).to_have_value("Na twaalf uur")
    desk.renew(context)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    status(page).to_have_text(SAVED)
    assert study(desk, concept)["titel"] == "Na twaalf uur"


def test_a_double_click_adds_one_part(desk: Desk, concept: int) -> None:
    page = opened(desk.sign_in(), concept, RESULT)
    page.fill("[id='v-naam']", "Nog niet opgeslagen")
    page.locator("section", has_text="Posten").get_by_role("button", name="Voeg post toe").first.dblclick()
    expect(page).to_have_url(re.compile(r"/posten/"))
    result = study(desk, concept)["uitkomsten"][0]
    assert len(result["posten"]) == 1
    assert result["naam"] == "Nog niet opgeslagen"


def test_saving_what_is_saved_already_says_so(desk: Desk, concept: int) -> None:
    page = opened(desk.sign_in(), concept)
    page.get_by_role("button", name="Sla op", exact=True).first.click()
    status(page).to_have_text("Opgeslagen.")
    page.get_by_role("button", name="Maak ongedaan").click()
    status(page).to_contain_text("niets om ongedaan te maken")


def test_a_link_waits_until_the_text_is_saved(desk: Desk, concept: int) -> None:
    page = opened(desk.sign_in(), concept)
    page.fill(TITLE, "Net getypt")
    page.locator("#onderdelen").get_by_role("link", name=re.compile("Jongerenwerk in de wijk")).click()
    expect(page).to_have_url(re.compile(rf"/concepten/{concept}$"))
    assert study(desk, concept)["titel"] == "Net getypt"


def test_the_back_button_shows_what_stands_there_now(desk: Desk, concept: int) -> None:
    page = opened(desk.sign_in(), concept)
    page.locator("#onderdelen").get_by_role("link", name=re.compile("Jongerenwerk in de wijk")).click()
    other = opened(desk.sign_in(), concept)
    other.fill(TITLE, "Intussen veranderd")
    status(other).to_have_text(SAVED)
    page.go_back()
    expect(page.locator(TITLE)).to_have_value("Intussen veranderd")
    page.fill("[id='v-jaar']", "2021")
    status(page).to_have_text(SAVED)
    assert study(desk, concept)["titel"] == "Intussen veranderd"


def test_two_people_in_one_form_keep_each_others_work(desk: Desk, concept: int) -> None:
    anna, bas = opened(desk.sign_in(), concept), opened(desk.sign_in(), concept)
    anna.fill(TITLE, "Titel van Anna")
    status(anna).to_have_text(SAVED)
    bas.fill("[id='v-jaar']", "2021")
    status(bas).to_have_text(SAVED)
    bas.fill("[id='v-jaar']", "2022")
    expect(bas.locator("#opslag[data-stand=bezig], #opslag[data-stand=goed]")).to_be_visible()
    bas.get_by_role("button", name="Sla op", exact=True).first.click()
    expect(bas.locator(TITLE)).to_have_value("Titel van Anna")
    assert (study(desk, concept)["titel"], study(desk, concept)["jaar"]) == ("Titel van Anna", 2022)


def test_two_people_in_one_field_see_both_texts_and_choose(desk: Desk, concept: int) -> None:
    anna, bas = opened(desk.sign_in(), concept), opened(desk.sign_in(), concept)
    anna.fill(TITLE, "Titel van Anna")
    status(anna).to_have_text(SAVED)
    bas.fill(TITLE, "Titel van Bas")
    status(bas).to_contain_text("Iemand anders veranderde ook: Titel")
    assert study(desk, concept)["titel"] == "Titel van Anna"
    bas.get_by_role("button", name="Sla op", exact=True).first.click()
    expect(bas.locator(".mk-write__text")).to_have_text(["Titel van Anna", "Titel van Bas"])
    bas.get_by_label("Neem mijn tekst").check()
    bas.get_by_role("button", name="Sla op", exact=True).first.click()
    expect(bas.locator("#opslag")).to_contain_text("Opgeslagen")
    assert study(desk, concept)["titel"] == "Titel van Bas"


def test_a_reason_goes_when_a_value_is_typed(desk: Desk, concept: int) -> None:
    page = opened(desk.sign_in(), concept)
    page.fill("[id='v-jaar']", "")
    page.select_option("[id='v-jaar.onbekend']", "niet_gerapporteerd")
    status(page).to_have_text(SAVED)
    assert study(desk, concept)["jaar"] == {"onbekend": "niet_gerapporteerd"}
    page.fill("[id='v-jaar']", "2018")
    expect(page.locator("[id='v-jaar.onbekend']")).to_have_value("")
    page.get_by_role("button", name="Sla op", exact=True).first.click()
    expect(page.locator("#opslag")).to_contain_text("Opgeslagen")
    assert study(desk, concept)["jaar"] == 2018


def test_a_new_row_appears_while_the_last_one_is_filled(desk: Desk, concept: int) -> None:
    page = opened(desk.sign_in(), concept, "")
    page.evaluate(UNFOLD)
    for number, name in enumerate(("Eerste", "Tweede")):
        page.fill(f"[id='v-organisaties.{number}.naam']", name)
        page.select_option(f"[id='v-organisaties.{number}.rol']", "uitvoerder")
    status(page).to_have_text(SAVED)
    page.get_by_role("button", name="Sla op", exact=True).first.click()
    expect(page.locator("[id='v-organisaties.2.naam']")).to_have_value("")
    names = [row["naam"] for row in stored(desk, concept)["organisaties"]]
    assert names == ["Eerste", "Tweede"]


def test_everything_works_without_script(desk: Desk, concept: int) -> None:
    page = opened(desk.sign_in(script=False), concept, RESULT)
    page.fill("[id='v-naam']", "Zonder script")
    page.keyboard.press("Enter")
    expect(page.locator("#opslag")).to_have_text("Opgeslagen.")
    page.get_by_role("button", name="Voeg post toe").first.click()
    expect(page).to_have_url(re.compile(r"/posten/"))
    page.fill("[id='v-naam']", "Een post")
    page.get_by_role("button", name="Sla op", exact=True).first.click()
    page.get_by_role("button", name="Maak ongedaan").click()
    result = study(desk, concept)["uitkomsten"][0]
    assert result["naam"] == "Zonder script"
    assert "naam" not in result["posten"][0]


PAGES = (
    "",
    f"deel/{STUDY}",
    f"deel/{RESULT}",
    f"verwijderen?deel={STUDY}",
    "versies",
    "gegevens",
    "controles",
    "voorbeeld",
)


def test_no_page_has_a_fault_that_a_program_can_find(desk: Desk, concept: int) -> None:
    page = desk.sign_in().new_page()
    for address in ("nieuw", *(f"{concept}/{part}".rstrip("/") for part in PAGES)):
        page.goto(f"/redactie/concepten/{address}")
        page.evaluate(UNFOLD)
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        assert [(one["id"], [node["html"][:150] for node in one["nodes"]][:3]) for one in found] == [], (
            address
        )


def test_a_telephone_shows_every_page_without_scrolling_sideways(desk: Desk, concept: int) -> None:
    page = desk.sign_in(viewport=PHONE).new_page()
    for address in ("nieuw", *(f"{concept}/{part}".rstrip("/") for part in PAGES)):
        page.goto(f"/redactie/concepten/{address}")
        page.evaluate(UNFOLD)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address


def test_what_the_browser_keeps_is_what_was_typed(desk: Desk, concept: int) -> None:
    context = desk.sign_in()
    page = opened(context, concept)
    context.set_offline(True)
    page.fill(TITLE, "Bewaard")
    status(page).to_contain_text("geen verbinding")
    held = json.loads(kept(page) or "{}")
    assert "titel=Bewaard" in held["typed"]
    assert json.loads(held["basis"])["titel"] == ["Kosten en baten van jongerenwerk"]
