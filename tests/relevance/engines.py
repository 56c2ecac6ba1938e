"""The engines that are measured."""

from collections.abc import Callable, Mapping

from search import EmbeddedEngine, Engine


def engines() -> Mapping[str, Callable[[], Engine]]:
    """Name to a maker of an empty engine."""
    return {"ingebouwd": EmbeddedEngine}
