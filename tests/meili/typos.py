"""The distance between words, counted as the server counts typos."""

MANY = 3


def distance(word: str, other: str, *, prefix: bool, most: int) -> int:
    """Typos between a word of the query and one of the index, at most `most` + 1.

    Deletions, insertions, replacements and swaps of neighbours count 1 each; another first letter makes it 2.
    With `prefix` the best beginning of the other word counts.
    """
    if not prefix and abs(len(word) - len(other)) > most:
        return most + 1
    if other[:1] != word[:1]:
        # A typo on the first letter counts for two, and leaves room for one typo in all.
        found = 2 if most > 1 and _distance(word, other, prefix=prefix) <= 1 else MANY
        return min(found, most + 1)
    return min(_distance(word, other, prefix=prefix), most + 1)


def _distance(word: str, other: str, *, prefix: bool) -> int:
    other = other[: len(word) + MANY] if prefix else other
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, start=1):
        older, before, row = before, row, [i]
        for j, against in enumerate(other, start=1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == against:
                best = min(best, older[j - 2] + 1)
            row.append(best)
    return min(row) if prefix else row[-1]
