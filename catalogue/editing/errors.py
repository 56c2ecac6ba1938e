"""Why the editorial work refuses something; each says so in Dutch, for the person who asked."""

from catalogue.errors import ActionRefused


class EditRefused(ActionRefused):
    """The text of a concept may not be changed now, or not by this person."""


class StepRefused(ActionRefused):
    """A step of the workflow may not be taken now, or not by this person."""
