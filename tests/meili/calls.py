"""One request as the routes see it."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.meili.checks import a_list, an_object
from tests.meili.errors import Refused
from tests.meili.keys import Key

MAX_UID_BYTES = 400
UID = re.compile(r"[A-Za-z0-9_-]+")
JSON, LINES = "application/json", "application/x-ndjson"


@dataclass(frozen=True)
class Call:
    """Method and path are already matched; `parts` is what the path holds."""

    parts: Mapping[str, str]
    query: Mapping[str, str]
    content_type: str | None
    body: bytes
    key: Key

    @property
    def uid(self) -> str:
        return checked_uid(self.parts["uid"])

    def json(self) -> Any:
        """The body. Raises Refused when it is missing, no JSON, or not said to be JSON."""
        self._typed([JSON])
        return _parsed(self.body)

    def object(self) -> dict[str, Any]:
        given = self.json()
        an_object(given, "", "bad_request")
        return dict(given)

    def array(self) -> list[Any]:
        given = self.json()
        a_list(given, "", "bad_request")
        return list(given)

    def documents(self) -> list[dict[str, Any]]:
        """One document or a list of them, as JSON or one on each line."""
        self._typed([JSON, LINES])
        lines = (self.content_type or "").startswith(LINES)
        given = (
            [_parsed(line) for line in self.body.splitlines() if line.strip()]
            if lines
            else _parsed(self.body)
        )
        found = [given] if isinstance(given, dict) else given
        if not isinstance(found, list) or not all(isinstance(document, dict) for document in found):
            reason = "Couldn't serialize document value: data are neither an object nor a list of objects"
            raise Refused("malformed_payload", f"The `json` payload provided is malformed. `{reason}`.")
        return found

    def parameters(self, known: Sequence[str]) -> Mapping[str, str]:
        """The query parameters. Raises Refused for one the route does not know."""
        for name in self.query:
            if name not in known:
                names = ", ".join(f"`{parameter}`" for parameter in known)
                raise Refused("bad_request", f"Unknown parameter `{name}`: expected one of {names}")
        return self.query

    def number(self, name: str, code: str, default: int) -> int:
        given = self.query.get(name)
        if given is None:
            return default
        if not given.isdecimal():
            reason = f"could not parse `{given}` as a positive integer"
            raise Refused(code, f"Invalid value in parameter `{name}`: {reason}")
        return int(given)

    def _typed(self, accepted: Sequence[str]) -> None:
        names = ", ".join(f"`{name}`" for name in accepted)
        values = f"Accepted values for the Content-Type header are: {names}"
        if self.content_type is None:
            raise Refused("missing_content_type", f"A Content-Type header is missing. {values}")
        if self.content_type.partition(";")[0].strip() not in accepted:
            raise Refused(
                "invalid_content_type", f"The Content-Type `{self.content_type}` is invalid. {values}"
            )


def _parsed(body: bytes) -> Any:
    if not body:
        raise Refused("missing_payload", "A json payload is missing.")
    try:
        return json.loads(body)
    except ValueError as error:
        raise Refused("malformed_payload", f"The json payload provided is malformed. `{error}`.") from error


def checked_uid(uid: str) -> str:
    if UID.fullmatch(uid) is None or len(uid) > MAX_UID_BYTES:
        message = (
            f"`{uid}` is not a valid index uid. Index uid can be an integer or a string containing only "
            "alphanumeric characters, hyphens (-) and underscores (_), and can not be more than 400 bytes."
        )
        raise Refused("invalid_index_uid", message)
    return uid
