"""The Meilisearch engine: reading, with the key that may only search.

What a question means is decided by search.plan, as for the embedded engine. Meilisearch selects by filters on
the terms of our analysis, counts the facets and lists strong finds (search.meili_ranking); we put them in
order. Its own search serves only the question in which we recognise nothing, and offers what resembles it.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from search.dutch import clean, folded_words, parts
from search.engine import LARGEST_PAGE, Answer, Hit, Query, SearchDocument, Sort
from search.facets import FACETS, YEAR, choices
from search.marking import Marker
from search.meili_client import Answered, Asked, ask, connect
from search.meili_filters import EVERYTHING, Filter, but, choices_filter, every, one_of
from search.meili_ranking import Level, levels, ranked
from search.meili_rows import ID, KEYS, NAME_START, SHOWN, WORD_START, decoded, start_term
from search.meili_selecting import MOST_LISTED, Selection, any_of, select, total_of
from search.meili_settings import ORDERS
from search.plan import MOST_CHARACTERS, Plan, read, without_quotes
from search.vocabulary import Vocabulary

_NEAREST = 5
_SUGGEST_WORDS = 8
_YEARS = range(1900, 2101)
_OPERATORS = str.maketrans(dict.fromkeys('"“”„«»-', " "))  # what means something in Meilisearch's own search

_NO_MOMENT = datetime(1, 1, 1, tzinfo=UTC)  # what is shown of a document does not tell when it changed

Chosen = Mapping[str, frozenset[str]]


class MeiliEngine:
    """A Searcher on a Meilisearch server. `words` gives the words of the collection, to read a question by.

    `timeout` in seconds holds for each request; an answer takes two to five of them.
    """

    def __init__(
        self, url: str, key: str | None, name: str, words: Callable[[], Vocabulary], timeout: float = 1.0
    ) -> None:
        self._client = connect(url, key, timeout)
        self._name = name
        self._words = words

    @property
    def size(self) -> int:
        return total_of(self._ask({"": {"limit": 0}})[""])

    def answer(self, query: Query) -> Answer:
        plan = read(query.text, self._words())
        chosen = choices(query, map(str, _YEARS))
        found = select(self._ask, plan) if plan.strong else None
        size = min(max(query.page_size, 1), LARGEST_PAGE)
        start = (max(query.page, 1) - 1) * size
        fits = found.fits if found else EVERYTHING
        if found and query.sort is Sort.RELEVANCE:
            counted, slugs = self._best(plan, found, chosen, start, size)
            rows = self._shown(slugs)
        else:
            counted = self._ask(
                _counting(fits, chosen)
                | {
                    "page": _listing(
                        every([fits, choices_filter(chosen)]), query.sort, start, size, (ID, *SHOWN)
                    )
                }
            )
            rows = counted["page"]["hits"]
        total = total_of(counted["found"])
        marker = Marker(plan)
        hits = tuple(Hit(str(row[ID]), marker.highlights(_as_document(row))) for row in rows)
        return Answer(
            hits,
            total,
            _counts(counted, chosen),
            plan.correction,
            self._lacking(plan, found, hits[0].slug) if found and found.partial and hits else (),
            {} if total else _without(counted, chosen),
            () if total else self._nearest(query, plan, found, chosen),
        )

    def suggest(self, text: str, limit: int = 8) -> tuple[str, ...]:
        typed = folded_words(clean(text[:MOST_CHARACTERS]))[:_SUGGEST_WORDS]
        if not typed or limit < 1:
            return ()
        found = self._suggested(typed, limit)
        if not found:
            words = self._words()
            found = self._suggested([(words.meant(word) or [word])[0] for word in typed], limit)
        return tuple(found[:limit])

    def _suggested(self, typed: Sequence[str], limit: int) -> list[str]:
        begins = one_of(NAME_START, [start_term(typed)])
        holds = every(one_of(WORD_START, [start_term([word])]) for word in typed)
        answered = self._ask(
            {
                "begins": _listing(begins, Sort.RELEVANCE, 0, limit, (ID,)),
                "holds": _listing(but(holds, begins), Sort.RELEVANCE, 0, limit, (ID,)),
            }
        )
        return _ids(answered["begins"]) + _ids(answered["holds"])

    def _ask(self, asked: Mapping[Any, Asked]) -> dict[Any, Answered]:
        queries = [{"indexUid": self._name, **one} for one in asked.values()]
        return dict(zip(asked, ask(self._client, queries), strict=True))

    def _best(
        self, plan: Plan, found: Selection, chosen: Chosen, start: int, size: int
    ) -> tuple[dict[Any, Answered], list[str]]:
        """The counts, and the ids of one page in order of fit."""
        fits = every([found.fits, choices_filter(chosen)])
        lists = levels(plan)
        answered = self._ask(_counting(found.fits, chosen) | _lists(fits, found, lists))
        order = _order(answered, found, lists)
        page = order[start : start + size]
        if len(page) < size and total_of(answered["found"]) > len(order):
            rest = but(fits, one_of(ID, order))
            after = _listing(rest, Sort.RELEVANCE, max(0, start - len(order)), size - len(page), (ID,))
            page += _ids(self._ask({"": after})[""])
        return answered, page

    def _shown(self, slugs: Sequence[str]) -> list[Mapping[str, Any]]:
        """What is shown of documents, in this order; what was dropped meanwhile is left out."""
        if not slugs:
            return []
        asked = {"filter": one_of(ID, slugs), "limit": len(slugs), "attributesToRetrieve": [ID, *SHOWN]}
        rows = {str(row[ID]): row for row in self._ask({"": asked})[""]["hits"]}
        return [rows[slug] for slug in slugs if slug in rows]

    def _lacking(self, plan: Plan, found: Selection, slug: str) -> tuple[str, ...]:
        this = one_of(ID, [slug])
        asked = {n: {"filter": every([this, fits]), "limit": 0} for n, fits in enumerate(found.concepts)}
        answered = self._ask(asked)
        return tuple(concept.typed for n, concept in enumerate(plan.strong) if not total_of(answered[n]))

    def _nearest(self, query: Query, plan: Plan, found: Selection | None, chosen: Chosen) -> tuple[str, ...]:
        """Slugs to offer when nothing was found: first without the choices, then with any of the words."""
        if found is None:
            return self._nearest_without_text(chosen)
        if not found.total:
            plan = read(without_quotes(query.text), self._words())
            found = any_of(select(self._ask, plan)) if plan.strong else found
        for narrowed in (chosen, {}) if chosen else ({},):
            _, slugs = self._best(plan, found, narrowed, 0, _NEAREST)
            if slugs:
                return tuple(slugs)
        return self._resembling(query.text)

    def _nearest_without_text(self, chosen: Chosen) -> tuple[str, ...]:
        looser = [choices_filter(chosen, without=name) for name in chosen]
        asked = {one: _listing(one, Sort.RELEVANCE, 0, _NEAREST, (ID,)) for one in looser}
        answered = self._ask(asked).values() if asked else []
        return tuple(_ids(max(answered, key=total_of))) if answered else ()

    def _resembling(self, text: str) -> tuple[str, ...]:
        """What Meilisearch itself finds, with its typing errors and synonyms: the last resort."""
        typed = clean(text[:MOST_CHARACTERS]).translate(_OPERATORS).strip()
        inside = " ".join(part for word in folded_words(typed) for part in parts(word))
        if not inside:
            return ()
        asked = {
            text: {"q": text, "limit": _NEAREST, "matchingStrategy": "all", "attributesToRetrieve": [ID]}
            for text in dict.fromkeys((typed, inside))
        }
        found = [slug for answered in self._ask(asked).values() for slug in _ids(answered)]
        return tuple(dict.fromkeys(found))[:_NEAREST]


def _listing(fits: Filter, sort: Sort, start: int, size: int, fields: Sequence[str]) -> Asked:
    """A page of documents in one of the orders."""
    return {
        "filter": fits,
        "sort": ORDERS[sort],
        "offset": start,
        "limit": size,
        "attributesToRetrieve": list(fields),
    }


def _counting(fits: Filter, chosen: Chosen) -> dict[Any, Asked]:
    """The questions that count: the whole result, per chosen facet without its own choice, and all years."""
    others = [facet.name for facet in FACETS if facet.name not in chosen]
    asked: dict[Any, Asked] = {
        "found": {"filter": every([fits, choices_filter(chosen)]), "facets": others, "limit": 0}
    }
    for name in chosen:
        fewer = every([fits, choices_filter(chosen, without=name)])
        asked["own", name] = {"filter": fewer, "facets": [name], "limit": 0}
    if YEAR in chosen:
        asked["years"] = {"facets": [YEAR], "limit": 0}
    return asked


def _counts(answered: Mapping[Any, Answered], chosen: Chosen) -> dict[str, dict[str, int]]:
    """Per facet and code. What is chosen stays visible; of a range of years, those that occur at all."""
    counts = {
        facet.name: _facet(answered["found"], facet.name) for facet in FACETS if facet.name not in chosen
    }
    for name, codes in chosen.items():
        own = codes & _facet(answered["years"], YEAR).keys() if name == YEAR else codes
        counts[name] = dict.fromkeys(own, 0) | _facet(answered["own", name], name)
    return counts


def _facet(answered: Answered, name: str) -> dict[str, int]:
    return {decoded(value): number for value, number in answered["facetDistribution"].get(name, {}).items()}


def _without(answered: Mapping[Any, Answered], chosen: Chosen) -> dict[str, int]:
    loosened = {name: total_of(answered["own", name]) for name in chosen}
    return {name: number for name, number in loosened.items() if number}


def _lists(fits: Filter, found: Selection, lists: Sequence[Level]) -> dict[Any, Asked]:
    """The documents that were found, those of each level, and of a partial find those with each concept."""
    limit = MOST_LISTED
    asked: dict[Any, Asked] = {"rows": _listing(fits, Sort.RELEVANCE, 0, limit, KEYS)}
    for number, level in enumerate(lists):
        asked["level", number] = _listing(every([fits, level.fits]), Sort.RELEVANCE, 0, limit, KEYS)
    if found.partial:
        for number, concept in enumerate(found.concepts):
            asked["has", number] = _listing(every([fits, concept]), Sort.RELEVANCE, 0, limit, KEYS)
    return asked


def _order(answered: Mapping[Any, Answered], found: Selection, lists: Sequence[Level]) -> list[str]:
    rows = [
        row
        for name, one in answered.items()
        if name == "rows" or name[0] in {"level", "has"}
        for row in one["hits"]
    ]
    by_level = [(level, _ids(answered["level", number])) for number, level in enumerate(lists)]
    if not found.partial:
        return ranked(rows, by_level, found.rarities)
    asked = sum(found.rarities) or 1.0
    covered: dict[str, float] = {}
    for number, rare in enumerate(found.rarities):
        for slug in _ids(answered["has", number]):
            covered[slug] = covered.get(slug, 0.0) + rare / asked
    return ranked(rows, by_level, found.rarities, covered)


def _ids(answered: Answered) -> list[str]:
    return [str(hit[ID]) for hit in answered["hits"]]


def _as_document(row: Mapping[str, Any]) -> SearchDocument:
    """As much of a document as is shown of it."""
    name, summary, text = (str(row[field]) for field in SHOWN)
    return SearchDocument(str(row[ID]), name, summary, _NO_MOMENT, text)
