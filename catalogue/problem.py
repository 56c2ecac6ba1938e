"""What a rule says when a document deviates from it."""

from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    """What a problem means for publication."""

    REFUSE = "weigert"
    """Publication is refused."""
    REMARK = "opmerking_nodig"
    """The fact may stay as read, if the study carries a remark for this rule."""
    NOTICE = "let_op"
    """Shown to the editor; does not stop publication."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One deviation: the rule, the path of the field in Dutch names, and what to do about it."""

    rule: str
    path: str
    message: str
    weight: Weight
    answered: bool = False
    """Whether the study has a remark for this rule."""

    @property
    def refuses(self) -> bool:
        """Whether this keeps the document from being published."""
        return self.weight is Weight.REFUSE or (self.weight is Weight.REMARK and not self.answered)
