"""An approach with a reader's own numbers; the address holds everything that was typed."""

from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from fastapi import Form as FormFields
from fastapi.responses import RedirectResponse
from pydantic import BaseModel

from app.own_numbers import OwnNumbers, read
from app.own_numbers_range import range_view
from app.pages import page, urls_of
from app.routes.versions import find_entry
from app.studies import subjects_of
from catalogue import queries, registers
from catalogue.documents import Approach
from catalogue.economics import band_text
from catalogue.money import euro
from catalogue.own_numbers import Outcome, Start
from catalogue.queries import Version
from catalogue.wording import comparison, outcome_of

router = APIRouter(prefix="/aanpakken/{slug}/rekenen")
LONGEST = 60


class Form(BaseModel):
    """What may be typed; every field may be left out."""

    deelnemers: str = ""
    kosten: str = ""
    effect: str = ""
    prijspeil: str = ""
    uitkomst: str = ""
    versie: str = ""


@router.get("")
def own_numbers(request: Request, slug: str) -> Response:
    """The page; with htmx only its changing part."""
    with request.state.open_database() as db:
        entry = find_entry(db, slug)
        number = _version_number(request.query_params.get("versie", ""))
        version = (queries.version(db, entry, number) if number else None) or queries.live(db, entry)
    found = read(version.document, request.query_params)
    context = _context(request, version, found)
    return page(request, "rekenen/rekenen.html", context, part="rekenen/_rekening.html")


@router.post("")
def typed_numbers(request: Request, slug: str, form: Annotated[Form, FormFields()]) -> Response:
    """A form that was posted: the same page at the address that holds what was typed."""
    given = {name: text.strip()[:LONGEST] for name, text in form.model_dump().items()}
    return RedirectResponse(urls_of(request).rekenen(slug, **given), 303)


def _version_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0  # noqa: PLR2004


def _context(request: Request, version: Version[Approach], found: OwnNumbers) -> dict[str, Any]:
    asked = request.query_params
    start = found.chosen.start if found.chosen else None
    context: dict[str, Any] = {
        "versie": version,
        "aanpak": version.document,
        "rekening": found,
        "heeft_vraag": bool(asked),
        "heeft_uitkomst": bool(asked.get("uitkomst")),
        "versie_gekozen": bool(asked.get("versie")),
    }
    if isinstance(start, Start):
        context |= _around(request, version, found, start)
    return context


def _around(request: Request, version: Version[Approach], found: OwnNumbers, start: Start) -> dict[str, Any]:
    urls = urls_of(request)
    which = {"uitkomst": start.result.id} if len(found.usable) > 1 else {}
    changed = {name: text for name, text in found.typed.items() if request.query_params.get(name)}
    shared = urls.rekenen(version.slug, **changed, **which, versie=str(version.number))
    years = registers.cpi()
    return {
        "jaren": [
            (str(year), f"{year} (zoals in het onderzoek)" if year == start.price_year else str(year))
            for year in range(years.last_year, years.first_year - 1, -1)
        ],
        "kosten_per": _cost_each(start),
        "ander_jaar": _other_year(start, found),
        "vaste_kosten": _fixed_costs(start),
        "waarover": subjects_of(start.study, start.result),
        "grondslag": _basis(start),
        "begin_adres": urls.rekenen(version.slug, **which),
        "deel_adres": urls.absolute(shared),
        "bereik": range_view(start, found.outcome) if isinstance(found.outcome, Outcome) else None,
    }


def _other_year(start: Start, found: OwnNumbers) -> str:
    """The chosen price year, where it is another than that of the study."""
    year = found.typed.get("prijspeil", "")
    return "" if "prijspeil" in found.errors or year == str(start.price_year or "") else year


def _fixed_costs(start: Start) -> str:
    """The costs that come on top of those per participant, as they stand in the study."""
    fixed = start.fixed
    return "" if fixed is None or fixed.ceiling == 0 else band_text(fixed, euro).removeprefix("van ")


def _basis(start: Start) -> str:
    compared = comparison(start.study).rstrip(".")
    return f"{outcome_of(start.study, start.result)} Vergeleken met: {compared}."


def _cost_each(start: Start) -> str:
    """The study's costs of one participant, as a hint beside the reader's own."""
    cost = start.cost_each
    amount = euro(cost.mid) if cost.mid is not None else f"{euro(cost.low or 0)} tot {euro(cost.high or 0)}"
    return f"{amount}, in prijzen van {start.price_year}" if start.price_year else amount
