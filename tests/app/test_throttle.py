"""Not too many tries: per name and key, in a moving window."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from fastapi import Request
from limits import RateLimitItemPerHour, RateLimitItemPerMinute

from app.throttle import LIMITS, Throttle, TooManyTries, client_of, duration

AT = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


def three_a_minute() -> Throttle:
    return Throttle({"deur": (RateLimitItemPerMinute(3), RateLimitItemPerHour(4))})


def test_a_try_too_many_is_refused_until_the_first_has_passed() -> None:
    with time_machine.travel(AT, tick=False) as clock:
        throttle = three_a_minute()
        for _ in range(3):
            throttle.check("deur", "kees")
            clock.shift(10)
        with pytest.raises(TooManyTries) as refused:
            throttle.check("deur", "kees")
        assert refused.value.seconds == 30
        throttle.check("deur", "ans")
        clock.shift(refused.value.seconds + 1)
        throttle.check("deur", "kees")


def test_refused_tries_do_not_make_it_last_longer_and_the_longest_wait_counts() -> None:
    with time_machine.travel(AT, tick=False) as clock:
        throttle = three_a_minute()
        for _ in range(4):
            throttle.check("deur", "kees")
            clock.shift(61)
        for _ in range(5):
            with pytest.raises(TooManyTries) as refused:
                throttle.check("deur", "kees")
        assert refused.value.seconds == 3600 - 4 * 61
        clock.shift(refused.value.seconds + 1)
        throttle.check("deur", "kees")


def test_after_a_right_try_counting_begins_anew() -> None:
    throttle = three_a_minute()
    for _ in range(3):
        throttle.check("deur", "kees")
    throttle.forget("deur", "kees")
    throttle.check("deur", "kees")


@pytest.mark.parametrize("name", LIMITS)
def test_every_name_has_a_limit(name: str) -> None:
    throttle = Throttle()
    for _ in range(min(item.amount for item in LIMITS[name])):
        throttle.check(name, "x")
    with pytest.raises(TooManyTries) as refused:
        throttle.check(name, "x")
    assert "Wacht" in refused.value.sentence


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1, "een minuut"), (60, "een minuut"), (61, "2 minuten"), (7000, "117 minuten"), (7300, "3 uur")],
)
def test_how_long_to_wait_is_told_in_words(seconds: int, words: str) -> None:
    assert duration(seconds) == words


def from_address(host: str | None) -> Request:
    return Request({"type": "http", "headers": [], "client": (host, 1) if host else None})


def test_one_household_with_many_addresses_counts_as_one() -> None:
    here, there = "2001:db8:1:2:aaaa::1", "2001:db8:1:2:bbbb::2"
    assert client_of(from_address(here)) == client_of(from_address(there))
    assert client_of(from_address(here)) != client_of(from_address("2001:db8:1:3::1"))
    assert client_of(from_address("192.0.2.1")) == client_of(from_address("::ffff:192.0.2.1"))
    assert client_of(from_address("testclient")) == "testclient"
    assert client_of(from_address(None)) == ""


def test_an_hour_is_an_hour() -> None:
    with time_machine.travel(AT, tick=False) as clock:
        throttle = Throttle({"deur": (RateLimitItemPerHour(1),)})
        throttle.check("deur", "kees")
        clock.shift(timedelta(minutes=59))
        with pytest.raises(TooManyTries):
            throttle.check("deur", "kees")
