"""Reading files: sending one in, seeing what it would do, confirming that, and the files to start from."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel
from sqlmodel import Session

from app import import_files, import_sheets
from app.database import Db
from app.editor_pages import PRIVATE, editor_page
from app.errors import NotFoundError
from app.identity import Editor
from app.import_pages import shown
from app.import_report import XLSX, returned
from app.import_words import YAML_TEMPLATE
from app.import_yaml import yaml_text
from app.outside_files import FileRefused
from app.pages import urls_of
from app.uploads import Upload, receiving
from catalogue.editing import batches
from catalogue.editing.actor import Actor
from catalogue.editing.errors import EditRefused
from catalogue.editing.people import names_of
from catalogue.editing.rights import Right
from catalogue.editing.sheets_writing import Listed, flat, grids
from catalogue.errors import NotFound
from catalogue.tables_desk import ImportBatch

router = APIRouter(prefix="/redactie/import")
SHOWN = 20
Uploaded = Annotated[Upload, Depends(receiving(import_files.MOST_BYTES, Right.EDIT), scope="function")]

Writer = Callable[[Sequence[Listed]], bytes | str]
WRITERS: Mapping[str, tuple[str, Writer]] = {
    "xlsx": (XLSX, lambda entries: import_sheets.xlsx(grids(entries))),
    "csv": ("text/csv; charset=utf-8", lambda entries: import_sheets.csv_text(flat(entries))),
    "zip": ("application/zip", lambda entries: import_sheets.zipped(grids(entries))),
    "yaml": ("application/yaml; charset=utf-8", yaml_text),
}


class Choice(BaseModel):
    """Which pages to make concepts of."""

    pagina: list[str] = []
    alles: str = ""


@router.get("")
def import_page(request: Request, db: Db, actor: Editor) -> Response:
    """The form, the templates and the earlier files."""
    return _start(request, db, actor)


@router.post("")
def send_in(request: Request, upload: Uploaded, db: Db, actor: Editor) -> Response:
    """Take a file in; the worker looks it over."""
    content = upload.read()
    fault = upload.fault
    if fault is None and not content.strip():
        fault = "Dit bestand is leeg."
    if fault:
        return _start(request, db, actor, {"bestand": fault})
    batch = batches.receive(db, actor, _plain_name(upload.name), content, datetime.now(UTC))
    return RedirectResponse(urls_of(request).inlezen(batch.id), 303)


@router.get("/sjabloon.{kind}")
def template(kind: str, _: Editor) -> Response:
    """An empty file with the right columns."""
    if kind == "yaml":
        return _file(YAML_TEMPLATE, "sjabloon.yaml", WRITERS[kind][0])
    return _written(kind, [], "sjabloon")


@router.get("/verzameling.{kind}")
def collection(kind: str, db: Db, _: Editor, pagina: Annotated[list[str] | None, Query()] = None) -> Response:
    """What is there now, in the same form: all of it, or these pages."""
    return _written(kind, batches.listed(db, pagina), "verzameling" if pagina is None else "paginas")


@router.get("/{batch_id:int}")
def batch_page(request: Request, batch_id: int, db: Db, actor: Editor) -> Response:
    """How far a file is, what it would do, or what came of it."""
    return _batch(request, actor, _find(db, batch_id))


@router.post("/{batch_id:int}")
def confirm(
    request: Request,
    batch_id: int,
    db: Db,
    actor: Editor,
    choice: Annotated[Choice, Form()],
) -> Response:
    """Let concepts be made of what was chosen."""
    batch = _find(db, batch_id, for_update=True)
    chosen = choice.pagina
    if choice.alles:
        chosen = [entry["slug"] for entry in batches.report_of(batch).get("entries", ())]
    try:
        batches.confirm(db, batch, chosen, actor, datetime.now(UTC))
    except EditRefused as refused:
        return _batch(request, actor, batch, {"keuze": str(refused)})
    return RedirectResponse(urls_of(request).inlezen(batch_id), 303)


@router.get("/{batch_id:int}/bestand")
def own_file(batch_id: int, db: Db, _: Editor) -> Response:
    """One's own file back, with remarks."""
    batch = _find(db, batch_id)
    try:
        contents = import_files.read(batch.content)
    except FileRefused:
        raise NotFoundError from None
    body, ending, media_type = returned(contents, batches.report_of(batch))
    return _file(body, f"met-opmerkingen-{batch_id}.{ending}", media_type)


def _start(request: Request, db: Session, actor: Actor, errors: Mapping[str, str] | None = None) -> Response:
    rows = batches.recent(db, SHOWN)
    context: dict[str, Any] = {
        "bestanden": rows,
        "namen": names_of(db, [row.person_id for row in rows]),
        "fouten": errors or {},
    }
    return editor_page(request, actor, "redactie/import/begin.html", context, status=422 if errors else 200)


def _batch(
    request: Request, actor: Actor, batch: ImportBatch, errors: Mapping[str, str] | None = None
) -> Response:
    context = {**shown(batch), "veldfouten": errors or {}}
    part = "redactie/import/_stand.html"
    status = 422 if errors else 200
    return editor_page(request, actor, "redactie/import/bestand.html", context, part=part, status=status)


def _find(db: Session, batch_id: int, *, for_update: bool = False) -> ImportBatch:
    try:
        return batches.get(db, batch_id, for_update=for_update)
    except NotFound:
        raise NotFoundError from None


def _written(kind: str, entries: Sequence[Listed], name: str) -> Response:
    if kind not in WRITERS:
        raise NotFoundError
    media_type, write = WRITERS[kind]
    return _file(write(entries), f"{name}.{kind}", media_type)


def _file(body: bytes | str, name: str, media_type: str) -> Response:
    headers = {**PRIVATE, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, media_type=media_type, headers=headers)


def _plain_name(name: str) -> str:
    """The name of a file without its folders and without signs that are no signs."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(sign for sign in last if sign.isprintable()).strip() or "bestand"
