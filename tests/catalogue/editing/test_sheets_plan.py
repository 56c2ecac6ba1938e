"""What reading a file does to an entry: never more than it says, and never over somebody's work."""

from copy import deepcopy
from typing import Any

import pytest

from catalogue.documents import Approach
from catalogue.editing.sheets_plan import Outcome, Planned, Standing, normal, plan
from catalogue.editing.sheets_reading import Proposal, proposals
from catalogue.editing.sheets_tables import Grid, tables
from catalogue.editing.sheets_yaml import YamlFile
from catalogue.editing.working import Working, of
from catalogue.kinds import Kind
from tests.builders import make_approach
from tests.sheet_files import grid, messages

LIVE = of(make_approach())
SITE = Standing(Kind.APPROACH, "1:1", live=LIVE)


def changed(**facts: Any) -> Working:
    return {**deepcopy(LIVE), **facts}


def beside(concept: Working, **facts: Any) -> Standing:
    """Somebody works on the entry."""
    return Standing(Kind.APPROACH, "1:1:2:1", LIVE, concept, **{"concept_base": LIVE} | facts)


def planned(standing: Standing | None, *sheets: Grid) -> Planned:
    bases = {"jongerenwerk": standing.base} if standing else {}
    found = proposals(tables(sheets), bases)
    assert messages(found) == []
    (proposal,) = found.proposals
    return plan(proposal, standing)


def row(**cells: Any) -> Grid:
    return grid("aanpakken", {"slug": "jongerenwerk", **cells})


def test_an_entry_that_is_not_there_is_new_and_says_what_is_still_needed() -> None:
    found = planned(None, row(naam="Nieuw"))
    assert (found.outcome, found.name, found.text) == (Outcome.NEW, "Nieuw", {"naam": "Nieuw"})
    assert found.still_needed > 0


def test_what_is_the_same_is_the_same() -> None:
    found = planned(SITE, row(naam=LIVE["naam"], landelijk="nee", website=""))
    assert (found.outcome, found.changes) == (Outcome.SAME, ())


def test_a_change_is_told_field_by_field() -> None:
    found = planned(SITE, row(naam="Anders", website="https://example.org"))
    assert found.outcome is Outcome.CHANGED
    assert [(one.label, one.old, one.new) for one in found.changes] == [
        ("Naam", LIVE["naam"], "Anders"),
        ("Website", None, "https://example.org"),
    ]


def test_a_change_beside_the_concept_of_somebody_else_keeps_both() -> None:
    found = planned(beside(changed(naam="Van een ander")), row(website="https://example.org"))
    assert found.outcome is Outcome.CHANGED
    assert (found.text["naam"], found.text["website"]) == ("Van een ander", "https://example.org")
    assert [one.label for one in found.changes] == ["Website"]


def test_a_field_that_somebody_else_changed_stays_and_is_named() -> None:
    found = planned(
        beside(changed(naam="Van een ander")), row(naam="Van het bestand", website="https://example.org")
    )
    assert (found.text["naam"], found.text["website"]) == ("Van een ander", "https://example.org")
    assert found.kept == ("Naam",)


def test_only_clashes_means_that_nothing_can_be_taken_over() -> None:
    found = planned(beside(changed(naam="Van een ander")), row(naam="Van het bestand"))
    assert (found.outcome, found.kept) == (Outcome.BUSY, ("Naam",))
    assert found.reason.startswith("Iemand werkt aan een concept")


def test_a_file_may_change_a_concept_that_only_its_sender_wrote() -> None:
    found = planned(beside(changed(naam="Van mij"), is_own=True), row(naam="Van het bestand"))
    assert (found.outcome, found.text["naam"], found.kept) == (Outcome.CHANGED, "Van het bestand", ())


def test_a_concept_that_is_being_judged_stands_still() -> None:
    standing = beside(changed(naam="Ter beoordeling"), refusal="Dit concept staat stil.")
    found = planned(standing, row(website="https://example.org"))
    assert (found.outcome, found.reason) == (Outcome.BUSY, "Dit concept staat stil.")
    assert planned(standing, row(naam="Ter beoordeling")).outcome is Outcome.SAME


def test_in_a_concept_of_a_page_that_never_was_public_only_gaps_are_filled() -> None:
    concept = {"naam": "Nieuw", "samenvatting": "Van een ander", "website": None}
    concept["onderzoeken"] = [{"id": "o1", "titel": "T", "jaar": {"onbekend": "nog_niet_overgenomen"}}]  # type: ignore[assignment]
    standing = Standing(Kind.APPROACH, "1::2:1", None, concept)
    found = planned(
        standing,
        row(samenvatting="Van het bestand", website="https://example.org"),
        grid("onderzoeken", {"slug": "jongerenwerk", "id": "o1", "jaar": "2024", "titel": "Andere titel"}),
    )
    assert (found.text["samenvatting"], found.text["website"]) == ("Van een ander", "https://example.org")
    assert (found.text["onderzoeken"][0]["jaar"], found.text["onderzoeken"][0]["titel"]) == (2024, "T")
    assert len(found.kept) == 2


def test_an_entry_with_a_fault_is_not_taken_over() -> None:
    proposal = Proposal("jongerenwerk", Kind.APPROACH, changed(naam="Anders"), LIVE)
    assert plan(proposal, SITE, faulty=True).outcome is Outcome.FAULTY


@pytest.mark.parametrize("left_out", ["website", "landelijk", "leeftijd_van", "organisaties"])
def test_a_default_that_is_left_out_is_no_difference(left_out: str) -> None:
    shorter = {name: value for name, value in LIVE.items() if name != left_out}
    assert normal(Approach, shorter) == normal(Approach, LIVE)


# --- whole texts ------------------------------------------------------------------------------------------


def of_yaml(text: str, standing: Standing | None = None) -> Planned:
    found = YamlFile(text).proposals({"jongerenwerk": standing.base} if standing else {})
    assert messages(found) == []
    (proposal,) = found.proposals
    return plan(proposal, standing)


def test_a_whole_text_takes_away_what_it_does_not_name() -> None:
    with_site = Standing(Kind.APPROACH, "1:1", live=changed(website="https://example.org"))
    found = of_yaml(
        "- slug: jongerenwerk\n  naam: Jongerenwerk in de wijk\n  selectie: geselecteerd\n", with_site
    )
    assert found.outcome is Outcome.CHANGED
    assert "Website" in [one.label for one in found.changes]


def test_an_unfinished_text_is_taken_as_it_is() -> None:
    found = of_yaml(
        "aanpakken:\n- slug: jongerenwerk\n  naam: Nieuw\n  onderzoeken:\n  - discontovoet: 2.25\n"
    )
    assert found.text == {"naam": "Nieuw", "onderzoeken": [{"discontovoet": "2.25"}]}


def test_a_text_with_an_onderzoek_is_background() -> None:
    assert (
        of_yaml("- slug: jongerenwerk\n  naam: Nieuw\n  onderzoek:\n    titel: T\n").kind is Kind.BACKGROUND
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("aanpakken:\n- slug: a\n  naam: A\n  selectie: fout\n", "regel 4: 'fout' staat niet in de lijst."),
        ("aanpakken:\n- slug: a\n  naam: A\n  naamm: x\n", "regel 4: Dit veld bestaat niet. Bedoelt u naam?"),
        (
            "- slug: a\n  naam: A\n- slug: a\n  naam: B\n",
            "regel 3: Deze slug staat er twee keer: zie ook regel 1.",
        ),
        ("- slug: A b\n  naam: A\n", "regel 1: Een slug heeft alleen kleine letters"),
        ("- naam: Mijn aanpak\n", "regel 1: Vul bij slug"),
        ("- slug: a\n", "regel 1: Geef de pagina een naam."),
        ("- los\n", "regel 1: Hier hoort een pagina te staan"),
        ("aanpakken: x\n", "regel 1: Hier staan geen pagina’s in."),
        ("- slug: a\n  naam: [\n", "Dit is geen geldige YAML."),
        ("- slug: a\n  naam: &x A\n", "Verwijzingen met & en * kunnen hier niet."),
        (
            "achtergrond:\n- slug: jongerenwerk\n  naam: A\n",
            "hoort deze slug bij een pagina van de soort aanpak",
        ),
    ],
)
def test_what_is_wrong_in_a_text_is_named_by_its_line(text: str, fault: str) -> None:
    found = messages(YamlFile(text).proposals({"jongerenwerk": SITE.base}))
    assert any(fault in message for message in found), found
