"""One search in one index: what is asked, checked and answered."""

import time
from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

from tests.meili.errors import NotBuilt, Refused
from tests.meili.facetcounts import counted
from tests.meili.filters import read_filter
from tests.meili.index import Index
from tests.meili.matching import Match, matcher, phrase_places
from tests.meili.ranking import MatchRanking, Ranker, expanded, score, sort_ranker
from tests.meili.rules import matches
from tests.meili.terms import Query, read_query, ways
from tests.meili.values import selected

LIMIT = 20


class Search:
    """A checked query on an index whose lock is held."""

    def __init__(self, index: Index, uid: str, asked: Mapping[str, Any]) -> None:
        self.index, self.uid, self.asked = index, uid, asked
        self.text: str = asked.get("q") or ""

    def answer(self) -> dict[str, Any]:
        started = time.perf_counter()
        found = self._filtered()
        criteria = self._criteria()
        matched, query, within = self._matched(found)
        rankers = self._rankers(matched, query, within, criteria)
        ordered = sorted(matched, key=lambda number: (*(ranker.cost(number) for ranker in rankers), number))
        paging, chosen = self._page(ordered)
        answer = {
            "hits": [self._hit(number, rankers) for number in chosen],
            "query": self.text,
            "processingTimeMs": int((time.perf_counter() - started) * 1000),
        } | paging
        if self.asked.get("facets") is not None:
            distribution, stats = counted(self.index, self.asked["facets"], set(matched))
            answer |= {"facetDistribution": distribution, "facetStats": stats}
        return answer

    def _filtered(self) -> set[int]:
        given = self.asked.get("filter")
        read = read_filter(given) if given is not None else None
        if read is None:
            return set(self.index.documents)
        try:
            return self.index.filtering().passing(*read)
        except Refused as error:
            raise error.inside(f"Index `{self.uid}`: ") from error

    def _criteria(self) -> list[tuple[str, bool]]:
        """The sort criteria: attribute, ascending."""
        result = [_criterion(text) for text in self.asked.get("sort") or []]
        sortable = self.index.settings["sortableAttributes"]
        if result and "sort" not in self.index.settings["rankingRules"]:
            message = (
                f"Index `{self.uid}`: You must specify where `sort` is listed in the rankingRules setting "
                "to use the sort parameter at search time."
            )
            raise Refused("invalid_search_sort", message)
        for name, _ in result:
            if not any(matches(allowed, name) for allowed in sortable):
                available = (
                    f"Available sortable attributes are: `{', '.join(sortable)}`."
                    if sortable
                    else "This index does not have configured sortable attributes."
                )
                message = f"Index `{self.uid}`: Attribute `{name}` is not sortable. {available}"
                raise Refused("invalid_search_sort", message)
        return result

    def _within(self) -> list[str]:
        """The attributes that are searched in."""
        known = self.index.vocabulary.ranked()
        wanted = self.asked.get("attributesToSearchOn")
        if wanted is None or "*" in wanted:
            return known
        if any(name.startswith("*.") or name.endswith(".*") for name in wanted):
            raise NotBuilt("patterns in attributesToSearchOn")
        missing = [name for name in wanted if name not in known]
        if missing and "*" not in self.index.settings["searchableAttributes"]:
            available = f"Available searchable attributes are: `{', '.join(sorted(known))}`."
            message = f"Index `{self.uid}`: Attribute `{missing[0]}` is not searchable. {available}"
            raise Refused("invalid_search_attributes_to_search_on", message)
        return [name for name in known if name in wanted]

    def _matched(self, found: set[int]) -> tuple[dict[int, Match | None], Query, list[str]]:
        """The documents that match, with how; a placeholder search takes them all."""
        index, within = self.index, self._within()
        prefix = index.settings["prefixSearch"] == "indexingTime"
        query = read_query(self.text, index.stop_words, prefix=prefix)
        for words in query.banned:
            found = {n for n in found if not phrase_places(words, n, index.vocabulary, within)}
        if not query.terms:
            return dict.fromkeys(found), query, within
        exact = frozenset(index.settings["typoTolerance"]["disableOnAttributes"])
        vocabulary, tolerance, synonyms = index.vocabulary, index.tolerance, index.synonyms
        finder = matcher(
            query, vocabulary, within, exact, lambda run: ways(run, vocabulary, tolerance, synonyms)
        )
        levels = self._levels(query, finder.ways)
        matched = ((number, finder.match(number, levels)) for number in found)
        return {number: match for number, match in matched if match is not None}, query, within

    def _levels(self, query: Query, found: Mapping[tuple[int, int], Any]) -> list[frozenset[int]]:
        """Which terms may be left out, step by step, by the matching strategy."""
        strategy = self.asked.get("matchingStrategy") or "last"
        loose = [at for at, term in enumerate(query.terms) if not term.phrase]
        levels: list[frozenset[int]] = [frozenset()]
        if strategy == "all":
            return levels
        for group in self._groups(strategy, loose, found):
            levels.append(levels[-1] | group)
        # Something has to be left to look for.
        return levels if len(loose) < len(query.terms) else [lv for lv in levels if len(lv) < len(loose)]

    def _groups(
        self, strategy: str, loose: list[int], found: Mapping[tuple[int, int], Any]
    ) -> list[frozenset[int]]:
        if strategy == "last":
            return [frozenset({at}) for at in reversed(loose)]
        postings = self.index.vocabulary.postings
        common: dict[int, set[int]] = {}
        for at in loose:
            words = [way[0][0] for way in found[at, 1] if len(way[0]) == 1]
            held: set[int] = set().union(*(postings[word] for word in words if word in postings))
            common.setdefault(len(held), set()).add(at)
        # The commonest first; a word that is found nowhere counts as the commonest of all.
        order = sorted(common, key=lambda count: float("inf") if count == 0 else count, reverse=True)
        return [frozenset(common[count]) for count in order]

    def _rankers(
        self,
        matched: Mapping[int, Match | None],
        query: Query,
        within: Sequence[str],
        criteria: Sequence[tuple[str, bool]],
    ) -> list[Ranker]:
        index = self.index
        rules = expanded(
            index.settings["rankingRules"],
            placeholder=not query.terms,
            all_terms=self.asked.get("matchingStrategy") == "all",
        )
        real = {number: match for number, match in matched.items() if match is not None}
        ranking = MatchRanking(query.terms, real, index.vocabulary, within)
        result: list[Ranker] = []
        for rule in rules:
            name, _, direction = rule.rpartition(":")
            sorts = list(criteria) if rule == "sort" else [(name, direction == "asc")] if name else []
            result += [sort_ranker(index.facets.get(n), matched, ascending=up) for n, up in sorts]
            if rule != "sort" and not name:
                result.append(ranking.ranker(rule))
        return result

    def _page(self, ordered: Sequence[int]) -> tuple[dict[str, Any], Sequence[int]]:
        most = self.index.settings["pagination"]["maxTotalHits"]
        total = min(len(ordered), most)
        page, per_page = self.asked.get("page"), self.asked.get("hitsPerPage")
        if page is None and per_page is None:
            limit, offset = self.asked.get("limit"), min(self.asked.get("offset") or 0, most)
            limit = LIMIT if limit is None else limit
            info = {"limit": limit, "offset": offset, "estimatedTotalHits": total}
            return info, ordered[offset : min(offset + limit, most)]
        page, per_page = (1 if page is None else page), (LIMIT if per_page is None else per_page)
        pages = ceil(total / per_page) if per_page else 0
        info = {"hitsPerPage": per_page, "page": page, "totalPages": pages, "totalHits": total}
        start = (page - 1) * per_page
        return info, ordered[start : min(start + per_page, most)] if page else []

    def _hit(self, number: int, rankers: Sequence[Ranker]) -> dict[str, Any]:
        shown = selected(self.index.documents[number], set(self.index.settings["displayedAttributes"]))
        wanted = self.asked.get("attributesToRetrieve")
        hit = shown if wanted is None else selected(shown, set(wanted))
        if self.asked.get("showRankingScore"):
            hit = hit | {"_rankingScore": score(number, rankers)}
        return hit


def _criterion(text: str) -> tuple[str, bool]:
    name, _, direction = text.rpartition(":")
    if not name or direction not in {"asc", "desc"}:
        expected = "expected expression ending by `:asc` or `:desc`"
        raise Refused(
            "invalid_search_sort", f"Invalid syntax for the sort parameter: {expected}, found `{text}`."
        )
    if name.startswith("_geoPoint"):
        raise NotBuilt("sorting by distance")
    return name, direction == "asc"


def search(index: Index, uid: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    with index.lock:
        return Search(index, uid, asked).answer()
