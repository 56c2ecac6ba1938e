"""The words of the collection itself: which are known, and which known word someone probably meant."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from itertools import islice, takewhile

import tantivy

from search.dutch import lexicon, stem
from search.fields import Analysed
from search.lexicon import stop_words
from search.mistakes import SHORTEST_TYPO, TWO_MISTAKES_FROM, resemblance, sound
from search.synonyms import synonyms

_SHORTEST_BEGINNING = 5
_CANDIDATES = 200
_SHORTEST_WORD = 4  # in a row without spaces: shorter words are in too many other words
_MOST_MEANT = 3


@lru_cache(maxsize=1)
def _understood() -> frozenset[str]:
    """Words that are understood without being in the collection: by synonyms and by word families."""
    return frozenset(
        word for word in synonyms().sources | lexicon().families.keys() if len(word) >= SHORTEST_TYPO
    )


class Vocabulary:
    """Terms and words with the number of documents that hold them. Instances never change."""

    def __init__(self, solid: Counter[str], joined: Counter[str], surfaces: dict[str, str]) -> None:
        self._solid = solid
        self._joined = joined
        self._surfaces = surfaces

    @classmethod
    def of(cls, documents: Iterable[Analysed]) -> "Vocabulary":
        """The vocabulary of these documents."""
        return cls(Counter(), Counter(), {}).changed((), documents)

    def changed(self, gone: Iterable[Analysed], come: Iterable[Analysed]) -> "Vocabulary":
        """The vocabulary without the words of the `gone` documents and with those of the `come` ones."""
        solid, joined, surfaces = self._solid.copy(), self._joined.copy(), dict(self._surfaces)
        for document in gone:
            _take_away(solid, document.solid)
            _take_away(joined, document.joined)
        for document in come:
            solid.update(document.solid)
            joined.update(document.joined)
            surfaces.update(document.surfaces)
        return Vocabulary(solid, joined, {w: s for w, s in surfaces.items() if stem(w) in solid})

    def knows(self, term: str) -> bool:
        """Whether some document is found by this term."""
        return term in self._solid or term in self._joined

    def knows_as_one(self, term: str) -> bool:
        """Whether some document writes this term as one word, or as part of one."""
        return term in self._solid

    def surface(self, word: str) -> str:
        """How the collection writes a folded word."""
        return self._surfaces.get(word, word)

    def beginning(self, start: str) -> list[str]:
        """Known words that begin with what was typed, the most used first."""
        if len(start) < _SHORTEST_BEGINNING:
            return []
        ordered = self._ordered
        at = bisect_left(ordered, start)
        found = list(takewhile(lambda word: word.startswith(start), islice(ordered, at, None)))
        return sorted(found, key=lambda word: (-self._solid[stem(word)], word))[:_MOST_MEANT]

    def meant(self, typed: str, finds: Callable[[str], bool] = lambda _: False) -> list[str]:
        """Known words someone probably meant, the likeliest first; sounding alike goes first.

        A word that is understood is no mistake, and a letter forgotten is likelier than one too many. `finds`
        tells whether a word that the collection does not have leads to something by its synonyms.
        """
        if len(typed) < SHORTEST_TYPO or typed.isdecimal() or typed in _understood():
            return []
        reach = 2 if len(typed) >= TWO_MISTAKES_FROM else 1
        heard = sound(typed)
        near = [
            (likeness, -self._solid[stem(word)], -len(word), word)
            for word in self._lookalikes(typed, heard, reach)
            if (likeness := resemblance(typed, word, heard, reach))
            and (word in self._surfaces or finds(word))
        ]
        near.sort()
        return [word for likeness, _, _, word in near if likeness == near[0][0]][:_MOST_MEANT]

    def _lookalikes(self, typed: str, heard: str, reach: int) -> list[str]:
        schema = self._index.schema
        searcher = self._index.searcher()
        query = tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Should, tantivy.Query.fuzzy_term_query(schema, field, text, distance=reach))
                for field, text in (("woord", typed), ("klank", heard))
            ]
        )
        hits = searcher.search(query, _CANDIDATES).hits
        return [searcher.doc(address).to_dict()["woord"][0] for _, address in hits]

    def run_together(self, typed: str) -> tuple[str, ...]:
        """Stems of the words of a row that was typed without spaces; empty when it is none.

        Small words may stand between; at least two words must say something, and the fewest words win.
        """
        small = stop_words()
        best: dict[int, tuple[str, ...]] = {len(typed): ()}
        for start in range(len(typed) - 2, -1, -1):
            rests = (
                (typed[start:end], *best[end])
                for end in range(start + 2, len(typed) + 1)
                if end in best and (typed[start:end] in small or self._is_word(typed[start:end]))
            )
            if found := min(rests, key=len, default=()):
                best[start] = found
        said = tuple(stem(word) for word in best.get(0, ()) if word not in small)
        return said if len(said) > 1 else ()

    def _is_word(self, text: str) -> bool:
        return len(text) >= _SHORTEST_WORD and text in self._surfaces

    @cached_property
    def _ordered(self) -> list[str]:
        return sorted(self._surfaces)

    @cached_property
    def _index(self) -> tantivy.Index:
        """A small index of words: its automata find near words quickly. Made when first needed."""
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("woord", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("klank", tokenizer_name="raw", index_option="basic")
        index = tantivy.Index(builder.build())
        writer = index.writer(15_000_000, 1)
        for word in self._surfaces.keys() | _understood():
            writer.add_document(tantivy.Document(woord=[word], klank=[sound(word)]))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        return index


def _take_away(numbers: Counter[str], terms: Iterable[str]) -> None:
    for term in terms:
        numbers[term] -= 1
        if not numbers[term]:
            del numbers[term]
