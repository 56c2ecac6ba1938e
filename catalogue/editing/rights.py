"""Rights and which role gives them. Submitting, reviewing and publishing are separate rights."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from types import MappingProxyType

from catalogue.terms_workflow import AccountRole


class Right(StrEnum):
    """One thing that somebody may do. Pages and steps ask for rights, never for roles."""

    SUBMIT = "indienen"
    """Write submissions of the own organisation and send them in."""
    EDIT = "bewerken"
    """Write and change any concept, handle what the desk receives, import."""
    REVIEW = "beoordelen"
    """Approve or return a concept of somebody else, answer the checklist of a study."""
    PUBLISH = "publiceren"
    """Publish what was approved, withdraw and archive."""
    PEOPLE = "mensen"
    """Invite people, change roles, manage organisations."""
    SETTINGS = "instellingen"
    """Settings and vocabularies."""
    LOGBOOK = "logboek"
    """Read who did what, with names."""


RIGHTS_OF: Mapping[AccountRole, frozenset[Right]] = MappingProxyType(
    {
        AccountRole.SUBMITTER: frozenset({Right.SUBMIT}),
        AccountRole.EDITOR: frozenset({Right.SUBMIT, Right.EDIT, Right.REVIEW}),
        AccountRole.CHIEF_EDITOR: frozenset({Right.SUBMIT, Right.EDIT, Right.REVIEW, Right.PUBLISH}),
        AccountRole.ADMINISTRATOR: frozenset({Right.PEOPLE, Right.SETTINGS, Right.LOGBOOK}),
    }
)


def rights(roles: Collection[AccountRole]) -> frozenset[Right]:
    """Everything that these roles together allow."""
    return frozenset().union(*(RIGHTS_OF[role] for role in roles)) if roles else frozenset()
