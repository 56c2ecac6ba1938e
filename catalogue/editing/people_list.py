"""The list of people for an administrator: searched, narrowed and cut in pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import Session, col, select

from catalogue.editing.accounts import is_waiting
from catalogue.tables_people import Member, Person, PersonRole
from catalogue.terms_workflow import AccountRole

PAGE = 50


class Standing(StrEnum):
    """How an account stands, with its Dutch label."""

    label: str

    def __new__(cls, code: str, label: str) -> Self:
        """Keep the code as the string itself."""
        standing = str.__new__(cls, code)
        standing._value_ = code
        standing.label = label
        return standing

    ACTIVE = "actief", "In gebruik"
    INVITED = "uitgenodigd", "Uitgenodigd"
    STOPPED = "gestopt", "Stilgezet"


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person in the list."""

    person: Person
    roles: tuple[AccountRole, ...]
    member: str | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """One page of the list; `total` counts all pages."""

    lines: tuple[PersonLine, ...]
    total: int
    page: int
    pages: int


def standing_of(person: Person) -> Standing:
    """How an account stands."""
    if not person.is_active:
        return Standing.STOPPED
    return Standing.INVITED if is_waiting(person) else Standing.ACTIVE


def people_page(
    db: Session,
    words: str = "",
    role: AccountRole | None = None,
    standing: Standing | None = None,
    page: int = 1,
) -> PeoplePage:
    """The people whose name, address or organisation holds every word, by name."""
    conditions = [_holds(word) for word in words.split()]
    if role is not None:
        having = select(PersonRole.person_id).where(col(PersonRole.role) == role)
        conditions.append(col(Person.id).in_(having))
    if standing is not None:
        conditions.append(_stands(standing))
    joined = select(Person, Member.name).outerjoin(Member, col(Member.id) == col(Person.member_id))
    counted = (
        select(func.count()).select_from(Person).outerjoin(Member, col(Member.id) == col(Person.member_id))
    )
    total = db.exec(counted.where(*conditions)).one()
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    statement = joined.where(*conditions).order_by(func.lower(Person.name), col(Person.id))
    rows = db.exec(statement.offset((page - 1) * PAGE).limit(PAGE)).all()
    roles = _roles(db, [person.id for person, _ in rows])
    lines = [PersonLine(person, roles.get(person.id, ()), name, standing_of(person)) for person, name in rows]
    return PeoplePage(tuple(lines), total, page, pages)


def _holds(word: str) -> ColumnElement[bool]:
    escaped = word.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    places: tuple[Any, ...] = (Person.name, Person.email, Member.name)
    return or_(*(func.lower(place).like(f"%{escaped}%", escape="\\") for place in places))


def _stands(standing: Standing) -> ColumnElement[bool]:
    waiting = and_(col(Person.password_hash).is_(None), col(Person.oidc_subject).is_(None))
    if standing is Standing.STOPPED:
        return col(Person.is_active).is_(False)
    return and_(col(Person.is_active), waiting if standing is Standing.INVITED else ~waiting)


def _roles(db: Session, ids: Sequence[int]) -> dict[int, tuple[AccountRole, ...]]:
    """The roles of people, in the order of the list of roles."""
    found: dict[int, set[AccountRole]] = {}
    for person_id, role in db.exec(
        select(PersonRole.person_id, col(PersonRole.role)).where(col(PersonRole.person_id).in_(ids))
    ):
        found.setdefault(person_id, set()).add(role)
    return {
        person_id: tuple(role for role in AccountRole if role in roles) for person_id, roles in found.items()
    }
