"""Uploaded files: told apart by what is in them, read exactly, and never more than the limits allow."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from app import import_child, import_files, import_sheets
from app.import_files import Contents, guarded, unguarded
from app.import_words import YAML_TEMPLATE
from app.outside_files import FileRefused
from catalogue.editing import working
from catalogue.editing.sheets import FLAT, REMARKS, SHEETS
from catalogue.editing.sheets_cells import Unreadable
from catalogue.editing.sheets_plan import normal
from catalogue.editing.sheets_reading import proposals
from catalogue.editing.sheets_tables import Grid, tables
from catalogue.editing.sheets_writing import Listed, flat, grids
from catalogue.editing.sheets_yaml import YamlFile
from catalogue.kinds import MODELS
from catalogue.seedfile import SeedEntry
from catalogue.seedfile import read as read_seed
from tests.conftest import SEED
from tests.sheet_files import bases, csv, grid, ods, xlsx, zipped

ROWS = grid(
    "aanpakken", {"slug": "een", "naam": "Eén", "beperkingen": None}, {"slug": "twee", "naam": "Twee"}
)


def workbook(write: Callable[[Any, Any], object]) -> bytes:
    """A workbook made cell by cell."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        write(book, book.add_worksheet("aanpakken"))
    return target.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(FileRefused) as refused:
        import_files.read(content)
    return str(refused.value)


# --- the whole real collection, there and back ------------------------------------------------------------


@pytest.fixture(scope="module")
def collection() -> list[Listed]:
    seed = read_seed(SEED.read_text("utf-8"))
    return [Listed(entry.slug, entry.kind, _text(entry)) for entry in seed.entries]


def _text(entry: SeedEntry) -> working.Working:
    """The newest text of an entry."""
    one = entry.revisions[-1] if entry.revisions else entry.concept
    assert one is not None
    return dict(one.document) if isinstance(one.document, Mapping) else working.of(one.document)


def differing(content: bytes, collection: list[Listed]) -> list[str]:
    """The slugs that a file would change; fails on a fault."""
    contents = import_files.read(content)
    at = bases(*collection)
    read = (
        YamlFile(contents.text).proposals(at)
        if contents.kind == "yaml"
        else proposals(tables(contents.grids), at)
    )
    assert read.faults == []
    assert read.proposals
    return [
        one.slug
        for one in read.proposals
        if one.base is None or normal(MODELS[one.kind], one.text) != normal(MODELS[one.kind], one.base)
    ]


@pytest.mark.parametrize(
    "write",
    [
        lambda entries: import_sheets.xlsx(grids(entries)),
        lambda entries: import_sheets.zipped(grids(entries)),
        lambda entries: import_sheets.csv_text(flat(entries)).encode(),
    ],
    ids=["xlsx", "zip", "csv"],
)
def test_the_whole_collection_comes_back_as_it_was(
    write: Callable[[list[Listed]], bytes], collection: list[Listed]
) -> None:
    assert differing(write(collection), collection) == []


def test_the_catalogue_file_itself_changes_nothing(collection: list[Listed]) -> None:
    assert differing(SEED.read_bytes(), collection) == []


def test_a_part_of_the_collection_comes_back_from_opendocument(collection: list[Listed]) -> None:
    some = [one for one in collection if len(one.text.get("onderzoeken", ())) > 1][:5]
    assert len(some) == 5
    assert differing(ods(*_as_text(grids(some))), some) == []


def _as_text(found: list[Grid]) -> list[Grid]:
    """The same sheets with every value as people type it."""
    from catalogue.editing.sheets_cells import shown

    return [Grid(one.name, [[shown(value) for value in row] for row in one.rows]) for one in found]


# --- telling files apart ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (xlsx(ROWS), "xlsx"),
        (ods(ROWS), "ods"),
        (csv([["slug", "naam"], ["een", "Eén"]]), "csv"),
        ("slug,naam\neen,Eén".encode("cp1252"), "csv"),
        ("slug\tnaam\neen\tEén".encode("utf-16"), "csv"),
        (zipped({"map/aanpakken.csv": csv([["slug", "naam"], ["een", "Eén"]])}), "zip"),
    ],
    ids=["xlsx", "ods", "utf-8", "windows", "utf-16", "zip"],
)
def test_a_sheet_is_read_whatever_the_program_that_wrote_it(content: bytes, kind: str) -> None:
    found = import_files.read(content)
    assert found.kind == kind
    (sheet,) = found.grids
    assert sheet.name == "aanpakken"
    assert [row[:2] for row in sheet.rows[:2]] == [["slug", "naam"], ["een", "Eén"]]


@pytest.mark.parametrize(
    "content", [YAML_TEMPLATE.encode(), b"- slug: een\n  naam: Een\n", b"formaat: mkba-catalogus/1\n"]
)
def test_yaml_is_known_by_its_first_line(content: bytes) -> None:
    assert import_files.read(content).kind == "yaml"


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (b"", "leeg"),
        (b" \n ", "leeg"),
        (b"a;b\n" * 3_000_000, "groter dan 10 MB"),
        (b"%PDF-1.7 ...", "Dit is een PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "wachtwoord"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "geen rekenblad"),
        (b"PK\x03\x04 en verder niets", "beschadigd"),
        (xlsx(ROWS)[:-200], "beschadigd"),
        (zipped({"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<kapot"}), "beschadigd"),
        (zipped({"foto.png": b"1"}), "geen bladen"),
        (b'slug;naam\neen;"nooit gesloten', "aanhalingstekens"),
        (b"slug;naam\n" + b"een;Een\n" * 20_001, "20.000 regels"),
    ],
)  # fmt: skip
def test_a_file_that_will_not_do_is_refused_with_what_to_do(content: bytes, advice: str) -> None:
    assert advice in refusal(content)


def test_a_locked_file_is_refused() -> None:
    content = bytearray(zipped({"content.xml": "<a/>"}, method=zipfile.ZIP_STORED))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.index(mark) + place
        content[start] |= 1
    assert "wachtwoord" in refusal(bytes(content))
    manifest = "<manifest><encryption-data/></manifest>"
    assert "wachtwoord" in refusal(zipped({"content.xml": "x", "META-INF/manifest.xml": manifest}))


# --- files that are made to do harm -----------------------------------------------------------------------


def test_a_file_that_unpacks_to_more_than_the_limit_is_refused() -> None:
    bomb = zipped({"[Content_Types].xml": "<a/>", "xl/worksheets/sheet1.xml": bytes(150 << 20)})
    assert len(bomb) < 1 << 20
    assert refusal(bomb) == import_child.TOO_BIG


def test_a_header_that_lies_about_the_size_gains_nothing() -> None:
    honest = zipped({"content.xml": bytes(20 << 20)})
    liar = bytearray(honest)
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<L", liar, liar.index(mark) + place, 10)
    assert "beschadigd" in refusal(bytes(liar))


def test_too_many_files_in_one_are_refused() -> None:
    assert refusal(zipped({f"{number}.csv": b"a" for number in range(1_001)})) == import_child.TOO_BIG


def test_a_lonely_cell_far_away_does_not_fill_the_memory() -> None:
    far = workbook(lambda _, page: (page.write(0, 0, "slug"), page.write(1_048_575, 16_383, "x")))
    assert "te veel" in refusal(far)


def test_too_many_rows_are_refused() -> None:
    many = workbook(lambda _, page: [page.write(row, 0, "x") for row in range(20_002)])
    assert "20.000 regels" in refusal(many)


# --- exact values -----------------------------------------------------------------------------------------


def test_numbers_come_as_they_were_typed_and_never_as_the_computer_keeps_them() -> None:
    def write(book: Any, page: Any) -> None:
        for place, number in enumerate((0.1, 1234.5, 1e15, 100, 1 / 3)):
            page.write_number(0, place, number)
        page.write_datetime(0, 5, date(2026, 11, 21), book.add_format({"num_format": "dd-mm-yyyy"}))
        page.write_boolean(0, 6, boolean=True)
        page.write_string(0, 7, "0363")

    (row,) = import_files.read(workbook(write)).grids[0].rows
    assert row[:3] == [Decimal("0.1"), Decimal("1234.5"), Decimal(10**15)]
    assert row[3] == Decimal(100)
    assert isinstance(row[4], Unreadable)
    assert "15 cijfers" in row[4].why
    assert row[5:] == [date(2026, 11, 21), True, "0363"]


def test_what_comes_out_of_binary_arithmetic_is_refused() -> None:
    assert import_child.value(0.1 + 0.2)["odd"] == "0,30000000000000004"
    assert import_child.value(float("nan"))["why"] == "Dit is geen getal. Kijk de formule in deze cel na."


def test_a_moment_is_no_day() -> None:
    cell = import_child.value(datetime(2026, 11, 21, 9, 30, tzinfo=UTC))
    assert cell["why"] == "Hier staat ook een tijd. Vul alleen de dag in."


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=3))
def test_a_number_of_at_most_fifteen_digits_survives_a_workbook(number: Decimal) -> None:
    assert Decimal(import_child.value(float(number))["number"]) == number


# --- on the way out ---------------------------------------------------------------------------------------


@given(st.text(alphabet="'=+-@a1, \t\n", max_size=6))
def test_a_text_comes_back_without_the_quote_that_kept_it_from_running(text: str) -> None:
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+31 6", "-2+3", "'=1", "\t=1"])
def test_a_text_that_would_run_as_a_formula_does_not(text: str) -> None:
    sheet = Grid("aanpakken", [["slug", "naam"], ["een", text]])
    assert f"'{text}" in import_sheets.csv_text(sheet)
    content = xlsx(sheet)
    assert b"<f>" not in b"".join(import_child.unpacked(content).values())
    assert import_files.read(content).grids[0].rows[1] == ["een", text]


def test_a_text_too_long_for_a_cell_stays_as_it_is_on_the_site() -> None:
    sheet = Grid("aanpakken", [["slug", "naam"], ["een", "x" * 40_000]])
    assert import_files.read(xlsx(sheet)).grids[0].rows[1] == ["een", "(niet veranderen)"]


def test_the_template_has_every_sheet_and_column_and_reads_as_nothing() -> None:
    contents = import_files.read(import_sheets.xlsx(grids([])))
    assert [sheet.name for sheet in contents.grids] == ["uitleg", *[one.name for one in SHEETS], "lijsten"]
    heads = {sheet.name: sheet.rows[0] for sheet in contents.grids}
    assert heads["posten"] == [
        column.name for one in SHEETS if one.name == "posten" for column in one.columns
    ]
    found = proposals(tables(contents.grids), {})
    assert (found.proposals, found.faults) == ([], [])


def test_the_example_of_a_text_file_is_an_approach_without_faults() -> None:
    found = YamlFile(YAML_TEMPLATE).proposals({})
    assert found.faults == []
    assert found.proposals[0].text["onderzoeken"][0]["uitkomsten"][0]["kosten"]["midden"] == "1000"


def test_a_file_that_came_back_reads_as_it_did() -> None:
    marks = import_sheets.Marks(
        {("aanpakken", 2): "Dit klopt niet."}, {("aanpakken", 2, 2): "Dit klopt niet."}
    )
    for content in (
        import_sheets.xlsx([ROWS], marks, explains=False),
        import_sheets.csv_text(ROWS, marks).encode(),
    ):
        (sheet,) = import_files.read(content).grids
        assert sheet.rows[0][0] == REMARKS
        assert sheet.rows[1][0] == "Dit klopt niet."
        assert [one.text["naam"] for one in proposals(tables([sheet]), {}).proposals] == ["Eén", "Twee"]


def test_a_csv_with_a_study_on_the_row_is_known_as_such() -> None:
    row = {
        "slug": "een",
        "naam": "Een",
        "onderzoek titel": "T",
        "uitkomst kosten midden": "5",
        "bron id": "b1",
    }
    content = csv([list(row), list(row.values())])
    contents = import_files.read(content)
    assert contents == Contents("csv", contents.grids)
    assert contents.grids[0].name == FLAT
    (proposal,) = proposals(tables(contents.grids), {}).proposals
    study = proposal.text["onderzoeken"][0]
    assert (study["titel"], study["bronnen"], study["uitkomsten"][0]["kosten"]) == (
        "T",
        [{"id": "b1"}],
        {"midden": "5"},
    )
