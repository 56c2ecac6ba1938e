"""The worker looks at links: slowly, again when they fail, and it tells once when they are broken."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from operator import add

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from app.daily import EachDay
from app.database import writing
from app.link_checks import FRESH, RETRY, LinkChecks, look_at
from app.link_fetch import Fetcher
from app.link_words import status_words
from app.migrating import migrate
from app.settings import Environment, Settings
from app.worker import Worker
from catalogue import actions, outbox, queries
from catalogue.editing import links
from catalogue.kinds import Kind
from catalogue.outbox import Task
from catalogue.tables import Outgoing
from catalogue.tables_desk import LinkCheck
from catalogue.tables_people import Trail
from tests.app.sites import Site, running_site
from tests.builders import make_approach, make_source, make_study

AT = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as found:
        yield found


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    found = Fetcher("proef/1.0", lambda address, _: address == "127.0.0.1")
    yield found
    found.close()


@pytest.fixture
def database(own_engine: Engine, site: Site) -> Engine:
    """Two pages with a source at the site; one address stands on both."""
    migrate(own_engine)
    with writing(own_engine) as db, db.begin():
        for slug, paths in {"een": ["a", "b"], "twee": ["a"]}.items():
            sources = tuple(
                make_source(id=f"b{number}", url=f"{site.base}/{path}")
                for number, path in enumerate(paths, start=1)
            )
            study = make_study(sources=sources)
            actions.publish(db, Kind.APPROACH, slug, make_approach(studies=(study,)), note=None, at=AT)
    return own_engine


class Days:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = AT

    def __call__(self) -> datetime:
        return self.now


def check(database: Engine, fetcher: Fetcher | None, clock: Days, *slugs: str) -> None:
    checks = LinkChecks(database, fetcher, pause=0, clock=clock)
    with Session(database) as db:
        deliver = checks.read(db, slugs or ("een", "twee"))
    deliver()


def found(database: Engine) -> dict[str, LinkCheck]:
    with Session(database) as db:
        return {one.url.rsplit("/", 1)[1]: one for one in db.exec(select(LinkCheck))}


def promised(database: Engine) -> list[tuple[str, datetime | None]]:
    with Session(database) as db:
        rows = db.exec(select(Outgoing).where(Outgoing.task == "linkcontrole").order_by(col(Outgoing.id)))
        return [(row.subject, row.due_at) for row in rows]


def told(database: Engine) -> list[list[str]]:
    with Session(database) as db:
        lines = db.exec(select(Trail).where(Trail.action == "links_stuk").order_by(col(Trail.id)))
        return [json.loads(line.details or "{}")["adressen"] for line in lines]


def test_each_address_is_asked_once_however_often_it_stands(
    database: Engine, site: Site, fetcher: Fetcher
) -> None:
    site.answer("/a", 200)
    site.answer("/b", 200)
    check(database, fetcher, Days())
    assert sorted(site.asked) == [("HEAD", "/a"), ("HEAD", "/b")]
    assert {name: (one.status, one.failures) for name, one in found(database).items()} == {
        "a": (200, 0),
        "b": (200, 0),
    }
    assert promised(database) == []


def test_what_was_looked_at_just_now_is_not_asked_again(
    database: Engine, site: Site, fetcher: Fetcher
) -> None:
    clock = Days()
    check(database, fetcher, clock)
    asked = len(site.asked)
    check(database, fetcher, clock)
    assert len(site.asked) == asked
    clock.now += FRESH + timedelta(seconds=1)
    check(database, fetcher, clock)
    assert len(site.asked) == 2 * asked


def test_what_fails_is_tried_again_and_is_broken_after_three_times_in_three_days(
    database: Engine, site: Site, fetcher: Fetcher
) -> None:
    site.answer("/b", 200)
    clock = Days()
    for times in (1, 2, 3):
        check(database, fetcher, clock)
        broken = found(database)["a"]
        assert (broken.failures, broken.failing_since) == (times, AT)
        assert links.is_broken(broken) is (times == 3)
        clock.now += RETRY
    assert [due for _, due in promised(database)] == [AT + RETRY, AT + RETRY, AT + 2 * RETRY, AT + 2 * RETRY]
    # Both pages hear of it, once.
    assert told(database) == [[f"{site.base}/a"], [f"{site.base}/a"]]
    check(database, fetcher, clock)
    assert len(told(database)) == 2


def test_failing_often_on_one_day_is_not_broken(database: Engine, fetcher: Fetcher) -> None:
    clock = Days()
    for _ in range(5):
        check(database, fetcher, clock)
        clock.now += timedelta(hours=2)
    assert found(database)["a"].failures == 5
    assert told(database) == []


def test_what_works_again_starts_anew(database: Engine, site: Site, fetcher: Fetcher) -> None:
    clock = Days()
    check(database, fetcher, clock)
    site.answer("/a", 200)
    clock.now += RETRY
    check(database, fetcher, clock)
    assert (found(database)["a"].failures, found(database)["a"].failing_since) == (0, None)


def test_a_page_that_is_gone_meanwhile_is_left_alone(database: Engine, site: Site, fetcher: Fetcher) -> None:
    check(database, fetcher, Days(), "bestaat-niet")
    with writing(database) as db, db.begin():
        entry = queries.find(db, Kind.APPROACH, "een")
        assert entry is not None
        actions.withdraw(db, entry.entry, "Klopt niet.", AT)
    check(database, fetcher, Days(), "een")
    assert site.asked == []


def test_what_there_is_no_time_for_is_promised_again(database: Engine, site: Site, fetcher: Fetcher) -> None:
    urls = [f"{site.base}/{number}" for number in range(4)]
    assert look_at(fetcher, urls, 0, budget=-1) == {}
    checks = LinkChecks(database, fetcher, pause=0)
    with writing(database) as db, db.begin():
        checks._promise(db, {"een": ["http://x/"], "twee": []}, {}, AT)
    assert promised(database) == [("een", None)]


def test_without_a_fetcher_nothing_is_asked(database: Engine, site: Site) -> None:
    check(database, None, Days())
    assert site.asked == []
    assert found(database) == {}


def test_the_worker_does_it_and_leaves_nothing_waiting(
    database: Engine, site: Site, fetcher: Fetcher
) -> None:
    site.answer("/a", 200)
    site.answer("/b", 200)
    with writing(database) as db, db.begin():
        outbox.add(db, Task.LINK_CHECK, ["een", "twee"], AT)
    worker = Worker(database, {Task.LINK_CHECK: LinkChecks(database, fetcher, pause=0)})
    assert worker.drain() == 0
    assert set(found(database)) == {"a", "b"}


def test_each_week_every_page_is_asked_for_when_that_is_wanted(database: Engine) -> None:
    day = date(2026, 11, 27)
    EachDay(database, checks_links=False, day=lambda: day)()
    assert promised(database) == []
    for later in range(1, 16):
        EachDay(database, checks_links=True, day=partial(add, day, timedelta(days=later)))()
    assert [slug for slug, _ in promised(database)] == ["een", "twee"] * 3


def test_the_work_of_a_day_is_done_once_by_whichever_process(database: Engine) -> None:
    day = date(2028, 11, 21)
    for _ in range(2):
        each_day = EachDay(database, checks_links=False, day=lambda: day)
        each_day()
        each_day()
    with Session(database) as db:
        lines = list(db.exec(select(Trail).where(Trail.action == "te_laat")))
    assert len(lines) == 2


def test_results_of_addresses_that_are_gone_are_removed(database: Engine, fetcher: Fetcher) -> None:
    check(database, fetcher, Days())
    with writing(database) as db, db.begin():
        actions.publish(
            db, Kind.APPROACH, "een", make_approach(studies=(make_study(),)), note="Anders.", at=AT
        )
        links.forget_gone(db)
    assert set(found(database)) == {"a"}


@pytest.mark.parametrize(
    ("status", "error", "words"),
    [
        (404, None, "De pagina bestaat niet meer (code 404)"),
        (418, None, "De bron weigert ons (code 418)"),
        (599, None, "De site van de bron geeft een storing (code 599)"),
        (None, "te_traag", "De site antwoordt niet op tijd"),
        (None, "nieuw", "De site antwoordt niet"),
    ],
)
def test_what_is_the_matter_is_said_in_words(status: int | None, error: str | None, words: str) -> None:
    row = LinkCheck(url_hash="x", url="x", checked_at=AT, status=status, error=error)
    assert status_words(row) == words


def test_links_are_checked_in_production_and_not_on_a_developers_machine() -> None:
    assert not Settings(link_checks=None).checks_links
    secret = "x" * 40
    live = Settings(environment=Environment.PRODUCTION, secret=secret)
    assert live.checks_links
    assert Settings(link_checks=True).checks_links
