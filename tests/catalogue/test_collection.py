"""The collection in data/mkba_seed.yaml: complete, sourced, publishable and as it was read."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from catalogue import seedfile, yaml_exact
from catalogue.documents import Approach, Publication, Result, Study
from catalogue.figures import KnownFigure
from catalogue.schema import Document, Unknown
from catalogue.validation import problems, refusals
from catalogue.vocabulary import (
    EntryState,
    FirstHand,
    Party,
    Provenance,
    RatioDefinition,
    RecognitionLevel,
    Selection,
    UnknownReason,
    Valuation,
)

DATA = Path(__file__).resolve().parents[2] / "data"
SEED = DATA / "mkba_seed.yaml"

Place = tuple[str, str]
"""A study and a figure in it: "costs", "ratio", … or the identifier of an item."""


@cache
def seed() -> seedfile.Seed:
    return seedfile.read(SEED.read_text(encoding="utf-8"))


@cache
def municipality_codes() -> frozenset[str]:
    register = yaml_exact.load((DATA / "gemeenten.yaml").read_text(encoding="utf-8"))
    return frozenset(row["code"] for row in register["gemeenten"])


def document(entry: seedfile.SeedEntry) -> Approach | Publication:
    last = entry.revisions[-1] if entry.revisions else entry.concept
    assert last is not None
    found = last.document
    assert isinstance(found, Approach | Publication)
    return found


def approaches() -> list[Approach]:
    return [found for found in map(document, seed().entries) if isinstance(found, Approach)]


def publications() -> list[Publication]:
    return [found for found in map(document, seed().entries) if isinstance(found, Publication)]


def studies() -> dict[str, Study]:
    of_approaches = [study for approach in approaches() for study in approach.studies]
    return {study.id: study for study in [*of_approaches, *(one.study for one in publications())]}


def facts(study: Study) -> dict[str, KnownFigure | Unknown]:
    """The figures of a study by name; items by identifier, effects of other assumptions left out."""
    result = main(study)
    named = {name: getattr(result, name) for name in ("costs", "benefits", "net", "ratio")}
    return named | {item.id: item.amount for item in result.items}


def figures() -> Iterator[tuple[Study, str, KnownFigure]]:
    for study in studies().values():
        for name, fact in facts(study).items():
            if isinstance(fact, KnownFigure):
                yield study, name, fact


def main(study: Study) -> Result:
    (result,) = [one for one in study.results if one.is_main]
    return result


def figure(place: Place) -> KnownFigure:
    study, name = place
    found = facts(studies()[study])[name]
    assert isinstance(found, KnownFigure)
    return found


def test_the_collection_is_complete() -> None:
    selections = Counter(approach.selection for approach in approaches())
    assert selections == {Selection.SELECTED: 93, Selection.COLLECTED: 70, Selection.LEAD: 31}
    assert sum(len(approach.studies) for approach in approaches()) == 246
    assert len(publications()) == 37
    assert len(studies()) == 283


def test_only_a_lead_stays_a_concept_and_the_rest_is_published_once() -> None:
    for entry in seed().entries:
        found = document(entry)
        if isinstance(found, Approach) and found.selection is Selection.LEAD:
            assert entry.state is EntryState.CONCEPT
            assert entry.revisions == ()
        else:
            assert entry.state is EntryState.PUBLISHED
            assert [revision.number for revision in entry.revisions] == [1]
            assert entry.concept is None


def test_everything_public_may_be_published() -> None:
    refused = {
        entry.slug: [problem.message for problem in refusals(problems(document(entry), municipality_codes()))]
        for entry in seed().entries
        if entry.revisions
    }
    assert {slug: found for slug, found in refused.items() if found} == {}


def test_every_known_figure_names_a_source_of_its_own_study() -> None:
    known_figures = list(figures())
    assert len(known_figures) > 200
    for study, name, found in known_figures:
        assert found.sources, (study.id, name)
        assert set(found.sources) <= {source.id for source in study.sources}, (study.id, name)


def test_a_figure_read_elsewhere_is_second_hand() -> None:
    own_report = {"vindplaatsgericht-werken-sinzer-2017"}  # its savings were read in the report itself
    for study, name, found in figures():
        if study.provenance is Provenance.SECONDARY and study.id not in own_report:
            assert found.first_hand is FirstHand.SECOND_HAND, (study.id, name)


def test_a_disputed_figure_says_what_the_dispute_is() -> None:
    disputed = {(study.id, name): found for study, name, found in figures() if found.disputed}
    assert ("nazorg-plus-limburg-bureau-alpha-2023", "ratio") in disputed
    assert ("buurtpraktijkteam-ecorys-2014", "ratio") in disputed
    assert all(found.remark for found in disputed.values())


def test_a_return_or_a_ratio_of_another_kind_is_never_called_benefits_per_euro() -> None:
    other = {RatioDefinition.NET_RETURN, RatioDefinition.OTHER}
    found = {
        study.id: main(study)
        for study in studies().values()
        if isinstance(main(study).ratio, KnownFigure) and main(study).ratio_definition in other
    }
    assert set(found) == {
        "voorzorg-vka-2013",
        "de-nieuwe-toekomst-social-finance-nl-2022",
        "wijkwinkel-rode-kruis-2012",
    }
    assert found["voorzorg-vka-2013"].ratio_definition is RatioDefinition.NET_RETURN
    for study, result in found.items():
        assert isinstance(result.ratio, KnownFigure)
        assert result.ratio.remark, study


def test_every_ratio_without_definition_or_comparison_carries_a_warning() -> None:
    warned = {
        study.id for study in studies().values() if any(remark.rule == "V11" for remark in study.remarks)
    }
    assert {"wijkbedrijven-groningen-waarde", "de-buurtvrouw-lysias", "logeerzorg-ouderen-dsp-2021"} <= warned
    assert "van-overleven-naar-leven-de-nooij-2021" not in warned


def test_every_public_approach_can_be_found_by_work_type_and_theme() -> None:
    for entry in seed().entries:
        found = document(entry)
        if entry.revisions:
            assert found.themes, entry.slug
        if isinstance(found, Approach) and found.selection is not Selection.LEAD:
            assert found.work_types, entry.slug


def test_most_approaches_name_their_target_group_in_words_of_the_list_as_well() -> None:
    without = [approach.name for approach in approaches() if not approach.target_groups]
    assert len(without) <= 20
    for approach in approaches():
        assert len(set(approach.target_groups)) == len(approach.target_groups)


def test_every_municipality_exists() -> None:
    codes = {place.code for approach in approaches() for place in approach.municipalities}
    assert len(codes) == 55
    assert codes <= municipality_codes()


def test_a_slug_and_a_study_identifier_occur_once() -> None:
    slugs = Counter(entry.slug for entry in seed().entries)
    assert [slug for slug, times in slugs.items() if times > 1] == []
    identifiers = Counter(study.id for approach in approaches() for study in approach.studies)
    identifiers.update(publication.study.id for publication in publications())
    assert [one for one, times in identifiers.items() if times > 1] == []


def test_identifiers_are_numbered_over_the_whole_document() -> None:
    for approach in approaches():
        results = [result for study in approach.studies for result in study.results]
        parts: dict[str, list[str]] = {
            "bron": [source.id for study in approach.studies for source in study.sources],
            "uitkomst": [result.id for result in results],
            "post": [item.id for result in results for item in result.items],
            "effect": [effect.id for result in results for effect in result.unpriced],
            "gevoeligheid": [row.id for result in results for row in result.sensitivities],
            "erkenning": [item.id for item in approach.recognitions],
        }
        for word, identifiers in parts.items():
            assert identifiers == [f"{word}-{number}" for number in range(1, len(identifiers) + 1)]


@pytest.mark.parametrize(
    ("place", "low", "mid", "high"),
    [
        (("gezinshuizen-sinzer-2015", "costs"), None, "60327", None),
        (("gezinshuizen-sinzer-2015", "benefits"), None, "78705", None),
        (("gezinshuizen-sinzer-2015", "ratio"), None, "1.3", None),
        (("van-overleven-naar-leven-de-nooij-2021", "ratio"), None, "1.9", None),
        (("schuldhulpverlening-loont-regioplan-2011", "ratio"), "1.7", None, "2.6"),
        (("thuisadministratie-ape-2016", "costs"), None, "30600000", None),
        (("thuisadministratie-ape-2016", "benefits"), None, "60700000", None),
        (("lotgenotencontact-vital-innovators-2021", "ratio"), "3", "4.5", "6"),
        (("voorzorg-vka-2013", "ratio"), None, "0.2", None),
        (("ease-kosten-van-klachten-2020", "post-1"), None, "512.64", None),
        (("jongerenwerk-participe-2018", "post-1"), None, None, "45000000"),
        (("ipso-businesscase-informele-zorg-bij-kanker", "post-3"), "13000000", "16000000", "22000000"),
        (("clientondersteuning-mee-ernst-young-2010", "ratio"), "4", None, None),
        (("thuisbegeleiding-gezinnen-seo-2011", "net"), None, "45000", None),
        (("sroi-sport-en-bewegen-2022", "costs"), None, "9569000000", None),
    ],
)
def test_figures_stand_as_they_were_read(
    place: Place, low: str | None, mid: str | None, high: str | None
) -> None:
    found = figure(place)
    wanted = tuple(value if value is None else Decimal(value) for value in (low, mid, high))
    assert (found.low, found.mid, found.high) == wanted


def test_an_amount_of_zero_stays_zero() -> None:
    assert figure(("kies-nu-voor-kinderen-seo-2012", "post-2")).mid == Decimal(0)


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        (("samen-recht-vinden-seo", "ratio"), UnknownReason.NOT_REPORTED),
        (("leergeld-doet-ertoe-ipw", "costs"), UnknownReason.NOT_REPORTED),
        (("wetsevaluatie-vroegsignalering-2025", "benefits"), UnknownReason.NOT_REPORTED),
        (("jongerenwerk-participe-2018", "ratio"), UnknownReason.NOT_ADOPTED),
        (("beheerde-speeltuinen-ecorys-2020", "ratio"), UnknownReason.NOT_ADOPTED),
        (("jongeren-perspectief-fonds-giesen", "benefits"), UnknownReason.NOT_ADOPTED),
        (("jeugdgroepen-cebeon-regioplan-2017", "benefits"), UnknownReason.NOT_APPLICABLE),
    ],
)
def test_unknown_says_whether_the_study_is_silent_or_we_have_not_read_it(
    place: Place, reason: UnknownReason
) -> None:
    study, name = place
    found = facts(studies()[study])[name]
    assert isinstance(found, Unknown)
    assert found.reason is reason


def test_most_of_what_is_unknown_has_not_been_read_yet() -> None:
    reasons = Counter(
        fact.reason
        for study in studies().values()
        for fact in facts(study).values()
        if isinstance(fact, Unknown)
    )
    assert reasons[UnknownReason.NOT_ADOPTED] > 10 * reasons[UnknownReason.NOT_REPORTED] > 0


def test_a_transfer_names_the_other_party_or_the_editors_say_that_it_is_unknown() -> None:
    assert main(studies()["ipso-centra-sinzer"]).items[0].counter_party is Party.PARTICIPANTS
    remarks = {remark.rule for remark in studies()["gezinshuizen-sinzer-2015"].remarks}
    assert "V4" in remarks


def test_an_effect_with_a_number_in_its_name_is_counted() -> None:
    effect = main(studies()["mazl-vka-2013"]).unpriced[1]
    assert (effect.valuation, effect.quantity) == (Valuation.QUANTIFIED, Decimal("1.1"))


def test_recognitions_keep_their_level_and_year() -> None:
    (found,) = [
        item
        for approach in approaches()
        if approach.name.startswith("MAZL")
        for item in approach.recognitions
    ]
    assert (found.level, found.year) == (RecognitionLevel.FIRST_INDICATIONS, 2017)


def test_no_text_is_left_empty_or_with_white_space_around_it() -> None:
    texts = [text for entry in seed().entries for text in _texts(document(entry))]
    assert len(texts) > 5000
    assert [text for text in texts if not text or text != text.strip()] == []


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, Document):
        for name in type(part).model_fields:
            yield from _texts(getattr(part, name))
    elif isinstance(part, tuple):
        for one in part:
            yield from _texts(one)


def test_the_file_is_written_back_byte_for_byte() -> None:
    text = SEED.read_text(encoding="utf-8")
    assert seedfile.write(seedfile.read(text)) == text
