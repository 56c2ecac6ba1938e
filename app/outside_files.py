"""Asks a process of its own to open a file from outside, and stops waiting when that takes too long."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Literal

CHILD = Path(__file__).with_name("import_child.py")
TIMEOUT_SECONDS = 90.0
_PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT")
"""Neither addresses of databases nor secrets."""
_UNREADABLE = (
    "Dit bestand kan niet worden gelezen: het is beschadigd of heeft te veel cellen. "
    "Open het in uw eigen programma, haal weg wat leeg is en sla het opnieuw op."
)


class FileRefused(Exception):
    """A file will not do; the message says in Dutch what to do."""


def opened(what: Literal["sheets", "pdf"], content: bytes) -> dict[str, Any]:
    """What is in a file. Raises FileRefused."""
    try:
        process = subprocess.run(  # noqa: S603  (our own file; what comes from outside goes in as data)
            [sys.executable, "-P", str(CHILD), what],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=TIMEOUT_SECONDS,
            check=False,
            env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
        )
    except subprocess.TimeoutExpired as error:
        raise FileRefused(_UNREADABLE) from error
    if process.returncode:
        raise FileRefused(_UNREADABLE)
    answer: dict[str, Any] = json.loads(process.stdout)
    if "refused" in answer:
        raise FileRefused(answer["refused"])
    return answer
