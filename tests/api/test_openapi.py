"""The description of the API keeps the NL API Design Rules (METHOD B4) and is Dutch throughout."""

import re
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from fastapi.testclient import TestClient

from catalogue.documents import Approach, Publication

SEMVER = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
SEGMENT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*|\{[a-z]+\}")
CAMEL_CASE = re.compile(r"[a-z][a-z0-9]*([A-Z][a-z0-9]*)*")
PASCAL_CASE = re.compile(r"([A-Z][a-z0-9]*)+")
ENGLISH = re.compile(r"\b(the|and|with|which|response|validation|error|schema for)\b", re.IGNORECASE)
TEXT_KEYS = ("title", "description", "summary")
Description = dict[str, Any]


def operations(description: Description) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in description["paths"].items():
        for method, operation in item.items():
            assert method == "get"
            yield path, operation


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from nodes(part)
    elif isinstance(value, list):
        for part in value:
            yield from nodes(part)


def test_it_is_openapi_three_point_one_for_everyone(client: TestClient, description: Description) -> None:
    assert description["openapi"].startswith("3.1.")
    assert client.get("/v1/openapi.json").headers["access-control-allow-origin"] == "*"
    assert description["servers"][0]["url"] == "/v1"


def test_the_version_is_semantic_and_the_one_in_the_header(
    client: TestClient, description: Description
) -> None:
    version = description["info"]["version"]
    assert SEMVER.fullmatch(version)
    assert client.get("/v1/openapi.json").headers["api-version"] == version


def test_the_contact_has_a_name_an_address_and_a_page(description: Description) -> None:
    contact = description["info"]["contact"]
    assert contact["name"]
    assert contact["email"] == "redactie@example.org"
    assert contact["url"].endswith("/contact")


def test_paths_are_kebab_case_without_a_slash_at_the_end(description: Description) -> None:
    for path in description["paths"]:
        if path != "/":
            first, *segments = path.split("/")
            assert first == ""
            assert all(SEGMENT.fullmatch(segment) for segment in segments), path


def test_query_keys_are_camel_case_and_explained(description: Description) -> None:
    found = [one for _, operation in operations(description) for one in operation["parameters"]]
    assert {one["in"] for one in found} == {"query", "path", "header"}
    for one in found:
        assert one["description"]
        if one["in"] == "query":
            assert CAMEL_CASE.fullmatch(one["name"]), one["name"]


def test_every_operation_has_dutch_texts_one_tag_and_its_own_name(description: Description) -> None:
    tags = {tag["name"] for tag in description["tags"]}
    names = [operation["operationId"] for _, operation in operations(description)]
    assert len(names) == len(set(names))
    for path, operation in operations(description):
        assert operation["summary"], path
        assert operation["description"], path
        assert set(operation["tags"]) <= tags
        assert len(operation["tags"]) == 1


def test_every_answer_says_which_headers_it_carries(description: Description) -> None:
    for path, operation in operations(description):
        for status, response in operation["responses"].items():
            assert "API-Version" in response["headers"], (path, status)
            assert response["description"], (path, status)
            if status in {"200", "304"}:
                assert {"ETag", "Cache-Control"} <= response["headers"].keys()


def test_every_operation_tells_of_bad_questions_and_never_of_422(description: Description) -> None:
    for path, operation in operations(description):
        assert {"200", "304", "400", "406", "500"} <= operation["responses"].keys(), path
        assert "422" not in operation["responses"]
        if "{" in path:
            assert "404" in operation["responses"], path


def test_every_error_is_a_problem_with_status_title_and_detail(description: Description) -> None:
    problem = description["components"]["schemas"]["Probleem"]
    assert {"status", "title", "detail"} <= set(problem["required"])
    for _, operation in operations(description):
        for status, response in operation["responses"].items():
            if status >= "400":
                reference = {"$ref": "#/components/schemas/Probleem"}
                assert response["content"] == {"application/problem+json": {"schema": reference}}


def test_every_answer_has_a_schema_in_json(description: Description) -> None:
    for path, operation in operations(description):
        content = operation["responses"]["200"]["content"]
        assert content.keys() == {"application/json"}
        assert content["application/json"]["schema"], path


def test_every_reference_leads_somewhere_and_every_schema_is_used(description: Description) -> None:
    used = {node["$ref"] for node in nodes(description) if isinstance(node.get("$ref"), str)}
    defined = {f"#/components/schemas/{name}" for name in description["components"]["schemas"]}
    assert used == defined


def test_schemas_and_texts_are_dutch(description: Description) -> None:
    for name, schema in description["components"]["schemas"].items():
        assert PASCAL_CASE.fullmatch(name), name
        assert schema["description"], name
    texts = [node[key] for node in nodes(description) for key in TEXT_KEYS if isinstance(node.get(key), str)]
    assert len(texts) > 500
    assert [text for text in texts if ENGLISH.search(text)] == []


@pytest.mark.parametrize("model", [Approach, Publication])
def test_no_schema_keeps_its_english_name(
    description: Description, model: type[Approach | Publication]
) -> None:
    schemas = description["components"]["schemas"]
    assert model.__name__ not in schemas
    assert {"Aanpak", "Achtergrondpublicatie", "Onderzoek", "Uitkomst", "Post", "Bron"} <= schemas.keys()


def test_a_moment_carries_its_time_zone_and_a_date_no_time(description: Description) -> None:
    formats = [node["format"] for node in nodes(description) if isinstance(node.get("format"), str)]
    assert set(formats) == {"date", "date-time"}
    for node in nodes(description):
        properties = node.get("properties")
        if isinstance(properties, dict) and "datum" in properties:
            assert properties["datum"]["format"] == "date"


def test_an_amount_is_documented_as_exact_text(description: Description) -> None:
    middle = description["components"]["schemas"]["Cijfer"]["properties"]["midden"]
    kinds = {option["type"] for option in middle["anyOf"]}
    assert kinds == {"string", "null"}
    assert '"2.25"' in description["info"]["description"]
    assert not [node for node in nodes(description) if node.get("type") == "number"]


@pytest.mark.parametrize("name", ["aanpak", "achtergrond"])
def test_the_schema_of_a_document_fits_every_document(client: TestClient, name: str) -> None:
    schema = client.get(f"/v1/schema/{name}").json()
    assert schema["$id"].endswith(f"/v1/schema/{name}")
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    collection = "aanpakken" if name == "aanpak" else name
    rows = client.get(f"/v1/{collection}").json()["resultaten"]
    for row in rows:
        document = client.get(row["_links"]["self"]["href"]).json()["document"]
        assert list(validator.iter_errors(document)) == []
    assert not validator.is_valid({**document, "onbekende_sleutel": 1})
