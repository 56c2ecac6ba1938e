"""Reading the pages of comparisons in tests."""

from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from tests.app.html import faults, soup


class Asked(dict[str, list[str]]):
    """Query parameters that may occur more than once."""

    def getlist(self, key: str) -> list[str]:
        """All values of one name."""
        return self.get(key, [])


def text(page: BeautifulSoup, selector: str) -> str:
    """The words of the first element that a selector finds."""
    found = page.select_one(selector)
    assert found is not None, selector
    return " ".join(found.get_text(" ").split())


def chosen(page: BeautifulSoup) -> list[str]:
    """The names of what stands side by side, in order."""
    return [" ".join(name.get_text().split()) for name in page.select(".mk-choice__name")]


def messages(page: BeautifulSoup) -> str:
    """The words of all notices."""
    return " ".join(notice.get_text(" ") for notice in page.select(".mk-notice"))


def asked(client: TestClient, address: str) -> BeautifulSoup:
    """The page at an address, sound as HTML."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert faults(answer.text) == []
    return soup(answer.text)
