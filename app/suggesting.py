"""Which names are suggested for what someone has typed so far, and in which order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from fastapi import Request
from sqlmodel import Session

from app.fitting import Rank, fits_with_typo, rank, stands_inside, typed_words
from app.offers import Collected, Offer, OfferKind, collected, entry_offers
from app.pages import urls_of
from catalogue import queries

MOST = 8
LEAST_ENTRIES = 3
"""Room that entries keep, however many other names fit."""
ORDER = {kind: place for place, kind in enumerate(OfferKind)}
ROOM = {
    OfferKind.THEME: 2,
    OfferKind.WORK_TYPE: 2,
    OfferKind.MUNICIPALITY: 2,
    OfferKind.BUREAU: 2,
    OfferKind.BACKGROUND: 1,
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An offer that fits what was typed, and how well."""

    offer: Offer
    rank: Rank

    @property
    def order(self) -> tuple[int, int, int, str]:
        """The best fit first; then by kind, then what has the most entries."""
        offer = self.offer
        by_name = (
            "" if offer.kind is OfferKind.ENTRY else offer.name.row
        )  # entries keep the order of the index
        return self.rank, ORDER[offer.kind], -(offer.amount or 0), by_name


def suggestions(text: str, others: Collected, entries: Iterable[Offer]) -> list[Suggestion]:
    """What fits the typed text, the best first. What only fits with a typo waits until nothing else fits."""
    typed = typed_words(text)
    if not typed:
        return []
    entries = list(entries)
    found = _fitting(typed, others, entries) or _with_typo(typed, others, entries)
    return sorted(_fair(_distinct(sorted(found, key=_order))), key=_order)


def _fitting(typed: Sequence[str], others: Collected, entries: Sequence[Offer]) -> list[Suggestion]:
    known = [*others.numbered(others.index.fitting(typed)), *entries]
    found = [Suggestion(offer, fit) for offer in known if (fit := rank(typed, offer.name)) is not None]
    inside = [offer for offer in others.to_look_inside if stands_inside(typed, offer.name)]
    return [*found, *(Suggestion(offer, Rank.INSIDE) for offer in inside)]


def _with_typo(typed: Sequence[str], others: Collected, entries: Sequence[Offer]) -> list[Suggestion]:
    known = others.numbered(others.index.nearly(typed))
    known += [offer for offer in entries if fits_with_typo(typed, offer.name)]
    return [Suggestion(offer, Rank.TYPO) for offer in known]


def _order(suggestion: Suggestion) -> tuple[int, int, int, str]:
    return suggestion.order


def _distinct(ranked: Iterable[Suggestion]) -> Iterator[Suggestion]:
    """Each page once, by the name that fits best."""
    seen: set[str] = set()
    for suggestion in ranked:
        if suggestion.offer.url not in seen:
            seen.add(suggestion.offer.url)
            yield suggestion


def _fair(ranked: Iterable[Suggestion]) -> list[Suggestion]:
    """The best of every kind; room that is left goes to the best of the rest."""
    by_kind = sorted(ranked, key=lambda one: ORDER[one.offer.kind])
    first: list[Suggestion] = []
    rest: list[Suggestion] = []
    entries: list[Suggestion] = []
    for kind, group in groupby(by_kind, key=lambda one: one.offer.kind):
        members = list(group)
        if kind is OfferKind.ENTRY:
            entries = members
        else:
            first += members[: ROOM[kind]]
            rest += members[ROOM[kind] :]
    first = sorted(first, key=_order)[: MOST - min(LEAST_ENTRIES, len(entries))]
    chosen = [*first, *entries[: MOST - len(first)]]
    return [*chosen, *sorted(rest, key=_order)[: MOST - len(chosen)]]


def found_by_name(request: Request, db: Session, typed: str) -> list[Suggestion]:
    """What is called like the typed text, without what the database does not show any more.

    It is asked of the index in this process: a keystroke never waits for a network.
    """
    keeper, urls = request.state.index, urls_of(request)
    keeper.follow(db)
    offers = request.state.offers.at(keeper.seen, lambda: collected(db, keeper.engine, urls))
    entries = entry_offers(urls, keeper.engine.suggest(typed, MOST), offers.titles)
    found = suggestions(typed, offers, entries)
    public = queries.published(db, [one.offer.slug for one in found if one.offer.slug])
    return [one for one in found if not one.offer.slug or one.offer.slug in public]
