"""Publication rules of one study as a whole (METHOD A12.4)."""

from collections.abc import Iterator
from decimal import Decimal

from catalogue import rules_figures
from catalogue.discount_rates import standard_discount_rates
from catalogue.documents import Study
from catalogue.figures import KnownFigure
from catalogue.money import percent
from catalogue.problem import Problem, Weight
from catalogue.schema import Unknown, known
from catalogue.vocabulary import BaselineKind, Method, Perspective, RatioDefinition

FIRST_YEAR = 1990
QUOTE_WORDS = 25
FEW_PARTICIPANTS = 10


def study_problems(study: Study, path: str) -> Iterator[Problem]:
    """Every problem of a study; `path` is where the study stands in the document."""
    answered = {remark.rule for remark in study.remarks}
    rules = (_required, _sources, _years, _method, _rates, rules_figures.result_problems)
    for rule in rules:
        for problem in rule(study, path):
            yield Problem(
                problem.rule, problem.path, problem.message, problem.weight, problem.rule in answered
            )


def _required(study: Study, path: str) -> Iterator[Problem]:
    if isinstance(study.conclusion, Unknown):
        yield Problem("R", f"{path}.conclusie", "Schrijf de conclusie in gewone taal.", Weight.REFUSE)
    if isinstance(study.title, Unknown):
        message = "De titel is onbekend. Leg in een opmerking uit waarom."
        yield Problem("R-titel", f"{path}.titel", message, Weight.REMARK)
    if not study.limitations:
        message = "Noem minstens één beperking."
        yield Problem("R", f"{path}.beperkingen", message, Weight.REFUSE)
    if sum(result.is_main for result in study.results) != 1:
        message = "Wijs precies één uitkomst aan als hoofduitkomst."
        yield Problem("R", f"{path}.uitkomsten", message, Weight.REFUSE)
    if study.quote is not None and len(study.quote.split()) > QUOTE_WORDS:
        message = f"Neem hoogstens {QUOTE_WORDS} woorden letterlijk over."
        yield Problem("R", f"{path}.conclusie_letterlijk", message, Weight.REFUSE)


def _sources(study: Study, path: str) -> Iterator[Problem]:
    if not study.sources:
        yield Problem("V13", f"{path}.bronnen", "Voeg minstens één bron toe.", Weight.REFUSE)
    for number, source in enumerate(study.sources):
        place = f"{path}.bronnen.{number}"
        if not (source.url or source.location):
            message = "Vul het webadres van de bron in, of waar de bron te vinden is."
            yield Problem("V13", place, message, Weight.REFUSE)
        if source.url is not None and not source.url.startswith(("https://", "http://")):
            message = "Begin het webadres met https:// of http://."
            yield Problem("V13", f"{place}.url", message, Weight.REFUSE)


def _years(study: Study, path: str) -> Iterator[Problem]:
    year = known(study.year)
    if year is not None and year < FIRST_YEAR:
        message = f"Het jaar van publicatie ligt voor {FIRST_YEAR}. Klopt dat?"
        yield Problem("R-jaar", f"{path}.jaar", message, Weight.REFUSE)
    price_year = known(study.price_year)
    if year is not None and price_year is not None and price_year > year + 1:
        message = f"Het prijspeil ({price_year}) ligt na de publicatie ({year})."
        yield Problem("V6", f"{path}.prijspeil", message, Weight.REMARK)
    horizon = known(study.horizon_years)
    if horizon is not None and not 0 < horizon <= 100:  # noqa: PLR2004  (METHOD A12.2)
        yield Problem(
            "R", f"{path}.looptijd", "Vul een looptijd in boven 0 en tot en met 100 jaar.", Weight.REFUSE
        )
    participants = known(study.participants)
    if participants is not None and participants < FEW_PARTICIPANTS:
        message = "Zijn mensen te herkennen? Er deden minder dan tien mensen mee."
        yield Problem("V16", f"{path}.aantal_deelnemers", message, Weight.NOTICE)


def _method(study: Study, path: str) -> Iterator[Problem]:
    if study.method is Method.BUSINESS_CASE and study.perspective is Perspective.SOCIETY:
        message = (
            "Een businesscase telt niet voor de hele samenleving. Kies een andere reikwijdte of leg uit."
        )
        yield Problem("V10", f"{path}.reikwijdte", message, Weight.REMARK)
    if not any(isinstance(result.ratio, KnownFigure) for result in study.results):
        return
    if any(
        isinstance(result.ratio, KnownFigure) and result.ratio_definition is RatioDefinition.UNKNOWN
        for result in study.results
    ):
        message = "Zeg hoe de verhouding is berekend, of leg uit waarom dat niet bekend is."
        yield Problem("V11", f"{path}.uitkomsten", message, Weight.REMARK)
    if study.baseline_kind is BaselineKind.UNKNOWN:
        message = "Zeg waarmee is vergeleken, of leg uit waarom dat niet bekend is."
        yield Problem("V11", f"{path}.nulalternatief_soort", message, Weight.REMARK)


def _rates(study: Study, path: str) -> Iterator[Problem]:
    rate = known(study.discount_rate)
    if rate is not None and not 0 <= rate <= Decimal(10):
        message = "De rekenrente ligt buiten 0 tot 10 procent. Klopt dat?"
        yield Problem("V18", f"{path}.discontovoet", message, Weight.NOTICE)
        return
    year = known(study.year)
    if rate is None or year is None:
        return
    usual = {found for row in standard_discount_rates(year) if (found := known(row.rate)) is not None}
    if usual and rate not in usual:
        expected = " of ".join(percent(found) for found in sorted(usual))
        message = f"De rekenrente wijkt af van de gewone van dat jaar ({expected}). Klopt dat?"
        yield Problem("V18-register", f"{path}.discontovoet", message, Weight.NOTICE)
