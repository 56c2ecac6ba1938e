"""Marks what was found. Everything is escaped here; <mark> is the only markup that comes out."""

from collections.abc import Iterable, Mapping
from html import escape

from search.dutch import Word, clean, inner_terms, joined_terms, stem, words
from search.engine import SearchDocument
from search.plan import Plan, Way

_FRAGMENT_LENGTH = 220
_BEFORE = 60
_MOST_FOR_FRAGMENT = 60_000  # characters of a text that are looked at

Span = tuple[int, int]


class Marker:
    """Marks the words by which a plan finds. One marker serves all hits of an answer."""

    def __init__(self, plan: Plan) -> None:
        self._single: set[str] = set()
        self._inside: set[str] = set()
        self._rows: set[tuple[str, ...]] = set()
        pending = list(plan.strong)
        while pending:
            concept = pending.pop()
            pending += [other for together in concept.together for other in together if other.strong]
            for way in concept.ways:
                self._take(way)
        self._starts = {row[0] for row in self._rows}
        self._lengths = sorted({len(row) for row in self._rows}, reverse=True)
        self._verdicts: dict[str, bool] = {}

    def _take(self, way: Way) -> None:
        if way.inside:
            self._inside.update(way.terms)
        if way.inside or len(way.terms) == 1:
            self._single.update(way.terms)
        else:
            self._rows.add(way.terms)

    def highlights(self, document: SearchDocument) -> Mapping[str, str]:
        """Naam and samenvatting as HTML, and fragment when the text itself holds a find."""
        result = {"naam": self.marked(document.name), "samenvatting": self.marked(document.summary)}
        fragment = self.fragment(document.text)
        return result | {"fragment": fragment} if fragment else result

    def marked(self, text: str) -> str:
        """The whole text as HTML."""
        text = clean(text)
        return _html(text, self._spans(text, joins=True))

    def fragment(self, text: str) -> str:
        """The stretch of the text with the most different finds, as HTML; empty when there is none."""
        text = clean(text[:_MOST_FOR_FRAGMENT])
        spans = self._spans(text, joins=False)
        if not spans:
            return ""
        best = max(spans, key=lambda span: (self._richness(text, spans, span[0]), -span[0]))
        start = _word_start(text, max(0, best[0] - _BEFORE))
        end = _word_end(text, max(start + _FRAGMENT_LENGTH, best[1]))
        inside = [(a - start, b - start) for a, b in spans if start <= a and b <= end]
        body = _html(text[start:end].rstrip(), inside)
        return ("… " if start else "") + body + (" …" if end < len(text) else "")

    def _richness(self, text: str, spans: list[Span], start: int) -> int:
        near = (span for span in spans if start <= span[0] < start + _FRAGMENT_LENGTH - _BEFORE)
        return len({text[a:b].lower() for a, b in near})

    def _spans(self, text: str, *, joins: bool) -> list[Span]:
        """Places of finds, in order. `joins`: also words side by side that were typed as one."""
        if not self._single and not self._rows:
            return []
        found = list(words(text))
        spans: list[Span] = []
        skip = 0
        for at, word in enumerate(found):
            if at < skip:
                continue
            length = (self._row_at(found, at) if self._rows else 0) or int(self._is_find(word.folded))
            if joins and not length:
                length = self._join_at(found, at)
            if length:
                spans.append((word.start, found[at + length - 1].end))
                skip = at + length
        return spans

    def _row_at(self, found: list[Word], at: int) -> int:
        """How many words from here are a row that was looked for; 0 when none."""
        if stem(found[at].folded) not in self._starts:
            return 0
        for length in self._lengths:
            run = tuple(stem(word.folded) for word in found[at : at + length])
            if len(run) == length and run in self._rows:
                return length
        return 0

    def _is_find(self, word: str) -> bool:
        verdict = self._verdicts.get(word)
        if verdict is None:
            verdict = stem(word) in self._single or not self._inside.isdisjoint(inner_terms(word))
            self._verdicts[word] = verdict
        return verdict

    def _join_at(self, found: list[Word], at: int) -> int:
        """How many words from here were typed as one word: 2 for eigenkracht; 0 when none."""
        run = [word.folded for word in found[at : at + 3]]
        if len(run) > 1 and not self._inside.isdisjoint(joined_terms(run[0], run[1])):
            return 2
        return 3 if len(run) > 2 and stem("".join(run)) in self._inside else 0  # noqa: PLR2004 - a word between


def _word_start(text: str, at: int) -> int:
    if at == 0:
        return 0
    space = text.find(" ", at)
    return at if space < 0 else space + 1


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", 0, at + 1)
    return at if space < 0 else space


def _html(text: str, spans: Iterable[Span]) -> str:
    pieces, at = [], 0
    for start, end in spans:
        pieces += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    return "".join((*pieces, escape(text[at:])))
