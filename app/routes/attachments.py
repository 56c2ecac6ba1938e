"""PDFs at an entry: the page of the desk where they are added, and the files themselves."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Path, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel
from sqlmodel import Session

from app.attachment_pages import listed, sent, sources_of, store_of
from app.attachment_store import MOST_BYTES
from app.database import Db
from app.editor_pages import PRIVATE, editor_page
from app.errors import NotFoundError
from app.identity import Editor, Judge
from app.outside_files import FileRefused
from app.pages import urls_of
from app.routes.versions import find_entry
from app.uploads import Upload, receiving
from catalogue.editing import attachments, batches
from catalogue.editing.actor import Actor
from catalogue.editing.attachments import NoteMissing
from catalogue.editing.errors import EditRefused
from catalogue.editing.people import names_of
from catalogue.editing.rights import Right
from catalogue.errors import NotFound
from catalogue.kinds import Kind
from catalogue.tables import Entry
from catalogue.tables_work import Attachment
from catalogue.terms_workflow import Permission

router = APIRouter(prefix="/redactie/paginas/{slug}/bijlagen")
Uploaded = Annotated[Upload, Depends(receiving(MOST_BYTES, Right.EDIT), scope="function")]
Number = Annotated[int, Path(ge=1, le=2_000_000_000)]
_PERMISSION_MISSING = "Kies of bezoekers dit bestand mogen zien."
_WRONG_ENDING = "De naam van het bestand moet eindigen op .pdf."


class PermissionForm(BaseModel):
    """Whether visitors may see a file, and who allows that."""

    toestemming: str = ""
    uitleg: str = ""


@router.get("")
def attachments_page(request: Request, slug: str, db: Db, actor: Editor) -> Response:
    """The files at an entry, and the form to add one."""
    return _page(request, db, actor, _entry(db, slug))


@router.post("")
def attach(request: Request, slug: str, upload: Uploaded, db: Db, actor: Editor) -> Response:
    """Add a file."""
    entry = _entry(db, slug)
    given = dict(upload.fields)
    permission = _permission(given.get("toestemming", ""))
    errors = _errors(upload, permission, given.get("uitleg", ""))
    if not errors and upload.file is not None and permission is not None:
        try:
            kept = store_of(request).keep(upload.file)
        except FileRefused as refused:
            errors["bestand"] = str(refused)
        else:
            attachments.add(
                db, entry, actor, datetime.now(UTC),
                name=upload.name, sha256=kept.sha256, size=kept.size, permission=permission,
                note=given.get("uitleg", ""), source_id=_source(db, entry, given.get("bron", "")),
            )  # fmt: skip
    if errors:
        return _page(request, db, actor, entry, given=given, errors=errors)
    return _back(request, entry)


def found(slug: str, attachment_id: Number, db: Db) -> tuple[Entry, Attachment]:
    """An entry and a file at it. Raises NotFoundError."""
    entry = _entry(db, slug)
    try:
        return entry, attachments.find(db, entry.id, attachment_id)
    except NotFound:
        raise NotFoundError from None


@router.post("/{attachment_id}/toestemming")
def allow(
    request: Request,
    actor: Editor,
    db: Db,
    place: Annotated[tuple[Entry, Attachment], Depends(found)],
    form: Annotated[PermissionForm, Form()],
) -> Response:
    """Say anew whether a file may be shown."""
    entry, attachment = place
    permission = _permission(form.toestemming)
    if permission is None:
        errors = {f"bijlage-{attachment.id}-toestemming": _PERMISSION_MISSING}
        return _page(request, db, actor, entry, errors=errors)
    at = datetime.now(UTC)
    try:
        attachments.allow(db, entry, attachment, actor, at, permission=permission, note=form.uitleg)
    except NoteMissing as missing:
        return _page(request, db, actor, entry, errors={f"bijlage-{attachment.id}-uitleg": str(missing)})
    return _back(request, entry)


@router.post("/{attachment_id}/akkoord")
def agree(
    request: Request, actor: Judge, db: Db, place: Annotated[tuple[Entry, Attachment], Depends(found)]
) -> Response:
    """Agree that the public sees a file; somebody else said that it may."""
    entry, attachment = place
    try:
        attachments.agree(db, entry, attachment, actor, datetime.now(UTC))
    except EditRefused as refused:
        return _page(request, db, actor, entry, errors={f"bijlage-{attachment.id}-akkoord": str(refused)})
    return _back(request, entry)


@router.post("/{attachment_id}/verwijderen")
def remove(
    request: Request, actor: Editor, db: Db, place: Annotated[tuple[Entry, Attachment], Depends(found)]
) -> Response:
    """Take a file away from an entry."""
    entry, attachment = place
    attachments.remove(db, entry, attachment, actor, datetime.now(UTC))
    return _back(request, entry)


@router.get("/{attachment_id}/bestand")
def internal_file(
    request: Request, _: Editor, place: Annotated[tuple[Entry, Attachment], Depends(found)]
) -> Response:
    """A file for editors, whatever its permission."""
    response = sent(request, place[1])
    response.headers.update(PRIVATE)
    return response


def files_of(kind: Kind, path: str) -> APIRouter:
    """The files below one kind of entries, for the public."""
    public = APIRouter(prefix=f"{path}/{{slug}}/bijlagen")

    @public.get("/{attachment_id}")
    def file(request: Request, slug: str, attachment_id: Number, db: Db) -> Response:
        """A file that may be shown; anything else is not there."""
        entry = find_entry(db, slug, kind)
        try:
            attachment = attachments.find(db, entry.id, attachment_id)
        except NotFound:
            raise NotFoundError from None
        if not attachments.is_shown(attachment):
            raise NotFoundError
        return sent(request, attachment)

    return public


def _page(
    request: Request,
    db: Session,
    actor: Actor,
    entry: Entry,
    *,
    given: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> Response:
    text = next((one.text for one in batches.listed(db, {entry.slug})), {})
    sources = dict(sources_of(text))
    rows = attachments.of_entry(db, entry.id)
    context: dict[str, Any] = {
        "pagina": entry,
        "naam": text.get("naam") or entry.slug,
        "bijlagen": listed(rows, sources),
        "namen": names_of(db, [key for row in rows for key in (row.added_by_id, row.seen_by_id)]),
        "wachten": {row.id: attachments.why_not_agree(row, actor) for row in rows if attachments.waits(row)},
        "bronnen": list(sources.items()),
        "toestemmingen": list(Permission),
        "waarden": given or {},
        "fouten": errors or {},
    }
    return editor_page(request, actor, "redactie/bijlagen.html", context, status=422 if errors else 200)


def _errors(upload: Upload, permission: Permission | None, note: str) -> dict[str, str]:
    """What is wrong with the form, before the file itself is looked at."""
    errors: dict[str, str] = {}
    if upload.fault:
        errors["bestand"] = upload.fault
    elif not upload.name.lower().strip().endswith(".pdf"):
        errors["bestand"] = _WRONG_ENDING
    if permission is None and (upload.fields or not upload.fault):
        errors["toestemming"] = _PERMISSION_MISSING
    if permission in attachments.SHOWN and not note.strip():
        errors["uitleg"] = attachments.NOTE_MISSING
    return errors


def _permission(value: str) -> Permission | None:
    return next((one for one in Permission if one.value == value), None)


def _source(db: Session, entry: Entry, source_id: str) -> str | None:
    text = next((one.text for one in batches.listed(db, {entry.slug})), {})
    return source_id if source_id in dict(sources_of(text)) else None


def _entry(db: Session, slug: str) -> Entry:
    try:
        return attachments.entry_at(db, slug)
    except NotFound:
        raise NotFoundError from None


def _back(request: Request, entry: Entry) -> Response:
    return RedirectResponse(urls_of(request).bureau(entry.slug, "bijlagen"), 303)
