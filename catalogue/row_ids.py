"""The id that a unit cost or indicator has of its own: others refer to it, so it stays and is given once."""

from collections.abc import Iterator
from typing import Any

from sqlmodel import Session, col, select

from catalogue.canonical import remembered
from catalogue.kinds import REGISTER_KINDS, AnyDocument, Kind
from catalogue.kpis import Kpi
from catalogue.problem import Problem, Weight
from catalogue.tables import Entry, Revision
from catalogue.unit_costs import UnitCost, macro_figures

RULE = "ID"


def problems(db: Session, kind: Kind, slug: str, document: AnyDocument) -> Iterator[Problem]:
    """What is wrong with the id of a row that is about to be published at a present slug."""
    if kind not in REGISTER_KINDS or not isinstance(document, UnitCost | Kpi):
        return
    ids: dict[str, str] = dict(_ids(db, kind))
    own = ids.pop(slug, document.id)
    if own != document.id:
        message = f"Laat het kenmerk ‘{own}’ staan: andere pagina's verwijzen ernaar."
        yield Problem(RULE, "id", message, Weight.REFUSE)
    taken = {*ids.values(), *(row.id for row in macro_figures() if kind is Kind.UNIT_COST)}
    # In an address capitals make no difference.
    if document.id.lower() in {one.lower() for one in taken}:
        message = f"Het kenmerk ‘{document.id}’ is al in gebruik. Kies een ander kenmerk."
        yield Problem(RULE, "id", message, Weight.REFUSE)


def _ids(db: Session, kind: Kind) -> Iterator[tuple[str, str]]:
    """Slug and id of every row of a kind that was ever published."""
    fields: list[Any] = [Entry.slug, Revision.document, Revision.format, Revision.content_hash]
    live = col(Entry.live_revision_id) == col(Revision.id)
    for slug, text, content_format, text_hash in db.exec(
        select(*fields).join(Revision, live).where(col(Entry.kind) == kind)
    ):
        row: Any = remembered(kind, text, content_format, text_hash)
        yield slug, row.id
