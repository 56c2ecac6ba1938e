"""The errors of the server: their codes, HTTP statuses and types, as its reference lists them."""

from typing import Any

LINK = "https://docs.meilisearch.com/errors#"
BAD_REQUEST = 400

# Every other code is an invalid request with status 400.
STATUS = {
    "database_size_limit_reached": 500,
    "document_not_found": 404,
    "index_already_exists": 409,
    "index_not_found": 404,
    "internal": 500,
    "invalid_api_key": 403,
    "invalid_content_type": 415,
    "io_error": 422,
    "missing_authorization_header": 401,
    "missing_content_type": 415,
    "missing_master_key": 401,
    "no_space_left_on_device": 422,
    "payload_too_large": 413,
    "task_not_found": 404,
    "too_many_open_files": 422,
    "too_many_search_requests": 503,
}
TYPES = {
    "database_size_limit_reached": "internal",
    "internal": "internal",
    "invalid_api_key": "auth",
    "io_error": "system",
    "missing_authorization_header": "auth",
    "missing_master_key": "auth",
    "no_space_left_on_device": "system",
    "too_many_open_files": "system",
    "too_many_search_requests": "system",
}


class Refused(Exception):
    """The server does not do what was asked; the answer or the failed task carries the code."""

    def __init__(self, code: str, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status if status is not None else STATUS.get(code, BAD_REQUEST)

    def body(self) -> dict[str, Any]:
        """What the answer, or the `error` of a task, says."""
        return {
            "message": self.message,
            "code": self.code,
            "type": TYPES.get(self.code, "invalid_request"),
            "link": f"{LINK}{self.code}",
        }

    def inside(self, text: str) -> "Refused":
        """The same error with where it happened in front of the message."""
        return Refused(self.code, f"{text}{self.message}", self.status)


class NotBuilt(Exception):
    """The real server can do this; this one cannot. It says so instead of answering something else."""


def no_index(uid: str) -> Refused:
    return Refused("index_not_found", f"Index `{uid}` not found.")
