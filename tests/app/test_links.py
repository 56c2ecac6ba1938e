"""Every link on the site leads somewhere, and every anchor exists."""

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.chart_renderer import Renderer
from app.chart_store import ChartStore
from app.charts import ChartMaker
from tests.app.html import ids, links

START = [
    "/",
    "/aanpakken",
    "/werksoorten",
    "/themas",
    "/gemeenten",
    "/achtergrond",
    "/kengetallen",
    "/begrippen",
]


OF_ONE_SHAPE = 20


def _collect(client: TestClient) -> tuple[dict[str, str], set[tuple[str, str, str]]]:
    """Pages by path, and (from, to, fragment) of each link.

    Of filtered lists only the first page is read, and of questions of one shape only the first few: the
    same lines of code make a thousand comparisons.
    """
    shapes: Counter[str] = Counter()
    pages: dict[str, str] = {}
    found: set[tuple[str, str, str]] = set()
    waiting = list(START)
    while waiting:
        path = waiting.pop()
        shape = re.sub(r"=[^&]*", "", path)
        if path in pages or (shape != path and shapes[shape] >= OF_ONE_SHAPE):
            continue
        shapes[shape] += 1
        answer = client.get(path)
        assert answer.status_code in {200, 301, 303}, f"{path}: {answer.status_code}"
        is_page = answer.headers.get("content-type", "").startswith("text/html") and answer.status_code == 200
        pages[path] = answer.text if is_page else ""
        for target, fragment in links(pages[path], path):
            found.add((path, target, fragment))
            if target not in pages and ("?" not in target or "?" not in path):
                waiting.append(target)
    return pages, found


class Drawing(Renderer):
    """Draws nothing: that pictures come out well is tested elsewhere, here every one of them is asked for."""

    def svg(self, spec: Mapping[str, Any], config: Mapping[str, Any]) -> str:  # noqa: ARG002
        return "<svg></svg>"

    def png(self, svg: str) -> bytes:
        return svg.encode()


@pytest.mark.slow
def test_all_links_and_anchors_resolve(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(client.app_state, "charts", ChartMaker(Drawing(), ChartStore(tmp_path)))
    pages, found = _collect(client)
    assert len(pages) > 500
    anchors = {path: ids(text) for path, text in pages.items() if text}
    broken = [
        f"{origin} -> {target}#{fragment}"
        for origin, target, fragment in sorted(found)
        if fragment and anchors.get(target) is not None and fragment not in anchors[target]
    ]
    assert broken == []
