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
import unicodedata
from collections.abc import Iterator

from catalogue.documents import Approach, Publication, Study
from catalogue.problem import Problem, Weight
from catalogue.review_documents import Review, ReviewAnswer
from catalogue.review_questions import CODES, by_code
from catalogue.schema import known
from catalogue.terms_review import Judgement, ReviewStatus

LEGAL_FORM = re.compile(r"^(stichting|vereniging|cooperatie)\s+|\s+(b\s?v|n\s?v|u\s?a)$")
_SHORTEST = 4
"""A shorter name is only compared as a whole: as a part of another text it may be anything."""
Reviewed = Approach | Publication
"""What holds studies that can be reviewed."""
SAID_WITH_PAGE = frozenset({Judgement.YES, Judgement.PARTLY})


def studies_in(document: Reviewed) -> tuple[Study, ...]:
    """The studies that a document holds."""
    return document.studies if isinstance(document, Approach) else (document.study,)


def review_problems(review: Review, approach: Reviewed) -> tuple[Problem, ...]:
    """Every deviation from the rules, in document order."""
    study = next((study for study in studies_in(approach) if study.id == review.study), None)
    if study is None:
        message = "Dit onderzoek staat niet bij deze aanpak."
        return (Problem("T-ONDERZOEK", "onderzoek", message, Weight.REFUSE),)
    found = [*_own_organisation(review, study, approach)]
    for number, answer in enumerate(review.answers):
        found += _answer(answer, f"antwoorden.{number}")
    return (*found, *_unfinished(review))


def _own_organisation(review: Review, study: Study, approach: Reviewed) -> Iterator[Problem]:
    for number, reviewer in enumerate(review.reviewers):
        if involvement(reviewer.organisation, study, approach):
            message = "Deze organisatie is bij de aanpak of het onderzoek betrokken. Kies een andere toetser."
            yield Problem("T-EIGEN", f"toetsers.{number}.organisatie", message, Weight.REFUSE)


def involvement(organisation: str, study: Study, document: Reviewed) -> str | None:
    """How an organisation is involved in a study or in what it is about, in words; None when it is not."""
    own = _folded(organisation)
    named = [(name, "deed dit onderzoek") for name in study.bureaus]
    named += [(known(study.commissioner) or "", "staat bij dit onderzoek als opdrachtgever")]
    named += [(known(study.funder) or "", "staat bij dit onderzoek als geldgever")]
    if isinstance(document, Approach):
        named += [
            (one.name, f"is bij de aanpak betrokken ({one.role.label.lower()})")
            for one in document.organisations
        ]
    return next((words for name, words in named if own and _names(_folded(name), own)), None)


def _names(text: str, organisation: str) -> bool:
    """Whether a text is this name, or holds it among others: "Gemeente X en Stichting Y" holds both."""
    if text == organisation:
        return True
    return len(organisation) >= _SHORTEST and f" {organisation} " in f" {text} "


def _folded(name: str) -> str:
    """A name without what people write now and then: capitals, accents, signs and the legal form."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    words = " ".join(re.sub(r"[^a-z0-9]+", " ", plain.replace("&", " en ")).split())
    return LEGAL_FORM.sub("", words)


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
