"""The workflow as one table: which step leads from where to where, who may take it, what it asks.

Rules are plain functions on a situation: no database, no clock. Pages ask the same `refusal` to decide
which buttons to show as the action asks before it does anything.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from catalogue.editing.actor import Actor
from catalogue.editing.rights import Right
from catalogue.terms_base import Term
from catalogue.terms_editorial import EntryState
from catalogue.terms_workflow import WorkState


class Step(
    Term,
    dutch_name="stappen",
    title="Stappen",
    about="Wat iemand met een concept of een pagina kan doen.",
    is_public=False,
):
    """Everything that moves a concept or an entry."""

    SUBMIT = "voorleggen", "Leg voor ter beoordeling", "Een ander leest de tekst en beslist."
    TAKE_BACK = "terugnemen", "Neem terug", "U kunt weer aan de tekst werken. De beoordeling stopt."
    RETURN = "teruggeven", "Geef terug met opmerkingen", "De schrijver past de tekst aan."
    APPROVE = "goedkeuren", "Keur goed", "De tekst is klaar om te publiceren."
    PUBLISH = "publiceren", "Publiceer nu", "De tekst staat daarna op de site."
    PLAN = "plannen", "Publiceer op een dag", "De tekst komt op die dag vanzelf op de site."
    DROP_PLAN = "planning_vervallen", "Haal de planning weg", "De tekst blijft goedgekeurd en wacht."
    REFUSE = "afwijzen", "Wijs de inzending af", "De inzending komt met de reden op de lijst van afwijzingen."
    DISCARD = "weggooien", "Gooi het concept weg", "Wat op de site staat, verandert niet."
    WITHDRAW = "intrekken", "Trek de pagina terug", "Bezoekers lezen alleen nog de reden."
    ARCHIVE = "archiveren", "Zet in het archief", "De pagina blijft te lezen, maar wordt niet bijgehouden."


@dataclass(frozen=True, slots=True)
class Situation:
    """Where an entry and its concept stand, as far as steps ask for it."""

    entry_state: EntryState
    work_state: WorkState | None = None
    """None without a concept: only steps of the entry itself are open then."""
    authors: frozenset[int] = frozenset()
    """Everybody who changed the text of the concept."""
    member_id: int | None = None
    """The organisation of whoever began the concept."""
    submitted_by: int | None = None
    approved_by: int | None = None
    is_planned: bool = False
    refusals: int = 0
    """How many things publication still asks of the text."""
    conflicts: int = 0
    """How many clashes between two changes wait for a choice."""
    is_behind: bool = False
    """Whether a newer version was published than the one the concept started from."""
    is_unchanged: bool = False
    """Whether the text says the same as what is published."""
    has_note: bool = False
    """Whether it says what changed, for the public list of versions."""
    is_quick: bool = False
    """Whether it is a quick correction beside what is on the site."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody gives along with a step, and when the step is taken."""

    now: datetime
    reason: str = ""
    moment: datetime | None = None


FARTHEST_PLAN = timedelta(days=366)

Demand = Callable[[Situation, Actor, Asked], str | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table. `target` is None for a step that ends the concept, or that has none."""

    source: frozenset[WorkState]
    target: WorkState | None
    right: Right
    demands: tuple[Demand, ...] = ()
    entry_states: frozenset[EntryState] = frozenset(EntryState)


def mine(situation: Situation, actor: Actor, _: Asked) -> str | None:
    """Who only submits, works on what the own organisation began."""
    return _not_mine(situation, actor)


def whole(situation: Situation, _: Actor, __: Asked) -> str | None:
    """Publication asks nothing more of the text."""
    if situation.refusals == 0:
        return None
    points = "klopt nog 1 punt" if situation.refusals == 1 else f"kloppen nog {situation.refusals} punten"
    return f"Er {points} niet. Kijk bij de controles wat er nog moet."


def no_conflicts(situation: Situation, _: Actor, __: Asked) -> str | None:
    """Every clash was decided by a person."""
    if situation.conflicts == 0:
        return None
    return "Twee mensen veranderden hetzelfde. Kies eerst welke tekst blijft."


def up_to_date(situation: Situation, _: Actor, __: Asked) -> str | None:
    """The concept stands on the version that is live."""
    return (
        "Er is intussen een nieuwere versie gepubliceerd. Neem die eerst over."
        if situation.is_behind
        else None
    )


def changed(situation: Situation, _: Actor, __: Asked) -> str | None:
    """Something is to be judged: a change, or the return of a page that was withdrawn or archived."""
    is_the_same = situation.is_unchanged and situation.entry_state is EntryState.PUBLISHED
    return "Er is nog niets veranderd." if is_the_same else None


def correctable(situation: Situation, _: Actor, __: Asked) -> str | None:
    """A quick correction mends what is on the site; it does not bring back what was taken off it."""
    if not situation.is_quick or situation.entry_state is EntryState.PUBLISHED:
        return None
    return (
        f"De pagina is {situation.entry_state.label.lower()}. "
        "Een snelle correctie kan dan niet. Maak een gewoon concept."
    )


def with_note(situation: Situation, _: Actor, __: Asked) -> str | None:
    """A change of a published page says what changed."""
    if situation.has_note or situation.entry_state is EntryState.CONCEPT:
        return None
    return "Schrijf eerst in één zin wat u hebt veranderd en waarom. Bezoekers lezen dat."


def four_eyes(situation: Situation, actor: Actor, _: Asked) -> str | None:
    """The approver did not write along (METHOD V17)."""
    if _wrote(situation, actor):
        return "U schreef mee aan deze tekst. Een ander moet die beoordelen."
    return None


def approved_by_other(situation: Situation, _: Actor, __: Asked) -> str | None:
    """What is published was approved by somebody who did not write it, whoever publishes."""
    if situation.approved_by is not None and situation.approved_by not in situation.authors:
        return None
    return "Nog niemand anders dan de schrijver keurde deze tekst goed."


def with_reason(_: Situation, __: Actor, asked: Asked) -> str | None:
    """Others read why."""
    return None if asked.reason.strip() else "Schrijf waarom. Anderen lezen de reden."


def in_future(_: Situation, __: Actor, asked: Asked) -> str | None:
    """A planned moment has yet to come, and is no slip of the keyboard."""
    if asked.moment is None:
        return "Kies een dag en een tijd."
    if asked.moment <= asked.now:
        return "Kies een moment dat nog komt."
    return None if asked.moment <= asked.now + FARTHEST_PLAN else "Kies een moment binnen een jaar."


def planned(situation: Situation, _: Actor, __: Asked) -> str | None:
    """There is a plan to drop."""
    return None if situation.is_planned else "Er is geen publicatie gepland."


def never_public(situation: Situation, _: Actor, __: Asked) -> str | None:
    """Only what was never on the site is refused as a submission."""
    if situation.entry_state is EntryState.CONCEPT:
        return None
    return "Deze pagina staat al op de site. Geef het concept terug, of gooi het weg."


_OPEN = frozenset({WorkState.CONCEPT, WorkState.RETURNED})
_JUDGED = frozenset({WorkState.IN_REVIEW})
_READY = frozenset({WorkState.APPROVED})
_ANY = frozenset(WorkState)
_PUBLIC = frozenset({EntryState.PUBLISHED, EntryState.ARCHIVED})
EDITABLE = _OPEN
"""While somebody judges a text it stands still: what was approved is what was read."""

_STANDING = (correctable, no_conflicts, up_to_date, whole)
"""What has to hold at approval, and still holds at publication."""

RULES: dict[Step, Rule] = {
    Step.SUBMIT: Rule(_OPEN, WorkState.IN_REVIEW, Right.SUBMIT, (mine, changed, *_STANDING, with_note)),
    Step.TAKE_BACK: Rule(_JUDGED | _READY, WorkState.CONCEPT, Right.SUBMIT, (mine,)),
    Step.RETURN: Rule(_JUDGED | _READY, WorkState.RETURNED, Right.REVIEW, (four_eyes, with_reason)),
    Step.APPROVE: Rule(_JUDGED, WorkState.APPROVED, Right.REVIEW, (four_eyes, *_STANDING)),
    Step.PUBLISH: Rule(_READY, None, Right.PUBLISH, (approved_by_other, *_STANDING)),
    Step.PLAN: Rule(_READY, WorkState.APPROVED, Right.PUBLISH, (approved_by_other, *_STANDING, in_future)),
    Step.DROP_PLAN: Rule(_READY, WorkState.APPROVED, Right.PUBLISH, (planned,)),
    Step.REFUSE: Rule(_OPEN | _JUDGED, None, Right.REVIEW, (never_public, with_reason)),
    Step.DISCARD: Rule(_OPEN, None, Right.SUBMIT, (mine,)),
    Step.WITHDRAW: Rule(frozenset(), None, Right.PUBLISH, (with_reason,), _PUBLIC),
    Step.ARCHIVE: Rule(frozenset(), None, Right.PUBLISH, (with_reason,), frozenset({EntryState.PUBLISHED})),
}
OF_THE_ENTRY = frozenset({Step.WITHDRAW, Step.ARCHIVE})
"""Steps that concern what is public, whether or not somebody works on a concept."""


def refusal(situation: Situation, actor: Actor, step: Step, asked: Asked) -> str | None:
    """Why a step may not be taken, in Dutch; None when it may."""
    rule = RULES[step]
    if step in OF_THE_ENTRY:
        if situation.entry_state not in rule.entry_states:
            return f"Dit kan niet: de pagina is {situation.entry_state.label.lower()}."
    elif situation.work_state is None:
        return "Er is geen concept meer."
    elif situation.work_state not in rule.source:
        return f"Dit kan niet meer: het concept is ‘{situation.work_state.label.lower()}’."
    if not actor.may(rule.right):
        return f"Hiervoor hebt u het recht ‘{rule.right.value}’ nodig."
    return next((why for demand in rule.demands if (why := demand(situation, actor, asked))), None)


def open_steps(situation: Situation, actor: Actor, now: datetime) -> Iterator[tuple[Step, str | None]]:
    """The steps that belong to where things stand and that this person has the right to, in table order.

    Each comes with why it is not possible yet. What a form still asks for, a reason or a moment, is no
    reason here.
    """
    for step, rule in RULES.items():
        in_place = (
            situation.entry_state in rule.entry_states
            if step in OF_THE_ENTRY
            else situation.work_state in rule.source
        )
        if not in_place or not actor.may(rule.right) or mine(situation, actor, Asked(now)):
            continue
        if step is Step.REFUSE and never_public(situation, actor, Asked(now)):
            continue
        if step is Step.DROP_PLAN and not situation.is_planned:
            continue
        demands = [demand for demand in rule.demands if demand not in {with_reason, in_future}]
        asked = Asked(now)
        yield step, next((why for demand in demands if (why := demand(situation, actor, asked))), None)


def may_edit(situation: Situation, actor: Actor) -> str | None:
    """Why somebody may not change the text of a concept now; None when they may."""
    if not (actor.may(Right.EDIT) or actor.may(Right.SUBMIT)):
        return f"Hiervoor hebt u het recht ‘{Right.EDIT.value}’ nodig."
    if situation.work_state is None:
        return "Er is geen concept meer."
    if situation.work_state not in EDITABLE:
        return (
            f"Dit concept is ‘{situation.work_state.label.lower()}’ en staat stil. "
            "Neem het terug als u eraan wilt werken."
        )
    return _not_mine(situation, actor)


def has_a_turn(situation: Situation, actor: Actor) -> bool:
    """Whether somebody can do what a concept waits for: write, judge or publish it."""
    if situation.work_state is WorkState.APPROVED:
        return actor.may(Right.PUBLISH)
    if situation.work_state is WorkState.IN_REVIEW:
        return actor.may(Right.REVIEW) and not _wrote(situation, actor)
    return may_edit(situation, actor) is None


def may_see(situation: Situation, actor: Actor) -> bool:
    """Whether somebody sees a concept: editors all, a submitter what the own organisation began."""
    if actor.may(Right.EDIT) or actor.may(Right.REVIEW) or actor.may(Right.PUBLISH):
        return True
    return actor.may(Right.SUBMIT) and _not_mine(situation, actor) is None


def _wrote(situation: Situation, actor: Actor) -> bool:
    return actor.id in situation.authors or actor.id == situation.submitted_by


def _not_mine(situation: Situation, actor: Actor) -> str | None:
    if not actor.only_own:
        return None
    is_mine = actor.id in situation.authors
    is_ours = situation.member_id is not None and situation.member_id == actor.member_id
    return None if is_mine or is_ours else "Dit is werk van een andere organisatie."
