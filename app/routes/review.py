"""The questions of the review checklist, with what a reviewer looks at."""

from fastapi import APIRouter, Request, Response
from sqlmodel import Session

from app.pages import render
from app.rendered import cached
from catalogue.review import VALID_YEARS, Judgement, ReviewLabel, questions

router = APIRouter()


@router.get("/toetsvragen")
def review_questions(request: Request) -> Response:
    """All questions on one page: studies refer to a question here, and do not repeat its explanation."""

    def make(_: Session) -> str:
        context = {
            "vragen": questions(),
            "antwoorden": tuple(Judgement),
            "labels_toets": tuple(ReviewLabel),
            "geldig_jaren": VALID_YEARS,
        }
        return render(request, "registers/toetsvragen.html", context)

    return cached(request, make)
