"""Publication rules of a whole entry: what is required, and that identifiers are unique."""

from collections import Counter
from collections.abc import Collection, Iterator

from catalogue.documents import Approach, Publication, Study
from catalogue.editing.review_dates import latest
from catalogue.money import date_text
from catalogue.problem import Problem, Weight
from catalogue.schema import Unknown, known
from catalogue.vocabulary import Selection

NAME_LENGTH = 120
SUMMARY_LENGTH = (80, 400)


def approach_problems(approach: Approach, municipalities: Collection[str] | None) -> Iterator[Problem]:
    """Rules that concern the approach itself (METHOD A12.2 R, V15)."""
    yield from _texts(approach)
    yield from _worked_out(approach)
    yield from _places(approach, municipalities)
    yield from _ages(approach)
    yield from _next_check(approach)
    yield from _years(approach.studies, approach.checked_on.year, "onderzoeken.{}.jaar")
    recognitions = [item.id for item in approach.recognitions]
    yield from _unique_ids(approach.studies, recognitions, "onderzoeken")
    if not approach.studies:
        yield Problem("R", "onderzoeken", "Voeg minstens één onderzoek toe.", Weight.REFUSE)


def publication_problems(publication: Publication) -> Iterator[Problem]:
    """Rules that concern a background publication itself."""
    yield from _texts(publication)
    yield from _years((publication.study,), publication.checked_on.year, "onderzoek.jaar")
    yield from _unique_ids((publication.study,), [], "onderzoek")


def _texts(document: Approach | Publication) -> Iterator[Problem]:
    shortest, longest = SUMMARY_LENGTH
    if not document.name:
        yield Problem("R", "naam", "Vul een naam in.", Weight.REFUSE)
    if len(document.name) > NAME_LENGTH:
        yield Problem("R", "naam", f"Maak de naam korter: hoogstens {NAME_LENGTH} tekens.", Weight.REFUSE)
    if not shortest <= len(document.summary) <= longest:
        message = f"Schrijf een samenvatting van {shortest} tot {longest} tekens."
        yield Problem("R", "samenvatting", message, Weight.REFUSE)
    if not document.themes:
        yield Problem("R", "themas", "Kies minstens één thema.", Weight.REFUSE)


def _worked_out(approach: Approach) -> Iterator[Problem]:
    if not approach.work_types:
        yield Problem("R", "werksoorten", "Kies minstens één werksoort.", Weight.REFUSE)
    if approach.selection is Selection.LEAD:
        message = "Kies ‘uitgewerkt’ of ‘verzameld’: een aanwijzing is nog niet openbaar."
        yield Problem("R", "selectie", message, Weight.REFUSE)
    if approach.selection is not Selection.SELECTED:
        return
    for name, fact in (("wat_houdt_het_in", approach.what), ("voor_wie", approach.for_whom)):
        if isinstance(fact, Unknown):
            message = "Vul dit in, of kies ‘verzameld’ zolang het niet bekend is."
            yield Problem("R", name, message, Weight.REFUSE)


def _places(approach: Approach, municipalities: Collection[str] | None) -> Iterator[Problem]:
    if municipalities is None:
        return
    for number, place in enumerate(approach.municipalities):
        if place.code not in municipalities:
            yield _no_such_place(place.code, f"gemeenten.{number}.code")


def study_places(study: Study, path: str, municipalities: Collection[str] | None) -> Iterator[Problem]:
    """V15 for the municipalities that a study is about."""
    for number, code in enumerate(study.municipalities):
        if municipalities is not None and code not in municipalities:
            yield _no_such_place(code, f"{path}.gemeenten.{number}")


def _no_such_place(code: str, path: str) -> Problem:
    message = f"De gemeentecode {code} bestaat niet. Kies een gemeente uit de lijst."
    return Problem("V15", path, message, Weight.REFUSE)


def _ages(approach: Approach) -> Iterator[Problem]:
    oldest = 120
    ages = {"leeftijd_van": approach.age_from, "leeftijd_tot": approach.age_to}
    for name, age in ages.items():
        if isinstance(age, int) and not 0 <= age <= oldest:
            yield Problem("R", name, f"Vul een leeftijd in van 0 tot en met {oldest} jaar.", Weight.REFUSE)
    start, end = approach.age_from, approach.age_to
    if isinstance(start, int) and isinstance(end, int) and start > end:
        yield Problem("R", "leeftijd_tot", "De hoogste leeftijd is lager dan de laagste.", Weight.REFUSE)


def _next_check(approach: Approach) -> Iterator[Problem]:
    """The next check lies after the last one, and not more than two years after it."""
    if approach.review_by is None:
        return
    last, longest = approach.checked_on, latest(approach.checked_on)
    if approach.review_by <= last:
        message = f"Kies een dag na de laatste controle ({date_text(last)})."
        yield Problem("R-controle", "controle_voor", message, Weight.REFUSE)
    elif approach.review_by > longest:
        message = f"Kies een dag tot en met {date_text(longest)}: hoogstens twee jaar na de laatste controle."
        yield Problem("R-controle", "controle_voor", message, Weight.REFUSE)


def _years(studies: Collection[Study], checked: int, path: str) -> Iterator[Problem]:
    """A study cannot be younger than the day on which an editor looked at it (METHOD A12.2)."""
    for number, study in enumerate(studies):
        year = known(study.year)
        if year is not None and year > checked:
            message = f"Het jaar van publicatie ({year}) ligt na de laatste controle ({checked}). Klopt dat?"
            yield Problem("R-jaar", path.format(number), message, Weight.REFUSE)


def _unique_ids(studies: Collection[Study], others: list[str], path: str) -> Iterator[Problem]:
    used = Counter(others)
    for study in studies:
        used[study.id] += 1
        used.update(source.id for source in study.sources)
        for result in study.results:
            used[result.id] += 1
            used.update(item.id for item in result.items)
            used.update(effect.id for effect in result.unpriced)
            used.update(row.id for row in result.sensitivities)
    for identifier, times in used.items():
        if times > 1:
            message = (
                f"Het kenmerk ‘{identifier}’ komt {times} keer voor. Elk kenmerk mag één keer voorkomen."
            )
            yield Problem("ID", path, message, Weight.REFUSE)
