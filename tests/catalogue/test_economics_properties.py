"""Laws of the arithmetic: unknown stays unknown, transfers cancel out, parties add up to the whole."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from catalogue.documents import Study
from catalogue.economics import Band, Computation, compute, present_value, refusals_to_scale, scale_up
from catalogue.economics_bands import divided, sum_of
from catalogue.figures import KnownFigure, mid
from catalogue.parts import BalanceItem
from catalogue.schema import NOT_ADOPTED, NOT_REPORTED
from catalogue.vocabulary import FirstHand, ItemKind, Party
from tests.builders import make_flow_study, make_item

HAIR = Decimal("1e-25")
"""Amounts have at most nine digits here, and fifty are kept: what is lost lies far below a cent."""

AMOUNTS = st.decimals(min_value=0, max_value=10**7, places=2, allow_nan=False)
SHARES = st.just(NOT_ADOPTED) | st.decimals(min_value=0, max_value=100, places=1, allow_nan=False)
RATES = st.decimals(min_value=0, max_value=10, places=2, allow_nan=False)


@st.composite
def figures(draw: st.DrawFn, *, with_range: bool = True) -> KnownFigure:
    low, between, high = sorted(draw(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS)))
    only_mid = not with_range or draw(st.booleans())
    ends = {} if only_mid else {"low": low, "high": high}
    return KnownFigure(mid=between, sources=("b1",), first_hand=FirstHand.FIRST_HAND, **ends)


@st.composite
def items(draw: st.DrawFn, kind: ItemKind, number: int, *, with_range: bool = True) -> BalanceItem:
    first, last = sorted(draw(st.tuples(st.integers(0, 6), st.integers(0, 6))))
    party, other = draw(st.permutations(tuple(Party)))[:2]
    facts = {
        "id": f"{kind.value}-{number}",
        "counter_party": other if kind is ItemKind.TRANSFER else None,
        "deadweight_pct": draw(SHARES),
        "displacement_pct": draw(SHARES),
        "attribution_pct": draw(SHARES),
        "drop_off_pct": draw(SHARES),
    }
    return make_item(kind, party, draw(figures(with_range=with_range)), (first, last), **facts)


@st.composite
def flows(draw: st.DrawFn) -> tuple[BalanceItem, ...]:
    """At least one cost and one benefit; transfers without a range."""
    found = []
    for kind, least in ((ItemKind.COST, 1), (ItemKind.BENEFIT, 1), (ItemKind.TRANSFER, 0)):
        number = draw(st.integers(least, 3))
        ranged = kind is not ItemKind.TRANSFER
        found += [draw(items(kind, place, with_range=ranged)) for place in range(number)]
    return tuple(found)


STUDIES = st.builds(
    make_flow_study,
    flows(),
    discount_rate=RATES,
    discount_moment=st.sampled_from(["begin", "eind"]),
    horizon_years=st.just(NOT_ADOPTED) | st.integers(1, 8).map(Decimal),
    effect_is_net=st.sampled_from([True, False, NOT_ADOPTED]),
)


def computed(study: Study) -> Computation:
    found = compute(study, study.results[0])
    assert isinstance(found, Computation)
    return found


def near(one: Band, other: Band) -> bool:
    pairs = ((one.low, other.low), (one.mid, other.mid), (one.high, other.high))
    return all(a == b if a is None or b is None else abs(a - b) <= HAIR for a, b in pairs)


def bands(found: Computation) -> list[Band]:
    parties = [
        band for row in found.parties for band in (row.costs, row.benefits, row.transfers, row.balance)
    ]
    each = found.per_participant
    assert each is not None
    totals = [found.costs, found.benefits, found.net, found.ratio, found.annuity]
    return [*totals, each.costs, each.benefits, each.net, *parties]


@given(study=STUDIES, data=st.data())
def test_an_amount_that_becomes_unknown_makes_every_total_with_it_unknown(
    study: Study, data: st.DataObject
) -> None:
    known_items = study.results[0].items
    place = data.draw(st.integers(0, len(known_items) - 1))
    lost = known_items[place]
    unknown = lost.model_copy(update={"amount": NOT_REPORTED})
    before = computed(study)
    after = computed(make_like(study, (*known_items[:place], unknown, *known_items[place + 1 :])))
    hit = {ItemKind.COST: after.costs, ItemKind.BENEFIT: after.benefits}.get(lost.kind)
    nothing = Band(None, None, None)
    if hit is not None:
        assert hit == after.net == after.ratio == after.annuity == nothing
        assert (after.break_even.share, after.break_even.year, after.break_even.cumulative) == (
            None,
            None,
            (),
        )
        assert after.wrong_pocket.flag is None
    else:
        assert (after.costs, after.benefits, after.net) == (before.costs, before.benefits, before.net)
    touched = {lost.party, lost.counter_party}
    assert all(row.balance == nothing for row in after.parties if row.party in touched)
    others = [row for row in after.parties if row.party not in touched]
    assert others == [row for row in before.parties if row.party not in touched]


def make_like(study: Study, own: tuple[BalanceItem, ...]) -> Study:
    (result,) = study.results
    return study.model_copy(update={"results": (result.model_copy(update={"items": own}),)})


@given(study=STUDIES)
def test_transfers_cancel_out_over_the_parties(study: Study) -> None:
    assert near(sum_of(row.transfers for row in computed(study).parties), Band.exactly(0))


@given(study=STUDIES)
def test_what_the_parties_keep_adds_up_to_the_balance_of_all(study: Study) -> None:
    found = computed(study)
    assert near(sum_of(row.costs for row in found.parties), found.costs)
    assert near(sum_of(row.benefits for row in found.parties), found.benefits)
    assert near(sum_of(row.balance for row in found.parties), found.net)


@given(own=flows(), transfer=items(ItemKind.TRANSFER, 9))
def test_with_transfers_that_have_a_range_the_mid_balances_still_add_up(
    own: tuple[BalanceItem, ...], transfer: BalanceItem
) -> None:
    found = computed(make_flow_study((*own, transfer)))
    total = sum_of(row.balance for row in found.parties)
    assert total.mid is not None
    assert found.net.mid is not None
    assert abs(total.mid - found.net.mid) <= HAIR
    assert total.low is not None
    assert found.net.low is not None
    assert total.low <= found.net.low or abs(total.low - found.net.low) <= HAIR


@given(study=STUDIES)
def test_low_is_never_above_mid_and_mid_never_above_high(study: Study) -> None:
    for band in bands(computed(study)):
        if band.low is not None and band.mid is not None and band.high is not None:
            assert band.low <= band.mid <= band.high


@given(study=STUDIES, data=st.data())
def test_the_order_of_items_does_not_matter(study: Study, data: st.DataObject) -> None:
    shuffled = tuple(data.draw(st.permutations(study.results[0].items)))
    one, other = computed(study), computed(make_like(study, shuffled))
    assert all(near(a, b) for a, b in zip(bands(one), bands(other), strict=True))
    assert one.wrong_pocket.flag == other.wrong_pocket.flag


@given(own=flows())
def test_without_interest_the_present_value_is_the_plain_sum(own: tuple[BalanceItem, ...]) -> None:
    study = make_flow_study(own, discount_rate=Decimal(0), horizon_years=NOT_ADOPTED)
    costs = [item for item in own if item.kind is ItemKind.COST]
    plain = sum((mid(item.amount) or Decimal(0)) * years(item) for item in costs)
    assert computed(study).costs.mid == plain


def years(item: BalanceItem) -> int:
    assert isinstance(item.year_from, int)
    assert isinstance(item.year_to, int)
    return item.year_to - item.year_from + 1


@given(amounts=st.lists(AMOUNTS, max_size=10))
def test_discounting_at_nothing_is_adding_up(amounts: list[Decimal]) -> None:
    assert present_value(enumerate(amounts), Decimal(0), "eind") == sum(amounts)


@given(low=AMOUNTS, more=AMOUNTS, costs=AMOUNTS)
def test_scaling_by_one_is_the_identity(low: Decimal, more: Decimal, costs: Decimal) -> None:
    band = Band(low, None, low + more)
    assert band.scaled(1) == band
    one = Decimal(1)
    found = scale_up(
        1,
        fixed=Decimal(0),
        variable=costs,
        capacity=None,
        benefit_low=low,
        benefit_high=low + more,
        context_low=one,
        context_high=one,
    )
    assert (found.costs, found.benefits) == (Band.exactly(costs), band)
    assert found.net == band - Band.exactly(costs)


@given(study=STUDIES, people=st.integers(1, 500))
def test_as_many_participants_as_were_studied_give_back_the_totals(study: Study, people: int) -> None:
    found = computed(study.model_copy(update={"participants": people}))
    each = found.per_participant
    assert each is not None
    again = scale_up(
        people,
        fixed=Decimal(0),
        variable=each.costs.mid or Decimal(0),
        capacity=None,
        benefit_low=each.benefits.low or Decimal(0),
        benefit_high=each.benefits.high or Decimal(0),
        context_low=Decimal(1),
        context_high=Decimal(1),
    )
    assert found.costs.mid is not None
    assert again.costs.mid is not None
    assert abs(again.costs.mid - found.costs.mid) <= HAIR
    assert near(again.benefits, Band(found.benefits.low, None, found.benefits.high))


@given(one=AMOUNTS, other=AMOUNTS)
def test_a_difference_crosses_its_corners(one: Decimal, other: Decimal) -> None:
    wide, exact = Band(-other, None, one), Band.exactly(one)
    assert wide - exact == Band(-other - one, None, Decimal(0))
    assert (wide - wide).low == -other - one
    assert wide.negated().negated() == wide


@given(value=st.none() | AMOUNTS)
def test_nothing_divides_by_zero(value: Decimal | None) -> None:
    assert divided(value, 0) is None
    assert divided(value, None) is None


@given(n=st.integers(1, 5000))
def test_more_than_ten_times_as_many_participants_is_refused(n: int) -> None:
    study = make_flow_study(participants=50)
    refused = refusals_to_scale(study, study.results[0], n)
    assert bool(refused) == (n > 500)
