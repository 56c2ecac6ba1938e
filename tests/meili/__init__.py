"""A small Meilisearch on loopback, for tests: no registry carries the real server.

It does what the public documentation says for the endpoints the project uses, versions 1.12 to 1.50:
answers, status codes, error bodies, keys, tasks, settings, filters, facets, sorting and pagination. Where the
documentation is silent it follows what the public source does. Full-text search is simplified; matching.py,
terms.py and words.py say how. What is not built answers 501 (or fails the task) instead of something else.
"""

from tests.meili.listener import Request
from tests.meili.server import MeiliServer

__all__ = ["MeiliServer", "Request"]
