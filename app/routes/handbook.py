"""The handbook for everybody with an account."""

from fastapi import APIRouter, Request, Response

from app import texts
from app.editor_pages import editor_page
from app.identity import Signed

router = APIRouter(prefix="/redactie")


@router.get("/handleiding")
def handbook(request: Request, actor: Signed) -> Response:
    """How a tip becomes a page, and how a page stays true."""
    shown = texts.handbook()
    contents = [(part.id, part.heading) for part in shown.parts]
    return editor_page(request, actor, "redactie/handleiding.html", {"tekst": shown, "inhoud": contents})
