"""Attached files in the data folder, each once, under the hash of what is in it."""

import hashlib
import os
import re
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.outside_files import FileRefused, opened

MOST_BYTES = 20 << 20
_CHUNK = 1 << 16
_HEAD = b"%PDF-"
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NO_PDF = "Dit bestand is geen PDF. Sla het op als PDF en stuur het opnieuw."
_TOO_BIG = f"Dit bestand is groter dan {MOST_BYTES >> 20} MB. Kies een kleiner bestand."


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in the store: its hash and its size in bytes."""

    sha256: str
    size: int


class AttachmentStore:
    """The folder with files. A file is written beside its place and moved there whole, or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, file: BinaryIO) -> Kept:
        """Put a file in the store, unless it is there. Raises FileRefused for what is no proper PDF."""
        check_pdf(file)
        self._folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".nieuw-", dir=self._folder)
        try:
            with os.fdopen(handle, "wb") as target:
                kept = _copied(file, target)
                target.flush()
                os.fsync(target.fileno())
            place = self.path(kept.sha256)
            place.parent.mkdir(exist_ok=True)
            Path(name).replace(place)
        except BaseException:
            with suppress(FileNotFoundError):
                Path(name).unlink()
            raise
        return kept

    def path(self, sha256: str) -> Path:
        """Where a file stands. Raises ValueError for what is no hash, so that no path leads elsewhere."""
        if not _SHA256.fullmatch(sha256):
            raise ValueError(sha256)
        return self._folder / sha256[:2] / f"{sha256}.pdf"


def check_pdf(file: BinaryIO) -> None:
    """Look at what is in a file; its name plays no part. Raises FileRefused."""
    file.seek(0)
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise FileRefused(_TOO_BIG)
    if not content.startswith(_HEAD):
        raise FileRefused(_NO_PDF)
    opened("pdf", content)


def _copied(file: BinaryIO, target: BinaryIO) -> Kept:
    file.seek(0)
    digest, size = hashlib.sha256(), 0
    while chunk := file.read(_CHUNK):
        size += len(chunk)
        if size > MOST_BYTES:
            raise FileRefused(_TOO_BIG)
        digest.update(chunk)
        target.write(chunk)
    return Kept(digest.hexdigest(), size)
