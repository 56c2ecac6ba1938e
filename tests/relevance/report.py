"""A measurement as text."""

from collections import Counter
from collections.abc import Iterator, Sequence

from tests.relevance.measuring import Outcome, Score, per_kind, score
from tests.relevance.runs import Change

_COLUMNS = "".join(f"{name:>7}" for name in ("vragen", "top 1", "top 3", "top 10", "MRR"))
_HEAD = f"{'soort vraag':<26}{_COLUMNS}{'leeg':>6}{'goed':>7}"


def report(outcomes: Sequence[Outcome]) -> str:
    """The table per kind of question with totals, and the questions that go wrong with what came instead."""
    lines = [_HEAD]
    lines += [_row(kind, sums) for kind, sums in per_kind(outcomes).items()]
    lines += [_row("samen", score(outcomes)), *failing(outcomes)]
    return "\n".join(lines)


def failing(outcomes: Sequence[Outcome]) -> list[str]:
    """Per question that goes wrong: the question, why, and what came."""
    return [line for outcome in outcomes if outcome.faults for line in _failure(outcome)]


def _failure(outcome: Outcome) -> Iterator[str]:
    asked = outcome.question
    yield f"\n✗ {asked.id} {asked.kind}: {asked.label}"
    yield f"  {'; '.join(outcome.faults)}"
    came = [slug if slug in asked.expect else f"({slug})" for slug in outcome.slugs[:5]]
    yield f"  kwam: {', '.join(came) or 'niets'}"
    missing = sorted(asked.best or asked.expect)
    yield f"  hoort: {', '.join(missing[:5]) or 'niets'}{' …' if len(missing) > 5 else ''}"


def comparison(changed: Sequence[Change]) -> str:
    """What became better and worse, per kind and per question."""
    if not changed:
        return "Niets veranderd."
    numbers = Counter((change.outcome.question.kind, change.better) for change in changed)
    lines = ["Per soort: beter / slechter"]
    kinds = sorted({kind for kind, _ in numbers})
    lines += [f"  {kind:<26}{numbers[kind, True]:>4} / {numbers[kind, False]}" for kind in kinds]
    for better, title in ((False, "Slechter"), (True, "Beter")):
        which = [change for change in changed if change.better is better]
        lines += [f"{title}: {len(which)}", *map(_changed, which)]
    return "\n".join(lines)


def _changed(change: Change) -> str:
    return (
        f"  {change.outcome.question.id} {change.outcome.question.label}: {change.before} -> {change.after}"
    )


def _row(name: str, sums: Score) -> str:
    return (
        f"{name:<26}{sums.questions:>7}{sums.top1:>7}{sums.top3:>7}{sums.top10:>7}"
        f"{sums.mrr:>7.2f}{sums.empty:>6}{sums.met:>7}{sums.met_share:>8.1%}"
    )
