"""How the site stands, in facts and in plain words, for whoever runs it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

import structlog
from sqlalchemy import Engine as Database
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from app.formats import AMSTERDAM, datum
from app.health import faults
from app.lease import LEASE_SECONDS, Role
from app.settings import MailWay
from catalogue import outbox
from catalogue.editing import mailbox
from catalogue.editing.mailbox import Post
from catalogue.outbox import Queue, Task
from catalogue.tables import Lease
from search.engine import Engine, Trouble
from search.standby import Condition

log = structlog.stdlib.get_logger("mkba")

LATE = timedelta(minutes=1)
"""Work that waits longer than this needs attention."""
SILENT = timedelta(seconds=2 * LEASE_SECONDS)
"""A worker gives a sign several times in this time; clocks of machines may differ a little."""
TROUBLES: Mapping[str, str] = MappingProxyType(
    {
        Trouble.UNREACHABLE: "niet bereikbaar",
        Trouble.SLOW: "te traag",
        Trouble.REFUSED: "de sleutel wordt geweigerd",
        Trouble.MISSING: "de index ontbreekt of wordt gemaakt",
        Trouble.FULL: "de schijf is vol",
        Trouble.VERSION: "de versie past niet bij deze site",
        Trouble.FAULT: "een storing",
    }
)
MAIL_TROUBLES: Mapping[str, str] = MappingProxyType(
    {
        Trouble.UNREACHABLE: "de mailserver is niet bereikbaar",
        Trouble.SLOW: "de mailserver is te traag",
        Trouble.REFUSED: "de mailserver weigert de aanmelding of de afzender",
        Trouble.MISSING: "er is geen mailserver ingesteld",
        Trouble.VERSION: "er is geen veilige verbinding met de mailserver",
        Trouble.FAULT: "de mailserver verbrak de verbinding",
        "Postponed": "de mailserver neemt dit bericht nog niet aan",
    }
)
_OWN_FAULT = "de pagina kan niet worden verwerkt; de oorzaak staat in het logboek"
_UNITS = ((86_400, "dag", "dagen"), (3_600, "uur", "uur"), (60, "minuut", "minuten"))


@dataclass(frozen=True, slots=True)
class SearchState:
    """Which engine answers. `since` and `trouble` are there when Meilisearch was chosen."""

    is_outside: bool = False
    """Whether Meilisearch is to answer."""
    is_standby: bool = False
    """Whether the embedded engine answers in its place."""
    since: datetime | None = None
    trouble: Trouble | None = None

    @classmethod
    def of(cls, condition: Condition | None) -> "SearchState":
        """From the condition of the engines; None when there is only the embedded one."""
        if condition is None:
            return cls()
        return cls(
            is_outside=True,
            is_standby=not condition.first_answers,
            since=condition.since,
            trouble=condition.trouble,
        )

    @property
    def name(self) -> str:
        """The engine that answers now."""
        return "Meilisearch" if self.is_outside and not self.is_standby else "de ingebouwde zoekmachine"


@dataclass(frozen=True, slots=True)
class Status:
    """How the site stood at a moment. Without an answer of the database `queue` is None."""

    at: datetime
    faults: tuple[str, ...]
    search: SearchState
    queue: Queue | None = None
    worker_at: datetime | None = None
    """The last sign of life of a worker that did not stop by itself."""
    is_rebuilding: bool = False
    mail_way: MailWay = MailWay.SERVER
    post: Post | None = None

    @property
    def has_worker(self) -> bool:
        """Whether a worker gave a sign of life lately."""
        return self.worker_at is not None and self.at - self.worker_at < SILENT

    @property
    def oldest_age(self) -> timedelta | None:
        """How long the oldest work waits."""
        return self.at - self.queue.oldest if self.queue and self.queue.oldest else None


def read(
    database: Database, engine: Engine, search: SearchState, mail_way: MailWay = MailWay.SERVER
) -> Status:
    """Look at everything now. A database that does not answer is told of, and is no error here."""
    now = datetime.now(UTC)
    reasons = tuple(faults(database, engine))
    try:
        with Session(database) as db:
            worker, rebuild = db.get(Lease, Role.WORKER.value), db.get(Lease, Role.REBUILD.value)
            return Status(
                at=now,
                faults=reasons,
                search=search,
                queue=outbox.queue(db),
                worker_at=worker.beat_at if worker and worker.holder else None,
                is_rebuilding=_is_alive(rebuild, now),
                mail_way=mail_way,
                post=mailbox.standing(db),
            )
    except SQLAlchemyError as error:
        log.warning("status without database", exc_info=error)
        return Status(now, reasons, search, mail_way=mail_way)


def remarks(status: Status) -> Iterator[str]:
    """What needs attention, in sentences that say what to do."""
    yield from status.faults
    search, queue, age = status.search, status.queue, status.oldest_age
    if search.is_standby:
        why = TROUBLES[search.trouble] if search.trouble else TROUBLES[Trouble.FAULT]
        yield (
            f"Meilisearch antwoordt niet goed: {why}. De ingebouwde zoekmachine doet het werk. "
            "Zodra Meilisearch weer antwoordt, gaat alles vanzelf terug."
        )
    yield from _mail_remarks(status)
    if queue is None:
        return
    if not status.has_worker and (search.is_outside or queue.waiting):
        yield "Er is geen werker aan het werk. Start die met ‘mkba work’."
    if age is not None and age > LATE:
        yield f"Er wacht al {duur(age)} werk."
    if queue.failing_count:
        yield "Er is werk dat mislukt is. De site probeert het steeds opnieuw."


def _mail_remarks(status: Status) -> Iterator[str]:
    post = status.post or Post()
    if status.mail_way is MailWay.NOWHERE:
        yield (
            "De site verstuurt geen mail, want er is geen mailserver ingesteld. Zet die in MKBA_SMTP_HOST. "
            f"{berichten(post.waiting)} zolang."
        )
    if post.refused:
        yield (
            f"De mailserver weigerde {post.refused} {'bericht' if post.refused == 1 else 'berichten'}. "
            "Een beheerder ziet bij het logboek welke."
        )


def berichten(number: int) -> str:
    """How many messages wait: "3 berichten wachten"."""
    return "1 bericht wacht" if number == 1 else f"{number or 'Geen'} berichten wachten"


def error_words(error: str, task: str = Task.SEARCH_INDEX) -> str:
    """The kind of a failure in words that give nothing away."""
    return (MAIL_TROUBLES if task == Task.MAIL else TROUBLES).get(error, _OWN_FAULT)


def work_words(task: str, subject: str) -> str:
    """What work is about: a page by its address, other things by their number."""
    kinds = {Task.MAIL: "bericht", Task.NOTICE: "mail over regel", Task.PUBLICATION: "concept"}
    return f"{kinds[Task(task)]} {subject}" if task in kinds else subject


def duur(span: timedelta) -> str:
    """A span of time in its largest whole unit: "12 seconden", "3 uur"."""
    seconds = max(int(span.total_seconds()), 0)
    for size, one, more in _UNITS:
        if seconds >= size:
            number = seconds // size
            return f"{number} {one if number == 1 else more}"
    return f"{seconds} {'seconde' if seconds == 1 else 'seconden'}"


def moment(at: datetime) -> str:
    """A moment in words, in Dutch time."""
    return f"{datum(at)} om {at.astimezone(AMSTERDAM):%H:%M:%S} uur"


def _is_alive(lease: Lease | None, now: datetime) -> bool:
    return bool(lease and lease.holder and lease.beat_at and now - lease.beat_at < SILENT)
