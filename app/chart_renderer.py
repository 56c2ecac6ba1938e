"""Asks the drawing process for pictures, one at a time; starts it when it is needed."""

import base64
import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

CHILD = Path(__file__).with_name("chart_child.py")
TIMEOUT_SECONDS = 30.0
IDLE_SECONDS = 120.0
MOST_WAITING = 16
"""Requests that may wait their turn; more would take the threads that pages need."""
PNG_SCALE = 2
_PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT", "PYTHONPATH")
"""The environment of the drawing process: no addresses of databases, no secrets."""


class RenderError(Exception):
    """A picture could not be drawn."""


class Renderer:
    """The drawing process of this web process. Safe to use from several threads, which wait their turn.

    At most `MOST_WAITING` wait; who comes then gets a RenderError at once and may ask again.
    """

    def __init__(self, *, timeout: float = TIMEOUT_SECONDS, idle: float = IDLE_SECONDS) -> None:
        self._timeout = timeout
        self._idle = idle
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(MOST_WAITING)
        self._process: subprocess.Popen[bytes] | None = None

    def svg(self, spec: Mapping[str, Any], config: Mapping[str, Any]) -> str:
        """A Vega-Lite spec as SVG; raises RenderError."""
        return self._ask({"spec": spec, "config": config})["svg"]

    def png(self, svg: str) -> bytes:
        """An SVG as PNG, with twice the pixels; raises RenderError."""
        return base64.b64decode(self._ask({"svg": svg, "scale": PNG_SCALE})["png"])

    def close(self) -> None:
        """Stop the drawing process."""
        with self._lock:
            self._drop()

    def _ask(self, question: Mapping[str, Any]) -> dict[str, str]:
        line = json.dumps(question).encode() + b"\n"
        if not self._places.acquire(blocking=False):
            raise RenderError("too many drawings are waiting")
        try:
            with self._lock:
                # A process that stopped by itself while nothing was asked is no fault: ask a new one, once.
                text = self._exchange(line) or self._exchange(line)
        finally:
            self._places.release()
        answer = (
            cast("dict[str, str]", json.loads(text)) if text else {"error": "the drawing process stopped"}
        )
        if "error" in answer:
            raise RenderError(answer["error"])
        return answer

    def _exchange(self, line: bytes) -> bytes:
        """The answer of the process; empty when it stopped or took too long."""
        process = self._running()
        if process.stdin is None or process.stdout is None:
            raise RenderError("the drawing process has no pipes")
        guard = threading.Timer(self._timeout, process.kill)
        guard.start()
        try:
            process.stdin.write(line)
            process.stdin.flush()
            answer = process.stdout.readline()
        except OSError:
            answer = b""
        finally:
            guard.cancel()
        if not answer:
            self._drop()
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603  (our own file, no input from outside)
                [sys.executable, "-P", str(CHILD), str(self._idle)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
            )
        return self._process

    def _drop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with contextlib.suppress(OSError):  # what was still in the pipe has nowhere to go
                    pipe.close()
