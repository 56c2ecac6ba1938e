"""Why a result may not be worked out for another number of participants, in words (METHOD F11)."""

from collections.abc import Iterator

from catalogue.documents import Result, Study
from catalogue.economics_computation import Computation
from catalogue.economics_compute import compute
from catalogue.figures import KnownFigure
from catalogue.money import number
from catalogue.schema import known
from catalogue.vocabulary import Method, RatioDefinition, Unit

MOST_TIMES_LARGER = 10
NO_SCALING = {
    Method.SROI: "Dit is een SROI. Die waardeert wat juist deze betrokkenen belangrijk vinden.",
    Method.BUSINESS_CASE: "Dit is een businesscase: die telt niet de kosten en baten van iedereen.",
    Method.META_ANALYSIS: "Dit is een meta-analyse: die gaat niet over één aanpak op één plek.",
}
NOT_PER_HEAD = {
    Unit.PER_YEAR: "De bedragen gelden voor een jaar van de hele aanpak.",
    Unit.PER_MUNICIPALITY: "De bedragen gelden voor een hele gemeente.",
    Unit.NATIONWIDE: "De bedragen gelden voor heel Nederland.",
}


def refusals_to_scale(study: Study, result: Result, n: int | None = None) -> tuple[str, ...]:
    """The reasons against `n` participants, as Dutch sentences; empty when there are none.

    "Herkomst unknown" of F11 is read as: a total without any source. Provenance itself is always known, and
    second-hand figures may be used with that remark beside them. The size of the target group is not
    recorded, so that limit of F11 cannot be kept here; a reader must be told.
    """
    return (*_of_study(study, result), *_of_result(study, result), *_of_size(study, n))


def _of_study(study: Study, result: Result) -> Iterator[str]:
    if study.method in NO_SCALING:
        yield NO_SCALING[study.method]
    elif result.ratio_definition is RatioDefinition.SROI:
        yield NO_SCALING[Method.SROI]
    if study.unit in NOT_PER_HEAD:
        yield f"{NOT_PER_HEAD[study.unit]} Daar volgt geen bedrag per deelnemer uit."
    elif study.unit is Unit.UNKNOWN:
        yield "Waar de bedragen voor gelden, is niet bekend."
    elif study.unit is Unit.WHOLE_PROJECT and (known(study.participants) or 0) <= 0:
        yield "De bedragen gelden voor het hele project, en hoeveel mensen meededen is niet bekend."


def _of_result(study: Study, result: Result) -> Iterator[str]:
    totals = {"kosten": result.costs, "baten": result.benefits}
    absent = [name for name, figure in totals.items() if not isinstance(figure, KnownFigure)]
    computed = compute(study, result) if absent else None
    if isinstance(computed, Computation):
        bands = {"kosten": computed.costs, "baten": computed.benefits}
        absent = [name for name in absent if not bands[name].is_known]
    if absent:
        yield f"De totale {' en de totale '.join(absent)} zijn niet bekend."
    figures = [figure for figure in totals.values() if isinstance(figure, KnownFigure)]
    if not study.sources or any(not figure.sources for figure in figures):
        yield "Niet bij elk bedrag is bekend uit welke bron het komt."


def _of_size(study: Study, n: int | None) -> Iterator[str]:
    studied = known(study.participants)
    if n is not None and studied and n > MOST_TIMES_LARGER * studied:
        yield (
            f"Het onderzoek ging over {number(studied)} deelnemers. "
            f"{number(n)} is meer dan tien keer zo veel, en dan kan het heel anders uitpakken."
        )
