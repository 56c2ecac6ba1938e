"""Telling an editor which word parts could be added to the lexicon of search."""

from itertools import chain

from rich.console import Console
from rich.table import Table
from sqlmodel import Session

from app.indexing import search_document
from catalogue import queries
from catalogue.kinds import Kind
from search.fields import texts_of
from search.proposals import Proposal, proposals


def proposed(db: Session) -> list[Proposal]:
    """Proposals from all published approaches, the most useful first."""
    documents = map(search_document, queries.all_live(db, Kind.APPROACH))
    groups = (group for document in documents for group in texts_of(document).values())
    return proposals(chain.from_iterable(groups))


def tell(found: list[Proposal], console: Console, most: int) -> None:
    """Print the first `most` proposals with what an editor can do with them."""
    if not found:
        console.print("Er zijn geen nieuwe woorddelen om voor te stellen.", highlight=False)
        return
    table = Table(box=None, pad_edge=False)
    table.add_column("woorddeel")
    table.add_column("woorden", justify="right")
    table.add_column("keer", justify="right")
    table.add_column("voorbeelden", overflow="fold")
    for one in found[:most]:
        table.add_row(one.part, str(one.words), str(one.times), ", ".join(one.examples))
    console.print(table, highlight=False)
    if len(found) > most:
        console.print(f"En nog {len(found) - most}. Met --aantal ziet u er meer.", highlight=False)
    console.print(
        "\nIs het een woord op zichzelf? Zet het met zijn andere vormen in search/lexicon.txt.\n"
        "Is het toeval? Zet het in search/geen-woorddelen.txt, dan komt het niet terug.",
        highlight=False,
        soft_wrap=True,
    )
