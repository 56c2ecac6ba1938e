"""Pairs of real studies, judged by a reader before the rules were run on them: the rules must agree."""

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from catalogue import seedfile, yaml_exact
from catalogue.comparability import BASIS, Subject, Verdict, judge
from catalogue.documents import Approach
from catalogue.reading import main_result
from catalogue.vocabulary import Aspect, Comparable, EntryState, Likeness

ROOT = Path(__file__).resolve().parents[2]
PAIRS: list[dict[str, Any]] = yaml_exact.load(
    (ROOT / "tests" / "data" / "vergelijkparen.yaml").read_text("utf-8")
)
KEYS = {"een", "ander", "oordeel", "staat_in_de_weg", "niet_bekend", "let_op", "waarom"}


def name(pair: dict[str, Any]) -> str:
    return f"{pair['een']['onderzoek']}~{pair['ander']['onderzoek']}"


@cache
def approaches() -> dict[str, Approach]:
    seed = seedfile.read((ROOT / "data" / "mkba_seed.yaml").read_text("utf-8"))
    shown = (entry for entry in seed.entries if entry.state is EntryState.PUBLISHED)
    documents = ((entry.slug, entry.revisions[-1].document) for entry in shown)
    return {slug: document for slug, document in documents if isinstance(document, Approach)}


def subject(place: dict[str, str]) -> Subject:
    approach = approaches()[place["aanpak"]]
    [study] = [study for study in approach.studies if study.id == place["onderzoek"]]
    result = main_result(study)
    assert result is not None
    return Subject(f"{approach.name} ({study.id})", approach.scope, study, result)


def verdict(pair: dict[str, Any]) -> Verdict:
    return judge([subject(pair["een"]), subject(pair["ander"])])


def found(verdict: Verdict, outcome: Likeness, *, basis: bool, blocks: bool | None = None) -> set[str]:
    return {
        finding.aspect.value
        for finding in verdict.findings
        if finding.outcome is outcome
        and (finding.aspect in BASIS) is basis
        and blocks in {None, finding.blocks}
    }


@pytest.mark.parametrize("pair", PAIRS, ids=name)
def test_the_rules_agree_with_a_reader_on_the_verdict_and_on_what_causes_it(pair: dict[str, Any]) -> None:
    found_here = verdict(pair)
    blocking = found(found_here, Likeness.DIFFERENT, basis=True, blocks=True)
    missing = found(found_here, Likeness.UNKNOWN, basis=True, blocks=True)
    lighter = found(found_here, Likeness.DIFFERENT, basis=True, blocks=False)
    assert {
        "oordeel": found_here.level.value,
        "staat_in_de_weg": blocking,
        "niet_bekend": missing,
        "let_op": lighter | found(found_here, Likeness.DIFFERENT, basis=False),
    } == {
        "oordeel": pair["oordeel"],
        **{key: set(pair.get(key, [])) for key in ("staat_in_de_weg", "niet_bekend", "let_op")},
    }


@pytest.mark.parametrize("pair", PAIRS, ids=name)
def test_a_reader_would_say_the_same_the_other_way_round(pair: dict[str, Any]) -> None:
    turned = judge([subject(pair["ander"]), subject(pair["een"])])
    assert turned.level is verdict(pair).level


def test_the_pairs_are_many_judged_in_words_and_written_once() -> None:
    assert len(PAIRS) >= 44
    assert all(set(pair) <= KEYS for pair in PAIRS)
    assert min(len(pair["waarom"].split()) for pair in PAIRS) >= 15
    once = Counter(frozenset({pair["een"]["onderzoek"], pair["ander"]["onderzoek"]}) for pair in PAIRS)
    assert set(once.values()) == {1}


def test_every_level_that_the_collection_allows_and_every_aspect_of_the_basis_occur() -> None:
    levels = Counter(pair["oordeel"] for pair in PAIRS)
    assert set(levels) == set(Comparable) - {Comparable.YES}
    for key in ("staat_in_de_weg", "niet_bekend"):
        assert {code for pair in PAIRS for code in pair.get(key, [])} == {aspect.value for aspect in BASIS}
    softer = {code for pair in PAIRS for code in pair.get("let_op", [])}
    assert softer == {"looptijd", "meetmoment", "nulalternatief_soort", "individueel_collectief"}


def test_no_pair_may_be_drawn_in_one_chart_and_none_knows_its_discount_rate_or_price_years() -> None:
    for pair in PAIRS:
        shown = verdict(pair)
        outcomes = {finding.aspect: finding.outcome for finding in shown.findings}
        assert shown.may_chart_ratios is False
        assert outcomes[Aspect.DISCOUNT_RATE] is Likeness.UNKNOWN
        assert outcomes[Aspect.PRICE_YEAR] is Likeness.UNKNOWN
