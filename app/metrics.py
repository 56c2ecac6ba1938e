"""Numbers for whoever guards the site, in the text format of Prometheus.

What a process counts itself stands in one registry per process. What the database knows is the same in
every process and is read when it is asked for.
"""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, ProcessCollector, generate_latest
from prometheus_client import disable_created_metrics as _without_moments
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from app.settings import MailWay
from app.status import Status
from search.engine import Trouble

_without_moments()  # type: ignore[no-untyped-call]  # a second series per counter that nobody reads

REGISTRY = CollectorRegistry()
_FELL_BACK = Counter(
    "mkba_zoeken_terugval",
    "Hoe vaak de ingebouwde zoekmachine moest antwoorden in plaats van Meilisearch, per reden.",
    ["reden"],
    registry=REGISTRY,
)
for _trouble in Trouble:
    # A series that is there from the start lets a watcher see the first time as well.
    _FELL_BACK.labels(_trouble.value)
ProcessCollector(registry=REGISTRY)


def fell_back(trouble: Trouble) -> None:
    """The standby engine had to answer a reader."""
    _FELL_BACK.labels(trouble.value).inc()


def exposition(status: Status) -> bytes:
    """All numbers, for one reading of how the site stands."""
    of_now = CollectorRegistry()
    of_now.register(_Of(status))
    return generate_latest(REGISTRY) + generate_latest(of_now)


class _Of:
    """How the site stands, as a collector."""

    def __init__(self, status: Status) -> None:
        self._status = status

    def collect(self) -> Iterator[Metric]:
        status = self._status
        yield _gauge("mkba_klaar", "1 als bezoekers terechtkunnen.", not status.faults)
        yield _gauge(
            "mkba_zoeken_terugval_nu",
            "1 als Meilisearch nu niet antwoordt en de ingebouwde zoekmachine het werk doet.",
            status.search.is_standby,
        )
        yield from self._of_the_queue()
        yield from self._of_the_post()
        if status.worker_at is not None:
            yield _gauge(
                "mkba_werker_laatste_teken_seconden",
                "Tijdstip van het laatste teken van leven van een werker (Unix-tijd).",
                status.worker_at.timestamp(),
            )

    def _of_the_post(self) -> Iterator[Metric]:
        status, post = self._status, self._status.post
        yield _gauge(
            "mkba_mail_uit",
            "1 als er geen mailserver is en mail blijft wachten.",
            status.mail_way is MailWay.NOWHERE,
        )
        if post is None:
            return
        age = (status.at - post.oldest).total_seconds() if post.oldest else 0
        yield _gauge("mkba_mail_wachtend", "Berichten die nog verstuurd moeten worden.", post.waiting)
        yield _gauge("mkba_mail_oudste_seconden", "Hoe lang het oudste bericht al wacht.", max(age, 0))
        yield _gauge("mkba_mail_dagoverzicht", "Berichten die op het dagoverzicht wachten.", post.held)
        yield _gauge("mkba_mail_geweigerd", "Berichten die de mailserver voorgoed weigerde.", post.refused)

    def _of_the_queue(self) -> Iterator[Metric]:
        """Nothing when the database does not answer: no number is better than a wrong zero."""
        queue = self._status.queue
        if queue is None:
            return
        age = self._status.oldest_age
        yield _gauge("mkba_uitgaand_wachtend", "Werk dat nog gedaan moet worden.", queue.waiting)
        yield _gauge(
            "mkba_uitgaand_oudste_seconden",
            "Hoe lang het oudste werk al wacht.",
            max(age.total_seconds(), 0) if age else 0,
        )
        yield _gauge("mkba_uitgaand_mislukkend", "Pagina's waarvan het werk mislukte.", queue.failing_count)
        yield CounterMetricFamily("mkba_uitgaand_gedaan", "Werk dat gedaan is.", queue.done_ever)
        yield CounterMetricFamily("mkba_uitgaand_mislukt", "Mislukte pogingen.", queue.failed_ever)
        if queue.last_done is not None:
            yield _gauge(
                "mkba_uitgaand_laatste_seconden",
                "Tijdstip waarop het laatste werk gedaan was (Unix-tijd).",
                queue.last_done.timestamp(),
            )


def _gauge(name: str, about: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, about, float(value))
