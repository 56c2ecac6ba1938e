"""The steps somebody can take where they read, with the words of their forms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.reviewing.work import Work, with_note_to_come
from catalogue.editing.actor import Actor
from catalogue.editing.workflow import OF_THE_ENTRY, Step, open_steps


@dataclass(frozen=True, slots=True)
class Typed:
    """What came in with a form that was refused, to show again."""

    step: Step | None = None
    reason: str = ""
    day: str = ""
    clock: str = ""
    note: str | None = None
    seen: int = -1
    """The lock version of the text that was read."""
    is_sure: bool = False
    errors: Mapping[str, str] = field(default_factory=dict)
    """What is wrong, by the id of the field."""


@dataclass(frozen=True, slots=True)
class StepView:
    """A step with what its form asks. `why_not` says what has to happen first."""

    step: Step
    why_not: str | None
    asks_reason: bool = False
    reason_label: str = ""
    reason_hint: str = ""
    asks_moment: bool = False
    asks_note: bool = False
    asks_certainty: bool = False
    is_first: bool = False
    """Whether this is what the page is for, in this state."""
    is_open: bool = False
    """Whether its form is unfolded, since something in it was wrong."""

    @property
    def is_simple(self) -> bool:
        """Whether it is one button."""
        return not (self.asks_reason or self.asks_moment or self.asks_note or self.asks_certainty)


_REASONS: Mapping[Step, tuple[str, str]] = {
    Step.RETURN: ("Wat moet er anders?", "De schrijver krijgt dit per mail en leest het bij de tekst."),
    Step.REFUSE: (
        "Waarom wordt de inzending afgewezen?",
        "Iedereen leest deze reden op de lijst van afwijzingen. Noem geen namen van mensen.",
    ),
    Step.DISCARD: ("Waarom gooit u het weg?", "Dit komt in het logboek."),
}
_FIRST = (Step.APPROVE, Step.PUBLISH, Step.SUBMIT)
_LATE = (Step.TAKE_BACK, Step.REFUSE, Step.DISCARD)
"""What somebody seldom wants stands below what a reader of the text is asked for."""


def steps_view(work: Work, actor: Actor, now: datetime, typed: Typed) -> list[StepView]:
    """The steps with the concept that belong to this moment and this person, the most likely one first."""
    found = dict(open_steps(with_note_to_come(work.situation), actor, now))
    likely = next((step for step in _FIRST if step in found and found[step] is None), None)
    ordered = sorted(
        (step for step in found if step not in OF_THE_ENTRY),
        key=lambda step: (step is not likely, step in _LATE),
    )
    return [_view(work, step, found[step], typed, is_first=step is likely) for step in ordered]


def _view(work: Work, step: Step, why_not: str | None, typed: Typed, *, is_first: bool) -> StepView:
    label, hint = _REASONS.get(step, ("", ""))
    return StepView(
        step=step,
        why_not=why_not,
        asks_reason=step in _REASONS,
        reason_label=label,
        reason_hint=hint,
        asks_moment=step is Step.PLAN,
        asks_note=step is Step.SUBMIT and work.entry.live_revision_id is not None,
        asks_certainty=step is Step.DISCARD,
        is_first=is_first,
        is_open=typed.step is step and bool(typed.errors),
    )
