"""What is kept in memory: the most recently used, made once."""

import pytest

from app.recent import Recent


def test_what_was_used_longest_ago_goes_first_and_looking_counts_as_use() -> None:
    kept: Recent[str] = Recent(2)
    for key in ("a", "b"):
        kept.get(key, lambda key=key: key)  # type: ignore[misc]
    assert kept.peek("a") == "a"
    kept.get("c", lambda: "c")
    assert (kept.peek("a"), kept.peek("b"), kept.peek("c")) == ("a", None, "c")
    assert len(kept) == 2


def test_what_is_cleared_is_made_anew() -> None:
    kept: Recent[int] = Recent(2)
    kept.get("a", lambda: 1)
    kept.clear()
    assert len(kept) == 0
    assert kept.get("a", lambda: 2) == 2


def test_what_cannot_be_made_is_not_kept() -> None:
    kept: Recent[int] = Recent(2)
    with pytest.raises(ZeroDivisionError):
        kept.get("a", lambda: 1 // 0)
    assert kept.peek("a") is None
