"""The notes at a study: what a reader must know before using its figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.documents import Study
from catalogue.notes import is_sroi, notes
from catalogue.schema import NOT_ADOPTED, NOT_REPORTED
from catalogue.vocabulary import Method, Provenance, RatioDefinition
from tests.builders import make_result, make_study

NOW = 2026


def codes(study: Study, this_year: int = NOW) -> list[str]:
    return [note.code for note in notes(study, this_year)]


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2014, ["voor-2015", "ouder-dan-vijf-jaar"]),
        (2015, ["ouder-dan-vijf-jaar"]),
        (2020, ["ouder-dan-vijf-jaar"]),
        (2021, []),
        (2026, []),
        (2027, []),
        (NOT_ADOPTED, []),
    ],
)
def test_the_year_of_a_study_decides_which_notes_it_gets(year: object, expected: list[str]) -> None:
    assert codes(make_study(year=year)) == expected


def test_a_study_ages_with_the_calendar() -> None:
    study = make_study(year=2020)
    assert codes(study, 2025) == []
    assert codes(study, 2026) == ["ouder-dan-vijf-jaar"]
    (note,) = notes(study, 2031)
    assert note.text == ("Dit onderzoek is 11 jaar oud. Prijzen, regels en werkwijze kunnen zijn veranderd.")


@pytest.mark.parametrize(
    ("study", "expected"),
    [
        (make_study(method=Method.SROI), True),
        (make_study(results=(make_result(ratio_definition=RatioDefinition.SROI),)), True),
        (
            make_study(
                results=(
                    make_result(),
                    make_result(id="u2", is_main=False, ratio_definition=RatioDefinition.SROI),
                )
            ),
            True,
        ),
        (make_study(), False),
        (make_study(method=Method.BUSINESS_CASE), False),
    ],
)
def test_an_sroi_is_an_sroi_by_its_method_or_by_one_of_its_ratios(study: Study, expected: bool) -> None:
    assert is_sroi(study) is expected
    assert ("sroi" in codes(study, 2020)) is expected


@pytest.mark.parametrize(
    ("provenance", "expected"), [(Provenance.PRIMARY, []), (Provenance.SECONDARY, ["tweede-hand"])]
)
def test_what_was_read_in_another_source_is_said(provenance: Provenance, expected: list[str]) -> None:
    study = make_study(provenance=provenance)
    assert codes(study, 2020) == expected
    titles = [note.title for note in notes(study, 2020)]
    assert titles == (["Overgenomen uit een andere bron"] if expected else [])


def test_all_notes_that_hold_come_together_in_a_fixed_order() -> None:
    study = make_study(year=2010, method=Method.SROI, provenance=Provenance.SECONDARY)
    assert codes(study) == ["voor-2015", "sroi", "tweede-hand", "ouder-dan-vijf-jaar"]


@given(st.integers(1990, 2030) | st.just(NOT_REPORTED), st.integers(2026, 2060))
def test_every_note_has_a_title_and_whole_sentences(year: object, this_year: int) -> None:
    study = make_study(year=year, method=Method.SROI, provenance=Provenance.SECONDARY)
    for note in notes(study, this_year):
        assert note.title
        assert not note.title.endswith(".")
        assert note.text.endswith(".")
    assert len(codes(study, this_year)) == len(set(codes(study, this_year)))
