"""A browser without script: the form on a page as it would be sent."""

from collections.abc import Mapping, Sequence

from bs4 import BeautifulSoup, Tag
from fastapi.testclient import TestClient
from httpx2 import Response

from tests.app.html import soup

Values = dict[str, list[str]]


def form_on(page: str | BeautifulSoup, id: str = "formulier") -> Tag:
    """The form with an id."""
    found = (soup(page) if isinstance(page, str) else page).find("form", id=id)
    assert isinstance(found, Tag)
    return found


def values_of(form: Tag) -> Values:
    """What the form would send as it stands, without a button."""
    found: Values = {}
    for box in form.find_all(["input", "textarea", "select"]):
        name, kind = box.get("name"), box.get("type", "text")
        if not name or (kind in {"checkbox", "radio"} and not box.has_attr("checked")):
            continue
        if box.name == "textarea":
            value = str(box.get_text())
        elif box.name == "select":
            chosen = box.find("option", selected=True) or box.find("option")
            value = str(chosen.get("value", "")) if chosen else ""
        else:
            value = str(box.get("value", "on" if kind in {"checkbox", "radio"} else ""))
        found.setdefault(str(name), []).append(value)
    return found


def with_typed(values: Values, typed: Mapping[str, str | Sequence[str]]) -> Values:
    """The same with other texts in some boxes."""
    new = {name: [text] if isinstance(text, str) else list(text) for name, text in typed.items()}
    return {**values, **new}


class Editor:
    """Somebody who fills in forms without script, and counts what that takes."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.loads = 0
        self.sends = 0
        self.page = ""
        self.address = ""

    def open(self, address: str) -> str:
        """Load a page."""
        answer = self.client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        self.loads += 1
        self.address, self.page = address, answer.text
        return answer.text

    def send(self, typed: Mapping[str, str | Sequence[str]], after: str = "", *, fails: int = 0) -> Response:
        """Fill in some boxes, press a button, and land where that leads."""
        form = form_on(self.page)
        data = with_typed(values_of(form), typed) | ({"daarna": [after]} if after else {})
        answer = self.client.post(str(form["action"]), data=data)
        self.sends += 1
        if fails:
            assert answer.status_code == fails
            self.page = answer.text
        else:
            assert answer.status_code == 303, _said(answer)
            self.open(answer.headers["location"].split("#")[0])
        return answer


def _said(answer: Response) -> str:
    """What a page that came back says is wrong."""
    summary = soup(answer.text).find(id="fouten")
    return f"{answer.status_code}: {summary.get_text(' ', strip=True) if summary else answer.text[:500]}"
