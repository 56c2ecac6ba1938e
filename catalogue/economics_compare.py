"""What was computed from the items of a result beside what its study published."""

from dataclasses import dataclass
from decimal import Decimal

from catalogue.documents import Result
from catalogue.economics_bands import Band
from catalogue.economics_beside import Beside, amounts_beside, ratios_beside
from catalogue.economics_computation import Computation
from catalogue.figures import KnownFigure
from catalogue.schema import Unknown
from catalogue.vocabulary import RatioDefinition

OTHER_RATIO = "Het onderzoek berekent zijn verhouding anders. De twee getallen zijn niet te vergelijken."
UNKNOWN_RATIO = (
    "Hoe het onderzoek zijn verhouding berekent, is niet bekend. Daarom zeggen wij niet of het klopt."
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One total, computed and published. `difference` is computed minus published."""

    label: str
    computed: Band
    published: KnownFigure | Unknown
    difference: Decimal | None
    agrees: bool | None
    explanation: str
    is_ratio: bool = False


def compare(computation: Computation, result: Result) -> tuple[Comparison, ...]:
    """Costs, benefits, balance and ratio, in that order, each with its difference explained."""
    costs, benefits, net = computation.costs, computation.benefits, computation.net
    rows = (
        ("Kosten", costs, result.costs, amounts_beside(costs, result.costs)),
        ("Baten", benefits, result.benefits, amounts_beside(benefits, result.benefits)),
        ("Saldo: baten min kosten", net, result.net, amounts_beside(net, result.net, costs, benefits)),
    )
    amounts = tuple(_row(label, band, figure, beside) for label, band, figure, beside in rows)
    beside = ratio_beside(computation.ratio, computation.ratio_definition, result)
    label = computation.ratio_definition.label
    return (*amounts, _row(label, computation.ratio, result.ratio, beside, is_ratio=True))


def ratio_beside(calculated: Band, definition: RatioDefinition, result: Result) -> Beside:
    """A calculated ratio beside the published one, which is judged only when it is of the same kind."""
    if isinstance(result.ratio, Unknown) or result.ratio_definition is definition:
        return ratios_beside(calculated, result.ratio)
    if result.ratio_definition is RatioDefinition.UNKNOWN:
        return Beside(None, None, UNKNOWN_RATIO)
    return Beside(None, None, OTHER_RATIO)


def _row(
    label: str, band: Band, figure: KnownFigure | Unknown, beside: Beside, *, is_ratio: bool = False
) -> Comparison:
    return Comparison(
        label, band, figure, beside.difference, beside.agrees, beside.explanation, is_ratio=is_ratio
    )
