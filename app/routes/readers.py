"""Links for readers without an account: making and taking back, reading a concept, commenting on it."""

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app.database import Db
from app.editing.desk import now, opened
from app.editing.parts import Part, children
from app.editor_pages import PRIVATE, editor_page
from app.errors import NotFoundError
from app.identity import Editor
from app.pages import page, urls_of
from app.previews import Preview
from app.reviewing.typed import in_words
from app.routes.writing_preview import preview_chart, preview_page, version_to_be
from catalogue.editing import concepts, paths, readers
from catalogue.editing.actor import Actor
from catalogue.editing.errors import EditRefused
from catalogue.editing.working import Working, part_name
from catalogue.kinds import MODELS
from catalogue.queries import Version
from catalogue.tables import Concept, Entry
from catalogue.tables_work import ReaderLink

router = APIRouter()
USUAL_DAYS = 14


@router.get("/redactie/concepten/{concept_id:int}/lezers")
def links(request: Request, db: Db, actor: Editor, concept_id: int) -> Response:
    """The links to a concept, and the form for a new one."""
    return _links_page(request, db, actor, concept_id, {})


@router.post("/redactie/concepten/{concept_id:int}/lezers")
def invite(  # noqa: PLR0917  (a form and where it was sent)
    request: Request,
    db: Db,
    actor: Editor,
    concept_id: int,
    naam: Annotated[str, Form()] = "",
    dagen: Annotated[str, Form()] = "",
) -> Response:
    """Make a link. It is shown once, on the answer itself: only its hash is kept."""
    work = opened(db, actor, concept_id)
    days = int(dagen) if dagen.isascii() and dagen.isdecimal() and len(dagen) < 4 else 0  # noqa: PLR2004
    try:
        token = readers.invite(db, work.concept, naam, actor, now(), days=days)
    except EditRefused as refused:
        typed = {"naam": naam, "dagen": days, "fout": str(refused)}
        return _links_page(request, db, actor, concept_id, typed, status=422)
    urls = urls_of(request)
    return _links_page(
        request, db, actor, concept_id, {"nieuw": urls.absolute(urls.lezen(token)), "voor": naam}
    )


@router.post("/redactie/concepten/{concept_id:int}/lezers/{link_id:int}/intrekken")
def revoke(request: Request, db: Db, actor: Editor, concept_id: int, link_id: int) -> Response:
    """Take a link back."""
    work = opened(db, actor, concept_id)
    link = next((link for link in readers.links_of(db, work.concept) if link.id == link_id), None)
    if link is None:
        raise NotFoundError
    readers.revoke(db, link, actor, now())
    return RedirectResponse(urls_of(request).concept(concept_id, "lezers"), 303)


@router.get("/lezen/{token}")
def welcome(request: Request, db: Db, token: str) -> Response:
    """What the reader is asked, and what the reader said so far."""
    link, concept, entry = _by_token(db, token)
    return _reader_page(request, db, token, (link, concept, entry), {})


@router.post("/lezen/{token}")
def comment(
    request: Request,
    db: Db,
    token: str,
    tekst: Annotated[str, Form()] = "",
    plek: Annotated[str, Form()] = "",
) -> Response:
    """Place a comment; what was typed is shown again when it is refused."""
    link, concept, entry = _by_token(db, token)
    document = concepts.text_of(concept)
    places = dict(_places(entry, document))
    path = plek if plek in places else ""
    try:
        readers.comment(db, link, concept, tekst, now(), path, places[path] if path else "")
    except EditRefused as refused:
        typed = {"tekst": tekst, "plek": path, "fout": str(refused)}
        return _reader_page(request, db, token, (link, concept, entry), typed, status=422)
    return RedirectResponse(urls_of(request).lezen(token) + "?gedaan=geplaatst#gezegd", 303)


@router.get("/lezen/{token}/pagina")
def read(request: Request, db: Db, token: str) -> Response:
    """The page that this concept would be."""
    version, left_out = _version(db, token)
    urls = urls_of(request)
    told = Preview(
        back=urls.lezen(token),
        back_words="Naar uw opmerkingen",
        charts=urls.lezen(token, "grafieken"),
        left_out=left_out,
    )
    return preview_page(request, db, version, told)


@router.get("/lezen/{token}/grafieken/{name}.{suffix}")
def chart(request: Request, db: Db, token: str, name: str, suffix: str) -> Response:
    """A chart on that page."""
    return preview_chart(request, _version(db, token)[0], name, suffix)


def _by_token(db: Session, token: str) -> tuple[ReaderLink, Concept, Entry]:
    found = readers.by_token(db, token, now())
    if found is None:
        raise NotFoundError
    link, concept = found
    return link, concept, db.get_one(Entry, concept.entry_id)


def _version(db: Session, token: str) -> tuple[Version[Any], tuple[str, ...]]:
    _, concept, entry = _by_token(db, token)
    return version_to_be(db, entry, concepts.text_of(concept), concept.note, now())


def _places(entry: Entry, document: Working) -> Iterator[tuple[str, str]]:
    """The parts that a comment can be about, with their place in words."""
    yield from _below(Part("", MODELS[entry.kind], document), entry, document)


def _below(part: Part, entry: Entry, document: Working) -> Iterator[tuple[str, str]]:
    for _, __, held in children(part):
        for child in held:
            yield child.path, paths.place(MODELS[entry.kind], document, child.path)
            yield from _below(child, entry, document)


def _links_page(  # noqa: PLR0917  (a page and what was typed on it)
    request: Request, db: Db, actor: Actor, concept_id: int, typed: dict[str, Any], status: int = 200
) -> Response:
    work = opened(db, actor, concept_id)
    at = now()
    context = {
        "werk": work,
        "naam_concept": part_name(work.document),
        "links": [
            {
                "id": link.id,
                "naam": link.name,
                "tot": in_words(link.expires_at),
                "werkt": link.revoked_at is None and link.expires_at > at,
                "ingetrokken": link.revoked_at is not None,
                "gebruikt": in_words(link.used_at) if link.used_at else None,
                "opmerkingen": len(readers.comments_of(db, link)),
            }
            for link in readers.links_of(db, work.concept)
        ],
        "dagen": [(str(days), f"{days} dagen") for days in readers.VALID_DAYS],
        "getypt": {"naam": "", "dagen": USUAL_DAYS, "fout": None, "nieuw": None, "voor": ""} | typed,
    }
    return editor_page(request, actor, "redactie/lezers.html", context, status=status)


def _reader_page(  # noqa: PLR0917  (a page and what was typed on it)
    request: Request,
    db: Session,
    token: str,
    found: tuple[ReaderLink, Concept, Entry],
    typed: dict[str, Any],
    status: int = 200,
) -> Response:
    link, concept, entry = found
    document = concepts.text_of(concept)
    context = {
        "naam_concept": part_name(document),
        "lezer": link.name,
        "tot": in_words(link.expires_at),
        "token": token,
        "plekken": list(_places(entry, document)),
        "gezegd": [
            (said.place, said.body, in_words(said.created_at)) for said in readers.comments_of(db, link)
        ],
        "gedaan": request.query_params.get("gedaan") == "geplaatst",
        "getypt": {"tekst": "", "plek": "", "fout": None} | typed,
    }
    answer = page(request, "lezen/lezen.html", context, status=status)
    answer.headers.update({**PRIVATE, "Referrer-Policy": "no-referrer"})
    return answer
