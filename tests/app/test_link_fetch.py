"""Opening web addresses: politely, and never a machine of our own network."""

import socket
from collections.abc import Iterator

import pytest

from app.link_fetch import MOST_HOPS, Fetcher, is_public
from catalogue.editing.links import Found
from tests.app.sites import Site, running_site


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as found:
        yield found


@pytest.fixture
def fetcher(site: Site) -> Iterator[Fetcher]:
    """One that may ask the site of the test, and nothing else."""
    found = Fetcher("proef/1.0", lambda address, port: (address, port) == ("127.0.0.1", site.port))
    yield found
    found.close()


def test_an_address_that_answers_is_asked_for_its_head_only(site: Site, fetcher: Fetcher) -> None:
    site.answer("/rapport.pdf", 200)
    assert fetcher.look(f"{site.base}/rapport.pdf#page=3") == Found(200)
    assert site.asked == [("HEAD", "/rapport.pdf")]
    assert site.headers[0]["User-Agent"] == "proef/1.0"
    assert site.headers[0]["Host"] == f"127.0.0.1:{site.port}"


@pytest.mark.parametrize("status", [403, 404, 405, 500, 501])
def test_where_asking_for_the_head_is_refused_the_page_is_asked_for(
    site: Site, fetcher: Fetcher, status: int
) -> None:
    site.answer("/x", status, "HEAD")
    site.answer("/x", 200, "GET")
    assert fetcher.look(f"{site.base}/x") == Found(200)
    assert [method for method, _ in site.asked] == ["HEAD", "GET"]


def test_a_page_that_is_gone_is_told_with_its_status(site: Site, fetcher: Fetcher) -> None:
    site.answer("/weg", 410)
    assert fetcher.look(f"{site.base}/weg") == Found(410)
    assert fetcher.look(f"{site.base}/nergens") == Found(404)


def test_an_address_that_moved_is_followed(site: Site, fetcher: Fetcher) -> None:
    site.answer("/oud", 301, Location="/tussen")
    site.answer("/tussen", 307, Location=f"{site.base}/nieuw?a=b")
    site.answer("/nieuw?a=b", 200)
    assert fetcher.look(f"{site.base}/oud") == Found(200)


def test_going_round_in_circles_ends(site: Site, fetcher: Fetcher) -> None:
    site.answer("/rond", 302, Location="/rond")
    assert fetcher.look(f"{site.base}/rond") == Found(None, "te_veel_doorverwijzingen")
    assert len(site.asked) == MOST_HOPS + 1


@pytest.mark.parametrize(
    "place",
    [
        "http://127.0.0.1:1/",
        "http://localhost/",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
    ],
)
def test_a_site_cannot_send_us_on_into_our_own_network(site: Site, fetcher: Fetcher, place: str) -> None:
    site.answer("/val", 302, Location=place)
    found = fetcher.look(f"{site.base}/val")
    assert found.status is None
    assert found.error in {"niet_toegestaan", "ongeldig_adres"}
    assert site.asked == [("HEAD", "/val")]


@pytest.mark.parametrize(
    ("address", "port", "may"),
    [
        ("93.184.215.14", 443, True),
        ("93.184.215.14", 80, True),
        ("93.184.215.14", 8080, False),
        ("93.184.215.14", 22, False),
        ("127.0.0.1", 80, False),
        ("10.1.2.3", 443, False),
        ("172.16.0.1", 443, False),
        ("192.168.1.1", 80, False),
        ("169.254.169.254", 80, False),
        ("100.64.0.1", 80, False),
        ("0.0.0.0", 80, False),  # noqa: S104
        ("224.0.0.1", 80, False),
        ("255.255.255.255", 80, False),
        ("::1", 80, False),
        ("::", 80, False),
        ("fe80::1", 80, False),
        ("fd00::1", 443, False),
        ("::ffff:127.0.0.1", 80, False),
        ("::ffff:10.0.0.1", 80, False),
        ("2002:7f00:1::", 80, False),
        ("64:ff9b::7f00:1", 80, False),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", 443, True),
    ],
)
def test_on_the_live_site_only_the_internet_is_asked_on_its_ordinary_ports(
    address: str, port: int, may: bool
) -> None:
    assert is_public(address, port) is may


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://localhost/",
        "http://[::ffff:127.0.0.1]/",
        "https://127.0.0.1:8000/",
    ],
)
def test_no_way_of_writing_our_own_machine_gets_there(url: str) -> None:
    fetcher = Fetcher("proef/1.0")
    assert fetcher.look(url).error in {"niet_toegestaan", "geen_adres", "ongeldig_adres"}
    fetcher.close()


@pytest.mark.parametrize(
    "url", ["", "onzin", "http://", "http://[kapot/", "http://a:99999/", "https://\x00/"]
)
def test_an_address_that_is_none_is_said_so(fetcher: Fetcher, url: str) -> None:
    found = fetcher.look(url)
    assert found.status is None
    assert found.error in {"ongeldig_adres", "geen_adres", "niet_toegestaan"}


def test_a_site_that_is_not_there_is_a_fault_and_no_crash() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        fetcher = Fetcher("proef/1.0", lambda *_: True)
        assert fetcher.look(f"http://127.0.0.1:{port}/") == Found(None, "geen_verbinding")
        assert fetcher.look(f"https://127.0.0.1:{port}/").status is None
        fetcher.close()


@pytest.mark.parametrize(
    ("status", "fine"), [(200, True), (301, True), (403, True), (429, True), (404, False), (500, False)]
)
def test_a_site_that_only_turns_programs_away_is_not_broken(status: int, fine: bool) -> None:
    assert Found(status).is_fine is fine
