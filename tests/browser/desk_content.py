"""A desk at work: something of every kind that its pages show, made through the functions of the domain.

Names, addresses and texts are long, as they sometimes are in life: a page must hold those too.
"""

import io
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pypdf
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from app.attachment_store import AttachmentStore
from app.database import writing
from app.imports import Imports
from catalogue import actions
from catalogue.editing import (
    attachments,
    batches,
    comments,
    concepts,
    links,
    readers,
    replies,
    reviewing,
    stewardship,
    ticket_work,
    tickets,
    transitions,
    working,
)
from catalogue.editing.actor import Actor
from catalogue.editing.links import Found
from catalogue.editing.post import post
from catalogue.editing.tickets import Message, Place
from catalogue.editing.workflow import Asked, Step
from catalogue.kinds import Kind
from catalogue.review import CODES, ReviewerRole
from catalogue.tables import Concept, Entry
from catalogue.tables_desk import Reply
from catalogue.tables_people import Member, Person
from catalogue.terms_workflow import AccountRole, Permission, TicketKind
from tests.builders import make_approach
from tests.people import make_actor
from tests.sheet_files import grid, xlsx

SLUG = "jongerenwerk-met-een-lange-naam"
LONG_NAME = (
    "Jongerenwerk in de wijk voor wie het thuis, op school "
    "en op straat even niet meer weet en hulp zoekt, ook later"
)
LONG_URL = (
    "https://example.org/publicaties/2020/"
    "maatschappelijke-kosten-en-batenanalyse-van-jongerenwerk-in-de-wijk.pdf"
)
LONG_TEXT = (
    "In tabel 4 staat een ander bedrag dan op deze pagina. Kijk ook naar de voetnoot op bladzijde 31. " * 12
)


@dataclass
class Content:
    """What was made. `people` are named by what they do; `at` holds the numbers in addresses."""

    people: dict[str, Actor] = field(default_factory=dict)
    at: dict[str, int] = field(default_factory=dict)
    token: str = ""


def furnish(engine: Engine, store: AttachmentStore, people: dict[str, Actor] | None = None) -> Content:
    """Put a desk to work; with people of its own unless there are some."""
    content = Content()
    with writing(engine) as db, db.begin():
        content.people = people or _people(db)
        _public(db, content)
        _reviews(db, content)
        _post_of_visitors(db, content)
        _file(db, content, store)
        _concepts(db, content)
    with writing(engine) as db, db.begin():
        _clash(db, content)
        _mail(db, content)
        _broken_links(db)
        content.at["import"] = _import(db, content)
    with Session(engine) as db:
        deliver = Imports(engine).read(db, [str(content.at["import"])])
    deliver()
    return content


def _now() -> datetime:
    return datetime.now(UTC)


def _people(db: Session) -> dict[str, Actor]:
    at = _now()
    members = [
        Member(name=name, created_at=at) for name in ("Kenniscentrum Lezen", "Welzijn Aan de Overkant")
    ]
    db.add_all(members)
    db.flush()
    chief = {AccountRole.CHIEF_EDITOR, AccountRole.ADMINISTRATOR}
    return {
        "writer": make_actor(db, AccountRole.EDITOR, name="Wilhelmina van der Schrijver-de Boer"),
        "judge": make_actor(db, AccountRole.EDITOR, name="Bea Lezer", member_id=members[0].id),
        "chief": make_actor(db, *chief, name="Cor Baas", member_id=members[1].id),
        "member": make_actor(db, AccountRole.SUBMITTER, name="Ina Inzender", member_id=members[1].id),
    }


def _entry(db: Session) -> Entry:
    return db.exec(select(Entry).where(Entry.slug == SLUG)).one()


def _public(db: Session, content: Content) -> None:
    """A page of long ago, whose date of review has passed, with a published correction."""
    document = make_approach(name=LONG_NAME, checked_on=date(2025, 10, 1), review_by=date(2026, 6, 1))
    actions.publish(db, Kind.APPROACH, SLUG, document, note=None, at=_now() - timedelta(days=400))
    entry = _entry(db)
    owner, deputy = (db.get_one(Person, content.people[who].id) for who in ("writer", "judge"))
    stewardship.set_stewards(db, entry, owner, deputy, content.people["chief"], _now())
    quick = _change(db, content, is_quick=True, voor_wie="Jongeren van 10 tot en met 23 jaar.")
    note = "De leeftijd stond verkeerd: zie bladzijde 12 van het rapport."
    concepts.set_note(db, quick, note, content.people["writer"], _now())
    _publish(db, content, quick)


def _change(db: Session, content: Content, *, is_quick: bool = False, **facts: Any) -> Concept:
    writer = content.people["writer"]
    concept = concepts.open_on(db, _entry(db), writer, _now(), is_quick=is_quick)
    concepts.save(db, concept, {**concepts.text_of(concept), **facts}, writer, _now())
    concepts.set_note(db, concept, "De tekst is duidelijker.", writer, _now())
    return concept


def _take(db: Session, content: Content, concept: Concept, step: Step, who: str) -> None:
    transitions.take(db, concept, content.people[who], step, Asked(_now()))


def _publish(db: Session, content: Content, concept: Concept) -> None:
    _take(db, content, concept, Step.SUBMIT, "writer")
    _take(db, content, concept, Step.APPROVE, "judge")
    _take(db, content, concept, Step.PUBLISH, "chief")


def _reviews(db: Session, content: Content) -> None:
    """A review that runs: all is answered, and another person has to finish it."""
    judge, chief, entry, at = content.people["judge"], content.people["chief"], _entry(db), _now()
    row = reviewing.begin(db, entry, "o1", judge, "Geen belang bij dit onderzoek.", at)
    reviewing.join(db, entry, row, chief, ReviewerRole.REVIEWER, "Ik ken een van de onderzoekers.", at)
    answers = {code: {"antwoord": "ja", "opmerking": LONG_TEXT[:300], "pagina": "12"} for code in CODES[:-1]}
    reviewing.save_answers(db, entry, row, answers, judge, at, seen=row.lock_version)


def _post_of_visitors(db: Session, content: Content) -> None:
    at, writer, entry = _now(), content.people["writer"], _entry(db)
    tip = tickets.receive_tip(db, Message(LONG_TEXT, LONG_NAME, LONG_URL, "Jo Janssen", "jo@example.org"), at)
    found = tickets.receive_report(
        db,
        TicketKind.ERROR,
        entry,
        Place(
            LONG_NAME,
            1,
            "onderzoeken/o1/conclusie",
            "Onderzoek ‘Kosten en baten van jongerenwerk’, conclusie",
        ),
        Message(LONG_TEXT, url=LONG_URL),
        at=at,
    )
    tickets.take(db, found, writer, at)
    refused = tickets.receive_tip(db, Message("Zie de link.", "Folder over zorg", LONG_URL), at)
    tickets.refuse(db, refused, "Dit is een folder. Er staat geen berekening in.", writer, at)
    answered = tickets.receive_report(
        db, TicketKind.FEEDBACK, entry, Place(LONG_NAME, 1), Message("Goede pagina."), at=at
    )
    tickets.close(db, answered, "Dank voor uw bericht.", writer, at)
    placed, waiting = (
        replies.receive(
            db,
            entry,
            Reply(
                entry_id=entry.id,
                study_id="o1",
                author="Dr. J. Jansen, onderzoeker",
                email="j@example.org",
                body=LONG_TEXT,
                created_at=at,
            ),
        )
        for _ in range(2)
    )
    replies.place(db, placed, content.people["chief"], at)
    content.at |= {"tip": tip.id, "melding": found.id, "afgewezen": refused.id, "weerwoord": waiting.id}


def _file(db: Session, content: Content, store: AttachmentStore) -> None:
    """A file that the public may see, and one that it may not."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    sheet = io.BytesIO()
    writer.write(sheet)
    sheet.seek(0)
    kept = store.keep(sheet)
    for permission in (Permission.OPEN, Permission.INTERNAL):
        file = attachments.add(
            db,
            _entry(db),
            content.people["writer"],
            _now(),
            name="maatschappelijke-kosten-en-batenanalyse-van-jongerenwerk-in-de-wijk-eindrapport.pdf",
            sha256=kept.sha256,
            size=kept.size,
            permission=permission,
            note="Licentie CC BY 4.0." if permission is Permission.OPEN else "",
            source_id="b1",
        )
        if permission is Permission.OPEN:
            attachments.agree(db, _entry(db), file, content.people["judge"], _now())


def _concepts(db: Session, content: Content) -> None:
    writer, at = content.people["writer"], _now()
    whole = working.of(make_approach(name=f"{LONG_NAME[:90]} (nieuw)"))
    open_one = concepts.begin(db, Kind.APPROACH, whole, writer, at)
    concepts.save(db, open_one, {**whole, "samenvatting": "Kort.", "themas": []}, writer, at)
    concepts.name_version(db, open_one, "Voor het overleg met het bureau", writer, at)
    first = comments.add(db, open_one, writer, f"@Bea Lezer {LONG_TEXT}", at, "onderzoeken/o1/conclusie")
    comments.add(db, open_one, content.people["judge"], "Daar heb je gelijk in.", at, reply_to=first.id)
    settled = comments.add(db, open_one, writer, "Dit is al goed.", at)
    comments.settle(db, open_one, settled.id, writer, at, is_done=True)
    content.token = readers.invite(db, open_one, "Mevrouw dr. A. van Buiten", writer, at, days=14)
    waiting = concepts.begin(db, Kind.APPROACH, working.of(make_approach(name="Buurtkamer")), writer, at)
    _take(db, content, waiting, Step.SUBMIT, "writer")
    comments.add(db, waiting, content.people["judge"], LONG_TEXT, at)
    ours = concepts.begin(db, Kind.APPROACH, {"naam": "Eetclub"}, content.people["member"], at)
    for kind in (Kind.UNIT_COST, Kind.INDICATOR):
        entry = db.exec(select(Entry).where(Entry.kind == kind).order_by(col(Entry.slug))).first()
        assert entry is not None
        content.at[kind.value] = concepts.open_on(db, entry, writer, at).id
    ticket = tickets.receive_tip(db, Message("Zie de link.", "Wandelgroep", LONG_URL), at)
    content.at["uit-tip"] = ticket_work.to_concept(db, ticket, writer, at).id
    content.at |= {"concept": open_one.id, "beoordelen": waiting.id, "inzending": ours.id}


def _clash(db: Session, content: Content) -> None:
    """A concept of which a quick correction changed the same lines."""
    concept = _change(db, content, voor_wie="Jongeren tot en met 27 jaar.", hoe_werkt_het="Met een coach.")
    quick = _change(
        db, content, is_quick=True, voor_wie="Jongeren vanaf 12 jaar.", hoe_werkt_het="In een groep."
    )
    _publish(db, content, quick)
    content.at["botsing"] = concept.id


def _mail(db: Session, content: Content) -> None:
    for actor in content.people.values():
        mail = post(
            db,
            f"{actor.id}@example.org",
            key=f"proef-{actor.id}",
            kind="bericht",
            subject=f"Er is iets met ‘{LONG_NAME}’",
            body=LONG_TEXT,
            at=_now(),
            person_id=actor.id,
        )
        mail.refused_at, mail.refusal = _now(), "550"


def _broken_links(db: Session) -> None:
    for url in list(links.places(db))[:3]:
        for days in (9, 6, 0):
            links.save(db, url, Found(404), _now() - timedelta(days=days))


def _import(db: Session, content: Content) -> int:
    rows = ({"slug": "ingelezen-aanpak", "naam": LONG_NAME}, {"slug": "all-stars", "themas": "bestaat niet"})
    content_of_file = xlsx(grid("aanpakken", *rows))
    name = "overzicht-van-alle-aanpakken-die-wij-in-de-regio-hebben-gevonden-definitief-2.xlsx"
    return batches.receive(db, content.people["writer"], name, content_of_file, _now()).id
