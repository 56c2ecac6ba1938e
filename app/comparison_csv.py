"""A comparison as a file: a line per fact, a column per study, and the verdict at the top."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from app.comparing import aspect_rows, mark
from app.comparison_choice import Choice, Chosen
from app.csv_files import FIGURES, PARTS, decimal, figure_parts, header
from app.formats import opsomming
from app.price_view import PriceChoice
from catalogue import wording
from catalogue.comparability import judge
from catalogue.completeness import completeness
from catalogue.distribution import PartyShare, per_party, touched
from catalogue.documents import Approach, Result, Study
from catalogue.figures import KnownFigure
from catalogue.notes import is_sroi
from catalogue.parts import UnpricedEffect
from catalogue.price_level import CENT, Converted, result_in_prices
from catalogue.schema import NOT_APPLICABLE, Unknown
from catalogue.vocabulary import Term

STUDY_FACTS = (
    "title", "method", "perspective", "timing", "year", "price_year", "discount_rate", "horizon_years",
    "unit", "participants", "design", "baseline_kind", "commissioner", "independence", "provenance",
)  # fmt: skip
NOTHING_FOUND = "niet gevonden in wat wij lazen"
Row = Sequence[object]


def rows(choice: Choice) -> Iterable[Row]:
    """The lines; the last two columns say how an aspect turns out and why."""
    columns = choice.columns
    empty = [""] * len(columns)
    verdict = judge([column.subject for column in columns])
    yield ["gegeven", *(column.name for column in columns), "vergelijking", "reden"]
    yield ["oordeel", *empty, verdict.level.value, verdict.sentence]
    for line in aspect_rows(verdict, [column.subject for column in columns]):
        facts = [_text(value) for value in line.facts]
        yield [f"vergelijking_{line.finding.aspect.value}", *facts, mark(line.finding), line.finding.reason]
    for name, tell in _LINES:
        yield [name, *(tell(column) for column in columns), "", ""]
    yield from _figures(columns)
    yield from _in_prices(columns, choice.prices)


def _figures(columns: Sequence[Chosen]) -> Iterator[Row]:
    for field, name in zip(FIGURES, header(Result, *FIGURES), strict=True):
        if field != "ratio":
            yield from _parts(name, columns, [getattr(column.result, field) for column in columns])
    sroi = [is_sroi(column.study) for column in columns]
    ratios = [column.result.ratio for column in columns]
    # An SROI has lines of its own: it never stands in one list with other ratios (METHOD A8).
    for name, kind in (("ratio", False), ("sroi", True)):
        if not kind or any(sroi):
            shown = [r if own is kind else NOT_APPLICABLE for own, r in zip(sroi, ratios, strict=True)]
            yield from _parts(name, columns, shown)
    for field, name in zip(FIGURES, header(Result, *FIGURES), strict=True):
        figures = [getattr(column.result, field) for column in columns]
        yield [f"{name}_lezingen", *(_said_of(figure, "first_hand") for figure in figures), "", ""]
        if any(isinstance(figure, KnownFigure) and figure.remark for figure in figures):
            yield [f"{name}_opmerking", *(_said_of(figure, "remark") for figure in figures), "", ""]


def _in_prices(columns: Sequence[Chosen], choice: PriceChoice) -> Iterator[Row]:
    """The totals in prices of the chosen year, in cents, as far as a price year is known; never a ratio."""
    found = [result_in_prices(column.study, column.result, choice.year, choice.series) for column in columns]
    for field, name in zip(FIGURES, header(Result, *FIGURES), strict=True):
        amounts = [getattr(totals, field, None) for totals in found]
        if any(amounts):
            figures = [
                _cents(one) or _why_not(column, field) for one, column in zip(amounts, columns, strict=True)
            ]
            yield from _parts(f"{name}_in_prijzen_van_{choice.year}", columns, figures)


def _cents(shown: Converted | None) -> KnownFigure | None:
    if shown is None:
        return None
    values = {"low": shown.low, "mid": shown.mid, "high": shown.high}
    exact = {name: None if value is None else value.quantize(CENT) for name, value in values.items()}
    return shown.figure.model_copy(update=exact)


def _why_not(column: Chosen, field: str) -> Unknown:
    """Why an amount does not stand in other prices: it is not known itself, or its price year is not."""
    figure, year = getattr(column.result, field), column.study.price_year
    if isinstance(figure, Unknown):
        return figure
    return year if isinstance(year, Unknown) else NOT_APPLICABLE


def _parts(name: str, columns: Sequence[Chosen], figures: Sequence[KnownFigure | Unknown]) -> Iterator[Row]:
    cells = [figure_parts(column.study, figure) for column, figure in zip(columns, figures, strict=True)]
    for part, values in zip(PARTS, zip(*cells, strict=True), strict=True):
        yield [f"{name}_{part}", *values, "", ""]


def _said_of(figure: KnownFigure | Unknown, name: str) -> object:
    if isinstance(figure, Unknown):
        return figure.reason.value
    return _text(getattr(figure, name)) or "geen"


def _text(fact: object) -> object:
    if isinstance(fact, Unknown):
        return fact.reason.value
    return fact.value if isinstance(fact, Term) else fact


def _fact(name: str) -> Callable[[Chosen], object]:
    def tell(column: Chosen) -> object:
        value = getattr(column.study, name)
        if isinstance(value, Unknown | Term):
            return _text(value)
        return decimal(value) if name in {"discount_rate", "horizon_years"} else value

    return tell


def _effect(effect: UnpricedEffect) -> str:
    return f"{effect.name} ({effect.direction.label.lower()})"


def _names(shares: Iterable[PartyShare]) -> str:
    return opsomming(share.party.label for share in shares) or NOTHING_FOUND


def _of_approach(name: str) -> Callable[[Chosen], object]:
    return lambda column: _text(getattr(column.version.document, name))


_LINES: tuple[tuple[str, Callable[[Chosen], object]], ...] = (
    ("slug", lambda column: column.slug),
    ("versie", lambda column: column.version.number),
    ("onderzoek", lambda column: column.study.id),
    ("uitkomst_id", lambda column: column.result.id),
    ("uitkomst", lambda column: wording.outcome_of(column.study, column.result)),
    ("hoe_zeker", lambda column: wording.certainty_of(column.study, column.result)),
    *((alias, _fact(name)) for name, alias in zip(STUDY_FACTS, header(Study, *STUDY_FACTS), strict=True)),
    ("ratio_definitie", lambda column: column.result.ratio_definition.value),
    ("nulalternatief", lambda column: wording.comparison(column.study)),
    ("bureaus", lambda column: ", ".join(column.study.bureaus)),
    ("betaalt", lambda column: _names(share for share in per_party(column.result) if share.costs)),
    ("profiteert", lambda column: _names(touched(column.result)[0])),
    ("nadeel_of_geen_verschil", lambda column: _names(touched(column.result)[1])),
    (
        "effecten_zonder_bedrag",
        lambda column: "; ".join(map(_effect, column.result.unpriced)) or NOTHING_FOUND,
    ),
    *(
        (name, _of_approach(field))
        for field, name in zip(("for_whom", "scope"), header(Approach, "for_whom", "scope"), strict=True)
    ),
    ("beperkingen", lambda column: " ".join(column.study.limitations)),
    ("bronnen", lambda column: " ".join(one.url or one.title for one in column.study.sources)),
    ("gegevens_bekend", lambda column: _completeness(column.study)),
)


def _completeness(study: Study) -> str:
    found = completeness(study)
    return f"{found.count} van {found.total}"
