"""One document has one text: what is stored, hashed and compared."""

import json
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.canonical import UnknownFormat, canonical, content_hash, essence, parse, remembered, same
from catalogue.documents import FORMAT, Approach
from catalogue.kinds import MODELS, Kind
from tests.builders import make_approach, make_figure, make_publication, make_result, make_study
from tests.catalogue.document_strategies import documents


@pytest.mark.parametrize("kind", Kind)
@given(data=st.data())
def test_a_document_comes_back_from_its_text_as_it_was(kind: Kind, data: st.DataObject) -> None:
    document = data.draw(documents(MODELS[kind]))
    assert parse(kind, canonical(document)) == document


@given(documents(Approach))
def test_a_text_is_canonical_already(approach: Approach) -> None:
    text = canonical(approach)
    assert canonical(parse(Kind.APPROACH, text)) == text


@given(documents(Approach), st.randoms())
def test_the_order_of_the_fields_makes_no_difference(approach: Approach, chance: object) -> None:
    fields = list(approach.model_dump(by_alias=True).items())
    chance.shuffle(fields)  # type: ignore[attr-defined]
    assert canonical(Approach.model_validate(dict(fields))) == canonical(approach)


@given(documents(Approach))
def test_english_and_dutch_names_make_the_same_text(approach: Approach) -> None:
    english = Approach.model_validate(approach.model_dump(by_alias=False))
    dutch = Approach.model_validate(approach.model_dump(by_alias=True))
    assert canonical(english) == canonical(dutch)


@pytest.mark.parametrize(
    ("one", "other"), [("1.90", "1.9"), ("100", "1E+2"), ("-0", "0"), ("45000000.00", "45000000")]
)
def test_one_amount_has_one_text(one: str, other: str) -> None:
    assert canonical(make_figure(one)) == canonical(make_figure(other))


def test_different_amounts_have_different_texts() -> None:
    assert canonical(make_figure("1.90")) != canonical(make_figure("1.91"))


def test_an_amount_is_a_text_so_that_no_reader_makes_it_binary() -> None:
    large = Decimal("1234567890123456789.123456789")
    assert json.loads(canonical(make_figure(str(large))))["midden"] == str(large)


def test_the_text_has_dutch_names_sorted_keys_and_no_spaces() -> None:
    text = canonical(make_approach())
    data = json.loads(text)
    assert {"naam", "onderzoeken", "laatst_gecontroleerd_op"} <= data.keys()
    assert text == json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def test_the_text_of_an_accent_does_not_depend_on_how_it_was_typed() -> None:
    typed = "één café"
    apart = unicodedata.normalize("NFD", typed)
    assert canonical(make_approach(name=apart)) == canonical(make_approach(name=typed))


def test_an_accent_after_a_line_break_does_not_damage_the_text() -> None:
    approach = make_approach(how="regel\n\u0303")
    assert parse(Kind.APPROACH, canonical(approach)) == approach


def test_the_essence_leaves_out_what_the_format_says_already() -> None:
    assert "website" not in json.loads(essence(make_approach()))
    assert "website" in json.loads(canonical(make_approach()))


def test_a_text_from_before_a_field_existed_is_the_same_document() -> None:
    approach = make_approach()
    older = json.loads(canonical(approach))
    del older["duur_maanden"]
    assert same(json.dumps(older), Kind.APPROACH, approach)
    assert not same(json.dumps(older), Kind.APPROACH, make_approach(name="Iets anders"))


def test_a_hash_is_sha256_of_the_text() -> None:
    assert content_hash("mkba") == "b86e93c11172febac3394b725072a4f17cbac66aa9ed2cdcb6f1afaa4edd4429"


def test_a_stored_text_is_parsed_once() -> None:
    text = canonical(make_publication())
    key = content_hash(text)
    first = remembered(Kind.BACKGROUND, text, FORMAT, key)
    assert remembered(Kind.BACKGROUND, text, FORMAT, key) is first


def test_a_format_of_a_later_program_is_refused() -> None:
    with pytest.raises(UnknownFormat, match="Formaat 99"):
        parse(Kind.APPROACH, canonical(make_approach()), 99)


def test_an_unknown_figure_stays_unknown() -> None:
    study = make_study(results=(make_result(ratio={"onbekend": "niet_gerapporteerd"}),))
    text = canonical(make_approach(studies=(study,)))
    assert json.loads(text)["onderzoeken"][0]["uitkomsten"][0]["ratio"] == {"onbekend": "niet_gerapporteerd"}
