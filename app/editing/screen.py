"""The one screen in which a concept is written: the structure, the form of one part, what is still asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response

from app.editing import parts, tree
from app.editing.checks import Checks, checks_of
from app.editing.desk import Opened
from app.editing.fields import FormField, Widget, fields_of
from app.editing.likely import Likely
from app.editing.parts import Part
from app.editing.references import municipality_codes, municipality_names
from app.editing.saving import Outcome, basis_of, next_basis, read_basis
from app.editing.typed import Typed
from app.editing.views import Shown, group_views, typed_part
from app.editor_pages import editor_page
from app.errors import NotFoundError
from app.pages import urls_of
from app.reviewing.comment_view import CommentsView
from catalogue.editing import paths
from catalogue.editing.actor import Actor
from catalogue.editing.paths import NoSuchPlace

Pairs = Sequence[tuple[str, str]]
TOLD = {
    "opgeslagen": "Opgeslagen.",
    "toegevoegd": "Het nieuwe onderdeel staat klaar. Vul het hieronder in.",
    "verplaatst": "Verplaatst.",
    "verwijderd": "Verwijderd. Met ‘Maak ongedaan’ zet u het terug.",
    "ongedaan": "Ongedaan gemaakt.",
    "niets": "Er is niets om ongedaan te maken.",
    "teruggezet": "De eerdere versie staat terug. Wat er stond, is bewaard bij de versies.",
    "begonnen": "Het concept is gemaakt. U kunt nu schrijven.",
}
"""What is said after something was done, by the word in the address."""


@dataclass(frozen=True)
class Filled:
    """What a form shows when it comes back: the typed texts and the box with what stood there."""

    typed: Typed
    basis: str
    outcome: Outcome | None = None


def part_of(work: Opened, path: str) -> Part:
    """The part at a path. Raises NotFoundError."""
    found = parts.find(work.model, work.document, path)
    if found is None:
        raise NotFoundError
    return found


def fresh(fields: tuple[FormField, ...], part: Part) -> Filled:
    """The form as the concept has it now."""
    return Filled(typed_part(fields, part.value), basis_of(fields, part.value))


def returned(fields: tuple[FormField, ...], posted: Typed, outcome: Outcome) -> Filled:
    """The form after a save that could not take everything: what is not stored stays typed."""
    waiting = [field for field in fields if field.shape.dutch in outcome.pending]
    stored = [field for field in fields if field.shape.dutch not in outcome.pending]
    kept = {name: texts for name, texts in posted.items() if any(field.owns(name) for field in waiting)}
    held = read_basis(posted)
    now = {name: held[name] for name in outcome.pending if name in held}
    part = {**outcome.part, **{name: value for name, value in now.items() if value is not paths.ABSENT}}
    for name, value in now.items():
        if value is paths.ABSENT:
            part.pop(name, None)
    return Filled(typed_part(stored, outcome.part) | kept, basis_of(fields, part), outcome)


def screen(
    request: Request,
    actor: Actor,
    work: Opened,
    path: str,
    filled: Filled | None = None,
    *,
    unit_costs: Pairs = (),
    similar: Sequence[Likely] = (),
    comments: CommentsView | None = None,
    status: int = 200,
) -> Response:
    """The page. Raises NotFoundError for a path without a form."""
    part = part_of(work, path)
    fields = fields_of(part.model)
    filled = filled or fresh(fields, part)
    checks = checks_of(work.kind, work.document, municipality_codes())
    form = shown_form(work, part, filled, checks, unit_costs)
    context = shared(work, checks) | {
        "deel": part,
        "lijn": parts.lineage(work.model, work.document, path),
        "boom": tree.tree(work.model, work.document, path, checks),
        "groepen": group_views(part.model, form),
        "vragen": checks.at(path).get("", []),
        "lijsten": tree.listings(part, checks),
        "lijstvragen": checks.at(path),
        "stappen": tree.next_steps(work.model, work.document, part),
        "basis": filled.basis,
        "fouten": summary_of(fields, form),
        "dubbel": similar,
        "opmerkingen": comments,
        "melding": told(request, work),
        "gemeenten": municipality_names() if _needs_places(fields) else (),
    }
    return editor_page(request, actor, "redactie/schrijven/scherm.html", context, status=status)


def shared(work: Opened, checks: Checks) -> dict[str, Any]:
    """What every page about a concept shows around its own content."""
    return {
        "concept": work.concept,
        "pagina": work.entry,
        "soort": parts.kind_of(work.model),
        "naam": parts.called(work.model, work.document),
        "stand": work.concept.state,
        "nooit_gepubliceerd": work.never_published,
        "waarom_niet": work.why_not,
        "controles": checks,
    }


def shown_form(work: Opened, part: Part, filled: Filled, checks: Checks, unit_costs: Pairs) -> Shown:
    """The form with everything that is said about its fields."""
    outcome = filled.outcome
    return Shown(
        typed=filled.typed,
        context=parts.context_of(work.model, work.document, part.path, unit_costs),
        faults=outcome.faults if outcome else {},
        checks=checks.at(part.path),
        clashes=outcome.clashes if outcome else {},
    )


def summary_of(fields: tuple[FormField, ...], form: Shown) -> dict[str, str]:
    """The faults and clashes above the form, each leading to its box."""
    found = {}
    for field in fields:
        for name, message in form.faults.items():
            if field.owns(name):
                found[f"v-{name}"] = f"{field.shape.label}: {message}"
        if field.shape.dutch in form.clashes:
            found[f"v-{field.name}"] = f"{field.shape.label}: kies welke tekst blijft."
    return found


def told(request: Request, work: Opened) -> str:
    """What was done just now, by the word in the address."""
    text = TOLD.get(request.query_params.get("gedaan", ""), "")
    where = request.query_params.get("plek", "")
    try:
        place = paths.place(work.model, work.document, where) if text and where else ""
    except NoSuchPlace:
        place = ""
    return f"{text} Het ging om {place}." if place else text


def address(request: Request, work: Opened, path: str, **parameters: str) -> str:
    """Where the form of a part is."""
    urls = urls_of(request)
    if not path:
        return urls.concept(work.concept.id, **parameters)
    return urls.concept_deel(work.concept.id, path, **parameters)


def answer_of(posted: Typed, outcome: Outcome) -> dict[str, Any]:
    """What the script that saves while people type gets back, besides whether it was saved."""
    return {
        "fouten": outcome.faults,
        "botsingen": {name: clash.field.shape.label for name, clash in outcome.clashes.items()},
        "basis": next_basis(posted, outcome),
    }


def _needs_places(fields: tuple[FormField, ...]) -> bool:
    return any(
        field.widget is Widget.ROWS
        and any(inner.widget is Widget.PLACE for inner in fields_of(field.shape.type))
        for field in fields
    )
