"""Spelling mistakes: how alike two words are by ear and by finger."""

import re

SHORTEST_TYPO = 4
TWO_MISTAKES_FROM = 8
_SHORT = 5
_VERY_LONG = 12

_ROWS_OF_KEYS = ("qwertyuiop", "asdfghjkl ", "zxcvbnm   ")
_KEYS: dict[str, str] = {
    letter: "".join(
        _ROWS_OF_KEYS[r][c]
        for r in range(max(row - 1, 0), min(row + 2, 3))
        for c in range(max(column - 1, 0), min(column + 2, 10))
    )
    for row, keys in enumerate(_ROWS_OF_KEYS)
    for column, letter in enumerate(keys)
    if letter != " "
}

_VOWELS = frozenset("aeiouy")  # without stress they sound the same

# Spelling mistakes by ear: one letter for one sound. Order matters.
_SOUNDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ei|ij|y", "y"),
        (r"ou|au", "u"),
        (r"ph|v", "f"),
        (r"sch|sg|ch", "g"),
        (r"th|dt", "t"),
        (r"d(?=$|s$)", "t"),
        (r"b$", "p"),
        (r"ks|cks", "x"),
        (r"ck|c(?![eiy])|q", "k"),
        (r"c|z", "s"),
        (r"ie", "i"),
        (r"([a-z])\1+", r"\1"),
    )
)


def sound(word: str) -> str:
    """How a word roughly sounds in Dutch: weikcoach and wijkcoach are one."""
    for pattern, replacement in _SOUNDS:
        word = pattern.sub(replacement, word)
    return word


def distance(first: str, second: str) -> int:
    """Edits between two words; swapping two neighbouring letters is one edit."""
    before = previous = list(range(len(second) + 1))
    for i, letter in enumerate(first, 1):
        row = [i]
        for j, other in enumerate(second, 1):
            cost = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, previous = previous, row
    return previous[-1]


def resemblance(typed: str, word: str, heard: str, reach: int) -> tuple[int, int, bool] | None:
    """How far a word is from what was typed, by ear first; None when it is another word.

    A mistake that can be heard is one of the fingers, or a vowel without stress. Two slips of the fingers
    only make the same word when its letters are the same, or it is very long.
    """
    said = sound(word)
    if (heard[0] != said[0] and typed[0] != word[0]) or len(word) < SHORTEST_TYPO:
        return None
    by_ear, edits, other_letters = distance(heard, said), distance(typed, word), sorted(typed) != sorted(word)
    most = reach if len(typed) >= _VERY_LONG or not other_letters else 1
    slip = edits <= most and _is_slip(typed, word, other_letters=other_letters)
    alike = by_ear == 0 or slip or (by_ear < reach and _is_vowel_apart(heard, said))
    return (by_ear, edits, other_letters) if alike else None


def _is_vowel_apart(heard: str, said: str) -> bool:
    """Whether the one sound that differs is a vowel in both: huiseluk, huiselijk; mantalzorg, mantelzorg."""
    others = [(one, other) for one, other in zip(heard, said, strict=False) if one != other]
    return len(heard) == len(said) and all(_VOWELS.issuperset(pair) for pair in others)


def _is_slip(typed: str, word: str, *, other_letters: bool) -> bool:
    """Whether fingers may have made this mistake: two letters swapped, a letter too few, a key beside it.

    In a short word a letter more, or another one, soon makes another word: wonden, wonen; pesten, posten.
    """
    if len(typed) >= TWO_MISTAKES_FROM or not other_letters or len(word) > len(typed):
        return len(typed) >= _SHORT
    return len(typed) > _SHORT and _is_beside(typed, word)


def _is_beside(typed: str, word: str) -> bool:
    """Whether the first letter that differs is near the one meant, or near a neighbour of it."""
    at = next((n for n, (one, other) in enumerate(zip(typed, word, strict=False)) if one != other), len(word))
    meant = word[at : at + 1] if len(word) == len(typed) else word[max(at - 1, 0) : at + 1]
    return typed[at] in meant or any(typed[at] in _KEYS.get(letter, "") for letter in meant)
