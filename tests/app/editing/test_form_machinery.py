"""Forms of any document class: what stands in a document can be shown, typed and read without loss."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.editing.fields import Widget, fields_of, part_shapes
from app.editing.layout import groups
from app.editing.parts import called
from app.editing.reading import BOTH, CHOOSE, Context, Faulty, read_field
from app.editing.typed import Typed, typed
from catalogue.canonical import canonical
from catalogue.documents import Approach, Publication, Result, Study
from catalogue.editing.paths import ABSENT
from catalogue.kpis import Kpi, kpis
from catalogue.parts import BalanceItem, Place, Source
from catalogue.schema import Document
from catalogue.shapes import document_classes, shapes
from catalogue.unit_costs import UnitCost, unit_costs
from tests.catalogue.document_strategies import documents
from tests.collection import every_document

CLASSES = sorted(
    {
        found
        for whole in (Approach, Publication, UnitCost, Kpi)
        for found in document_classes(whole)
        if found.__name__ not in {"Unknown", "KnownFigure"}
    },
    key=lambda found: found.__name__,
)
ANY_SOURCE = Context(
    sources=tuple((id, id) for id in ("a", "b", "c", "b1")),
    unit_costs=tuple((row.id, row.name) for row in unit_costs()),
)


def parts_in(model: type[Document], part: dict[str, Any]) -> Iterator[tuple[type[Document], dict[str, Any]]]:
    """A part and every part inside it that has a form of its own."""
    yield model, part
    for shape in part_shapes(model):
        held = part.get(shape.dutch)
        for inner in held if isinstance(held, list) else [held] if held else []:
            yield from parts_in(shape.type, inner)


def reread(model: type[Document], part: dict[str, Any], context: Context) -> dict[str, Any]:
    """The part as it comes back from its own form, read from nothing but what stands in the boxes."""
    found = {
        name: value for name, value in part.items() if name not in {f.shape.dutch for f in fields_of(model)}
    }
    for field in fields_of(model):
        boxes = typed(field, part.get(field.shape.dutch, ABSENT))
        value = read_field(field, boxes, boxes, context)
        if value is not ABSENT:
            found[field.shape.dutch] = value
    return found


def sources_in(part: dict[str, Any]) -> Context:
    """Every source that a document names anywhere."""
    names: set[str] = set()

    def look(value: Any) -> None:
        if isinstance(value, dict):
            names.update(str(name) for name in value.get("bronnen") or [] if isinstance(name, str))
            for inner in value.values():
                look(inner)
        elif isinstance(value, list):
            for inner in value:
                look(inner)

    look(part)
    return Context(tuple((name, name) for name in names), ANY_SOURCE.unit_costs)


def test_every_part_of_the_real_collection_comes_back_from_its_form_unchanged() -> None:
    looked = 0
    for document in every_document():
        whole = json.loads(canonical(document))
        context = sources_in(whole)
        for model, part in parts_in(type(document), whole):
            assert reread(model, part, context) == part
            looked += 1
    assert looked > 500


def test_every_row_of_a_register_comes_back_from_its_form_unchanged() -> None:
    rows: list[Document] = [*unit_costs(), *kpis()]
    for row in rows:
        part = json.loads(canonical(row))
        assert reread(type(row), part, ANY_SOURCE) == part


@pytest.mark.parametrize("model", CLASSES, ids=lambda model: model.__name__)
@settings(max_examples=30)
@given(data=st.data())
def test_any_document_comes_back_from_its_form_unchanged(model: type[Document], data: st.DataObject) -> None:
    part = json.loads(canonical(data.draw(documents(model))))
    context = sources_in(part)
    if model is Study:
        part["gemeenten"] = ["0363" for _ in part["gemeenten"]]
    if part.get("kengetal"):
        context = Context(context.sources, ((part["kengetal"], "x"),))
    again = reread(model, part, context)
    assert {name: again.get(name) for name in part} == part


@pytest.mark.parametrize("model", CLASSES, ids=lambda model: model.__name__)
def test_every_field_of_a_class_has_exactly_one_place_on_its_form(model: type[Document]) -> None:
    placed = [name for group in groups(model) for name in group.names]
    assert sorted(placed) == sorted({shape.dutch for shape in shapes(model)} | set(placed))
    assert len(placed) == len(set(placed))
    for field in fields_of(model):
        assert field.shape.dutch in placed
    assert set(placed) <= {shape.dutch for shape in shapes(model)}


def field(model: type[Document], name: str) -> Any:
    return next(found for found in fields_of(model) if found.shape.dutch == name)


def read(model: type[Document], name: str, boxes: dict[str, str], base: Typed | None = None) -> Any:
    texts = {key: [text] for key, text in boxes.items()}
    return read_field(field(model, name), texts, base or {}, ANY_SOURCE)


def faults(
    model: type[Document], name: str, boxes: dict[str, str], base: Typed | None = None
) -> dict[str, str]:
    with pytest.raises(Faulty) as caught:
        read(model, name, boxes, base)
    return caught.value.faults


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.234,50", "1234.5"), ("€ 1.234", "1234"), ("-12,5", "-12.5"), ("0", "0"), ("1234,056", "1234.056")],
)
def test_an_amount_is_typed_in_dutch(text: str, value: str) -> None:
    assert read(Result, "kosten", {"kosten.midden": text})["midden"] == value


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1,2 miljoen", "1.200.000"),
        ("€ 12 duizend", "12.000"),
        ("12.50", "12,50"),
        ("veel", "Vul een getal in"),
        ("1e9", "Vul een getal in"),
        ("9" * 32, "te groot"),
    ],
)
def test_an_amount_that_can_be_read_in_two_ways_is_refused_with_advice(text: str, says: str) -> None:
    assert says in faults(Result, "kosten", {"kosten.midden": text})["kosten.midden"]


@pytest.mark.parametrize(
    "text", ["21-11-2026", "21/11/2026", "21 november 2026", "21 nov 2026", "2026-11-21"]
)
def test_a_day_is_typed_as_people_write_it(text: str) -> None:
    assert read(Approach, "laatst_gecontroleerd_op", {"laatst_gecontroleerd_op": text}) == "2026-11-21"


@pytest.mark.parametrize("text", ["31-02-2026", "gisteren", "21-11", "11-21-2026", "5 ma 2026"])
def test_a_day_that_is_none_says_how_to_write_it(text: str) -> None:
    said = faults(Approach, "laatst_gecontroleerd_op", {"laatst_gecontroleerd_op": text})
    assert "dag-maand-jaar" in said["laatst_gecontroleerd_op"]


def test_a_year_is_a_whole_number() -> None:
    assert read(Study, "jaar", {"jaar": "2019"}) == 2019
    assert "heel getal" in faults(Study, "jaar", {"jaar": "2019,5"})["jaar"]


def test_nothing_typed_is_nothing_chosen() -> None:
    for model in CLASSES:
        for found in fields_of(model):
            assert read_field(found, {}, {}, ANY_SOURCE) in (ABSENT, None, []), found.name


def test_unknown_is_chosen_with_its_reason() -> None:
    assert read(Study, "jaar", {"jaar": "", "jaar.onbekend": "niet_gerapporteerd"}) == {
        "onbekend": "niet_gerapporteerd"
    }
    assert faults(Study, "jaar", {"jaar.onbekend": "weet-niet"}) == {"jaar.onbekend": CHOOSE}


def test_a_value_and_a_reason_together_are_refused() -> None:
    assert faults(Study, "jaar", {"jaar": "2019", "jaar.onbekend": "niet_gerapporteerd"}) == {
        "jaar.onbekend": BOTH
    }


def test_a_value_typed_beside_the_reason_that_stood_there_takes_its_place() -> None:
    base = {"jaar.onbekend": ["nog_niet_overgenomen"]}
    assert read(Study, "jaar", {"jaar": "2019", "jaar.onbekend": "nog_niet_overgenomen"}, base) == 2019


def test_a_reason_chosen_beside_a_yes_that_cannot_be_let_go_of_takes_its_place() -> None:
    base = {"tegenfeit_in_effect": ["ja"]}
    boxes = {"tegenfeit_in_effect": "ja", "tegenfeit_in_effect.onbekend": "niet_gerapporteerd"}
    assert read(Study, "tegenfeit_in_effect", boxes, base) == {"onbekend": "niet_gerapporteerd"}


def test_a_figure_without_an_amount_waits_with_what_was_filled_in() -> None:
    found = read(Result, "kosten", {"kosten.vindplaats": "blz. 3", "kosten.bronnen": "a"})
    assert found["vindplaats"] == "blz. 3"
    assert found["bronnen"] == ["a"]
    assert "gelezen" not in found


def test_a_source_that_is_not_there_is_refused() -> None:
    assert faults(Result, "kosten", {"kosten.midden": "1", "kosten.bronnen": "z"}) == {
        "kosten.bronnen": CHOOSE
    }


def test_a_code_outside_its_list_is_refused() -> None:
    assert faults(Study, "methode", {"methode": "<script>"}) == {"methode": CHOOSE}
    assert faults(Approach, "themas", {"themas": "weer"}) == {"themas": CHOOSE}
    assert faults(Approach, "landelijk", {"landelijk": "true"}) == {"landelijk": CHOOSE}


def test_a_municipality_is_found_by_name_and_by_code() -> None:
    for text in ("Amsterdam", "amsterdam", "0363", "Amsterdam (0363)"):
        assert read(Place, "code", {"code": text}) == "0363"
    assert "staat niet in de lijst" in faults(Place, "code", {"code": "Atlantis"})["code"]


def test_lines_become_a_list_without_empty_ones() -> None:
    assert read(Study, "bureaus", {"bureaus": " LPBL \r\n\r\nSEO\r\n"}) == ["LPBL", "SEO"]


def test_a_row_is_taken_away_with_its_tick_and_an_empty_one_never_counts() -> None:
    boxes = {
        "organisaties.0.naam": "Eerste",
        "organisaties.0.rol": "uitvoerder",
        "organisaties.1.naam": "Tweede",
        "organisaties.1.weg": "ja",
        "organisaties.2.naam": "",
        "organisaties.2.rol": "",
    }
    assert read(Approach, "organisaties", boxes) == [{"naam": "Eerste", "rol": "uitvoerder"}]


def test_what_cannot_be_seen_is_not_kept() -> None:
    assert read(Source, "titel", {"titel": "a\x00b\x07\tc"}) == "ab\tc"


def test_a_text_without_end_is_refused() -> None:
    assert "20.000 tekens" in faults(Approach, "samenvatting", {"samenvatting": "x" * 20_001})["samenvatting"]


def test_a_source_with_a_long_list_of_digits_is_no_number() -> None:
    assert faults(Study, "aantal_deelnemers", {"aantal_deelnemers": "9" * 12})


def test_parts_are_called_by_the_words_of_their_code() -> None:
    assert called(BalanceItem, {}) == "Post zonder naam"


def test_every_kind_of_box_is_in_use() -> None:
    used = {found.widget for model in CLASSES for found in fields_of(model)}
    assert used == set(Widget)
