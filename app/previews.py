"""What a page needs to know when it shows a text that is not published."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Preview:
    """A page of a concept: the same page as after publication, with a notice on top."""

    back: str
    """The address to go back to."""
    back_words: str
    charts: str
    """Below this address stand the charts of the page."""
    left_out: tuple[str, ...] = ()
    """What cannot be shown yet, in words."""
