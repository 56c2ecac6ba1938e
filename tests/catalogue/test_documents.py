"""Documents: both languages in, Dutch out, nothing extra, nothing lost."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from catalogue.documents import Approach, Publication, Study
from catalogue.parts import BalanceItem, Place
from catalogue.schema import NOT_ADOPTED, Document, Unknown
from catalogue.shapes import document_classes, shapes
from catalogue.vocabulary import UnknownReason
from tests.builders import make_approach, make_publication, make_result, make_source, make_study
from tests.catalogue.document_strategies import documents

CLASSES = sorted(
    {*document_classes(Approach), *document_classes(Publication)}, key=lambda model: model.__name__
)
FEW = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
ENTRIES = documents(Approach) | documents(Publication)


def english(value: Any) -> Any:
    """The same facts under English attribute names."""
    if isinstance(value, BaseModel):
        return {name: english(getattr(value, name)) for name in type(value).model_fields}
    return [english(part) for part in value] if isinstance(value, tuple) else value


def floats(value: Any) -> list[float]:
    if isinstance(value, dict):
        return [found for part in value.values() for found in floats(part)]
    if isinstance(value, list):
        return [found for part in value for found in floats(part)]
    return [value] if isinstance(value, float) else []


@FEW
@given(ENTRIES)
def test_an_entry_comes_back_exactly_from_its_json(entry: Approach | Publication) -> None:
    again = type(entry).model_validate_json(entry.model_dump_json())
    assert again == entry
    assert again.model_dump_json() == entry.model_dump_json()


@FEW
@given(ENTRIES)
def test_english_and_dutch_names_are_accepted_alike(entry: Approach | Publication) -> None:
    dutch = entry.model_dump(mode="json", by_alias=True)
    assert type(entry).model_validate(dutch) == type(entry).model_validate(english(entry)) == entry


@FEW
@given(ENTRIES)
def test_json_holds_no_floats(entry: Approach | Publication) -> None:
    assert floats(json.loads(entry.model_dump_json())) == []


@FEW
@given(ENTRIES, st.sampled_from(UnknownReason))
def test_an_unknown_fact_keeps_its_reason(entry: Approach | Publication, why: UnknownReason) -> None:
    study = entry.study if isinstance(entry, Publication) else make_study()
    changed = study.model_copy(update={"price_year": Unknown(reason=why)})
    data = json.loads(changed.model_dump_json())
    assert data["prijspeil"] == {"onbekend": why.value}
    assert Study.model_validate(data).price_year == Unknown(reason=why)


@pytest.mark.parametrize(
    "entry", [make_approach(), make_publication()], ids=lambda entry: type(entry).__name__
)
def test_json_has_dutch_names_only(entry: Approach | Publication) -> None:
    data = entry.model_dump(mode="json")
    names = {shape.attribute for shape in shapes(type(entry))} - {
        shape.dutch for shape in shapes(type(entry))
    }
    assert names
    assert not names & data.keys()


@pytest.mark.parametrize("model", CLASSES)
def test_a_key_that_no_field_has_is_refused_everywhere(model: type[Document]) -> None:
    with pytest.raises(ValidationError) as caught:
        model.model_validate({"verzonnen_veld": "x"})
    places = [error["loc"] for error in caught.value.errors() if error["type"] == "extra_forbidden"]
    assert places == [("verzonnen_veld",)]


@pytest.mark.parametrize("model", CLASSES)
def test_every_field_has_a_dutch_name_a_label_and_an_explanation(model: type[Document]) -> None:
    for shape in shapes(model):
        assert shape.dutch
        assert shape.dutch == shape.dutch.lower()
        assert shape.label[0].isupper()
        assert shape.explanation.endswith((".", "…"))


@pytest.mark.parametrize("model", CLASSES)
def test_no_dutch_name_is_used_twice_in_one_document(model: type[Document]) -> None:
    names = [shape.dutch for shape in shapes(model)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("field", ["discount_rate", "horizon_years"])
def test_a_float_is_refused_for_every_exact_number(field: str) -> None:
    facts = make_study().model_dump(mode="json", by_alias=False)
    with pytest.raises(ValidationError, match="Gebruik een exact getal"):
        Study.model_validate({**facts, field: 4.5})


@pytest.mark.parametrize("field", ["titel", "jaar", "prijspeil", "discontovoet", "uitkomsten", "methode"])
def test_a_required_fact_may_be_unknown_but_not_left_out(field: str) -> None:
    facts = make_study().model_dump(mode="json")
    del facts[field]
    with pytest.raises(ValidationError) as caught:
        Study.model_validate(facts)
    assert {error["loc"][0] for error in caught.value.errors()} == {field}


@pytest.mark.parametrize("field", ["titel", "jaar", "prijspeil", "discontovoet", "conclusie"])
@pytest.mark.parametrize("nothing", [None, {}, {"onbekend": ""}])
def test_nothing_is_no_reason_to_be_unknown(field: str, nothing: object) -> None:
    facts = make_study().model_dump(mode="json")
    with pytest.raises(ValidationError):
        Study.model_validate({**facts, field: nothing})


def test_facts_that_are_left_out_count_as_not_adopted_and_never_as_zero() -> None:
    item = BalanceItem.model_validate(
        {"id": "p1", "soort": "baten", "naam": "Minder zorg", "partij": "gemeente",
         "effectcategorie": "wmo", "bedrag": {"onbekend": "niet_gerapporteerd"}}
    )  # fmt: skip
    assert item.deadweight_pct == item.quantity == item.unit_price == item.year_from == NOT_ADOPTED


@pytest.mark.parametrize("code", ["363", "03630", "GM0363", "", "abcd", "0363\n1"])
def test_a_municipality_code_has_four_digits(code: str) -> None:
    with pytest.raises(ValidationError):
        Place(code=code)


def test_a_municipality_code_keeps_its_leading_zeros() -> None:
    assert Place(code="0003").model_dump(mode="json")["code"] == "0003"


def test_a_code_outside_its_list_is_refused_with_its_place() -> None:
    facts = make_approach().model_dump(mode="json")
    facts["onderzoeken"][0]["methode"] = "gokken"
    with pytest.raises(ValidationError) as caught:
        Approach.model_validate(facts)
    assert [error["loc"] for error in caught.value.errors()] == [("onderzoeken", 0, "methode")]


def test_spaces_around_a_text_are_taken_away() -> None:
    assert make_source(title="  Rapport \n").title == "Rapport"


@pytest.mark.parametrize(
    "part",
    [make_approach(), make_study(), make_result(), make_source()],
    ids=lambda part: type(part).__name__,
)
def test_a_document_never_changes(part: Document) -> None:
    name = next(iter(type(part).model_fields))
    with pytest.raises(ValidationError, match="frozen"):
        setattr(part, name, "anders")
