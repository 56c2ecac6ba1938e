"""What cannot be computed is refused in words; what is missing stays missing; differences are explained."""

from decimal import Decimal
from typing import Any

import pytest

from catalogue.documents import Result, Study
from catalogue.economics import (
    Band,
    Computation,
    NotComputed,
    PerParticipant,
    compare,
    compute,
    refusals_to_scale,
    scale_up,
)
from catalogue.economics_reasons import NO_AMOUNTS, NO_MOMENT, NO_RATE, ONLY_TOTALS
from catalogue.money import NBSP
from catalogue.parts import BalanceItem
from catalogue.schema import NOT_ADOPTED, NOT_APPLICABLE, NOT_REPORTED
from catalogue.vocabulary import CostBehaviour, Frequency, ItemKind, Method, Party, RatioDefinition, Unit
from tests.builders import make_figure, make_flow_items, make_flow_study, make_item, make_result, make_study

COST, BENEFIT, TRANSFER = ItemKind.COST, ItemKind.BENEFIT, ItemKind.TRANSFER
TOWN, STATE = Party.MUNICIPALITY, Party.STATE


def computed(study: Study) -> Computation:
    found = compute(study, study.results[0])
    assert isinstance(found, Computation)
    return found


def refused(study: Study) -> tuple[str, ...]:
    found = compute(study, study.results[0])
    assert isinstance(found, NotComputed)
    return found.reasons


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def flow(*items: BalanceItem, **changes: Any) -> Study:
    return make_flow_study(items, **changes)


class TestWhatCannotBeComputed:
    def test_a_study_without_amounts_per_year_gets_one_sentence(self) -> None:
        assert refused(make_study()) == (ONLY_TOTALS,)
        bare = make_item(COST, TOWN, make_figure(100))
        assert refused(flow(bare, bare)) == (ONLY_TOTALS,)

    def test_missing_facts_are_counted_per_fact(self) -> None:
        bare = make_item(COST, TOWN, make_figure(100))
        unplaced = make_item(COST, TOWN, make_figure(100), frequency=Frequency.YEARLY)
        items = (*make_flow_items(), bare, bare, unplaced)
        assert refused(flow(*items)) == (
            "Bij 2 posten is niet bekend hoe vaak het bedrag valt.",
            "Bij 1 post is niet bekend in welk jaar het bedrag voor het eerst valt.",
            "Bij 1 post is niet bekend tot en met welk jaar het bedrag terugkomt.",
        )

    def test_rate_and_moment_are_needed_for_amounts_of_several_years(self) -> None:
        assert refused(make_flow_study(discount_rate=NOT_REPORTED)) == (NO_RATE,)
        assert refused(make_flow_study(discount_moment="onbekend")) == (NO_MOMENT,)
        both = make_flow_study(discount_rate=NOT_REPORTED, discount_moment="onbekend")
        assert refused(both) == (NO_RATE, NO_MOMENT)

    def test_without_interest_the_moment_makes_no_difference(self) -> None:
        found = computed(make_flow_study(discount_rate=Decimal(0), discount_moment="onbekend"))
        assert found.costs == Band.exactly(80_000)

    def test_a_rate_that_no_one_can_discount_with_is_refused(self) -> None:
        assert "kan niet kloppen" in refused(make_flow_study(discount_rate=Decimal(-100)))[0]

    def test_amounts_about_different_things_are_not_added_up(self) -> None:
        one = make_item(COST, TOWN, make_figure(1), (0, 0), per="per jongere")
        other = make_item(BENEFIT, TOWN, make_figure(1), (0, 0), per="per gezin")
        (reason,) = refused(flow(one, other))
        assert "(per gezin; per jongere)" in reason
        unsaid = other.model_copy(update={"per": NOT_ADOPTED})
        assert computed(flow(one, unsaid, unit=Unit.PER_PARTICIPANT)).costs == Band.exactly(1)

    def test_amounts_for_one_are_no_parts_of_a_total_for_all(self) -> None:
        each = make_item(COST, TOWN, make_figure(1000), (0, 0), per="gemiddeld per deelnemer")
        (reason,) = refused(flow(each, unit=Unit.WHOLE_PROJECT))
        assert "‘gemiddeld per deelnemer’" in reason
        assert "‘hele project’" in reason
        whole = make_item(COST, TOWN, make_figure(1000), (0, 0), per="hele project, twee jaar")
        assert refused(flow(whole, unit=Unit.PER_HOUSEHOLD))
        yearly = make_item(COST, TOWN, make_figure(1000), (0, 0), per="per jaar")
        assert computed(flow(yearly, unit=Unit.WHOLE_PROJECT)).costs == Band.exactly(1000)

    def test_amounts_of_which_only_some_have_a_known_price_year_are_not_added_up(self) -> None:
        items = [
            make_item(COST, TOWN, make_figure(1), (0, 0), price_year=year) for year in (2005, NOT_ADOPTED)
        ]
        (reason,) = refused(flow(*items, price_year=NOT_ADOPTED))
        assert "in prijzen van 2005" in reason

    def test_the_prices_are_those_of_the_items_and_not_of_the_study(self) -> None:
        items = [make_item(kind, TOWN, make_figure(1), (0, 0), price_year=2005) for kind in (COST, BENEFIT)]
        found = computed(flow(*items, price_year=2019))
        assert found.price_year == 2005
        assert "Alle bedragen zijn in prijzen van 2005." in found.assumptions

    def test_a_known_range_without_a_middle_is_no_incomplete_total(self) -> None:
        ranged = make_figure(None, low=Decimal(80), high=Decimal(120))
        found = computed(flow(make_item(COST, TOWN, ranged, (0, 0))))
        assert found.costs == Band(Decimal(80), None, Decimal(120))
        assert found.costs_at_least is None

    def test_when_costs_are_told_apart_it_is_known_how_many_participants_earn_them_back(self) -> None:
        behaviours = (CostBehaviour.FIXED, CostBehaviour.VARIABLE)
        first, second, *rest = make_flow_items()
        halves = [
            first.model_copy(update={"amount": make_figure(30_000), "id": f"k{kind}", "cost_behaviour": kind})
            for kind in behaviours
        ]
        told = second.model_copy(update={"cost_behaviour": CostBehaviour.VARIABLE})
        found = computed(flow(*halves, told, *rest))
        assert found.fixed_costs == Band.exactly(30_000)
        assert found.break_even.participants == 33
        assert computed(flow(*halves, second, *rest)).break_even.participants is None
        per_head = computed(flow(*halves, told, *rest, unit=Unit.PER_PARTICIPANT))
        assert per_head.break_even.participants is None

    @pytest.mark.parametrize("method", [Method.META_ANALYSIS, Method.COST_EFFECTIVENESS])
    def test_some_methods_have_no_benefits_per_euro(self, method: Method) -> None:
        assert not computed(flow(*make_flow_items(), method=method)).ratio.is_known

    def test_amounts_in_prices_of_different_years_are_not_added_up(self) -> None:
        items = (*make_flow_items()[:3], make_item(COST, TOWN, make_figure(1), (0, 0), price_year=2012))
        (reason,) = refused(flow(*items))
        assert "(2012, 2019)" in reason

    @pytest.mark.parametrize(
        ("facts", "words"),
        [
            ({"year_from": 3, "year_to": 1}, "ligt het laatste jaar voor het eerste"),
            ({"year_from": 0, "year_to": 10**9}, "ligt een jaar buiten 0 tot en met 100"),
            ({"year_from": -1, "year_to": 1}, "ligt een jaar buiten 0 tot en met 100"),
            ({"frequency": Frequency.ONCE, "year_to": 2}, "telt het bedrag één keer"),
            ({"deadweight_pct": Decimal(150)}, "ligt een percentage buiten 0 tot en met 100"),
            ({"is_present_value": True}, "elk jaar terugkomt en ook dat alle jaren al zijn teruggerekend"),
            (
                {"frequency": Frequency.PRESENT_VALUE, "is_present_value": False},
                "al is teruggerekend en ook dat dat niet zo is",
            ),
        ],
    )
    def test_facts_that_contradict_each_other_are_refused(self, facts: dict[str, Any], words: str) -> None:
        item = make_item(COST, TOWN, make_figure(1), (0, 2)).model_copy(update=facts)
        (reason,) = refused(flow(item))
        assert words in reason

    def test_without_any_amount_there_is_nothing_to_compute(self) -> None:
        item = make_item(COST, TOWN, NOT_REPORTED, (0, 2))
        assert refused(flow(item)) == (NO_AMOUNTS,)


class TestAmounts:
    def test_an_unknown_amount_is_quantity_times_price_where_both_are_known(self) -> None:
        cost = make_item(COST, TOWN, NOT_ADOPTED, (0, 0), quantity=Decimal(12), unit_price=make_figure(5))
        assert computed(flow(cost, *make_flow_items()[2:])).costs == Band.exactly(60)
        half = cost.model_copy(update={"quantity": NOT_ADOPTED})
        assert computed(flow(half, *make_flow_items()[2:])).costs == Band(None, None, None)
        below = cost.model_copy(update={"quantity": Decimal(-2)})
        assert computed(flow(below, *make_flow_items()[2:])).costs == Band(None, None, None)

    def test_what_is_discounted_already_enters_unchanged(self) -> None:
        total = make_item(
            COST, TOWN, make_figure(700), frequency=Frequency.PRESENT_VALUE, deadweight_pct=Decimal(50)
        )
        gain = make_item(BENEFIT, TOWN, make_figure(900), is_present_value=True, deadweight_pct=Decimal(50))
        study = flow(total, gain, discount_rate=NOT_REPORTED, discount_moment="onbekend")
        found = computed(study)
        assert (found.costs, found.benefits) == (Band.exactly(700), Band.exactly(900))
        assert "2 posten zijn al teruggerekend en tellen ongewijzigd mee." in found.assumptions
        assert any(sentence.startswith("Correcties op het effect") for sentence in found.assumptions)
        assert found.break_even.year is None
        assert found.annuity == Band(None, None, None)

    def test_the_horizon_only_limits(self) -> None:
        late = make_item(COST, TOWN, make_figure(10), (0, 9))
        found = computed(flow(late, *make_flow_items()[2:], discount_rate=Decimal(0)))
        assert found.costs == Band.exactly(50)
        assert "Wat na de looptijd van 4 jaar valt, telt niet mee." in found.assumptions
        open_end = computed(
            flow(late, *make_flow_items()[2:], discount_rate=Decimal(0), horizon_years=NOT_ADOPTED)
        )
        assert open_end.costs == Band.exactly(100)
        assert open_end.annuity_years == 10

    def test_a_bound_alone_stays_a_bound(self) -> None:
        least = make_figure(mid=None, low=Decimal(50))
        found = computed(flow(make_item(COST, TOWN, least, (0, 0)), *make_flow_items()[2:]))
        assert found.costs == Band(Decimal(50), None, None)
        assert found.costs_at_least == 50

    def test_what_the_study_already_took_off_is_not_taken_off_twice(self) -> None:
        gain = make_item(BENEFIT, TOWN, make_figure(100), (0, 0), deadweight_pct=Decimal(40))
        items = (make_flow_items()[0], gain)
        assert computed(flow(*items)).benefits == Band.exactly(60)
        net = computed(flow(*items, effect_is_net=True))
        assert net.benefits == Band.exactly(100)
        assert any("al afgetrokken" in sentence for sentence in net.assumptions)

    def test_what_was_not_corrected_for_is_said(self) -> None:
        said = computed(make_flow_study()).assumptions
        assert (
            "Bij 4 posten is niet bekend welk deel ook zonder de aanpak was gebeurd, "
            "welk deel alleen is verschoven, welk deel door deze aanpak komt en hoe snel het effect afneemt. "
            "Daarvoor is niet gecorrigeerd." in said
        )
        gain = make_item(
            BENEFIT,
            TOWN,
            make_figure(1),
            (0, 0),
            **dict.fromkeys(
                ("deadweight_pct", "displacement_pct", "attribution_pct", "drop_off_pct"), NOT_APPLICABLE
            ),
        )
        quiet = computed(flow(make_flow_items()[0], gain)).assumptions
        assert not any("niet gecorrigeerd" in sentence for sentence in quiet)

    def test_negative_effects_lower_the_benefits_and_that_is_said(self) -> None:
        harm = make_item(BENEFIT, STATE, make_figure(-30), (0, 0))
        found = computed(flow(*make_flow_items(), harm))
        assert round(found.benefits.mid or 0, 2) == Decimal("95974.77")
        assert "Negatieve effecten staan bij de baten en maken die lager." in found.assumptions

    def test_a_negative_ratio_keeps_its_ends_in_order(self) -> None:
        cost = make_item(COST, TOWN, make_figure(100, low=Decimal(50), high=Decimal(200)), (0, 0))
        harm = make_item(BENEFIT, STATE, make_figure(-10), (0, 0))
        ratio = computed(flow(cost, harm)).ratio
        assert ratio == Band(Decimal("-0.2"), Decimal("-0.1"), Decimal("-0.05"))


class TestTotals:
    def test_no_cost_items_at_all_is_unknown_and_not_free(self) -> None:
        found = computed(flow(*make_flow_items()[2:]))
        assert found.costs == found.net == Band(None, None, None)

    def test_no_benefits_and_no_transfers_is_unknown_and_not_worthless(self) -> None:
        found = computed(flow(*make_flow_items()[:2]))
        assert found.benefits == found.net == Band(None, None, None)

    def test_costs_of_zero_give_no_ratio(self) -> None:
        found = computed(flow(make_item(COST, TOWN, make_figure(0), (0, 0)), make_flow_items()[2]))
        assert found.ratio == Band(None, None, None)
        assert found.net.mid is not None

    def test_a_total_with_a_missing_part_is_at_least_what_is_known(self) -> None:
        lost = make_item(COST, STATE, NOT_REPORTED, (0, 0))
        found = computed(flow(*make_flow_items(), lost))
        assert round(found.costs_at_least or 0, 2) == Decimal("79417.48")
        assert found.benefits_at_least is None

    def test_a_part_below_zero_takes_the_lower_bound_away(self) -> None:
        lost = make_item(BENEFIT, STATE, NOT_REPORTED, (0, 0))
        harm = make_item(BENEFIT, STATE, make_figure(-1), (0, 0))
        assert computed(flow(*make_flow_items(), lost)).benefits_at_least is not None
        assert computed(flow(*make_flow_items(), lost, harm)).benefits_at_least is None

    @pytest.mark.parametrize("unit", [Unit.NATIONWIDE, Unit.PER_YEAR, Unit.PER_MUNICIPALITY, Unit.UNKNOWN])
    def test_a_total_for_a_country_year_or_town_is_never_divided_by_participants(self, unit: Unit) -> None:
        assert computed(make_flow_study(unit=unit)).per_participant is None

    def test_amounts_per_head_stay_as_they_are(self) -> None:
        found = computed(make_flow_study(unit=Unit.PER_HOUSEHOLD))
        assert found.per_participant == PerParticipant(found.costs, found.benefits, found.net)

    def test_a_project_with_unknown_participants_has_no_amount_each(self) -> None:
        assert computed(make_flow_study(participants=NOT_REPORTED)).per_participant is None

    def test_an_sroi_keeps_its_own_label(self) -> None:
        assert computed(make_flow_study()).ratio_definition is RatioDefinition.BENEFITS_OVER_COSTS
        assert computed(make_flow_study(method=Method.SROI)).ratio_definition is RatioDefinition.SROI


class TestParties:
    def test_the_other_side_of_a_transfer_stays_in_sight_when_it_is_not_known(self) -> None:
        lone = make_item(TRANSFER, TOWN, make_figure(500), (0, 0))
        found = computed(flow(*make_flow_items(), lone))
        assert found.parties[-1].party is None
        assert found.parties[-1].transfers == Band.exactly(-500)
        assert any("niet volledig" in sentence for sentence in found.assumptions)
        assert (found.wrong_pocket.flag, found.wrong_pocket.share_elsewhere) == (None, None)

    def test_parties_stand_in_the_order_of_the_list(self) -> None:
        found = computed(make_flow_study())
        assert [row.party for row in found.parties] == [TOWN, Party.HEALTH_INSURER, Party.PARTICIPANTS]

    def test_nobody_gains_when_nothing_is_gained(self) -> None:
        items = (make_flow_items()[0], make_item(BENEFIT, STATE, make_figure(0), (0, 0)))
        pocket = computed(flow(*items)).wrong_pocket
        assert (pocket.flag, pocket.share_elsewhere) == (False, None)

    def test_a_party_that_pays_and_keeps_enough_is_no_wrong_pocket(self) -> None:
        items = (make_flow_items()[0], make_item(BENEFIT, TOWN, make_figure(90_000), (0, 0)))
        pocket = computed(flow(*items)).wrong_pocket
        assert pocket.flag is False
        assert pocket.share_elsewhere == 0

    def test_unknown_costs_leave_open_who_pays(self) -> None:
        lost = make_item(COST, STATE, NOT_REPORTED, (0, 0))
        pocket = computed(flow(*make_flow_items(), lost)).wrong_pocket
        assert (pocket.flag, pocket.share_elsewhere) == (None, None)


class TestBesideWhatWasPublished:
    def beside(self, **published: Any) -> dict[str, Any]:
        study = make_flow_study()
        unknown = dict.fromkeys(("costs", "benefits", "net", "ratio"), NOT_REPORTED)
        result = study.results[0].model_copy(update=unknown | published)
        return {row.label: row for row in compare(computed(study), result)}

    def test_all_four_totals_stand_side_by_side(self) -> None:
        rows = self.beside()
        assert list(rows) == ["Kosten", "Baten", "Saldo: baten min kosten", "Baten gedeeld door kosten"]
        assert {row.explanation for row in rows.values()} == {"Het onderzoek noemt dit zelf niet."}
        assert {row.agrees for row in rows.values()} == {None}

    def test_a_difference_that_fits_rounding_is_shown_and_agrees(self) -> None:
        row = self.beside(costs=make_figure(79_000))["Kosten"]
        assert round(row.difference, 2) == Decimal("417.48")
        assert row.agrees is True
        assert plain(row.explanation).startswith("Dat is € 417,48 hoger dan het onderzoek noemt.")

    def test_a_large_difference_is_said_and_both_figures_stay(self) -> None:
        row = self.beside(net=make_figure(25_000))["Saldo: baten min kosten"]
        assert row.agrees is False
        assert "lager dan het onderzoek noemt" in row.explanation
        assert "Beide cijfers blijven staan." in row.explanation

    def test_an_sroi_ratio_is_not_judged_by_benefits_over_costs(self) -> None:
        for definition in (RatioDefinition.SROI, RatioDefinition.NET_RETURN, RatioDefinition.OTHER):
            rows = self.beside(ratio=make_figure("1.2"), ratio_definition=definition)
            row = rows["Baten gedeeld door kosten"]
            assert (row.difference, row.agrees) == (None, None)
            assert "berekent zijn verhouding anders" in row.explanation

    def test_a_ratio_of_unknown_kind_is_not_judged(self) -> None:
        rows = self.beside(ratio=make_figure("1.2"), ratio_definition=RatioDefinition.UNKNOWN)
        assert rows["Baten gedeeld door kosten"].agrees is None

    def test_a_ratio_within_five_hundredths_agrees(self) -> None:
        row = self.beside(ratio=make_figure("1.2"))["Baten gedeeld door kosten"]
        assert row.agrees is True

    def test_a_published_bound_is_kept_or_broken(self) -> None:
        kept = self.beside(benefits=make_figure(mid=None, low=Decimal(50_000)))["Baten"]
        assert (kept.difference, kept.agrees) == (0, True)
        broken = self.beside(benefits=make_figure(mid=None, high=Decimal(50_000)))["Baten"]
        assert broken.agrees is False
        assert "dan het onderzoek als grens noemt" in broken.explanation

    def test_another_range_is_said_also_where_the_mid_is_equal(self) -> None:
        figure = make_figure(Decimal("96004.77"), low=Decimal(90_000), high=Decimal(127_035))
        row = self.beside(benefits=figure)["Baten"]
        assert row.agrees is False
        assert "het onderzoek noemt van € 90.000 tot € 127.035" in plain(row.explanation)

    def test_nothing_computed_is_nothing_to_compare(self) -> None:
        study = flow(*make_flow_items()[:2])
        rows = compare(computed(study), make_result())
        assert rows[1].explanation == "Niet te berekenen, want een deel is niet bekend."


class TestScaling:
    def reasons(self, n: int | None = 100, *, result: Result | None = None, **changes: Any) -> str:
        own = result or make_result()
        return " ".join(refusals_to_scale(make_study(results=(own,), **changes), own, n))

    def test_a_sound_study_carries_it(self) -> None:
        assert not self.reasons()
        assert not self.reasons(None)
        assert not self.reasons(unit=Unit.WHOLE_PROJECT)

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"method": Method.SROI}, "Dit is een SROI"),
            ({"method": Method.BUSINESS_CASE}, "Dit is een businesscase"),
            ({"method": Method.META_ANALYSIS}, "Dit is een meta-analyse"),
            ({"unit": Unit.NATIONWIDE}, "heel Nederland"),
            ({"unit": Unit.PER_YEAR}, "voor een jaar"),
            ({"unit": Unit.PER_MUNICIPALITY}, "een hele gemeente"),
            ({"unit": Unit.UNKNOWN}, "Waar de bedragen voor gelden"),
            ({"unit": Unit.WHOLE_PROJECT, "participants": NOT_ADOPTED}, "hoeveel mensen meededen"),
            ({"sources": ()}, "uit welke bron"),
            ({"participants": 9}, "meer dan tien keer zo veel"),
            ({"result": make_result(costs=NOT_ADOPTED)}, "De totale kosten zijn niet bekend."),
            ({"result": make_result(benefits=NOT_ADOPTED)}, "De totale baten zijn niet bekend."),
            (
                {"result": make_result(costs=NOT_ADOPTED, benefits=NOT_ADOPTED)},
                "De totale kosten en de totale baten zijn niet bekend.",
            ),
            ({"result": make_result(costs=make_figure(sources=()))}, "uit welke bron"),
        ],
    )
    def test_what_it_does_not_carry_is_refused_in_words(self, changes: dict[str, Any], words: str) -> None:
        assert words in self.reasons(**changes)

    def test_totals_that_follow_from_amounts_per_year_will_do(self) -> None:
        study = make_flow_study()
        assert refusals_to_scale(study, study.results[0], 80) == ()

    def test_costs_come_once_per_full_group(self) -> None:
        found = scale_up(
            21,
            fixed=Decimal(100),
            variable=Decimal(2),
            capacity=10,
            benefit_low=Decimal(-4),
            benefit_high=Decimal(8),
            context_low=Decimal("0.5"),
            context_high=Decimal(1),
        )
        assert found.costs == Band.exactly(342)
        assert found.benefits == Band(Decimal(-84), None, Decimal(168))

    @pytest.mark.parametrize(
        "changes", [{"n": 0}, {"capacity": 0}, {"benefit_low": Decimal(9)}, {"context_low": Decimal(2)}]
    )
    def test_a_question_without_sense_is_an_error(self, changes: dict[str, Any]) -> None:
        asked: dict[str, Any] = {
            "n": 5,
            "fixed": Decimal(0),
            "variable": Decimal(1),
            "capacity": None,
            "benefit_low": Decimal(1),
            "benefit_high": Decimal(2),
            "context_low": Decimal("0.5"),
            "context_high": Decimal(1),
        }
        with pytest.raises(ValueError, match=r"te rekenen|laagste waarde"):
            scale_up(**(asked | changes))

    def test_a_band_is_never_multiplied_by_less_than_nothing(self) -> None:
        with pytest.raises(ValueError, match="vermenigvuldigd"):
            Band.exactly(1).scaled(-1)

    @pytest.mark.parametrize("number", [0, -2])
    def test_a_band_is_shared_by_at_least_someone(self, number: int) -> None:
        with pytest.raises(ValueError, match="verdeeld"):
            Band.exactly(1).shared_by(number)

    def test_an_amount_is_below_zero_only_when_nothing_lets_it_be_more(self) -> None:
        minus = Decimal(-5)
        assert Band.exactly(-5).is_below_zero
        assert Band(None, None, minus).is_below_zero
        assert not Band(minus, None, None).is_below_zero
        assert not Band(minus, minus, Decimal(0)).is_below_zero
