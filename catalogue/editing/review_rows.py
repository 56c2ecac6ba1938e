"""Reviews of studies as rows: what was typed, what was answered, and which one is at hand.

A row holds a Review in which answers may still be half done; `review_of` reads what is answered. One row
belongs to one version of an entry.
"""

from collections.abc import Mapping

from sqlmodel import Session, col, select

from catalogue.editing import working
from catalogue.editing.actor import Actor
from catalogue.errors import NotFound
from catalogue.kinds import Kind
from catalogue.problem import Problem
from catalogue.review import CODES, Review, Reviewed, ReviewerRole, ReviewStatus, review_problems, studies_in
from catalogue.schema import known
from catalogue.tables import Entry, Revision
from catalogue.tables_work import StudyReview

PARTS = ("antwoord", "opmerking", "pagina")
LAST = "laatst_door"
"""Beside the review itself: who changed an answer last."""


def document_of(db: Session, entry: Entry, revision_id: int | None = None) -> tuple[Revision, Reviewed]:
    """A version of an entry whose studies can be reviewed; the live one unless another. Raises NotFound."""
    revision = db.get(Revision, revision_id or entry.live_revision_id or 0)
    if revision is None or entry.kind not in {Kind.APPROACH, Kind.BACKGROUND}:
        raise NotFound(entry.slug)
    document = working.complete(entry.kind, working.read(revision.document))
    return revision, document  # type: ignore[return-value]  # the kind says which


def current(db: Session, entry: Entry, study_id: str) -> StudyReview | None:
    """The review to work on: one that runs, of whatever version, otherwise that of the live version."""
    rows = _rows(db, entry, study_id)
    running = next((row for row in rows if row.status is not ReviewStatus.FINISHED), None)
    return running or next((row for row in rows if row.revision_id == entry.live_revision_id), None)


def latest_finished(db: Session, entry: Entry, study_id: str) -> StudyReview | None:
    """The finished review of the newest version that has one."""
    rows = _rows(db, entry, study_id)
    return next((row for row in rows if row.status is ReviewStatus.FINISHED), None)


def review_of(row: StudyReview) -> Review:
    """The review with the answers that were given so far."""
    text = working.read(row.document)
    text.pop(LAST, None)
    text["antwoorden"] = [one for one in text.get("antwoorden", ()) if one.get("antwoord")]
    return Review.model_validate(text)


def answers_of(row: StudyReview) -> Mapping[str, Mapping[str, str]]:
    """What was typed at each question, also where the answer itself is still to come."""
    found = {one["vraag"]: one for one in working.read(row.document).get("antwoorden", ())}
    return {code: {part: str(found.get(code, {}).get(part) or "") for part in PARTS} for code in CODES}


def problems_of(db: Session, entry: Entry, row: StudyReview) -> tuple[Problem, ...]:
    """What keeps the review from being finished."""
    review = review_of(row).model_copy(update={"status": ReviewStatus.FINISHED})
    return review_problems(review, document_of(db, entry, row.revision_id)[1])


def role_of(row: StudyReview, actor: Actor) -> ReviewerRole | None:
    """What somebody does in a review; None for who does not take part."""
    found = {one["id"]: one["rol"] for one in working.read(row.document)["toetsers"]}
    return ReviewerRole(found[str(actor.id)]) if str(actor.id) in found else None


def title_of_study(document: Reviewed, study_id: str) -> str:
    """What a study is called, or what kind of study it is."""
    found = next((study for study in studies_in(document) if study.id == study_id), None)
    return (known(found.title) or found.method.label) if found else study_id


def _rows(db: Session, entry: Entry, study_id: str) -> list[StudyReview]:
    """The reviews of a study, that of the newest version first."""
    wanted = (StudyReview.entry_id == entry.id, StudyReview.study_id == study_id)
    return list(db.exec(select(StudyReview).where(*wanted).order_by(col(StudyReview.revision_id).desc())))
