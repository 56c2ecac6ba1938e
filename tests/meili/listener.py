"""Connections and requests: what comes in is logged, struck by faults, admitted and answered."""

import json
import socket
import socketserver
import sys
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from tests.meili import routes
from tests.meili.calls import Call
from tests.meili.errors import NotBuilt, Refused
from tests.meili.faults import Fault
from tests.meili.keys import Key, admitted, token_of

if TYPE_CHECKING:
    from tests.meili.server import MeiliServer

LOOPBACK = "127.0.0.1"
PARTS = 20


@dataclass
class Request:
    """A request as it came in; `status` is None while there is no answer."""

    method: str
    path: str
    query: dict[str, str]
    body: Any
    key: str | None
    endpoint: str
    status: int | None = None
    at: float = field(default_factory=time.monotonic)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "Listener"

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        meili = self.server.meili
        address = urlsplit(self.path)
        query = dict(parse_qsl(address.query, keep_blank_values=True))
        known = routes.found(self.command, address.path)
        endpoint = known[0].endpoint if known is not None else "unknown"
        token = token_of(self.headers.get("Authorization"))
        request = Request(self.command, address.path, query, _readable(body), meili.name_of(token), endpoint)
        meili.log(request)
        struck = meili.faults.for_request(endpoint)
        if not self._late(struck):
            return
        status, answer = self._answer(struck, known, query, body)
        request.status = status
        self._send(status, answer, max((fault.drip for fault in struck), default=0.0))

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve  # noqa: N815 - the names http.server looks for

    def _late(self, struck: list[Fault]) -> bool:
        """Wait as the faults say; False when there is to be no answer."""
        delay = max((fault.delay for fault in struck), default=0.0)
        if (delay and self.server.meili.stopping.wait(delay)) or any(fault.hang_up for fault in struck):
            self.close_connection = True
            return False
        return True

    def _answer(
        self,
        struck: list[Fault],
        known: tuple[routes.Route, dict[str, str]] | None,
        query: dict[str, str],
        body: bytes,
    ) -> tuple[int, bytes]:
        for fault in struck:
            if fault.refusal is not None:
                return fault.refusal.status, _encoded(fault.refusal.body())
            if fault.body is not None:
                return fault.status or 200, fault.body
        try:
            status, answer = self._handled(known, query, body)
        except Refused as error:
            return error.status, _encoded(error.body())
        except NotBuilt as missing:
            return 501, _encoded({"message": f"Not built in the server for tests: {missing}."})
        return status, _encoded(answer)

    def _handled(
        self, known: tuple[routes.Route, dict[str, str]] | None, query: dict[str, str], body: bytes
    ) -> tuple[int, Any]:
        if known is None:
            raise NotBuilt(f"{self.command} {self.path}")
        route, parts = known
        meili = self.server.meili
        key = Key("nobody", (), ())
        if route.action is not None:
            header = self.headers.get("Authorization")
            key = admitted(meili.keys, header, route.action, parts.get("uid"))
        if len(body) > meili.payload_limit:
            size = f"The maximum accepted payload size is {meili.payload_limit} B."
            raise Refused("payload_too_large", f"The provided payload reached the size limit. {size}")
        call = Call(parts, query, self.headers.get("Content-Type"), body, key)
        return route.handler(meili.store, call)

    def _send(self, status: int, body: bytes, drip: float) -> None:
        self.send_response_only(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if not drip:
            self.wfile.write(body)
            return
        size = max(1, -(-len(body) // PARTS))
        for start in range(0, len(body), size):
            if self.server.meili.stopping.wait(drip):
                self.close_connection = True
                return
            self.wfile.write(body[start : start + size])
            self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:
        """Tests read the log of requests instead."""


class Listener(ThreadingHTTPServer):
    """Knows its connections, so that stopping does not wait for clients that stay connected."""

    daemon_threads = False
    block_on_close = True
    request_queue_size = 128
    allow_reuse_address = True

    def __init__(self, address: tuple[str, int], meili: "MeiliServer") -> None:
        self.meili = meili
        self.connections: set[socket.socket] = set()
        self.guard = threading.Lock()
        super().__init__(address, Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self.guard:
            self.connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self.guard:
            self.connections.discard(request)
        super().shutdown_request(request)

    def server_bind(self) -> None:
        # HTTPServer asks the resolver for the name of the host, which takes time and is not used.
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = LOOPBACK, self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002 - the names of socketserver
        """A client that went away is no error; anything else is a mistake of this server."""
        error = sys.exc_info()[1]
        if not isinstance(error, ConnectionError | TimeoutError):
            self.meili.mistakes.append(error)

    def disconnect(self) -> None:
        with self.guard:
            open_connections = list(self.connections)
        for connection in open_connections:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue


def _encoded(answer: Any) -> bytes:
    return json.dumps(answer, ensure_ascii=False).encode()


def _readable(body: bytes) -> Any:
    try:
        return json.loads(body) if body else None
    except ValueError:
        return body
