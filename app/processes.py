"""Which process this is, and whether another one is certainly gone."""

import os
import uuid
from pathlib import Path

_PROC = Path("/proc")
_STATE, _STARTED = 0, 19
"""Places in /proc/<pid>/stat behind the name of the program (proc(5), fields 3 and 22)."""
_ENDED = {"Z", "X", "x"}


def identity() -> str:
    """A name for one role in this process: machine, number, moment of start, and something unique."""
    pid = os.getpid()
    _, started = _stat(pid) or ("", "")
    return f"{_machine()}/{pid}/{started}/{uuid.uuid4().hex[:8]}"


def certainly_gone(name: str) -> bool:
    """Whether the process with this name ran here and runs no more; False when that cannot be known."""
    machine, _, rest = name.partition("/")
    pid, started, *_ = *rest.split("/"), ""
    if machine != _machine() or not pid.isdecimal() or not started:
        return False
    try:
        # Asking the kernel finds processes that /proc hides from other accounts.
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    found = _stat(int(pid))
    return found is not None and (found[0] in _ENDED or found[1] != started)


def _machine() -> str:
    """One run of one machine, and in it the processes that see each other. Unique when unknown."""
    try:
        boot = (_PROC / "sys/kernel/random/boot_id").read_text("ascii").strip()
        namespace = (_PROC / "self/ns/pid").stat().st_ino
    except OSError:
        return uuid.uuid4().hex
    return f"{boot}:{namespace}"


def _stat(pid: int) -> tuple[str, str] | None:
    """State and moment of start (clock ticks since the machine started); None when it cannot be read."""
    try:
        text = (_PROC / str(pid) / "stat").read_text("utf-8", "replace")
    except OSError:
        return None
    # The name of the program stands between brackets and may hold brackets and spaces itself.
    fields = text.rpartition(")")[2].split()
    return fields[_STATE], fields[_STARTED]
