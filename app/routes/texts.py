"""The fixed texts: what this is, how to read it, and the legal and practical pages."""

from collections.abc import Callable

from fastapi import APIRouter, Request, Response
from sqlmodel import Session

from app import texts
from app.pages import render
from app.rendered import cached

router = APIRouter()
CONTENTS_FROM = 4
"""From this number of headings on a page has a table of contents."""
NO_ADDRESS = "het e-mailadres dat hier nog moet komen"


def _page_of(name: str) -> Callable[[Request], Response]:
    def fixed_text(request: Request) -> Response:
        def make(_: Session) -> str:
            shown = texts.text(name, _values(request))
            contents = [(part.id, part.heading) for part in shown.parts]
            context = {"tekst": shown, "inhoud": contents if len(contents) >= CONTENTS_FROM else []}
            template = "teksten/handleiding.html" if name == "handleiding" else "teksten/tekst.html"
            return render(request, template, context)

        return cached(request, make)

    return fixed_text


def _values(request: Request) -> dict[str, str]:
    settings = request.state.settings
    return {"site_naam": settings.site_name, "contact_email": settings.contact_email or NO_ADDRESS}


for _name in texts.NAMES:
    router.add_api_route(f"/{_name}", _page_of(_name), name=f"text_{_name}")
