"""Reads lexicon.txt: word families, and the word parts into which compounds are split."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).with_name("lexicon.txt")
LINKS = ("", "s", "en", "e", "n")
_SHORTEST_PART = 3
_LONGEST_COMPOUND = 50


class Lexicon:
    """`families` gives the stem of a listed form, `by_rule` that of a form with the same stem by rule.

    `part_forms` has the forms into which words are split, with their stems.
    """

    def __init__(
        self, families: Mapping[str, str], by_rule: Mapping[str, str], part_forms: Mapping[str, str]
    ) -> None:
        self.families = families
        self.by_rule = by_rule
        self.part_forms = part_forms
        self._longest = max((len(form) for form in part_forms), default=0)

    def split(self, word: str) -> tuple[str, ...]:
        """Stems of two or more parts that make up the whole word; empty when it does not split.

        The fewest parts win, so a listed long part (werkloos) is not cut into shorter ones (werk, loos).
        """
        if word in self.families or not 2 * _SHORTEST_PART <= len(word) <= _LONGEST_COMPOUND:
            return ()
        best: dict[int, tuple[str, ...]] = {len(word): ()}
        for start in range(len(word) - _SHORTEST_PART, -1, -1):
            options = [(part, *best[end]) for part, end in self._steps(word, start) if end in best]
            if options:
                best[start] = min(options, key=len)
        found = best.get(0, ())
        return found if len(found) > 1 else ()

    def _steps(self, word: str, start: int) -> Iterator[tuple[str, int]]:
        """Every part that begins at `start`, longest first, with where the next part begins."""
        for end in range(min(len(word), start + self._longest), start + _SHORTEST_PART - 1, -1):
            stem = self.part_forms.get(word[start:end])
            if stem is None:
                continue
            for link in LINKS:
                if word.startswith(link, end) and (not link or end + len(link) < len(word)):
                    yield stem, end + len(link)


def read_lexicon(stemmer: Callable[[str], str], path: Path = _FILE) -> Lexicon:
    """The lexicon of the file. A line is a family, its first word is the stem; `=` before it: never a part.

    The first word itself is the stem, so that families with one stem by rule stay apart: ouders, ouderen.
    """
    families: dict[str, str] = {}
    by_rule: dict[str, str] = {}
    part_forms: dict[str, str] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        forms = line.split("#")[0].split()
        if not forms:
            continue
        whole = forms[0].startswith("=")
        forms[0] = forms[0].removeprefix("=")
        base = forms[0]
        by_rule.setdefault(stemmer(base), base)
        for form in forms:
            if form in families:
                raise ValueError(f"lexicon.txt, regel {number}: {form} staat er al")
            families[form] = base
            if not whole:
                part_forms[form] = base
    return Lexicon(families, by_rule, part_forms)


@lru_cache(maxsize=1)
def stop_words() -> frozenset[str]:
    """Words that say nothing by themselves, question words included."""
    return _listed("stopwoorden.txt")


@lru_cache(maxsize=1)
def weak_words() -> frozenset[str]:
    """Words that fit nearly every entry: they help to order, but nothing is found by them alone."""
    return _listed("zwakke-woorden.txt")


@lru_cache(maxsize=1)
def refused() -> frozenset[str]:
    """Pieces of words that an editor judged to be no word part."""
    return _listed("geen-woorddelen.txt")


def _listed(name: str) -> frozenset[str]:
    text = _FILE.with_name(name).read_text("utf-8")
    return frozenset(word for line in text.splitlines() for word in line.split("#")[0].split())
