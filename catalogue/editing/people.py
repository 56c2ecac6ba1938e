"""Reading people: who somebody is at this moment, and who may do what."""

from collections import defaultdict
from collections.abc import Collection

from sqlmodel import Session, col, select

from catalogue.editing.actor import Actor
from catalogue.editing.rights import RIGHTS_OF, Right
from catalogue.tables_people import Person, PersonRole
from catalogue.terms_workflow import AccountRole


def actor_of(db: Session, person: Person) -> Actor:
    """A person with the roles that the database has now."""
    roles = db.exec(select(col(PersonRole.role)).where(PersonRole.person_id == person.id))
    return Actor(person.id, person.name, frozenset(roles), person.member_id)


def people_with(db: Session, right: Right) -> list[Person]:
    """The active people who have a right, by name."""
    roles = [role for role, given in RIGHTS_OF.items() if right in given]
    statement = (
        select(Person)
        .join(PersonRole, col(PersonRole.person_id) == col(Person.id))
        .where(col(Person.is_active), col(PersonRole.role).in_(roles))
        .distinct()
        .order_by(col(Person.name), col(Person.id))
    )
    return list(db.exec(statement))


def actors(db: Session) -> list[Actor]:
    """All active people with their roles, by name."""
    roles: dict[int, set[AccountRole]] = defaultdict(set)
    for given in db.exec(select(PersonRole)):
        roles[given.person_id].add(given.role)
    active = select(Person).where(col(Person.is_active)).order_by(col(Person.name), col(Person.id))
    return [
        Actor(person.id, person.name, frozenset(roles[person.id]), person.member_id)
        for person in db.exec(active)
    ]


def names_of(db: Session, ids: Collection[int | None]) -> dict[int, str]:
    """The names of people, for pages behind the sign-in only."""
    wanted = {one for one in ids if one is not None}
    if not wanted:
        return {}
    return dict(db.exec(select(Person.id, Person.name).where(col(Person.id).in_(wanted))).all())
