"""The data dictionary and the JSON Schema say what the documents say, in Dutch."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from catalogue import kinds
from catalogue.dictionary import DictionaryRow, dictionary
from catalogue.documents import Approach
from catalogue.json_schema import json_schema
from catalogue.kinds import AnyDocument
from catalogue.namings import NAMINGS
from catalogue.schema import Document
from catalogue.shapes import Kind, Shape, document_classes, shapes
from catalogue.unit_costs import Conflict
from catalogue.vocabulary import VOCABULARIES
from tests.catalogue.document_strategies import documents, sample

SLOW = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
MODELS: list[type[AnyDocument]] = list(kinds.MODELS.values())


def subclasses(model: type[Document]) -> set[type[Document]]:
    return {model, *(deeper for found in model.__subclasses__() for deeper in subclasses(found))}


def row(document: str, field: str) -> DictionaryRow:
    (found,) = (one for one in dictionary() if (one.document, one.field) == (document, field))
    return found


def test_every_field_has_a_label_and_an_explanation_that_is_a_sentence() -> None:
    for one in dictionary():
        assert one.label, one
        assert one.label[0].isupper(), one
        assert one.explanation.endswith((".", "…")), one


def test_no_class_of_the_documents_is_missing() -> None:
    inside = {found for model in MODELS for found in document_classes(model)}
    assert inside == set(NAMINGS)
    assert {one.document for one in dictionary()} == {naming.name for naming in NAMINGS.values()}
    names = ("documents", "parts", "figures", "schema", "unit_costs", "kpis")
    modules = {f"catalogue.{name}" for name in names}
    declared = {found for found in subclasses(Document) - {Document} if found.__module__ in modules}
    assert declared - {Conflict} == inside  # what stands side by side on a page is stored nowhere


def test_every_field_stands_in_the_dictionary_once() -> None:
    places = [(one.document, one.field) for one in dictionary()]
    assert len(places) == len(set(places)) == sum(len(model.model_fields) for model in NAMINGS)


def test_field_names_are_dutch_and_never_the_english_attribute_by_accident() -> None:
    same = {one.attribute for one in dictionary() if one.field == one.attribute}
    assert same == {"id", "code", "url", "website", "ratio", "bureaus"}


@pytest.mark.parametrize(
    ("document", "field", "type", "required", "may_be_unknown"),
    [
        ("Uitkomst", "kosten", "bedrag", True, True),
        ("Uitkomst", "ratio", "verhouding", True, True),
        ("Onderzoek", "prijspeil", "jaar", True, True),
        ("Onderzoek", "aantal_deelnemers", "geheel getal", True, True),
        ("Onderzoek", "discontovoet", "percentage", True, True),
        ("Onderzoek", "disconteer_moment", "keuze uit begin, eind, onbekend", False, False),
        ("Aanpak", "werksoorten", "lijst van keuzes uit Werksoorten", False, False),
        ("Aanpak", "onderzoeken", "lijst van onderzoeken", False, False),
        ("Aanpak", "landelijk", "ja of nee", False, False),
        ("Aanpak", "laatst_gecontroleerd_op", "datum", True, False),
        ("Achtergrondpublicatie", "onderzoek", "onderzoek", True, False),
        ("Bron", "titel", "tekst", True, False),
        ("Onderzoek", "beperkingen", "lijst van teksten", False, False),
        ("Post", "aantal", "getal", False, True),
    ],
)
def test_the_type_is_said_in_dutch(
    document: str, field: str, type: str, required: bool, may_be_unknown: bool
) -> None:
    found = row(document, field)
    assert (found.type, found.required, found.may_be_unknown) == (type, required, may_be_unknown)


def test_a_choice_names_its_closed_list() -> None:
    assert row("Aanpak", "werksoorten").vocabulary == "werksoorten"
    assert row("Aanpak", "naam").vocabulary is None
    assert {one.vocabulary for one in dictionary()} - {None} <= set(VOCABULARIES)


def test_the_unit_comes_along() -> None:
    assert row("Uitkomst", "kosten").unit == "euro"
    assert row("Onderzoek", "discontovoet").unit == "procent per jaar"


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_the_schema_is_valid_and_holds_no_english(model: Any, mode: Any) -> None:
    schema = json_schema(model, mode)
    Draft202012Validator.check_schema(schema)
    text = json.dumps(schema)
    english = {found.__name__ for found in NAMINGS} | {terms.__name__ for terms in VOCABULARIES.values()}
    assert not [name for name in english if f'"{name}"' in text or f'/{name}"' in text]
    dutch = {shape.dutch for found in NAMINGS for shape in shapes(found)}
    for part in (schema, *schema["$defs"].values()):
        assert part.get("properties", {}).keys() <= dutch
    assert not schema["$id"].startswith(("http", "/"))


def test_words_of_a_closed_list_have_a_label_and_an_explanation_in_the_schema() -> None:
    words = json_schema(Approach)["$defs"]["Werksoorten"]
    assert words["title"] == "Werksoorten"
    assert {"const", "title", "description"} == set(words["oneOf"][0])
    assert words["oneOf"][0]["const"] == "jongerenwerk"


@pytest.mark.parametrize("model", MODELS)
@SLOW
@given(data=st.data())
def test_every_document_obeys_the_schema_of_its_class(model: Any, data: st.DataObject) -> None:
    document = data.draw(documents(model))
    published = document.model_dump(mode="json")
    for mode in ("validation", "serialization"):
        Draft202012Validator(json_schema(model, mode)).validate(published)


def test_the_schema_refuses_what_is_not_a_number_or_not_in_the_list() -> None:
    published = Approach.model_validate(sample(Approach)).model_dump(mode="json")
    validator = Draft202012Validator(json_schema(Approach))
    assert validator.is_valid(published)
    assert not validator.is_valid(published | {"duur_maanden": "drie"})
    assert not validator.is_valid(published | {"themas": ["onzin"]})
    assert not validator.is_valid(published | {"themas": None})
    assert not validator.is_valid(published | {"extra": 1})


def test_a_field_of_two_kinds_is_refused_when_its_shape_is_read() -> None:
    class Odd(Document):
        both: int | str

    with pytest.raises(TypeError, match="one kind"):
        shapes(Odd)


def test_a_field_of_an_unheard_kind_is_refused_when_its_shape_is_read() -> None:
    class Odd(Document):
        raw: bytes

    with pytest.raises(TypeError, match="no Dutch word"):
        shapes(Odd)


def test_a_shape_knows_what_a_field_may_hold() -> None:
    by_name: dict[str, Shape] = {shape.dutch: shape for shape in shapes(Approach)}
    assert by_name["website"].may_be_empty
    assert not by_name["naam"].may_be_empty
    assert by_name["onderzoeken"].kind is Kind.DOCUMENT
    assert by_name["onderzoeken"].many
