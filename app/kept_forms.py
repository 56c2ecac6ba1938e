"""What somebody typed and sent while no longer signed in: it travels along and can be sent again.

Nothing of it is kept on the server. The fields stand in the sign-in page as hidden fields, and after signing
in on a page with one button. Files cannot travel so; they are named as lost.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from app.return_path import own_path

MOST_CHARACTERS = 1_000_000
MOST_FIELDS = 900
"""Under what a form may hold, with room for the fields of the sign-in page."""
MOST_BYTES = 24 << 20
"""Of a form with files: more than any page takes. A stranger must not fill the disk of the server."""
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_ADDRESS, _KIND, _LOST, _FIELD = "bewaard.adres", "bewaard.soort", "bewaard.kwijt", "veld."
_NEVER = ("/account/wachtwoord", "/account/tweede-stap")
"""A password or a code is not put into a page."""


@dataclass(frozen=True, slots=True)
class KeptForm:
    """A form that was sent: where to, with which fields, and which files did not come along."""

    address: str
    fields: tuple[tuple[str, str], ...]
    lost: tuple[str, ...] = ()
    enctype: str = FORMS[0]

    def hidden(self) -> list[tuple[str, str]]:
        """The fields that carry it through the sign-in page."""
        own = [(_ADDRESS, self.address), (_KIND, self.enctype), *((_LOST, name) for name in self.lost)]
        return [*own, *((f"{_FIELD}{name}", value) for name, value in self.fields)]


@dataclass(frozen=True, slots=True)
class Interrupted:
    """A request of somebody who is not signed in: what can be sent again, or only where it came from."""

    kept: KeptForm | None
    back: str = ""
    is_lost: bool = False
    """Whether something was typed that cannot travel along."""


async def interrupted(request: Request) -> Interrupted:
    """What a request that was refused for want of a sign-in brought along."""
    back = _page_of_form(request)
    address = own_path(request.url.path + (f"?{request.url.query}" if request.url.query else ""))
    enctype = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.method != "POST" or enctype not in FORMS or not address:
        return Interrupted(None, back)
    if address.startswith(_NEVER) or (enctype == FORMS[1] and _length(request) > MOST_BYTES):
        return Interrupted(None, back, is_lost=True)
    try:
        form = await request.form()
    except HTTPException:  # no form after all, or too many fields
        return Interrupted(None, back, is_lost=True)
    fields = tuple((name, value) for name, value in form.multi_items() if isinstance(value, str))
    await form.close()
    size = sum(len(name) + len(value) for name, value in fields)
    if len(fields) > MOST_FIELDS or size > MOST_CHARACTERS:
        return Interrupted(None, back, is_lost=True)
    return Interrupted(KeptForm(address, fields, _files(form), enctype), back)


async def kept_form(request: Request) -> KeptForm | None:
    """The form that a sign-in page carries along; None when there is none, or not to a page of this site."""
    form = await request.form()
    address = own_path(_text(form, _ADDRESS))
    if not address or address.startswith(_NEVER):
        return None
    items = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    enctype = _text(form, _KIND)
    return KeptForm(
        address=address,
        fields=tuple((name.removeprefix(_FIELD), value) for name, value in items if name.startswith(_FIELD)),
        lost=tuple(value for name, value in items if name == _LOST),
        enctype=enctype if enctype in FORMS else FORMS[0],
    )


Kept = Annotated[KeptForm | None, Depends(kept_form)]


def _text(form: Mapping[str, object], name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""


def _length(request: Request) -> int:
    """How much a request brings along. Without a length it may be anything; the server reads no further."""
    length = request.headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() else MOST_BYTES + 1


def _files(form: FormData) -> tuple[str, ...]:
    files = (value for _, value in form.multi_items() if isinstance(value, UploadFile))
    return tuple(file.filename for file in files if file.filename)


def _page_of_form(request: Request) -> str:
    """The page from which something was sent; browsers tell it to pages of the same site."""
    try:
        parts = urlsplit(request.headers.get("referer", ""))
    except ValueError:
        return ""
    if parts.netloc != request.url.netloc:
        return ""
    return own_path(parts.path + (f"?{parts.query}" if parts.query else ""))
