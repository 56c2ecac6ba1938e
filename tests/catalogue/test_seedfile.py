"""The catalogue as a file: nothing is lost, and what is wrong is told with its line."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue import yamltext
from catalogue.documents import Approach
from catalogue.figures import mid
from catalogue.kinds import MODELS, Kind
from catalogue.seedfile import Seed, SeedConcept, SeedEntry, SeedRevision, SeedUnreadable, read, write
from catalogue.vocabulary import EntryState
from tests.builders import (
    make_approach,
    make_figure,
    make_publication,
    make_result,
    make_seed_entry,
    make_study,
)
from tests.catalogue.document_strategies import documents

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)

PLAIN = """\
formaat: mkba-catalogus/1
aanpakken:
- slug: jongerenwerk
  stand: gepubliceerd
  document:
    naam: Jongerenwerk
    selectie: verzameld
    samenvatting: In het kort.
    wat_houdt_het_in: {onbekend: nog_niet_overgenomen}
    voor_wie: Jongeren
    preventief_curatief: preventief
    individueel_collectief: beide
    laatst_gecontroleerd_op: 2026-11-21
"""


def complaints(text: str) -> list[str]:
    with pytest.raises(SeedUnreadable) as caught:
        read(text)
    return [str(fault) for fault in caught.value.faults]


def only(text: str) -> SeedEntry:
    (entry,) = read(text).entries
    return entry


def full_seed() -> Seed:
    approach = make_seed_entry(
        "jongerenwerk",
        former_slugs=("jongerenwerk-oud",),
        state=EntryState.WITHDRAWN,
        state_reason="Het onderzoek klopte niet.",
        revisions=(
            SeedRevision(1, datetime(2025, 1, 2, tzinfo=UTC), None, make_approach(name="Eerst")),
            SeedRevision(2, AT, "Naam verbeterd: zie de bron.", make_approach()),
        ),
        concept=None,
    )
    background = make_seed_entry("mantelzorg", make_publication(), kind=Kind.BACKGROUND)
    draft = make_seed_entry(
        "nieuw", concept=make_approach(what="Regel één.\n\nRegel twee: met # en 'quote'.")
    )
    return Seed((approach, draft, background))


def test_a_seed_comes_back_from_its_text_as_it_was() -> None:
    assert read(write(full_seed())) == full_seed()


def test_writing_what_was_read_gives_the_same_text() -> None:
    text = write(full_seed())
    assert write(read(text)) == text


@pytest.mark.parametrize("kind", Kind)
@given(data=st.data())
def test_every_document_survives_the_file(kind: Kind, data: st.DataObject) -> None:
    seed = Seed((make_seed_entry("een", data.draw(documents(MODELS[kind])), kind=kind),))
    assert read(write(seed)) == seed


@given(st.text().map(str.strip))
def test_every_text_survives_the_file(text: str) -> None:
    assert yamltext.Text(yamltext.dump({"tekst": text})).value == {"tekst": text}


@given(st.text(alphabet="ab:#-'\"|>&*!%@`{}[],?~ \n\t0123456789.yesnotrue", max_size=300))
def test_every_text_that_yaml_finds_hard_survives_the_file(text: str) -> None:
    assert yamltext.Text(yamltext.dump([text])).value == [text]


@pytest.mark.parametrize("word", ["0363", "1.90", "2026-11-21", "no", "true", "null", "~", "12", "1:30", ""])
def test_a_text_that_looks_like_something_else_stays_a_text(word: str) -> None:
    assert yamltext.Text(yamltext.dump([word])).value == [word]


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
def test_an_amount_in_a_file_is_exact(amount: Decimal) -> None:
    assert yamltext.Text(yamltext.dump([amount])).value == [amount]


def test_a_cbs_code_needs_no_quotes() -> None:
    text = PLAIN + "    gemeenten:\n    - code: 0363\n"
    document = only(text).revisions[0].document
    assert isinstance(document, Approach)
    assert document.municipalities[0].code == "0363"


def test_amounts_are_plain_numbers_in_the_file() -> None:
    result = make_result(costs=make_figure("1.90"), benefits=make_figure(45_000_000))
    seed = Seed((make_seed_entry("een", make_approach(studies=(make_study(results=(result,)),))),))
    text = write(seed)
    assert "midden: 1.9\n" in text
    assert "midden: 45000000\n" in text
    document = read(text).entries[0].revisions[0].document
    assert isinstance(document, Approach)
    assert mid(document.studies[0].results[0].costs) == Decimal("1.90")


def test_fields_stand_in_the_order_of_the_document_and_defaults_are_left_out() -> None:
    text = write(Seed((make_seed_entry(),)))
    places = [text.index(f"    {name}:") for name in ("naam", "samenvatting", "themas", "onderzoeken")]
    assert places == sorted(places)
    assert "website" not in text
    assert "oude_slugs" not in text
    assert "eerdere_versies" not in text


def test_long_text_is_folded_and_lines_stay_lines() -> None:
    text = write(Seed((make_seed_entry("een", make_approach(what="woord " * 50, how="een\ntwee")),)))
    assert "wat_houdt_het_in: >-\n" in text
    assert "hoe_werkt_het: |-\n      een\n      twee\n" in text
    assert max(len(line) for line in text.splitlines()) <= 120


def test_a_day_stands_for_its_beginning_in_utc() -> None:
    entry = only(PLAIN.replace("  document:", "  gepubliceerd_op: 2026-11-21\n  document:"))
    assert entry.revisions[0].published_at == datetime(2026, 11, 21, tzinfo=UTC)
    assert "gepubliceerd_op: 2026-11-21\n" in write(Seed((entry,)))


def test_a_moment_keeps_its_fraction_of_a_second() -> None:
    moment = datetime(2026, 11, 21, 9, 30, 1, 123456, tzinfo=UTC)
    entry = make_seed_entry("een", revisions=(SeedRevision(1, moment, None, make_approach()),))
    assert read(write(Seed((entry,)))).entries[0].revisions[0].published_at == moment


def test_an_entry_without_a_day_is_published_when_it_is_loaded() -> None:
    assert only(PLAIN).revisions == (SeedRevision(1, None, None, only(PLAIN).revisions[0].document),)


def test_versions_are_numbered_in_the_order_of_the_file() -> None:
    entry = make_seed_entry("een", make_approach(name="Een"), make_approach(name="Twee"), make_approach())
    read_back = read(write(Seed((entry,)))).entries[0]
    assert [revision.number for revision in read_back.revisions] == [1, 2, 3]
    assert [revision.document.name for revision in read_back.revisions[:2]] == ["Een", "Twee"]


def test_a_concept_knows_the_version_it_started_from() -> None:
    entry = make_seed_entry(concept=None)
    seed = Seed((SeedEntry(**{**vars(entry), "concept": SeedConcept(make_approach(name="Nieuw"), 1)}),))
    assert read(write(seed)) == seed


def test_all_faults_of_a_file_are_told_together_in_its_order() -> None:
    text = PLAIN.replace("stand: gepubliceerd", "stand: klaar").replace(
        "preventief_curatief: preventief", "preventief: x"
    )
    found = complaints(text.replace("naam: Jongerenwerk", "naam: 12"))
    assert [line.split(",")[0] for line in found] == ["regel 4", "regel 5", "regel 6", "regel 11"]


TWICE = "regel 7, aanpakken 1, document, naam: Dit veld staat er twee keer"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("naam: Jongerenwerk", "naam: Jongerenwerk\n    naam: Nog een", TWICE),
        ("naam: Jongerenwerk", "naamm: Jongerenwerk", "Dit veld bestaat niet. Bedoelt u naam?"),
        ("naam: Jongerenwerk", "kosten: 1", "Het veld kosten hoort ergens anders in het document"),
        ("    naam: Jongerenwerk\n", "", "document, naam: Dit verplichte veld ontbreekt"),
        ("naam: Jongerenwerk", "naam: 2018", "document, naam: Hier hoort tekst"),
        ("selectie: verzameld", "selectie: verzamelt", "'verzamelt' staat niet in de lijst. Kies uit: "),
        ("stand: gepubliceerd", "stand: teruggetrokken", "Schrijf bij reden waarom"),
        ("stand: gepubliceerd", "stand: concept", "heeft alleen een concept"),
        ("slug: jongerenwerk", "slug: Jongeren Werk", "slug: Dit heeft niet de goede vorm"),
        ("2026-11-21", "21-11-2026", "Hier hoort een datum"),
        ("2026-11-21", "2026-02-31", "De datum of tijd 2026-02-31 bestaat niet"),
        ("voor_wie: Jongeren", "voor_wie: {onbekend: weet_niet}", "voor_wie, onbekend: 'weet_niet' staat"),
        ("voor_wie: Jongeren", "voor_wie: &naam Jongeren", "Verwijzingen met & en * kunnen hier niet"),
        ("voor_wie: Jongeren", "voor_wie: !!python/name:os.system", "Een typeaanduiding met ! kan hier niet"),
        ("voor_wie: Jongeren", "voor_wie: Jongeren: ouders", "geen geldige YAML"),
        ("voor_wie: Jongeren", "? [a]\n    : b", "De naam van een veld moet gewone tekst zijn"),
        ("voor_wie: Jongeren", "voor_wie: \x07", "een teken dat niet in het bestand mag"),
        ("mkba-catalogus/1", "mkba-catalogus/2", "Dit is geen catalogusbestand"),
        ("mkba-catalogus/1", "mkba-catalogus/1\nbijlagen: []", "bijlagen: Dit veld bestaat niet"),
        ("  document:", "  concept: {basis: 3, document: {}}\n  document:", "concept, document, naam"),
    ],
)
def test_a_fault_is_told_in_dutch_with_its_place(old: str, new: str, told: str) -> None:
    assert old in PLAIN
    found = complaints(PLAIN.replace(old, new, 1))
    assert any(told in line for line in found), found


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("leeftijd_van: 12.5", "leeftijd_van: Hier hoort een heel getal"),
        ("landelijk: ja", "landelijk: Vul true in voor ja"),
        ("duur_maanden: 4,5", "duur_maanden: Hier hoort een getal"),
        ("themas: eenzaamheid", "themas: Hier hoort een lijst"),
        ("organisaties: [Welzijn]", "organisaties 1: Hier horen velden"),
    ],
)
def test_a_value_of_another_kind_is_told_with_what_belongs_there(field: str, told: str) -> None:
    (found,) = complaints(PLAIN + f"    {field}\n")
    assert found.startswith("regel 14, ")
    assert told in found


@pytest.mark.parametrize("text", ["", "- a", "tekst", "{}", "[" * 10_000, "a: 1\n---\nb: 2", "a:\n- b\n c"])
def test_what_is_no_catalogue_is_refused_with_an_explanation(text: str) -> None:
    assert complaints(text)


@given(st.text(max_size=60))
def test_what_can_be_read_can_be_written_and_read_again(text: str) -> None:
    source = yamltext.Text(text)
    if not source.faults:
        assert yamltext.Text(yamltext.dump(source.value)).value == source.value


def test_a_figure_without_a_value_is_told_where_it_stands() -> None:
    seed = Seed((make_seed_entry(),))
    text = write(seed).replace("          midden: 1000\n", "")
    (told,) = complaints(text)
    assert "onderzoeken 1, uitkomsten 1, kosten: Vul een waarde in" in told


def test_an_unquoted_zero_as_direction_is_explained() -> None:
    effect: dict[str, Any] = {"id": "e", "naam": "Rust", "effectcategorie": "leefbaarheid", "richting": "0"}
    result = make_result(unpriced=(effect,))
    text = write(Seed((make_seed_entry("een", make_approach(studies=(make_study(results=(result,)),))),)))
    (told,) = complaints(text.replace("richting: '0'", "richting: 0"))
    assert "Zet deze code tussen aanhalingstekens" in told


def test_a_slug_may_stand_in_the_file_once() -> None:
    one = make_seed_entry("een")
    other = make_seed_entry("twee", former_slugs=("een",))
    (told,) = complaints(write(Seed((one, other))))
    assert "aanpakken 'een': Deze slug staat ook op regel" in told


def test_a_concept_cannot_start_from_a_version_that_is_not_there() -> None:
    entry = SeedEntry(**{**vars(make_seed_entry()), "concept": SeedConcept(make_approach(), 5)})
    (told,) = complaints(write(Seed((entry,))))
    assert "versie 5, maar die is er niet" in told


def test_a_date_without_time_zone_is_refused() -> None:
    text = PLAIN.replace("  document:", "  gepubliceerd_op: 2026-11-21 10:00:00\n  document:")
    assert any("gepubliceerd_op" in line for line in complaints(text))


def test_the_day_of_a_check_stays_a_day() -> None:
    document = only(PLAIN).revisions[0].document
    assert isinstance(document, Approach)
    assert document.checked_on == date(2026, 11, 21)
