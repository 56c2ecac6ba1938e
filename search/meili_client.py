"""The connection with Meilisearch: every failure becomes EngineUnavailable with what is wrong."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from meilisearch import Client
from meilisearch.errors import (
    MeilisearchApiError,
    MeilisearchCommunicationError,
    MeilisearchError,
    MeilisearchTimeoutError,
)

from search.engine import EngineUnavailable, Trouble

LEAST_VERSION = (1, 12)
Asked = dict[str, Any]
Answered = dict[str, Any]
T = TypeVar("T")

# Codes of the API; an index without our settings refuses our filters, orders and facets.
_BY_CODE = {
    "index_not_found": Trouble.MISSING,
    "invalid_search_filter": Trouble.MISSING,
    "invalid_search_sort": Trouble.MISSING,
    "invalid_search_facets": Trouble.MISSING,
    "invalid_document_filter": Trouble.MISSING,
    "invalid_api_key": Trouble.REFUSED,
    "missing_authorization_header": Trouble.REFUSED,
    "no_space_left_on_device": Trouble.FULL,
    "database_size_limit_reached": Trouble.FULL,
    "too_many_search_requests": Trouble.SLOW,
}


def connect(url: str, key: str | None, timeout: float) -> Client:
    """A client. `timeout` in seconds holds for connecting and for each silence while an answer comes in.

    A client for searching is used by many threads and therefore only ever posts: the library keeps the header
    of the last request.
    """
    return Client(url.rstrip("/"), key or None, timeout=timeout)  # type: ignore[arg-type]  # seconds may be broken


def guarded(call: Callable[[], T]) -> T:
    """What a call gives. Raises EngineUnavailable for everything that can be wrong on the other side."""
    try:
        return call()
    except MeilisearchTimeoutError as error:
        raise EngineUnavailable(f"no answer in time: {error.message}", Trouble.SLOW) from error
    except MeilisearchCommunicationError as error:
        raise EngineUnavailable(f"not reachable: {error.message}", Trouble.UNREACHABLE) from error
    except MeilisearchApiError as error:
        trouble = _BY_CODE.get(error.code or "", Trouble.FAULT)
        raise EngineUnavailable(f"{error.status_code} {error.code}: {error.message}", trouble) from error
    except (MeilisearchError, OSError, ValueError, TypeError, LookupError) as error:
        # An answer that is cut off, is no JSON or lacks what it should hold.
        raise EngineUnavailable(f"not understood: {error!r}", Trouble.FAULT) from error


def ask(client: Client, queries: Sequence[Asked]) -> list[Answered]:
    """The answers to several questions in one request, in order. Raises EngineUnavailable."""

    def call() -> list[Answered]:
        results = list(client.multi_search(queries)["results"])
        if len(results) != len(queries):
            raise ValueError(f"{len(results)} answers to {len(queries)} questions")
        return results

    return guarded(call)


def check_version(client: Client) -> str:
    """The version of the server. Raises EngineUnavailable when it is too old, or is no Meilisearch."""
    version = guarded(lambda: str(client.get_version()["pkgVersion"]))
    numbers = version.split("-")[0].split(".")
    if not all(number.isdecimal() for number in numbers) or tuple(map(int, numbers[:2])) < LEAST_VERSION:
        least = ".".join(map(str, LEAST_VERSION))
        raise EngineUnavailable(
            f"Meilisearch {version} is too old: {least} or newer is needed", Trouble.VERSION
        )
    return version
