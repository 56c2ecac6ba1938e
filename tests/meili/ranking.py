"""The order of the hits: ranking rules one after the other, then the order of insertion."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, log2

from tests.meili.facets import Facet, Key
from tests.meili.matching import Match, proximity
from tests.meili.terms import Term
from tests.meili.vocabulary import Vocabulary

WORDS_FIRST = frozenset({"typo", "proximity", "attribute", "exactness"})
NEAR, NEARER = 16, 24


@dataclass(frozen=True)
class Ranker:
    """A cost per document, lower first; `most` is the highest cost when the rule counts in the score."""

    cost: Callable[[int], int]
    most: int | None = None


def sort_ranker(facet: Facet | None, documents: Iterable[int], *, ascending: bool) -> Ranker:
    """Numbers, then texts by their bytes, then documents without a value: down turns only the values."""
    if facet is None:
        return Ranker(lambda _: 0)
    keys = {number: facet.sort_key(number, ascending=ascending) for number in documents}
    present = {key for key in keys.values() if key is not None}
    ordered = sorted((key for key in present if key[0] == 0), reverse=not ascending)
    ordered += sorted((key for key in present if key[0] == 1), key=_in_bytes, reverse=not ascending)
    places = {key: place for place, key in enumerate(ordered)}
    last = len(places)

    def cost(number: int) -> int:
        key = keys[number]
        return last if key is None else places[key]

    return Ranker(cost)


def _in_bytes(key: Key) -> bytes:
    return str(key[1]).encode()


def expanded(rules: Sequence[str], *, placeholder: bool, all_terms: bool) -> list[str]:
    """The rules that are applied: without a query only sorting, with one `words` before what needs it."""
    if placeholder:
        return [rule for rule in rules if rule == "sort" or ":" in rule]
    result: list[str] = []
    for rule in rules:
        if rule in WORDS_FIRST and "words" not in result:
            result.append("words")
        names = ["attributeRank", "wordPosition"] if rule == "attribute" else [rule]
        names = ["exactAttribute", "exactness"] if rule == "exactness" else names
        result += [name for name in names if name not in result]
    return [rule for rule in result if not (all_terms and rule == "words")]


class MatchRanking:
    """The rules that look at how a document matches."""

    def __init__(
        self,
        terms: Sequence[Term],
        matches: Mapping[int, Match],
        vocabulary: Vocabulary,
        within: Sequence[str],
    ) -> None:
        self.terms, self.matches, self.vocabulary = terms, matches, vocabulary
        # Attributes that nobody put in an order all weigh the same.
        ordered = [] if "*" in vocabulary.searchable else vocabulary.ranked()
        self.rank = {name: place for place, name in enumerate(ordered)}
        self.within = within

    def ranker(self, rule: str) -> Ranker:
        costs: dict[str, Callable[[Match, int], int]] = {
            "words": lambda match, _: match.dropped,
            "typo": lambda match, _: match.typos,
            "proximity": lambda match, _: proximity(match.path),
            "attributeRank": lambda match, _: self._attribute(match),
            "wordPosition": lambda match, _: self._position(match),
            "exactAttribute": self._exact_attribute,
            "exactness": lambda match, _: len(self.terms) - sum(found.exact for found in match.path),
        }
        count = costs[rule]
        costs_of = {number: count(match, number) for number, match in self.matches.items()}
        most = len(self.terms) if rule == "words" else max(costs_of.values(), default=0)
        return Ranker(costs_of.__getitem__, most)

    def _attribute(self, match: Match) -> int:
        return sum(min(self.rank.get(name, 0) for name in found.places) for found in match.path)

    def _position(self, match: Match) -> int:
        starts = (min(spot[0] for spots in found.places.values() for spot in spots) for found in match.path)
        return sum(bucketed(start) for start in starts)

    def _exact_attribute(self, match: Match, number: int) -> int:
        """0 for an attribute that is the query, 1 for one that starts with it, 2 for the others."""
        if match.dropped or not all(found.exact for found in match.path):
            return 2
        best = 2
        for name in self.within:
            if all(
                (term.place, term.place + len(term.words) - 1) in found.places.get(name, ())
                for term, found in zip(self.terms, match.path, strict=False)
            ):
                size = sum(len(term.words) for term in self.terms)
                best = min(best, 0 if self.vocabulary.lengths.get((number, name)) == size else 1)
        return best


def bucketed(place: int) -> int:
    """Places further on are told apart less and less."""
    if place < NEAR:
        return place
    return NEARER if place < NEARER else 2 ** ceil(log2(place))


def score(number: int, rankers: Sequence[Ranker]) -> float:
    """The ranking score: 1.0 at best, each rule dividing what the rule before it left."""
    rank, most = 1, 1
    for ranker in rankers:
        if ranker.most is not None:
            rank = (rank - 1) * (ranker.most + 1) + ranker.most + 1 - ranker.cost(number)
            most *= ranker.most + 1
    return rank / most
