"""What holds for every answer: version, other sites, methods, formats, addresses, errors, caching."""

import gzip
import hashlib
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.api import create_api, mount_api
from app.api.negotiation import accepts_json
from app.settings import Settings
from app.state import lifespan

COLLECTIONS = [
    "/v1/aanpakken",
    "/v1/achtergrond",
    "/v1/werksoorten",
    "/v1/themas",
    "/v1/begrippenlijsten",
    "/v1/begrippen",
    "/v1/kengetallen",
    "/v1/gemeenten",
    "/v1/kpis",
    "/v1/gegevenswoordenboek",
    "/v1/schema/aanpak",
    "/v1/schema/achtergrond",
    "/v1/openapi.json",
]
PROBLEMS = [
    ("GET", "/v1/bestaat-niet", {}, 404),
    ("GET", "/v1/aanpakken/bestaat-niet", {}, 404),
    ("GET", "/v1/aanpakken?pagina=0", {}, 400),
    ("POST", "/v1/aanpakken", {}, 405),
    ("DELETE", "/v1/themas", {}, 405),
    ("GET", "/v1/themas", {"Accept": "text/html"}, 406),
]


@pytest.mark.parametrize("path", COLLECTIONS)
def test_every_resource_answers_in_json_with_the_version_of_the_api(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["api-version"] == "1.0.0"


@pytest.mark.parametrize("path", COLLECTIONS)
def test_every_site_may_read_but_never_with_credentials(client: TestClient, path: str) -> None:
    headers = client.get(path, headers={"Origin": "https://example.org"}).headers
    assert headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in headers
    exposed = {name.strip() for name in headers["access-control-expose-headers"].split(",")}
    assert {"API-Version", "ETag", "Link"} <= exposed


@pytest.mark.parametrize(("method", "path", "headers", "status"), PROBLEMS)
def test_every_error_is_a_problem_in_dutch_with_the_common_headers(
    client: TestClient, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    answer = client.request(method, path, headers=headers)
    body = answer.json()
    assert answer.status_code == body["status"] == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["api-version"] == "1.0.0"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert {"type", "title", "status", "detail", "instance"} <= body.keys()
    assert body["instance"] == path.partition("?")[0]


@pytest.mark.parametrize("path", [*COLLECTIONS, "/v1/bestaat-niet"])
def test_security_headers_stand_on_every_answer(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "max-age" in headers["strict-transport-security"]
    assert "set-cookie" not in headers


@pytest.mark.parametrize("path", [*COLLECTIONS, "/v1/aanpakken/bestaat-niet"])
def test_a_slash_at_the_end_leads_nowhere(client: TestClient, path: str) -> None:
    answer = client.get(f"{path}/")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("address", ["/v1", "/v1/"])
def test_the_root_answers_with_and_without_a_slash(own_settings: Settings, address: str) -> None:
    app = FastAPI(lifespan=lifespan(own_settings))
    mount_api(app, own_settings)
    with TestClient(app, follow_redirects=False) as visitor:
        answer = visitor.get(address)
        assert answer.status_code == 200
        assert answer.json()["_links"]["self"]["href"].endswith("/v1")
        assert 'rel="service-desc"' in answer.headers["link"]


def test_a_line_break_in_an_address_is_a_problem_as_well(own_settings: Settings) -> None:
    app = FastAPI(lifespan=lifespan(own_settings))
    mount_api(app, own_settings)
    with TestClient(app, follow_redirects=False) as visitor:
        answer = visitor.get("/v1/aanpakken/%0Aonzin")
        assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
        assert visitor.get("/v10/aanpakken").headers["content-type"] == "application/json"
        assert "api-version" not in visitor.get("/v10/aanpakken").headers


def test_every_address_in_the_root_leads_somewhere(client: TestClient) -> None:
    links = client.get("/v1/").json()["_links"]
    paths = [link["href"].partition("8000")[2] for name, link in links.items() if name != "self"]
    assert len(paths) == len(COLLECTIONS)
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE"])
def test_another_method_says_which_ones_are_allowed(client: TestClient, method: str) -> None:
    answer = client.request(method, "/v1/aanpakken")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"


def test_another_method_at_an_address_that_does_not_exist_is_not_found(client: TestClient) -> None:
    assert client.post("/v1/bestaat-niet").status_code == 404
    assert client.options("/v1/bestaat-niet").status_code == 404


def test_a_preflight_is_answered(client: TestClient) -> None:
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "GET"}
    answer = client.options("/v1/aanpakken", headers=asked)
    assert answer.status_code == 204
    assert answer.headers["allow"] == answer.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in answer.headers["access-control-allow-headers"]
    assert answer.headers["api-version"] == "1.0.0"


@pytest.mark.parametrize("path", [*COLLECTIONS, "/v1/bestaat-niet"])
def test_head_gives_the_headers_of_get_without_a_body(client: TestClient, path: str) -> None:
    head, get = client.head(path), client.get(path)
    assert head.content == b""
    assert head.status_code == get.status_code
    assert head.headers.get("etag") == get.headers.get("etag")
    assert head.headers["content-type"] == get.headers["content-type"]


@pytest.mark.parametrize(
    ("accept", "taken"),
    [
        ("", True),
        ("*/*", True),
        ("application/*", True),
        ("application/json", True),
        ("Application/JSON; charset=utf-8", True),
        ("text/html, application/xhtml+xml, */*;q=0.8", True),
        ("text/html", False),
        ("application/ld+json", False),
        ("application/json;q=0", False),
        ("application/json; q=0.000, */*", False),
        ("application/*;q=0, */*", False),
        ("*/*;q=0, application/json", True),
        ("*/*;q=0", False),
        (" , ", True),
        ("onzin", False),
    ],
)
def test_the_most_specific_range_decides_whether_json_is_taken(accept: str, taken: bool) -> None:
    assert accepts_json(accept) is taken


def test_a_client_that_does_not_take_json_is_told_what_there_is(client: TestClient) -> None:
    answer = client.get("/v1/aanpakken", headers={"Accept": "text/csv"})
    assert answer.status_code == 406
    assert "application/json" in answer.json()["detail"]


@pytest.mark.parametrize("path", COLLECTIONS)
@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_an_answer_that_was_fetched_before_is_not_sent_again(
    client: TestClient, path: str, encoding: str
) -> None:
    headers = {"Accept-Encoding": encoding}
    first = client.get(path, headers=headers)
    again = client.get(path, headers={**headers, "If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["api-version"] == "1.0.0"
    assert first.headers["cache-control"] == "no-cache"


def test_a_packed_answer_has_an_entity_tag_of_its_own(client: TestClient) -> None:
    packed = client.get("/v1/themas", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/v1/themas", headers={"Accept-Encoding": "identity"})
    assert packed.headers["etag"] != plain.headers["etag"]
    assert packed.content == plain.content
    assert "Accept-Encoding" in plain.headers["vary"]


def test_another_question_has_another_entity_tag(client: TestClient) -> None:
    first, second = client.get("/v1/aanpakken"), client.get("/v1/aanpakken?pagina=2")
    assert first.headers["etag"] != second.headers["etag"]


@pytest.mark.parametrize("path", [path for path in COLLECTIONS if path != "/v1/aanpakken"])
def test_an_unknown_query_parameter_is_refused_everywhere(client: TestClient, path: str) -> None:
    answer = client.get(path, params={"onbekend": "1"})
    assert answer.status_code == 400
    assert [(fault["in"], fault["name"]) for fault in answer.json()["errors"]] == [("query", "onbekend")]


def test_an_unexpected_error_is_a_problem_that_gives_nothing_away(own_settings: Settings) -> None:
    app = FastAPI(lifespan=lifespan(own_settings))
    edge = create_api(own_settings)
    app.mount("/v1", edge)
    with TestClient(app, raise_server_exceptions=False) as visitor:
        visitor.app_state["index"] = None
        answer = visitor.get("/v1/themas")
    body: dict[str, Any] = answer.json()
    assert answer.status_code == body["status"] == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["api-version"] == "1.0.0"
    assert "NoneType" not in answer.text


def test_the_stored_document_is_what_its_hash_says(client: TestClient, slugs: list[str]) -> None:
    path = f"/v1/aanpakken/{slugs[0]}/versies/1"
    content_hash = client.get(path).json()["hash"]
    plain = client.get(f"{path}/document", headers={"Accept-Encoding": "identity"})
    assert hashlib.sha256(plain.content).hexdigest() == content_hash
    assert plain.headers["etag"] == f'"{content_hash}"'
    assert "immutable" in plain.headers["cache-control"]
    with client.stream("GET", f"{path}/document", headers={"Accept-Encoding": "gzip"}) as packed:
        assert gzip.decompress(b"".join(packed.iter_raw())) == plain.content
        assert packed.headers["etag"] == f'"{content_hash}-gzip"'
