"""Who may do what: the master key, and keys with actions, indexes and an end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from fnmatch import fnmatchcase

from tests.meili.errors import Refused

MASTER = "master"
MISSING = "The Authorization header is missing. It must use the bearer authorization method."


@dataclass(frozen=True)
class Key:
    """One key; `name` is what the log of requests calls it."""

    name: str
    actions: tuple[str, ...] = ("*",)
    indexes: tuple[str, ...] = ("*",)
    expires: datetime | None = None

    def may(self, action: str) -> bool:
        group = action.partition(".")[0]
        return any(allowed in {"*", action, f"{group}.*"} for allowed in self.actions)

    def reaches(self, uid: str) -> bool:
        return any(fnmatchcase(uid, pattern) for pattern in self.indexes)

    def expired(self) -> bool:
        return self.expires is not None and self.expires <= datetime.now(UTC)


def invalid() -> Refused:
    return Refused("invalid_api_key", "The provided API key is invalid.")


def token_of(header: str | None) -> str | None:
    """The token of an Authorization header; None when it is no bearer's."""
    kind, _, token = (header or "").partition(" ")
    return token if kind == "Bearer" else None


def admitted(keys: Mapping[str, Key], header: str | None, action: str, uid: str | None) -> Key:
    """The key of a request. Refused: 401 without one, 403 when it is wrong, over or not enough."""
    token = token_of(header)
    if token is None:
        raise Refused("missing_authorization_header", MISSING)
    key = keys.get(token)
    if key is None or key.expired():
        raise invalid()
    if uid is not None and not key.reaches(uid):
        allowed = ", ".join(f'"{pattern}"' for pattern in key.indexes)
        message = f"The API key cannot acces the index `{uid}`, authorized indexes are [{allowed}]."
        raise Refused("invalid_api_key", message)
    if not key.may(action):
        raise invalid()
    return key
