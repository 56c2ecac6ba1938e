"""Unit costs and indicators as entries: loading their files, publishing, their ids, and writing them back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlmodel import Session, col, func, select

from catalogue import queries, register_seed
from catalogue.actions import archive, concept_of, publish, rename, save_concept, withdraw
from catalogue.canonical import parse
from catalogue.errors import PublicationRefused, SlugTaken
from catalogue.exporting import export
from catalogue.importing import LoadRefused, Outcome, Report, load
from catalogue.kinds import Kind, RegisterRow
from catalogue.outbox import Task, waiting_rows
from catalogue.register_entries import read_registers, row_by_id
from catalogue.register_file import DATA
from catalogue.register_rules import slug_of
from catalogue.registers import kpis, macro_figures, missing_unit_costs, unit_costs
from catalogue.seedfile import Seed, SeedEntry, SeedUnreadable, read, write
from catalogue.tables import Entry, Revision
from catalogue.unit_costs import UnitCost
from tests.builders import make_approach, make_indicator, make_seed_entry, make_unit_cost
from tests.counting import statements

AT = datetime(2026, 11, 27, 9, tzinfo=UTC)
LATER = AT + timedelta(days=7)
ID = "zin-2022-huisarts-gemiddeld-consult"


def file(name: str) -> Seed:
    return register_seed.read((DATA / name).read_text("utf-8"))


COSTS, INDICATORS = (file(name) for name in register_seed.FILES)


def load_all(db: Session, *entries: SeedEntry, at: datetime = AT) -> Report:
    return load(db, Seed(entries), municipalities=None, at=at)


def entry(db: Session, slug: str) -> Entry:
    return db.exec(select(Entry).where(Entry.slug == slug)).one()


def seed_of(row: RegisterRow, kind: Kind = Kind.UNIT_COST) -> SeedEntry:
    return make_seed_entry(slug_of(row), row, kind=kind)


def put(db: Session, row: RegisterRow, slug: str | None = None) -> Entry:
    kind = Kind.UNIT_COST if isinstance(row, UnitCost) else Kind.INDICATOR
    publish(db, kind, slug or slug_of(row), row, note=None, at=AT)
    return entry(db, slug or slug_of(row))


def names(db: Session, slug: str) -> list[str]:
    owner = entry(db, slug)
    found = db.exec(select(Revision).where(Revision.entry_id == owner.id).order_by(col(Revision.number)))
    return [parse(owner.kind, revision.document).name for revision in found]


def places(refused: PublicationRefused) -> list[str]:
    return [problem.path for problem in refused.problems]


@pytest.fixture
def filled(db: Session) -> Session:
    """A database with both register files."""
    load_all(db, *COSTS.entries, *INDICATORS.entries)
    return db


def test_the_files_come_in_as_published_entries_in_their_order(filled: Session) -> None:
    now = read_registers(filled)
    assert now.unit_costs.rows == unit_costs()
    assert now.indicators.rows == kpis()
    assert (now.macro, now.missing) == (macro_figures(), missing_unit_costs())
    assert now.unit_costs.slugs[ID] == ID
    assert now.indicators.slugs["K01"] == "kpi-k01"
    assert waiting_rows(filled, Task.SEARCH_INDEX) == []


def test_loading_the_files_twice_changes_nothing(filled: Session) -> None:
    number, text = queries.change_number(filled), export(filled)
    report = load_all(filled, *COSTS.entries, *INDICATORS.entries, at=LATER)
    assert report.count(Outcome.UNCHANGED) == len(unit_costs()) + len(kpis())
    assert (queries.change_number(filled), export(filled)) == (number, text)


def test_the_number_of_statements_does_not_grow_with_the_files(db: Session) -> None:
    with statements(db) as few:
        load_all(db, *COSTS.entries[:3])
    with statements(db) as many:
        load_all(db, *COSTS.entries, *INDICATORS.entries)
    assert len(many) <= len(few) + 10


def test_what_an_editor_corrected_stays_until_the_file_says_something_new(filled: Session) -> None:
    was = row_by_id(filled, Kind.UNIT_COST, ID)
    assert was is not None
    put(filled, was.document.model_copy(update={"name": "Van de redactie"}))
    report = load_all(filled, *COSTS.entries, at=LATER)
    assert report.count(Outcome.CHANGED) == 0
    assert names(filled, ID)[-1] == "Van de redactie"
    changed = seed_of(was.document.model_copy(update={"name": "Uit het bestand"}))
    assert load_all(filled, changed, at=LATER).count(Outcome.CHANGED) == 1
    assert names(filled, ID) == [was.document.name, "Van de redactie", "Uit het bestand"]


def test_a_withdrawn_row_stays_withdrawn_when_the_file_did_not_change(filled: Session) -> None:
    withdraw(filled, entry(filled, ID), "Het bedrag klopte niet.", AT)
    load_all(filled, *COSTS.entries, at=LATER)
    assert ID not in read_registers(filled).unit_costs.slugs
    found = row_by_id(filled, Kind.UNIT_COST, ID)
    assert found is not None
    assert found.state_reason == "Het bedrag klopte niet."


def test_an_archived_row_leaves_the_list_and_can_still_be_found(filled: Session) -> None:
    archive(filled, entry(filled, "kpi-k01"), "Niet meer bijgehouden.", AT)
    assert "K01" not in read_registers(filled).indicators.slugs
    assert row_by_id(filled, Kind.INDICATOR, "K01") is not None
    assert row_by_id(filled, Kind.INDICATOR, "K00") is None


def test_what_editors_add_comes_after_the_file_by_name(filled: Session) -> None:
    for name, id in (("Zaak", "zaak"), ("dag", "dag"), ("Avond", "avond")):
        put(filled, make_unit_cost(name=name, id=id))
    assert [row.id for row in read_registers(filled).unit_costs.rows[-3:]] == ["avond", "dag", "zaak"]


def test_an_amount_published_under_the_id_of_a_gap_takes_the_gap_away(filled: Session) -> None:
    gap = missing_unit_costs()[0]
    put(filled, make_unit_cost(id=gap.id))
    now = read_registers(filled)
    assert gap not in now.missing
    assert [row.id for row in now.everything].count(gap.id) == 1


def test_a_row_has_concepts_and_versions_as_an_approach_has(db: Session) -> None:
    row = make_indicator()
    owner = put(db, row)
    save_concept(
        db,
        Kind.INDICATOR,
        "kpi-k99",
        row.model_copy(update={"name": ""}),
        at=AT,
        expected_version=None,
    )
    assert concept_of(db, owner) is not None
    with pytest.raises(PublicationRefused) as refused:
        put(db, row.model_copy(update={"name": ""}))
    assert places(refused.value) == ["naam"]
    assert names(db, "kpi-k99") == [row.name]


def test_an_id_cannot_change_once_it_is_published(db: Session) -> None:
    put(db, make_unit_cost())
    with pytest.raises(PublicationRefused) as refused:
        put(db, make_unit_cost(id="anders"), slug="uur-buurthulp")
    assert places(refused.value) == ["id"]
    assert "Laat het kenmerk ‘uur-buurthulp’ staan" in refused.value.problems[0].message


@pytest.mark.parametrize(
    ("first", "again"),
    [
        (make_unit_cost(), make_unit_cost(name="Een ander uur")),
        (make_indicator(), make_indicator(id="k99", name="Ook bezoeken")),
    ],
)
def test_an_id_is_given_once_and_capitals_make_no_difference(
    db: Session, first: RegisterRow, again: RegisterRow
) -> None:
    put(db, first)
    with pytest.raises(PublicationRefused, match="is al in gebruik"):
        put(db, again, slug="een-ander-adres")


def test_the_id_of_a_withdrawn_row_or_a_nationwide_total_stays_taken(db: Session) -> None:
    withdraw(db, put(db, make_unit_cost()), "Het klopte niet.", AT)
    for id in ("uur-buurthulp", macro_figures()[0].id):
        with pytest.raises(PublicationRefused, match="is al in gebruik"):
            put(db, make_unit_cost(id=id), slug="een-ander-adres")


def test_a_unit_cost_and_an_indicator_do_not_stand_in_each_others_way(db: Session) -> None:
    put(db, make_unit_cost(id="k99"))
    put(db, make_indicator(id="k99"))
    now = read_registers(db)
    assert (now.unit_costs.slugs, now.indicators.slugs) == ({"k99": "k99"}, {"k99": "kpi-k99"})


def test_a_row_that_editors_renamed_keeps_its_id_and_is_known_when_its_file_comes_again(db: Session) -> None:
    row = make_unit_cost()
    rename(db, put(db, row), "een-uur", AT)
    load_all(db, seed_of(row.model_copy(update={"value": Decimal(55)})), at=LATER)
    assert db.exec(select(func.count()).select_from(Entry)).one() == 1
    found = row_by_id(db, Kind.UNIT_COST, row.id)
    assert found is not None
    assert (found.number, found.document.value) == (2, Decimal(55))


def test_a_row_that_editors_added_at_another_address_is_known_by_its_id(db: Session) -> None:
    row = make_unit_cost()
    put(db, row, slug="een-uur")
    report = load_all(db, seed_of(row), at=LATER)
    assert db.exec(select(func.count()).select_from(Entry)).one() == 1
    assert [line.outcome for line in report.lines] == [Outcome.CHANGED]
    assert queries.find(db, Kind.UNIT_COST, "een-uur") is not None


def test_a_slug_belongs_to_one_entry_whatever_its_kind(db: Session) -> None:
    load_all(db, make_seed_entry("uur-buurthulp"))
    with pytest.raises(LoadRefused, match="andere pagina: uur-buurthulp"):
        load_all(db, seed_of(make_unit_cost()))
    with pytest.raises(SlugTaken):
        put(db, make_unit_cost())


def test_an_export_reads_as_the_same_file_with_every_row_and_reason(filled: Session) -> None:
    put(filled, make_unit_cost(note="Van de redactie"))
    withdraw(filled, entry(filled, "kpi-k02"), "Niet meer in gebruik.", AT)
    text = export(filled)
    found = read(text)
    assert write(found) == text
    assert len(found.entries) == len(unit_costs()) + 1 + len(kpis())
    (withdrawn,) = (one for one in found.entries if one.state_reason)
    assert (withdrawn.slug, withdrawn.state_reason) == ("kpi-k02", "Niet meer in gebruik.")


def test_an_export_of_the_rows_loads_into_an_empty_catalogue(db: Session) -> None:
    rows = (make_unit_cost(), make_unit_cost(id="tweede", price_year=2026))
    entries = [seed_of(row) for row in rows] + [seed_of(make_indicator(), Kind.INDICATOR)]
    text = write(Seed(tuple(entries)))
    load(db, read(text), municipalities=None, at=AT)
    again = export(db)
    assert [one.slug for one in read(again).entries] == ["tweede", "uur-buurthulp", "kpi-k99"]
    assert {one.revisions[-1].document for one in read(again).entries} == {*rows, make_indicator()}


def test_what_a_catalogue_file_says_of_a_row_goes_before_the_register_file() -> None:
    own = seed_of(make_unit_cost(id=ID, name="Uit de export"))
    former = replace(seed_of(make_unit_cost(id="anders")), former_slugs=(COSTS.entries[1].slug,))
    approach = make_seed_entry("aanpak")
    elsewhere = make_seed_entry("een-eigen-adres", make_indicator(id="K01"), kind=Kind.INDICATOR)
    found = register_seed.joined(Seed((approach, own, former, elsewhere)), [COSTS, INDICATORS])
    slugs = [one.slug for one in found.entries]
    assert slugs[:4] == ["aanpak", ID, "anders", "een-eigen-adres"]
    assert len(slugs) == len(set(slugs)) == 4 + len(unit_costs()) - 2 + len(kpis()) - 1


def test_a_register_file_with_faults_is_told_line_by_line() -> None:
    text = (DATA / "kpis.yaml").read_text("utf-8")
    wrong = text.replace(
        "url: https://www.movisie.nl/artikel/datagedreven", "url: movisie.nl/datagedreven", 1
    )
    assert wrong != text
    with pytest.raises(SeedUnreadable) as told:
        register_seed.read(wrong)
    (fault,) = told.value.faults
    assert fault.line == next(n for n, line in enumerate(wrong.splitlines(), 1) if "url: movisie" in line)
    with pytest.raises(SeedUnreadable):
        register_seed.read("kengetallen: [")


def test_ids_that_differ_in_capitals_alone_cannot_both_have_an_address() -> None:
    text = (DATA / "kpis.yaml").read_text("utf-8").replace("- id: K02", "- id: k01", 1)
    with pytest.raises(SeedUnreadable, match=r"Dit adres \(kpi-k01\) staat er twee keer"):
        register_seed.read(text)


@pytest.mark.parametrize(
    ("text", "is_register"),
    [
        ("kengetallen:\n- id: a", True),
        ("versie: 1\nindicatoren: []", True),
        ("formaat: mkba-catalogus/1\nkengetallen: []", False),
        ("aanpakken:\n- naam: 'kengetallen: ja'", False),
        ("", False),
    ],
)
def test_a_register_file_is_told_from_a_catalogue_file(text: str, is_register: bool) -> None:
    assert register_seed.is_register(text) is is_register


def test_an_approach_among_the_unit_costs_is_refused(db: Session) -> None:
    text = write(Seed((make_seed_entry("een", make_approach()),))).replace("aanpakken:", "kengetallen:")
    with pytest.raises(SeedUnreadable, match="kengetallen 'een'"):
        read(text)
    assert queries.all_live(db, Kind.UNIT_COST) == []
