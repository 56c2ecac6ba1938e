"""Which words of a text went and which came, for marking them in the running text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


class Mark(StrEnum):
    """What happened to a stretch of text."""

    SAME = "gelijk"
    ADDED = "toegevoegd"
    REMOVED = "verwijderd"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text with what happened to it."""

    mark: Mark
    text: str


def stretches(old: str, new: str) -> tuple[Stretch, ...]:
    """Both texts woven into one: leave out what was added and it is the old text, leave out what was removed
    and it is the new.

    A space between two changes changes along with them, so that changed words stay together.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    woven: list[Stretch] = []
    removed, added = "", ""
    for place, (tag, start, end, new_start, new_end) in enumerate(blocks):
        gone, come = "".join(before[start:end]), "".join(after[new_start:new_end])
        between_changes = 0 < place < len(blocks) - 1 and gone.isspace()
        if tag != "equal" or between_changes:
            removed, added = removed + gone, added + come
            continue
        woven.extend(_change(removed, added))
        removed, added = "", ""
        woven.append(Stretch(Mark.SAME, gone))
    woven.extend(_change(removed, added))
    return tuple(woven)


def _change(removed: str, added: str) -> Iterator[Stretch]:
    if removed:
        yield Stretch(Mark.REMOVED, removed)
    if added:
        yield Stretch(Mark.ADDED, added)
