"""Proposes word parts for lexicon.txt from the collection's own words, for an editor to judge."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from search.dutch import folded_words, lexicon, snowball
from search.lexicon import LINKS, refused, stop_words

_SHORTEST = 4
_FEWEST_WORDS = 2
_MOST_EXAMPLES = 4


@dataclass(frozen=True, slots=True)
class Proposal:
    """A piece of words that is no word part yet.

    `words`: how many different words hold it beside known parts or words, `times`: how often those stand in
    the texts, `examples`: some of them with the piece set apart, the most used first.
    """

    part: str
    words: int
    times: int
    examples: tuple[str, ...]


def proposals(texts: Iterable[str]) -> list[Proposal]:
    """Pieces that would let words be split, the most useful first.

    A word that is not split yet gives a piece when what is left of it is made of known parts, or is a word of
    the texts itself: bemiddeling in bemiddeling-s-traject. Pieces that an editor refused do not come back.
    """
    counts = Counter(word for text in texts for word in folded_words(text) if word.isalpha())
    known = lexicon()
    closed = known.families.keys() | refused() | stop_words()
    holders: dict[str, dict[str, str]] = defaultdict(dict)
    for word in counts:
        if len(word) >= 2 * _SHORTEST and word not in known.families and not known.split(word):
            for piece, shown in _pieces(word, counts):
                if piece not in closed:
                    holders[piece].setdefault(word, shown)
    whole = {piece: shown for piece, shown in holders.items() if not _is_torn(piece, holders, counts, closed)}
    found = (_proposal(piece, shown, counts) for piece, shown in _merged(whole, closed).items())
    return sorted(
        (one for one in found if one.words >= _FEWEST_WORDS),
        key=lambda one: (-one.words, -one.times, one.part),
    )


def _pieces(word: str, counts: Counter[str]) -> Iterator[tuple[str, str]]:
    """(piece, word with the piece set apart) for each way to leave known parts beside one unknown piece."""
    for at in range(_SHORTEST, len(word) - _SHORTEST + 1):
        for link in LINKS:
            if not word[:at].endswith(link) or at - len(link) < _SHORTEST:
                continue
            first, last = word[: at - len(link)], word[at:]
            shown = f"{first}{f'-{link}-' if link else '-'}{last}"
            if _is_whole(last, counts):
                yield first, shown
            if _is_whole(first, counts):
                yield last, shown


def _is_whole(text: str, counts: Counter[str]) -> bool:
    """Whether the rest of a word can stand by itself: known parts, or a word of the texts."""
    known = lexicon()
    return (
        text in known.part_forms or bool(known.split(text)) or (text in counts and text not in stop_words())
    )


def _is_torn(
    piece: str, holders: Mapping[str, dict[str, str]], counts: Container[str], closed: Container[str]
) -> bool:
    """Whether a linking letter was cut off, or left on: basi and sschool where basis and school are meant."""
    if piece in counts:
        return False
    longer = [piece + link for link in LINKS if link] + [link + piece for link in LINKS if link]
    shorter = [piece.removeprefix(link) for link in LINKS if link and piece.startswith(link)]
    bare = [piece.removesuffix(link) for link in LINKS if link and piece.endswith(link)]
    if any(one in counts or one in closed for one in longer + bare) or any(one in closed for one in shorter):
        return True
    words = holders[piece].keys()
    return any(one in holders and words <= holders[one].keys() for one in longer + shorter)


def _merged(holders: dict[str, dict[str, str]], closed: Iterable[str]) -> dict[str, dict[str, str]]:
    """Forms with one stem are one proposal, named after the form in most words: wijze and wijzen."""
    stems = {snowball(word) for word in closed}
    forms: dict[str, list[str]] = defaultdict(list)
    for piece in holders:
        if snowball(piece) not in stems:
            forms[snowball(piece)].append(piece)
    return {
        max(pieces, key=lambda piece: (len(holders[piece]), -len(piece), piece)): {
            word: shown for piece in pieces for word, shown in holders[piece].items()
        }
        for pieces in forms.values()
    }


def _proposal(piece: str, shown: dict[str, str], counts: Counter[str]) -> Proposal:
    words = sorted(shown, key=lambda word: (-counts[word], word))
    examples = tuple(shown[word] for word in words[:_MOST_EXAMPLES])
    return Proposal(piece, len(words), sum(counts[word] for word in words), examples)
