"""Demo accounts: one per role, for looking around on a developer's machine, and nowhere else."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from app.settings import Settings
from catalogue.editing import access, members
from catalogue.tables_people import Member, Person, PersonRole
from catalogue.terms_workflow import AccountRole

DOMAIN = "voorbeeld.nl"
PASSWORD = "zo-werkt-de-redactie"  # noqa: S105  (shown on the sign-in page; refused in production)
ORGANISATION = "Welzijn Voorbeeldstad (demo)"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Somebody who does not exist."""

    account: str
    name: str
    role: AccountRole

    @property
    def email(self) -> str:
        """The address with which one signs in; no mail arrives there."""
        return f"{self.account}@{DOMAIN}"


ACCOUNTS = (
    DemoAccount("indiener", "Ina Indiener", AccountRole.SUBMITTER),
    DemoAccount("redacteur", "Rens Redacteur", AccountRole.EDITOR),
    DemoAccount("redacteur2", "Roos Redacteur", AccountRole.EDITOR),
    DemoAccount("eindredacteur", "Els Eindredacteur", AccountRole.CHIEF_EDITOR),
    DemoAccount("beheerder", "Bas Beheerder", AccountRole.ADMINISTRATOR),
)


def is_demo(email: str) -> bool:
    """Whether an address is one of a demo account; the whole domain counts, so that none slips through."""
    return email.strip().lower().endswith(f"@{DOMAIN}")


def is_refused(settings: Settings, email: str) -> bool:
    """Whether nobody may sign in with this address, whatever the database says."""
    return not settings.is_development and is_demo(email)


def make(db: Session, at: datetime) -> int:
    """Make the demo accounts that are not there yet; returns how many."""
    from app.passwords import hash_of

    there = set(db.exec(select(Person.email).where(col(Person.email).endswith(f"@{DOMAIN}"))))
    missing = [account for account in ACCOUNTS if account.email not in there]
    if not missing:
        return 0
    password_hash = hash_of(PASSWORD)
    member = _organisation(db, at)
    for account in missing:
        own = member.id if account.role is AccountRole.SUBMITTER else None
        person = Person(
            email=account.email,
            name=account.name,
            member_id=own,
            password_hash=password_hash,
            created_at=at,
        )
        db.add(person)
        db.flush()
        db.add(PersonRole(person_id=person.id, role=account.role))
    db.flush()
    return len(missing)


def present(db: Session) -> list[Person]:
    """The demo accounts with which somebody could sign in."""
    statement = select(Person).where(col(Person.email).endswith(f"@{DOMAIN}"), col(Person.is_active))
    return list(db.exec(statement.order_by(col(Person.id))))


def remove(db: Session, at: datetime) -> int:
    """Close the demo accounts for good: no password, no roles, no links, no sign-ins; returns how many.

    The rows stay, as the logbook and texts may name them.
    """
    found = present(db)
    for person in found:
        person.is_active = False
        person.password_hash = person.totp_secret = person.totp_since = None
        db.add(person)
        db.execute(delete(PersonRole).where(col(PersonRole.person_id) == person.id))
        access.void_links(db, person, at)
        access.end_sign_ins(db, person, at)
    db.flush()
    return len(found)


def complaint(people: list[Person]) -> str:
    """Why the site does not start in production, and what to do."""
    names = ", ".join(person.email for person in people)
    return (
        f"In deze database staan oefenaccounts die zich kunnen aanmelden: {names}. Iedereen kan hun "
        "wachtwoord weten. Daarom start de site niet in productie. Sluit ze met: mkba user remove-demo"
    )


def _organisation(db: Session, at: datetime) -> Member:
    found = db.exec(select(Member).where(Member.name == ORGANISATION)).one_or_none()
    return found or members.add(db, name=ORGANISATION, website="", actor=None, at=at)
