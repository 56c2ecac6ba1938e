"""Which page of a list an address asks for."""


def page_number(text: str) -> int:
    """The number from 1; the first page for what is no number."""
    is_number = text.isascii() and text.isdecimal() and len(text) < 7  # noqa: PLR2004
    return max(int(text), 1) if is_number else 1
