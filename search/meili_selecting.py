"""Which documents a plan finds on Meilisearch: those with every concept, else those with most of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from search.dutch import folded_words, stem
from search.fields import LEAST_COVERED, NEAR_BEST, rarity
from search.meili_client import Answered, Asked
from search.meili_filters import EVERYTHING, Filter, concept_filter, either, every, one_of
from search.meili_rows import ID, STEMS, term
from search.plan import Concept, Plan

TEXTS = ("naam", "labels", "titels", "betrokken", "samenvatting", "tekst")
MOST_LISTED = 1_000
"""Documents in one list; the longest there can be of an answer that we put in order ourselves."""
_MOST_CONCEPTS = 6  # of which every combination is counted: 63 questions in one request

Ask = Callable[[Mapping[Any, Asked]], dict[Any, Answered]]


@dataclass(frozen=True)
class Selection:
    """What a text finds in the whole index. Per strong concept its filter and how much it says.

    `partial`: no document has every concept.
    """

    fits: Filter
    total: int
    concepts: tuple[Filter, ...]
    rarities: tuple[float, ...]
    partial: bool = False


Also = Callable[[Selection], Mapping[Any, Asked]]


def _nothing(_: Selection) -> Mapping[Any, Asked]:
    return {}


def total_of(answered: Answered) -> int:
    """How many documents a question found."""
    return int(answered["estimatedTotalHits"])


def select(ask: Ask, plan: Plan, also: Also = _nothing) -> tuple[Selection, dict[Any, Answered]]:
    """What a plan with strong concepts finds: everything with all of them, else what has most of them.

    `also` gives further questions about a selection; they go along in the same request, and their answers
    come back with the selection.
    """
    concepts = tuple(_concept(ask, concept) for concept in plan.strong)
    whole = Selection(every(concepts), 0, concepts, ())
    counts = {"all": _count(EVERYTHING), "whole": _count(whole.fits)}
    counts |= {str(number): _count(fits) for number, fits in enumerate(concepts)}
    answered = ask({**also(whole), **{("count", name): one for name, one in counts.items()}})
    total = total_of(answered["count", "all"])
    holders = (total_of(answered["count", str(number)]) for number in range(len(concepts)))
    rarities = tuple(rarity(number, total) for number in holders)
    found = replace(whole, total=total_of(answered["count", "whole"]), rarities=rarities)
    return (found, answered) if found.total or len(concepts) == 1 else _most(ask, plan, found, also)


def any_of(selection: Selection) -> Selection:
    """Whatever has at least one of the concepts."""
    return replace(selection, fits=either(selection.concepts), partial=True)


def _count(fits: Filter) -> Asked:
    return {"filter": fits, "limit": 0}


def _most(ask: Ask, plan: Plan, whole: Selection, also: Also) -> tuple[Selection, dict[Any, Answered]]:
    """Documents with enough of what was asked: the same rule as Snapshot.with_most.

    Every combination of concepts is counted, so the largest share that any document has is known. Of a long
    question only the concepts that say most take part.
    """
    numbers = sorted(range(len(whole.concepts)), key=lambda one: -whole.rarities[one])[:_MOST_CONCEPTS]
    subsets = [
        subset for size in range(1, len(numbers) + 1) for subset in combinations(sorted(numbers), size)
    ]
    filters = {subset: every(whole.concepts[one] for one in subset) for subset in subsets}
    counts = ask({subset: _count(fits) for subset, fits in filters.items()})
    worth = {subset: sum(whole.rarities[one] for one in subset) for subset in subsets}
    best = max((worth[subset] for subset in subsets if total_of(counts[subset])), default=0.0)
    least = max(LEAST_COVERED * sum(whole.rarities), NEAR_BEST * best)
    enough = [filters[subset] for subset in _smallest(subset for subset in subsets if worth[subset] >= least)]
    must = [fits for fits, concept in zip(whole.concepts, plan.strong, strict=True) if concept.must]
    found = replace(whole, fits=every([either(enough), *must]), partial=True)
    answered = ask({**also(found), "most": _count(found.fits)})
    return replace(found, total=total_of(answered["most"])), answered


def _smallest(subsets: Iterable[tuple[int, ...]]) -> Iterator[tuple[int, ...]]:
    """Subsets that hold no other one; they come with the smallest first."""
    kept: list[set[int]] = []
    for subset in subsets:
        if not any(one <= set(subset) for one in kept):
            kept.append(set(subset))
            yield subset


def _concept(ask: Ask, concept: Concept) -> Filter:
    rows = [way.terms for way in concept.ways if len(way.terms) > 1]
    return one_of(ID, _with_phrase(ask, rows[0])) if concept.must and rows else concept_filter(concept)


def _with_phrase(ask: Ask, phrase: tuple[str, ...]) -> list[str]:
    """Ids of documents that hold these stems in a row.

    The index knows only the rows of the synonyms, as all rows of all texts would be very many. So documents
    with all the words are read; of more than MOST_LISTED the first.
    """
    words = every(one_of(STEMS, [term(one)]) for one in phrase)
    asked = {"filter": words, "limit": MOST_LISTED, "attributesToRetrieve": [ID, *TEXTS]}
    hits = ask({"": asked})[""]["hits"]
    return [str(hit[ID]) for hit in hits if any(_holds(text, phrase) for text in _texts(hit))]


def _texts(hit: Mapping[str, Any]) -> Iterator[str]:
    for name in TEXTS:
        value = hit[name]
        yield from [value] if isinstance(value, str) else value


def _holds(text: str, phrase: tuple[str, ...]) -> bool:
    stems = [stem(word) for word in folded_words(text)]
    return any(tuple(stems[at : at + len(phrase)]) == phrase for at in range(len(stems) - len(phrase) + 1))
