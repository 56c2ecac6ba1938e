"""Which search engine this process asks, and which index the worker fills."""

from typing import TYPE_CHECKING

from app import metrics
from app.settings import Settings
from search.embedded import EmbeddedEngine
from search.engine import Searcher
from search.standby import StandbyEngine

if TYPE_CHECKING:
    from search.meili_index import MeiliIndex


def reader(settings: Settings, embedded: EmbeddedEngine) -> Searcher:
    """The engine that answers readers: the embedded one, or Meilisearch with that as its standby."""
    if not settings.meili_url:
        return embedded
    # A site without Meilisearch starts quicker without its client.
    from search.meili import MeiliEngine

    first = MeiliEngine(
        settings.meili_url,
        settings.meili_search_key.get_secret_value(),
        settings.meili_index,
        lambda: embedded.vocabulary,
        timeout=settings.meili_timeout,
    )
    return StandbyEngine(first, embedded, metrics, patience=settings.meili_timeout)


def outside_index(settings: Settings) -> "MeiliIndex | None":
    """The index that a worker keeps in step; None when every process keeps its own."""
    if not settings.meili_url:
        return None
    from search.meili_index import MeiliIndex

    return MeiliIndex(settings.meili_url, settings.meili_admin_key.get_secret_value(), settings.meili_index)
