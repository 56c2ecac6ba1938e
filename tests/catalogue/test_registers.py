"""The registers: complete, exact, with their status, and unknown where nothing was read."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from catalogue.register_file import by_key, read
from catalogue.registers import (
    Conflict,
    Cpi,
    IndexStatus,
    Municipality,
    RegisterStatus,
    UnitCost,
    conflicts,
    cpi,
    discount_rates,
    kpis,
    macro_figures,
    missing_unit_costs,
    municipalities,
    municipality_aliases,
    municipality_register,
    standard_discount_rates,
    unit_cost,
    unit_costs,
)
from catalogue.schema import Unknown, known
from catalogue.vocabulary import Party, Theme, UnitCostKind, WorkType

YEARS = st.integers(min_value=2000, max_value=2025)
AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False)


class TestCpi:
    @pytest.mark.parametrize(
        ("year", "index"),
        [
            (2005, "84.8"),
            (2010, "91.54"),
            (2012, "95.99"),
            (2015, "100"),
            (2019, "106.16"),
            (2021, "110.39"),
            (2022, "121.43"),
            (2024, "130.31"),
            (2025, "134.61"),
        ],
    )
    def test_the_index_of_a_year_is_the_one_that_was_read(self, year: int, index: str) -> None:
        assert cpi().index(year) == Decimal(index)

    def test_the_series_has_every_year_from_2000_to_2025_once(self) -> None:
        assert [row.year for row in cpi().years] == list(range(2000, 2026))
        assert (cpi().first_year, cpi().last_year) == (2000, 2025)

    def test_an_amount_of_2012_is_converted_to_prices_of_2024(self) -> None:
        converted = cpi().convert(Decimal(1000), 2012, 2024)
        assert converted is not None
        assert round(converted, 2) == Decimal("1357.54")

    @pytest.mark.parametrize(("source", "target"), [(1999, 2024), (2012, 2026), (1999, 1999)])
    def test_outside_the_series_there_is_no_conversion(self, source: int, target: int) -> None:
        assert cpi().convert(Decimal(1000), source, target) is None
        assert cpi().index(1999) is None

    @given(amount=AMOUNTS, year=YEARS)
    def test_converting_to_the_same_year_changes_nothing(self, amount: Decimal, year: int) -> None:
        assert cpi().convert(amount, year, year) == amount

    @given(amount=AMOUNTS, source=YEARS, target=YEARS)
    def test_converting_there_and_back_gives_the_same_cents(
        self, amount: Decimal, source: int, target: int
    ) -> None:
        there = cpi().convert(amount, source, target)
        assert there is not None
        back = cpi().convert(there, target, source)
        assert back is not None
        assert round(back, 2) == amount

    def test_the_series_agrees_with_an_independent_one(self) -> None:
        check = cpi().checks[0]
        for year, factor in check.factors.items():
            own = cpi().convert(Decimal(1), year, check.target_year)
            assert own is not None
            assert abs(own / factor - 1) < Decimal("0.001")

    def test_a_derived_year_says_how_it_was_derived(self) -> None:
        row = cpi().year(2025)
        assert row is not None
        assert row.status is IndexStatus.DERIVED
        assert "130,31" in row.derivation

    def test_a_series_with_a_year_twice_is_refused(self) -> None:
        content = read("cpi")
        with pytest.raises(ValidationError, match="twee keer"):
            Cpi.model_validate({**content, "jaren": [*content["jaren"], content["jaren"][0]]})

    def test_a_series_without_years_is_refused(self) -> None:
        with pytest.raises(ValidationError):
            Cpi.model_validate({**read("cpi"), "jaren": []})


class TestDiscountRates:
    def test_the_standard_rate_since_2021_is_two_and_a_quarter_percent(self) -> None:
        (rate,) = standard_discount_rates(2022)
        assert rate.rate == Decimal("2.25")
        assert (rate.risk_free, rate.risk_premium) == (Decimal(-1), Decimal("3.25"))

    def test_around_a_change_of_the_rules_two_rates_are_possible(self) -> None:
        assert [known(rate.rate) for rate in standard_discount_rates(2021)] == [Decimal(3), Decimal("2.25")]
        assert [known(rate.rate) for rate in standard_discount_rates(2016)] == [None, Decimal(3)]
        assert [known(rate.rate) for rate in standard_discount_rates(2018)] == [Decimal(3)]

    def test_a_rate_that_was_not_read_is_unknown_and_never_a_number(self) -> None:
        unread = {rate.id for rate in discount_rates() if isinstance(rate.rate, Unknown)}
        assert unread == {"standaard-voor-2016", "verzonken-kosten-2021", "tweede-uitzondering-2021"}

    def test_rates_for_care_evaluations_are_no_standard_rates(self) -> None:
        care = [rate for rate in discount_rates() if rate.id.startswith("zorginstituut")]
        assert [known(rate.rate) for rate in care] == [Decimal(3), Decimal("1.5")]
        assert not set(care) & {rate for year in range(1990, 2030) for rate in standard_discount_rates(year)}


class TestMunicipalities:
    def test_every_municipality_has_a_code_of_four_digits_and_a_name(self) -> None:
        assert len(municipalities()) == 342
        assert all(re.fullmatch(r"\d{4}", code) for code in municipalities())
        assert municipalities()["0363"].name == "Amsterdam"
        assert municipalities()["0059"].name == "Achtkarspelen"

    @pytest.mark.parametrize(
        ("code", "alias"),
        [
            ("0518", "Den Haag"),
            ("0796", "Den Bosch"),
            ("0164", "Hengelo"),
            ("0373", "Bergen"),
            ("0893", "Bergen"),
        ],
    )
    def test_everyday_names_are_known(self, code: str, alias: str) -> None:
        assert alias in municipality_aliases(code)

    def test_an_everyday_name_is_never_the_official_name_of_another_place(self) -> None:
        official = {place.name for place in municipalities().values()}
        assert not official & {alias for place in municipalities().values() for alias in place.aliases}

    def test_an_unknown_code_has_no_names(self) -> None:
        assert municipality_aliases("9999") == ()
        assert municipality_aliases("0363") == ()

    def test_the_list_says_that_it_is_not_checked_against_the_official_one(self) -> None:
        assert municipality_register().status is RegisterStatus.TO_CHECK
        assert municipality_register().checked_on == date(2026, 11, 21)

    def test_a_merger_of_which_the_date_is_unknown_is_a_remark_and_no_change(self) -> None:
        for code in ("1696", "0402"):
            remark = municipalities()[code].remark
            assert remark
            assert "niet gelezen" in remark

    def test_a_code_with_three_digits_is_refused(self) -> None:
        with pytest.raises(ValidationError):
            Municipality.model_validate({"code": "363", "naam": "Amsterdam"})


class TestUnitCosts:
    def test_as_many_are_listed_as_were_read_and_sought(self) -> None:
        assert (len(unit_costs()), len(macro_figures()), len(missing_unit_costs())) == (145, 4, 12)
        assert sum(known(row.price_year) is not None for row in unit_costs()) == 128

    def test_every_value_that_was_read_is_an_exact_decimal_with_a_source(self) -> None:
        for row in (*unit_costs(), *macro_figures()):
            assert isinstance(row.value, Decimal)
            assert not isinstance(row.source, Unknown)
            assert row.source.text.endswith(".")

    def test_what_was_sought_in_vain_is_unknown_and_never_zero(self) -> None:
        for row in missing_unit_costs():
            assert row.kind is UnitCostKind.TO_FIND
            assert isinstance(row.value, Unknown)
            assert isinstance(row.party, Unknown)
            assert not row.calculable

    @pytest.mark.parametrize(
        ("group", "values"),
        [
            ("huisartsconsult", ["30.87", "28.74", "13"]),
            ("vrijwilligersuur", ["18.8", "10"]),
            ("speciaal-onderwijs", ["15855", "23000"]),
            ("uitvoering-bijstand", ["2900", "2883"]),
        ],
    )
    def test_the_same_thing_priced_differently_stands_side_by_side(
        self, group: str, values: list[str]
    ) -> None:
        (found,) = (conflict for conflict in conflicts(unit_costs()) if conflict.group.id == group)
        assert [row.value for row in found.unit_costs] == [Decimal(value) for value in values]

    def test_every_group_in_the_file_has_at_least_two_prices(self) -> None:
        assert {conflict.group.id for conflict in conflicts(unit_costs())} == {
            group["id"] for group in read("kengetallen")["groepen"]
        }

    def test_one_price_alone_is_no_conflict(self) -> None:
        only = unit_cost("vrijwilligersuur-aanname")
        assert only is not None
        assert only.group is not None
        assert conflicts([only]) == ()
        with pytest.raises(ValidationError):
            Conflict(group=only.group, unit_costs=(only,))

    def test_an_amount_without_price_year_or_fit_for_no_sum_is_not_calculable(self) -> None:
        refused = {
            "vrijwilligersuur-aanname",  # no price year
            "zin-2022-gecombineerde-leefstijlinterventie-gli",  # unit not read
            "participatieladder-demo-min",
        }
        assert not any(row.calculable for row in unit_costs() if row.id in refused)
        assert not any(row.calculable for row in macro_figures())
        assert sum(row.calculable for row in unit_costs()) == 127

    def test_low_and_high_enclose_the_value(self) -> None:
        for row in unit_costs():
            value = known(row.value)
            assert value is not None
            assert row.low is None or row.low <= value
            assert row.high is None or value <= row.high

    def test_an_unknown_id_has_no_unit_cost(self) -> None:
        assert unit_cost("bestaat-niet") is None
        found = unit_cost("huisuitzetting-corporatie-2013")
        assert found is not None
        assert found.party is Party.HOUSING_ASSOCIATION

    def test_a_float_is_refused(self) -> None:
        row = {"id": "x", "naam": "X", "waarde": 1.5, "eenheid": "uur", "prijspeil": 2022, "soort": "tarief"}
        with pytest.raises(ValidationError):
            UnitCost.model_validate(row)


class TestKpis:
    def test_all_indicators_are_listed_with_a_definition_and_a_source(self) -> None:
        assert len(kpis()) == 77
        assert all(kpi.definition.endswith(".") and kpi.url.startswith("http") for kpi in kpis())

    def test_codes_are_given_where_clear_and_the_words_of_the_source_always(self) -> None:
        by_id = {kpi.id: kpi for kpi in kpis()}
        assert by_id["K10"].work_types == (WorkType.YOUTH_WORK, WorkType.COMMUNITY_WORK)
        assert by_id["K10"].work_type_words == "jongerenwerk / buurtwerk"
        assert by_id["K61"].themes == (Theme.SCHOOL_DROPOUT,)
        assert by_id["K09"].work_types == ()
        assert by_id["K09"].work_type_words == "alle"
        assert all(kpi.work_type_words and kpi.theme_words for kpi in kpis())

    def test_a_unit_that_was_not_read_is_unknown(self) -> None:
        assert isinstance({kpi.id: kpi for kpi in kpis()}["K04"].unit, Unknown)


def test_a_key_that_occurs_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twee keer"):
        by_key(["a", "a"], [1, 2])


def test_a_register_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        read("bestaat-niet")
