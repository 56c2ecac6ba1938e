"""Around the form: beginning, versions, the address, the change note, the checks and the preview."""

from copy import deepcopy

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from app.database import writing
from app.editing.desk import now
from app.editing.reading_words import MONTHS as MONTH_NAMES
from catalogue.editing import concepts, working
from catalogue.editing.people import actor_of
from catalogue.kinds import Kind
from catalogue.tables import Concept, Entry
from catalogue.tables_people import Person
from catalogue.tables_work import Draft
from catalogue.terms_workflow import AccountRole, WorkState
from tests.app.concepts import address, begun, stored
from tests.app.forms import Editor
from tests.app.html import faults, soup
from tests.builders import make_approach, make_figure, make_publication, make_result, make_source, make_study
from tests.people import sign_in

NEW = "/redactie/concepten/nieuw"


def on_live(client: TestClient, slug: str = "gezinshuizen") -> int:
    """A concept of a page that is on the site."""
    with writing(client.app_state["database"]) as db, db.begin():
        entry = db.exec(select(Entry).where(Entry.slug == slug)).one()
        person = db.exec(select(Person)).first()
        assert person is not None
        return concepts.open_on(db, entry, actor_of(db, person), now()).id


def entry_of(client: TestClient, concept_id: int) -> Entry:
    with writing(client.app_state["database"]) as db, db.begin():
        entry = concepts.get(db, concept_id)[1]
        db.expunge(entry)
        return entry


def test_a_concept_begins_with_a_kind_and_a_name(editor: Editor) -> None:
    page = editor.open(NEW)
    assert faults(page) == []
    answer = editor.client.post(NEW, data={"naam": " Buurt & zorg ", "soort": "achtergrond"})
    concept = int(answer.headers["location"].split("?")[0].rsplit("/", 1)[1])
    assert stored(editor.client, concept)["naam"] == "Buurt & zorg"
    entry = entry_of(editor.client, concept)
    assert (entry.kind, entry.slug) == (Kind.BACKGROUND, "buurt-zorg")
    page = editor.open(answer.headers["location"])
    assert "Voeg onderzoek toe" in page


@pytest.mark.parametrize(
    "data", [{}, {"naam": "", "soort": "aanpak"}, {"naam": "x" * 201, "soort": "aanpak"}]
)
def test_a_concept_without_a_proper_name_is_not_made(editor: Editor, data: dict[str, str]) -> None:
    answer = editor.client.post(NEW, data=data)
    assert answer.status_code == 422
    assert soup(answer.text).find(id="naam-fout")
    assert editor.client.post(NEW, data={"naam": "x", "soort": "gedicht"}).status_code == 422


def test_a_submitter_begins_an_approach_only(own_client: TestClient) -> None:
    sign_in(own_client, AccountRole.SUBMITTER)
    assert "achtergrond" not in str(soup(own_client.get(NEW).text).find("form", class_="mk-form"))
    assert own_client.post(NEW, data={"naam": "x", "soort": "achtergrond"}).status_code == 422
    assert own_client.post(NEW, data={"naam": "Onze aanpak", "soort": "aanpak"}).status_code == 303


def test_a_version_is_named_and_put_back(editor: Editor) -> None:
    concept = begun(editor.client)
    editor.client.post(f"{address(concept)}/versies", data={"naam": "Voor het gesprek"})
    editor.open(address(concept))
    editor.send({"naam": "Nieuwe naam"})
    page = soup(editor.open(f"{address(concept)}/versies"))
    code = page.find("input", attrs={"name": "versie"})
    assert code is not None
    answer = editor.client.post(f"{address(concept)}/versies/terug", data={"versie": code["value"]})
    assert "De eerdere versie staat terug" in editor.open(answer.headers["location"])
    assert stored(editor.client, concept) == working.of(make_approach())
    with writing(editor.client.app_state["database"]) as db, db.begin():
        names = [draft.name for draft in db.exec(select(Draft).order_by(Draft.id)) if draft.name]  # type: ignore[arg-type]
    assert names == ["Voor het gesprek", "Voor het terugzetten van Voor het gesprek"]


def test_a_published_version_is_put_back_into_the_concept(editor: Editor) -> None:
    concept = on_live(editor.client)
    before = stored(editor.client, concept)
    editor.open(address(concept))
    editor.send({"naam": "Nieuwe naam"})
    assert "versie 1 van" in editor.open(f"{address(concept)}/versies")
    editor.client.post(f"{address(concept)}/versies/terug", data={"versie": "gepubliceerd-1"})
    assert stored(editor.client, concept) == before


@pytest.mark.parametrize("code", ["", "gepubliceerd-9", "bewaard-1", "x"])
def test_a_version_of_something_else_is_not_put_back(editor: Editor, code: str) -> None:
    other = begun(editor.client)
    editor.client.post(f"{address(other)}/versies", data={"naam": "Van een ander"})
    concept = begun(editor.client)
    answer = editor.client.post(f"{address(concept)}/versies/terug", data={"versie": code})
    assert answer.status_code == 404


def test_a_version_without_a_name_is_asked_for_one(editor: Editor) -> None:
    concept = begun(editor.client)
    for name in ("", "  ", "x" * 121):
        answer = editor.client.post(f"{address(concept)}/versies", data={"naam": name})
        assert answer.status_code == 422
        assert faults(answer.text) == []


def test_the_address_changes_only_while_nothing_was_published(editor: Editor) -> None:
    concept = begun(editor.client)
    page = editor.open(f"{address(concept)}/gegevens")
    assert faults(page) == []
    assert (
        editor.client.post(f"{address(concept)}/gegevens", data={"adres": "Nieuw-adres"}).status_code == 303
    )
    assert entry_of(editor.client, concept).slug == "nieuw-adres"
    for wrong in ("a b", "gezinshuizen", "", "é"):
        answer = editor.client.post(f"{address(concept)}/gegevens", data={"adres": wrong})
        assert answer.status_code == 422, wrong
        assert soup(answer.text).find(id="adres-fout")
    live = on_live(editor.client)
    editor.client.post(f"{address(live)}/gegevens", data={"adres": "anders"})
    assert entry_of(editor.client, live).slug == "gezinshuizen"


def test_the_change_note_is_kept(editor: Editor) -> None:
    concept = on_live(editor.client)
    answer = editor.client.post(f"{address(concept)}/gegevens", data={"toelichting": "Bedrag verbeterd."})
    assert answer.status_code == 303
    with writing(editor.client.app_state["database"]) as db, db.begin():
        row = db.get(Concept, concept)
        assert row is not None
        assert row.note == "Bedrag verbeterd."
    assert "Bedrag verbeterd." in editor.open(f"{address(concept)}/gegevens")
    too_long = editor.client.post(f"{address(concept)}/gegevens", data={"toelichting": "x" * 501})
    assert too_long.status_code == 422


def test_nothing_around_a_text_that_stands_still_changes(editor: Editor) -> None:
    concept = begun(editor.client)
    with writing(editor.client.app_state["database"]) as db, db.begin():
        row = db.get(Concept, concept)
        assert row is not None
        row.state = WorkState.APPROVED
        db.add(row)
    for path, data in [
        ("/verwijderen", {"deel": "onderzoeken/o1"}),
        ("/versies", {"naam": "x"}),
        ("/ongedaan", {}),
    ]:
        assert editor.client.post(address(concept) + path, data=data).status_code == 303, path
    for data in ({"toelichting": "x"}, {"adres": "anders"}):
        answer = editor.client.post(f"{address(concept)}/gegevens", data=data)
        assert answer.status_code == 409
    assert stored(editor.client, concept) == working.of(make_approach())


# --- checks


def test_each_check_leads_to_a_field_that_is_there(editor: Editor) -> None:
    text = working.of(
        make_approach(studies=(make_study(results=(make_result(costs=make_figure(sources=())),)),))
    )
    study = text["onderzoeken"][0]
    del text["samenvatting"], study["methode"]
    study["looptijd"] = "900"
    study["beperkingen"] = []
    study["bronnen"].append({"id": "b2"})
    study["uitkomsten"][0]["posten"] = [{"id": "p1", "naam": "Post"}, {"id": "p2"}]
    text["organisaties"] = [{"naam": "Zonder rol"}]
    concept = begun(editor.client, text)
    page = soup(editor.open(f"{address(concept)}/controles"))
    links = [str(link["href"]) for link in page.select(".mk-write__check a")]
    assert len(links) > 15
    seen: dict[str, set[str]] = {}
    for link in links:
        where, _, anchor = link.partition("#")
        if where not in seen:
            target = soup(editor.client.get(where).text)
            seen[where] = {str(tag["id"]) for tag in target.find_all(id=True)}
        assert anchor in seen[where], link
    assert {"v-methode", "v-looptijd", "v-beperkingen"} <= {link.partition("#")[2] for link in links}


def test_a_whole_text_is_told_so(editor: Editor) -> None:
    assert "Alles wat publicatie vraagt, staat erin" in editor.open(
        f"{address(begun(editor.client))}/controles"
    )


# --- the same thing twice


def test_the_same_source_is_warned_about_with_a_link(editor: Editor) -> None:
    first = begun(editor.client)
    source = make_source(url="http://www.example.org/rapport.pdf/?utm_source=x")
    study = make_study(title="Heel iets anders", year=2011, sources=(source,))
    second = begun(editor.client, make_approach(name="Andere naam", studies=(study,)))
    page = soup(editor.open(address(second)))
    notice = page.find(string="Staat dit er al?")
    assert notice is not None
    assert page.find("a", href=address(first))
    assert "Zelfde webadres van een bron" in page.get_text()


def test_a_page_on_the_site_with_the_same_name_is_warned_about(editor: Editor) -> None:
    concept = begun(editor.client, {"naam": "De gezinshuizen!"})
    page = soup(editor.open(address(concept)))
    assert page.find("a", href="/aanpakken/gezinshuizen")
    on_site = soup(editor.open(address(on_live(editor.client))))
    assert on_site.find(string="Staat dit er al?") is None


def test_a_submitter_hears_nothing_about_the_work_of_others(own_client: TestClient) -> None:
    sign_in(own_client, AccountRole.EDITOR)
    begun(own_client, {"naam": "Geheim plan van een ander"})
    sign_in(own_client, AccountRole.SUBMITTER)
    own = begun(own_client, {"naam": "Geheim plan van een ander"})
    assert "Staat dit er al?" not in own_client.get(address(own)).text


# --- the preview


def main_part(page: str) -> str:
    """The page without its notice, and without the ways to react, which only a published page has."""
    tree = soup(page)
    main = tree.find("main")
    assert main is not None
    for link in main.select("a[href^='/melden/'], a[href^='/weerwoord/']"):
        link.decompose()
    for notice in main.find_all(class_="mk-notice--info"):
        if "Voorbeeld" in notice.get_text():
            notice.decompose()
    return main.get_text(" ", strip=True)


@pytest.mark.parametrize(
    ("slug", "kind", "path"),
    [("gezinshuizen", "aanpak", "/aanpakken/"), ("re-integratie-seo-2006", "achtergrond", "/achtergrond/")],
)
def test_the_preview_is_the_page_as_it_is_published(editor: Editor, slug: str, kind: str, path: str) -> None:
    concept = on_live(editor.client, slug)
    preview = editor.client.get(f"{address(concept)}/voorbeeld")
    assert preview.headers["cache-control"] == "no-store"
    assert "noindex" in preview.headers["x-robots-tag"]
    assert "Voorbeeld: dit staat nog niet op de site" in preview.text
    live = editor.client.get(path + slug)
    ours, theirs = main_part(preview.text), main_part(live.text)
    assert without_version(ours) == without_version(theirs)


def without_version(text: str) -> list[str]:
    """The words, without those of the next version number and day."""
    return [
        word
        for word in text.split()
        if not word.strip("().,").isdigit() and "versies/" not in word and word not in MONTHS
    ]


MONTHS = frozenset(MONTH_NAMES)


def test_the_charts_of_a_preview_are_drawn(editor: Editor) -> None:
    concept = on_live(editor.client)
    page = soup(editor.client.get(f"{address(concept)}/voorbeeld").text)
    picture = page.find("img", class_="mk-chart__picture")
    assert picture is not None
    assert str(picture["src"]).startswith(f"{address(concept)}/voorbeeld/grafieken/")
    answer = editor.client.get(str(picture["src"]))
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert editor.client.get(f"{address(concept)}/voorbeeld/grafieken/bestaat-niet.svg").status_code == 404


def test_the_preview_names_what_it_cannot_show(editor: Editor) -> None:
    text = working.of(make_approach())
    del text["onderzoeken"][0]["methode"]
    concept = begun(editor.client, text)
    page = soup(editor.open(f"{address(concept)}/voorbeeld"))
    assert "Onderzoeken: Kosten en baten van jongerenwerk" in page.get_text()


@pytest.mark.parametrize("kind", [Kind.APPROACH, Kind.BACKGROUND])
def test_the_preview_of_an_empty_concept_is_a_page(editor: Editor, kind: Kind) -> None:
    concept = begun(editor.client, {"naam": "Leeg"}, kind)
    assert "Leeg" in editor.open(f"{address(concept)}/voorbeeld")


def test_the_preview_shows_whatever_is_missing(editor: Editor) -> None:
    """Every field of every part left out in turn, in an approach and a publication."""
    for kind, document in ((Kind.APPROACH, make_approach()), (Kind.BACKGROUND, make_publication())):
        whole = working.of(document)
        concept = begun(editor.client, whole, kind)
        for holder, name in places(whole):
            text = without(whole, holder, name)
            with writing(editor.client.app_state["database"]) as db, db.begin():
                row = db.get(Concept, concept)
                assert row is not None
                row.document = working.write(text)
                db.add(row)
            answer = editor.client.get(f"{address(concept)}/voorbeeld")
            assert answer.status_code == 200, (holder, name)


def places(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], str]]:
    """Every field, with the way to what holds it."""
    found: list[tuple[tuple[str | int, ...], str]] = []
    if isinstance(value, dict):
        for name, inner in value.items():
            found += [(path, name), *places(inner, (*path, name))]
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            found += places(inner, (*path, number))
    return found


def without(whole: working.Working, holder: tuple[str | int, ...], name: str) -> working.Working:
    text = deepcopy(whole)
    part = text
    for step in holder:
        part = part[step]  # type: ignore[index]
    part.pop(name)
    return text
