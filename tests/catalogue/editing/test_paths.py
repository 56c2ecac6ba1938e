"""A path keeps pointing at the same thing, whatever moves, and nothing given is ever changed."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.documents import Approach, Publication
from catalogue.editing.paths import ABSENT, Key, NoSuchPlace, find, join, keys, place, put, remove, split
from catalogue.parts import Organisation, Remark
from catalogue.unit_costs import Conflict

TEXTS = st.text(max_size=8)
SEGMENTS = TEXTS | st.builds(Key, TEXTS, st.integers(min_value=2, max_value=12))


def approach() -> dict[str, Any]:
    """A working document in which much is missing."""
    result = {
        "id": "u1",
        "naam": "Hoofduitkomst",
        "kosten": {"midden": "10", "bronnen": ["rapport"]},
        "posten": [{"id": "p1", "naam": "Loon"}, {"id": "p2"}],
    }
    remarks = [{"regel": "V7", "tekst": "Eerste."}, {"regel": "V7", "tekst": "Tweede."}]
    return {
        "naam": "Buurtkamer",
        "themas": ["wonen"],
        "gemeenten": [{"code": "0363"}, {"sinds": 2020}, {"sinds": 2021}],
        "organisaties": [{"naam": "Werk/Zorg ~2"}],
        "erkenningen": [{"id": "e1", "schema": "emmie"}],
        "onderzoeken": [{"id": "o1", "titel": "MKBA", "uitkomsten": [result], "opmerkingen": remarks}],
    }


ITEM = "onderzoeken/o1/uitkomsten/u1/posten/p1"


@given(st.lists(SEGMENTS))
def test_a_path_splits_into_what_it_was_joined_from(segments: list[str | Key]) -> None:
    assert split(join(*segments)) == tuple(segments)


def test_odd_characters_are_encoded_and_doubles_are_numbered() -> None:
    assert join("organisaties", "Werk/Zorg ~2", "rol") == "organisaties/Werk%2FZorg%20%7E2/rol"
    assert join("opmerkingen", Key("V7", 2), "tekst") == "opmerkingen/V7~2/tekst"
    assert join("gemeenten", "") == "gemeenten/~1"


@pytest.mark.parametrize("path", ["a//b", "/", "a~", "a~1", "a~x", "a~02", "a b", "%FF", "a~" + "9" * 5000])
def test_a_text_that_join_never_makes_is_no_path(path: str) -> None:
    with pytest.raises(NoSuchPlace):
        split(path)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("naam", "Buurtkamer"),
        (f"{ITEM}/naam", "Loon"),
        ("onderzoeken/o1/uitkomsten/u1/kosten/midden", "10"),
        ("onderzoeken/o1/uitkomsten/u1/kosten/onbekend", ABSENT),
        ("onderzoeken/o1/opmerkingen/V7~2/tekst", "Tweede."),
        ("gemeenten/~2/sinds", 2021),
        ("organisaties/Werk%2FZorg%20%7E2", {"naam": "Werk/Zorg ~2"}),
        ("samenvatting", ABSENT),
        ("onderzoeken/o9/uitkomsten/u1/posten", ABSENT),
    ],
)
def test_find_gives_the_value_or_absent(path: str, value: Any) -> None:
    assert find(Approach, approach(), path) == value


def test_the_empty_path_is_the_document() -> None:
    assert find(Approach, approach(), "") == approach()
    with pytest.raises(NoSuchPlace):
        put(Approach, approach(), "", {})
    with pytest.raises(NoSuchPlace):
        remove(Approach, approach(), "")


@pytest.mark.parametrize("path", ["name", "onderzoeken/o1/naam", "themas/wonen", "naam~2", "naam/x"])
def test_a_path_that_the_class_does_not_have_is_refused(path: str) -> None:
    with pytest.raises(NoSuchPlace):
        find(Approach, approach(), path)


@pytest.mark.parametrize("path", ["naam", "samenvatting", f"{ITEM}/bedrag", "onderzoeken/o1/bureaus", ITEM])
@pytest.mark.parametrize("value", ["x", None, ["a"], {"id": "p1", "naam": "Huur"}])
def test_what_is_put_is_found_and_what_was_given_stays_as_it_was(path: str, value: Any) -> None:
    given_document, given_value = approach(), deepcopy(value)
    made = put(Approach, given_document, path, value)
    if path != ITEM or isinstance(value, dict):
        assert find(Approach, made, path) == value
    assert (given_document, value) == (approach(), given_value)
    made["onderzoeken"][0]["uitkomsten"][0]["kosten"]["bronnen"].append("ander")
    assert given_document == approach()


def test_a_path_follows_a_part_that_moved() -> None:
    document = approach()
    document["onderzoeken"].insert(0, {"id": "o0"})
    document["onderzoeken"][1]["uitkomsten"][0]["posten"].reverse()
    made = put(Approach, document, f"{ITEM}/naam", "Huur")
    assert made["onderzoeken"][1]["uitkomsten"][0]["posten"] == [{"id": "p2"}, {"id": "p1", "naam": "Huur"}]


def test_a_new_part_comes_last_and_lists_that_were_missing_are_made() -> None:
    made = put(Approach, approach(), "onderzoeken/o1/uitkomsten/u1/posten/p3", {"id": "p3"})
    parts = find(Approach, made, "onderzoeken/o1/uitkomsten/u1/posten")
    assert keys(Remark, [{"regel": "V7"}, {"regel": "V7"}, {}]) == (Key("V7"), Key("V7", 2), Key(""))
    assert [part["id"] for part in parts] == ["p1", "p2", "p3"]
    assert put(Publication, {}, "onderzoek/bronnen/b", {"id": "b"}) == {
        "onderzoek": {"bronnen": [{"id": "b"}]}
    }


def test_nothing_is_put_inside_a_part_that_is_gone() -> None:
    with pytest.raises(NoSuchPlace):
        put(Approach, approach(), "onderzoeken/o9/titel", "x")


@pytest.mark.parametrize("path", ["naam", ITEM, f"{ITEM}/naam", "onderzoeken", "gemeenten/0363"])
def test_what_is_removed_is_gone_and_putting_absent_removes(path: str) -> None:
    document = approach()
    made = remove(Approach, document, path)
    assert find(Approach, made, path) is ABSENT
    assert made == put(Approach, document, path, ABSENT) == remove(Approach, made, path)
    assert document == approach()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("", "Aanpak ‘Buurtkamer’"),
        ("themas", "Thema"),
        ("onderzoeken", "Onderzoeken"),
        (f"{ITEM}/bedrag", "Onderzoek ‘MKBA’ › Uitkomst ‘Hoofduitkomst’ › Post ‘Loon’ › Bedrag"),
        ("onderzoeken/o1/uitkomsten/u1/posten/p2", "Onderzoek ‘MKBA’ › Uitkomst ‘Hoofduitkomst’ › Post p2"),
        ("onderzoeken/o1/uitkomsten/u1/kosten", "Onderzoek ‘MKBA’ › Uitkomst ‘Hoofduitkomst’ › Kosten"),
        ("onderzoeken/o9/titel", "Onderzoek o9 › Titel"),
        ("onderzoeken/o1/opmerkingen/V7~2", "Onderzoek ‘MKBA’ › Opmerking van de redactie ‘V7’ (2)"),
        ("gemeenten/0363/sinds", "Gemeente ‘Amsterdam’ › Sinds"),
        ("gemeenten/~1", "Gemeente"),
        ("organisaties/Weg", "Organisatie ‘Weg’"),
        ("erkenningen/e1/niveau", "Erkenning ‘EMMIE’ › Niveau"),
    ],
)
def test_a_place_is_told_in_dutch(path: str, words: str) -> None:
    assert place(Approach, approach(), path) == words


def test_a_place_is_told_in_documents_of_any_class_and_when_nothing_is_filled_in() -> None:
    assert place(Publication, {}, "onderzoek/titel") == "Onderzoek › Titel"
    assert (
        place(Publication, {"onderzoek": {"jaar": 2019}}, "onderzoek/titel") == "Onderzoek uit 2019 › Titel"
    )
    assert place(Organisation, {"naam": "Buurt BV"}, "") == "Organisatie ‘Buurt BV’"
    assert place(Conflict, {}, "").startswith("Onderdeel")
