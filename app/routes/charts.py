"""The charts of who pays and who gains: one per result of an entry, of one version, of a publication."""

from collections.abc import Callable, Iterable

from fastapi import APIRouter, Request, Response
from sqlmodel import Session

from app.charts import Chart, ChartView, answer
from app.distribution_charts import chart_of, chart_views
from app.errors import NotFoundError
from app.pages import urls_of
from app.previews import Preview
from app.rendered import state_of_catalogue
from app.routes.versions import Number, find_entry, find_version
from catalogue import queries
from catalogue.documents import Approach, Publication, Study
from catalogue.kinds import Kind
from catalogue.queries import Version


def page_charts(
    request: Request,
    version: Version[Approach] | Version[Publication],
    studies: Iterable[Study],
    preview: Preview | None = None,
) -> dict[str, ChartView]:
    """The charts of a page by the id of their result, at addresses below that page."""
    if preview is not None:
        return chart_views(version, studies, preview.charts)
    urls = urls_of(request)
    number = version.number if request.url.path == _own_address(request, version) else None
    return chart_views(version, studies, urls.grafieken(version.slug, version.kind, number))


def _own_address(request: Request, version: Version[Approach] | Version[Publication]) -> str:
    return urls_of(request).versie(version.slug, version.number, version.kind)


def charts_of(kind: Kind, path: str) -> APIRouter:
    """The routes of the charts below one kind of entries."""
    router = APIRouter(prefix=f"{path}/{{slug}}")

    @router.get("/grafieken/{name}.{suffix}")
    def chart(request: Request, slug: str, name: str, suffix: str) -> Response:
        """The chart of a result of the live version."""
        return _answer(
            request, suffix, lambda db: chart_in(queries.live(db, find_entry(db, slug, kind)), name)
        )

    @router.get("/versies/{number}/grafieken/{name}.{suffix}")
    def chart_of_version(request: Request, slug: str, number: Number, name: str, suffix: str) -> Response:
        """The chart of a result of one version."""
        return _answer(request, suffix, lambda db: chart_in(find_version(db, slug, number, kind), name))

    return router


def _answer(request: Request, suffix: str, find: Callable[[Session], Chart]) -> Response:
    """The picture; its chart is found and laid out once for as long as nothing is published."""

    def make() -> Chart:
        with request.state.open_database() as db:
            return find(db)

    place = request.url.path.removesuffix(f".{suffix}")
    chart = request.state.charts.recent.get((place, state_of_catalogue(request)), make)
    return answer(request, chart, suffix)


def chart_in(version: Version[Approach] | Version[Publication], name: str) -> Chart:
    """The chart of a result. Raises NotFoundError where there is none to draw."""
    document = version.document
    studies = document.studies if isinstance(document, Approach) else (document.study,)
    for study in studies:
        for result in study.results:
            chart = chart_of(version, study, result) if result.id == name else None
            if chart:
                return chart
    raise NotFoundError
