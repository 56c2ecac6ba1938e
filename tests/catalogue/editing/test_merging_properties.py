"""Whatever two editors do to one document: a merge loses nothing and chooses nothing in silence."""

import json
import re
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from random import Random
from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.editing.merging import (
    ABSENT,
    Choice,
    Conflict,
    Merge,
    from_json,
    merge,
    remaining,
    resolve,
    to_json,
)
from catalogue.editing.merging_ids import places_of_ids
from catalogue.editing.paths import Key, find, join, place, put, split
from catalogue.editing.steps import as_key, steps
from catalogue.kinds import MODELS
from catalogue.schema import Document
from catalogue.seedfile import read
from tests.catalogue.document_strategies import documents
from tests.catalogue.editing.flat import Facts, facts, lost
from tests.catalogue.editing.random_edits import Editor
from tests.conftest import SEED


class Case(NamedTuple):
    """One document and what two editors made of it."""

    model: type[Document]
    base: dict[str, Any]
    ours: dict[str, Any]
    theirs: dict[str, Any]


@cache
def collection() -> tuple[Document, ...]:
    """Every document of the real collection."""
    return tuple(one.document for entry in read(SEED.read_text("utf-8")).entries for one in entry.revisions)


REAL = st.builds(lambda number: collection()[number % len(collection())], st.integers(0, 10**6))
MADE = st.one_of(*map(documents, MODELS.values()))


def cases(source: st.SearchStrategy[Document] = REAL, **habits: bool) -> st.SearchStrategy[Case]:
    """Documents with some edits of either side; some half of the merges have a conflict."""

    def case(document: Document, seed: int) -> Case:
        chance = Random(seed)
        editor = Editor(chance, **habits)
        model = type(document)
        base = editor.edited(model, document.model_dump(mode="json", by_alias=True), chance.randint(0, 4))
        ours, theirs = (editor.edited(model, base, chance.randint(0, 16)) for _ in range(2))
        return Case(model, base, ours, theirs)

    return st.builds(case, source, st.integers(0, 2**32))


def many(examples: int) -> Callable[[Any], Any]:
    return settings(max_examples=examples)


@many(500)
@given(cases())
def test_a_merge_of_real_documents_loses_no_change(case: Case) -> None:
    assert_nothing_lost(case)


@many(60)
@given(cases(MADE))
def test_a_merge_of_documents_of_any_shape_loses_no_change(case: Case) -> None:
    assert_nothing_lost(case)


@many(100)
@given(cases(mixes_lists=True))
def test_a_merge_loses_no_change_when_parts_go_to_other_lists(case: Case) -> None:
    assert_nothing_lost(case)


@many(100)
@given(cases(makes_doubles=True))
def test_a_merge_loses_no_value_when_parts_share_their_identity(case: Case) -> None:
    """Which of the doubles is which is a guess; that every new value is still somewhere is not."""
    merged = merge(*case)
    base, *sides, found = (unnumbered(facts(case.model, one)) for one in (*case[1:], merged.document))
    for conflict in merged.conflicts:
        for side in (conflict.ours, conflict.theirs):
            if side is not ABSENT:
                found |= unnumbered(facts(case.model, put(case.model, merged.document, conflict.path, side)))
    assert [side - base - found for side in sides] == [set(), set()]


@many(100)
@given(cases(makes_doubles=True), st.randoms(use_true_random=False))
def test_every_conflict_among_doubles_can_be_resolved_in_any_order(case: Case, chance: Random) -> None:
    document = resolved(case, merge(*case), "hunne", chance)
    base, theirs, found = (unnumbered(facts(case.model, one)) for one in (case.base, case.theirs, document))
    assert theirs - base - found == set()


def unnumbered(found: Facts) -> set[str]:
    """Facts without the numbers of doubles; of a list of values each value."""
    loose: set[str] = set()
    for path, value in found.items():
        place = re.sub(r"~\d+", "", path)
        values = value if isinstance(value, list) else [value]
        loose |= {f"{place} = {json.dumps(one, sort_keys=True)}" for one in values}
    return loose


@many(100)
@given(cases())
def test_each_list_has_the_order_of_the_side_that_moved_parts_and_else_of_ours(case: Case) -> None:
    merged = part_lists(case.model, merge(*case).document)
    base, ours, theirs = (part_lists(case.model, side) for side in case[1:])
    for path in merged.keys() & base.keys() & ours.keys() & theirs.keys():
        was, mine, other, found = base[path], ours[path], theirs[path], merged[path]
        moved = among(was, mine) != among(mine, was)
        leading = mine if moved or among(was, other) == among(other, was) else other
        assert among(found, leading) == among(leading, found)
        if not moved:  # what both added may stand in two places; then it stands where ours has it
            once = [key for key in other if key in was or key not in mine]
            assert among(found, once) == among(once, found)


def among(some: list[Key], others: list[Key]) -> list[Key]:
    return [key for key in some if key in others]


def part_lists(model: type[Document], document: dict[str, Any]) -> dict[str, list[Key]]:
    """What is in each list of parts, in its order, by the path of the list."""
    found: dict[str, list[Key]] = {}
    for path in facts(model, document):
        segments = split(path)
        if path and steps(model, path)[-1].shape is None:
            found.setdefault(join(*segments[:-1]), []).append(as_key(segments[-1]))
    return found


def assert_nothing_lost(case: Case) -> None:
    given_case = deepcopy(case)
    merged = merge(*case)
    assert case == given_case
    base, ours, theirs, found = (facts(case.model, one) for one in (*case[1:], merged.document))
    assert lost(base, ours, theirs, found, merged.conflicts) == []
    assert lost(base, theirs, ours, found, merged.conflicts) == []
    untouched = [path for path in base if ours.get(path) == base[path] == theirs.get(path)]
    covered = tuple(f"{conflict.path}/" for conflict in merged.conflicts)
    assert [p for p in untouched if found.get(p) != base[p] and not f"{p}/".startswith(covered)] == []
    known = ours.keys() | theirs.keys()
    assert [path for path in found if path not in known] == []


@many(100)
@given(cases())
def test_a_conflict_tells_what_each_side_has_and_the_document_holds_ours(case: Case) -> None:
    merged = merge(*case)
    for conflict in merged.conflicts:
        sides = [find(case.model, side, conflict.path) for side in case[1:]]
        assert sides == [conflict.base, conflict.ours, conflict.theirs]
        assert conflict.ours != conflict.theirs
        assert conflict.base not in (conflict.ours, conflict.theirs) or conflict.base is ABSENT
        kept = conflict.theirs if conflict.is_removal and conflict.ours is ABSENT else conflict.ours
        now = find(case.model, merged.document, conflict.path)
        assert now == kept or (now is ABSENT and conflict.ours is ABSENT)
        assert place(case.model, merged.document, conflict.path)


@many(100)
@given(cases())
def test_what_only_one_side_changed_is_taken_as_it_is(case: Case) -> None:
    model, base, ours, theirs = case
    for merged, expected in (
        (merge(model, base, ours, base), ours),
        (merge(model, base, base, theirs), theirs),
        (merge(model, base, ours, ours), ours),
    ):
        assert (merged.document, merged.conflicts) == (expected, ())


@many(100)
@given(cases())
def test_the_sides_may_change_places(case: Case) -> None:
    model, base, ours, theirs = case
    one, other = merge(model, base, ours, theirs), merge(model, base, theirs, ours)
    swapped = [Conflict(c.path, c.base, c.theirs, c.ours) for c in other.conflicts]
    assert sorted(map(repr, one.conflicts)) == sorted(map(repr, swapped))
    assert loose(model, one.document, one.conflicts) == loose(model, other.document, one.conflicts)


def loose(model: type[Document], document: dict[str, Any], conflicts: tuple[Conflict, ...]) -> dict[str, Any]:
    """The facts of a document without the order of lists, and without what is to be decided."""
    for conflict in conflicts:
        document = put(model, document, conflict.path, ABSENT)
    found = facts(model, document)
    return {path: Counter(value) if isinstance(value, list) else value for path, value in found.items()}


@many(100)
@given(cases(), st.randoms(use_true_random=False))
def test_every_choice_puts_the_values_of_that_side(case: Case, chance: Random) -> None:
    merged = merge(*case)
    choices: tuple[tuple[Choice, dict[str, Any]], ...] = (("onze", case.ours), ("hunne", case.theirs))
    for choice, side in choices:
        document = resolved(case, merged, choice, chance)
        for path in (conflict.path for conflict in merged.conflicts):
            assert find(case.model, document, path) == find(case.model, side, path)


def resolved(case: Case, merged: Merge, choice: Choice, chance: Random) -> dict[str, Any]:
    """The document after the same choice for every conflict, in any order."""
    document, waiting = merged.document, merged.conflicts
    while waiting:
        conflict = chance.choice(waiting)
        document = resolve(case.model, document, conflict, choice)
        waiting = remaining(waiting, conflict, choice)
    return document


@many(100)
@given(cases(mixes_lists=True))
def test_ids_stay_unique_whatever_goes_to_which_list(case: Case) -> None:
    before = [places_of_ids(case.model, side) for side in case[1:]]
    after = places_of_ids(case.model, merge(*case).document)
    doubles = {identity for identity, paths in after.items() if len(paths) > 1}
    assert doubles <= {one for side in before for one, paths in side.items() if len(paths) > 1}


@many(100)
@given(cases(leaves_gaps=False))
def test_complete_documents_that_merge_without_conflict_stay_complete(case: Case) -> None:
    for side in case[1:]:
        case.model.model_validate_json(json.dumps(side))
    merged = merge(*case)
    case.model.model_validate_json(json.dumps(merged.document))


@many(100)
@given(cases(mixes_lists=True))
def test_conflicts_come_back_from_json_exactly(case: Case) -> None:
    conflicts = merge(*case).conflicts
    assert from_json(to_json(conflicts)) == conflicts
    assert [repr(one) for one in from_json(to_json(conflicts))] == [repr(one) for one in conflicts]
