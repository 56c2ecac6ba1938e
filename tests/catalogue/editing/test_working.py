"""Working documents: anything may be missing, and nothing is made up."""

import copy
import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from catalogue.canonical import canonical
from catalogue.documents import Approach
from catalogue.editing import working
from catalogue.kinds import Kind
from catalogue.seedfile import read
from tests.builders import make_approach

TODAY = date(2026, 11, 27)
SEED = Path(__file__).resolve().parents[3] / "data" / "mkba_seed.yaml"


def test_a_whole_document_and_its_working_text_are_the_same_bytes() -> None:
    document = make_approach()
    assert working.write(working.of(document)) == canonical(document)
    assert working.complete(Kind.APPROACH, working.of(document)) == document


def test_a_new_concept_holds_its_name_and_the_day_and_nothing_else() -> None:
    assert working.blank(Kind.APPROACH, "Buurtmaatjes", TODAY) == {
        "naam": "Buurtmaatjes",
        "laatst_gecontroleerd_op": "2026-11-27",
    }


def test_publication_names_every_missing_field_in_dutch() -> None:
    found = working.problems(Kind.APPROACH, working.blank(Kind.APPROACH, "Buurtmaatjes", TODAY))
    missing = {problem.path: problem.message for problem in found}
    assert missing["samenvatting"] == "Vul dit nog in."
    assert {"selectie", "wat_houdt_het_in", "voor_wie", "preventief_curatief"} <= missing.keys()
    assert all(problem.refuses for problem in found if problem.message == "Vul dit nog in.")


def test_the_rules_are_asked_of_what_is_there_already() -> None:
    text = working.of(make_approach())
    del text["voor_wie"]
    text["samenvatting"] = "Te kort."
    paths = {problem.path for problem in working.problems(Kind.APPROACH, text)}
    assert {"voor_wie", "samenvatting"} <= paths


def test_an_incomplete_document_is_refused_with_its_places() -> None:
    text = working.of(make_approach())
    del text["onderzoeken"][0]["methode"]
    with pytest.raises(working.Incomplete) as refused:
        working.complete(Kind.APPROACH, text)
    assert [problem.path for problem in refused.value.problems] == ["onderzoeken.0.methode"]


def test_a_fact_that_nobody_gave_is_shown_as_unknown() -> None:
    text = working.of(make_approach())
    del text["onderzoeken"][0]["uitkomsten"][0]["kosten"]
    shown, left_out = working.viewable(Kind.APPROACH, text)
    assert isinstance(shown, Approach)
    assert left_out == ()
    assert shown.studies[0].results[0].costs.model_dump(by_alias=True) == {"onbekend": "nog_niet_overgenomen"}


def test_a_part_without_what_it_cannot_do_without_is_left_out_and_named() -> None:
    text = working.of(make_approach())
    text["onderzoeken"][0]["uitkomsten"][0]["posten"] = [{"id": "p9", "naam": "Nieuwe post"}]
    shown, left_out = working.viewable(Kind.APPROACH, text)
    assert isinstance(shown, Approach)
    assert shown.studies[0].results[0].items == ()
    assert left_out == ("Posten: Nieuwe post",)


def without_some(value: Any, chance: random.Random) -> Any:
    """The same with fields thrown away here and there."""
    if isinstance(value, dict):
        return {key: without_some(part, chance) for key, part in value.items() if chance.random() > 0.15}
    return [without_some(part, chance) for part in value] if isinstance(value, list) else value


def test_whatever_is_missing_the_concept_can_be_shown_and_judged() -> None:
    chance = random.Random(27)
    entries = [entry for entry in read(SEED.read_text("utf-8")).entries if entry.revisions]
    for entry in chance.sample(entries, 60):
        whole = working.of(entry.revisions[-1].document)
        text = without_some(copy.deepcopy(whole), chance)
        before = working.write(text)
        working.viewable(entry.kind, text)
        found = working.problems(entry.kind, text)
        assert working.write(text) == before
        try:
            working.complete(entry.kind, text)
        except working.Incomplete:
            assert any(problem.refuses for problem in found)


def test_every_published_text_is_a_working_text_without_faults_of_form() -> None:
    for entry in read(SEED.read_text("utf-8")).entries:
        for revision in entry.revisions:
            text = working.of(revision.document)
            assert working.viewable(entry.kind, text) == (revision.document, ())


def test_a_name_for_a_part_is_found_or_said_to_be_missing() -> None:
    assert working.part_name({"naam": "Post"}) == "Post"
    assert working.part_name({"titel": {"onbekend": "niet_gerapporteerd"}}) == "nog zonder naam"
