"""Sheets: what people type becomes what they mean, and what cannot be read is named by its cell."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from catalogue.documents import Approach, Publication
from catalogue.editing import working
from catalogue.editing.sheets import SHEETS
from catalogue.editing.sheets_cells import Odd, Unreadable
from catalogue.editing.sheets_cells import read as read_cell
from catalogue.editing.sheets_cells import write as write_cell
from catalogue.editing.sheets_tables import Grid, letters, sheet_of_columns
from catalogue.editing.sheets_writing import Listed, flat, grids
from catalogue.editing.working import complete
from catalogue.kinds import AnyDocument, Kind
from catalogue.shapes import Kind as FactKind
from catalogue.shapes import Shape, document_classes, shapes
from tests.builders import make_approach, make_benefit, make_publication, make_result, make_study
from tests.catalogue.document_strategies import documents, sample
from tests.sheet_files import bases, grid, listed, messages, read

FILLED = make_approach(studies=(make_study(results=(make_result(items=(make_benefit(),)),)),))
ENTRY = listed("jongerenwerk", FILLED)
SITE = bases(ENTRY)


def one(*sheets: Grid) -> Any:
    """The text of the only entry in a file that has no faults."""
    found = read(*sheets, at=SITE)
    assert messages(found) == []
    (proposal,) = found.proposals
    return proposal.text


def change(**cells: Any) -> Any:
    """The entry after a row on the first sheet."""
    return one(grid("aanpakken", {"slug": "jongerenwerk", **cells}))


# --- there and back ---------------------------------------------------------------------------------------


FEW = settings(max_examples=15)
"""A whole document with all its parts takes long to make up."""


@FEW
@given(documents(Approach))
def test_any_approach_comes_back_from_sheets_as_it_was(document: Approach) -> None:
    entry = Listed("aanpak", Kind.APPROACH, with_places(working.of(document)))
    assume(not _has_doubles(entry.text))
    found = read(*grids([entry]), at=bases(entry))
    assert messages(found) == []
    assert [one.text for one in found.proposals] == [entry.text]


def with_places(text: Any) -> Any:
    """The same with codes of municipalities, where the made-up documents have any text."""
    for study in text.get("onderzoeken", [text.get("onderzoek")]):
        study["gemeenten"] = ["0363"] * len(study["gemeenten"])
    return text


def _has_doubles(text: Any) -> bool:
    """Whether one id stands twice in one list: nobody could tell those rows apart."""
    if isinstance(text, dict):
        return any(_has_doubles(value) for value in text.values())
    if not isinstance(text, list):
        return False
    ids = [part["id"] for part in text if isinstance(part, dict) and "id" in part]
    return len(set(ids)) < len(ids) or any(map(_has_doubles, text))


@FEW
@given(documents(Publication))
def test_any_publication_comes_back_from_sheets_as_it_was(document: Publication) -> None:
    entry = Listed("publicatie", Kind.BACKGROUND, with_places(working.of(document)))
    assume(not _has_doubles(entry.text))
    found = read(*grids([entry]), at=bases(entry))
    assert messages(found) == []
    assert [one.text for one in found.proposals] == [entry.text]


@pytest.mark.parametrize("document", [FILLED, make_publication()])
def test_an_entry_read_where_it_is_not_known_is_the_same_document(document: AnyDocument) -> None:
    entry = listed("nieuw", document)
    (proposal,) = read(*grids([entry])).proposals
    assert proposal.base is None
    assert complete(entry.kind, proposal.text) == document


@pytest.mark.parametrize("variant", [0, 1])
def test_every_field_of_an_approach_has_a_column(variant: int) -> None:
    text = with_places(working.of(Approach.model_validate(sample(Approach, variant))))
    entry = Listed("vol", Kind.APPROACH, text)
    (proposal,) = read(*grids([entry])).proposals
    assert working.of(complete(Kind.APPROACH, proposal.text)) == entry.text


def test_the_layout_of_one_row_comes_back_as_it_was() -> None:
    found = read(flat([ENTRY]), at=SITE)
    assert messages(found) == []
    assert [one.text for one in found.proposals] == [ENTRY.text]


@given(st.data())
def test_a_cell_gives_back_what_was_written_in_it(data: st.DataObject) -> None:
    texts = [shape for model in document_classes(Approach) for shape in shapes(model)]
    shape = data.draw(st.sampled_from([one for one in texts if one.kind is FactKind.TEXT]))
    if shape.attribute in {"municipalities", "code"}:
        return
    words = st.text(alphabet=st.sampled_from("ab \\;n\n=+-@'\"|(leegmaken)é_"), min_size=1, max_size=12).map(
        str.strip
    )
    value = data.draw(st.lists(words.filter(bool), min_size=1) if shape.many else words.filter(bool))
    assert read_cell(shape, write_cell(shape, value)) == value


@pytest.mark.parametrize(
    "word", ["(leegmaken)", "niet_gerapporteerd", "\\niet_gerapporteerd", "(niet veranderen)"]
)
def test_a_text_that_looks_like_a_special_word_stays_a_text(word: str) -> None:
    entry = listed("jongerenwerk", make_approach(what=word))
    (proposal,) = read(*grids([entry]), at=SITE).proposals
    assert proposal.text["wat_houdt_het_in"] == word


# --- what is typed ----------------------------------------------------------------------------------------


def shape_of(name: str) -> Shape:
    found = {shape.dutch: shape for model in document_classes(Approach) for shape in shapes(model)}
    return found[name]


@pytest.mark.parametrize(
    ("name", "typed", "meant"),
    [
        ("discontovoet", "2,25", "2.25"),
        ("discontovoet", "3%", "3"),
        ("discontovoet", Decimal("2.25"), "2.25"),
        ("aantal_deelnemers", "1.234", 1234),
        ("aantal_deelnemers", Decimal("120.0"), 120),
        ("jaar", "2024", 2024),
        ("jaar", Decimal(2024), 2024),
        ("jaar", "Niet gerapporteerd", {"onbekend": "niet_gerapporteerd"}),
        ("looptijd", "niet_van_toepassing", {"onbekend": "niet_van_toepassing"}),
        ("laatst_gecontroleerd_op", "21-11-2026", "2026-11-21"),
        ("laatst_gecontroleerd_op", "21 november 2026", "2026-11-21"),
        ("laatst_gecontroleerd_op", "2026-11-21", "2026-11-21"),
        ("laatst_gecontroleerd_op", date(2026, 11, 21), "2026-11-21"),
        ("landelijk", "Ja", True),
        ("landelijk", False, False),
        ("partij", "Zorgverzekeraar", "zorgverzekeraar"),
        ("methode", "MKBA", "mkba"),
        ("werksoorten", "jongerenwerk; sport-en-bewegen", ["jongerenwerk", "sport-en-bewegen"]),
        ("werksoorten", "jongerenwerk\r\nSport en bewegen\n", ["jongerenwerk", "sport-en-bewegen"]),
        ("bureaus", "Bureau A; Bureau B", ["Bureau A", "Bureau B"]),
        ("beperkingen", "Eerst dit; dan dat.", ["Eerst dit; dan dat."]),
        ("code", Decimal(363), "0363"),
        ("code", "Amsterdam", "0363"),
        ("vindplaats", Decimal(12), "12"),
    ],
)
def test_what_people_type_becomes_what_they_mean(name: str, typed: Any, meant: Any) -> None:
    assert read_cell(shape_of(name), typed) == meant


@pytest.mark.parametrize(
    ("name", "typed", "advice"),
    [
        ("discontovoet", "2.25", "Bedoelt u 2,25?"),
        ("discontovoet", "veel", "Vul een getal in"),
        ("aantal_deelnemers", "12,5", "heel getal"),
        ("aantal_deelnemers", Decimal("12.5"), "heel getal"),
        ("jaar", "2.024", "vier cijfers"),
        ("laatst_gecontroleerd_op", "31-02-2026", "bestaat niet"),
        ("laatst_gecontroleerd_op", "gisteren", "dag-maand-jaar"),
        ("landelijk", "misschien", "ja of nee"),
        ("partij", "gemente", "Bedoelt u gemeente?"),
        ("partij", "xyz", "Kies uit: gemeente"),
        ("code", "Amsterdm", "Bedoelt u Amsterdam?"),
        ("discontovoet", Decimal(10) ** 40, "te groot"),
        ("titel", Unreadable("12:30", "Hier staat een tijd."), "Hier staat een tijd."),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(name: str, typed: Any, advice: str) -> None:
    with pytest.raises(Odd, match=advice.replace("?", r"\?")):
        read_cell(shape_of(name), typed)


# --- what a row does --------------------------------------------------------------------------------------


def test_an_empty_cell_changes_nothing_and_a_word_clears() -> None:
    assert change(samenvatting="", website=None) == ENTRY.text
    assert change(website="https://example.org")["website"] == "https://example.org"
    assert change(themas="(leegmaken)")["themas"] == []
    assert "samenvatting" not in change(samenvatting="(leegmaken)")
    assert change(samenvatting="(niet veranderen)") == ENTRY.text


def item(**cells: Any) -> Any:
    """The item of the entry after a row on its sheet."""
    keys = {"slug": "jongerenwerk", "onderzoek_id": "o1", "uitkomst_id": "u1", "id": "p1"}
    text = one(grid("posten", {**keys, **cells}))
    return text["onderzoeken"][0]["uitkomsten"][0]["posten"][0]


def test_a_figure_changes_part_by_part() -> None:
    amount = item(**{"bedrag midden": "1.234,5", "bedrag laag": Decimal(10)})["bedrag"]
    assert (amount["midden"], amount["laag"], amount["bronnen"]) == ("1234.5", "10", ["b1"])


def test_a_figure_becomes_unknown_with_its_reason_and_known_again() -> None:
    assert item(**{"bedrag onbekend": "Niet gerapporteerd"})["bedrag"] == {"onbekend": "niet_gerapporteerd"}
    known = item(**{"prijs midden": 5, "prijs gelezen": "eerste_hand"} | {"prijs midden": Decimal(5)})[
        "prijs"
    ]
    assert known == {"midden": "5", "gelezen": "eerste_hand"}


def test_an_amount_beside_the_reason_why_it_is_unknown_is_a_fault() -> None:
    row = {"slug": "jongerenwerk", "id": "p1", "bedrag midden": "5", "bedrag onbekend": "niet_gerapporteerd"}
    found = read(grid("posten", row), at=SITE)
    assert messages(found) == [
        "posten!D2: Hier staat een bedrag én waarom het onbekend is. Maak een van beide leeg."
    ]


def test_a_row_may_leave_out_the_study_and_the_outcome_when_there_is_one() -> None:
    text = one(grid("posten", {"slug": "jongerenwerk", "id": "p9", "naam": "Nieuwe post"}))
    assert [post["id"] for post in text["onderzoeken"][0]["uitkomsten"][0]["posten"]] == ["p1", "p9"]


def test_a_part_that_is_left_out_stays_and_one_goes_when_asked() -> None:
    assert one(grid("organisaties", {"slug": "jongerenwerk", "naam": "Stichting", "rol": "uitvoerder"}))[
        "organisaties"
    ] == [{"naam": "Stichting", "rol": "uitvoerder"}]
    gone = one(grid("posten", {"slug": "jongerenwerk", "id": "p1", "verwijderen": "ja"}))
    assert gone["onderzoeken"][0]["uitkomsten"][0]["posten"] == []


def test_a_new_part_gets_an_id_once_however_often_it_is_read() -> None:
    row = {"slug": "jongerenwerk", "soort": "baten", "naam": "Minder zorg", "partij": "gemeente"}
    first = read(grid("posten", row), at=SITE)
    (proposal,) = first.proposals
    assert first.notes == {("posten", 2): "Krijgt het kenmerk (id) post-1."}
    again = read(grid("posten", row), at=bases(Listed("jongerenwerk", Kind.APPROACH, proposal.text)))
    assert again.proposals[0].text == proposal.text


def test_a_whole_new_approach_comes_from_rows_on_several_sheets() -> None:
    found = read(
        grid("Aanpakken", {"Slug": "nieuw", "Naam": "Nieuw", "Werksoorten": "Jongerenwerk"}),
        grid("onderzoeken", {"slug": "nieuw", "titel": "Onderzoek", "methode": "sroi"}),
        grid("uitkomsten", {"slug": "nieuw", "naam": "Hoofduitkomst", "kosten midden": "10"}),
        grid("posten", {"slug": "nieuw", "naam": "Post", "bedrag onbekend": "niet_gerapporteerd"}),
    )
    assert messages(found) == []
    study = found.proposals[0].text["onderzoeken"][0]
    assert (study["id"], study["methode"]) == ("onderzoek-1", "sroi")
    assert study["uitkomsten"][0]["kosten"] == {"midden": "10"}
    assert study["uitkomsten"][0]["posten"][0]["id"] == "post-1"


# --- what is wrong with rows, columns and sheets ----------------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "fault"),
    [
        (grid("postn", {"slug": "x"}), "postn!A1: Dit blad kennen we niet. Bedoelt u posten?"),
        (grid("posten", {"naam": "x"}), "posten!A1: De kolom slug ontbreekt"),
        (
            grid("aanpakken", {"slug": "jongerenwerk", "werksoort": "x"}),
            "aanpakken!B1: Gebruik de naam van de kolom: werksoorten.",
        ),
        (
            grid("aanpakken", {"slug": "jongerenwerk", "In het kort": "x"}),
            "Gebruik de naam van de kolom: samenvatting",
        ),
        (
            Grid("aanpakken", [["slug", "naam", "Naam"], ["a", "b", "c"]]),
            "aanpakken!C1: Deze kolom staat er twee",
        ),
        (
            Grid("aanpakken", [["slug", "naam", ""], ["a", "b", "c"]]),
            "aanpakken!C1: Deze kolom heeft geen naam",
        ),
        (grid("aanpakken", {"slug": "", "naam": "Mijn aanpak"}), "aanpakken!A2: Vul bij slug"),
        (grid("aanpakken", {"slug": "Mijn Aanpak"}), "aanpakken!A2: Een slug heeft alleen kleine letters"),
        (grid("aanpakken", {"slug": "jongerenwrk"}), "geef de pagina ook een naam. Bedoelt u jongerenwerk?"),
        (grid("achtergrond", {"slug": "jongerenwerk"}), "hoort deze slug bij een pagina van de soort aanpak"),
        (grid("posten", {"slug": "jongerenwrk", "naam": "x"}), "Bedoelt u jongerenwerk?"),
        (
            grid("posten", {"slug": "jongerenwerk", "onderzoek_id": "o2"}),
            "posten!B2: Dit onderzoek is er niet. Kies uit: o1.",
        ),
        (
            grid("aanpakken", {"slug": "jongerenwerk"}, {"slug": "jongerenwerk"}),
            "aanpakken!A3: Deze slug staat er twee keer: zie ook rij 2.",
        ),
        (
            grid("posten", {"slug": "jongerenwerk", "id": "p1"}, {"slug": "jongerenwerk", "id": "p1"}),
            "posten!B3: Dit kenmerk staat er twee keer: zie ook rij 2.",
        ),
        (grid("posten", {"slug": "jongerenwerk", "id": "p1", "verwijderen": "x"}), "posten!C2: Vul ja in"),
        (grid("gemeenten", {"slug": "jongerenwerk", "sinds": "2020"}), "Vul code in"),
    ],
)
def test_what_is_wrong_is_named_by_its_cell_with_what_to_do(sheet: Grid, fault: str) -> None:
    found = messages(read(sheet, at=SITE))
    assert any(fault in message for message in found), found


def test_a_fault_names_the_entry_that_it_keeps_back() -> None:
    found = read(
        grid(
            "aanpakken", {"slug": "jongerenwerk", "landelijk": "wie weet"}, {"slug": "goed", "naam": "Goed"}
        ),
        at=SITE,
    )
    assert [(fault.address, fault.value, fault.slug) for fault in found.faults] == [
        ("aanpakken!B2", "wie weet", "jongerenwerk")
    ]


def test_sheets_that_explain_and_empty_ones_are_passed_over() -> None:
    found = read(Grid("uitleg", [["Zo vult u dit in"]]), Grid("Blad1", [[]]), Grid("Lijsten", [["a"]]))
    assert (found.faults, found.proposals) == ([], [])


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_text_file_is_known_by_its_columns(sheet: Any) -> None:
    assert sheet_of_columns([column.name for column in sheet.columns]) == sheet.name


def test_columns_have_letters_as_in_a_spreadsheet() -> None:
    assert [letters(number) for number in (1, 26, 27, 52, 53, 702, 703)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip
