"""The whole way of an entry, as its people walk it, from a tip to a page that was corrected and withdrawn.

The pictures of the handbook are made on the way. `make handbook` keeps them; any other run throws them away.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, ViewportSize, expect

from catalogue.terms_workflow import AccountRole
from tests.browser.conftest import Desk
from tests.builders import SUMMARY

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAME, SLUG = "Buurtmaatjes voor ouderen", "buurtmaatjes-voor-ouderen"
TITLE = "Kosten en baten van buurtmaatjes"
SCREEN: ViewportSize = {"width": 1120, "height": 800}
UNFOLD = "document.querySelectorAll('main details').forEach(fold => { fold.open = true; })"
Boxes = Mapping[str, str | list[str]]

WHOLE: Boxes = {
    "selectie": "geselecteerd",
    "samenvatting": SUMMARY,
    "wat_houdt_het_in": "Vrijwilligers gaan elke week langs bij een oudere in de buurt.",
    "voor_wie": "Ouderen die weinig mensen zien.",
    "werksoorten": ["ouderenwerk"],
    "themas": ["eenzaamheid"],
    "preventief_curatief": "preventief",
    "individueel_collectief": "individueel",
}
STUDY: Boxes = {
    "titel": TITLE,
    "jaar": "2020",
    "bureaus": "Onderzoeksbureau",
    "methode": "mkba",
    "reikwijdte": "samenleving",
    "meetmoment": "ex_post",
    "herkomst": "primair",
    "gelezen": "volledig",
    "onderzoeksopzet": "voor_na_met_controle",
    "nulalternatief_soort": "bestaand_beleid",
    "nulalternatief": "Ouderen krijgen geen bezoek.",
    "eenheid": "per_deelnemer",
    "aantal_deelnemers": "120",
    "prijspeil": "2019",
    "looptijd": "10",
    "discontovoet": "3",
    "conclusie": "De baten zijn hoger dan de kosten.",
    "beperkingen": "De uitkomst geldt voor twee wijken.",
}
RESULT: Boxes = {
    "naam": "Hoofduitkomst",
    "is_hoofduitkomst": "ja",
    "ratio_definitie": "baten_gedeeld_door_kosten",
}


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the pictures go."""
    wanted = os.environ.get("MKBA_PICTURES")
    return Path(wanted) if wanted else tmp_path_factory.mktemp("pictures")


def photograph(page: Page, folder: Path, name: str) -> None:
    page.evaluate("window.scrollTo(0, 0)")
    page.screenshot(path=folder / f"{name}.png")


def fill(page: Page, boxes: Boxes) -> None:
    """Fill the form of a part in by the names of its boxes, as a person does: folded parts first opened."""
    page.evaluate(UNFOLD)
    for name, value in boxes.items():
        for one in value if isinstance(value, list) else [value]:
            box = page.locator(f"#formulier [name='{name}']")
            kind = box.first.evaluate("box => box.type")
            if kind in {"radio", "checkbox"}:
                page.locator(f"#formulier [name='{name}'][value='{one}']").check()
            elif kind == "select-one":
                box.first.select_option(one)
            else:
                box.first.fill(one)


def figure(page: Page, name: str, amount: str) -> Boxes:
    source = page.locator(f"#formulier [name='{name}.bronnen']").first.get_attribute("value") or ""
    return {f"{name}.midden": amount, f"{name}.bronnen": [source], f"{name}.gelezen": "eerste_hand"}


def press(page: Page, what: Locator) -> None:
    """Press something that leads to a page, and wait for that."""
    with page.expect_navigation():
        what.click()


def save(page: Page) -> None:
    press(page, page.locator(".mk-write__done").get_by_role("button", name="Sla op", exact=True))


def add(page: Page, label: str) -> None:
    """Save the form and begin a new part below it."""
    press(page, page.locator(".mk-write__done").get_by_role("button", name=re.compile(label)))


def go_to_part(page: Page, name: str) -> None:
    press(page, page.locator(".mk-write__tree").get_by_role("link", name=re.compile(name)).last)


def write_everything(page: Page) -> None:
    """From what a tip brought, a study with its source, to a concept that may be published."""
    fill(page, WHOLE)
    save(page)
    page.locator(".mk-write__tree").get_by_role("link", name=re.compile("buurtmaatjes", re.IGNORECASE)).nth(
        1
    ).click()
    fill(page, STUDY)
    save(page)
    go_to_part(page, NAME)
    fill(page, {"uitgever": "Onderzoeksbureau", "jaar": "2020", "soort": "rapport"})
    save(page)
    go_to_part(page, TITLE)
    add(page, "uitkomst")
    fill(page, RESULT)
    for name, amount in (("kosten", "1.000"), ("baten", "1.500"), ("saldo", "500"), ("ratio", "1,5")):
        fill(page, figure(page, name, amount))
    add(page, "post")
    fill(page, {"naam": "Minder zorg", "soort": "baten", "partij": "gemeente", "effectcategorie": "overig"})
    fill(page, figure(page, "bedrag", "1.500"))
    save(page)


def decide(page: Page, label: str, reason: str = "") -> None:
    """Take a step on the page where the change is read."""
    folded = page.locator("details.mk-step", has_text=label)
    if folded.count():
        folded.first.evaluate("fold => { fold.open = true; }")
    form = page.locator(".mk-steps form", has=page.get_by_role("button", name=label, exact=True)).first
    if reason:
        form.locator("textarea").first.fill(reason)
    press(page, form.get_by_role("button", name=label, exact=True))


def from_queue(context: BrowserContext, name: str = NAME) -> Page:
    """The difference, one click from the queue."""
    page = context.new_page()
    page.goto("/redactie/werk")
    press(page, page.get_by_role("link", name=name).first)
    return page


def tip(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/tip")
    page.fill("[name=titel]", NAME)
    page.fill("[name=link]", "https://example.org/buurtmaatjes.pdf")
    page.fill("[name=waarom]", "Dit onderzoek staat er nog niet.")
    page.wait_for_timeout(3_500)  # nobody fills a form in faster than this; robots do
    page.get_by_role("button", name="Verstuur de tip").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile("[Dd]ank"))


def report(context: BrowserContext, slug: str) -> None:
    page = context.new_page()
    page.goto(f"/melden/aanpak/{slug}")
    page.fill("[name=mis]", "Het zijn 130 deelnemers.")
    page.fill("[name=bewijs]", "https://example.org/buurtmaatjes.pdf")
    page.wait_for_timeout(3_500)
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile("[Dd]ank"))


class People(NamedTuple):
    """Who takes part: two editors and a chief editor, each in a browser of their own, and a visitor."""

    eva: BrowserContext
    omar: BrowserContext
    carla: BrowserContext
    visitor: BrowserContext


def concept_in(page: Page) -> str:
    """The address of the concept that a page is about."""
    found = re.search(r"/redactie/concepten/\d+", page.url)
    assert found is not None, page.url
    return found[0]


def from_tip_to_concept(people: People, pictures: Path) -> str:
    tip(people.visitor)
    page = people.eva.new_page()
    page.goto("/redactie/meldingen")
    press(page, page.get_by_role("link", name=NAME).first)
    photograph(page, pictures, "melding")
    press(page, page.get_by_role("button", name="Maak er een concept van"))
    address = concept_in(page)
    page.goto(f"{address}/controles")
    photograph(page, pictures, "controles")
    page.goto(address)
    write_everything(page)
    page.goto(address)
    photograph(page, pictures, "schrijven")
    page.goto(f"{address}/verschil")
    decide(page, "Leg voor ter beoordeling")
    return address


def from_return_to_publication(people: People, address: str) -> None:
    page = from_queue(people.omar)
    decide(page, "Geef terug met opmerkingen", "Noem ook hoe vaak het bezoek komt.")
    page = from_queue(people.eva)
    expect(page.locator("main")).to_contain_text("Noem ook hoe vaak het bezoek komt.")
    page.goto(address)
    fill(page, {"voor_wie": "Ouderen die weinig mensen zien. Het bezoek komt elke week."})
    save(page)
    page.goto(f"{address}/verschil")
    decide(page, "Leg voor ter beoordeling")
    expect(page.locator(".mk-steps").get_by_role("button", name="Keur goed")).to_have_count(0)
    decide(from_queue(people.omar), "Keur goed")
    decide(from_queue(people.carla), "Publiceer nu")
    reader = people.visitor.new_page()
    reader.goto(f"/aanpakken/{SLUG}")
    expect(reader.get_by_role("heading", level=1)).to_have_text(NAME)


def from_report_to_correction(people: People, pictures: Path) -> None:
    report(people.visitor, SLUG)
    page = people.eva.new_page()
    page.goto("/redactie/meldingen?soort=fout")
    press(page, page.locator("main a[href*='/redactie/meldingen/']").first)
    press(page, page.get_by_role("button", name=re.compile("snelle correctie")))
    address = concept_in(page)
    go_to_part(page, TITLE)
    fill(page, {"aantal_deelnemers": "130"})
    save(page)
    page.goto(f"{address}/verschil")
    decide(page, "Leg voor ter beoordeling", "Het aantal deelnemers stond verkeerd.")
    page = from_queue(people.omar)
    photograph(page, pictures, "verschil")
    decide(page, "Keur goed")
    decide(from_queue(people.carla), "Publiceer nu")
    reader = people.visitor.new_page()
    reader.goto("/correcties")
    expect(reader.locator("main")).to_contain_text("Het aantal deelnemers stond verkeerd.")
    reader.goto(f"/aanpakken/{SLUG}/versies/1")
    expect(reader.locator("main")).to_contain_text("120")


def withdraw(people: People, pictures: Path) -> None:
    page = people.carla.new_page()
    page.goto("/redactie/bijhouden")
    photograph(page, pictures, "bijhouden")
    page.goto(f"/redactie/paginas/{SLUG}")
    page.evaluate(UNFOLD)
    form = page.locator("form[action$='/stappen/intrekken']")
    form.locator("textarea").fill("Het onderzoek is ingetrokken door de makers.")
    press(page, form.get_by_role("button"))
    reader = people.visitor.new_page()
    answer = reader.goto(f"/aanpakken/{SLUG}")
    assert answer is not None
    assert answer.status == 410
    expect(reader.locator("main")).to_contain_text("Het onderzoek is ingetrokken door de makers.")


def test_the_whole_way_from_a_tip_to_a_page_that_was_withdrawn(
    desk: Desk, context: BrowserContext, pictures: Path
) -> None:
    people = People(
        desk.sign_in(AccountRole.EDITOR, viewport=SCREEN, name="Eva"),
        desk.sign_in(AccountRole.EDITOR, viewport=SCREEN, name="Omar"),
        desk.sign_in(AccountRole.CHIEF_EDITOR, viewport=SCREEN, name="Carla"),
        context,
    )
    page = context.new_page()
    page.set_viewport_size(SCREEN)
    page.goto("/aanmelden")
    photograph(page, pictures, "aanmelden")
    address = from_tip_to_concept(people, pictures)
    from_return_to_publication(people, address)
    from_report_to_correction(people, pictures)
    withdraw(people, pictures)
