"""What the catalogue calculated itself about a result, ready to be shown beside what the study says."""

from dataclasses import dataclass
from decimal import Decimal

from app.calculation_sentences import euros, sentences
from catalogue.documents import Result, Study
from catalogue.economics import (
    ONLY_TOTALS,
    Band,
    Comparison,
    Computation,
    Derived,
    PartyBalance,
    band_text,
    compare,
    compute,
    derive,
    euro_about,
)
from catalogue.figures import KnownFigure
from catalogue.money import euro, per_euro
from catalogue.schema import Unknown
from catalogue.vocabulary import Timing

EXPECTED = "Het onderzoek is vooraf gemaakt. Alle bedragen zijn dus een verwachting."
OTHER_SIDE = "Andere partij, niet bekend"
COMPUTED = (
    "Van dit onderzoek kennen wij de bedragen per post en wanneer zij vallen. "
    "Wij telden ze op en zetten de uitkomst naast die van het onderzoek."
)
FOLLOWS = "Uit de totalen die het onderzoek noemt, volgt wel wat hieronder staat."


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: calculated, published and the difference in words. `published` None: never recorded."""

    label: str
    calculated: str
    is_known: bool
    note: str
    published: KnownFigure | Unknown | None
    explanation: str
    sources: tuple[str, ...]
    is_ratio: bool
    agrees: bool | None
    """Whether both are the same within the rules for rounding; None where that cannot be said."""

    @property
    def needs_basis(self) -> bool:
        """Whether method, year and comparison must stand beside it: with every ratio that is known."""
        return self.is_ratio and (self.is_known or isinstance(self.published, KnownFigure))


@dataclass(frozen=True, slots=True)
class PartyRow:
    """What one party pays, gains, receives and keeps, in words."""

    name: str
    costs: str
    benefits: str
    transfers: str
    balance: str


@dataclass(frozen=True, slots=True)
class CalculationView:
    """The section "Narekenen" of a result. `computed`: from amounts per year, not only from totals."""

    computed: bool
    opening: tuple[str, ...]
    rows: tuple[Row, ...]
    parties: tuple[PartyRow, ...]
    total: PartyRow | None
    sentences: tuple[str, ...]
    assumptions: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether a calculated figure and a published one do not agree; then the section stands open."""
        return any(row.agrees is False for row in self.rows)


def calculation_view(study: Study, result: Result) -> CalculationView | None:
    """What there is to show; None where nothing can be computed or derived."""
    computed = compute(study, result)
    if isinstance(computed, Computation):
        return _of_computation(study, result, computed)
    rows = tuple(_derived_row(row) for row in derive(study, result))
    if not rows and computed.reasons == (ONLY_TOTALS,):
        return None
    opening = [*computed.reasons, *([FOLLOWS] if rows else []), *_expected(study)]
    return CalculationView(
        computed=False,
        opening=tuple(opening),
        rows=rows,
        parties=(),
        total=None,
        sentences=(),
        assumptions=(),
    )


def _of_computation(study: Study, result: Result, found: Computation) -> CalculationView:
    read = _sources(result)
    at_least = {"Kosten": found.costs_at_least, "Baten": found.benefits_at_least}
    return CalculationView(
        computed=True,
        opening=(COMPUTED, *_expected(study)),
        rows=tuple(_compared_row(row, at_least.get(row.label), read) for row in compare(found, result)),
        parties=tuple(_party_row(row) for row in found.parties),
        total=_total_row(found),
        sentences=tuple(sentences(study, found)),
        assumptions=found.assumptions,
    )


def _expected(study: Study) -> tuple[str, ...]:
    return (EXPECTED,) if study.timing is Timing.EX_ANTE else ()


def _compared_row(row: Comparison, at_least: Decimal | None, sources: tuple[str, ...]) -> Row:
    calculated = _ratio(row.computed) if row.is_ratio else euros(row.computed)
    if at_least is not None:
        calculated = f"ten minste {euro(at_least)}, onvolledig"
    return Row(
        label=row.label,
        calculated=calculated,
        is_known=row.computed.is_known or at_least is not None,
        note=NOT_NEGATIVE if at_least is not None and row.label == "Baten" else "",
        published=row.published,
        explanation=row.explanation,
        sources=sources if row.computed.is_known or at_least is not None else (),
        is_ratio=row.is_ratio,
        agrees=row.agrees,
    )


def _sources(result: Result) -> tuple[str, ...]:
    """Where the amounts that were added up were read."""
    figures = (figure for item in result.items for figure in (item.amount, item.unit_price))
    named = (source for figure in figures if isinstance(figure, KnownFigure) for source in figure.sources)
    return tuple(dict.fromkeys(named))


NOT_NEGATIVE = "Dat geldt als de baten zonder bedrag niet onder nul liggen."


def _derived_row(row: Derived) -> Row:
    return Row(
        label=row.label,
        calculated=_ratio(row.band) if row.is_ratio else band_text(row.band, euro_about),
        is_known=True,
        note=row.formula,
        published=row.published,
        explanation=row.explanation,
        sources=row.sources,
        is_ratio=row.is_ratio,
        agrees=row.agrees,
    )


def _ratio(band: Band) -> str:
    return band_text(band, per_euro) + (" per euro" if band.is_known else "")


def _party_row(row: PartyBalance) -> PartyRow:
    name = row.party.label if row.party else OTHER_SIDE
    return PartyRow(name, *(euros(band) for band in (row.costs, row.benefits, row.transfers, row.balance)))


def _total_row(found: Computation) -> PartyRow:
    none = Band.exactly(0)
    amounts = (euros(band) for band in (found.costs, found.benefits, none, found.net))
    return PartyRow("Alle partijen samen", *amounts)
