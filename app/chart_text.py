"""How wide a text is in a picture, and where to break it: nothing is ever cut off."""

import unicodedata
from collections.abc import Iterator

_WIDTHS = {
    191: "'",
    222: "ijl",
    278: " !,./:;I[\\]ft\u00a0",
    333: "()-`r\u2018\u2019",
    389: "*",
    500: "Jcksvxyz",
    556: "#$0123456789?L_abdeghnopqu€–",
    584: "+<=>−",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1015: "@",
}
"""Advance widths of Arial and the fonts made to its measure, in thousandths of the font size."""
_WIDTH_OF = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_OTHER = 1000
_BOLD = 1.12
_WIDEST = 1.17
"""How much wider DejaVu Sans and Verdana are, which a reader without Arial or its like may see instead."""


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width in pixels in the widest usual font; letters that are not in the table count as wide ones."""
    base = unicodedata.normalize("NFD", text)
    units = sum(_WIDTH_OF.get(letter, _OTHER) for letter in base if not unicodedata.combining(letter))
    return units * size / 1000 * _WIDEST * (_BOLD if bold else 1)


def wrapped(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """The text in lines of at most `width` pixels; a word that is too long by itself is broken."""
    lines: list[str] = []
    line = ""
    for word in _words(text, width, size, bold=bold):
        longer = f"{line} {word}" if line else word
        if line and text_width(longer, size, bold=bold) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line] if line or not lines else lines


def _words(text: str, width: float, size: float, *, bold: bool) -> Iterator[str]:
    for word in text.split(" "):
        piece = ""
        for letter in word:
            if piece and text_width(piece + letter, size, bold=bold) > width:
                yield piece
                piece = ""
            piece += letter
        if piece:
            yield piece
