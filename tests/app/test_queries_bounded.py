"""Pages ask the database a number of questions that does not grow with what they show."""

import pytest
from fastapi.testclient import TestClient

from tests.counting import statements


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/", 4),
        ("/aanpakken", 4),
        ("/aanpakken?q=schulden", 4),
        ("/aanpakken/gezinshuizen", 8),
        ("/aanpakken/housing-first", 8),
        ("/themas/armoede-en-schulden", 5),
        ("/gemeenten", 2),
        ("/zoek/suggesties?q=schuld", 3),
        ("/aanpakken.csv", 3),
    ],
)
def test_a_page_asks_few_questions(client: TestClient, path: str, most: int) -> None:
    client.app_state["rendered"]._pages.clear()
    with statements(client.app_state["database"]) as asked:
        assert client.get(path).status_code == 200
    questions = [statement for statement in asked if not statement.startswith("BEGIN")]
    assert len(questions) <= most, questions
