"""What keeps a review from being recorded (METHOD A11, A12.2).

| Rule | Why |
|---|---|
| `T-EIGEN` | nobody reviews a study of their own organisation |
| `T-NVT` | "not applicable" only where the question may be so |
| `T-OPMERKING` | every answer but "yes" says why: a "no" without a reason cannot be answered |
| `T-PAGINA` | "yes" and "partly" say where it stands; what is absent has no page |
| `T-ONAF` | a finished review answers every question |
| `T-ONDERZOEK` | a review is about a study of this approach |
"""

import re
from collections.abc import Iterator

from catalogue.documents import Approach, Study
from catalogue.problem import Problem, Weight
from catalogue.review_documents import Review, ReviewAnswer
from catalogue.review_questions import CODES, by_code
from catalogue.schema import known
from catalogue.terms_review import Judgement, ReviewStatus

LEGAL_FORM = re.compile(r"^(stichting|vereniging)\s+|,?\s+b\.?v\.?$")
SAID_WITH_PAGE = frozenset({Judgement.YES, Judgement.PARTLY})


def review_problems(review: Review, approach: Approach) -> tuple[Problem, ...]:
    """Every deviation from the rules, in document order."""
    study = next((study for study in approach.studies if study.id == review.study), None)
    if study is None:
        message = "Dit onderzoek staat niet bij deze aanpak."
        return (Problem("T-ONDERZOEK", "onderzoek", message, Weight.REFUSE),)
    found = [*_own_organisation(review, study, approach)]
    for number, answer in enumerate(review.answers):
        found += _answer(answer, f"antwoorden.{number}")
    return (*found, *_unfinished(review))


def _own_organisation(review: Review, study: Study, approach: Approach) -> Iterator[Problem]:
    named = (*(one.name for one in approach.organisations), *study.bureaus)
    involved = {_folded(name) for name in (*named, known(study.commissioner), known(study.funder)) if name}
    for number, reviewer in enumerate(review.reviewers):
        if _folded(reviewer.organisation) in involved:
            message = "Deze organisatie is bij de aanpak of het onderzoek betrokken. Kies een andere toetser."
            yield Problem("T-EIGEN", f"toetsers.{number}.organisatie", message, Weight.REFUSE)


def _folded(name: str) -> str:
    """A name without what organisations write now and then: capitals, spaces and the legal form."""
    return LEGAL_FORM.sub("", " ".join(name.casefold().split()))


def _answer(answer: ReviewAnswer, path: str) -> Iterator[Problem]:
    question = by_code()[answer.question]
    if answer.judgement is Judgement.NOT_APPLICABLE and not question.may_not_apply:
        message = f"Vraag {question.code} past bij elk onderzoek. Kies een ander antwoord."
        yield Problem("T-NVT", f"{path}.antwoord", message, Weight.REFUSE)
    if answer.judgement is not Judgement.YES and not answer.remark:
        yield Problem("T-OPMERKING", f"{path}.opmerking", "Leg uit waarom u dit antwoordt.", Weight.REFUSE)
    if answer.judgement in SAID_WITH_PAGE and not answer.page:
        message = "Noem de bladzijde waar dit staat."
        yield Problem("T-PAGINA", f"{path}.pagina", message, Weight.REFUSE)


def _unfinished(review: Review) -> Iterator[Problem]:
    if review.status is ReviewStatus.FINISHED and (missing := unanswered(review)):
        message = f"Beantwoord ook {', '.join(missing)}. Pas dan is de toets afgerond."
        yield Problem("T-ONAF", "antwoorden", message, Weight.REFUSE)


def unanswered(review: Review) -> tuple[str, ...]:
    """The codes of the questions without an answer, in order."""
    given = {answer.question for answer in review.answers}
    return tuple(code for code in CODES if code not in given)
