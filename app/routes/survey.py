"""The collection as a whole: the gap map and the overview."""

from fastapi import APIRouter, Request, Response
from sqlmodel import Session

from app import charts, csv_files, gap_pages, survey_pages, survey_words
from app.database import Db
from app.errors import NotFoundError
from app.filters import Misfit
from app.pages import render, urls_of
from app.rendered import cached
from app.surveys import Standing, standing
from catalogue.survey import GROUP_CODES
from catalogue.wording import comparison, without_range

router = APIRouter()


def _chosen(request: Request, name: str) -> str | None:
    """The last value of a parameter; an empty one chooses nothing."""
    return (request.query_params.getlist(name) or [""])[-1] or None


def _rows(request: Request) -> tuple[str, Misfit | None]:
    """What the rows of the gap map are, and what could not be used of the address."""
    asked = _chosen(request, "rij")
    if asked is None or asked in gap_pages.ROWS:
        return asked or gap_pages.DEFAULT, None
    message = "Deze rijen kennen wij niet. U ziet hieronder de werksoorten."
    return gap_pages.DEFAULT, Misfit("rij", asked, message)


@router.get("/witte-vlekken")
def gaps(request: Request) -> Response:
    """Where the collection holds something, and where nothing was found."""
    facet, misfit = _rows(request)
    variant = "onbekend" if misfit else facet

    def make(db: Session) -> str:
        page = gap_pages.gap_page(standing(request, db).survey, facet, urls_of(request))
        context = {"pagina": page, "melding": misfit.message if misfit else None, "keuzes": gap_pages.ROWS}
        return render(request, "overzicht/witte_vlekken.html", context)

    return cached(request, make, question="" if variant == gap_pages.DEFAULT else f"rij={variant}")


@router.get("/witte-vlekken.csv")
def gaps_csv(request: Request, db: Db) -> Response:
    """The gap map as a file."""
    facet, _ = _rows(request)
    page = gap_pages.gap_page(_current(request, db).survey, facet, urls_of(request))
    return csv_files.download(f"witte-vlekken-{page.rows_word}.csv", gap_pages.csv_rows(page))


@router.get("/meta")
def overview(request: Request) -> Response:
    """What the collection holds, in numbers and published ratios, and what it does not tell."""
    asked = _chosen(request, "methode")
    chosen = asked if asked is None or asked in GROUP_CODES else "onbekend"

    def make(db: Session) -> str:
        return _overview(request, standing(request, db), chosen)

    return cached(request, make, question=f"methode={chosen}" if chosen else "")


def _overview(request: Request, now: Standing, chosen: str | None) -> str:
    groups = now.survey.groups
    known = chosen in {group.code for group in groups}
    context = {
        "overzicht": now.survey,
        "stand": now.day,
        "lijsten": groups,
        "gekozen": chosen if known else None,
        "onbekend": chosen is not None and not known,
        "groepen": survey_pages.group_views(now, urls_of(request), chosen if known else None),
        "vergeleken": comparison,
        "zonder_bandbreedte": without_range,
        "niet_verteld": list(survey_words.not_told(now.survey)),
    }
    return render(request, "overzicht/meta.html", context)


@router.get("/meta.csv")
def overview_csv(request: Request, db: Db) -> Response:
    """The published ratios as a file: all lists one under the other, or the chosen one."""
    asked = _chosen(request, "methode")
    groups = [group for group in _current(request, db).survey.groups if asked in (None, group.code)]
    return csv_files.download("verhoudingen.csv", survey_pages.csv_rows(groups, urls_of(request)))


@router.get("/meta/grafieken/{name}.{kind}")
def overview_chart(request: Request, db: Db, name: str, kind: str) -> Response:
    """A chart of the overview as a picture."""
    chart = survey_pages.chart_named(_current(request, db), name)
    if chart is None:
        raise NotFoundError
    return charts.answer(request, chart, kind)


def _current(request: Request, db: Db) -> Standing:
    """The survey for an answer that is not kept: news is looked for first."""
    request.state.index.follow(db)
    return standing(request, db)
