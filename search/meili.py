"""The Meilisearch engine: reading, with the key that may only search.

What a question means is decided by search.plan, as for the embedded engine. Meilisearch selects by filters on
the terms of our analysis, counts the facets and lists strong finds (search.meili_ranking); we put them in
order. Its own search serves only the question in which we recognise nothing, and offers what resembles it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from search.dutch import clean, folded_words, parts
from search.engine import NEAREST, Answer, Hit, Query, SearchDocument, Sort
from search.marking import Marker
from search.meili_client import Answered, Asked, ask, connect
from search.meili_filters import but, choices_filter, every, one_of
from search.meili_questions import Chosen, Page, counts, ids, listing, lists, order, without
from search.meili_ranking import levels
from search.meili_rows import ID, NAME_START, SHOWN, WORD_START, start_term
from search.meili_selecting import Selection, any_of, select, total_of
from search.plan import MOST_CHARACTERS, QUOTES, Plan, read, typed_so_far, without_quotes
from search.vocabulary import Vocabulary

_OPERATORS = str.maketrans(dict.fromkeys(f"{QUOTES}-", " "))  # of Meilisearch's own search
_NO_MOMENT = datetime(1, 1, 1, tzinfo=UTC)  # what is shown of a document does not tell when it changed


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
        page = Page.of(query, plan)
        found: Selection | None = None
        if plan.strong:
            found, answered = select(self._ask, plan, page.questions)
        else:
            answered = self._ask(page.questions(None))
        marker = Marker(plan)
        hits = tuple(
            Hit(str(row[ID]), marker.highlights(_as_document(row)))
            for row in self._rows(page, found, answered)
        )
        total = total_of(answered["found"])
        return Answer(
            hits,
            total,
            counts(answered, page.chosen),
            plan.correction,
            self._lacking(plan, found, hits[0].slug) if found and found.partial and hits else (),
            {} if total else without(answered, page.chosen),
            () if total else self._nearest(query, plan, found, page.chosen),
        )

    def suggest(self, text: str, limit: int = 8) -> tuple[str, ...]:
        typed = typed_so_far(text)
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
                "begins": listing(begins, Sort.RELEVANCE, 0, limit, (ID,)),
                "holds": listing(but(holds, begins), Sort.RELEVANCE, 0, limit, (ID,)),
            }
        )
        return ids(answered["begins"]) + ids(answered["holds"])

    def _ask(self, asked: Mapping[Any, Asked]) -> dict[Any, Answered]:
        queries = [{"indexUid": self._name, **one} for one in asked.values()]
        return dict(zip(asked, ask(self._client, queries), strict=True))

    def _rows(
        self, page: Page, found: Selection | None, answered: Mapping[Any, Answered]
    ) -> Iterable[Mapping[str, Any]]:
        """What is shown of the documents of a page. What is too much to put in order comes after the rest."""
        if found is None or not page.by_fit:
            found_rows: list[Mapping[str, Any]] = answered["page"]["hits"]
            return found_rows
        best = order(answered, found, page.levels)
        slugs = best[page.start : page.start + page.size]
        if len(slugs) < page.size and total_of(answered["found"]) > len(best):
            rest = but(page.fits(found), one_of(ID, best))
            start = max(0, page.start - len(best))
            after = listing(rest, Sort.RELEVANCE, start, page.size - len(slugs), (ID,))
            slugs += ids(self._ask({"": after})[""])
        return self._shown(slugs)

    def _best(self, plan: Plan, found: Selection, chosen: Chosen) -> list[str]:
        """The ids of the documents that fit best."""
        wanted = levels(plan)
        answered = self._ask(lists(every([found.fits, choices_filter(chosen)]), found, wanted))
        return order(answered, found, wanted)[:NEAREST]

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
            found = any_of(select(self._ask, plan)[0]) if plan.strong else found
        for narrowed in (chosen, {}) if chosen else ({},):
            slugs = self._best(plan, found, narrowed)
            if slugs:
                return tuple(slugs)
        return self._resembling(query.text)

    def _nearest_without_text(self, chosen: Chosen) -> tuple[str, ...]:
        looser = [choices_filter(chosen, without=name) for name in chosen]
        asked = {one: listing(one, Sort.RELEVANCE, 0, NEAREST, (ID,)) for one in looser}
        answered = self._ask(asked).values() if asked else []
        return tuple(ids(max(answered, key=total_of))) if answered else ()

    def _resembling(self, text: str) -> tuple[str, ...]:
        """What Meilisearch itself finds, with its typing errors and synonyms: the last resort."""
        typed = clean(text[:MOST_CHARACTERS]).translate(_OPERATORS).strip()
        inside = " ".join(part for word in folded_words(typed) for part in parts(word))
        if not inside:
            return ()
        asked = {
            text: {"q": text, "limit": NEAREST, "matchingStrategy": "all", "attributesToRetrieve": [ID]}
            for text in dict.fromkeys((typed, inside))
        }
        found = [slug for answered in self._ask(asked).values() for slug in ids(answered)]
        return tuple(dict.fromkeys(found))[:NEAREST]


def _as_document(row: Mapping[str, Any]) -> SearchDocument:
    """As much of a document as is shown of it."""
    name, summary, text = (str(row[field]) for field in SHOWN)
    return SearchDocument(str(row[ID]), name, summary, _NO_MOMENT, text)
