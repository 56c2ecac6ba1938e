"""Why an action on the catalogue is refused. The web application decides what a visitor sees of it."""

from collections.abc import Iterable

from catalogue.problem import Problem


class ActionRefused(Exception):
    """A rule of the catalogue forbids what was asked; nothing was changed."""


class NotFound(ActionRefused):
    """There is no such entry, version or concept."""


class InvalidSlug(ActionRefused):
    """A slug has other characters than lower-case letters, digits and single hyphens."""


class SlugTaken(ActionRefused):
    """A slug belongs, or once belonged, to another entry."""


class StaleConcept(ActionRefused):
    """Someone else saved the concept since it was read. `version` is the present lock version."""

    def __init__(self, version: int | None) -> None:
        """Take the lock version that the concept has now; None when it is gone."""
        super().__init__(f"concept is at version {version}")
        self.version = version


class ReasonMissing(ActionRefused):
    """An entry is archived or withdrawn with a reason, never without."""


class NothingPublished(ActionRefused):
    """An entry that was never published cannot be archived or withdrawn."""


class PublicationRefused(ActionRefused):
    """A document deviates from the rules for publication; `problems` says where and why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems in document order."""
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{problem.path}: {problem.message}" for problem in self.problems))
