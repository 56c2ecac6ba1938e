"""The post: for developers every message as it would be sent, for administrators what was refused."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import RedirectResponse

from app.database import Db
from app.editor_pages import PRIVATE, editor_page
from app.errors import NotFoundError
from app.identity import LogReader
from app.pages import page, urls_of
from app.status import moment
from catalogue.editing import mailbox
from catalogue.tables_desk import Mail

router = APIRouter(prefix="/redactie")
MailId = Annotated[int, Path(ge=1, le=2**31 - 1)]
SHOWN = 100
_ADDRESS = re.compile(r"(https?://[^\s<>]+)")


@router.get("/postvak")
def mailbox_page(request: Request, db: Db) -> Response:
    """What was written, the newest first. Without signing in, as an invitation is read before that.

    Only on a developer's machine: it shows links that open accounts.
    """
    if not request.state.settings.is_development:
        raise NotFoundError
    context = {
        "berichten": [(mail, state_of(mail), parts(mail.body)) for mail in mailbox.latest(db, SHOWN)],
        "afzender": request.state.settings.sender,
        "weg": request.state.settings.mail_way,
        "moment": moment,
        "getoond": SHOWN,
    }
    answer = page(request, "redactie/postvak.html", context)
    answer.headers.update(PRIVATE)
    return answer


@router.get("/logboek/mail")
def refused_mail(request: Request, db: Db, actor: LogReader, gedaan: str = "") -> Response:
    """What the mail server refused for good: an address was mistyped, or somebody has left."""
    context: dict[str, Any] = {
        "berichten": mailbox.refused_ones(db, SHOWN),
        "stand": mailbox.standing(db),
        "weg": request.state.settings.mail_way,
        "moment": moment,
        "gedaan": gedaan,
    }
    return editor_page(request, actor, "redactie/logboek/mail.html", context)


@router.post("/logboek/mail/{mail_id}/opnieuw")
def send_again(request: Request, db: Db, _: LogReader, mail_id: MailId) -> Response:
    """Try a refused message once more."""
    done = mailbox.send_again(db, mail_id, datetime.now(UTC))
    where = urls_of(request).redactie("logboek/mail", gedaan="opnieuw" if done else "niets")
    return RedirectResponse(where, 303)


def state_of(mail: Mail) -> str:
    """What became of a message, in words."""
    if mail.sent_at is not None:
        return f"verstuurd op {moment(mail.sent_at)}"
    if mail.refused_at is not None:
        return f"geweigerd op {moment(mail.refused_at)}"
    return "wacht op het dagoverzicht" if mail.is_held else "wacht op de werker"


def parts(text: str) -> list[tuple[str, bool]]:
    """A text in pieces; of each whether it is an address to click."""
    pieces = [(piece, _ADDRESS.fullmatch(piece) is not None) for piece in _ADDRESS.split(text) if piece]
    found: list[tuple[str, bool]] = []
    for piece, is_link in pieces:
        address = piece.rstrip(".,;:)’") if is_link else piece
        found.append((address, is_link))
        if address != piece:
            found.append((piece[len(address) :], False))
    return found
