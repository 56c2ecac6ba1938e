"""Taking a form into a part: what you typed, what stood there, and what somebody else made of it."""

from typing import Any

from app.editing.fields import fields_of
from app.editing.reading import Context
from app.editing.saving import BASIS, CHOICE, Outcome, basis_of, next_basis, read_basis, shown, take
from app.editing.saving import fingerprint as text_of
from app.editing.typed import Typed
from app.editing.views import typed_part
from catalogue.documents import Study
from catalogue.editing.paths import ABSENT

FIELDS = fields_of(Study)
STUDY = {"id": "o1", "titel": "Oud", "jaar": 2019, "methode": "mkba", "bureaus": ["LPBL"]}


def opened(part: dict[str, Any], **typed: str | list[str]) -> Typed:
    """The form of a part as it was opened, with other texts in some boxes."""
    boxes = {
        field.name: [""] for field in FIELDS if field.widget.value in {"regel", "tekst", "regels", "getal"}
    }
    boxes |= typed_part(FIELDS, part)
    boxes |= {name: [text] if isinstance(text, str) else text for name, text in typed.items()}
    return boxes | {BASIS: [basis_of(FIELDS, part)]}


def taken(posted: Typed, stored: dict[str, Any]) -> Outcome:
    return take(FIELDS, posted, stored, Context())


def test_a_form_that_nobody_touched_changes_nothing() -> None:
    outcome = taken(opened(STUDY), STUDY)
    assert outcome == Outcome(part=STUDY)


def test_what_only_you_changed_is_taken() -> None:
    outcome = taken(opened(STUDY, titel="Nieuw"), STUDY)
    assert outcome.part == STUDY | {"titel": "Nieuw"}
    assert not outcome.pending


def test_what_only_somebody_else_changed_stays() -> None:
    theirs = STUDY | {"jaar": 2021, "methode": "sroi"}
    outcome = taken(opened(STUDY, titel="Nieuw"), theirs)
    assert outcome.part == theirs | {"titel": "Nieuw"}
    assert not outcome.clashes


def test_the_same_change_twice_is_no_clash() -> None:
    assert not taken(opened(STUDY, titel="Nieuw"), STUDY | {"titel": "Nieuw"}).clashes


def test_two_changes_of_one_field_clash_and_nothing_is_chosen() -> None:
    theirs = STUDY | {"titel": "Hun titel"}
    outcome = taken(opened(STUDY, titel="Mijn titel", jaar="2020"), theirs)
    assert outcome.part == theirs | {"jaar": 2020}
    clash = outcome.clashes["titel"]
    assert (clash.theirs, clash.mine) == ("Hun titel", "Mijn titel")


def choose(which: str, seen: object = "Hun titel", now: str = "Hun titel") -> Outcome:
    title = next(field for field in FIELDS if field.name == "titel")
    posted = opened(STUDY, titel="Mijn titel")
    posted |= {f"{CHOICE}.titel": [which], shown(title): [text_of(seen)]}
    return taken(posted, STUDY | {"titel": now})


def test_a_clash_ends_as_the_person_chose() -> None:
    assert choose("mijn").part["titel"] == "Mijn titel"
    assert choose("hun").part["titel"] == "Hun titel"


def test_a_choice_for_a_text_that_changed_again_is_asked_again() -> None:
    outcome = choose("mijn", now="Nog anders")
    assert "titel" in outcome.clashes
    assert outcome.part["titel"] == "Nog anders"


def test_what_cannot_be_read_is_not_stored_and_the_rest_is() -> None:
    outcome = taken(opened(STUDY, titel="Nieuw", jaar="ergens in 2019"), STUDY)
    assert outcome.part == STUDY | {"titel": "Nieuw"}
    assert set(outcome.faults) == {"jaar"}


def test_names_that_the_class_does_not_have_are_ignored() -> None:
    posted = opened(STUDY, titel="Nieuw", id="o9", uitkomsten="x", slug="weg", is_admin="ja")
    posted[BASIS] = [
        basis_of(FIELDS, STUDY).replace("{", '{"id":["o1"],"uitkomsten":[],"slug":[],"is_admin":[],', 1)
    ]
    assert taken(posted, STUDY).part == STUDY | {"titel": "Nieuw"}


def test_a_basis_that_was_tampered_with_never_ends_up_in_the_text() -> None:
    posted = opened(STUDY)
    posted[BASIS] = ['{"titel":[{"onbekend":"x","extra":["<b>"]}],"jaar":["kwaad"]}']
    outcome = taken(posted, STUDY)
    assert outcome.part == STUDY


def test_without_a_basis_nothing_is_taken() -> None:
    for basis in ("", "geen json", "[]", "null", '{"titel":"x"}'):
        posted = opened(STUDY, titel="Nieuw") | {BASIS: [basis]}
        assert taken(posted, STUDY).part == STUDY


def test_a_box_that_did_not_come_over_is_no_empty_box() -> None:
    posted = opened(STUDY, jaar="2020")
    del posted["titel"]
    assert taken(posted, STUDY).part == STUDY | {"jaar": 2020}


def test_an_open_form_remembers_what_was_stored_and_not_what_others_did() -> None:
    posted = opened(STUDY, titel="Nieuw", jaar="fout")
    outcome = taken(posted, STUDY | {"methode": "sroi"})
    basis = read_basis({BASIS: [next_basis(posted, outcome)]})
    assert (basis["titel"], basis["jaar"], basis["methode"]) == ("Nieuw", 2019, "mkba")
    assert basis["conclusie"] is ABSENT
    again = taken(posted | {BASIS: [next_basis(posted, outcome)]}, outcome.part)
    assert again.part["methode"] == "sroi"


def test_a_field_can_be_emptied() -> None:
    outcome = taken(opened(STUDY, titel="", jaar="", bureaus=""), STUDY)
    assert outcome.part == {"id": "o1", "methode": "mkba", "bureaus": []}
