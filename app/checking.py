"""Looking over a file without touching a database: what would be refused, and what deserves a look."""

from pathlib import Path

from rich.console import Console

from app.loading import read_seed
from catalogue import registers, validation
from catalogue.loadreport import sentences
from catalogue.seedfile import SeedEntry
from catalogue.vocabulary import EntryState

_JUDGED = {EntryState.PUBLISHED, EntryState.ARCHIVED}


def check_file(path: Path, console: Console) -> bool:
    """Print what is wrong with each entry; whether the file would be accepted.

    Raises Complaint for a file that cannot be read at all.
    """
    seed = read_seed(path)
    refused = sum(not _check(entry, console) for entry in seed.entries)
    if refused:
        console.print(f"{refused} van de {len(seed.entries)} zouden worden geweigerd.", highlight=False)
        return False
    console.print(f"In orde: {len(seed.entries)} nagekeken, niets wordt geweigerd.", highlight=False)
    return True


def _check(entry: SeedEntry, console: Console) -> bool:
    """Only what visitors can read is judged: an unfinished or withdrawn text may be incomplete."""
    if entry.state not in _JUDGED:
        return True
    found = validation.problems(entry.revisions[-1].document, registers.municipalities().keys())
    refused = validation.refusals(found)
    rest = [problem for problem in found if problem not in refused and not problem.answered]
    if refused or rest:
        console.print(f"{entry.kind} {entry.slug}", style="bold", highlight=False, soft_wrap=True)
    for label, problems in (("geweigerd", refused), ("let op", rest)):
        for line in sentences(problems):
            console.print(f"  {label}: {line}", highlight=False, markup=False, soft_wrap=True)
    return not refused
