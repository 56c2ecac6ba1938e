"""The registers as data: unit costs, indicators and municipalities."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from sqlmodel import Session

from app import topics
from app.api.answers import answered, kept
from app.api.entry_answers import api_link, page_link
from app.api.models import SelfLinks
from app.api.operations import operation
from app.api.parameters import register_parameters
from app.api.register_models import (
    KpiList,
    ListedLinks,
    MunicipalityList,
    MunicipalityRow,
    SideBySide,
    UnitCostList,
)
from app.errors import GoneError, NotFoundError
from app.filters import NATIONWIDE
from app.pages import urls_of
from app.register_rows import INDICATORS, UNIT_COSTS
from app.register_view import current_registers, registers_of
from app.urls import Urls, with_query
from catalogue import registers
from catalogue.kinds import Kind
from catalogue.register_entries import row_by_id
from catalogue.registers import Municipality, UnitCost
from catalogue.vocabulary import EntryState

router = APIRouter()
TAG = "registers"


@router.get(
    "/kengetallen",
    response_model=UnitCostList,
    **operation(
        "zoekKengetallen",
        "Kengetallen zoeken en filteren",
        "Alle kengetallen, ook bedragen voor heel Nederland (soort macro) en kengetallen die nog niet zijn "
        "gevonden (soort nog_te_vinden). Er is een pagina met alles.",
        tag=TAG,
        parameters=register_parameters(UNIT_COSTS),
    ),
)
def unit_costs(request: Request) -> Response:
    """The unit costs that fit the question."""
    urls = urls_of(request)
    choice = UNIT_COSTS.select(current_registers(request).everything, request.query_params)
    body = UnitCostList(
        links=SelfLinks(self=api_link(urls, with_query("/kengetallen", choice.parameters))),
        total=len(choice.rows),
        results=choice.rows,
        side_by_side=tuple(
            SideBySide(group=found.group, unit_costs=tuple(row.id for row in found.unit_costs))
            for found in registers.conflicts(choice.rows)
        ),
    )
    return answered(request, body)


@router.get(
    "/kengetallen/{id}",
    response_model=UnitCost,
    **operation(
        "leesKengetal",
        "Een kengetal",
        "Een kengetal met zijn bron. Een teruggetrokken kengetal geeft 410 met de reden.",
        tag=TAG,
        statuses=(404, 410),
    ),
)
def unit_cost(
    request: Request, identifier: Annotated[str, Path(alias="id", description="Het kenmerk.")]
) -> Response:
    """One unit cost."""

    def make(db: Session) -> UnitCost:
        version = row_by_id(db, Kind.UNIT_COST, identifier)
        if version is None:
            return _of_file(request, db, identifier)
        if version.state is EntryState.WITHDRAWN:
            raise GoneError(version.document.name, version.state_reason or "")
        row: UnitCost = version.document
        return row

    return kept(request, make)


def _of_file(request: Request, db: Session, identifier: str) -> UnitCost:
    """A nationwide total or a gap. Raises NotFoundError."""
    now = registers_of(request, db)
    found = next((row for row in (*now.macro, *now.missing) if row.id == identifier), None)
    if found is None:
        raise NotFoundError
    return found


@router.get(
    "/kpis",
    response_model=KpiList,
    **operation(
        "zoekKpis",
        "Indicatoren zoeken en filteren",
        "Indicatoren (kpi's) die in sociaal werk worden gebruikt. Zij bevatten geen gemeten waarden.",
        tag=TAG,
        parameters=register_parameters(INDICATORS),
    ),
)
def indicators(request: Request) -> Response:
    """The indicators that fit the question."""
    urls = urls_of(request)
    choice = INDICATORS.select(current_registers(request).indicators.rows, request.query_params)
    links = SelfLinks(self=api_link(urls, with_query("/kpis", choice.parameters)))
    return answered(request, KpiList(links=links, total=len(choice.rows), results=choice.rows))


@router.get(
    "/gemeenten",
    response_model=MunicipalityList,
    **operation(
        "leesGemeenten",
        "Alle gemeenten",
        "Het register van gemeenten, met het aantal aanpakken per gemeente. De waarde "
        f"{NATIONWIDE} bij aanpakken is geen gemeente en staat hier niet in.",
        tag=TAG,
    ),
)
def municipalities(request: Request) -> Response:
    """All municipalities."""
    urls = urls_of(request)

    def make(_: Session) -> MunicipalityList:
        register = registers.municipality_register()
        counts = topics.counts(request.state.index.engine).get("gemeente", {})
        return MunicipalityList(
            links=SelfLinks(self=api_link(urls, urls.gemeenten())),
            checked_on=register.checked_on,
            status=register.status,
            total=len(register.municipalities),
            results=tuple(_place(urls, row, counts.get(row.code, 0)) for row in register.municipalities),
        )

    return kept(request, make)


@router.get(
    "/gemeenten/{code}",
    response_model=MunicipalityRow,
    **operation(
        "leesGemeente",
        "Een gemeente",
        "Een gemeente, met het aantal aanpakken dat er is toegepast.",
        tag=TAG,
        statuses=(404,),
    ),
)
def municipality(
    request: Request, code: Annotated[str, Path(description="CBS-code.", pattern=r"^\d{4}$")]
) -> Response:
    """One municipality."""
    found = registers.municipalities().get(code)
    if found is None:
        raise NotFoundError

    def make(_: Session) -> MunicipalityRow:
        counts = topics.counts(request.state.index.engine).get("gemeente", {})
        return _place(urls_of(request), found, counts.get(code, 0))

    return kept(request, make)


def _place(urls: Urls, found: Municipality, count: int) -> MunicipalityRow:
    path = urls.gemeente(found.code)
    return MunicipalityRow(
        links=ListedLinks(
            self=api_link(urls, path),
            page=page_link(urls, path),
            approaches=api_link(urls, urls.aanpakken(gemeente=found.code)),
        ),
        code=found.code,
        name=found.name,
        aliases=found.aliases,
        remark=found.remark,
        count=count,
    )
