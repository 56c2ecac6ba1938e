"""The registers as they are hold every rule; each rule notices when it is broken, and says where."""

import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from catalogue import yaml_exact
from catalogue.register_checks import check_registers
from catalogue.register_checks_cpi import look_at_cpi
from catalogue.register_checks_municipalities import look_at_municipalities
from catalogue.register_checks_rates import look_at_rates
from catalogue.register_checks_unit_costs import look_at_kpis, look_at_unit_costs
from catalogue.register_file import DATA, read

Change = Callable[[Any], object]
INDEXED = range(2000, 2026)


def changed(name: str, change: Change) -> Any:
    content = read(name)
    change(content)
    return content


def messages(looked: Any) -> list[str]:
    return [fault.message for fault in looked.faults]


def row(content: Any, key: str, **facts: Any) -> Any:
    (found,) = (row for row in content[key] if all(row.get(name) == value for name, value in facts.items()))
    return found


def test_the_registers_of_this_project_are_in_order() -> None:
    reports = check_registers()
    assert [report.name for report in reports] == [
        "Consumentenprijsindex",
        "Discontovoeten",
        "Gemeenten",
        "Kengetallen",
        "Indicatoren",
    ]
    assert [problem for report in reports for problem in report.problems] == []
    assert reports[0].summary == "26 jaren, 2000 tot en met 2025: 5 gepubliceerd en 21 herleid"
    assert "nog te controleren" in reports[2].summary
    assert "342 is niet gelezen sinds wanneer" in reports[2].summary


class TestFiles:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        for name in ("cpi", "discontovoeten", "gemeenten", "kengetallen", "kpis"):
            shutil.copy(DATA / f"{name}.yaml", tmp_path)
        return tmp_path

    def test_a_fault_names_file_line_and_place(self, folder: Path) -> None:
        path = folder / "cpi.yaml"
        path.write_text(path.read_text("utf-8").replace("index: 126.09", "index: 12.609"), "utf-8")
        found = [str(problem) for report in check_registers(folder) for problem in report.problems]
        assert len(found) == 3
        assert found[0].startswith("cpi.yaml, regel ")
        assert "jaren 24, jaarmutatie: De jaarmutatie is 3,8 procent" in found[0]

    @pytest.mark.parametrize(
        ("name", "old", "new"),
        [("kengetallen", "- id: ", "- id: [a]\n    oud: "), ("cpi", "index_1900: ", "index_1900: 0 # ")],
    )
    def test_whatever_stands_in_a_file_is_told_and_never_a_crash(
        self, folder: Path, name: str, old: str, new: str
    ) -> None:
        path = folder / f"{name}.yaml"
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")
        reports = check_registers(folder)
        assert len(reports) == 5
        assert name == "cpi" or any(report.problems for report in reports)

    def test_a_file_that_is_not_there_is_a_problem_and_the_others_are_still_checked(
        self, folder: Path
    ) -> None:
        (folder / "cpi.yaml").unlink()
        first, *others = check_registers(folder)
        assert [str(problem) for problem in first.problems] == ["cpi.yaml: Dit bestand is niet te lezen."]
        assert not any(report.problems for report in others)
        assert "van na" not in others[2].summary

    def test_a_file_that_is_no_yaml_is_a_problem(self, folder: Path) -> None:
        (folder / "kpis.yaml").write_text("indicatoren: [", "utf-8")
        assert check_registers(folder)[-1].problems

    @pytest.mark.parametrize("text", ["", "- a", "jaren: 3"])
    def test_a_file_with_something_else_in_it_is_a_problem(self, folder: Path, text: str) -> None:
        for name in ("cpi", "discontovoeten", "gemeenten", "kengetallen", "kpis"):
            (folder / f"{name}.yaml").write_text(text, "utf-8")
        assert all(report.problems for report in check_registers(folder))


class TestCpi:
    @pytest.mark.parametrize(
        ("change", "words"),
        [
            (lambda content: content["jaren"].pop(5), "ontbreekt er iets: 2005"),
            (lambda content: content["jaren"].append(content["jaren"][3]), "“2003” staat er twee keer"),
            (lambda content: content["jaren"].reverse(), "op volgorde"),
            (lambda content: row(content, "jaren", jaar=2025).update(jaar=2026), "nog niet voorbij"),
            (lambda content: content["jaren"][0].update(afleiding=" "), "hoe het is berekend"),
            (lambda content: content["jaren"][0].pop("status"), "verplichte veld ontbreekt"),
            (lambda content: content.update(basis="2015"), "Noem het basisjaar zo"),
            (lambda content: content.update(basis="2016 = 100"), "In het basisjaar 2016"),
            (lambda content: content["jaren"][4].update(jaarmutatie=Decimal(3)), "jaarmutatie is 3 procent"),
            (
                lambda content: content["jaren"][4].update(index=Decimal("83.48")),
                "volgt voor 2004 het cijfer 83,38",
            ),
            (
                lambda content: content["controles"][0]["factoren"].update({2012: Decimal(2)}),
                "factor van 2012",
            ),
            (
                lambda content: content["controles"][0]["factoren"].update({1990: Decimal(2)}),
                "een jaar ontbreekt",
            ),
            (lambda content: content["controles"][0].update(uitkomst="Goed."), "binnen hoeveel procent"),
        ],
    )
    def test_what_is_wrong_is_said(self, change: Change, words: str) -> None:
        assert any(words in message for message in messages(look_at_cpi(changed("cpi", change))))

    def test_every_fault_is_told_at_once(self) -> None:
        def spoil(content: Any) -> None:
            content["jaren"].pop(5)
            content["jaren"][0]["afleiding"] = ""
            content["basis"] = "x"

        assert len(messages(look_at_cpi(changed("cpi", spoil)))) == 3


def rate(content: Any, id: str) -> Any:
    return row(content, "voeten", id=id)


class TestDiscountRates:
    @pytest.mark.parametrize(
        ("change", "words"),
        [
            (
                lambda content: rate(content, "standaard-2021").update(
                    geldig_van=yaml_exact.load("2021-02-01")
                ),
                "dagen zonder standaardvoet",
            ),
            (
                lambda content: rate(content, "standaard-2021").update(
                    geldig_van=yaml_exact.load("2020-12-31")
                ),
                "begint voordat",
            ),
            (lambda content: rate(content, "standaard-2016").pop("geldig_tot"), "die houdt nu niet op"),
            (
                lambda content: rate(content, "standaard-2021").pop("geldig_van"),
                "vanaf wanneer deze standaardvoet",
            ),
            (
                lambda content: rate(content, "standaard-2016").update(voet=Decimal(11)),
                "buiten 0 tot en met 10",
            ),
            (lambda content: rate(content, "standaard-2016").update(voet=Decimal(4)), "niet de hele voet"),
            (
                lambda content: rate(content, "natuur-2016").update(bronnen=["x"]),
                "‘x’ staat niet in dit bestand",
            ),
            (
                lambda content: [
                    rate(content, "natuur-2016").pop(key) for key in ("bronnen", "vastgesteld_door")
                ],
                "uit welke bron deze voet komt",
            ),
            (lambda content: content["voeten"].append(content["voeten"][0]), "twee keer"),
            (lambda content: content["bronnen"].append(content["bronnen"][0]), "twee keer"),
            (lambda content: content["bronnen"][0].pop("url"), "verplichte veld ontbreekt"),
            (lambda content: content["voeten"][0].update(soort="x"), "staat niet in de lijst"),
            (
                lambda content: rate(content, "standaard-2016").update(
                    overgang_tot=yaml_exact.load("2020-01-01")
                ),
                "Een overgang begint na de laatste dag",
            ),
            (
                lambda content: rate(content, "standaard-2016").update(
                    geldig_tot=yaml_exact.load("2010-01-01")
                ),
                "De laatste dag ligt voor de eerste",
            ),
            (lambda content: content.update(voeten=[]), "Er is geen standaardvoet"),
            (lambda content: content["voeten"].append("x"), "Hier horen velden"),
        ],
    )
    def test_what_is_wrong_is_said(self, change: Change, words: str) -> None:
        assert any(words in message for message in messages(look_at_rates(changed("discontovoeten", change))))


class TestMunicipalities:
    @pytest.mark.parametrize(
        ("change", "words"),
        [
            (lambda content: content["gemeenten"].pop(), "Er staan 341 gemeenten"),
            (
                lambda content: content["gemeenten"][1].update(code="0014"),
                "Deze code (0014) staat er twee keer",
            ),
            (lambda content: content["gemeenten"][1].update(code="14"), "niet de goede vorm"),
            (lambda content: content["gemeenten"][1].update(naam="Groningen"), "Deze naam (Groningen)"),
            (lambda content: content["gemeenten"].reverse(), "op volgorde van hun code"),
            (lambda content: content["gemeenten"][0].update(ook=["Almere"]), "officiële naam van een andere"),
            (
                lambda content: content["gemeenten"][0].update(
                    sinds=yaml_exact.load("2030-01-01"), tot=yaml_exact.load("2029-01-01")
                ),
                "De laatste dag ligt voor de eerste",
            ),
            (
                lambda content: content["gemeenten"][0].update(tot=yaml_exact.load("2019-01-01")),
                "Deze gemeente is opgeheven",
            ),
        ],
    )
    def test_what_is_wrong_is_said(self, change: Change, words: str) -> None:
        found = messages(look_at_municipalities(changed("gemeenten", change)))
        assert any(words in message for message in found)

    def test_days_that_were_read_are_counted(self) -> None:
        def fill(content: Any) -> None:
            content["gemeenten"][0].update(sinds=yaml_exact.load("2019-01-01"), tot=None)

        looked = look_at_municipalities(changed("gemeenten", fill))
        assert not looked.faults
        assert "bij 341 is niet gelezen" in looked.summary


def composed(*amounts: Any) -> Change:
    parts = [{"naam": f"Deel {place}", "bedrag": amount} for place, amount in enumerate(amounts)]
    return lambda content: row(content, "kengetallen", id="jongere-naar-werk-2014").update(opbouw=parts)


class TestUnitCosts:
    @pytest.mark.parametrize(
        ("change", "words"),
        [
            (composed(Decimal(38000), Decimal(410)), "niet precies het hele bedrag"),
            (lambda content: content["kengetallen"][0].update(prijspeil=1999), "buiten 2000 tot en met 2026"),
            (lambda content: content["kengetallen"][0].update(prijspeil=2027), "buiten 2000 tot en met 2026"),
            (lambda content: content["kengetallen"][0].update(laag=Decimal(10**9)), "laag, waarde, hoog"),
            (lambda content: content["kengetallen"][0].update(bron="x"), "‘x’ staat niet in dit bestand"),
            (lambda content: content["kengetallen"][0].pop("bron"), "uit welke bron dit bedrag komt"),
            (lambda content: content["kengetallen"].append(content["kengetallen"][0]), "twee keer"),
            (
                lambda content: content["kengetallen"][0].update(soort="nog_te_vinden"),
                "niet meer te worden gevonden",
            ),
            (lambda content: content["kengetallen"][0].update(waarde="veel"), "Hier hoort een getal"),
            (lambda content: content["groepen"][0].pop("naam"), "verplichte veld ontbreekt"),
            (
                lambda content: row(content, "kengetallen", id="vrijwilligersuur-aanname").pop("groep"),
                "staat maar één kengetal",
            ),
            (lambda content: content.pop("macro"), "Hier hoort een lijst"),
        ],
    )
    def test_what_is_wrong_is_said(self, change: Change, words: str) -> None:
        looked = look_at_unit_costs(changed("kengetallen", change), INDEXED)
        assert any(words in message for message in messages(looked))

    @pytest.mark.parametrize(
        "change",
        [
            composed(Decimal("38000.10"), Decimal("410.90")),
            composed(Decimal(1), {"onbekend": "niet_gerapporteerd"}),
        ],
    )
    def test_parts_that_add_up_or_are_not_all_known_are_fine(self, change: Change) -> None:
        assert messages(look_at_unit_costs(changed("kengetallen", change), INDEXED)) == []


class TestKpis:
    @pytest.mark.parametrize(
        ("change", "words"),
        [
            (lambda content: content["indicatoren"].append(content["indicatoren"][0]), "twee keer"),
            (lambda content: content["indicatoren"][0].update(url="ftp://x"), "https:// of http://"),
            (lambda content: content["indicatoren"][0].pop("definitie"), "verplichte veld ontbreekt"),
        ],
    )
    def test_what_is_wrong_is_said(self, change: Change, words: str) -> None:
        assert any(words in message for message in messages(look_at_kpis(changed("kpis", change))))
