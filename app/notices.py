"""Telling people about a line of the logbook: the handler of Task.NOTICE puts messages in the post."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy import Engine as Database
from sqlmodel import Session

from app.database import writing
from app.letters import Letters, one_line
from app.settings import Settings
from app.urls import Urls
from catalogue.editing.post import post
from catalogue.editing.telling import listeners
from catalogue.editing.telling_facts import Happening
from catalogue.tables_people import Trail
from catalogue.terms_editorial import EntryState

KIND = "bericht"


class Notices:
    """The handler of Task.NOTICE. Each subject is the id of a line of the logbook."""

    def __init__(
        self,
        database: Database,
        settings: Settings,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._desk_mail = settings.desk_mail
        self._letters = Letters(settings)
        self._clock = clock

    def ready(self) -> None:
        """Nothing outside is needed: messages only go into the post here."""

    def tend(self) -> None:
        """There is nothing to look after."""

    def read(self, db: Session, subjects: Sequence[str]) -> Callable[[], None]:
        """Nothing is read beforehand: who hears is worked out in the transaction that posts."""
        del db
        return partial(self._deliver, sorted({int(one) for one in subjects if one.isdecimal()}))

    def _deliver(self, ids: Sequence[int]) -> None:
        """All or nothing; done again, nobody gets anything twice."""
        with writing(self._database) as db, db.begin():
            for one in ids:
                line = db.get(Trail, one)
                if line is not None:
                    tell(db, line, self._letters, self._clock(), self._desk_mail)


def tell(db: Session, line: Trail, letters: Letters, at: datetime, desk_mail: str = "") -> None:
    """Put a message in the post for everybody who is to hear about a line."""
    happening, found = listeners(db, line, desk_mail)
    shared = context(happening, letters.urls) if found else {}
    for listener in found:
        letter = letters.write(listener.text, {**shared, "naam": one_line(listener.name)})
        post(
            db,
            listener.address,
            key=listener.key,
            kind=KIND,
            subject=letter.subject,
            # What is held is shown within the digest, which greets and explains once.
            body=letter.core if listener.is_held else letter.body,
            at=at,
            person_id=listener.person_id,
            is_held=listener.is_held,
        )


def context(happening: Happening, urls: Urls) -> Mapping[str, Any]:
    """What the texts may use. Names and titles are one line; longer texts are quoted by the texts."""
    line, ticket, reply = happening.line, happening.ticket, happening.reply
    comment, details = happening.comment, happening.details
    moment = details.get("moment")
    return {
        "wie": one_line(happening.who),
        "van_site": line.person_id is None,
        "titel": one_line(happening.title),
        "reden": line.reason or "",
        "botsingen": details.get("botsingen", 0),
        "is_terug": details.get("terug", False),
        "naar_versie": line.to_version,
        "tijdstip": datetime.fromisoformat(moment) if isinstance(moment, str) else None,
        "plaats": one_line(comment.place if comment else ticket.place if ticket else ""),
        "opmerking": comment.body if comment else "",
        "soort_melding": ticket.kind.label if ticket else "Melding",
        "melding": ticket.body if ticket else "",
        "weerwoord": reply.body if reply else "",
        "auteur": one_line(reply.author) if reply else "",
        "uitkomst": _outcome(happening),
        "adressen": [one_line(one) for one in details.get("adressen", ())],
        "adres": _addresses(happening, urls),
    }


def _outcome(happening: Happening) -> str:
    """What came of a ticket or reply, as the sender reads it."""
    ticket, reply = happening.ticket, happening.reply
    said = ticket.outcome if ticket else reply.reason if reply else None
    return said or happening.line.reason or ""


def _addresses(happening: Happening, urls: Urls) -> Mapping[str, str]:
    """Where a message can lead to; each leads to something that is there at this moment."""
    concept = happening.concept
    page = _page(happening, urls)
    desk = urls.bureau(happening.entry.slug) if happening.entry else urls.redactie()
    ticket = urls.melding(happening.ticket.id) if happening.ticket else urls.redactie("meldingen")
    work = urls.concept(concept.id) if concept else page or desk
    found = {
        "pagina": page or desk,
        "openbaar": page or urls.start(),
        "bureau": desk,
        "concept": work,
        "werk": ticket if happening.ticket else work,
        "opmerkingen": urls.concept(concept.id, "opmerkingen") if concept else desk,
        "melding": ticket,
        "weerwoorden": urls.redactie("weerwoorden"),
        "afgewezen": urls.afgewezen(),
    }
    return {name: urls.absolute(path) for name, path in found.items()}


def _page(happening: Happening, urls: Urls) -> str | None:
    entry = happening.entry
    if entry is None or entry.state is EntryState.CONCEPT:
        return None
    return urls.pagina_van(entry.slug, entry.kind.value)
