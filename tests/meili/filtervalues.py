"""Words and quoted values of a filter expression, with the escapes and complaints of the server."""

import re
from dataclasses import dataclass

from tests.meili.errors import Refused

WORDS = {"AND", "OR", "IN", "NOT", "TO", "EXISTS", "IS", "NULL", "EMPTY", "CONTAINS", "STARTS", "WITH"}
KEYWORDS = WORDS | {"_geoRadius", "_geoBoundingBox"}
WORD = re.compile(r"[\w\-.]+")
UP_TO_SYNTAX = re.compile(r"[^\s()=<>!]*")
ESCAPE = re.compile(
    r"\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-7]{1,3})|([bfnrt'\"\\]))"
)
SIMPLE = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "'": "'", '"': '"', "\\": "\\"}


class Backtrack(Exception):
    """What was tried does not fit here; another form may."""

    def __init__(self, text: str = "", where: int = 0, length: int = 0) -> None:
        super().__init__(text)
        self.text, self.where, self.length = text, where, length


@dataclass
class Reader:
    """A filter expression and how far it is read."""

    text: str
    at: int = 0

    def spaces(self) -> None:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1

    def literal(self, text: str) -> bool:
        if self.text.startswith(text, self.at):
            self.at += len(text)
            return True
        return False

    def keyword(self, word: str) -> bool:
        """Whether the next whole word is this one; nothing is read when it is not."""
        found = WORD.match(self.text, self.at)
        if found is not None and found.group() == word:
            self.at = found.end()
            return True
        return False

    def rest(self) -> str:
        return self.text[self.at :]

    def refused(self, message: str, where: int | None = None, length: int | None = None) -> Refused:
        """The error, with the columns and the expression on its second line."""
        start = self.at if where is None else where
        size = len(self.text) - start if length is None else length
        columns = f"{start + 1}:{start + 1 + size}"
        return Refused("invalid_search_filter", f"{message}\n{columns} {self.text}")


@dataclass(frozen=True)
class Value:
    """A value or the name of an attribute, and the column where it stands."""

    text: str
    where: int
    length: int


def read_value(reader: Reader) -> Value:
    """A word or a quoted text. Raises Backtrack when none stands here, Refused when it cannot be mended."""
    reader.spaces()
    start = reader.at
    quote = reader.text[start : start + 1]
    raw = _quoted(reader, quote) if quote in {"'", '"'} else _word(reader)
    value = Value(_unescaped(reader, raw, start), start, len(raw))
    reader.spaces()
    return value


def _word(reader: Reader) -> str:
    found = WORD.match(reader.text, reader.at)
    if found is None or found.group() in KEYWORDS:
        near = UP_TO_SYNTAX.match(reader.text, reader.at)
        got = near.group() if near is not None else ""
        raise Backtrack(_expected(got, keyword=found is not None), reader.at, len(got))
    reader.at = found.end()
    return found.group()


def _expected(got: str, *, keyword: bool) -> str:
    if not got.strip():
        return "Was expecting a value but instead got nothing."
    if keyword:
        return (
            f"Was expecting a value but instead got `{got}`, which is a reserved keyword. "
            f"To use `{got}` as a field name or a value, surround it by quotes."
        )
    return f"Was expecting a value but instead got `{got}`."


def _quoted(reader: Reader, quote: str) -> str:
    start = reader.at
    at = start + 1
    while at < len(reader.text) and reader.text[at] != quote:
        at += 2 if reader.text[at] == "\\" else 1
    if at >= len(reader.text):
        message = f"Expression `{reader.text[start:]}` is missing the following closing delimiter: `{quote}`."
        raise reader.refused(message, start)
    reader.at = at + 1
    return reader.text[start + 1 : at].replace(f"\\{quote}", quote)


def _unescaped(reader: Reader, raw: str, where: int) -> str:
    parts: list[str] = []
    at = 0
    while (slash := raw.find("\\", at)) >= 0:
        parts.append(raw[at:slash])
        found = ESCAPE.match(raw, slash)
        if found is None:
            if raw[slash + 1 : slash + 2] in {"u", "x", ""}:
                # The parser of the server gives up on half an escape in a way it did not foresee.
                raise Refused("internal", "An internal error has occurred. `Incomplete`.")
            raise reader.refused(f"Malformed value: `{raw}`.", where, len(raw))
        braces, unicode, byte, octal, simple = found.groups()
        parts.append(SIMPLE[simple] if simple else chr(_code(braces or unicode or byte, octal)))
        at = found.end()
    parts.append(raw[at:])
    return "".join(parts)


def _code(hexadecimal: str | None, octal: str | None) -> int:
    return int(hexadecimal, 16) if hexadecimal else int(octal or "0", 8)
