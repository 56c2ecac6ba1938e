"""The whole real collection as documents, without a database."""

from functools import cache

from catalogue.kinds import AnyDocument
from catalogue.seedfile import read
from tests.conftest import SEED


@cache
def every_document() -> tuple[AnyDocument, ...]:
    """Every version of every entry in the file."""
    entries = read(SEED.read_text("utf-8")).entries
    return tuple(revision.document for entry in entries for revision in entry.revisions)
