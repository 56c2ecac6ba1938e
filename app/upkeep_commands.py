"""What `mkba work`, `mkba reindex` and `mkba check-index` do and tell."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from sqlalchemy import Engine as Database

from app.database import is_current
from app.dutch_typer import Complaint
from app.loading import NOT_MIGRATED
from app.log import configure_logging
from app.search_engines import outside_index
from app.settings import Settings
from app.upkeep import Differences, RebuildBusy, differences, mend, rebuild
from app.worker import Worker
from app.working import open_worker
from search.engine import EngineUnavailable, Index

EMBEDDED = (
    "Er is geen zoekserver ingesteld (MEILI_URL). De ingebouwde zoekmachine volgt de database vanzelf; "
    "er is niets te doen."
)
_KINDS = (
    ("missing", "ontbreekt in de zoekindex"),
    ("superfluous", "hoort niet in de zoekindex"),
    ("differing", "staat anders in de zoekindex"),
)


def work(settings: Settings, console: Console, *, once: bool) -> bool:
    """Do the work of the worker: until asked to stop, or once. False when something could not be done."""
    configure_logging(settings)
    database, worker = open_worker(settings)
    try:
        _require_tables(database)
        with _stopping(worker):
            if not once:
                console.print("De werker is aan het werk. Stop die met Ctrl+C.")
                worker.run()
                return True
            left = worker.drain()
        console.print("Alles is gedaan." if not left else f"Nog te doen: {left}. Kijk op /gezond waarom.")
        return not left
    finally:
        database.dispose()


def reindex(settings: Settings, database: Database, console: Console) -> bool:
    """Build the whole index anew. False when an entry could not be taken in."""
    _require_tables(database)
    index = outside_index(settings)
    if index is None:
        console.print(EMBEDDED, soft_wrap=True)
        return True
    try:
        with _reachable(), _bar(console, "Zoekindex maken") as show:
            index.prepare()
            built = rebuild(database, index, show)
    except RebuildBusy:
        raise Complaint("De zoekindex wordt al opnieuw gemaakt. Wacht tot dat klaar is.") from None
    for slug in built.unreadable:
        console.print(f"{slug}: kan niet worden opgenomen; de oorzaak staat in het logboek", style="red")
    console.print(f"De zoekindex is klaar en in gebruik: {_entries(built.size)}.", highlight=False)
    return not built.unreadable


def check_index(settings: Settings, database: Database, console: Console, *, only_look: bool) -> bool:
    """Compare index and database, and mend what differs. False when differences remain."""
    _require_tables(database)
    index = outside_index(settings)
    if index is None:
        console.print(EMBEDDED, soft_wrap=True)
        return True
    with _reachable():
        index.prepare()
        found = _compared(database, index, console)
    _tell(found, console)
    if only_look or not found.slugs:
        return not found.slugs
    mend(database, found)
    own, worker = open_worker(settings)
    try:
        with _stopping(worker), console.status("Herstellen …"):
            worker.drain()
    finally:
        own.dispose()
    with _reachable():
        left = _compared(database, index, console)
    if not left.slugs and not left.under_way:
        console.print("Hersteld: zoekindex en database zijn weer gelijk.")
        return True
    console.print(
        f"Nog niet hersteld: {len(left.slugs) + left.under_way}. Kijk op /gezond waarom.", style="red"
    )
    return False


def _compared(database: Database, index: Index, console: Console) -> Differences:
    with _bar(console, "Vergelijken") as show:
        return differences(database, index, show)


def _tell(found: Differences, console: Console) -> None:
    for kind, words in _KINDS:
        for slug in getattr(found, kind):
            console.print(f"{slug}: {words}", style="yellow", highlight=False, soft_wrap=True)
    if found.under_way:
        console.print(f"Nog onderweg en niet vergeleken: {found.under_way}.", highlight=False)
    if found.slugs:
        console.print(
            f"{_entries(found.compared)} vergeleken, {len(found.slugs)} verschillen.", highlight=False
        )
    else:
        console.print(f"De zoekindex klopt: {_entries(found.compared)} vergeleken.", highlight=False)


def _entries(number: int) -> str:
    return "1 aanpak" if number == 1 else f"{number} aanpakken"


def _require_tables(database: Database) -> None:
    if not is_current(database):
        raise Complaint(NOT_MIGRATED)


@contextmanager
def _reachable() -> Iterator[None]:
    """Tell what to look at when the search server does not do its work."""
    try:
        yield
    except EngineUnavailable as error:
        raise Complaint(
            "De zoekserver doet het niet. Kijk naar MEILI_URL en MEILI_ADMIN_KEY, en naar de server zelf.\n"
            f"  ({error})"
        ) from error


@contextmanager
def _bar(console: Console, what: str) -> Iterator[Callable[[int, int], None]]:
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


@contextmanager
def _stopping(worker: Worker) -> Iterator[None]:
    """Let a signal end the work neatly; a second one ends it at once."""

    def stop(number: int, _: FrameType | None) -> None:
        signal.signal(number, former[number])
        worker.stop()

    former = {int(number): signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
