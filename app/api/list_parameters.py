"""The query parameters of the list of approaches: those of the page, and the size of a page."""

from collections.abc import Iterator

from starlette.datastructures import QueryParams

from app.api.models import Fault
from app.api.parameters import WHOLE_NUMBER, Parameter, choice, text, whole
from app.filters import FACET_TERMS, LARGEST_PAGE, LARGEST_PAGE_SIZE, NATIONWIDE, PAGE_SIZE, YEARS
from catalogue import registers
from search.engine import Sort
from search.facets import FACETS

MORE = "Meer waarden naast elkaar: een ervan moet kloppen."
TITLES = {facet.name: facet.title for facet in FACETS}


def list_parameters() -> tuple[Parameter, ...]:
    """All of them, in the order in which a reader meets them."""
    return (
        text("q", "Zoekwoorden. Ook delen van samengestelde woorden en synoniemen worden gevonden."),
        *(choice(name, f"{TITLES[name]}. {MORE}", terms) for name, terms in FACET_TERMS.items()),
        choice(
            "gemeente",
            f"CBS-code van een gemeente, of {NATIONWIDE}. {MORE}",
            [*registers.municipalities(), NATIONWIDE],
        ),
        whole("jaarVan", "Alleen met een onderzoek uit dit jaar of later.", *YEARS),
        whole("jaarTot", "Alleen met een onderzoek uit dit jaar of eerder.", *YEARS),
        choice(
            "sorteer",
            "De volgorde. Zonder keuze is dat relevantie bij zoekwoorden en anders de naam. "
            "Sorteren op de hoogte van een uitkomst kan niet: uitkomsten zijn niet zomaar vergelijkbaar.",
            Sort,
            many=False,
        ),
        whole("pagina", "Het nummer van de pagina, vanaf 1.", 1, LARGEST_PAGE, default=1),
        whole("paginaGrootte", "Het aantal op een pagina.", 1, LARGEST_PAGE_SIZE, default=PAGE_SIZE),
    )


def years_in_order(given: QueryParams) -> Iterator[Fault]:
    """Refuse a range of years that ends before it begins."""
    first, last = given.get("jaarVan", ""), given.get("jaarTot", "")
    both = WHOLE_NUMBER.fullmatch(first) and WHOLE_NUMBER.fullmatch(last)
    if both and int(first) > int(last):
        yield Fault(place="query", name="jaarTot", reason="Het eindjaar ligt voor het beginjaar.")


def page_size(given: QueryParams) -> int:
    """The size of a page in a question that was checked."""
    return int(given.get("paginaGrootte", PAGE_SIZE))
