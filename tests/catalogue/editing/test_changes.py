"""What a reviewer sees of a concept: per part, moved lines as moved, numbers with how far they are apart."""

import copy
from decimal import Decimal
from typing import Any

import pytest

from catalogue.differences import Change, differences
from catalogue.documents import Approach
from catalogue.editing import working
from catalogue.editing.changes import NOT_FINISHED, changes, id_path
from catalogue.editing.paths import find
from catalogue.kinds import Kind
from catalogue.parts import Organisation
from catalogue.vocabulary import ItemKind, Party, Role
from tests.builders import make_approach, make_figure, make_item, make_publication, make_result, make_study

Text = dict[str, Any]


def text_of(document: Any) -> Text:
    return working.of(document)


def found(before: Any, after: Any) -> list[Change]:
    kind = Kind.APPROACH if isinstance(before, Approach) else Kind.BACKGROUND
    result = changes(kind, text_of(before), after if isinstance(after, dict) else text_of(after))
    return [change for group in result.groups for change in group.changes]


def with_items(*names: str) -> Approach:
    items = tuple(
        make_item(ItemKind.BENEFIT, Party.MUNICIPALITY, make_figure(100), id=name, name=name)
        for name in names
    )
    return make_approach(studies=(make_study(results=(make_result(items=items),)),))


def test_a_line_that_moved_is_said_to_have_moved_and_nothing_else() -> None:
    (change,) = found(with_items("a", "b", "c"), with_items("c", "a", "b"))
    assert (change.is_move, change.aside) == (True, "Verplaatst van plek 3 naar plek 1.")
    assert change.place == "onderzoeken/o1/uitkomsten/u1/posten/c"


def test_visitors_do_not_see_moves() -> None:
    assert differences(with_items("a", "b"), with_items("b", "a")) == ()


def test_a_line_that_moved_and_changed_is_said_to_have_done_both() -> None:
    after = text_of(with_items("c", "a", "b"))
    line = after["onderzoeken"][0]["uitkomsten"][0]["posten"][0]
    line["bedrag"]["midden"] = "150"
    moved, amount = found(with_items("a", "b", "c"), after)
    assert moved.is_move
    assert amount.place == "onderzoeken/o1/uitkomsten/u1/posten/c/bedrag"
    assert amount.aside.replace("\u00a0", " ") == "€ 50 meer (50%)"


def test_a_line_that_came_in_between_moves_nothing() -> None:
    (change,) = found(with_items("a", "b"), with_items("new", "a", "b"))
    assert (change.kind.value, change.is_part, change.is_move) == ("toegevoegd", True, False)


def test_words_in_another_order_are_seen() -> None:
    before, after = (
        make_approach(working_elements=("een", "twee")),
        make_approach(working_elements=("twee", "een")),
    )
    (change,) = found(before, after)
    assert (change.old, change.new, change.aside) == ("een; twee", "twee; een", "De volgorde is anders.")


def test_changes_stand_under_the_part_they_are_in() -> None:
    after = make_approach(
        name="Anders",
        studies=(make_study(conclusion="Anders.", results=(make_result(costs=make_figure(1)),)),),
    )
    result = changes(Kind.APPROACH, text_of(make_approach()), text_of(after))
    study = "Onderzoek ‘Kosten en baten van jongerenwerk’"
    assert [(group.heading, group.place) for group in result.groups] == [
        ("", ""),
        (f"{study} › Uitkomst ‘Hoofduitkomst’", "onderzoeken/o1/uitkomsten/u1"),
        (study, "onderzoeken/o1"),
    ]
    assert result.count == 3


def test_a_new_page_is_all_additions() -> None:
    document = make_approach(organisations=(Organisation(name="Stichting", role=Role.OWNER),))
    result = changes(Kind.APPROACH, None, text_of(document))
    first = result.groups[0]
    assert first.heading == ""
    assert {"naam", "samenvatting", "themas"} <= {change.place for change in first.changes}
    assert "organisaties/Stichting" in result.places()
    assert "onderzoeken/o1/uitkomsten/u1" in result.places()
    assert {change.kind.value for group in result.groups for change in group.changes} == {"toegevoegd"}


def test_a_background_publication_has_one_study() -> None:
    after = make_publication(study=make_study(conclusion="Anders."))
    (change,) = found(make_publication(), after)
    assert change.place == "onderzoek/conclusie"


@pytest.mark.parametrize("document", [make_approach(), make_publication(), with_items("a", "b")])
def test_every_place_is_one_that_can_be_found(document: Any) -> None:
    kind = Kind.APPROACH if isinstance(document, Approach) else Kind.BACKGROUND
    text = text_of(document)
    for place in changes(kind, None, text).places():
        find(type(document), text, place)


def test_an_unfinished_part_is_not_called_removed() -> None:
    after = copy.deepcopy(text_of(with_items("a", "b")))
    del after["onderzoeken"][0]["uitkomsten"][0]["posten"][1]["soort"]
    result = changes(Kind.APPROACH, text_of(with_items("a", "b")), after)
    (change,) = [change for group in result.groups for change in group.changes]
    assert (change.kind.value, change.aside) == ("gewijzigd", NOT_FINISHED)
    assert len(result.left_out) == 1


def test_what_is_missing_has_no_made_up_value() -> None:
    after = text_of(make_approach())
    del after["laatst_gecontroleerd_op"]
    (change,) = found(make_approach(), after)
    assert change.new == "nog niet ingevuld"


def test_a_page_with_nothing_but_a_name_can_be_read() -> None:
    result = changes(Kind.APPROACH, None, {"naam": "Buurtkamer"})
    assert [change.new for change in result.groups[0].changes] == ["Buurtkamer"]


def test_places_of_rules_are_written_by_ids() -> None:
    text = text_of(with_items("a", "b"))
    assert id_path(Approach, text, "onderzoeken.0.uitkomsten.0.posten.1.bedrag.midden") == (
        "onderzoeken/o1/uitkomsten/u1/posten/b/bedrag"
    )
    assert id_path(Approach, text, "onderzoeken.7.titel") == "onderzoeken"
    assert id_path(Approach, text, "") == ""


def test_an_amount_keeps_its_old_value_beside_the_new_one() -> None:
    after = make_approach(
        studies=(make_study(results=(make_result(costs=make_figure(Decimal("1200.50"))),)),)
    )
    (change,) = found(make_approach(), after)
    assert change.old is not None
    assert change.new is not None
    assert change.old.startswith("€\u00a01.000;")
    assert change.new.startswith("€\u00a01.200,50;")
    assert change.aside.replace("\u00a0", " ") == "€ 200,50 meer (20%)"
