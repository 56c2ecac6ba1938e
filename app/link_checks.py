"""Checking the web addresses of sources: the handler of Task.LINK_CHECK."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import structlog
from sqlalchemy import Engine as Database
from sqlmodel import Session, col, select

from app.database import writing
from app.link_fetch import Fetcher
from catalogue import outbox
from catalogue.editing import links
from catalogue.editing.links import Found
from catalogue.outbox import Task
from catalogue.tables_desk import LinkCheck

log = structlog.stdlib.get_logger("mkba")

AT_ONCE = 4
"""Sites that are asked at the same time; of one site never two pages at once."""
PAUSE_SECONDS = 1.0
"""Between two questions to one site."""
BUDGET_SECONDS = 8.0
"""After this long other work of the worker gets its turn."""
FRESH = timedelta(hours=1)
"""What was looked at this recently is not asked again."""
RETRY = timedelta(hours=36)
"""When an address that failed is tried again: three times make the three days of links.BROKEN_FOR."""


class LinkChecks:
    """The handler of Task.LINK_CHECK. Each subject is the slug of an entry."""

    def __init__(
        self,
        database: Database,
        fetcher: Fetcher | None,
        tending: Iterable[Callable[[], None]] = (),
        *,
        pause: float = PAUSE_SECONDS,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Take what fetches; without it nothing is checked. `tending` is done when there is nothing to do."""
        self._database = database
        self._fetcher = fetcher
        self._tending = tuple(tending)
        self._pause = pause
        self._clock = clock

    def ready(self) -> None:
        """Nothing has to be ready: a network that is down shows as links that fail."""

    def tend(self) -> None:
        """Do what is done each week and each day."""
        for task in self._tending:
            task()

    def read(self, db: Session, subjects: Sequence[str]) -> Callable[[], None]:
        """The addresses of the entries as they are now, but those that were looked at just before."""
        fetcher = self._fetcher
        if fetcher is None:
            return _nothing
        found = links.of_entries(db, subjects)
        fresh = set(db.exec(select(LinkCheck.url).where(col(LinkCheck.checked_at) > self._clock() - FRESH)))
        asked = {slug: [url for url in urls if url not in fresh] for slug, urls in found.items()}
        return lambda: self._check(fetcher, asked)

    def _check(self, fetcher: Fetcher, asked: Mapping[str, Sequence[str]]) -> None:
        urls = dict.fromkeys(url for found in asked.values() for url in found)
        results = look_at(fetcher, urls, self._pause)
        at = self._clock()
        with writing(self._database) as db, db.begin():
            broken = [url for url, found in results.items() if links.save(db, url, found, at)]
            if broken:
                links.tell(db, broken, at)
            self._promise(db, asked, results, at)
        log.info("links checked", links=len(results), failed=sum(not one.is_fine for one in results.values()))

    def _promise(
        self, db: Session, asked: Mapping[str, Sequence[str]], results: Mapping[str, Found], at: datetime
    ) -> None:
        """What there was no time for is done next, and what failed is tried again later."""
        left = [slug for slug, urls in asked.items() if any(url not in results for url in urls)]
        outbox.add(db, Task.LINK_CHECK, left, at)
        doubtful = {url for url, found in results.items() if not found.is_fine and not _is_broken(db, url)}
        again = [slug for slug, urls in asked.items() if slug not in left and doubtful.intersection(urls)]
        outbox.add(db, Task.LINK_CHECK, again, at, due=at + RETRY)


def look_at(
    fetcher: Fetcher, urls: Iterable[str], pause: float, budget: float = BUDGET_SECONDS
) -> dict[str, Found]:
    """What the addresses answer, as far as there was time for it; each site is asked slowly."""
    until = time.monotonic() + budget
    by_site: defaultdict[str, list[str]] = defaultdict(list)
    for url in urls:
        by_site[_site(url)].append(url)

    def of_site(found: Sequence[str]) -> dict[str, Found]:
        results: dict[str, Found] = {}
        for url in found:
            if results:
                time.sleep(pause)
            if time.monotonic() > until:
                break
            results[url] = fetcher.look(url)
        return results

    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="links") as pool:
        parts = list(pool.map(of_site, by_site.values()))
    return {url: found for part in parts for url, found in part.items()}


def _site(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _is_broken(db: Session, url: str) -> bool:
    check = db.get(LinkCheck, links.hashed(url))
    return check is not None and links.is_broken(check)


def _nothing() -> None:
    """Check off without doing anything."""
