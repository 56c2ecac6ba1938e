"""Writing a concept without script: one screen, small forms, nothing lost."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from fastapi.testclient import TestClient
from sqlmodel import col, select

from app.database import writing
from app.editing.desk import now
from app.editing.fields import fields_of, part_shapes
from catalogue.editing import concepts, paths, steps, working
from catalogue.editing.people import actor_of
from catalogue.kinds import MODELS, Kind
from catalogue.shapes import Kind as Fact
from catalogue.shapes import shapes
from catalogue.tables import Concept, Entry
from catalogue.tables_people import Person
from catalogue.tables_work import Draft
from catalogue.terms_workflow import AccountRole, WorkState
from tests.app.concepts import address, begun, stored
from tests.app.forms import Editor, form_on, values_of, with_typed
from tests.app.html import faults, soup
from tests.builders import make_approach, make_publication
from tests.people import sign_in

XSS = "\"><script>alert(1)</script>'{{7*7}}</textarea><img src=x onerror=alert(1)>"


def every_path(model: Any, part: dict[str, Any], path: str = "") -> Iterator[str]:
    """The paths of all parts with a form of their own."""
    yield path
    for shape in part_shapes(model):
        here = f"{path}/{shape.dutch}".lstrip("/")
        held: Any = part.get(shape.dutch)
        if not shape.many:
            yield from every_path(shape.type, held, here)
            continue
        for key, inner in zip(steps.keys(shape.type, held), held, strict=True):
            yield from every_path(shape.type, inner, f"{here}/{paths.join(key)}")


RESULT = "onderzoeken/o1/uitkomsten/u1"
JSON = {"Accept": "application/json"}


def found(page: Tag, selector: str) -> Tag:
    tag = page.select_one(selector)
    assert tag is not None, selector
    return tag


def items(client: TestClient, concept_id: int) -> list[str]:
    """The names of the items of the one result, in order."""
    result = stored(client, concept_id)["onderzoeken"][0]["uitkomsten"][0]
    return [item["naam"] for item in result["posten"]]


# --- one screen ---------------------------------------------------------------------------------------------


def test_the_screen_shows_the_structure_with_what_is_missing(editor: Editor) -> None:
    text = working.of(make_approach())
    del text["onderzoeken"][0]["methode"]
    page = soup(editor.open(address(begun(editor.client, text), RESULT)))
    tree = found(page, "#onderdelen")
    assert [link.get_text(" ", strip=True) for link in tree.find_all("a")] == [
        "Jongerenwerk in de wijk 1 , mist nog 1",
        "Kosten en baten van jongerenwerk 1 , mist nog 1",
        "Kosten en baten van jongerenwerk , klopt",
        "Hoofduitkomst , klopt",
    ]
    assert found(tree, "[aria-current=page]").get_text(" ", strip=True).startswith("Hoofduitkomst")


@pytest.mark.parametrize("path", ["", "onderzoeken/o1", "onderzoeken/o1/bronnen/b1", RESULT])
def test_every_form_is_well_formed_html_with_a_label_at_each_box(editor: Editor, path: str) -> None:
    text = editor.open(address(begun(editor.client), path))
    assert faults(text) == []
    page = soup(text)
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    labelled = {label.get("for") for label in page.find_all("label")}
    boxes = form_on(page).find_all(["input", "select", "textarea"])
    assert [box for box in boxes if box.get("type") != "hidden" and box.get("id") not in labelled] == []
    described = [name for box in boxes for name in str(box.get("aria-describedby", "")).split()]
    assert set(described) <= set(ids)


def test_a_path_that_is_no_part_is_not_found(editor: Editor) -> None:
    concept = begun(editor.client)
    for path in (
        "onderzoeken",
        "onderzoeken/o9",
        "onderzoeken/o1/titel",
        "x",
        "onderzoeken/o1/bronnen",
        "organisaties",
    ):
        assert editor.client.get(address(concept, path)).status_code == 404, path


def test_every_part_of_an_entry_posts_back_what_it_shows(editor: Editor) -> None:
    """Read from the boxes alone: the basis says that nothing stood there, so every box counts as typed."""
    with writing(editor.client.app_state["database"]) as db, db.begin():
        slugs = ["gezinshuizen", "re-integratie-seo-2006"]
        entries = db.exec(select(Entry).where(col(Entry.slug).in_(slugs))).all()
        person = db.exec(select(Person)).first()
        assert person is not None
        ids = {entry.kind: concepts.open_on(db, entry, actor_of(db, person), now()).id for entry in entries}
    for kind, concept in ids.items():
        before = stored(editor.client, concept)
        for path in every_path(MODELS[kind], before):
            editor.open(address(concept, path))
            fields = [field.shape.dutch for field in fields_of(_model(MODELS[kind], path))]
            editor.send({"_basis": json.dumps({name: [] for name in fields})})
        assert working.write(stored(editor.client, concept)) == working.write(before)


def _model(model: Any, path: str) -> Any:
    way = steps.steps(model, path)
    return way[-1].shape.type if way and way[-1].shape else way[-1].model if way else model


# --- saving -------------------------------------------------------------------------------------------------


def test_a_form_is_saved_and_says_so(editor: Editor) -> None:
    concept = begun(editor.client)
    editor.open(address(concept, RESULT))
    editor.send({"kosten.midden": "1.234,50", "naam": "Andere naam"})
    assert "Opgeslagen." in editor.page
    result = stored(editor.client, concept)["onderzoeken"][0]["uitkomsten"][0]
    assert (result["kosten"]["midden"], result["naam"]) == ("1234.5", "Andere naam")


def test_what_cannot_be_read_comes_back_as_typed_and_the_rest_is_saved(editor: Editor) -> None:
    concept = begun(editor.client)
    editor.open(address(concept, RESULT))
    editor.send({"kosten.midden": "1,2 miljoen", "naam": "Andere naam"}, fails=422)
    page = soup(editor.page)
    box = found(page, "[id='v-kosten.midden']")
    assert box["value"] == "1,2 miljoen"
    assert box["aria-invalid"] == "true"
    summary = found(page, "#fouten")
    assert "Bedoelt u 1.200.000?" in summary.get_text()
    assert found(summary, "a")["href"] == "#v-kosten.midden"
    result = stored(editor.client, concept)["onderzoeken"][0]["uitkomsten"][0]
    assert (result["kosten"]["midden"], result["naam"]) == ("1000", "Andere naam")
    editor.send({"kosten.midden": "1.200.000"})
    assert stored(editor.client, concept)["onderzoeken"][0]["uitkomsten"][0]["kosten"]["midden"] == "1200000"


def test_the_script_gets_an_answer_in_json(editor: Editor) -> None:
    concept = begun(editor.client)
    form = form_on(editor.open(address(concept, RESULT)))
    typed = with_typed(values_of(form), {"kosten.midden": "veel", "naam": "Getypt"})
    answer = editor.client.post(address(concept, RESULT), data=typed, headers=JSON)
    assert answer.status_code == 200
    told = answer.json()
    assert told["gewijzigd"] is True
    assert set(told["fouten"]) == {"kosten.midden"}
    assert json.loads(told["basis"])["naam"] == ["Getypt"]
    assert answer.headers["cache-control"] == "no-store"
    again = editor.client.post(
        address(concept, RESULT),
        data=typed | {"_basis": [told["basis"]]},
        headers=JSON,
    )
    assert again.json()["gewijzigd"] is False


def test_saving_while_typing_makes_one_step_to_undo_and_no_version(editor: Editor) -> None:
    concept = begun(editor.client)
    values = values_of(form_on(editor.open(address(concept, RESULT))))
    for name in ("Eerste", "Tweede", "Derde"):
        values = with_typed(values, {"naam": name})
        answer = editor.client.post(address(concept, RESULT), data=values, headers=JSON)
        values["_basis"] = [answer.json()["basis"]]
    with writing(editor.client.app_state["database"]) as db, db.begin():
        drafts = db.exec(select(Draft).where(Draft.concept_id == concept)).all()
        assert [draft.name for draft in drafts] == [None]
    editor.open(address(concept, RESULT))
    editor.send({}, "ongedaan")
    assert stored(editor.client, concept) == working.of(make_approach())
    assert "Ongedaan gemaakt. Het ging om" in editor.page


def test_undoing_without_a_change_says_so(editor: Editor) -> None:
    editor.open(address(begun(editor.client)))
    editor.send({}, "ongedaan")
    assert "niets om ongedaan" in editor.page


# --- the structure ------------------------------------------------------------------------------------------


def test_parts_are_added_moved_and_removed_without_script(editor: Editor) -> None:
    concept = begun(editor.client)
    editor.open(address(concept, RESULT))
    editor.send({"naam": "Ook opgeslagen"}, f"erbij:{RESULT}/posten")
    assert "/posten/" in editor.address
    editor.send({"naam": "Eerste post"}, f"erbij:{RESULT}/posten")
    editor.send({"naam": "Tweede post"})
    result = stored(editor.client, concept)["onderzoeken"][0]["uitkomsten"][0]
    assert result["naam"] == "Ook opgeslagen"
    assert [item["naam"] for item in result["posten"]] == ["Eerste post", "Tweede post"]
    second = f"{RESULT}/posten/{result['posten'][1]['id']}"
    editor.send({}, f"omhoog:{second}")
    assert items(editor.client, concept) == ["Tweede post", "Eerste post"]
    editor.send({}, f"weg:{second}")
    assert "Verwijder post ‘Tweede post’?" in soup(editor.page).get_text()
    answer = editor.client.post(f"{address(concept)}/verwijderen", data={"deel": second})
    editor.open(answer.headers["location"])
    assert "Verwijderd." in editor.page
    editor.send({}, "ongedaan")
    assert items(editor.client, concept) == ["Tweede post", "Eerste post"]


def test_a_button_for_a_place_that_is_not_there_saves_and_does_nothing_else(editor: Editor) -> None:
    concept = begun(editor.client)
    for after in (
        "erbij:x",
        "erbij:onderzoeken/o9/bronnen",
        "omhoog:onderzoeken/o9",
        "erbij:titel",
        "erbij:organisaties",
    ):
        form = form_on(editor.open(address(concept)))
        answer = editor.client.post(address(concept), data=values_of(form) | {"daarna": [after]})
        assert answer.status_code == 404, after
    assert stored(editor.client, concept) == working.of(make_approach())
    assert editor.client.post(f"{address(concept)}/verwijderen", data={"deel": ""}).status_code == 404
    assert editor.client.post(f"{address(concept)}/verwijderen", data={"deel": "naam"}).status_code == 404


def test_a_part_that_somebody_removed_gives_the_typed_text_back(editor: Editor) -> None:
    concept = begun(editor.client)
    source = "onderzoeken/o1/bronnen/b1"
    form = form_on(editor.open(address(concept, source)))
    editor.client.post(f"{address(concept)}/verwijderen", data={"deel": source})
    typed = with_typed(values_of(form), {"titel": "Lang over nagedacht"})
    answer = editor.client.post(address(concept, source), data=typed)
    assert answer.status_code == 409
    assert "Lang over nagedacht" in answer.text
    by_script = editor.client.post(address(concept, source), data=typed, headers=JSON)
    assert by_script.status_code == 410


# --- two people ---------------------------------------------------------------------------------------------


def test_two_people_in_one_form_keep_each_others_changes(editor: Editor) -> None:
    concept = begun(editor.client)
    first = values_of(form_on(editor.open(address(concept, "onderzoeken/o1"))))
    sign_in(editor.client, AccountRole.EDITOR, name="Bas")
    second = values_of(form_on(editor.open(address(concept, "onderzoeken/o1"))))
    where = address(concept, "onderzoeken/o1")
    assert editor.client.post(where, data=with_typed(first, {"titel": "Titel van Anna"})).status_code == 303
    assert editor.client.post(where, data=with_typed(second, {"jaar": "2021"})).status_code == 303
    study = stored(editor.client, concept)["onderzoeken"][0]
    assert (study["titel"], study["jaar"]) == ("Titel van Anna", 2021)


def test_two_people_in_one_field_choose(editor: Editor) -> None:
    concept = begun(editor.client)
    where = address(concept, "onderzoeken/o1")
    first = values_of(form_on(editor.open(where)))
    second = Editor(editor.client)
    second.open(where)
    assert editor.client.post(where, data=with_typed(first, {"titel": "Titel van Anna"})).status_code == 303
    second.send({"titel": "Titel van Bas", "jaar": "2021"}, fails=409)
    page = soup(second.page)
    both = [text.get_text(strip=True) for text in page.find_all(class_="mk-write__text")]
    assert both == ["Titel van Anna", "Titel van Bas"]
    study = stored(editor.client, concept)["onderzoeken"][0]
    assert (study["titel"], study["jaar"]) == ("Titel van Anna", 2021)
    second.send({}, fails=409)
    second.send({"_keuze.titel": "mijn"})
    assert stored(editor.client, concept)["onderzoeken"][0]["titel"] == "Titel van Bas"


def test_a_text_that_stands_still_is_shown_and_takes_nothing(editor: Editor) -> None:
    concept = begun(editor.client)
    values = values_of(form_on(editor.open(address(concept))))
    with writing(editor.client.app_state["database"]) as db, db.begin():
        row = db.get(Concept, concept)
        assert row is not None
        row.state = WorkState.IN_REVIEW
        db.add(row)
    page = editor.open(address(concept))
    assert "Neem het terug" in page
    assert soup(page).find("button", string="Sla op") is None
    answer = editor.client.post(address(concept), data=with_typed(values, {"naam": "Te laat getypt"}))
    assert answer.status_code == 409
    assert "Te laat getypt" in answer.text
    late = with_typed(values, {"naam": "Te laat"})
    by_script = editor.client.post(address(concept), data=late, headers=JSON)
    assert by_script.status_code == 423
    assert editor.client.post(f"{address(concept)}/ongedaan").status_code == 303
    assert stored(editor.client, concept)["naam"] == make_approach().name


# --- who may ------------------------------------------------------------------------------------------------


PAGES = (
    "",
    "/deel/onderzoeken/o1",
    "/verwijderen?deel=onderzoeken/o1",
    "/versies",
    "/gegevens",
    "/controles",
    "/voorbeeld",
)
SENDS = ("", "/deel/onderzoeken/o1", "/verwijderen", "/ongedaan", "/versies", "/versies/terug", "/gegevens")


def test_a_submitter_sees_only_the_work_of_the_own_organisation(own_client: TestClient) -> None:
    sign_in(own_client, AccountRole.EDITOR, name="Redacteur")
    concept = begun(own_client)
    sign_in(own_client, AccountRole.SUBMITTER, name="Indiener")
    for page in PAGES:
        assert own_client.get(address(concept) + page).status_code == 404, page
    for send in SENDS:
        assert own_client.post(address(concept) + send, data={"deel": "onderzoeken/o1"}).status_code == 404, (
            send
        )
    own = begun(own_client)
    for page in PAGES:
        assert own_client.get(address(own) + page).status_code == 200, page


def test_a_visitor_signs_in_first_and_a_script_hears_that(own_client: TestClient) -> None:
    sign_in(own_client, AccountRole.EDITOR)
    concept = begun(own_client)
    own_client.cookies.clear()
    for page in (*PAGES, "/redactie/concepten/nieuw"):
        target = page if page.startswith("/redactie") else address(concept) + page
        assert own_client.get(target).headers["location"].startswith("/aanmelden?terug="), page
    assert own_client.post(address(concept), headers=JSON).status_code == 401


def test_an_administrator_does_not_write(own_client: TestClient) -> None:
    sign_in(own_client, AccountRole.ADMINISTRATOR)
    assert own_client.get("/redactie/concepten/nieuw").status_code == 403


# --- safe ---------------------------------------------------------------------------------------------------


def with_attacks(model: Any, part: dict[str, Any]) -> dict[str, Any]:
    """A part with an attack in every text that a form lets somebody type."""
    new = dict(part)
    for shape in shapes(model):
        if shape.kind is Fact.TEXT and shape.dutch not in {"id", "code", "bronnen", "gemeenten", "kengetal"}:
            new[shape.dutch] = [XSS] if shape.many else XSS
        elif shape.kind is Fact.DOCUMENT and part.get(shape.dutch):
            held = part[shape.dutch]
            new[shape.dutch] = (
                [with_attacks(shape.type, each) for each in held]
                if shape.many
                else with_attacks(shape.type, held)
            )
        elif (
            shape.kind is Fact.FIGURE
            and isinstance(part.get(shape.dutch), dict)
            and "midden" in part[shape.dutch]
        ):
            new[shape.dutch] = part[shape.dutch] | {"vindplaats": XSS, "opmerking": XSS}
    return new


@pytest.mark.parametrize(
    ("kind", "document"), [(Kind.APPROACH, make_approach()), (Kind.BACKGROUND, make_publication())]
)
def test_no_text_that_somebody_types_becomes_part_of_a_page(
    editor: Editor, kind: Kind, document: Any
) -> None:
    text = with_attacks(MODELS[kind], working.of(document))
    concept = begun(editor.client, text, kind)
    editor.client.post(f"{address(concept)}/versies", data={"naam": XSS})
    places = [f"/deel/{path}" if path else "" for path in every_path(MODELS[kind], text)]
    first = next(path for path in every_path(MODELS[kind], text) if "bronnen" in path)
    for page in (*places, f"/verwijderen?deel={first}", "/versies", "/gegevens", "/controles", "/voorbeeld"):
        answer = editor.client.get(address(concept) + page)
        assert answer.status_code == 200, page
        assert is_harmless(soup(answer.text)), page
        assert "<script>alert(1)" not in answer.text, page
    assert "49" not in found(soup(editor.client.get(address(concept)).text), "h1").get_text()


def test_what_comes_back_from_a_form_is_harmless(editor: Editor) -> None:
    concept = begun(editor.client)
    form = form_on(editor.open(address(concept, RESULT)))
    boxes = {name: [XSS] for name in values_of(form) if not name.startswith("_")}
    answer = editor.client.post(address(concept, RESULT), data=values_of(form) | boxes)
    assert answer.status_code == 422
    assert is_harmless(soup(answer.text))
    new = editor.client.post("/redactie/concepten/nieuw", data={"naam": XSS, "soort": XSS})
    assert new.status_code == 422
    assert is_harmless(soup(new.text))
    slug = editor.client.post(f"{address(concept)}/gegevens", data={"adres": XSS})
    assert slug.status_code == 422
    assert is_harmless(soup(slug.text))


def is_harmless(page: BeautifulSoup) -> bool:
    """Whether the page runs only our own scripts, and nothing listens in an attribute."""
    scripts = [
        tag
        for tag in page.find_all("script")
        if not tag.get("src") and tag.get("type") != "application/ld+json"
    ]
    listening = [tag for tag in page.find_all(True) if any(name.startswith("on") for name in tag.attrs)]
    strange = page.find_all("img", src="x")
    return not scripts and not listening and not strange


# --- rows of the registers ----------------------------------------------------------------------------------


def test_a_unit_cost_is_written_on_the_same_screen(editor: Editor) -> None:
    answer = editor.client.post("/redactie/concepten/nieuw", data={"naam": "Uur hulp", "soort": "kengetal"})
    editor.open(answer.headers["location"])
    concept = int(editor.address.split("?")[0].rsplit("/", 1)[1])
    editor.send(
        {
            "waarde": "1.234,50",
            "eenheid": "uur",
            "prijspeil": "2022",
            "soort": "tarief",
            "partij": "gemeente",
            "partij.onbekend": "",
            "bron.tekst": "Een rapport",
            "bron.url": "https://example.org",
            "opbouw.0.naam": "Loon",
            "opbouw.0.bedrag": "1.234,50",
        }
    )
    text = stored(editor.client, concept)
    assert (text["waarde"], text["prijspeil"], text["partij"]) == ("1234.5", 2022, "gemeente")
    assert text["bron"]["tekst"] == "Een rapport"
    assert text["bron"]["id"]
    assert text["opbouw"] == [{"naam": "Loon", "bedrag": "1234.5"}]
    kept = dict(text["bron"])
    editor.send({"bron.tekst": "Een ander rapport"})
    assert stored(editor.client, concept)["bron"] == kept | {"tekst": "Een ander rapport"}
    assert "Uur hulp" in editor.open(f"{address(concept)}/voorbeeld")


def test_an_indicator_is_written_on_the_same_screen(editor: Editor) -> None:
    answer = editor.client.post("/redactie/concepten/nieuw", data={"naam": "Bereik", "soort": "kpi"})
    editor.open(answer.headers["location"])
    concept = int(editor.address.split("?")[0].rsplit("/", 1)[1])
    editor.send({"definitie": "Hoeveel mensen meedoen.", "themas": ["eenzaamheid"], "eenheid": "mensen"})
    assert stored(editor.client, concept)["themas"] == ["eenzaamheid"]
    assert "Hoeveel mensen meedoen." in editor.open(f"{address(concept)}/voorbeeld")


# --- what it costs ------------------------------------------------------------------------------------------


def test_from_an_empty_concept_to_one_that_may_be_published_takes_few_steps(editor: Editor) -> None:
    """The median report of the collection has one study and one source; see the steps in the message."""
    editor.loads += 1
    assert editor.client.get("/redactie/concepten/nieuw").status_code == 200
    answer = editor.client.post("/redactie/concepten/nieuw", data={"naam": "Buurthulp", "soort": "aanpak"})
    editor.sends += 1
    editor.open(answer.headers["location"])
    concept = int(editor.address.split("?")[0].rsplit("/", 1)[1])
    editor.send(
        {
            "selectie": "geselecteerd",
            "samenvatting": make_approach().summary,
            "wat_houdt_het_in": "Buren helpen buren.",
            "voor_wie": "Mensen die hulp zoeken.",
            "werksoorten": ["opbouwwerk"],
            "themas": ["eenzaamheid"],
            "preventief_curatief": "preventief",
            "individueel_collectief": "collectief",
        },
        "erbij:onderzoeken",
    )
    study = editor.address.split("?")[0].split("/deel/")[1]
    editor.send(
        {
            "titel": "Kosten en baten van buurthulp",
            "jaar": "2020",
            "bureaus": "Onderzoeksbureau",
            "methode": "mkba",
            "reikwijdte": "samenleving",
            "meetmoment": "ex_post",
            "herkomst": "primair",
            "gelezen": "volledig",
            "onderzoeksopzet": "voor_na_met_controle",
            "nulalternatief_soort": "bestaand_beleid",
            "nulalternatief": "Geen hulp van buren.",
            "eenheid": "per_deelnemer",
            "aantal_deelnemers": "120",
            "prijspeil": "2019",
            "looptijd": "10",
            "discontovoet": "3",
            "conclusie": "De baten zijn hoger dan de kosten.",
            "beperkingen": "De uitkomst geldt voor twee wijken.",
        },
        f"erbij:{study}/bronnen",
    )
    source = editor.address.split("?")[0].rsplit("/", 1)[1]
    editor.send(
        {
            "titel": "Kosten en baten van buurthulp",
            "soort": "rapport",
            "uitgever": "Onderzoeksbureau",
            "jaar": "2020",
            "url": "https://example.org/rapport.pdf",
        },
        f"erbij:{study}/uitkomsten",
    )
    result = editor.address.split("?")[0].split("/deel/")[1]

    def figure(name: str, amount: str) -> dict[str, str]:
        return {f"{name}.midden": amount, f"{name}.bronnen": source, f"{name}.gelezen": "eerste_hand"}

    editor.send(
        {
            "naam": "Hoofduitkomst",
            "is_hoofduitkomst": "ja",
            "ratio_definitie": "baten_gedeeld_door_kosten",
            **figure("kosten", "1.000"),
            **figure("baten", "1.500"),
            **figure("saldo", "500"),
            **figure("ratio", "1,5"),
        },
        f"erbij:{result}/posten",
    )
    editor.send(
        {
            "naam": "Minder zorg",
            "soort": "baten",
            "partij": "gemeente",
            "effectcategorie": "overig",
            **figure("bedrag", "1.500"),
        }
    )
    checks = editor.client.get(f"{address(concept)}/controles").text
    document = working.complete(Kind.APPROACH, stored(editor.client, concept))
    print(f"pages loaded: {editor.loads}, forms sent: {editor.sends}")
    assert "Alles wat publicatie vraagt, staat erin" in checks, soup(checks).get_text(" ", strip=True)
    assert document.name == "Buurthulp"
    assert editor.sends <= 6, f"{editor.sends} forms sent"
    assert editor.loads <= 7, f"{editor.loads} pages loaded"
