"""The worker of this site: which kinds of work there are, and who does them."""

import structlog
from sqlalchemy import Engine as Database

from app.daily import EachDay
from app.database import make_engine
from app.imports import Imports
from app.index_updates import IndexUpdates
from app.link_checks import LinkChecks
from app.link_fetch import Fetcher
from app.mail import MailDelivery
from app.notices import Notices
from app.outbox import Handler
from app.planned import Publications
from app.search_engines import outside_index
from app.settings import MailWay, Settings
from app.upkeep import rebuild
from app.worker import Worker
from catalogue.outbox import Task

log = structlog.stdlib.get_logger("mkba")


def open_worker(settings: Settings) -> tuple[Database, Worker]:
    """A worker with the connections of its own that the caller has to dispose of."""
    database = make_engine(settings)
    if settings.mail_way is MailWay.NOWHERE:
        log.warning("no mail is sent and all of it waits: set MKBA_SMTP_HOST")
    updates = IndexUpdates(outside_index(settings), lambda index: rebuild(database, index))
    handlers: dict[Task, Handler] = {
        Task.SEARCH_INDEX: updates,
        Task.NOTICE: Notices(database, settings),
        Task.IMPORT: Imports(database),
        Task.PUBLICATION: Publications(database),
        Task.MAIL: MailDelivery(database, settings),
        Task.LINK_CHECK: _links(database, settings),
    }
    return database, Worker(database, handlers)


def _links(database: Database, settings: Settings) -> LinkChecks:
    """The checks of links; while it has nothing to do it looks whether the work of the day is done."""
    checks = settings.checks_links
    agent = f"mkba-linkcontrole/1.0 (+{settings.base_url}/contact)"
    return LinkChecks(database, Fetcher(agent) if checks else None, [EachDay(database, checks_links=checks)])
