"""Unit costs and indicators go through the same workflow: begun, unfinished, checked, published."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlmodel import Session, select

from catalogue.actions import publish
from catalogue.editing import concepts, transitions, working
from catalogue.editing.errors import StepRefused
from catalogue.editing.merging import merge
from catalogue.editing.workflow import Asked, Step
from catalogue.kinds import Kind, RegisterRow
from catalogue.register_entries import read_registers
from catalogue.registers import kpis, unit_costs
from catalogue.schema import Unknown
from catalogue.tables import Entry
from catalogue.tables_desk import Correction
from catalogue.terms_workflow import AccountRole
from catalogue.unit_costs import UnitCost
from tests.builders import make_indicator, make_unit_cost
from tests.people import make_actor

AT = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
ROWS: list[tuple[Kind, RegisterRow]] = [
    (Kind.UNIT_COST, make_unit_cost()),
    (Kind.INDICATOR, make_indicator()),
]
EACH = pytest.mark.parametrize(("kind", "row"), ROWS)


def filled(kind: Kind, row: RegisterRow, begun: working.Working) -> working.Working:
    return {**working.of(row), "id": begun["id"]}


@EACH
def test_a_new_row_begins_with_a_name_and_an_id_of_its_own(kind: Kind, row: RegisterRow) -> None:
    first, second = (working.blank(kind, row.name, date(2026, 11, 27)) for _ in range(2))
    assert set(first) == {"naam", "id"}
    assert first["id"] != second["id"]
    assert "id" not in {problem.path for problem in working.problems(kind, first)}


@EACH
def test_a_row_is_begun_written_checked_by_another_and_published(
    db: Session, kind: Kind, row: RegisterRow
) -> None:
    writer = make_actor(db, AccountRole.EDITOR, name="Eva")
    chief = make_actor(db, AccountRole.CHIEF_EDITOR, name="Omar")
    begun = working.blank(kind, row.name, AT.date())
    concept = concepts.begin(db, kind, begun, writer, AT)
    with pytest.raises(StepRefused):
        transitions.take(db, concept, writer, Step.SUBMIT, Asked(AT))
    concepts.save(db, concept, filled(kind, row, begun), writer, AT)
    concepts.set_note(db, concept, "Nieuw in de lijst", writer, AT)
    transitions.take(db, concept, writer, Step.SUBMIT, Asked(AT))
    transitions.take(db, concept, chief, Step.APPROVE, Asked(AT))
    revision = transitions.take(db, concept, chief, Step.PUBLISH, Asked(AT))
    assert revision is not None
    assert (revision.number, revision.note) == (1, "Nieuw in de lijst")
    now = read_registers(db)
    listed = now.unit_costs if kind is Kind.UNIT_COST else now.indicators
    assert [one.name for one in listed.rows] == [row.name]
    assert listed.slugs == {begun["id"]: concepts.slug_of(row.name)}


@EACH
def test_a_quick_correction_of_a_row_is_put_in_the_ledger(db: Session, kind: Kind, row: RegisterRow) -> None:
    writer = make_actor(db, AccountRole.EDITOR, name="Eva")
    chief = make_actor(db, AccountRole.CHIEF_EDITOR, name="Omar")
    entry_id = publish(db, kind, "een-rij", row, note=None, at=AT).entry_id
    entry = db.get_one(Entry, entry_id)
    concept = concepts.open_on(db, entry, writer, AT, is_quick=True)
    concepts.save(db, concept, {**concepts.text_of(concept), "naam": "Beter"}, writer, AT)
    concepts.set_note(db, concept, "De naam klopte niet", writer, AT)
    transitions.take(db, concept, writer, Step.SUBMIT, Asked(AT))
    transitions.take(db, concept, chief, Step.APPROVE, Asked(AT))
    transitions.take(db, concept, chief, Step.PUBLISH, Asked(AT))
    (correction,) = db.exec(select(Correction)).all()
    assert (correction.place, correction.old, correction.new) == ("Naam", row.name, "Beter")


def test_a_part_of_which_is_said_that_it_is_unknown_is_shown_so() -> None:
    text = working.of(make_unit_cost()) | {"bron": {"onbekend": "niet_gerapporteerd"}}
    shown, left_out = working.viewable(Kind.UNIT_COST, text)
    assert isinstance(shown, UnitCost)
    assert isinstance(shown.source, Unknown)
    assert left_out == ()


def test_a_source_that_one_calls_unknown_while_another_corrects_it_is_a_conflict_and_no_mixture() -> None:
    base = working.of(make_unit_cost())
    unknown = base | {"bron": {"onbekend": "niet_gerapporteerd"}}
    corrected = base | {"bron": base["bron"] | {"tekst": "Beter."}}
    for ours, theirs in ((unknown, corrected), (corrected, unknown)):
        merged = merge(UnitCost, base, ours, theirs)
        assert merged.document["bron"] == ours["bron"]
        assert [conflict.path for conflict in merged.conflicts] == ["bron"]
        working.complete(Kind.UNIT_COST, merged.document)


def test_two_corrections_of_one_row_are_merged_field_by_field() -> None:
    base = working.of(make_unit_cost())
    ours = base | {"naam": "Beter"}
    theirs = base | {"bron": base["bron"] | {"url": "https://example.org/nieuw"}}
    merged = merge(UnitCost, base, ours, theirs)
    assert merged.conflicts == ()
    assert (merged.document["naam"], merged.document["bron"]) == ("Beter", theirs["bron"])


def test_a_source_without_its_id_is_left_out_and_named() -> None:
    text = working.of(make_unit_cost()) | {"bron": {"tekst": "Een bron."}}
    shown, left_out = working.viewable(Kind.UNIT_COST, text)
    assert isinstance(shown, UnitCost)
    assert isinstance(shown.source, Unknown)
    assert left_out == ("Bron",)


def without_some(value: Any, chance: random.Random) -> Iterator[tuple[str, Any]]:
    for key, part in value.items():
        if chance.random() > 0.3:
            yield key, dict(without_some(part, chance)) if isinstance(part, dict) else part


@pytest.mark.parametrize(("kind", "rows"), [(Kind.UNIT_COST, unit_costs()), (Kind.INDICATOR, kpis())])
def test_whatever_is_missing_a_row_can_be_shown_and_judged(kind: Kind, rows: tuple[RegisterRow, ...]) -> None:
    chance = random.Random(14)
    for row in chance.sample(rows, 40):
        text = dict(without_some(working.of(row), chance))
        before = working.write(text)
        working.viewable(kind, text)
        working.problems(kind, text)
        assert working.write(text) == before
