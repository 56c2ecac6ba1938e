"""Passwords: which are refused and why, and how they are kept."""

import pytest
from argon2 import PasswordHasher

from app.passwords import LONGEST, SHORTEST, hash_of, objection, verify

GOOD = "drie grijze katten op zolder"


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "paardenbatterijnietje",
        "k7#Wq!zP0-vB",
        "üñîçø∂é zin met tekens",
        "   spaties tellen mee   ",
        "x9" * 3 + GOOD,
        "dragon" + "7f3kq0zzm1x9v2",
    ],
)
def test_any_long_enough_text_that_nobody_guesses_is_good(password: str) -> None:
    assert objection(password, name="Kees Kaptein", email="kees@example.org", site="MKBA-wijzer") is None


@pytest.mark.parametrize("password", ["", "kort", "elf tekens!"])
def test_a_short_password_is_refused_with_the_length(password: str) -> None:
    assert str(SHORTEST) in (objection(password) or "")


def test_a_very_long_password_is_refused_with_the_length() -> None:
    assert str(LONGEST) in (objection(GOOD * 10) or "")
    assert objection((GOOD * 10)[:LONGEST]) is None or len(GOOD * 10) < LONGEST


@pytest.mark.parametrize(
    "password",
    [
        "qwerty123456",
        "QWERTY123456",
        "1qaz2wsx3edc",
        "password12345",
        "aaaaaaaaaaaaaaaa",
        "welkom2026!!",
        "Wachtwoord123!",
        "Zomer2026!!!",
        "welkomwelkom",
        "abcdefghijklmnop",
    ],
)
def test_a_known_password_is_refused_and_a_better_kind_is_named(password: str) -> None:
    assert "bekende wachtwoorden" in (objection(password) or "")


@pytest.mark.parametrize(
    "password",
    [
        "kaptein op zolder 7",
        "de KAPTEIN is weg!!",
        "k.a.p.t.e.i.n. zolder",
        "jan-kees loopt weg",
        "MKBA-wijzer is leuk",
    ],
)
def test_a_password_that_says_whose_it_is_is_refused(password: str) -> None:
    wrong = objection(
        password, name="Kees Kaptein", email="jan-kees@example.org", site="MKBA-wijzer sociaal werk"
    )
    assert "uw naam" in (wrong or "")


def test_short_parts_of_a_name_do_not_spoil_a_sentence() -> None:
    assert objection("wij gaan de deur uit", name="Jo de Wit", email="jo@example.org") is None


def test_there_are_no_demands_on_kinds_of_characters() -> None:
    assert objection("alleenkleineletterszonderpunt") is None


def test_only_the_right_password_is_right() -> None:
    kept = hash_of(GOOD)
    assert kept.startswith("$argon2id$")
    assert GOOD not in kept
    assert verify(GOOD, kept) == (True, None)
    assert verify(GOOD + " ", kept) == (False, None)
    assert hash_of(GOOD) != kept


def test_a_password_kept_in_an_old_way_is_kept_anew() -> None:
    old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(GOOD)
    is_right, better = verify(GOOD, old)
    assert is_right
    assert better is not None
    assert verify(GOOD, better) == (True, None)
    assert verify("iets anders", old) == (False, None)


def test_without_an_account_the_same_work_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    from app import passwords

    done: list[str] = []
    real = passwords._hasher.verify

    def counted(word: str, kept: str) -> bool:
        done.append(kept[:10])
        return real(word, kept)

    monkeypatch.setattr(passwords._hasher, "verify", counted)
    assert verify(GOOD, None) == (False, None)
    assert verify("van niemand", None) == (False, None)
    assert verify("x" * (LONGEST + 1), hash_of(GOOD)) == (False, None)
    assert done == ["$argon2id$"] * 3
