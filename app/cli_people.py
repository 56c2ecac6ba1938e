"""Commands on people: the first administrator, and what one does without the site."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli_base import app, console, engine, read_settings
from app.dutch_typer import Complaint, DutchCommand, DutchGroup

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from app.settings import Settings
    from catalogue.editing.accounts import Profile
    from catalogue.tables_people import Person

user = typer.Typer(
    cls=DutchGroup,
    help="Beheer mensen met een account: toevoegen, bekijken, stilzetten.",
    no_args_is_help=True,
    add_completion=False,
)
app.add_typer(user, name="user")

Email = Annotated[str, typer.Argument(metavar="E-MAILADRES", help="Het adres waarmee iemand zich aanmeldt.")]


@user.command(cls=DutchCommand, help="Voeg iemand toe, zoals de eerste beheerder.")
def add(
    email: Email,
    name: Annotated[str, typer.Option("--naam", metavar="NAAM", help="De naam van de persoon.")],
    roles: Annotated[
        list[str],
        typer.Option("--rol", metavar="ROL", help="De rol; mag vaker voorkomen. Zie: mkba user roles"),
    ],
    member: Annotated[
        str,
        typer.Option("--organisatie", metavar="NAAM", help="De ledenorganisatie; nodig voor een indiener."),
    ] = "",
    by_link: Annotated[
        bool,
        typer.Option("--uitnodigen", help="Vraag geen wachtwoord, maar maak een link die één keer werkt."),
    ] = False,
) -> None:
    from app.account_mail import link_to, send_invitation
    from app.passwords import hash_of
    from catalogue.editing import accounts
    from catalogue.editing.access import accept

    settings = read_settings()
    with _at_work() as (db, _):
        _refuse_double(db, settings, email)
        profile = _profile(db, name, roles, member)
    # Asked with no transaction open: a person may take long.
    password = None if by_link else _ask_password(settings, name, email)
    with _at_work() as (db, at):
        person, token = accounts.invite(db, email, profile, None, at)
        if password is not None:
            accept(db, token, hash_of(password), at)
        else:
            send_invitation(db, settings, person, token, at)
    _say(f"Het account van {person.email} is gemaakt.")
    if password is None:
        _say("Deze link werkt één keer, veertien dagen lang. Hij gaat ook per mail:")
        _say(link_to(settings, token))


@user.command(name="list", cls=DutchCommand, help="Laat zien wie een account heeft.")
def list_people() -> None:
    from sqlmodel import col, select

    from catalogue.editing.accounts import roles_of
    from catalogue.editing.people_list import standing_of
    from catalogue.tables_people import Person

    with _at_work() as (db, _):
        people = db.exec(select(Person).order_by(col(Person.email))).all()
        for person in people:
            named = ", ".join(sorted(roles_of(db, person))) or "geen rol"
            _say(f"{person.email}  {person.name}  {named}  {standing_of(person).label.lower()}")
    if not people:
        _say("Er is nog niemand. Voeg de eerste beheerder toe met: mkba user add")


@user.command(name="roles", cls=DutchCommand, help="Laat zien welke rollen er zijn, en wat die mogen.")
def list_roles() -> None:
    from catalogue.terms_workflow import AccountRole

    for role in AccountRole:
        _say(f"{role.value:<14} {role.explanation}")


@user.command(cls=DutchCommand, help="Zet een account stil: de persoon wordt overal afgemeld.")
def stop(email: Email) -> None:
    from catalogue.editing import accounts

    with _at_work() as (db, at):
        person = _there(db, email)
        was_active = person.is_active
        accounts.stop(db, person, None, at)
    _say(f"Het account van {email} {'staat nu' if was_active else 'stond al'} stil.")


@user.command(cls=DutchCommand, help="Sluit de oefenaccounts, voordat de site in productie gaat.")
def remove_demo() -> None:
    from app import demo

    with _at_work() as (db, at):
        count = demo.remove(db, at)
    _say(f"Gesloten oefenaccounts: {count}." if count else "Er is geen oefenaccount in gebruik.")


@contextmanager
def _at_work() -> "Iterator[tuple[Session, datetime]]":
    """One transaction and its moment. Raises Complaint with the reason when something is refused."""
    from datetime import UTC, datetime

    from app.database import is_current, writing
    from app.loading import NOT_MIGRATED
    from catalogue.editing.errors import AccountRefused

    with engine() as database:
        if not is_current(database):
            raise Complaint(NOT_MIGRATED)
        try:
            with writing(database) as db, db.begin():
                db.expire_on_commit = False
                yield db, datetime.now(UTC)
        except AccountRefused as refused:
            raise Complaint(str(refused)) from None


def _refuse_double(db: "Session", settings: "Settings", email: str) -> None:
    from app import demo
    from catalogue.editing.accounts import by_email, checked_email
    from catalogue.editing.people_list import standing_of

    address = checked_email(email)
    if demo.is_refused(settings, address):
        raise Complaint("Adressen die eindigen op @voorbeeld.nl zijn oefenaccounts. Kies een ander adres.")
    there = by_email(db, address)
    if there is not None:
        standing = standing_of(there).label.lower()
        raise Complaint(f"Er is al een account voor {address} ({standing}). Er is niets veranderd.")


def _profile(db: "Session", name: str, roles: list[str], member: str) -> "Profile":
    from sqlmodel import select

    from catalogue.editing.accounts import Profile
    from catalogue.tables_people import Member
    from catalogue.terms_workflow import AccountRole

    unknown = [role for role in roles if role not in set(AccountRole)]
    if unknown:
        known = ", ".join(role.value for role in AccountRole)
        raise Complaint(f"De rol ‘{unknown[0]}’ bestaat niet. Kies uit: {known}.")
    found = db.exec(select(Member).where(Member.name == member)).one_or_none() if member else None
    if member and found is None:
        raise Complaint(f"De organisatie ‘{member}’ is er niet. Voeg haar eerst toe op de site.")
    return Profile(name, frozenset(AccountRole(role) for role in roles), found.id if found else None)


def _there(db: "Session", email: str) -> "Person":
    from catalogue.editing.accounts import by_email

    person = by_email(db, email)
    if person is None:
        raise Complaint(f"Er is geen account voor {email}. Kijk met: mkba user list")
    return person


def _ask_password(settings: "Settings", name: str, email: str) -> str:
    """A password, typed twice without being shown; asked again until it is good."""
    import sys

    from app.passwords import objection

    if not sys.stdin.isatty():
        raise Complaint("Een wachtwoord vraagt dit programma op een terminal. Gebruik anders: --uitnodigen")
    while True:
        password = _hidden("Wachtwoord")
        wrong = objection(password, name=name, email=email, site=settings.site_name)
        if wrong is None and _hidden("Nog een keer") != password:
            wrong = "De twee wachtwoorden zijn niet gelijk."
        if wrong is None:
            return password
        _say(wrong)


def _hidden(question: str) -> str:
    answer: str = typer.prompt(question, hide_input=True)
    return answer


def _say(words: str) -> None:
    console().print(words, highlight=False, markup=False, soft_wrap=True)
