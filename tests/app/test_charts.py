"""Pictures: drawn once, the same for everybody, readable by everybody, and never in the way of a page."""

import re
import threading
import time
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from starlette.requests import Request
from starlette.responses import Response

from app.chart_drawing import MARGIN, PAPER, canonical
from app.chart_renderer import MOST_WAITING, Renderer, RenderError
from app.chart_store import ChartStore
from app.chart_text import text_width, wrapped
from app.chart_theme import DARK, LIGHT, Theme, config
from app.charts import NARROW, WIDE, Chart, ChartMaker, ChartView, answer
from app.errors import NotFoundError
from app.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
SVG = "{http://www.w3.org/2000/svg}"


def make_spec(*rows: tuple[str, str | int], width: int = WIDE) -> dict[str, Any]:
    values = [{"partij": name, "euro": Decimal(amount)} for name, amount in rows or [("Gemeente", "1234.5")]]
    return {
        "width": width,
        "height": 160,
        "data": {"values": values},
        "encoding": {
            "y": {"field": "partij", "type": "nominal", "title": None},
            "x": {"field": "euro", "type": "quantitative", "title": None, "axis": {"format": "$,.2f"}},
        },
        "layer": [
            {"mark": {"type": "bar", "style": "kosten"}},
            {"mark": {"type": "text", "color": "@zacht"}, "encoding": {"text": {"field": "euro"}}},
        ],
    }


def make_chart(**changes: Any) -> Chart:
    facts: dict[str, Any] = {
        "name": "wie-betaalt",
        "title": "Wie betaalt en wie profiteert",
        "spec": make_spec(),
        "conclusion": "De gemeente betaalt € 1.234,50.",
        "source": "Kosten en baten van jongerenwerk, 2020",
        "day": date(2026, 11, 21),
    }
    return Chart(**facts | changes)


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    renderer = Renderer()
    yield renderer
    renderer.close()


@pytest.fixture
def maker(renderer: Renderer, tmp_path: Path) -> ChartMaker:
    return ChartMaker(renderer, ChartStore(tmp_path / "grafieken"))


def ask(
    maker: ChartMaker,
    chart: Chart,
    kind: str = "svg",
    query: str = "",
    headers: Mapping[str, str] | None = None,
) -> Response:
    scope = {
        "type": "http",
        "method": "GET",
        "path": f"/grafieken/x.{kind}",
        "query_string": query.encode(),
        "headers": [(name.lower().encode(), value.encode()) for name, value in (headers or {}).items()],
        "state": {"charts": maker, "settings": Settings(database_url="")},
    }
    return answer(Request(scope), chart, kind)


def parsed(svg: bytes) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314  (our own picture)


def texts(svg: bytes) -> list[str]:
    return [element.text or "" for element in parsed(svg).iter(f"{SVG}text")]


class CountingRenderer(Renderer):
    """Counts the drawings, and can be told to fail."""

    def __init__(self, fails: str = "") -> None:
        super().__init__()
        self.drawn = 0
        self.fails = fails

    def svg(self, spec: Mapping[str, Any], config: Mapping[str, Any]) -> str:  # noqa: ARG002
        self.drawn += 1
        if self.fails:
            raise RenderError(self.fails)
        return '<svg width="720" height="160"><g></g></svg>'


def test_a_picture_is_drawn_at_the_first_request_only(tmp_path: Path) -> None:
    renderer = CountingRenderer()
    maker = ChartMaker(renderer, ChartStore(tmp_path))
    first, second = ask(maker, make_chart()), ask(maker, make_chart())
    assert first.body == second.body
    assert renderer.drawn == 1


def test_another_process_finds_the_picture_in_the_folder(tmp_path: Path) -> None:
    first, second = CountingRenderer(), CountingRenderer()
    ask(ChartMaker(first, ChartStore(tmp_path)), make_chart())
    ask(ChartMaker(second, ChartStore(tmp_path)), make_chart())
    assert (first.drawn, second.drawn) == (1, 0)
    assert [path.suffix for path in tmp_path.iterdir()] == [".svg"]


def test_requests_at_the_same_time_draw_once(tmp_path: Path) -> None:
    renderer, arrived = CountingRenderer(), threading.Barrier(8)
    maker = ChartMaker(renderer, ChartStore(tmp_path))
    bodies: list[bytes] = []

    def request() -> None:
        arrived.wait()
        bodies.append(bytes(ask(maker, make_chart()).body))

    threads = [threading.Thread(target=request) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert renderer.drawn == 1
    assert len(bodies) == 8
    assert len(set(bodies)) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"spec": make_spec(("Gemeente", "1234.6"))},
        {"spec": make_spec(("Rijk", "1234.5"))},
        {"conclusion": "Iets anders."},
        {"title": "Een andere titel"},
    ],
)
def test_a_change_in_the_chart_is_another_picture(tmp_path: Path, change: dict[str, Any]) -> None:
    maker = ChartMaker(CountingRenderer(), ChartStore(tmp_path))
    before, after = ask(maker, make_chart()), ask(maker, make_chart(**change))
    assert before.headers["etag"] != after.headers["etag"]


def test_the_source_and_day_only_change_the_picture_they_stand_in(tmp_path: Path) -> None:
    maker = ChartMaker(CountingRenderer(), ChartStore(tmp_path))
    later = make_chart(day=date(2027, 1, 1))
    assert ask(maker, make_chart()).headers["etag"] == ask(maker, later).headers["etag"]
    kept, changed = (ask(maker, chart, query="download=1") for chart in (make_chart(), later))
    assert kept.headers["etag"] != changed.headers["etag"]


def test_the_order_of_keys_makes_no_other_picture() -> None:
    assert canonical({"a": 1, "b": Decimal("1.50")}) == canonical({"b": Decimal("1.5"), "a": 1})


def test_a_browser_that_has_the_picture_gets_no_drawing(tmp_path: Path) -> None:
    renderer = CountingRenderer()
    maker = ChartMaker(renderer, ChartStore(tmp_path))
    tag = ask(maker, make_chart()).headers["etag"]
    again = ask(
        ChartMaker(renderer, ChartStore(tmp_path / "x")), make_chart(), headers={"If-None-Match": tag}
    )
    assert (again.status_code, again.body, again.headers["cache-control"]) == (304, b"", "no-cache")
    assert renderer.drawn == 1


def test_a_folder_that_cannot_be_written_breaks_no_answer(tmp_path: Path) -> None:
    blocked = tmp_path / "grafieken"
    blocked.write_text("a file where the folder should be")
    response = ask(ChartMaker(CountingRenderer(), ChartStore(blocked)), make_chart())
    assert response.status_code == 200


def test_the_folder_stays_below_its_limit_and_loses_the_oldest(tmp_path: Path) -> None:
    store = ChartStore(tmp_path, largest=1_000, memory=0)
    for number in range(40):
        store.get(f"{number:02}.svg", lambda: b"x" * 100)
    kept = sorted(path.name for path in tmp_path.iterdir())
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 1_200
    assert kept[-1] == "39.svg"
    assert "00.svg" not in kept


def test_a_drawing_that_fails_is_no_error_page_and_is_tried_again(tmp_path: Path) -> None:
    renderer = CountingRenderer(fails="no such mark")
    maker = ChartMaker(renderer, ChartStore(tmp_path))
    failed = ask(maker, make_chart())
    assert failed.status_code == 503
    assert failed.headers["cache-control"] == "no-store"
    assert "tabel" in bytes(failed.body).decode()
    renderer.fails = ""
    assert ask(maker, make_chart()).status_code == 200


def test_only_svg_and_png_exist(maker: ChartMaker) -> None:
    with pytest.raises(NotFoundError):
        ask(maker, make_chart(), "pdf")


def test_the_picture_has_exactly_the_size_that_the_page_keeps_free(maker: ChartMaker) -> None:
    chart = make_chart(narrow=make_spec(width=NARROW))
    view = ChartView(chart, "/x")
    for query, narrow in (("", False), ("breedte=smal", True)):
        root = parsed(bytes(ask(maker, chart, query=query).body))
        assert (int(root.attrib["width"]), int(root.attrib["height"])) == view.size(narrow=narrow)


def test_light_and_dark_are_two_pictures_in_their_own_colours(maker: ChartMaker) -> None:
    light, dark = (bytes(ask(maker, make_chart(), query=query).body) for query in ("", "weergave=donker"))
    assert LIGHT.roles["kosten"].encode() in light
    assert LIGHT.soft.encode() in light
    assert DARK.roles["kosten"].encode() in dark
    assert DARK.roles["kosten"].encode() not in light


def test_numbers_are_dutch(maker: ChartMaker) -> None:
    picture = bytes(ask(maker, make_chart()).body)
    assert "€\xa01.000,00" in texts(picture)


def test_the_conclusion_is_the_text_alternative_of_the_picture_itself(maker: ChartMaker) -> None:
    root = parsed(bytes(ask(maker, make_chart()).body))
    assert root.attrib["role"] == "img"
    assert [root.findtext(f"{SVG}{name}") for name in ("title", "desc")] == [
        "Wie betaalt en wie profiteert",
        "De gemeente betaalt € 1.234,50.",
    ]


def test_markup_in_names_is_text(maker: ChartMaker) -> None:
    name = '<script>alert("x")</script> & co'
    chart = make_chart(title=name, conclusion=name, source=name, spec=make_spec((name, 5)))
    picture = bytes(ask(maker, chart, query="download=1").body)
    assert parsed(picture).find(f".//{SVG}script") is None
    assert name in texts(picture)


def test_a_picture_needs_no_style_that_the_content_security_policy_forbids(maker: ChartMaker) -> None:
    picture = bytes(ask(maker, make_chart(), query="download=1").body).decode()
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=|(?:xlink:)?href=", picture)


def test_a_download_says_what_it_is_where_it_comes_from_and_of_when_it_is(maker: ChartMaker) -> None:
    response = ask(maker, make_chart(), query="download=1")
    assert response.headers["content-disposition"] == 'attachment; filename="wie-betaalt.svg"'
    shown = " ".join(texts(bytes(response.body)))
    for words in (
        "Wie betaalt en wie profiteert",
        "Bron: Kosten en baten",
        "21 november 2026",
        "MKBA-wijzer",
    ):
        assert words in shown
    assert "Bron:" not in " ".join(texts(bytes(ask(maker, make_chart()).body)))


def test_a_png_is_a_png_of_twice_the_size(maker: ChartMaker) -> None:
    response = ask(maker, make_chart(), "png")
    picture = bytes(response.body)
    assert response.headers["content-type"] == "image/png"
    assert picture.startswith(PNG_MAGIC)
    assert int.from_bytes(picture[16:20], "big") == 2 * WIDE
    kept = bytes(ask(maker, make_chart(), "png", "download=1").body)
    assert int.from_bytes(kept[16:20], "big") == 2 * (WIDE + 2 * PAPER)


def test_a_long_title_is_broken_in_lines_that_fit(maker: ChartMaker) -> None:
    title = "Wie betaalt en wie profiteert van schuldhulpverlening en arbeidsongeschiktheidsverzekering " * 3
    picture = bytes(ask(maker, make_chart(title=title), query="download=1").body)
    root = parsed(picture)
    lines = [element for element in root.findall(f"{SVG}text") if element.get("font-weight") == "bold"]
    assert len(lines) > 3
    assert " ".join(element.text or "" for element in lines) == title.strip()
    assert all(
        text_width(element.text or "", 18, bold=True) <= WIDE + 2 * (PAPER - MARGIN) for element in lines
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "kort",
        "Mantelzorgers en vrijwilligers, deelnemers en hun gezin",
        "Arbeidsongeschiktheidsverzekeringsmaatschappij",
        "€\u00a01.234,50 per kind per jaar",
    ],
)
def test_wrapping_loses_no_letter_and_no_line_is_too_wide(text: str) -> None:
    lines = wrapped(text, 120, 13)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(text_width(line, 13) <= 120 for line in lines)


def test_long_names_on_an_axis_are_not_cut_off(maker: ChartMaker) -> None:
    name = "Mantelzorgers en vrijwilligers, deelnemers en hun gezin en alle anderen"
    picture = bytes(ask(maker, make_chart(spec=make_spec((name, 5)))).body)
    assert name in texts(picture)


@pytest.mark.parametrize(
    "spec",
    [
        {"data": {"url": "https://example.org/gegevens.json"}, "width": 10, "height": 10},
        {"width": 10, "height": 10, "layer": [{"encoding": {"href": {"value": "https://example.org"}}}]},
        {"width": "container", "height": 10},
        {"width": 10},
        {"width": 10, "height": 10, "config": {}},
    ],
)
def test_a_spec_that_fetches_or_has_no_size_is_refused(spec: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="chart"):
        make_chart(spec=spec)


def test_the_drawing_process_reaches_no_network(renderer: Renderer) -> None:
    spec = make_spec() | {"data": {"url": "https://example.org/gegevens.json"}}
    with pytest.raises(RenderError, match="not allowed"):
        renderer.svg(spec, {})


def test_a_name_that_is_no_file_name_is_refused() -> None:
    with pytest.raises(ValueError, match="name for a file"):
        make_chart(name="../../etc")


def test_a_drawing_process_that_dies_is_replaced(maker: ChartMaker) -> None:
    ask(maker, make_chart())
    process = maker.renderer._process
    assert process is not None
    process.kill()
    process.wait()
    assert ask(maker, make_chart(title="Een andere")).status_code == 200


def test_a_drawing_process_stops_when_nothing_is_asked_and_starts_again() -> None:
    renderer = Renderer(idle=0.05)
    spec = {"data": {"values": []}, "mark": "point", "width": 10, "height": 10}
    assert renderer.svg(spec, {}).startswith("<svg")
    process = renderer._process
    assert process is not None
    assert process.wait(timeout=10) == 0
    assert renderer.svg(spec, {}).startswith("<svg")
    renderer.close()


def test_a_drawing_that_takes_too_long_is_given_up() -> None:
    renderer = Renderer(timeout=0.01)
    with pytest.raises(RenderError, match="stopped"):
        renderer.svg({"data": {"values": []}, "mark": "point", "width": 10, "height": 10}, {})
    renderer.close()


def test_when_too_many_wait_the_next_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    renderer, drawing, done = Renderer(), threading.Event(), threading.Event()

    def slow(_: bytes) -> bytes:
        drawing.set()
        done.wait(10)
        return b'{"svg": "<svg></svg>"}'

    monkeypatch.setattr(renderer, "_exchange", slow)
    threads = [threading.Thread(target=renderer.svg, args=({}, {})) for _ in range(MOST_WAITING)]
    for thread in threads:
        thread.start()
    drawing.wait(10)
    while renderer._places._value:
        time.sleep(0.001)
    with pytest.raises(RenderError, match="waiting"):
        renderer.svg({}, {})
    done.set()
    for thread in threads:
        thread.join()
    assert renderer.svg({}, {}) == "<svg></svg>"


def test_the_page_has_addresses_for_each_scheme_and_width() -> None:
    view = ChartView(make_chart(), "/vergelijk/grafieken/x", {"aanpak": ["a", "b"]})
    assert view.src() == "/vergelijk/grafieken/x.svg?aanpak=a&aanpak=b"
    assert view.src(dark=True, narrow=True).endswith("&weergave=donker&breedte=smal")
    assert view.download("png") == "/vergelijk/grafieken/x.png?aanpak=a&aanpak=b&download=1"


def tokens(dark: bool) -> dict[str, str]:
    css = (ROOT / "app/static/css/tokens.css").read_text("utf-8")
    light_part, dark_part = css.split("@media (prefers-color-scheme: dark)")
    return dict(re.findall(r"--mk-([\w-]+): (#[0-9a-f]{3,6});", dark_part if dark else light_part))


@pytest.mark.parametrize(("theme", "dark"), [(LIGHT, False), (DARK, True)])
def test_charts_have_the_colours_of_the_site(theme: Theme, dark: bool) -> None:
    site = tokens(dark)
    own = {
        "bg": theme.background,
        "surface": theme.surface,
        "ink": theme.ink,
        "ink-soft": theme.soft,
        "line": theme.grid,
        "line-strong": theme.line,
        "cost": theme.roles["kosten"],
        "benefit": theme.roles["baten"],
        "transfer": theme.roles["overdracht"],
    }
    assert own == {name: site[name] for name in own}
    assert theme.roles["onbekend"] == site["line-strong"]


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_marks_and_text_stand_out_on_every_background(theme: Theme) -> None:
    for background in (theme.background, theme.surface):
        assert all(contrast(colour, background) >= 3 for colour in theme.roles.values())
        assert contrast(theme.line, background) >= 3
        assert all(contrast(colour, background) >= 4.5 for colour in (theme.ink, theme.soft))


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_a_role_is_told_by_more_than_its_colour(theme: Theme) -> None:
    styles = config(theme)["style"]
    forms = {name: {key for key in style if key != "color"} for name, style in styles.items()}
    assert forms["overdracht"] != forms["baten"]
    assert forms["onbekend"] != forms["overdracht"]


def test_a_name_that_reads_as_a_colour_stays_a_name(maker: ChartMaker) -> None:
    assert "@kosten" in texts(bytes(ask(maker, make_chart(spec=make_spec(("@kosten", 5)))).body))
