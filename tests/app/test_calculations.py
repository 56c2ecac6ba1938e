"""What the catalogue calculates itself stands beside what the study says, and is labelled as its own."""

from datetime import UTC, datetime
from typing import Any

import pytest
from bs4 import Tag
from fastapi.testclient import TestClient

from app.calculations import CalculationView, calculation_view
from app.database import make_engine, writing
from app.settings import Settings
from catalogue import actions, queries
from catalogue.documents import Study
from catalogue.kinds import Kind
from catalogue.money import NBSP
from catalogue.schema import NOT_ADOPTED, NOT_REPORTED
from catalogue.vocabulary import ItemKind, Method, Party, RatioDefinition, Timing, Unit
from tests.app.html import faults, soup
from tests.builders import make_figure, make_flow_items, make_flow_study, make_item, make_result, make_study

SLUG = "gezinshuizen"
UNKNOWN: dict[str, Any] = dict.fromkeys(("costs", "benefits", "net", "ratio"), NOT_REPORTED)


def view(study: Study) -> CalculationView:
    found = calculation_view(study, study.results[0])
    assert found is not None
    return found


def plain(text: str) -> str:
    return " ".join(text.replace(NBSP, " ").split())


def text_of(found: CalculationView) -> str:
    return plain(" ".join(found.sentences))


def sections(client: TestClient, slug: str) -> list[Tag]:
    page = client.get(f"/aanpakken/{slug}").text
    assert not faults(page)
    return soup(page).select("details[id$=-narekenen]")


class TestTheRealCollection:
    def test_what_follows_from_totals_is_shown_with_its_formula(self, client: TestClient) -> None:
        (section,) = sections(client, "begeleide-maatschappelijke-opvang")
        words = plain(section.get_text(" "))
        assert "Dit onderzoek noemt alleen uitkomsten" in words
        assert "Berekend door de catalogus" in words
        assert "€ 46.224 aan baten min € 23.236 aan kosten is € 22.988." in words

    def test_a_calculated_ratio_stands_with_method_year_comparison_and_source(
        self, client: TestClient
    ) -> None:
        (section,) = sections(client, "begeleide-maatschappelijke-opvang")
        (row,) = (row for row in section.select("tbody tr") if "per euro" in row.get_text())
        assert "Kosten-batenanalyse, " in row.get_text()
        assert "Vergeleken met:" in row.get_text()
        assert row.select("sup.mk-ref a")

    def test_a_difference_with_the_published_figure_stands_open_and_is_explained(
        self, client: TestClient
    ) -> None:
        (section,) = sections(client, "mazl")
        assert section.has_attr("open")
        assert "ongeveer € 0,20 lager dan het onderzoek noemt" in plain(section.get_text(" "))

    def test_a_published_balance_that_fits_is_said_to_be_equal(self, client: TestClient) -> None:
        (section,) = sections(client, "cursus-laaggeletterden")
        assert not section.has_attr("open")
        assert "Gelijk aan wat het onderzoek noemt." in section.get_text()

    def test_a_national_total_is_not_divided_by_participants(self, client: TestClient) -> None:
        (section,) = sections(client, "loonkostensubsidie")
        assert "deelnemer" not in section.get_text()

    def test_a_project_gives_an_amount_per_participant_with_its_condition(self, client: TestClient) -> None:
        (section,) = sections(client, "buzinezzclub")
        words = plain(section.get_text(" "))
        assert "€ 680.000 gedeeld door 160 deelnemers is € 4.250." in words
        assert "Dit klopt alleen als het totaal gaat over alle 160 deelnemers" in words

    def test_an_sroi_gets_no_benefits_per_euro(self, client: TestClient) -> None:
        (section,) = sections(client, SLUG)
        assert "Saldo" in section.get_text()
        assert "per euro" not in section.get_text()

    def test_nothing_to_derive_shows_nothing(self, client: TestClient) -> None:
        assert sections(client, "voorzorg") == []


class TestAmountsPerYear:
    def test_every_total_stands_beside_the_published_one(self) -> None:
        found = view(make_flow_study())
        assert found.computed
        assert [row.label for row in found.rows] == [
            "Kosten",
            "Baten",
            "Saldo: baten min kosten",
            "Baten gedeeld door kosten",
        ]
        assert plain(found.rows[1].calculated) == "€ 96.004,77 (van € 45.257,78 tot € 127.035,48)"
        assert plain(found.rows[3].calculated) == "€ 1,20 (van € 0,60 tot € 1,60) per euro"
        assert found.rows[3].needs_basis
        assert found.rows[3].sources == ("b1",)

    def test_break_even_annuity_and_who_gains_are_said(self) -> None:
        words = text_of(view(make_flow_study()))
        assert "ten minste 83% van het effect" in words
        assert "In 2022 (jaar 3, geteld vanaf jaar 0)" in words
        assert "Gelijk verdeeld over 4 jaar is het saldo € 4.462,43" in words
        assert "een partij die betaalt komt zelf tekort" in words
        assert "valt 39% bij partijen die niet meebetalen" in words
        assert "Per deelnemer zijn de kosten € 1.588,35" in words

    def test_without_a_base_year_the_relative_year_is_named(self) -> None:
        assert "In jaar 3, geteld vanaf jaar 0, zijn" in text_of(view(make_flow_study(base_year=NOT_ADOPTED)))

    def test_costs_that_are_never_earned_back_are_said_as_plainly(self) -> None:
        dear = make_item(ItemKind.COST, Party.STATE, make_figure(500_000), (0, 0))
        words = text_of(view(make_flow_study((*make_flow_items(), dear))))
        assert "Ook als het hele effect wordt gehaald, zijn de baten lager dan de kosten." in words
        assert "In de getelde jaren worden de kosten niet terugverdiend." in words

    def test_parties_end_with_the_balance_of_all(self) -> None:
        found = view(make_flow_study())
        assert [row.name for row in found.parties] == [
            "Gemeente",
            "Zorgverzekeraar",
            "Deelnemers en hun gezin",
        ]
        assert plain(found.parties[0].balance) == "€ -21.071,52 (van € -43.700,41 tot € -4.099,85)"
        assert found.total is not None
        assert (plain(found.total.transfers), plain(found.total.costs)) == ("€ 0", "€ 79.417,48")

    def test_a_total_that_misses_amounts_is_at_least_and_incomplete(self) -> None:
        lost = (
            make_item(ItemKind.COST, Party.STATE, NOT_REPORTED, (0, 0)),
            make_item(ItemKind.BENEFIT, Party.STATE, NOT_REPORTED, (0, 0)),
        )
        rows = view(make_flow_study((*make_flow_items(), *lost))).rows
        assert plain(rows[0].calculated) == "ten minste € 79.417,48, onvolledig"
        assert rows[0].note == ""
        assert "niet onder nul" in rows[1].note
        assert (rows[2].calculated, rows[3].calculated) == ("niet bekend", "niet bekend")
        assert not rows[3].needs_basis

    def test_the_unknown_side_of_a_transfer_is_a_row(self) -> None:
        lone = make_item(ItemKind.TRANSFER, Party.STATE, make_figure(500), (0, 0))
        found = view(make_flow_study((*make_flow_items(), lone)))
        assert found.parties[-1].name == "Andere partij, niet bekend"

    @pytest.mark.parametrize(("timing", "said"), [(Timing.EX_ANTE, True), (Timing.EX_POST, False)])
    def test_a_forecast_is_called_an_expectation(self, timing: Timing, said: bool) -> None:
        opening = " ".join(view(make_flow_study(timing=timing)).opening)
        assert ("verwachting" in opening) is said

    def test_an_sroi_keeps_its_name(self) -> None:
        assert view(make_flow_study(method=Method.SROI)).rows[-1].label == "SROI-verhouding"

    def test_what_stands_in_the_way_is_said_when_amounts_are_there(self) -> None:
        found = view(make_flow_study(discount_rate=NOT_REPORTED))
        assert not found.computed
        assert found.opening[0].startswith("De rekenrente van dit onderzoek is niet bekend.")
        assert found.rows == ()


class TestTotalsOnly:
    def test_nothing_known_is_nothing_shown(self) -> None:
        study = make_study(results=(make_result(**UNKNOWN),))
        assert calculation_view(study, study.results[0]) is None

    def test_a_quotient_is_shown_without_cents_it_only_seems_to_have(self) -> None:
        result = make_result(**UNKNOWN | {"costs": make_figure(1_700_000)})
        study = make_study(unit=Unit.WHOLE_PROJECT, participants=133, results=(result,))
        (row,) = view(study).rows
        assert plain(row.calculated) == "ongeveer € 12.782"
        assert row.published is None

    def test_a_published_ratio_of_another_kind_keeps_its_basis(self) -> None:
        result = make_result(ratio_definition=RatioDefinition.NET_RETURN)
        found = view(make_study(results=(result,)))
        assert found.rows[1].needs_basis
        assert not found.differs


def test_a_study_with_amounts_per_year_is_worked_out_on_its_page(
    own_settings: Settings, own_client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.indexing.LOOK_AGAIN_SECONDS", 0)
    study = make_flow_study()
    published = study.results[0].model_copy(update={"net": make_figure(40_000)})
    study = study.model_copy(update={"results": (published,)})
    with writing(make_engine(own_settings)) as db, db.begin():
        entry = queries.find(db, Kind.APPROACH, SLUG)
        assert entry is not None
        document = queries.live(db, entry.entry).document.model_copy(update={"studies": (study,)})
        at = datetime(2026, 12, 1, 9, tzinfo=UTC)
        actions.publish(db, Kind.APPROACH, SLUG, document, note="Bedragen per jaar", at=at)
    (section,) = sections(own_client, SLUG)
    words = plain(section.get_text(" "))
    assert section.has_attr("open")
    assert "Dat is € 23.412,71 lager dan het onderzoek noemt." in words
    assert "Wij rekenen terug met de rekenrente van het onderzoek: 3% per jaar" in words
    assert "Dat is de uiterste ruimte, geen kansverdeling." in words
    assert len(section.select("table")) == 2
    page = own_client.get(f"/aanpakken/{SLUG}").text
    assert "Wij tellen deze posten niet op." not in page
