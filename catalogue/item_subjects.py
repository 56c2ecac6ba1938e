"""What an amount is about, in the words of its item: "per leerling", "gemiddeld per jaar"."""

from catalogue.documents import Result
from catalogue.figures import mid
from catalogue.schema import known
from catalogue.vocabulary import ItemKind

AVERAGE = "gemiddeld"


def subject_key(subject: str) -> str:
    """What an amount is about, to compare it by: an average per pupil is about the same as one per pupil."""
    return " ".join(word for word in subject.casefold().split() if word != AVERAGE)


def subject_of_total(result: Result, kind: ItemKind) -> str | None:
    """What the total costs or benefits are about, by the one item with the same amount; None when none tells.

    So "per persoon per jaar" stays with an amount of which the study's unit says "per deelnemer".
    """
    whole = mid(result.costs if kind is ItemKind.COST else result.benefits)
    of_kind = [item for item in result.items if item.kind is kind]
    same = [item for item in of_kind if whole is not None and mid(item.amount) == whole]
    return known(same[0].per) if len(same) == 1 else None
