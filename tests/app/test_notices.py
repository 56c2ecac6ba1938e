"""Each step tells the right people once, in words that say what to do."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from app.database import writing
from app.digest import last_moment
from app.letters import WIDTH, Letters, one_line
from app.mail import MailDelivery
from app.migrating import migrate
from app.notices import Notices, context, tell
from app.settings import Settings
from app.worker import Worker
from catalogue.actions import publish
from catalogue.editing import concepts, mailbox, working
from catalogue.editing.actor import Actor
from catalogue.editing.people import actor_of
from catalogue.editing.telling import RULES
from catalogue.editing.telling_facts import Happening
from catalogue.editing.trail import Action, record
from catalogue.editing.transitions import assign, publish_planned, take, take_on_entry
from catalogue.editing.workflow import Asked, Step
from catalogue.kinds import Kind
from catalogue.outbox import Task
from catalogue.tables import Concept, Entry
from catalogue.tables_desk import Mail, Reply, Ticket
from catalogue.tables_people import Member, Person, Trail
from catalogue.tables_work import Comment, ReaderLink
from catalogue.terms_workflow import AccountRole, ReplyState, TicketKind
from tests.builders import make_approach
from tests.people import make_actor, make_person
from tests.post import PostOffice, open_office

AT = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
SETTINGS = Settings(base_url="https://mkba.example.org")
LETTERS = Letters(SETTINGS)


class Desk:
    """People of every role, a concept by the writer, and what they hear."""

    def __init__(self, db: Session) -> None:
        self.db = db
        self.writer = make_actor(db, AccountRole.EDITOR, name="Wim")
        self.judge = make_actor(db, AccountRole.EDITOR, name="Bea")
        self.other = make_actor(db, AccountRole.EDITOR, name="Oor")
        self.chief = make_actor(db, AccountRole.CHIEF_EDITOR, name="Chef")
        self.admin = make_actor(db, AccountRole.ADMINISTRATOR, name="Ad")
        gone = make_person(db, AccountRole.EDITOR, name="Weg", is_active=False)
        self.gone = actor_of(db, gone)

    def begin(self, actor: Actor | None = None, name: str = "Buurtwerk") -> Concept:
        text = working.of(make_approach(name=name))
        return concepts.begin(self.db, Kind.APPROACH, text, actor or self.writer, AT)

    def step(self, concept: Concept, actor: Actor, step: Step, reason: str = "", **asked: Any) -> None:
        take(self.db, concept, actor, step, Asked(AT, reason=reason, **asked))

    def person(self, actor: Actor) -> Person:
        found = self.db.get(Person, actor.id)
        assert found is not None
        return found

    def heard(self, action: Action, desk_mail: str = "") -> dict[str, Mail]:
        """The messages about the last line of this action, by address without its end."""
        self.db.flush()
        line = self.line(action)
        tell(self.db, line, LETTERS, AT, desk_mail)
        tell(self.db, line, LETTERS, AT, desk_mail)
        rows = select(Mail).where(col(Mail.key).startswith(f"bericht:{line.id}:")).order_by(col(Mail.id))
        mails = list(self.db.exec(rows))
        assert len({mail.address for mail in mails}) == len(mails), "twice is once"
        return {mail.address.removesuffix("@example.org"): mail for mail in mails}

    def line(self, action: Action) -> Trail:
        rows = select(Trail).where(Trail.action == action.value).order_by(col(Trail.id).desc())
        line = self.db.exec(rows).first()
        assert line is not None
        return line

    def entry(self, concept: Concept) -> Entry:
        return concepts.get(self.db, concept.id)[1]


@pytest.fixture
def desk(db: Session) -> Desk:
    return Desk(db)


@pytest.fixture
def waiting(desk: Desk) -> Concept:
    """A concept that waits for somebody to judge it."""
    concept = desk.begin()
    desk.step(concept, desk.writer, Step.SUBMIT)
    return concept


@pytest.fixture
def approved(desk: Desk, waiting: Concept) -> Concept:
    desk.step(waiting, desk.judge, Step.APPROVE)
    return waiting


# --- the steps of a concept -------------------------------------------------------------------------------


def test_submitting_tells_everybody_who_may_judge_it_and_did_not_write_it(
    desk: Desk, waiting: Concept
) -> None:
    found = desk.heard(Action.SUBMITTED)
    assert sorted(found) == ["bea", "chef", "oor"]
    mail = found["bea"]
    assert mail.subject == "Ter beoordeling: Buurtwerk"
    assert mail.body.startswith("Beste Bea,\n\nWim legde een tekst voor ter beoordeling: ‘Buurtwerk’.\n")
    assert f"\nhttps://mkba.example.org/redactie/concepten/{waiting.id}\n" in mail.body
    assert "U krijgt dit bericht omdat u teksten van anderen beoordeelt." in mail.body
    assert mail.body.endswith("Dat kiest u hier:\nhttps://mkba.example.org/account/mail\n")


def test_when_it_was_given_to_somebody_only_that_person_hears(desk: Desk, waiting: Concept) -> None:
    assign(desk.db, waiting, desk.person(desk.judge), desk.chief, AT)
    assert list(desk.heard(Action.SUBMITTED)) == ["bea"]


def test_taking_back_tells_those_who_were_asked(desk: Desk, waiting: Concept) -> None:
    desk.heard(Action.SUBMITTED)
    desk.step(waiting, desk.writer, Step.TAKE_BACK)
    assert sorted(desk.heard(Action.TAKEN_BACK)) == ["bea", "chef", "oor"]


def test_taking_back_tells_nobody_of_an_earlier_round(desk: Desk, waiting: Concept) -> None:
    desk.heard(Action.SUBMITTED)
    desk.step(waiting, desk.judge, Step.RETURN, "Nog niet.")
    desk.step(waiting, desk.writer, Step.SUBMIT)
    desk.step(waiting, desk.writer, Step.TAKE_BACK)
    assert desk.heard(Action.TAKEN_BACK) == {}, "nobody was told about this round yet"


def test_returning_tells_the_writers_why(desk: Desk, waiting: Concept) -> None:
    desk.step(waiting, desk.judge, Step.RETURN, "De bron ontbreekt.\nKijk naar tabel 3.")
    found = desk.heard(Action.RETURNED)
    assert list(found) == ["wim"]
    assert "> De bron ontbreekt.\n> Kijk naar tabel 3.\n" in found["wim"].body


def test_approving_tells_who_may_publish_and_who_wrote_each_with_their_own_text(
    desk: Desk, approved: Concept
) -> None:
    found = desk.heard(Action.APPROVED)
    assert {name: mail.subject for name, mail in found.items()} == {
        "chef": "Klaar om te publiceren: Buurtwerk",
        "wim": "Goedgekeurd: Buurtwerk",
    }


def test_publishing_tells_writers_and_owner_also_now_the_concept_is_gone(
    desk: Desk, approved: Concept
) -> None:
    entry = desk.entry(approved)
    entry.owner_id = desk.other.id
    desk.step(approved, desk.chief, Step.PUBLISH)
    found = desk.heard(Action.PUBLISHED)
    assert sorted(found) == ["oor", "wim"]
    assert "staat op de site, als versie 1." in found["wim"].body
    assert f"\nhttps://mkba.example.org/aanpakken/{entry.slug}\n" in found["wim"].body


def test_who_did_it_hears_nothing(desk: Desk) -> None:
    concept = desk.begin(desk.chief)
    desk.step(concept, desk.chief, Step.SUBMIT)
    desk.step(concept, desk.judge, Step.APPROVE)
    desk.step(concept, desk.chief, Step.PUBLISH)
    assert desk.heard(Action.PUBLISHED) == {}


def test_planning_and_dropping_the_plan_tell_submitter_and_approver(desk: Desk, approved: Concept) -> None:
    desk.step(approved, desk.chief, Step.PLAN, moment=AT + timedelta(days=3))
    found = desk.heard(Action.PLANNED)
    assert sorted(found) == ["bea", "wim"]
    assert "op 30 november 2026 om 10:00 uur." in found["wim"].body
    desk.step(approved, desk.chief, Step.DROP_PLAN)
    dropped = desk.heard(Action.PLAN_DROPPED)
    assert sorted(dropped) == ["bea", "wim"]
    assert "Chef haalde de geplande publicatie" in dropped["wim"].body


def test_a_plan_that_the_site_could_not_keep_says_why(desk: Desk, approved: Concept) -> None:
    desk.step(approved, desk.chief, Step.PLAN, moment=AT + timedelta(days=3))
    text = concepts.text_of(approved)
    approved.document = working.write({**text, "onderzoeken": []} | {"samenvatting": ""})
    assert publish_planned(desk.db, approved.id, AT + timedelta(days=4)) is None
    mail = desk.heard(Action.PLAN_DROPPED)["wim"]
    assert "De site kon ‘Buurtwerk’ niet op het geplande moment publiceren." in " ".join(mail.body.split())


def test_refusing_tells_the_writer_why_with_the_list_of_refusals(desk: Desk, waiting: Concept) -> None:
    desk.step(waiting, desk.judge, Step.REFUSE, "Er is geen berekening.")
    found = desk.heard(Action.REFUSED)
    assert list(found) == ["wim"]
    assert "> Er is geen berekening." in found["wim"].body
    assert "https://mkba.example.org/afgewezen" in found["wim"].body


def test_handing_over_tells_the_one_who_gets_it(desk: Desk, waiting: Concept) -> None:
    assign(desk.db, waiting, desk.person(desk.other), desk.chief, AT)
    found = desk.heard(Action.ASSIGNED)
    assert list(found) == ["oor"]
    assert "Chef gaf ‘Buurtwerk’ aan u door." in found["oor"].body


# --- comments ---------------------------------------------------------------------------------------------


def comment(desk: Desk, concept: Concept, actor: Actor | None, **facts: Any) -> Comment:
    row = Comment(
        entry_id=concept.entry_id,
        concept_id=concept.id,
        place="Kosten",
        body="Klopt dit bedrag?",
        person_id=actor.id if actor else None,
        created_at=AT,
        **facts,
    )
    desk.db.add(row)
    desk.db.flush()
    return row


def say(desk: Desk, concept: Concept, actor: Actor | None, row: Comment, *named: Actor) -> None:
    details = {"concept": concept.id, "opmerking": row.id, "genoemd": [one.id for one in named]}
    entry = desk.entry(concept)
    record(desk.db, Action.COMMENTED, actor, AT, entry=entry, details=details)


def test_a_comment_tells_who_is_named_who_wrote_and_who_spoke_before(desk: Desk) -> None:
    concept = desk.begin()
    first = comment(desk, concept, desk.other)
    answer = comment(desk, concept, desk.judge, reply_to_id=first.id)
    say(desk, concept, desk.judge, answer, desk.chief)
    found = desk.heard(Action.COMMENTED)
    assert sorted(found) == ["chef", "oor", "wim"]
    assert found["chef"].subject == "Bea noemt u bij Buurtwerk"
    assert found["wim"].subject == "Opmerking bij Buurtwerk"
    assert "(Kosten)" in found["wim"].body
    assert "> Klopt dit bedrag?" in found["wim"].body


def test_a_comment_of_an_outside_reader_bears_the_name_on_the_link(desk: Desk) -> None:
    concept = desk.begin()
    link = ReaderLink(
        token_hash="x",
        entry_id=concept.entry_id,
        concept_id=concept.id,
        name="Bureau Zo",
        created_by_id=desk.writer.id,
        created_at=AT,
        expires_at=AT,
    )
    desk.db.add(link)
    desk.db.flush()
    say(desk, concept, None, comment(desk, concept, None, reader_link_id=link.id))
    assert "Bureau Zo plaatste een opmerking" in desk.heard(Action.COMMENTED)["wim"].body


# --- the page and the desk --------------------------------------------------------------------------------


@pytest.fixture
def page(desk: Desk) -> Entry:
    """A published page with an owner and a deputy."""
    publish(desk.db, Kind.APPROACH, "buurtwerk", make_approach(name="Buurtwerk"), note=None, at=AT)
    entry = desk.db.exec(select(Entry).where(Entry.slug == "buurtwerk")).one()
    entry.owner_id, entry.deputy_id = desk.writer.id, desk.other.id
    desk.db.add(entry)
    desk.db.flush()
    return entry


@pytest.mark.parametrize(
    ("step", "action"), [(Step.WITHDRAW, Action.WITHDRAWN), (Step.ARCHIVE, Action.ARCHIVED)]
)
def test_what_leaves_the_site_is_told_to_owner_and_deputy(
    desk: Desk, page: Entry, step: Step, action: Action
) -> None:
    take_on_entry(desk.db, page, desk.chief, step, Asked(AT, reason="Onjuist."))
    found = desk.heard(action)
    assert sorted(found) == ["oor", "wim"]
    assert "> Onjuist." in found["oor"].body


def test_new_stewards_and_a_finished_review_and_an_overdue_page(desk: Desk, page: Entry) -> None:
    details = {"eigenaar": desk.judge.id, "vervanger": None}
    record(desk.db, Action.STEWARDS_SET, desk.chief, AT, entry=page, details=details)
    assert list(desk.heard(Action.STEWARDS_SET)) == ["bea"]
    record(desk.db, Action.REVIEW_FINISHED, desk.judge, AT, entry=page)
    assert sorted(desk.heard(Action.REVIEW_FINISHED)) == ["oor", "wim"]
    record(desk.db, Action.OVERDUE, None, AT, entry=page)
    found = desk.heard(Action.OVERDUE, desk_mail="bureau@example.org")
    assert sorted(found) == ["bureau", "oor", "wim"]
    assert found["bureau"].is_held
    assert not found["wim"].is_held


def test_broken_links_go_to_who_looks_after_the_page_and_otherwise_to_the_desk(
    desk: Desk, page: Entry
) -> None:
    details = {"adressen": ["https://example.org/weg.pdf"]}
    record(desk.db, Action.LINKS_BROKEN, None, AT, entry=page, details=details)
    found = desk.heard(Action.LINKS_BROKEN)
    assert sorted(found) == ["oor", "wim"]
    assert "- https://example.org/weg.pdf\n" in found["wim"].body
    page.owner_id, page.deputy_id = desk.gone.id, None
    record(desk.db, Action.LINKS_BROKEN, None, AT, entry=page, details=details)
    assert sorted(desk.heard(Action.LINKS_BROKEN)) == ["bea", "chef", "oor", "wim"]


def ticket(desk: Desk, **facts: Any) -> Ticket:
    row = Ticket(kind=TicketKind.ERROR, body="De kosten kloppen niet.", created_at=AT, **facts)
    desk.db.add(row)
    desk.db.flush()
    return row


def test_a_ticket_waits_in_the_digest_of_the_desk_or_of_every_editor(desk: Desk, page: Entry) -> None:
    row = ticket(desk, entry_id=page.id, place="Kosten")
    record(desk.db, Action.TICKET_RECEIVED, None, AT, entry=page, details={"melding": row.id})
    found = desk.heard(Action.TICKET_RECEIVED)
    assert sorted(found) == ["bea", "chef", "oor", "wim"]
    assert all(mail.is_held for mail in found.values())
    assert found["bea"].subject == "Fout gemeld: Buurtwerk"
    record(desk.db, Action.TICKET_RECEIVED, None, AT, entry=page, details={"melding": row.id})
    assert list(desk.heard(Action.TICKET_RECEIVED, "bureau@example.org")) == ["bureau"]


@pytest.mark.parametrize("action", [Action.TICKET_CLOSED, Action.TICKET_REFUSED])
def test_the_sender_of_a_ticket_hears_what_came_of_it_without_names(
    desk: Desk, page: Entry, action: Action
) -> None:
    row = ticket(
        desk, entry_id=page.id, sender_email="burger@example.org", outcome="Het bedrag is verbeterd."
    )
    record(desk.db, action, desk.judge, AT, entry=page, details={"melding": row.id})
    found = desk.heard(action)
    assert list(found) == ["burger"]
    mail = found["burger"]
    assert "> Het bedrag is verbeterd." in mail.body
    assert "Bea" not in mail.body
    assert "/account" not in mail.body
    assert "/redactie" not in mail.body
    assert mail.body.startswith("Beste afzender,")


def test_a_sender_who_left_no_address_hears_nothing(desk: Desk, page: Entry) -> None:
    record(desk.db, Action.TICKET_CLOSED, desk.judge, AT, entry=page, details={"melding": ticket(desk).id})
    assert desk.heard(Action.TICKET_CLOSED) == {}


def test_a_reply_is_told_to_the_desk_and_its_end_to_the_author(desk: Desk, page: Entry) -> None:
    row = Reply(
        entry_id=page.id,
        author="Dr. Zo",
        email="zo@example.org",
        body="Het zit anders.",
        state=ReplyState.WAITING,
        reason="Het gaat niet over dit onderzoek.",
        created_at=AT,
    )
    desk.db.add(row)
    desk.db.flush()
    record(desk.db, Action.REPLY_RECEIVED, None, AT, entry=page, details={"weerwoord": row.id})
    assert list(desk.heard(Action.REPLY_RECEIVED, "bureau@example.org")) == ["bureau"]
    record(desk.db, Action.REPLY_PLACED, desk.judge, AT, entry=page, details={"weerwoord": row.id})
    assert list(desk.heard(Action.REPLY_PLACED)) == ["zo"]
    record(desk.db, Action.REPLY_REFUSED, desk.judge, AT, entry=page, details={"weerwoord": row.id})
    assert "> Het gaat niet over dit onderzoek." in desk.heard(Action.REPLY_REFUSED)["zo"].body


# --- who hears nothing ------------------------------------------------------------------------------------


def test_who_lost_every_role_hears_nothing_about_a_concept(desk: Desk, waiting: Concept) -> None:
    from sqlalchemy import delete

    from catalogue.tables_people import PersonRole

    desk.db.execute(delete(PersonRole).where(col(PersonRole.person_id) == desk.writer.id))
    desk.step(waiting, desk.judge, Step.RETURN, "Nog niet.")
    assert desk.heard(Action.RETURNED) == {}


def test_a_submitter_of_another_organisation_hears_nothing_of_it(desk: Desk, db: Session) -> None:
    members = [Member(name=name, created_at=AT) for name in ("Een", "Twee")]
    db.add_all(members)
    db.flush()
    mine = make_actor(db, AccountRole.SUBMITTER, name="In", member_id=members[0].id)
    theirs = make_actor(db, AccountRole.SUBMITTER, name="Uit", member_id=members[1].id)
    concept = desk.begin(mine)
    say(desk, concept, desk.judge, comment(desk, concept, desk.judge), theirs, mine)
    assert list(desk.heard(Action.COMMENTED)) == ["in"]


def test_an_administrator_without_editing_rights_hears_nothing_of_concepts(
    desk: Desk, waiting: Concept
) -> None:
    assert "ad" not in desk.heard(Action.SUBMITTED)


def test_a_stopped_account_hears_nothing(desk: Desk, waiting: Concept) -> None:
    assert "weg" not in desk.heard(Action.SUBMITTED)
    assign(desk.db, waiting, desk.person(desk.other), desk.chief, AT)
    assign(desk.db, waiting, None, desk.chief, AT)
    assert desk.heard(Action.ASSIGNED) == {}


def test_every_action_that_tells_has_a_rule_and_no_other() -> None:
    assert set(RULES) == {action for action in Action if action.tells}


def test_a_line_that_a_newer_program_wrote_tells_nobody(desk: Desk, page: Entry) -> None:
    line = Trail(at=AT, action="iets_nieuws", entry_id=page.id)
    desk.db.add(line)
    desk.db.flush()
    tell(desk.db, line, LETTERS, AT)
    assert Happening(desk.db, line).action is None


# --- the texts --------------------------------------------------------------------------------------------

TEXTS = sorted({audience.text for audiences in RULES.values() for audience in audiences})


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_greets_says_what_to_do_and_why_and_holds_one_address(
    desk: Desk, page: Entry, name: str
) -> None:
    line = record(
        desk.db,
        Action.CORRECTED,
        desk.judge,
        AT,
        entry=page,
        subject="Lange titel " * 12,
        reason="Daarom. " * 30,
    )
    found = Happening(desk.db, line)
    letter = LETTERS.write(name, {**context(found, LETTERS.urls), "naam": "Wim"})
    assert letter.subject
    assert "\n" not in letter.subject
    assert len(letter.subject) <= 150
    assert letter.body.startswith("Beste Wim,\n\n")
    assert "U krijgt dit bericht omdat " in letter.body
    assert letter.core.count("https://mkba.example.org/") == 1
    assert max(map(len, letter.body.splitlines())) <= WIDTH
    assert "\n\n\n" not in letter.body
    assert "{{" not in letter.body
    assert "None" not in letter.body


def test_what_people_typed_cannot_pass_for_a_text_of_the_site(desk: Desk) -> None:
    sharp = "Titel\r\nBcc: kwaad@example.org\x1e\x1e{{ 7 * 7 }}"
    concept = desk.begin(name=one_line(sharp))
    desk.step(concept, desk.writer, Step.SUBMIT)
    desk.step(concept, desk.judge, Step.RETURN, f"Reden\n\nMet vriendelijke groet,\n{sharp}")
    mail = desk.heard(Action.RETURNED)["wim"]
    assert "\n" not in mail.subject
    assert "> Met vriendelijke groet,\n> Titel\n> Bcc: kwaad@example.org\n> {{ 7 * 7 }}\n" in mail.body


# --- the worker: from a step to an inbox ------------------------------------------------------------------


class Clockwork:
    """A moment that a test can move."""

    def __init__(self) -> None:
        self.now = AT

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def database(own_engine: Engine) -> Engine:
    migrate(own_engine)
    return own_engine


def open_worker(database: Engine, settings: Settings, clock: Callable[[], datetime]) -> Worker:
    handlers = {
        Task.NOTICE: Notices(database, settings, clock),
        Task.MAIL: MailDelivery(database, settings, clock),
    }
    return Worker(database, handlers)  # type: ignore[arg-type]


def submit(database: Engine, digest: Sequence[str] = ()) -> None:
    with writing(database) as db, db.begin():
        desk = Desk(db)
        for person in db.exec(select(Person)):
            person.gets_digest = person.name in digest
        desk.step(desk.begin(), desk.writer, Step.SUBMIT)


def test_a_step_reaches_the_inbox_of_each_once_also_when_the_worker_starts_over(database: Engine) -> None:
    office = PostOffice()
    submit(database)
    with open_office(office) as port:
        settings = smtp(port)
        assert open_worker(database, settings, Clockwork()).drain() == 0
        with writing(database) as db, db.begin():
            from catalogue import outbox

            outbox.add(db, Task.NOTICE, [str(one) for one in db.exec(select(Trail.id))], AT)
        assert open_worker(database, settings, Clockwork()).drain() == 0
    assert sorted(office.recipients) == ["bea@example.org", "chef@example.org", "oor@example.org"]


def smtp(port: int, **changes: Any) -> Settings:
    facts: dict[str, Any] = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_tls": "geen"}
    return Settings(**facts | {"mail_from": "site@example.org"} | changes)


def test_the_digest_comes_once_a_day_at_its_hour_with_what_was_held(database: Engine) -> None:
    office, clock = PostOffice(), Clockwork()
    submit(database, digest=["Bea"])
    with open_office(office) as port:
        settings = smtp(port, digest_hour=17)
        delivery = MailDelivery(database, settings, clock)
        assert open_worker(database, settings, clock).drain() == 0
        assert "bea@example.org" not in office.recipients
        clock.now = datetime(2026, 11, 27, 15, 59, tzinfo=UTC)
        delivery.tend()
        assert open_worker(database, settings, clock).drain() == 0
        assert "bea@example.org" not in office.recipients, "it is a minute to five"
        clock.now = datetime(2026, 11, 27, 16, 0, tzinfo=UTC)
        for _ in range(3):
            MailDelivery(database, settings, clock).tend()
            assert open_worker(database, settings, clock).drain() == 0
    assert office.recipients.count("bea@example.org") == 1
    text = office.texts()[-1]
    assert office.arrived[-1]["Subject"] == "Overzicht van 27 november 2026: 1 bericht"
    assert "1. Ter beoordeling: Buurtwerk\n\nWim legde een tekst voor" in text
    assert text.count("Beste") == 1


def test_what_is_held_after_the_digest_of_the_day_waits_for_the_next_one(database: Engine) -> None:
    office, clock = PostOffice(), Clockwork()
    submit(database, digest=["Bea"])
    with open_office(office) as port:
        settings = smtp(port, digest_hour=10)
        open_worker(database, settings, clock).drain()
        delivery = MailDelivery(database, settings, clock)
        clock.now = AT + timedelta(minutes=5)
        delivery.tend()
        with writing(database) as db, db.begin():
            # Began before the hour, and was there only after the digest went.
            late = db.exec(
                select(Mail).where(Mail.address == "bea@example.org", Mail.kind == "bericht")
            ).one()
            row = Mail(**late.model_dump(exclude={"id", "key", "sent_at"}), key="laat")
            row.created_at = AT - timedelta(hours=1)
            db.add(row)
        delivery.tend()
        with Session(database) as db:
            assert mailbox.standing(db).held == 1
        clock.now = AT + timedelta(days=1, minutes=5)
        delivery.tend()
        open_worker(database, settings, clock).drain()
    assert office.recipients.count("bea@example.org") == 2


def test_a_worker_that_was_away_at_the_hour_catches_up(database: Engine) -> None:
    clock = Clockwork()
    submit(database, digest=["Bea"])
    settings = Settings(digest_hour=7)
    open_worker(database, settings, clock).drain()
    clock.now = AT + timedelta(days=4)
    MailDelivery(database, settings, clock).tend()
    with Session(database) as db:
        assert mailbox.standing(db).held == 0
        assert mailbox.standing(db).waiting == 1


def test_the_digest_of_a_stopped_account_is_not_sent(database: Engine) -> None:
    clock = Clockwork()
    submit(database, digest=["Bea"])
    open_worker(database, Settings(), clock).drain()
    with writing(database) as db, db.begin():
        db.exec(select(Person).where(Person.name == "Bea")).one().is_active = False
    clock.now = AT + timedelta(days=1)
    MailDelivery(database, Settings(), clock).tend()
    with Session(database) as db:
        standing = mailbox.standing(db)
    assert (standing.held, standing.waiting, standing.refused) == (0, 0, 0)


@pytest.mark.parametrize(
    ("now", "moment"),
    [
        (datetime(2026, 7, 1, 4, 59, tzinfo=UTC), datetime(2026, 6, 30, 5, tzinfo=UTC)),
        (datetime(2026, 7, 1, 5, 0, tzinfo=UTC), datetime(2026, 7, 1, 5, tzinfo=UTC)),
        (datetime(2026, 12, 1, 5, 59, tzinfo=UTC), datetime(2026, 11, 30, 6, tzinfo=UTC)),
        (datetime(2026, 12, 1, 6, 0, tzinfo=UTC), datetime(2026, 12, 1, 6, tzinfo=UTC)),
    ],
)
def test_the_hour_of_the_digest_is_that_of_the_netherlands(now: datetime, moment: datetime) -> None:
    assert last_moment(now, 7) == moment
