"""A site on this machine for tests of links: real connections, no internet."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Site:
    """A site that answers as told. `asked` holds what was asked of it: method and path."""

    def __init__(self, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self.port = port
        self.asked: list[tuple[str, str]] = []
        self.headers: list[dict[str, str]] = []
        self.answers: dict[tuple[str, str], tuple[int, dict[str, str]]] = {}

    def answer(self, path: str, status: int, method: str = "", **headers: str) -> None:
        """From now on answer a path with this status, to one method or to all."""
        for one in [method] if method else ["HEAD", "GET"]:
            self.answers[one, path] = (status, headers)


@contextmanager
def running_site() -> Iterator[Site]:
    """A site in a thread of its own."""

    class Handler(BaseHTTPRequestHandler):
        def _reply(self) -> None:
            site.asked.append((self.command, self.path))
            site.headers.append(dict(self.headers))
            status, headers = site.answers.get((self.command, self.path), (404, {}))
            self.send_response(status)
            for name, text in headers.items():
                self.send_header(name, text)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_HEAD = _reply  # noqa: N815  (names of the standard library)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Site(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
