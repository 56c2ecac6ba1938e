"""Texts in a picture fit in whatever font a reader has: Chromium draws them here with that of the machine."""

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

CUT_OFF = """() => [...document.querySelectorAll("text")]
  .filter(text => text.textContent.trim())
  .filter(text => {
    const box = text.getBoundingClientRect(), paper = document.documentElement.getBoundingClientRect();
    return box.left < paper.left - 1 || box.right > paper.right + 1;
  })
  .map(text => text.textContent)"""
OVERLAPPING = """() => {
  const texts = [...document.querySelectorAll("text")].filter(text => text.textContent.trim());
  const boxes = texts.map(text => text.getBoundingClientRect());
  // A font's box is higher than its letters; two lines of one text may touch.
  const meet = (one, other) => one.left < other.right && other.left < one.right
    && one.top + 4 < other.bottom - 4 && other.top + 4 < one.bottom - 4;
  return boxes.flatMap((one, place) => boxes.slice(place + 1)
    .map((other, ahead) => meet(one, other) ? [texts[place].textContent,
      texts[place + 1 + ahead].textContent] : null).filter(Boolean));
}"""
PAGES = [
    "/aanpakken/mazl",
    "/aanpakken/beheerde-speeltuinen",
    "/aanpakken/gezinshuizen",
    "/meta?methode=kba",
    "/meta?methode=sroi",
]


@pytest.mark.parametrize("path", PAGES)
def test_no_text_is_cut_off_or_runs_into_another(page: Page, path: str) -> None:
    page.goto(path)
    pictures = page.locator(".mk-chart picture img").evaluate_all("all => all.map(one => one.src)")
    assert pictures
    for address in pictures:
        for width in ("", "&breedte=smal"):
            page.goto(address + ("&" if "?" in address else "?") + width.removeprefix("&"))
            assert page.evaluate(CUT_OFF) == [], address + width
            assert page.evaluate(OVERLAPPING) == [], address + width
