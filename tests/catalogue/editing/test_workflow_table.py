"""Every step for every state, role and authorship, against a table that was written down by hand.

The table below is the rule as people would tell it to each other. It is not derived from the program's own
table, so that a slip in either shows.
"""

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from catalogue.editing.actor import Actor
from catalogue.editing.rights import Right, rights
from catalogue.editing.workflow import (
    Asked,
    Situation,
    Step,
    has_a_turn,
    may_edit,
    may_see,
    open_steps,
    refusal,
)
from catalogue.terms_editorial import EntryState
from catalogue.terms_workflow import AccountRole, WorkState

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
ASKED = Asked(NOW, "Daarom.", NOW + timedelta(days=1))
ME, OTHER = 1, 2
OURS, THEIRS = 10, 20

CONCEPT, BUSY = WorkState.CONCEPT, WorkState.IN_REVIEW
BACK, GOOD = WorkState.RETURNED, WorkState.APPROVED
SUBMITTER, EDITOR = AccountRole.SUBMITTER, AccountRole.EDITOR
CHIEF, ADMINISTRATOR = AccountRole.CHIEF_EDITOR, AccountRole.ADMINISTRATOR

WRITERS, JUDGES, CHIEFS = {SUBMITTER, EDITOR, CHIEF}, {EDITOR, CHIEF}, {CHIEF}

# Who may take a step, and where the concept then stands.
BY_HAND: dict[Step, tuple[set[WorkState], set[AccountRole]]] = {
    Step.SUBMIT: ({CONCEPT, BACK}, WRITERS),
    Step.TAKE_BACK: ({BUSY, GOOD}, WRITERS),
    Step.RETURN: ({BUSY, GOOD}, JUDGES),
    Step.APPROVE: ({BUSY}, JUDGES),
    Step.PUBLISH: ({GOOD}, CHIEFS),
    Step.PLAN: ({GOOD}, CHIEFS),
    Step.DROP_PLAN: ({GOOD}, CHIEFS),
    Step.REFUSE: ({CONCEPT, BACK, BUSY}, JUDGES),
    Step.DISCARD: ({CONCEPT, BACK}, WRITERS),
}
NOT_BY_AUTHORS = {Step.RETURN, Step.APPROVE}
ONLY_NEVER_PUBLIC = {Step.REFUSE}
OF_PAGES: dict[Step, set[EntryState]] = {
    Step.WITHDRAW: {EntryState.PUBLISHED, EntryState.ARCHIVED},
    Step.ARCHIVE: {EntryState.PUBLISHED},
}


def person(*roles: AccountRole, member: int | None = None) -> Actor:
    return Actor(ME, "Ik", frozenset(roles), member)


def standing(state: WorkState | None, entry: EntryState, *, is_author: bool) -> Situation:
    """A concept in which nothing is in the way."""
    return Situation(
        entry_state=entry,
        work_state=state,
        authors=frozenset({ME if is_author else OTHER}),
        member_id=OURS,
        submitted_by=None if state in {CONCEPT, None} else ME if is_author else OTHER,
        approved_by=3 if state is GOOD else None,
        is_planned=state is GOOD,
        has_note=True,
    )


def is_sentence(text: str) -> bool:
    return text[0].isupper() and text[-1] == "." and "{" not in text and "None" not in text


CASES = list(
    itertools.product(
        Step,
        (*WorkState, None),
        EntryState,
        [(), *((role,) for role in AccountRole), (EDITOR, ADMINISTRATOR)],
        [True, False],
    )
)


@pytest.mark.parametrize("step", Step)
def test_a_step_is_open_to_exactly_those_in_the_table(step: Step) -> None:
    for case, state, entry, roles, is_author in CASES:
        if case is not step:
            continue
        if step in OF_PAGES:
            expected = entry in OF_PAGES[step] and CHIEF in roles
        else:
            states, who = BY_HAND[step]
            expected = (
                state in states
                and bool(who & set(roles))
                and not (step in NOT_BY_AUTHORS and is_author)
                and not (step in ONLY_NEVER_PUBLIC and entry is not EntryState.CONCEPT)
                # Without any other role a submitter works for the own organisation only.
                and (set(roles) != {SUBMITTER} or is_author)
            )
        why = refusal(standing(state, entry, is_author=is_author), person(*roles), step, ASKED)
        assert (why is None) == expected, (step, state, entry, roles, is_author, why)
        assert why is None or is_sentence(why)


@pytest.mark.parametrize("state", WorkState)
def test_the_steps_on_a_page_are_those_that_one_can_take(state: WorkState) -> None:
    """A page may show a step with the reason why not yet; it never hides one that is open."""
    for entry, role, is_author in itertools.product(EntryState, AccountRole, [True, False]):
        situation, actor = standing(state, entry, is_author=is_author), person(role)
        shown = dict(open_steps(situation, actor, NOW))
        takeable = {step for step in Step if refusal(situation, actor, step, ASKED) is None}
        assert takeable <= {step for step, why in shown.items() if why is None}
        for step, why in shown.items():
            assert (refusal(situation, actor, step, ASKED) is None) == (why is None), (step, why)


DEMANDS: dict[str, tuple[dict[str, Any], set[Step]]] = {
    "unchanged": ({"is_unchanged": True}, {Step.SUBMIT}),
    "without a note": ({"has_note": False}, {Step.SUBMIT}),
    "with things wrong": ({"refusals": 2}, {Step.SUBMIT, Step.APPROVE, Step.PUBLISH, Step.PLAN}),
    "with one thing wrong": ({"refusals": 1}, {Step.SUBMIT, Step.APPROVE, Step.PUBLISH, Step.PLAN}),
    "with clashes": ({"conflicts": 1}, {Step.SUBMIT, Step.APPROVE, Step.PUBLISH, Step.PLAN}),
    "behind": ({"is_behind": True}, {Step.SUBMIT, Step.APPROVE, Step.PUBLISH, Step.PLAN}),
    "not planned": ({"is_planned": False}, {Step.DROP_PLAN}),
    "approved by nobody": ({"approved_by": None}, {Step.PUBLISH, Step.PLAN}),
    "approved by an author": ({"approved_by": OTHER}, {Step.PUBLISH, Step.PLAN}),
}


@pytest.mark.parametrize("name", DEMANDS)
def test_what_stands_in_the_way_of_which_step(name: str) -> None:
    facts, stopped = DEMANDS[name]
    for step, (states, _) in BY_HAND.items():
        for state in states:
            free = standing(state, EntryState.PUBLISHED, is_author=False)
            if step in ONLY_NEVER_PUBLIC:
                continue
            changed = Situation(**{field: getattr(free, field) for field in Situation.__slots__} | facts)
            why = refusal(changed, person(CHIEF), step, ASKED)
            assert (why is not None) == (step in stopped), (step, why)
            assert why is None or is_sentence(why)


def test_a_page_that_left_the_site_may_come_back_as_it_was() -> None:
    for entry in (EntryState.WITHDRAWN, EntryState.ARCHIVED):
        situation = Situation(entry, CONCEPT, is_unchanged=True, has_note=True)
        assert refusal(situation, person(EDITOR), Step.SUBMIT, ASKED) is None


@pytest.mark.parametrize("step", [Step.SUBMIT, Step.APPROVE, Step.PUBLISH, Step.PLAN])
def test_a_quick_correction_never_brings_a_page_back(step: Step) -> None:
    state = next(iter(BY_HAND[step][0]))
    for entry in EntryState:
        free = standing(state, entry, is_author=False)
        quick = Situation(
            **{field: getattr(free, field) for field in Situation.__slots__} | {"is_quick": True}
        )
        assert (refusal(quick, person(CHIEF), step, ASKED) is None) == (entry is EntryState.PUBLISHED)


def test_a_new_page_needs_no_note_on_what_changed() -> None:
    situation = Situation(EntryState.CONCEPT, CONCEPT)
    assert refusal(situation, person(EDITOR), Step.SUBMIT, ASKED) is None


@pytest.mark.parametrize("step", [Step.RETURN, Step.REFUSE, Step.WITHDRAW, Step.ARCHIVE])
@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_what_others_read_needs_a_reason(step: Step, reason: str) -> None:
    entry = EntryState.CONCEPT if step is Step.REFUSE else EntryState.PUBLISHED
    why = refusal(standing(BUSY, entry, is_author=False), person(CHIEF), step, Asked(NOW, reason))
    assert why == "Schrijf waarom. Anderen lezen de reden."


@pytest.mark.parametrize(
    ("moment", "answer"),
    [
        (None, "Kies een dag en een tijd."),
        (NOW, "Kies een moment dat nog komt."),
        (NOW - timedelta(minutes=1), "Kies een moment dat nog komt."),
        (NOW + timedelta(minutes=1), None),
        (NOW + timedelta(days=366), None),
        (NOW + timedelta(days=367), "Kies een moment binnen een jaar."),
    ],
)
def test_a_plan_is_for_a_moment_to_come(moment: datetime | None, answer: str | None) -> None:
    situation = standing(GOOD, EntryState.PUBLISHED, is_author=False)
    assert refusal(situation, person(CHIEF), Step.PLAN, Asked(NOW, "", moment)) == answer


def test_who_laid_it_before_a_reviewer_is_no_second_pair_of_eyes() -> None:
    situation = Situation(EntryState.PUBLISHED, BUSY, frozenset({OTHER}), submitted_by=ME)
    why = refusal(situation, person(CHIEF), Step.APPROVE, ASKED)
    assert why == "U schreef mee aan deze tekst. Een ander moet die beoordelen."


def test_more_roles_never_make_the_own_work_approvable() -> None:
    situation = standing(BUSY, EntryState.CONCEPT, is_author=True)
    assert refusal(situation, person(*AccountRole), Step.APPROVE, ASKED) is not None


@pytest.mark.parametrize(("member", "expected"), [(OURS, True), (THEIRS, False), (None, False)])
def test_a_submitter_sees_and_writes_what_the_own_organisation_began(
    member: int | None, *, expected: bool
) -> None:
    actor = person(SUBMITTER, member=member)
    situation = standing(CONCEPT, EntryState.CONCEPT, is_author=False)
    assert may_see(situation, actor) == expected
    assert (may_edit(situation, actor) is None) == expected
    assert (refusal(situation, actor, Step.SUBMIT, ASKED) is None) == expected


@pytest.mark.parametrize("role", AccountRole)
@pytest.mark.parametrize("state", WorkState)
def test_a_text_changes_only_while_nobody_judges_it(state: WorkState, role: AccountRole) -> None:
    situation = standing(state, EntryState.PUBLISHED, is_author=True)
    why = may_edit(situation, person(role))
    assert (why is None) == (state in {CONCEPT, BACK} and role is not ADMINISTRATOR)
    assert why is None or is_sentence(why)


@pytest.mark.parametrize("role", AccountRole)
@pytest.mark.parametrize("state", WorkState)
@pytest.mark.parametrize("is_author", [True, False])
def test_work_is_for_those_who_can_do_something_with_it(
    state: WorkState, role: AccountRole, *, is_author: bool
) -> None:
    situation = standing(state, EntryState.PUBLISHED, is_author=is_author)
    expected = {
        CONCEPT: role in JUDGES or (role is SUBMITTER and is_author),
        BACK: role in JUDGES or (role is SUBMITTER and is_author),
        BUSY: role in JUDGES and not is_author,
        GOOD: role in CHIEFS,
    }[state]
    assert has_a_turn(situation, person(role)) == expected


def test_the_rights_of_a_role_are_these() -> None:
    submit, edit, review, publish = Right.SUBMIT, Right.EDIT, Right.REVIEW, Right.PUBLISH
    assert rights([SUBMITTER]) == {submit}
    assert rights([EDITOR]) == {submit, edit, review}
    assert rights([CHIEF]) == {submit, edit, review, publish}
    assert not rights([ADMINISTRATOR]) & {submit, edit, review, publish}
    assert rights([]) == frozenset()
