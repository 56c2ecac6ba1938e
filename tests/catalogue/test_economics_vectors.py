"""The figures of METHOD A12.8 to the cent, from the documents to the outcome."""

from decimal import Decimal

import pytest

from catalogue.cpi import cpi
from catalogue.documents import Study
from catalogue.economics import (
    Band,
    Computation,
    PartyBalance,
    annuity,
    break_even_participants,
    break_even_share,
    break_even_year,
    compute,
    discount_factor,
    net_effect,
    present_value,
    scale_up,
)
from catalogue.schema import NOT_ADOPTED
from catalogue.vocabulary import ItemKind, Party
from tests.builders import make_flow_items, make_flow_study

RATE = Decimal(3)


def computed(study: Study) -> Computation:
    found = compute(study, study.results[0])
    assert isinstance(found, Computation)
    return found


def cents(band: Band) -> tuple[str | None, ...]:
    return tuple(
        None if value is None else f"{round(value, 2):.2f}" for value in (band.low, band.mid, band.high)
    )


@pytest.fixture(scope="module")
def base() -> Computation:
    return computed(make_flow_study())


def party(found: Computation, party: Party) -> PartyBalance:
    (row,) = (row for row in found.parties if row.party is party)
    return row


def test_costs_benefits_balance_and_ratio_run_from_low_to_high(base: Computation) -> None:
    assert cents(base.costs) == ("79417.48", "79417.48", "79417.48")
    assert cents(base.benefits) == ("45257.78", "96004.77", "127035.48")
    assert cents(base.net) == ("-34159.69", "16587.29", "47618.01")
    assert cents(base.ratio) == ("0.57", "1.21", "1.60")


@pytest.mark.parametrize(
    ("who", "balance"),
    [
        (Party.MUNICIPALITY, ("-43700.41", "-21071.52", "-4099.85")),
        (Party.HEALTH_INSURER, ("16971.67", "33943.34", "42429.17")),
        (Party.PARTICIPANTS, ("-7430.95", "3715.48", "9288.69")),
    ],
)
def test_each_party_keeps_its_own_balance_transfers_included(
    base: Computation, who: Party, balance: tuple[str, ...]
) -> None:
    assert cents(party(base, who).balance) == balance


@pytest.mark.parametrize(
    ("rate", "costs", "benefits", "net"),
    [("2.25", "79559.90", "97448.32", "17888.41"), ("5.5", None, None, "12481.05")],
)
def test_another_rate_gives_another_balance(
    rate: str, costs: str | None, benefits: str | None, net: str
) -> None:
    found = computed(make_flow_study(discount_rate=Decimal(rate)))
    assert cents(found.net)[1] == net
    assert costs is None or cents(found.costs)[1] == costs
    assert benefits is None or cents(found.benefits)[1] == benefits


def test_in_prices_of_2024_every_amount_grows_and_the_ratio_stays(base: Computation) -> None:
    def in_2024(amount: Decimal | None) -> Decimal:
        assert amount is not None
        found = cpi().convert(amount, 2019, 2024)
        assert found is not None
        return found

    costs, benefits = in_2024(base.costs.mid), in_2024(base.benefits.mid)
    assert f"{in_2024(Decimal(1)):.9f}" == "1.227486812"
    assert (f"{costs:.2f}", f"{benefits:.2f}") == ("97483.90", "117844.58")
    assert f"{in_2024(base.net.mid):.2f}" == "20360.68"
    assert base.ratio.mid is not None
    assert abs(benefits / costs - base.ratio.mid) < Decimal("1e-20")


def test_it_pays_for_itself_from_this_share_of_the_effect_and_in_this_year(base: Computation) -> None:
    assert f"{base.break_even.share:.5f}" == "0.82722"
    running = [f"{amount:.2f}" for amount in base.break_even.cumulative]
    assert running == ["-60000.00", "-50291.26", "-16357.81", "16587.29"]
    assert (base.break_even.year, base.break_even.calendar_year) == (3, 2022)


def test_per_participant_and_per_year(base: Computation) -> None:
    assert base.per_participant is not None
    assert cents(base.per_participant.costs)[1] == "1588.35"
    assert cents(base.per_participant.benefits)[1] == "1920.10"
    assert cents(base.annuity)[1] == "4462.43"
    assert base.annuity_years == 4


def test_the_one_pays_and_others_gain(base: Computation) -> None:
    assert base.wrong_pocket.flag is True
    assert f"{base.wrong_pocket.share_elsewhere:.5f}" == "0.39226"


def test_how_many_participants_earn_back_fixed_costs(base: Computation) -> None:
    assert base.per_participant is not None
    assert base.costs.mid is not None
    variable = (base.costs.mid - 30_000) / 50
    assert f"{variable:.2f}" == "988.35"
    assert break_even_participants(Decimal(30_000), variable, base.per_participant.benefits.mid) == 33


def test_for_eighty_participants_there_is_a_range(base: Computation) -> None:
    each = base.per_participant
    assert each is not None
    assert each.benefits.low is not None
    assert each.benefits.mid is not None
    assert base.costs.mid is not None
    found = scale_up(
        80,
        fixed=Decimal(30_000),
        variable=(base.costs.mid - 30_000) / 50,
        capacity=None,
        benefit_low=each.benefits.low,
        benefit_high=each.benefits.mid,
        context_low=Decimal("0.8"),
        context_high=Decimal(1),
    )
    assert cents(found.costs) == ("109067.96", "109067.96", "109067.96")
    assert cents(found.benefits) == ("57929.96", None, "153607.63")
    assert cents(found.net) == ("-51138.00", None, "44539.66")


@pytest.mark.parametrize(("year", "amount"), [(1, "9720.00"), (2, "8748.00"), (3, "7873.20")])
def test_a_net_effect_takes_off_what_the_approach_did_not_do(year: int, amount: str) -> None:
    shares = {"deadweight": 20, "displacement": 10, "attribution": 75, "drop_off": 10}
    found = net_effect(
        Decimal(18_000), **{name: Decimal(share) for name, share in shares.items()}, effect_year=year
    )
    assert f"{found:.2f}" == amount


def test_the_corrections_of_an_item_reach_the_total() -> None:
    costs, *_ = make_flow_items()
    effect = make_flow_items()[2].model_copy(
        update={
            "deadweight_pct": Decimal(20),
            "displacement_pct": Decimal(10),
            "attribution_pct": Decimal(75),
            "drop_off_pct": Decimal(10),
        }
    )
    found = computed(make_flow_study((costs, effect), discount_rate=Decimal(0)))
    assert cents(found.benefits)[1] == "26341.20"


def test_an_amount_of_2012_in_prices_of_2024_and_none_before_the_series() -> None:
    converted = cpi().convert(Decimal(1000), 2012, 2024)
    assert converted is not None
    assert f"{converted:.2f}" == "1357.54"
    assert cpi().convert(Decimal(1000), 1999, 2024) is None


def test_unknown_costs_leave_ratio_and_balance_unknown() -> None:
    first, *others = make_flow_items()
    found = computed(make_flow_study((first.model_copy(update={"amount": NOT_ADOPTED}), *others)))
    assert cents(found.costs) == cents(found.net) == cents(found.ratio) == (None, None, None)
    assert cents(found.benefits)[1] == "96004.77"
    assert found.break_even.share is None


def test_with_only_transfers_beside_the_costs_the_benefits_are_zero() -> None:
    items = tuple(item for item in make_flow_items() if item.kind is not ItemKind.BENEFIT)
    found = computed(make_flow_study(items))
    assert found.benefits == Band.exactly(0)
    assert found.ratio == Band.exactly(0)


class TestFormulas:
    """The same figures from the functions alone."""

    def test_a_year_counts_for_less_the_later_it_is(self) -> None:
        assert discount_factor(0, RATE) == 1
        assert f"{discount_factor(1, RATE):.6f}" == "0.970874"
        assert discount_factor(0, RATE, "eind") == discount_factor(1, RATE, "begin")
        assert discount_factor(7, Decimal(0), "eind") == 1

    def test_a_present_value_is_unknown_when_a_year_is(self) -> None:
        assert f"{present_value([(0, Decimal(60_000)), (1, Decimal(20_000))], RATE):.2f}" == "79417.48"
        assert present_value([(0, Decimal(60_000)), (1, None)], RATE) is None
        assert present_value([], RATE) == 0

    def test_an_annuity_without_interest_is_an_equal_share(self) -> None:
        assert annuity(Decimal(100), Decimal(0), 4) == 25
        for net, rate, years in ((None, RATE, 4), (Decimal(1), None, 4), (Decimal(1), RATE, 0)):
            assert annuity(net, rate, years) is None

    def test_a_rate_that_no_one_can_discount_with_is_refused(self) -> None:
        with pytest.raises(ValueError, match="teruggerekend"):
            discount_factor(1, Decimal(-100))
        assert annuity(Decimal(1), Decimal(-100), 4) is None
        assert annuity(Decimal(1), Decimal(-50), Decimal("1e25")) is None

    def test_break_even_needs_benefits_above_zero(self) -> None:
        assert break_even_share(Decimal(10), Decimal(0)) is None
        assert break_even_share(None, Decimal(1)) is None
        assert break_even_share(Decimal(10), Decimal(8)) == Decimal("1.25")

    def test_a_year_that_never_comes_is_unknown(self) -> None:
        assert break_even_year([Decimal(-10), Decimal(4)]) is None
        assert break_even_year([Decimal(-10), None, Decimal(40)]) is None
        assert break_even_year([Decimal(0)]) == 0
        assert break_even_year([Decimal(0), Decimal(-10), Decimal(12)], first_cost=1) == 2
        assert break_even_year([Decimal(5), Decimal(-3), Decimal(1)], first_cost=1) == 1
        assert break_even_year([Decimal(-10), Decimal(12), Decimal(-5)]) is None

    def test_who_costs_what_it_brings_never_earns_back_fixed_costs(self) -> None:
        assert break_even_participants(Decimal(10), Decimal(5), Decimal(5)) is None
        assert break_even_participants(None, Decimal(5), Decimal(6)) is None
        assert break_even_participants(Decimal(10), Decimal(5), Decimal(10)) == 2
