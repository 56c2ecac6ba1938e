"""The versions of an entry and the difference between two of them, for every kind alike."""

import re
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app.errors import GoneError, MovedError, NotFoundError
from app.pages import render, urls_of
from app.register_view import unit_cost_names
from app.rendered import cached
from catalogue import queries
from catalogue.differences import differences
from catalogue.editing.public_history import history
from catalogue.kinds import Kind
from catalogue.queries import Version
from catalogue.tables import Entry
from catalogue.vocabulary import EntryState

_NUMBER = re.compile("[0-9]{1,7}")
Number = Annotated[int, Path(ge=1, le=1_000_000)]
"""A version number; larger ones are no numbers a database can look for."""


def find_entry(db: Session, slug: str, kind: Kind = Kind.APPROACH) -> Entry:
    """The entry of a slug that the public may see.

    Raises NotFoundError, MovedError for a former slug, GoneError for a withdrawn entry.
    """
    found = queries.find(db, kind, slug)
    if found is None or found.entry.state is EntryState.CONCEPT:
        raise NotFoundError
    if found.is_former_slug:
        raise MovedError(slug, found.entry.slug)
    if found.entry.state is EntryState.WITHDRAWN:
        name = queries.live(db, found.entry).document.name
        raise GoneError(name, found.entry.state_reason or "")
    return found.entry


def find_version(db: Session, slug: str, number: int, kind: Kind = Kind.APPROACH) -> Version[Any]:
    """A version of an entry that the public may see; raises as `find_entry` does."""
    version = queries.version(db, find_entry(db, slug, kind), number)
    if version is None:
        raise NotFoundError
    return version


def versions_of(kind: Kind, path: str) -> APIRouter:
    """The routes below one kind of entries, for instance below /aanpakken/{slug}."""
    router = APIRouter(prefix=f"{path}/{{slug}}")

    @router.get("/versies")
    def versions(request: Request, slug: str) -> Response:
        """All versions, the newest first."""
        return cached(request, lambda db: _versions_page(request, db, find_entry(db, slug, kind)))

    @router.get("/verschil/{old}/{new}")
    def difference(request: Request, slug: str, old: Number, new: Number) -> Response:
        """What changed from one version to another, field by field."""

        def make(db: Session) -> str:
            before, after = (find_version(db, slug, number, kind) for number in (old, new))
            return _difference_page(request, before, after, unit_cost_names(request, db))

        return cached(request, make)

    @router.get("/verschil")
    def choose_difference(request: Request, slug: str) -> Response:
        """The address that the form on the versions page leads to."""
        numbers = [request.query_params.get(name, "") for name in ("van", "naar")]
        if not all(_NUMBER.fullmatch(number) for number in numbers):
            raise NotFoundError
        urls = urls_of(request)
        return RedirectResponse(urls.verschil(slug, int(numbers[0]), int(numbers[1]), kind), 303)

    return router


def _versions_page(request: Request, db: Session, entry: Entry) -> str:
    context = {
        "versie": queries.live(db, entry),
        "versies": queries.versions(db, entry),
        "geschiedenis": history(db, entry),
    }
    return render(request, "aanpakken/versies.html", context)


def _difference_page(
    request: Request, before: Version[Any], after: Version[Any], names: Mapping[str, str]
) -> str:
    changes = differences(before.document, after.document, names)
    context = {"versie": after, "van": before, "naar": after, "verschillen": changes}
    return render(request, "aanpakken/verschil.html", context)
