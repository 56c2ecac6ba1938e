"""Comments as a page shows them, at one place or beside each change.

For the form of a part: put `comments_at(…)` in the context as `opmerkingen` and include
`redactie/_opmerkingen.html`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session

from app.reviewing.typed import in_words
from catalogue.editing import comments
from catalogue.editing.actor import Actor
from catalogue.editing.comments import Said, Thread
from catalogue.editing.people import actors
from catalogue.editing.situations import situation_of
from catalogue.editing.workflow import may_see
from catalogue.kinds import Kind
from catalogue.tables import Concept


@dataclass(frozen=True, slots=True)
class SaidView:
    """One comment in words."""

    id: int
    name: str
    is_outside: bool
    moment: str
    body: str


@dataclass(frozen=True, slots=True)
class ThreadView:
    """A conversation."""

    first: SaidView
    replies: tuple[SaidView, ...]
    path: str
    place: str
    is_gone: bool
    is_open: bool

    @property
    def id(self) -> int:
        """What the conversation is known by."""
        return self.first.id


@dataclass(frozen=True, slots=True)
class CommentsView:
    """The conversations at one place, and where a new one is sent to."""

    concept_id: int
    path: str
    threads: tuple[ThreadView, ...]
    names: tuple[str, ...]
    """Who can be named."""
    back: str
    """The address to come back to."""


def comments_at(
    db: Session, concept: Concept, kind: Kind, path: str, *, back: str, only_open: bool = True
) -> CommentsView:
    """The conversations about a part and what it holds, for the form of that part."""
    found = comments.within(comments.threads(db, concept, kind), path)
    views = (thread_view(one) for one in found if one.is_open or not only_open)
    return CommentsView(concept.id, path, tuple(views), who_may_read(db, concept), back)


def who_may_read(db: Session, concept: Concept) -> tuple[str, ...]:
    """The names of those who may see a concept, and so can be asked to read a comment."""
    situation = situation_of(db, concept, judged=False)
    return tuple(one.name for one in actors(db) if may_see(situation, one))


def thread_view(thread: Thread) -> ThreadView:
    """A conversation in words."""
    return ThreadView(
        first=_said(thread.first),
        replies=tuple(_said(one) for one in thread.replies),
        path=thread.path,
        place=thread.place,
        is_gone=thread.is_gone,
        is_open=thread.is_open,
    )


def at_places(threads: Iterable[ThreadView], places: Iterable[str]) -> dict[str, list[ThreadView]]:
    """Each conversation at the nearest place that is shown; under "" what belongs to none of them."""
    known = set(places)
    found: dict[str, list[ThreadView]] = {}
    for thread in threads:
        around = thread.path
        while around and around not in known:
            around = around.rpartition("/")[0]
        found.setdefault(around, []).append(thread)
    return found


def _said(said: Said) -> SaidView:
    comment = said.comment
    return SaidView(comment.id, said.name, said.is_outside, in_words(comment.created_at), comment.body)


def addressed(body: str, name: str, everybody: Iterable[Actor]) -> str:
    """The text with the person in front whom the form asks to read it, unless the text names them already."""
    person = next((one for one in everybody if one.name.casefold() == name.strip().casefold()), None)
    if person is None or not body or person.id in comments.mentioned(body, [person]):
        return body
    return f"@{person.name} {body}"
