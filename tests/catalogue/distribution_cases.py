"""Items and results about who pays and who gains, for several tests."""

from decimal import Decimal
from typing import Any

from catalogue.documents import Result, Study
from catalogue.figures import KnownFigure
from catalogue.parts import BalanceItem, UnpricedEffect
from catalogue.vocabulary import Direction, EffectCategory, FirstHand, Frequency, ItemKind, Party, Unit
from tests.builders import make_figure, make_result, make_study

COST, BENEFIT, TRANSFER = ItemKind.COST, ItemKind.BENEFIT, ItemKind.TRANSFER
TOWN, STATE, INSURER, PEOPLE = (
    Party.MUNICIPALITY, Party.STATE, Party.HEALTH_INSURER, Party.PARTICIPANTS,
)  # fmt: skip
CARERS, BOSSES, POLICE, SCHOOL, ALL = (
    Party.CARERS_VOLUNTEERS, Party.EMPLOYERS, Party.POLICE_JUSTICE, Party.EDUCATION, Party.SOCIETY,
)  # fmt: skip


def item(
    kind: ItemKind, party: Party, amount: Any = "100", per: Any = "per jaar", **changes: Any
) -> BalanceItem:
    """A post of a party; `amount` as text is a known amount."""
    figure = make_figure(amount) if isinstance(amount, str) else amount
    facts: dict[str, Any] = {
        "id": f"{kind}-{party}-{amount if isinstance(amount, str) else 'x'}", "kind": kind,
        "name": f"Post van {party}", "party": party, "category": EffectCategory.OTHER,
        "amount": figure, "per": per,
    }  # fmt: skip
    return BalanceItem(**facts | changes)


def between(low: int | None, high: int | None, mid: int | None = None) -> KnownFigure:
    """A figure with a range."""
    exact = (None if value is None else Decimal(value) for value in (low, mid, high))
    values = dict(zip(("low", "mid", "high"), exact, strict=True))
    return KnownFigure(**values, sources=("b1",), first_hand=FirstHand.FIRST_HAND)


def effect(party: Party, direction: Direction = Direction.POSITIVE) -> UnpricedEffect:
    """An effect without euros."""
    return UnpricedEffect(
        id=f"e-{party}", name="Rust", category=EffectCategory.WELLBEING, direction=direction, party=party
    )


def result_of(*items: BalanceItem, unpriced: tuple[UnpricedEffect, ...] = (), **changes: Any) -> Result:
    """A result with these items; its totals are 1000 and 1500 unless changed."""
    return make_result(items=items, unpriced=unpriced, **changes)


def flow(kind: ItemKind, party: Party, years: tuple[int, int], *amounts: int, **changes: Any) -> BalanceItem:
    """A yearly amount: one value, or low, mid and high."""
    low, mid, high = amounts if len(amounts) > 1 else (None, amounts[0], None)
    figure = between(low, high, mid)
    facts = {"frequency": Frequency.YEARLY, "year_from": years[0], "year_to": years[1], "per": "hele project"}
    return item(kind, party, figure, **{"id": f"{kind}-{party}-{years[0]}"} | facts | changes)


def method_vector() -> tuple[Study, Result]:
    """The invented study of METHOD A12.8: three parties, four years, three percent."""
    result = result_of(
        flow(COST, TOWN, (0, 0), 60_000),
        flow(COST, TOWN, (1, 1), 20_000),
        flow(BENEFIT, TOWN, (1, 3), 10_000, 18_000, 24_000),
        flow(BENEFIT, INSURER, (1, 3), 6_000, 12_000, 15_000),
        flow(BENEFIT, PEOPLE, (2, 3), 0, 6_000, 9_000),
        flow(TRANSFER, TOWN, (2, 3), 4_000, counter_party=PEOPLE),
    )
    study = make_study(
        discount_rate=Decimal(3), discount_moment="begin", base_year=2019, horizon_years=Decimal(4),
        participants=50, unit=Unit.WHOLE_PROJECT, results=(result,),
    )  # fmt: skip
    return study, result
