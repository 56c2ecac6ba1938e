"""Rendered pages: made once, sent as they are, and never older than the catalogue."""

import gzip
import threading

import pytest
from fastapi import Request, Response
from hypothesis import given, settings
from hypothesis import strategies as st

from app.rendered import Rendered, RenderedPages, matches, send, wants_gzip

PAGE = Rendered.of("<p>Eén pagina</p>")


def request(**headers: str) -> Request:
    pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": "GET", "path": "/", "headers": pairs})


def sent(**headers: str) -> Response:
    return send(request(**headers), PAGE)


@given(st.text(alphabet=st.characters(codec="utf-8")))
@settings(max_examples=40)
def test_the_compressed_page_is_the_page_and_equal_pages_are_equal_bytes(text: str) -> None:
    page = Rendered.of(text)
    assert page.body.decode() == text
    assert gzip.decompress(page.zipped) == page.body
    assert Rendered.of(text) == page


def test_another_text_has_another_tag() -> None:
    assert Rendered.of("a").etag != Rendered.of("b").etag


def test_a_plain_page_has_its_tag_and_must_be_asked_for_again() -> None:
    response = sent()
    assert (response.status_code, response.body) == (200, PAGE.body)
    assert response.headers["etag"] == f'"{PAGE.etag}"'
    assert response.headers["cache-control"] == "no-cache"
    assert response.headers["vary"] == "Accept-Encoding, HX-Request"
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert "content-encoding" not in response.headers


def test_a_compressed_page_has_a_tag_of_its_own() -> None:
    response = sent(accept_encoding="br, gzip;q=0.8")
    assert gzip.decompress(bytes(response.body)) == PAGE.body
    assert response.headers["content-encoding"] == "gzip"
    assert response.headers["etag"] == f'"{PAGE.etag}-gzip"'
    assert response.headers["content-length"] == str(len(PAGE.zipped))


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("gzip", True),
        ("GZIP", True),
        ("deflate, gzip , br", True),
        ("gzip;q=0.001", True),
        ("gzip; q=0", False),
        ("gzip;q=0.000", False),
        ("br, gzip;q=0", False),
        ("x-gzipped", False),
        ("identity", False),
        ("", False),
    ],
)
def test_only_a_program_that_asks_for_gzip_gets_it(accepted: str, expected: bool) -> None:
    assert wants_gzip(accepted) is expected


@pytest.mark.parametrize("tag", ['"{}"', 'W/"{}"', '"iets-anders", "{}"', "*", '"x",W/"{}"'])
def test_who_has_the_page_gets_only_not_modified(tag: str) -> None:
    response = sent(if_none_match=tag.format(PAGE.etag))
    assert (response.status_code, response.body) == (304, b"")
    assert response.headers["etag"] == f'"{PAGE.etag}"'
    assert response.headers["vary"] == "Accept-Encoding, HX-Request"
    assert "content-encoding" not in response.headers


@pytest.mark.parametrize("tag", ['"anders"', "{}", '"{}-gzip"', "", '"'])
def test_who_has_another_page_gets_the_page(tag: str) -> None:
    assert sent(if_none_match=tag.format(PAGE.etag)).status_code == 200


def test_the_plain_and_the_compressed_page_are_not_taken_for_each_other() -> None:
    tag = f'"{PAGE.etag}"'
    assert sent(accept_encoding="gzip", if_none_match=tag).status_code == 200
    assert sent(accept_encoding="gzip", if_none_match=f'"{PAGE.etag}-gzip"').status_code == 304


def test_an_error_page_is_never_not_modified() -> None:
    response = send(request(if_none_match="*"), PAGE, status=410)
    assert (response.status_code, response.body) == (410, PAGE.body)


def test_without_a_condition_nothing_matches() -> None:
    assert not matches(None, '"a"')


@given(st.text(max_size=40))
def test_any_condition_is_judged_without_an_error(condition: str) -> None:
    assert matches(condition, '"abcdefghij"') == any(
        name.strip() in {"*", '"abcdefghij"', 'W/"abcdefghij"'} for name in condition.split(",")
    )


class Maker:
    """Makes a page, and counts how often it was asked to."""

    def __init__(self, text: str = "x") -> None:
        self.text = text
        self.times = 0

    def __call__(self) -> str:
        self.times += 1
        return f"{self.text}{self.times}"


def test_a_page_is_made_once_per_state() -> None:
    pages, make = RenderedPages(), Maker()
    assert pages.get("/a", 1, make) is pages.get("/a", 1, make)
    assert make.times == 1


def test_a_new_state_of_the_catalogue_or_another_path_makes_it_anew() -> None:
    pages, make = RenderedPages(), Maker()
    found = [pages.get(path, state, make).body for path, state in (("/a", 1), ("/a", 2), ("/b", 2))]
    assert found == [b"x1", b"x2", b"x3"]


def test_the_page_that_was_used_longest_ago_goes_first() -> None:
    pages, make = RenderedPages(capacity=2), Maker()
    for path in ("/a", "/b", "/a", "/c"):
        pages.get(path, 1, make)
    assert make.times == 3
    pages.get("/a", 1, make)
    assert make.times == 3
    pages.get("/b", 1, make)
    assert make.times == 4


@given(st.lists(st.integers(0, 9), max_size=40), st.integers(1, 4))
@settings(max_examples=40)
def test_there_are_never_more_pages_than_there_is_room_and_each_is_the_right_one(
    asked: list[int], room: int
) -> None:
    pages = RenderedPages(capacity=room)
    for number in asked:
        assert pages.get(f"/{number}", 1, lambda n=number: f"pagina {n}").body == b"pagina %d" % number  # type: ignore[misc]
        assert len(pages._pages) <= room


def test_a_page_that_cannot_be_made_is_not_kept() -> None:
    pages, make = RenderedPages(), Maker()

    def fails() -> str:
        raise LookupError

    with pytest.raises(LookupError):
        pages.get("/a", 1, fails)
    assert pages.get("/a", 1, make).body == b"x1"


def test_many_at_once_get_the_same_page() -> None:
    pages, start = RenderedPages(capacity=1), threading.Barrier(8)
    found: list[bytes] = []

    def ask() -> None:
        start.wait()
        found.append(pages.get("/a", 1, lambda: "gelijk").body)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [b"gelijk"] * 8
