"""Putting together an address with its query."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

Parameters = Mapping[str, str | int | Sequence[str] | None]


def with_query(path: str, parameters: Parameters) -> str:
    """A path with its query; empty values are left out, a sequence repeats its key."""
    filled = {key: value for key, value in parameters.items() if value not in (None, "", (), [])}
    return f"{path}?{urlencode(filled, doseq=True)}" if filled else path
