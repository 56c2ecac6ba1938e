"""Reviewing a study at the desk: who may, with which interest, the eighteen questions, and finishing."""

from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Form, Path, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session, select

from app.database import Db
from app.editor_pages import editor_page
from app.errors import NotFoundError
from app.identity import Judge
from app.pages import urls_of
from app.review_pages import ReviewView, lines, questions_of, view
from app.typed_fields import Typed
from catalogue.editing import logbook, reviewing
from catalogue.editing.actor import Actor
from catalogue.editing.errors import StepRefused
from catalogue.editing.review_rows import (
    PARTS,
    answers_of,
    current,
    document_of,
    latest_finished,
    title_of_study,
)
from catalogue.editing.titles import title_of
from catalogue.errors import NotFound, StaleConcept
from catalogue.review import GROUPS, Judgement, ReviewerRole, studies_in
from catalogue.tables import Entry, Slug

router = APIRouter(prefix="/redactie/paginas/{slug}/toetsen")
Number = Annotated[int, Path(ge=1, le=len(GROUPS))]
NO_INTEREST = "geen"


class Place:
    """A study that was asked for, with the review at hand. Raises NotFoundError."""

    def __init__(self, db: Session, slug: str, study: str) -> None:
        self.entry = entry_of(db, slug)
        try:
            self.row = current(db, self.entry, study)
            revision, document = document_of(db, self.entry, self.row.revision_id if self.row else None)
            self.live, newest = document_of(db, self.entry)
        except NotFound:
            raise NotFoundError from None
        self.study = study
        self.version = revision.number
        self.title = title_of_study(document, study)
        named = {one.id for one in (*studies_in(document), *studies_in(newest))}
        if study not in named:
            raise NotFoundError

    def context(self, db: Session) -> dict[str, Any]:
        """What every page of this study shows."""
        return {
            "pagina_naam": title_of(db, self.entry),
            "slug": self.entry.slug,
            "soort": self.entry.kind.value,
            "onderzoek": self.study,
            "titel": self.title,
            "versie": self.version,
            "nieuwste": self.live.number,
        }


@router.get("")
def studies(request: Request, db: Db, actor: Judge, slug: str) -> Response:
    """The studies of an entry, with how the review of each stands."""
    entry = entry_of(db, slug)
    try:
        found = lines(db, entry)
    except NotFound:
        raise NotFoundError from None
    context = {
        "pagina_naam": title_of(db, entry),
        "slug": entry.slug,
        "onderzoeken": found,
        "geschiedenis": logbook.of_entry(db, entry),
        "geschiedenis_van": entry.slug,
    }
    return editor_page(request, actor, "redactie/toetsen/lijst.html", context)


@router.get("/{study}")
def study_review(request: Request, db: Db, actor: Judge, slug: str, study: str, gedaan: str = "") -> Response:  # noqa: PLR0917
    """The review of one study: take part, answer, finish."""
    return _page(request, db, actor, Place(db, slug, study), gedaan=gedaan)


@router.post("/{study}/begin")
def begin(  # noqa: PLR0917  (a form and where it was sent)
    request: Request,
    db: Db,
    actor: Judge,
    slug: str,
    study: str,
    belang: Annotated[str, Form()] = "",
    welk_belang: Annotated[str, Form(max_length=1_000)] = "",
    rol: Annotated[str, Form()] = ReviewerRole.REVIEWER.value,
    overnemen: Annotated[str, Form()] = "",
) -> Response:
    """Take part: begin the review, or join the one that runs, with an interest declared."""
    place = Place(db, slug, study)
    typed = {"belang": belang, "welk_belang": welk_belang, "rol": rol, "overnemen": overnemen}
    errors = _faults(typed)
    if errors:
        return _page(request, db, actor, place, typed=typed, errors=errors)
    interest = NO_INTEREST if belang == NO_INTEREST else welk_belang
    now = datetime.now(UTC)
    try:
        if place.row is None:
            reviewing.begin(db, place.entry, study, actor, interest, now, copies=overnemen == "ja")
        else:
            reviewing.join(db, place.entry, place.row, actor, ReviewerRole(rol), interest, now)
    except StepRefused as refused:
        return _page(request, db, actor, Place(db, slug, study), typed=typed, errors={"belang": str(refused)})
    return _back(request, place, "meegedaan")


@router.get("/{study}/vragen/{number}")
def questions(request: Request, db: Db, actor: Judge, slug: str, study: str, number: Number) -> Response:  # noqa: PLR0917
    """One group of questions with what is answered."""
    return _questions_page(request, db, actor, Place(db, slug, study), number)


@router.post("/{study}/vragen/{number}")
def save(  # noqa: PLR0917  (a form and where it was sent)
    request: Request, db: Db, actor: Judge, slug: str, study: str, number: Number, typed: Typed
) -> Response:
    """Keep what was typed, half done as well, and go on."""
    place = Place(db, slug, study)
    if place.row is None:
        raise NotFoundError
    given = {
        code: {part: typed.get(f"{code}_{part}", "") for part in PARTS} for code in GROUPS[number - 1].codes
    }
    errors = {
        f"{code}_antwoord": "Kies een van de antwoorden."
        for code, parts in given.items()
        if parts["antwoord"] not in {"", *(judgement.value for judgement in Judgement)}
    }
    if errors:
        return _questions_page(request, db, actor, place, number, given=given, errors=errors)
    seen = typed.get("gezien", "")
    version = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else -1  # noqa: PLR2004
    try:
        reviewing.save_answers(db, place.entry, place.row, given, actor, datetime.now(UTC), seen=version)
    except StaleConcept:
        return _questions_page(request, db, actor, place, number, given=given, is_stale=True)
    except StepRefused as refused:
        return _questions_page(request, db, actor, place, number, given=given, refused=str(refused))
    if typed.get("verder") == "ja" and number < len(GROUPS):
        return RedirectResponse(_address(request, place, f"vragen/{number + 1}"), 303)
    return _back(request, place, "bewaard")


@router.post("/{study}/stappen/{step}")
def take_step(  # noqa: PLR0917  (a form and where it was sent)
    request: Request,
    db: Db,
    actor: Judge,
    slug: str,
    study: str,
    step: str,
    reden: Annotated[str, Form(max_length=1_000)] = "",
) -> Response:
    """Finish a review, go on with a finished one, or take it along to the newest version."""
    place, now = Place(db, slug, study), datetime.now(UTC)
    if place.row is None:
        raise NotFoundError
    try:
        match step:
            case "afronden":
                reviewing.finish(db, place.entry, place.row, actor, now)
            case "heropenen":
                reviewing.reopen(db, place.entry, place.row, actor, reden, now)
            case "bijwerken":
                reviewing.move(db, place.entry, place.row, actor, now)
            case _:
                raise NotFoundError
    except StepRefused as refused:
        field = "reden" if step == "heropenen" else "stappen"
        typed = {"reden": reden}
        return _page(request, db, actor, place, typed=typed, errors={field: str(refused)})
    return _back(request, place, step)


def entry_of(db: Session, slug: str) -> Entry:
    """The entry at a present or former slug, of whatever kind. Raises NotFoundError."""
    statement = select(Entry).join(Slug).where(Slug.entry_id == Entry.id, Slug.slug == slug)
    entry = db.exec(statement).one_or_none()
    if entry is None:
        raise NotFoundError
    return entry


def _page(
    request: Request,
    db: Session,
    actor: Actor,
    place: Place,
    *,
    typed: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
    gedaan: str = "",
) -> Response:
    found: ReviewView | None = view(db, place.entry, place.row, actor) if place.row else None
    try:
        refusal = reviewing.interest_refusal(db, place.entry, place.study, actor)
    except NotFound:
        refusal = "Dit onderzoek staat niet meer op de pagina."
    former = latest_finished(db, place.entry, place.study)
    context = place.context(db) | {
        "beeld": found,
        "geweigerd": refusal,
        "eerdere": former is not None and found is None,
        "rollen": [(role.value, f"{role.label}: {role.explanation}") for role in ReviewerRole],
        "getypt": {"belang": "", "welk_belang": "", "rol": "", "overnemen": "", "reden": ""} | (typed or {}),
        "fouten": errors or {},
        "gedaan": gedaan,
    }
    return editor_page(request, actor, "redactie/toetsen/toets.html", context, status=422 if errors else 200)


def _questions_page(
    request: Request,
    db: Session,
    actor: Actor,
    place: Place,
    number: int,
    *,
    given: dict[str, dict[str, str]] | None = None,
    errors: dict[str, str] | None = None,
    is_stale: bool = False,
    refused: str = "",
) -> Response:
    if place.row is None:
        raise NotFoundError
    stored, found = answers_of(place.row), view(db, place.entry, place.row, actor)
    group = GROUPS[number - 1]
    context = place.context(db) | {
        "beeld": found,
        "groep": group,
        "nummer": number,
        "aantal": len(GROUPS),
        "vragen": questions_of(group),
        "waarden": given or stored,
        "bewaard": stored if is_stale else {},
        "antwoorden": tuple(Judgement),
        "fouten": errors or {},
        "is_verouderd": is_stale,
        "geweigerd": refused,
        "mag_antwoorden": found.role is ReviewerRole.REVIEWER and not found.is_finished,
    }
    is_wrong = bool(errors or is_stale or refused)
    return editor_page(
        request, actor, "redactie/toetsen/vragen.html", context, status=422 if is_wrong else 200
    )


def _faults(typed: dict[str, str]) -> dict[str, str]:
    errors = {}
    if typed["belang"] not in {NO_INTEREST, "wel"}:
        errors["belang"] = "Kies of u een belang hebt bij de uitkomst."
    elif typed["belang"] == "wel" and not typed["welk_belang"].strip():
        errors["welk_belang"] = "Schrijf welk belang u hebt."
    if typed["rol"] not in {role.value for role in ReviewerRole}:
        errors["rol"] = "Kies wat u bij deze toets doet."
    return errors


def _address(request: Request, place: Place, part: str = "", **parameters: str) -> str:
    path = f"toetsen/{quote(place.study, safe='')}"
    return urls_of(request).bureau(place.entry.slug, f"{path}/{part}" if part else path, **parameters)


def _back(request: Request, place: Place, done: str) -> Response:
    return RedirectResponse(_address(request, place, gedaan=done), 303)
