"""A review of one version of one study: documents, to be stored by the editorial workflow (METHOD A11)."""

from datetime import date

from pydantic import model_validator

from catalogue.register_file import by_key
from catalogue.schema import Document, field
from catalogue.terms_review import Judgement, ReviewerRole, ReviewStatus


class Reviewer(Document):
    """Somebody who sees to a review. The public sees the role and the interest, not the person."""

    id: str = field("id", "Kenmerk", "Vast kenmerk van deze persoon.", min_length=1)
    role: ReviewerRole = field("rol", "Rol", "Wat deze persoon bij de toets doet.")
    organisation: str = field("organisatie", "Organisatie", "Waar deze persoon werkt.", min_length=1)
    interest: str = field(
        "belang",
        "Belang",
        "Welk belang deze persoon bij de uitkomst heeft. Vul ‘geen’ in als dat er niet is.",
        min_length=1,
    )


class ReviewAnswer(Document):
    """The answer to one question of the checklist."""

    question: str = field("vraag", "Vraag", "De code van de vraag.", pattern=r"^K([1-9]|1[0-8])$")
    judgement: Judgement = field("antwoord", "Antwoord", "Wat de toetser vindt.")
    remark: str | None = field("opmerking", "Opmerking", "Waarom de toetser dat vindt.", default=None)
    page: str | None = field("pagina", "Bladzijde", "Waar het in het onderzoek staat.", default=None)


class Review(Document):
    """The answers of the reviewers on one version of a study."""

    id: str = field("id", "Kenmerk", "Vast kenmerk van deze toets.")
    study: str = field("onderzoek", "Onderzoek", "Het kenmerk van het onderzoek binnen de aanpak.")
    version: int = field("versie", "Versie", "De versie van de aanpak die is gelezen.", ge=1)
    day: date = field("datum", "Datum", "De dag van het laatste antwoord.")
    status: ReviewStatus = field("stand", "Stand", "Of de toets nog loopt.", default=ReviewStatus.BUSY)
    reviewers: tuple[Reviewer, ...] = field("toetsers", "Toetsers", "Wie de toets doen.", min_length=1)
    answers: tuple[ReviewAnswer, ...] = field("antwoorden", "Antwoorden", "De antwoorden.", default=())

    @model_validator(mode="after")
    def one_answer_per_question(self) -> "Review":
        """Refuse two answers to one question, and one person who counts as two."""
        by_key((answer.question for answer in self.answers), self.answers)
        by_key((reviewer.id for reviewer in self.reviewers), self.reviewers)
        return self
