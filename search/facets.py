"""The facets of the catalogue, declared once, and counting that leaves out a facet's own choice."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from search.engine import Query

YEAR = "jaar"


class LabelOrder(StrEnum):
    """How the values of a facet are best listed."""

    DECLARED = "volgorde"
    COUNT = "aantal"
    LABEL = "alfabet"
    NEWEST = "nieuwste"


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow. `shown` is False for facets that filter from elsewhere and get no list of values."""

    name: str
    title: str
    order: LabelOrder = LabelOrder.COUNT
    shown: bool = True


FACETS: tuple[Facet, ...] = (
    Facet("werksoort", "Werksoort"),
    Facet("thema", "Thema"),
    Facet("doelgroep", "Doelgroep"),
    Facet("methode", "Methode", LabelOrder.DECLARED),
    Facet("profiteert", "Wie profiteert", LabelOrder.DECLARED),
    Facet("betaalt", "Wie betaalt", LabelOrder.DECLARED),
    Facet("partij", "Partij", LabelOrder.DECLARED, shown=False),
    Facet("gemeente", "Gemeente", LabelOrder.LABEL),
    Facet("opzet", "Opzet van het onderzoek", LabelOrder.DECLARED),
    Facet("erkenning", "Erkenning", LabelOrder.DECLARED),
    Facet("selectie", "Selectie", LabelOrder.DECLARED),
    Facet("preventie", "Preventie", LabelOrder.DECLARED),
    Facet("bereik", "Bereik", LabelOrder.DECLARED),
    Facet(YEAR, "Jaar van onderzoek", LabelOrder.NEWEST),
)
FACET_NAMES: frozenset[str] = frozenset(facet.name for facet in FACETS)

Masks = dict[str, dict[str, int]]


def facets_of(values: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """The distinct (facet, code) pairs of one document, declared facets only."""
    for name in FACET_NAMES & values.keys():
        for code in dict.fromkeys(values[name]):
            yield name, code


def choices(query: Query, known_years: Iterable[str]) -> dict[str, frozenset[str]]:
    """Codes chosen per declared facet. A range of years is a choice of the known years inside it.

    A name that is no facet is left out: an old or mistyped address still gives an answer.
    """
    chosen = {name: frozenset(codes) for name, codes in query.facets.items() if codes and name in FACET_NAMES}
    if query.year_from is not None or query.year_to is not None:
        lowest, highest = query.year_from or 0, 9999 if query.year_to is None else query.year_to
        years = frozenset(year for year in known_years if year.isdecimal() and lowest <= int(year) <= highest)
        chosen[YEAR] = years & chosen.get(YEAR, years)
    return chosen


class FacetIndex:
    """Which documents carry which code: one bit per document, its ordinal, in one integer per code.

    Counting is then one AND and one popcount per code. It never changes: `changed` gives a new one.
    """

    __slots__ = ("_masks",)

    def __init__(self, masks: Masks) -> None:
        self._masks = masks

    @classmethod
    def of(cls, rows: Iterable[tuple[int, Mapping[str, tuple[str, ...]]]]) -> "FacetIndex":
        """Built from (ordinal, facets) rows."""
        members: dict[tuple[str, str], list[int]] = {}
        for ordinal, values in rows:
            for pair in facets_of(values):
                members.setdefault(pair, []).append(ordinal)
        masks: Masks = {}
        for (name, code), ordinals in members.items():
            masks.setdefault(name, {})[code] = mask_of(ordinals)
        return cls(masks)

    def changed(
        self,
        gone: Iterable[tuple[int, Mapping[str, tuple[str, ...]]]],
        come: Iterable[tuple[int, Mapping[str, tuple[str, ...]]]],
    ) -> "FacetIndex":
        """The same index without the `gone` rows and with the `come` rows."""
        masks = {name: dict(codes) for name, codes in self._masks.items()}
        for ordinal, values in gone:
            for name, code in facets_of(values):
                masks[name][code] &= ~(1 << ordinal)
        for ordinal, values in come:
            for name, code in facets_of(values):
                codes = masks.setdefault(name, {})
                codes[code] = codes.get(code, 0) | 1 << ordinal
        return FacetIndex({name: {c: m for c, m in codes.items() if m} for name, codes in masks.items()})

    def codes(self, name: str) -> Iterable[str]:
        """The codes of one facet that occur."""
        return self._masks.get(name, {}).keys()

    def narrowed(self, found: int, chosen: Mapping[str, frozenset[str]], *, but: str | None = None) -> int:
        """`found` narrowed by every choice, except that of facet `but`."""
        for name, codes in chosen.items():
            if name != but:
                found &= self._any_of(name, codes)
        return found

    def _any_of(self, name: str, codes: Iterable[str]) -> int:
        masks = self._masks.get(name, {})
        union = 0
        for code in codes:
            union |= masks.get(code, 0)
        return union

    def counts(self, found: int, chosen: Mapping[str, frozenset[str]]) -> dict[str, dict[str, int]]:
        """Per facet and code: how many of `found` remain when that facet's own choice is left out.

        Codes without documents are absent, unless they are chosen: what is chosen must stay visible.
        """
        narrowed = self.narrowed(found, chosen)
        result: dict[str, dict[str, int]] = {}
        for facet in FACETS:
            own = chosen.get(facet.name, frozenset())
            base = self.narrowed(found, chosen, but=facet.name) if own else narrowed
            masks = self._masks.get(facet.name, {})
            numbers = {code: (mask & base).bit_count() for code, mask in masks.items()}
            result[facet.name] = {c: n for c, n in numbers.items() if n or c in own} | {
                code: 0 for code in own if code not in masks
            }
        return result


def mask_of(ordinals: Iterable[int]) -> int:
    """The integer whose set bits are these ordinals."""
    numbers = list(ordinals)
    if not numbers:
        return 0
    bits = bytearray(max(numbers) // 8 + 1)
    for number in numbers:
        bits[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(bits, "little")


def members_of(mask: int) -> Iterator[int]:
    """The ordinals in a mask, ascending."""
    for index, byte in enumerate(mask.to_bytes((mask.bit_length() + 7) // 8, "little")):
        if byte:
            for bit in range(8):
                if byte >> bit & 1:
                    yield index * 8 + bit
