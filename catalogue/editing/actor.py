"""Who acts: somebody with the roles and rights of this moment."""

from dataclasses import dataclass
from functools import cached_property

from catalogue.editing.rights import RIGHTS_OF, Right, rights
from catalogue.terms_workflow import AccountRole


@dataclass(frozen=True)
class Actor:
    """Somebody who does something. `member_id` is the organisation that the person works for."""

    id: int
    name: str
    roles: frozenset[AccountRole]
    member_id: int | None = None

    @cached_property
    def rights(self) -> frozenset[Right]:
        """What this person may do."""
        return rights(self.roles)

    def may(self, right: Right) -> bool:
        """Whether this person has a right."""
        return right in self.rights

    def role_for(self, right: Right) -> AccountRole | None:
        """The role in which this person uses a right: the most modest one that gives it."""
        return next((role for role in AccountRole if role in self.roles and right in RIGHTS_OF[role]), None)

    @property
    def only_own(self) -> bool:
        """Whether this person sees only the submissions of the own organisation."""
        return self.may(Right.SUBMIT) and not self.may(Right.EDIT)
