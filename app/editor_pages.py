"""Pages for people with an account: their frame, and that nobody else keeps a copy."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from app.pages import page, urls_of
from app.urls import Urls
from catalogue.editing.actor import Actor
from catalogue.editing.rights import Right

PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}
"""Headers of everything behind the sign-in."""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the desk: where it is, what it is called and which rights open it."""

    path: str
    name: str
    rights: tuple[Right, ...]


SECTIONS = (
    Section("", "Vandaag", (Right.SUBMIT, Right.EDIT, Right.REVIEW, Right.PUBLISH, Right.PEOPLE)),
    Section("werk", "Werklijst", (Right.EDIT, Right.REVIEW, Right.PUBLISH)),
    Section("paginas", "Pagina’s", (Right.EDIT, Right.REVIEW, Right.PUBLISH)),
    Section("meldingen", "Meldingen", (Right.EDIT,)),
    Section("bijhouden", "Bijhouden", (Right.EDIT,)),
    Section("inzendingen", "Inzendingen", (Right.SUBMIT,)),
    Section("import", "Inlezen", (Right.EDIT,)),
    Section("zoekvragen", "Zoekvragen", (Right.EDIT,)),
    Section("logboek", "Logboek", (Right.LOGBOOK,)),
    Section("mensen", "Mensen", (Right.PEOPLE,)),
    Section("organisaties", "Organisaties", (Right.PEOPLE,)),
    Section("instellingen", "Instellingen", (Right.SETTINGS,)),
    Section("handleiding", "Handleiding", tuple(Right)),
)


def sections_for(actor: Actor, urls: Urls) -> list[tuple[str, str]]:
    """The address and name of each part of the desk that somebody may open."""
    return [
        (urls.redactie(section.path), section.name)
        for section in SECTIONS
        if any(actor.may(right) for right in section.rights)
    ]


def editor_page(
    request: Request,
    actor: Actor,
    name: str,
    context: Mapping[str, Any],
    *,
    part: str | None = None,
    status: int = 200,
) -> HTMLResponse:
    """A page of the desk, or only the named part when htmx asks for it. Templates extend redactie/kader.html.

    In the template `ik` is who is signed in and `afdelingen` are the parts of the desk.
    """
    shared = {"ik": actor, "afdelingen": sections_for(actor, urls_of(request))}
    answer = page(request, name, {**shared, **context}, part=part, status=status)
    answer.headers.update(PRIVATE)
    return answer
