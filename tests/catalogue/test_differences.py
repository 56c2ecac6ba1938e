"""What changed between two versions: everything, nothing else, and readable."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.differences import Change, ChangeKind, differences
from catalogue.documents import Approach, Publication, Result, Study
from catalogue.figures import KnownFigure
from catalogue.kinds import MODELS
from catalogue.kpis import Kpi
from catalogue.parts import BalanceItem, Place, Source
from catalogue.schema import NOT_ADOPTED, NOT_REPORTED, Document, Unknown
from catalogue.shapes import Kind, document_classes, shapes
from catalogue.textdiff import Mark, Stretch, stretches
from catalogue.unit_costs import UnitCost, UnitCostGroup, UnitCostSource
from catalogue.vocabulary import FirstHand, Selection, Theme
from tests.builders import make_indicator, make_unit_cost
from tests.catalogue.document_strategies import documents, sample

SLOW = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))


def approach(**changed: Any) -> Approach:
    facts = {
        "name": "Buurtkamer",
        "selection": Selection.COLLECTED,
        "summary": "Bewoners ontmoeten elkaar.",
        "what": NOT_ADOPTED,
        "for_whom": NOT_ADOPTED,
        "prevention": "beide",
        "scope": "onbekend",
        "checked_on": "2026-11-21",
    }
    return Approach.model_validate({**facts, **changed})


def figure(mid: str, **changed: Any) -> KnownFigure:
    return KnownFigure(mid=Decimal(mid), first_hand=FirstHand.FIRST_HAND, **changed)


def result(**changed: Any) -> Result:
    facts = {
        **sample(Result),
        "id": "u1",
        "name": "Hoofduitkomst",
        "items": (),
        "unpriced": (),
        "sensitivities": (),
    }
    return Result.model_validate({**facts, **changed})


def study(**changed: Any) -> Study:
    source = Source.model_validate({**sample(Source), "id": "rapport", "title": "Het rapport"})
    facts = {
        **sample(Study),
        "id": "o1",
        "title": "MKBA buurtkamers",
        "results": (result(),),
        "sources": (source,),
    }
    return Study.model_validate({**facts, **changed})


def only(changes: tuple[Change, ...]) -> Change:
    (change,) = changes
    return change


def test_a_changed_text_shows_which_words_changed() -> None:
    change = only(differences(approach(), approach(summary="Bewoners koken voor elkaar.")))
    assert change.label == "In het kort"
    assert (change.kind, change.old, change.new) == (
        ChangeKind.CHANGED,
        "Bewoners ontmoeten elkaar.",
        "Bewoners koken voor elkaar.",
    )
    assert change.words == (
        Stretch(Mark.SAME, "Bewoners "),
        Stretch(Mark.REMOVED, "ontmoeten"),
        Stretch(Mark.ADDED, "koken voor"),
        Stretch(Mark.SAME, " elkaar."),
    )


def test_words_that_change_next_to_each_other_stay_together() -> None:
    assert stretches("het oude huis hier", "het nieuwe pand hier") == (
        Stretch(Mark.SAME, "het "),
        Stretch(Mark.REMOVED, "oude huis"),
        Stretch(Mark.ADDED, "nieuwe pand"),
        Stretch(Mark.SAME, " hier"),
    )


def test_an_unknown_fact_that_becomes_known_says_what_it_was() -> None:
    change = only(differences(approach(), approach(what="Samen koken.")))
    assert (change.label, change.kind) == ("Wat houdt het in?", ChangeKind.CHANGED)
    assert (change.old, change.new) == ("onbekend (nog niet overgenomen)", "Samen koken.")
    assert change.words == ()


def test_another_reason_for_not_knowing_is_a_change() -> None:
    change = only(differences(approach(), approach(what=NOT_REPORTED)))
    assert change.new == "onbekend (niet gerapporteerd)"


def test_codes_are_shown_with_their_label_and_lists_by_what_came_and_went() -> None:
    old = approach(themes=(Theme.LONELINESS, Theme.HEALTH))
    new = approach(themes=(Theme.HEALTH, Theme.SAFETY))
    assert [(change.label, change.kind, change.old, change.new) for change in differences(old, new)] == [
        ("Thema", ChangeKind.REMOVED, "Eenzaamheid", None),
        ("Thema", ChangeKind.ADDED, None, "Veiligheid en overlast"),
    ]


def test_a_fact_that_was_not_filled_in_is_added_and_removed() -> None:
    added = only(differences(approach(), approach(website="https://voorbeeld.nl")))
    assert (added.kind, added.old, added.new) == (ChangeKind.ADDED, None, "https://voorbeeld.nl")
    removed = only(differences(approach(website="https://voorbeeld.nl"), approach()))
    assert (removed.kind, removed.old, removed.new) == (ChangeKind.REMOVED, "https://voorbeeld.nl", None)


def test_a_figure_is_shown_as_a_whole_with_its_source_and_place() -> None:
    new = study(results=(result(costs=figure("1234.5", sources=("rapport",), locator="tabel 3")),))
    change = only(differences(approach(studies=(study(),)), approach(studies=(new,))))
    assert change.path == ("Onderzoek ‘MKBA buurtkamers’", "Uitkomst ‘Hoofduitkomst’", "Kosten")
    assert change.label == "Onderzoek ‘MKBA buurtkamers’ › Uitkomst ‘Hoofduitkomst’ › Kosten"
    assert change.old == "€\u00a00; uit eerste hand"
    assert change.new == "€\u00a01.234,50; bron: Het rapport; tabel 3; uit eerste hand"


@pytest.mark.parametrize(
    ("amounts", "shown"),
    [
        ({"low": "1", "mid": "2", "high": "3"}, "€\u00a02 (van €\u00a01 tot €\u00a03)"),
        ({"low": "1", "high": "3"}, "van €\u00a01 tot €\u00a03"),
        ({"low": "1"}, "minstens €\u00a01"),
        ({"high": "0"}, "hoogstens €\u00a00"),
        ({"mid": "1.2345"}, "€\u00a01,2345"),
        ({"mid": "1.2345", "disputed": True, "remark": "Zie bijlage."}, "€\u00a01,2345"),
    ],
)
def test_a_range_keeps_its_sides_and_digits(amounts: dict[str, Any], shown: str) -> None:
    costs = KnownFigure.model_validate({**amounts, "first_hand": FirstHand.FIRST_HAND})
    old = approach(studies=(study(results=(result(costs=NOT_ADOPTED),)),))
    change = only(differences(old, approach(studies=(study(results=(result(costs=costs),)),))))
    assert change.new is not None
    assert change.new.split("; ")[0] == shown
    assert ("betwist; Zie bijlage." in change.new) == costs.disputed


def test_numbers_carry_their_unit_and_years_no_point() -> None:
    old = study(participants=12, discount_rate=Decimal(3), year=2011)
    new = study(participants=1234, discount_rate=Decimal("2.25"), year=2012)
    changes = differences(approach(studies=(old,)), approach(studies=(new,)))
    assert {change.path[-1]: change.new for change in changes} == {
        "Jaar van publicatie": "2012",
        "Rekenrente": "2,25% per jaar",
        "Aantal deelnemers": "1.234\u00a0deelnemers",
    }


def test_a_new_part_is_shown_with_its_facts_and_the_parts_inside_it() -> None:
    changes = differences(approach(), approach(studies=(study(),)))
    assert [change.path[-1] for change in changes] == [
        "Onderzoek ‘MKBA buurtkamers’",
        "Uitkomst ‘Hoofduitkomst’",
        "Bron ‘Het rapport’",
        "Opmerking van de redactie ‘tekst 0’",
    ]
    assert all(change.kind is ChangeKind.ADDED and change.old is None for change in changes)
    assert changes[0].new is not None
    assert "Jaar van publicatie: 2020" in changes[0].new.splitlines()
    assert not any(line.startswith("Kenmerk") for line in changes[0].new.splitlines())


def test_a_part_that_only_moved_has_not_changed() -> None:
    first, second = study(), study(id="o2", title="Tweede")
    assert differences(approach(studies=(first, second)), approach(studies=(second, first))) == ()


def test_municipalities_are_shown_by_name() -> None:
    new = approach(municipalities=(Place(code="0518"), Place(code="9999")))
    assert [change.label for change in differences(approach(), new)] == [
        "Gemeente ‘'s-Gravenhage’",
        "Gemeente ‘9999’",
    ]


def test_a_study_without_title_is_named_by_its_year_or_its_id() -> None:
    untitled = study(title=NOT_ADOPTED)
    assert only(differences(*_both(untitled, quote="A"))).path[0] == "Onderzoek uit 2020"
    without_year = study(title=NOT_ADOPTED, year=NOT_ADOPTED)
    assert only(differences(*_both(without_year, quote="A"))).path[0] == "Onderzoek o1"


def _both(old: Study, **changed: Any) -> tuple[Approach, Approach]:
    return approach(studies=(old,)), approach(studies=(old.model_copy(update=changed),))


def test_an_approach_and_a_publication_are_not_compared() -> None:
    publication = Publication.model_validate(sample(Publication))
    with pytest.raises(TypeError):
        differences(approach(), publication)


def test_two_remarks_about_one_rule_are_kept_apart() -> None:
    remarks = ({"regel": "V7", "tekst": "Een."}, {"regel": "V7", "tekst": "Twee."})
    changed = ({"regel": "V7", "tekst": "Een."}, {"regel": "V7", "tekst": "Drie."})
    old, new = (study().model_dump() | {"opmerkingen": both} for both in (remarks, changed))
    changes = differences(
        approach(studies=(Study.model_validate(old),)), approach(studies=(Study.model_validate(new),))
    )
    assert [(change.old, change.new) for change in changes] == [("Twee.", "Drie.")]


def test_every_listed_part_starts_with_the_field_that_identifies_it() -> None:
    listed = {
        shape.type
        for whole in MODELS.values()
        for model in document_classes(whole)
        for shape in shapes(model)
        if shape.kind is Kind.DOCUMENT
    }
    assert {shapes(model)[0].attribute for model in listed} == {"id", "code", "name", "rule"}


def _leaves(model: type[Document], wrap: Any) -> Iterator[tuple[str, Any, Any]]:
    """Each field of a class with two whole documents that differ in that field alone."""
    base = sample(model)
    for shape in shapes(model):
        if shape.kind is Kind.DOCUMENT:
            inner = shape.type
            yield from _leaves(
                inner,
                lambda part, shape=shape: wrap(
                    model.model_validate(base | {shape.attribute: (part,) if shape.many else part})
                ),
            )
            if not shape.many and (shape.may_be_unknown or shape.may_be_empty):
                absent = NOT_ADOPTED if shape.may_be_unknown else None
                without = model.model_validate(base | {shape.attribute: absent})
                yield f"{model.__name__}.{shape.attribute}=?", wrap(model.model_validate(base)), wrap(without)
        else:
            other = sample(model, 1)[shape.attribute]
            yield (
                f"{model.__name__}.{shape.attribute}",
                wrap(model.model_validate(base)),
                wrap(model.model_validate(base | {shape.attribute: other})),
            )
            if shape.may_be_unknown:
                unknown = model.model_validate(base | {shape.attribute: NOT_ADOPTED})
                yield f"{model.__name__}.{shape.attribute}=?", wrap(model.model_validate(base)), wrap(unknown)


@pytest.mark.parametrize(("model", "fewest"), [(Approach, 90), (Publication, 90), (UnitCost, 25), (Kpi, 12)])
def test_every_changed_leaf_yields_a_change(model: type[Document], fewest: int) -> None:
    seen = 0
    for place, old, new in _leaves(model, lambda whole: whole):
        assert differences(old, new), place
        seen += 1
    assert seen > fewest


@pytest.mark.parametrize("model", MODELS.values())
@SLOW
@given(data=st.data())
def test_a_document_does_not_differ_from_itself(model: type[Document], data: st.DataObject) -> None:
    document = data.draw(documents(model))
    assert differences(document, document.model_validate(document.model_dump())) == ()


@pytest.mark.parametrize("model", MODELS.values())
@SLOW
@given(data=st.data())
def test_swapping_the_versions_swaps_added_and_removed(model: type[Document], data: st.DataObject) -> None:
    old, new = data.draw(documents(model)), data.draw(documents(model))
    swapped = {
        ChangeKind.ADDED: ChangeKind.REMOVED,
        ChangeKind.REMOVED: ChangeKind.ADDED,
        ChangeKind.CHANGED: ChangeKind.CHANGED,
    }
    forth = Counter((change.kind, change.old, change.new) for change in differences(old, new))
    back = Counter((swapped[change.kind], change.new, change.old) for change in differences(new, old))
    assert forth == back


@given(old=st.text(alphabet="ab é.,\n", max_size=40), new=st.text(alphabet="ab é.,\n", max_size=40))
def test_woven_text_holds_both_texts_to_the_letter(old: str, new: str) -> None:
    woven = stretches(old, new)
    assert "".join(part.text for part in woven if part.mark is not Mark.ADDED) == old
    assert "".join(part.text for part in woven if part.mark is not Mark.REMOVED) == new
    assert all(part.text for part in woven)


def test_an_item_refers_to_its_unit_cost_by_name() -> None:
    item = BalanceItem.model_validate(sample(BalanceItem) | {"unit_cost": None})
    linked = item.model_copy(update={"unit_cost": "verzuimdag-2023"})
    strange = item.model_copy(update={"unit_cost": "bestaat-niet"})
    plain, known, unknown = (
        approach(studies=(study(results=(result(items=(one,)),)),)) for one in (item, linked, strange)
    )
    assert only(differences(plain, known)).new == "Verzuimdag werknemer"
    assert only(differences(plain, unknown)).new == "bestaat-niet"


def test_a_unit_cost_is_called_as_it_is_now() -> None:
    item = BalanceItem.model_validate(sample(BalanceItem) | {"unit_cost": None})
    linked = item.model_copy(update={"unit_cost": "verzuimdag-2023"})
    plain, known = (approach(studies=(study(results=(result(items=(one,)),)),)) for one in (item, linked))
    assert only(differences(plain, known, {"verzuimdag-2023": "Een dag ziek"})).new == "Een dag ziek"


class TestUnitCosts:
    SOURCE = UnitCostSource(id="b1", text="De bron.", url="https://example.org/a")
    GROUP = UnitCostGroup(id="g1", name="Een uur hulp", explanation="Twee manieren.")

    def test_a_source_that_was_corrected_names_the_source_and_what_changed(self) -> None:
        corrected = self.SOURCE.model_copy(update={"url": "https://example.org/b"})
        change = only(differences(make_unit_cost(source=self.SOURCE), make_unit_cost(source=corrected)))
        assert change.label == "Bron kengetal b1 › Webadres"
        assert (change.old, change.new) == ("https://example.org/a", "https://example.org/b")

    def test_a_source_that_became_known_stands_there_in_full(self) -> None:
        old, new = make_unit_cost(source=NOT_ADOPTED), make_unit_cost(source=self.SOURCE)
        change = only(differences(old, new))
        assert (change.label, change.kind) == ("Bron", ChangeKind.CHANGED)
        assert change.old == "onbekend (nog niet overgenomen)"
        assert change.new == "Bron: De bron.\nWebadres: https://example.org/a"

    def test_a_group_comes_and_goes_as_a_whole(self) -> None:
        old, new = make_unit_cost(), make_unit_cost(group=self.GROUP)
        added, removed = only(differences(old, new)), only(differences(new, old))
        assert (added.label, added.kind, added.old) == ("Groep", ChangeKind.ADDED, None)
        assert (removed.kind, removed.old, removed.new) == (ChangeKind.REMOVED, added.new, None)
        assert "Een uur hulp" in str(added.new)

    def test_an_amount_shows_all_its_cents_and_a_year_no_point(self) -> None:
        old, new = make_unit_cost(), make_unit_cost(value=Decimal("1234.5"), price_year=2025)
        assert [(change.label, change.new) for change in differences(old, new)] == [
            ("Bedrag", "€\N{NO-BREAK SPACE}1.234,50"),
            ("Prijspeil", "2025"),
        ]

    def test_a_term_of_an_indicator_is_shown_by_its_label(self) -> None:
        old, new = make_indicator(), make_indicator(themes=(), unit=NOT_REPORTED)
        assert {(change.label, change.old) for change in differences(old, new)} == {
            ("Thema", "Eenzaamheid"),
            ("Eenheid", "aantal"),
        }


def test_unknown_is_never_shown_as_nothing() -> None:
    change = only(differences(approach(how="Zo."), approach(how=Unknown(reason=NOT_ADOPTED.reason))))
    assert change.new == "onbekend (nog niet overgenomen)"
