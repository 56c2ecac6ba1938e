"""Words of the glossary are found whole, longest first, and linked once per page."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from catalogue.glossary import Glossary, GlossaryTerm, Segment, glossary, segments, terms


def term(id: str, word: str, *also: str, **more: object) -> GlossaryTerm:
    return GlossaryTerm.model_validate({"id": id, "term": word, "ook": also, "uitleg": "Uitleg.", **more})


GLOSSARY = Glossary(
    [
        term("mkba", "MKBA", "MKBA's", "maatschappelijke kosten-batenanalyse"),
        term("kba", "kosten-batenanalyse"),
        term("baten", "baten"),
        term("saldo", "saldo", "netto contante waarde"),
        term("waarde", "contante waarde", "waarde"),
    ]
)


def linked(text: str, seen: set[str] | None = None) -> list[tuple[str, str]]:
    found = GLOSSARY.segments(text, set() if seen is None else seen)
    return [(segment.text, segment.term_id) for segment in found if segment.term_id]


def test_the_first_occurrence_becomes_a_link_and_the_rest_stays_text() -> None:
    assert GLOSSARY.segments("De baten van baten.", set()) == (
        Segment("De "),
        Segment("baten", "baten"),
        Segment(" van baten."),
    )


def test_the_longest_form_wins_where_forms_overlap() -> None:
    assert linked("Een maatschappelijke kosten-batenanalyse") == [
        ("maatschappelijke kosten-batenanalyse", "mkba")
    ]
    assert linked("een kosten-batenanalyse") == [("kosten-batenanalyse", "kba")]
    assert linked("de netto contante waarde en de contante waarde") == [
        ("netto contante waarde", "saldo"),
        ("contante waarde", "waarde"),
    ]


def test_a_longer_form_that_was_linked_before_is_not_linked_in_part() -> None:
    assert linked("de netto contante waarde", {"saldo"}) == []


@pytest.mark.parametrize(
    "text", ["debaten", "batenpost", "kosten-baten", "MKBA-tool", "baten's", "baten’s", "mkba2"]
)
def test_a_form_inside_another_word_is_no_link(text: str) -> None:
    assert linked(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("mkba", "mkba"),
        ("Baten", "Baten"),
        ("(baten)", "baten"),
        ("‘baten’", "baten"),
        ("baten, saldo", "baten"),
        ("twee MKBA's", "MKBA's"),
        ("twee MKBA’s", "MKBA’s"),
        ("contante\n  waarde", "contante\n  waarde"),
    ],
)
def test_case_punctuation_line_ends_and_apostrophes_do_not_hide_a_word(text: str, found: str) -> None:
    assert linked(text)[0][0] == found


def test_a_term_is_linked_once_per_page() -> None:
    seen: set[str] = set()
    assert linked("De MKBA", seen) == [("MKBA", "mkba")]
    assert linked("Nog een maatschappelijke kosten-batenanalyse en baten", seen) == [("baten", "baten")]
    assert seen == {"mkba", "baten"}


def test_letters_that_grow_in_lower_case_do_not_shift_the_text() -> None:
    assert linked("İİ baten") == [("baten", "baten")]


def test_a_text_without_terms_is_one_piece_and_an_empty_text_is_none() -> None:
    assert GLOSSARY.segments("Niets hier.", set()) == (Segment("Niets hier."),)
    assert GLOSSARY.segments("", set()) == ()
    assert Glossary([]).segments("De baten", set()) == (Segment("De baten"),)


def test_a_form_that_belongs_to_two_terms_is_refused() -> None:
    with pytest.raises(ValueError, match="twee keer"):
        Glossary([term("a", "baten"), term("b", "saldo", "Baten")])


def test_an_id_used_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twee keer"):
        Glossary([term("a", "baten"), term("a", "saldo")])


def test_a_reference_to_a_term_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="bestaat-niet"):
        Glossary([term("a", "baten", zie_ook=("bestaat-niet",))])


def test_an_unknown_key_in_the_file_is_refused() -> None:
    with pytest.raises(ValidationError):
        term("a", "baten", kleur="rood")


def test_the_glossary_of_the_site_holds_the_words_a_reader_meets() -> None:
    ids = {one.id for one in terms()}
    assert {"mkba", "nulalternatief", "discontovoet", "prijspeil", "wrong-pocket", "pm-post"} <= ids
    assert all(one.explanation.endswith(".") for one in terms())


def test_every_form_of_the_site_finds_its_own_term() -> None:
    for one in terms():
        for form in one.forms:
            assert segments(f"Dit is {form}.", set())[1] == Segment(form, one.id)


def test_a_long_page_is_searched_in_the_blink_of_an_eye() -> None:
    page = "Bewoners koken samen en leren elkaar kennen; de buurt wordt er prettiger van. " * 250
    glossary()
    start = time.process_time()
    segments(page, set())
    assert time.process_time() - start < 0.5


@given(
    st.lists(
        st.sampled_from(["baten", "MKBA", "MKBA's", "waarde", " ", "-", "x", "’", ".", "İ", "\n"]),
        max_size=20,
    )
)
def test_the_pieces_together_are_the_text_and_no_term_comes_twice(parts: list[str]) -> None:
    text = "".join(parts)
    found = GLOSSARY.segments(text, set())
    assert "".join(segment.text for segment in found) == text
    ids = [segment.term_id for segment in found if segment.term_id]
    assert len(ids) == len(set(ids))
