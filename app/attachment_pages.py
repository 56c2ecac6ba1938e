"""What pages show of attached files, and how the files themselves are sent."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from fastapi import Request, Response
from fastapi.responses import FileResponse
from sqlmodel import Session

from app.attachment_store import AttachmentStore
from app.errors import NotFoundError
from app.rendered import matches
from catalogue.editing import attachments, working
from catalogue.editing.working import Working
from catalogue.money import NBSP, number
from catalogue.queries import Version
from catalogue.tables_work import Attachment

_KILO, _MEGA = 1 << 10, 1 << 20
_HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
    # A PDF is compressed by itself; said here, the layer that compresses answers leaves it alone.
    "Content-Encoding": "identity",
}


def size_words(size: int) -> str:
    """A size as people say it: "1,2 MB", "340 kB"."""
    if size >= _MEGA:
        return f"{number(round(Decimal(size) / _MEGA, 1))}{NBSP}MB"
    return f"{max(1, round(size / _KILO))}{NBSP}kB"


def store_of(request: Request) -> AttachmentStore:
    """The files of this site."""
    return AttachmentStore(request.state.settings.data_dir / "bijlagen")


def sent(request: Request, attachment: Attachment) -> Response:
    """The file, to keep and not to open here. Raises NotFoundError when it has gone from the folder."""
    etag = f'"{attachment.sha256}"'
    headers = {**_HEADERS, "ETag": etag}
    if matches(request.headers.get("if-none-match"), etag):
        return Response(status_code=304, headers=headers)
    path = store_of(request).path(attachment.sha256)
    if not path.is_file():
        raise NotFoundError
    return FileResponse(path, media_type="application/pdf", filename=attachment.name, headers=headers)


def sources_of(text: Working) -> Iterator[tuple[str, str]]:
    """The sources in a text that may still be incomplete: id and title."""
    studies = text.get("onderzoeken") or [text.get("onderzoek")]
    for study in studies:
        for source in (study or {}).get("bronnen") or ():
            if isinstance(source, dict) and source.get("id"):
                yield str(source["id"]), str(source.get("titel") or source["id"])


def shown_at(db: Session, version: Version[Any]) -> dict[str, Any]:
    """For the public page of an entry: the files by source, and those that stand at none of its sources."""
    sources = dict(sources_of(working.of(version.document)))
    found = {
        source: [(attachment, size_words(attachment.size)) for attachment in rows]
        for source, rows in attachments.public_of(db, version.slug).items()
    }
    loose = [row for source, rows in found.items() if source not in sources for row in rows]
    return {"bijlagen": found, "losse_bijlagen": loose}


def listed(rows: list[Attachment], sources: dict[str, str]) -> list[dict[str, Any]]:
    """The files of an entry for the page of the desk."""
    return [
        {
            "rij": attachment,
            "omvang": size_words(attachment.size),
            "bron": sources.get(attachment.source_id or "", ""),
        }
        for attachment in rows
    ]
