"""The security headers of METHOD B8 on every answer, once, and no writing from another site."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from app.database import make_engine
from app.main import create_app
from app.migrating import migrate
from app.security import REFUSED, SecurityHeaders, policy, same_origin_only
from app.settings import Settings

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
EXPECTED = {
    "content-security-policy": CSP,
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


def own(request: Request) -> Response:
    return PlainTextResponse(
        "eigen", headers={"Content-Security-Policy": "default-src 'self'", "X-Eigen": "1"}
    )


async def talk(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text("hallo")
    await socket.close()


@pytest.fixture
def bare() -> TestClient:
    """A tiny application behind both guards."""
    routes = [Route("/", own, methods=["GET", "POST", "PUT", "DELETE"]), WebSocketRoute("/socket", talk)]
    return TestClient(SecurityHeaders(same_origin_only(Starlette(routes=routes))))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The site without entries, with one page that breaks."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("leeg"), database_url="")
    engine = make_engine(settings)
    migrate(engine)
    engine.dispose()
    app: FastAPI = create_app(settings)

    @app.get("/stuk")
    def broken() -> None:
        raise RuntimeError("geheim pad /etc/wachtwoorden")

    with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as client:
        yield client


def test_the_headers_are_exactly_those_of_the_method() -> None:
    assert {name.lower(): value for name, value in policy().headers.items()} == EXPECTED


PATHS = [
    "/", "/aanpakken", "/aanpakken.csv", "/nergens", "/aanpakken/bestaat-niet", "/v1/aanpakken",
    "/v1/nergens", "/static/nergens.css", "/stuk", "/aanpakken?pagina=999999&thema=onzin",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_every_header_once_errors_included(site: TestClient, path: str) -> None:
    found = site.get(path).headers.multi_items()
    for name, value in EXPECTED.items():
        assert [one for key, one in found if key.lower() == name] == [value], name


def test_a_broken_page_says_so_in_dutch_and_gives_nothing_away(site: TestClient) -> None:
    response = site.get("/stuk")
    assert response.status_code == 500
    assert "Er ging iets mis bij ons" in response.text
    assert "geheim" not in response.text
    assert "Traceback" not in response.text


@pytest.mark.parametrize("path", ["/", "/aanpakken", "/nergens", "/v1/aanpakken"])
def test_no_public_answer_sets_a_cookie_or_names_the_program(site: TestClient, path: str) -> None:
    headers = site.get(path).headers
    assert not {"set-cookie", "server", "x-powered-by"} & headers.keys()


@pytest.mark.parametrize(
    "weak", ["unsafe-inline", "unsafe-eval", "unsafe-hashes", "data:", "http:", "https:", "*"]
)
def test_the_policy_has_no_weak_spot(weak: str) -> None:
    assert weak not in CSP
    assert weak not in policy().headers["Content-Security-Policy"]


def test_a_header_that_the_answer_has_itself_is_kept_and_not_doubled(bare: TestClient) -> None:
    found = bare.get("/").headers.multi_items()
    assert [one for key, one in found if key == "content-security-policy"] == ["default-src 'self'"]
    assert [one for key, one in found if key == "x-eigen"] == ["1"]
    names = [key for key, _ in found]
    assert all(names.count(name) == 1 for name in EXPECTED)


def test_guarding_twice_changes_nothing() -> None:
    app = SecurityHeaders(SecurityHeaders(Starlette(routes=[Route("/", own)])))
    names = [key for key, _ in TestClient(app).get("/").headers.multi_items()]
    assert all(names.count(name) == 1 for name in EXPECTED)


def test_what_is_no_web_page_passes_untouched(bare: TestClient) -> None:
    with bare.websocket_connect("/socket") as socket:
        assert socket.receive_text() == "hallo"


FOREIGN = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://kwaad.example"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
@pytest.mark.parametrize("headers", FOREIGN)
def test_writing_from_another_site_is_refused_in_dutch(
    bare: TestClient, method: str, headers: dict[str, str]
) -> None:
    response = bare.request(method, "/", headers=headers)
    assert (response.status_code, response.text) == (403, REFUSED)
    assert response.headers["content-security-policy"] == CSP


@pytest.mark.parametrize(
    "headers",
    [{}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}, {"Origin": "http://testserver"}],
)
def test_writing_from_the_site_itself_passes(bare: TestClient, headers: dict[str, str]) -> None:
    assert bare.post("/", headers=headers).status_code == 200


@pytest.mark.parametrize("headers", FOREIGN)
def test_reading_from_another_site_passes(bare: TestClient, headers: dict[str, str]) -> None:
    assert bare.get("/", headers=headers).status_code == 200


def test_the_site_itself_refuses_writing_from_another_site(site: TestClient) -> None:
    for path in ("/", "/aanpakken", "/nergens"):
        assert site.post(path, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
