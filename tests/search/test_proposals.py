"""Which pieces of words are proposed as word parts, and which are not."""

import pytest

from search import proposals as module
from search.lexicon import refused
from search.proposals import Proposal, proposals


def parts(*texts: str) -> list[str]:
    return [one.part for one in proposals(texts)]


def test_a_piece_beside_known_parts_in_several_words_is_proposed() -> None:
    (found,) = proposals(["Een klimaatproject, een klimaatplan en nog een klimaatproject."])
    assert found == Proposal("klimaat", 2, 3, ("klimaat-project", "klimaat-plan"))


def test_linking_letters_are_set_apart() -> None:
    (found,) = proposals(["De koning: koningskamer en koningshuis."])
    assert found.part == "koning"
    assert sorted(found.examples) == ["koning-s-huis", "koning-s-kamer"]


def test_a_word_of_the_texts_themselves_counts_as_known_beside_a_piece() -> None:
    assert "klimaat" in parts("klimaatgrafiek klimaatatlas", "een grafiek en een atlas")


def test_forms_of_one_word_are_one_proposal() -> None:
    (found,) = proposals(["woonprotocol, zorgprotocollen en schoolprotocol"])
    assert (found.part, found.words) == ("protocol", 3)


def test_the_most_useful_piece_comes_first() -> None:
    texts = ["zorgprotocol woonprotocol schoolprotocol", "klimaatproject klimaatplan"]
    assert parts(*texts) == ["protocol", "klimaat"]


@pytest.mark.parametrize(
    "text",
    [
        "zorgproject zorgplan zorgteam",  # they split already
        "klimaatproject",  # one word is no pattern
        "omhooggaan omhoogkomen",  # what is left is unknown
        "zorgaap woonaap",  # too short to be sure of
        "persoonlijke tijdelijke",  # an ending, refused in the list
        "",
    ],
)
def test_no_piece_is_proposed(text: str) -> None:
    assert parts(text) == []


def test_a_refused_piece_is_not_proposed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "klimaatproject klimaatplan"
    assert parts(text) == ["klimaat"]
    monkeypatch.setattr(module, "refused", lambda: frozenset({"klimaat"}))
    assert parts(text) == []


def test_a_piece_with_a_linking_letter_torn_off_is_not_proposed() -> None:
    assert parts("prijsproject prijsplan, een bonus; bonusproject bonusplan bonuskamer") == ["bonus"]


def test_the_list_of_refused_pieces_can_be_read() -> None:
    assert "lijke" in refused()
