"""Why the editorial work refuses something; each says so in Dutch, for the person who asked."""

from catalogue.errors import ActionRefused


class EditRefused(ActionRefused):
    """The text of a concept may not be changed now, or not by this person."""


class StepRefused(ActionRefused):
    """A step of the workflow may not be taken now, or not by this person."""


class AccountRefused(ActionRefused):
    """An account or organisation cannot become what was asked. `field` is the field of the form."""

    def __init__(self, message: str, field: str = "") -> None:
        """Take the message, in Dutch, and the Dutch name of the field; empty when it is about no field."""
        super().__init__(message)
        self.field = field


class AccountChanged(AccountRefused):
    """Somebody else changed the same account or organisation since the form was opened."""
