"""The way into the desk; the page with today's work takes its place."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.identity import Signed
from app.pages import urls_of
from catalogue.editing.rights import Right

router = APIRouter()


@router.get("/redactie")
def today(request: Request, actor: Signed) -> Response:
    """To the first page that somebody may open."""
    urls = urls_of(request)
    if actor.may(Right.PEOPLE):
        return RedirectResponse(urls.redactie("mensen"), 303)
    return RedirectResponse(urls.redactie("zoekvragen") if actor.may(Right.EDIT) else urls.account(), 303)
