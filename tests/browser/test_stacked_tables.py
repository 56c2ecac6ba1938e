"""On a telephone a table with running text reads as a list of heads and values, side by side and apart."""

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.browser
PAGES = [
    "/aanpakken/mazl",
    "/meta",
    "/aanpakken/begeleide-maatschappelijke-opvang/rekenen?deelnemers=10&kosten=25.000&prijspeil=2025",
]
MEETING = """() => [...document.querySelectorAll(".mk-table--stapel td")]
  .filter(cell => cell.checkVisibility())
  .filter(cell => {
    const text = part => {
      const range = document.createRange();
      range.selectNodeContents(cell.querySelector(part));
      return range.getBoundingClientRect();
    };
    const [head, value, page] = [text(".mk-table__kop"), text(".mk-table__waarde"), document.documentElement];
    return !head.width || head.right > value.left || value.right > page.clientWidth;
  })
  .map(cell => cell.textContent)"""


@pytest.mark.parametrize("path", PAGES)
def test_heads_and_values_stand_beside_each_other_and_heads_are_for_narrow_screens_only(
    browser: Browser, site: str, path: str
) -> None:
    with browser.new_context(viewport=PHONE, base_url=site) as context:
        page = context.new_page()
        page.goto(path)
        assert page.locator(".mk-table--stapel td").count()
        assert page.evaluate(MEETING) == []
        page.set_viewport_size(DESKTOP)
        assert page.locator(".mk-table__kop:visible").count() == 0
