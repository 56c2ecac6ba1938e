"""Marks what was found. Everything is escaped here; <mark> is the only markup that comes out."""

from collections.abc import Iterable, Mapping
from html import escape

from search.dutch import Word, clean, inner_terms, joined_terms, stem, words
from search.engine import SearchDocument
from search.plan import Plan

_FRAGMENT_LENGTH = 220
_BEFORE = 60
_MOST_FOR_FRAGMENT = 60_000  # characters of a text that are looked at
_JOINABLE = 3

Span = tuple[int, int]


class Marker:
    """Marks the words by which a plan finds. One marker serves all hits of an answer."""

    def __init__(self, plan: Plan) -> None:
        self._whole: set[str] = set()
        self._inside: set[str] = set()
        self._rows: set[tuple[str, ...]] = set()
        self._verdicts: dict[str, bool] = {}
        pending = list(plan.strong)
        while pending:
            concept = pending.pop()
            pending += [other for other in concept.together if other.strong]
            for way in concept.ways:
                if len(way.terms) == 1 or way.inside:
                    (self._inside if way.inside else self._whole).update(way.terms)
                else:
                    self._rows.add(way.terms)
        self._whole_or_inside = self._whole | self._inside
        self._lengths = sorted({len(row) for row in self._rows}, reverse=True)

    def highlights(self, document: SearchDocument) -> Mapping[str, str]:
        """Naam and samenvatting as HTML, and fragment when the text itself holds a find."""
        result = {"naam": self.marked(document.name), "samenvatting": self.marked(document.summary)}
        fragment = self.fragment(document.text)
        return result | {"fragment": fragment} if fragment else result

    def marked(self, text: str) -> str:
        """The whole text as HTML."""
        text = clean(text)
        return _html(text, self._spans(text))

    def fragment(self, text: str) -> str:
        """The stretch of the text with the most different finds, as HTML; empty when there is none."""
        text = clean(text[:_MOST_FOR_FRAGMENT])
        spans = self._spans(text)
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

    def _spans(self, text: str) -> list[Span]:
        """Places of finds, in order, neighbours of one row taken together."""
        if not (self._whole_or_inside or self._rows):
            return []
        found = list(words(text))
        spans: list[Span] = []
        at = 0
        while at < len(found):
            length = self._length_at(found, at)
            if length:
                spans.append((found[at].start, found[at + length - 1].end))
            at += length or 1
        return spans

    def _length_at(self, found: list[Word], at: int) -> int:
        """How many words from here are one find; 0 when this word is none."""
        for length in self._lengths:
            run = tuple(stem(word.folded) for word in found[at : at + length])
            if len(run) == length and run in self._rows:
                return length
        if self._verdict(found[at].folded):
            return 1
        for length in range(2, _JOINABLE + 1):
            if self._joined(found[at : at + length], length):
                return length
        return 0

    def _verdict(self, word: str) -> bool:
        verdict = self._verdicts.get(word)
        if verdict is None:
            terms = inner_terms(word)
            verdict = stem(word) in self._whole_or_inside or not self._inside.isdisjoint(terms)
            self._verdicts[word] = verdict
        return verdict

    def _joined(self, run: list[Word], length: int) -> bool:
        """Whether these words are found as one: eigen kracht for eigenkracht."""
        if len(run) < length:
            return False
        if length == 2:  # noqa: PLR2004 - a pair
            return not self._inside.isdisjoint(joined_terms(run[0].folded, run[1].folded))
        return stem("".join(word.folded for word in run)) in self._inside


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
