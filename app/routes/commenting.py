"""Comments on a concept: placing one, replying, calling it dealt with."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from app.database import Db
from app.editing.desk import now
from app.editor_pages import editor_page
from app.identity import Writer
from app.pages import urls_of
from app.reviewing.comment_view import addressed
from app.reviewing.typed import clean, safe_return
from app.reviewing.work import Work, with_work
from app.routes.reviewing import to_review, whole_number
from catalogue.editing import comments
from catalogue.editing.errors import EditRefused
from catalogue.editing.people import actors

router = APIRouter(prefix="/redactie/concepten/{concept_id:int}/opmerkingen")


@router.get("")
def to_the_comments(request: Request, actor: Writer, concept_id: int) -> Response:
    """Where the comments stand."""
    del actor
    return RedirectResponse(urls_of(request).concept(concept_id, "verschil") + "#gesprek", 303)


@router.post("")
def place(  # noqa: PLR0917  (what the form sends)
    request: Request,
    db: Db,
    actor: Writer,
    concept_id: int,
    tekst: Annotated[str, Form()] = "",
    plek: Annotated[str, Form()] = "",
    antwoord_op: Annotated[str, Form()] = "",
    voor: Annotated[str, Form()] = "",
    terug: Annotated[str, Form()] = "",
) -> Response:
    """Place a comment or a reply. What was typed is shown again when it is refused."""
    body = clean(tekst)

    def answer(work: Work) -> Response:
        text = addressed(body, voor, actors(db))
        try:
            reply_to = whole_number(antwoord_op) if antwoord_op else None
            comment = comments.add(db, work.concept, actor, text, now(), plek, reply_to=reply_to)
        except EditRefused as error:
            context = {
                "werk": work,
                "getypt": body,
                "voor": voor,
                "plek": plek,
                "antwoord_op": antwoord_op,
                "terug": safe_return(terug),
                "fouten": {"tekst": str(error)},
            }
            return editor_page(request, actor, "redactie/werk/opmerking.html", context, status=422)
        return _back(request, concept_id, terug, "opmerking", comment.id)

    return with_work(request, db, actor, concept_id, answer)


@router.post("/{comment_id:int}/stand")
def settle(  # noqa: PLR0917  (what the form sends)
    request: Request,
    db: Db,
    actor: Writer,
    concept_id: int,
    comment_id: int,
    klaar: Annotated[str, Form()] = "ja",
    terug: Annotated[str, Form()] = "",
) -> Response:
    """Call a comment dealt with, or open it again."""

    def answer(work: Work) -> Response:
        is_done = klaar == "ja"
        try:
            comments.settle(db, work.concept, comment_id, actor, now(), is_done=is_done)
        except EditRefused:
            return to_review(request, concept_id, "", "gesprek")
        return _back(request, concept_id, terug, "afgehandeld" if is_done else "heropend", None)

    return with_work(request, db, actor, concept_id, answer)


def _back(request: Request, concept_id: int, back: str, done: str, comment_id: int | None) -> Response:
    """To the page that somebody came from, at the comment."""
    anchor = "gesprek" if comment_id is None else f"opmerking-{comment_id}"
    address = safe_return(back)
    if not address:
        return to_review(request, concept_id, done, anchor)
    return RedirectResponse(f"{address.partition('#')[0]}#{anchor}", 303)
