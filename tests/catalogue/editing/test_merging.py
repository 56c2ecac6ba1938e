"""The rules of merging two changed copies of one document, each as a small case."""

import json
from copy import deepcopy
from typing import Any

import pytest

from catalogue.documents import Approach, Publication
from catalogue.editing.merging import ABSENT, Conflict, from_json, merge, remaining, resolve, to_json
from catalogue.editing.paths import NoSuchPlace, find, put, remove

Json = dict[str, Any]
RESULT = "onderzoeken/o1/uitkomsten/u1"
ITEMS = f"{RESULT}/posten"
FIGURE = {"midden": "10", "gelezen": "bron_zelf"}


def approach(**changed: Any) -> Json:
    items = [{"id": one, "naam": one.upper(), "bedrag": FIGURE} for one in ("p1", "p2", "p3")]
    result = {"id": "u1", "naam": "Hoofd", "kosten": FIGURE, "posten": items}
    study = {"id": "o1", "titel": "MKBA", "uitkomsten": [result], "bureaus": []}
    return {
        "naam": "Buurtkamer",
        "samenvatting": "Kort.",
        "themas": ["wonen", "schulden"],
        "onderzoeken": [study],
        **deepcopy(changed),
    }


def merged(ours: Json, theirs: Json, base: Json | None = None) -> tuple[Json, tuple[Conflict, ...]]:
    made = merge(Approach, base or approach(), ours, theirs)
    return made.document, made.conflicts


def changed(path: str, value: Any, document: Json | None = None) -> Json:
    return put(Approach, document or approach(), path, value)


def ids(document: Json, path: str = ITEMS) -> list[str]:
    return [part["id"] for part in find(Approach, document, path)]


def items(*names: str) -> Json:
    """The document with these items in this order; what was not there yet is new."""
    known = {part["id"]: part for part in find(Approach, approach(), ITEMS)}
    return changed(ITEMS, [known.get(name, {"id": name, "naam": "Nieuw"}) for name in names])


def test_changes_of_different_fields_are_both_taken() -> None:
    ours, theirs = changed("naam", "Buurthuis"), changed(f"{ITEMS}/p2/naam", "Huur")
    assert merged(ours, theirs) == (changed("naam", "Buurthuis", theirs), ())


def test_the_same_change_on_both_sides_is_no_conflict() -> None:
    assert merged(changed("naam", "B"), changed("naam", "B")) == (changed("naam", "B"), ())


@pytest.mark.parametrize(
    ("path", "mine", "other"),
    [
        ("naam", "Onze tekst", "Hun tekst"),
        ("samenvatting", "Onze tekst", ABSENT),
        ("samenvatting", ABSENT, "Hun tekst"),
        ("website", None, "https://hun.example"),
        (f"{RESULT}/kosten", {"midden": "11"}, {"midden": "12"}),
        (f"{RESULT}/kosten", {**FIGURE, "laag": "1"}, {**FIGURE, "hoog": "20"}),
        (f"{ITEMS}/p1/bedrag", {"onbekend": "niet_gerapporteerd"}, {"midden": "12"}),
        (f"{ITEMS}/p1/prijspeil", {"onbekend": "niet_gerapporteerd"}, {"onbekend": "niet_van_toepassing"}),
        (f"{ITEMS}/p1/is_contant", True, 1),
    ],
)
def test_a_value_that_both_changed_differently_stays_ours_and_is_a_conflict(
    path: str, mine: Any, other: Any
) -> None:
    document, conflicts = merged(changed(path, mine), changed(path, other))
    assert document == changed(path, mine)
    assert conflicts == (Conflict(path, find(Approach, approach(), path), mine, other),)


def test_absent_is_another_value_than_what_the_field_holds_by_default() -> None:
    base = approach(website=None)
    ours, theirs = remove(Approach, base, "website"), changed("website", "https://hun.example", base)
    assert merged(ours, theirs, base)[1] == (Conflict("website", None, ABSENT, "https://hun.example"),)
    assert merged(ours, changed("naam", "B", base), base)[0] == changed("naam", "B", ours)


def test_additions_and_removals_of_plain_values_are_all_applied() -> None:
    base = approach(themas=["wonen", "schulden", "werk"])
    ours = approach(themas=["jeugd", "wonen", "schulden"])
    theirs = approach(themas=["schulden", "werk", "zorg", "jeugd"])
    assert merged(ours, theirs, base) == (approach(themas=["jeugd", "schulden", "zorg"]), ())


def test_plain_values_keep_the_order_of_the_side_that_moved_them() -> None:
    ours, theirs = approach(themas=["wonen", "schulden", "zorg"]), approach(themas=["schulden", "wonen"])
    assert merged(ours, theirs) == (approach(themas=["schulden", "wonen", "zorg"]), ())
    assert merged(theirs, ours) == (approach(themas=["schulden", "wonen", "zorg"]), ())


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        ("aab", "ab", "aabc", "abc"),
        ("aa", "aaa", "a", "aa"),
        ("a", "aa", "aa", "aa"),
        ("aaa", "aa", "a", "a"),
    ],
)
def test_equal_values_in_a_list_are_counted(base: str, ours: str, theirs: str, expected: str) -> None:
    sides = (approach(werkende_elementen=list(one)) for one in (ours, theirs, base))
    assert merged(*sides) == (approach(werkende_elementen=list(expected)), ())


def test_a_list_that_was_not_there_takes_what_both_added() -> None:
    ours, theirs = approach(werkende_elementen=["a"]), approach(werkende_elementen=["b"])
    assert merged(ours, theirs) == (approach(werkende_elementen=["a", "b"]), ())


def test_emptying_and_leaving_out_a_list_are_different_changes() -> None:
    ours, theirs = approach(themas=[]), remove(Approach, approach(), "themas")
    document, conflicts = merged(ours, theirs)
    assert document == ours
    assert conflicts == (Conflict("themas", ["wonen", "schulden"], [], ABSENT),)


def test_parts_that_either_side_added_or_removed_are_added_and_removed() -> None:
    document, conflicts = merged(items("p1", "p3", "p4"), items("p5", "p1", "p2"))
    assert (ids(document), conflicts) == (["p5", "p1", "p4"], ())


def test_a_part_that_one_side_removed_and_the_other_changed_stays_with_a_conflict() -> None:
    gone, kept = items("p1", "p3"), changed(f"{ITEMS}/p2/naam", "Huur")
    was, now = (find(Approach, document, f"{ITEMS}/p2") for document in (approach(), kept))
    assert merged(gone, kept) == (kept, (Conflict(f"{ITEMS}/p2", was, ABSENT, now),))
    assert merged(kept, gone) == (kept, (Conflict(f"{ITEMS}/p2", was, now, ABSENT),))


def test_a_study_that_one_side_removed_stays_when_the_other_changed_something_deep_inside() -> None:
    gone, kept = changed("onderzoeken", []), changed(f"{ITEMS}/p2/naam", "Huur")
    document, (conflict,) = merged(gone, kept)
    assert (document, conflict.path) == (kept, "onderzoeken/o1")


def test_a_part_that_both_added_under_one_id_is_merged_field_by_field() -> None:
    ours = changed(f"{ITEMS}/p4", {"id": "p4", "naam": "Loon", "partij": "gemeente"})
    theirs = changed(f"{ITEMS}/p4", {"id": "p4", "naam": "Salaris", "soort": "kosten"})
    document, conflicts = merged(ours, theirs)
    whole = {"id": "p4", "naam": "Loon", "partij": "gemeente", "soort": "kosten"}
    assert find(Approach, document, f"{ITEMS}/p4") == whole
    assert conflicts == (Conflict(f"{ITEMS}/p4/naam", ABSENT, "Loon", "Salaris"),)


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("p3 p1 p2", "p1 p2 p3 p4", "p3 p4 p1 p2"),  # only ours moved
        ("p1 p2 p3 p4", "p3 p1 p2", "p3 p4 p1 p2"),  # only theirs moved
        ("p3 p1 p2", "p2 p1 p4 p3", "p3 p1 p4 p2"),  # both moved: ours, p4 after its neighbour
        ("p1 p4 p2 p3", "p1 p5 p2 p3", "p1 p4 p5 p2 p3"),  # both added at one spot
        ("p4 p1 p2 p3", "p5 p1 p2 p3", "p4 p5 p1 p2 p3"),  # both added in front
        ("p2 p1", "p1 p2 p3 p4", "p2 p4 p1"),  # p4 followed p3, which is gone, and before that p2
    ],
)
def test_the_order_of_parts(ours: str, theirs: str, expected: str) -> None:
    document, conflicts = merged(items(*ours.split()), items(*theirs.split()))
    assert (ids(document), conflicts) == (expected.split(), ())


def test_the_one_study_of_a_publication_is_merged_field_by_field() -> None:
    base = {"onderzoek": {"id": "o1", "titel": "MKBA", "jaar": 2020}}
    ours = {"onderzoek": {"id": "o1", "titel": "SROI", "jaar": 2020}}
    theirs = {"onderzoek": {"id": "o1", "titel": "Studie", "jaar": 2021}}
    made = merge(Publication, base, ours, theirs)
    assert made.document == {"onderzoek": {"id": "o1", "titel": "SROI", "jaar": 2021}}
    assert made.conflicts == (Conflict("onderzoek/titel", "MKBA", "SROI", "Studie"),)
    gone = merge(Publication, base, {}, theirs)
    assert gone.document == theirs
    assert resolve(Publication, gone.document, gone.conflicts[0], "onze") == {}
    assert resolve(Publication, gone.document, gone.conflicts[0], "hunne") == theirs


def remarks(*texts: str) -> Json:
    return changed("onderzoeken/o1/opmerkingen", [{"regel": "V7", "tekst": text} for text in texts])


def test_doubles_are_told_apart_by_what_did_not_change() -> None:
    base, ours, theirs = remarks("een", "twee"), remarks("twee"), remarks("een", "twee!")
    assert merged(ours, theirs, base) == (remarks("twee!"), ())


def test_a_choice_that_removes_a_double_keeps_the_other_conflicts_at_their_part() -> None:
    base, ours, theirs = remarks("een", "twee"), remarks(), remarks("een!", "twee!")
    document, (first, second) = merged(ours, theirs, base)
    assert document == theirs
    document = resolve(Approach, document, first, "onze")
    assert document == remarks("twee!")
    (left,) = remaining((first, second), first, "onze")
    assert left.path == "onderzoeken/o1/opmerkingen/V7"
    assert resolve(Approach, document, left, "onze") == remarks()


def test_a_choice_that_removes_a_part_settles_what_is_inside_it() -> None:
    result = {"id": "u2", "posten": [{"id": "n1", "naam": "Rust"}]}
    ours = approach(onderzoeken=[{"id": "o2", "uitkomsten": [result]}])
    theirs = changed(f"{ITEMS}/n1", {"id": "n1", "naam": "Loon"})
    document, (study, item) = merged(ours, theirs)
    assert (study.path, item.path) == ("onderzoeken/o1", f"{ITEMS}/n1")
    assert resolve(Approach, document, study, "onze") == ours
    assert remaining((study, item), study, "onze") == ()
    assert remaining((study, item), study, "hunne") == (item,)


def test_new_parts_that_nobody_named_yet_are_different_parts() -> None:
    ours, theirs = approach(organisaties=[{"rol": "uitvoerder"}]), approach(organisaties=[{"rol": "partner"}])
    document, conflicts = merged(ours, theirs)
    assert document["organisaties"] == [{"rol": "uitvoerder"}, {"rol": "partner"}]
    assert conflicts == ()


def test_an_id_that_both_use_in_different_lists_stays_with_ours_and_is_a_conflict() -> None:
    ours = changed(f"{RESULT}/pm_posten/n1", {"id": "n1", "naam": "Rust"})
    theirs = changed(f"{ITEMS}/n1", {"id": "n1", "naam": "Loon"})
    document, conflicts = merged(ours, theirs)
    assert document == changed(ITEMS, find(Approach, approach(), ITEMS), ours)
    assert conflicts == (Conflict(f"{ITEMS}/n1", ABSENT, ABSENT, {"id": "n1", "naam": "Loon"}),)


def test_an_id_in_different_lists_is_left_alone_where_doubles_make_its_place_uncertain() -> None:
    base = {"uitkomsten": [{"id": "u1"}]}
    ours = {"uitkomsten": [{"id": "u1", "pm_posten": [{"id": "n1", "naam": "Rust"}]}, {"id": "u1"}]}
    theirs = {"uitkomsten": [{"id": "u1", "pm_posten": [{"id": "n1", "naam": "Loon"}]}]}
    sides = (approach(onderzoeken=[{"id": "o1", **side}]) for side in (ours, theirs, base))
    document, conflicts = merged(*sides)
    assert conflicts == ()
    assert json.dumps(document).count('"n1"') == 2


def test_a_field_that_the_class_does_not_have_is_merged_as_one_value() -> None:
    assert merged(approach(oud=1), approach(naam="B")) == (approach(oud=1, naam="B"), ())


@pytest.mark.parametrize(("choice", "name"), [("onze", "Loon"), ("hunne", "Huur"), ("basis", "P2")])
def test_a_choice_puts_the_value_of_a_side_wherever_the_part_moved(choice: Any, name: str) -> None:
    document, (conflict,) = merged(changed(f"{ITEMS}/p2/naam", "Loon"), changed(f"{ITEMS}/p2/naam", "Huur"))
    find(Approach, document, ITEMS).reverse()
    chosen = resolve(Approach, document, conflict, choice)
    assert find(Approach, chosen, f"{ITEMS}/p2/naam") == name
    assert ids(chosen) == ["p3", "p2", "p1"]
    assert find(Approach, document, f"{ITEMS}/p2/naam") == "Loon"


def test_a_kept_part_keeps_what_was_written_since_and_otherwise_goes() -> None:
    kept = changed(f"{ITEMS}/p2/naam", "Huur")
    document, (conflict,) = merged(items("p1", "p3"), kept)
    later = changed(f"{ITEMS}/p2/naam", "Huur van de zaal", document)
    assert resolve(Approach, later, conflict, "hunne") == later
    assert ids(resolve(Approach, later, conflict, "onze")) == ["p1", "p3"]
    assert ids(resolve(Approach, items("p1"), conflict, "hunne")) == ["p1", "p2"]
    assert resolve(Approach, later, conflict, "basis") == approach()


def test_a_choice_about_a_field_of_a_part_that_is_gone_is_refused() -> None:
    _, (conflict,) = merged(changed(f"{ITEMS}/p2/naam", "Loon"), changed(f"{ITEMS}/p2/naam", "Huur"))
    with pytest.raises(NoSuchPlace):
        resolve(Approach, items("p1"), conflict, "hunne")


def test_conflicts_are_kept_as_json_in_which_absent_and_null_differ() -> None:
    conflicts = (
        Conflict("website", ABSENT, None, "x"),
        Conflict("themas", [], ABSENT, {"a": [1, True, None]}),
    )
    text = to_json(conflicts)
    assert json.loads(text)[0] == {"pad": "website", "onze": None, "hunne": "x"}
    assert from_json(text) == conflicts
    assert from_json("[]") == ()


def test_nothing_that_was_given_is_changed_or_shared() -> None:
    base, ours, theirs = approach(), changed("naam", "B"), items("p1", "p4")
    made = merge(Approach, base, ours, theirs)
    find(Approach, made.document, f"{ITEMS}/p1")["naam"] = "anders"
    find(Approach, made.document, "themas").append("anders")
    assert (base, ours, theirs) == (approach(), changed("naam", "B"), items("p1", "p4"))
