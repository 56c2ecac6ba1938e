"""The fixed texts: read from Markdown, made safe, with contents and glossary links."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app import texts
from catalogue import glossary
from tests.app.html import soup

VALUES = {"site_naam": "Proef *site*", "contact_email": "mail@example.org"}


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of texts of the test's own."""
    monkeypatch.setattr(texts, "FOLDER", tmp_path)
    texts._text.cache_clear()
    yield tmp_path
    texts._text.cache_clear()


@pytest.mark.parametrize("name", texts.NAMES)
def test_each_text_has_title_lead_and_a_sentence_that_describes_it(name: str) -> None:
    shown = texts.text(name, VALUES)
    assert shown.title
    assert shown.lead.startswith('<p class="mk-lead">')
    assert shown.description.endswith((".", ":", "?"))
    assert "{{" not in shown.lead + shown.intro + "".join(part.html for part in shown.parts)


def test_html_in_a_text_is_shown_and_not_obeyed(written: Path) -> None:
    (written / "proef.md").write_text("# T\n\n<script>alert(1)</script> en [x](javascript:alert(1))\n")
    lead = texts.text("proef").lead
    assert "<script" not in lead
    assert "javascript:" not in str(soup(lead).select("a"))
    assert "&lt;script&gt;" in lead


def test_a_name_with_markdown_signs_stays_a_name_and_an_address_becomes_a_link(written: Path) -> None:
    (written / "proef.md").write_text("# Over {{ site_naam }}\n\n{{ site_naam }}: {{ contact_email }}.\n")
    shown = texts.text("proef", VALUES)
    assert shown.title == "Over Proef *site*"
    assert soup(shown.lead).select("em") == []
    assert [link["href"] for link in soup(shown.lead).select("a")] == ["mailto:mail@example.org"]


def test_a_placeholder_without_a_value_is_an_error(written: Path) -> None:
    (written / "proef.md").write_text("# T\n\n{{ iets_anders }}\n")
    with pytest.raises(texts.PlaceholderError, match="iets_anders"):
        texts.text("proef", VALUES)


def test_a_term_is_linked_at_its_first_mention_but_not_in_headings_or_links(written: Path) -> None:
    source = "# SROI\n\n[SROI](/x) is iets. Een SROI is een SROI.\n\n## SROI\n\nNog een SROI.\n"
    (written / "proef.md").write_text(source)
    shown = texts.text("proef")
    linked = soup(shown.lead).select("a.mk-term")
    assert [(link.text, link["href"]) for link in linked] == [("SROI", "/begrippen#sroi")]
    assert soup(shown.parts[0].html).select("a") == []
    assert shown.parts[0].heading == "SROI"


def test_equal_headings_get_different_anchors(written: Path) -> None:
    (written / "proef.md").write_text("# T\n\nA.\n\n## Vragen?\n\nB.\n\n## Vragen?\n\nC.\n\n## É\n\nD.\n")
    assert [part.id for part in texts.text("proef").parts] == ["vragen", "vragen-2", "e"]


def test_a_numbered_heading_knows_its_step(written: Path) -> None:
    (written / "proef.md").write_text("# T\n\nA.\n\n## Stap 3. Hoe zeker?\n\nB.\n\n## Stappen\n\nC.\n")
    numbered, plain = texts.text("proef").parts
    assert (numbered.step, numbered.name) == ("Stap 3", "Hoe zeker?")
    assert (plain.step, plain.name) == (None, "Stappen")


def test_a_worked_example_stands_in_a_frame_of_its_own(written: Path) -> None:
    (written / "proef.md").write_text("# T\n\nA.\n\nRekenvoorbeeld: een huis\nkost **€ 2**.\n\nGewoon.\n")
    frames = soup(texts.text("proef").intro).select(".mk-notice")
    assert len(frames) == 1
    assert [p.get_text() for p in frames[0].select("p")] == ["Rekenvoorbeeld", "Een huis\nkost € 2."]


def test_a_table_scrolls_in_a_region_that_the_keyboard_reaches(written: Path) -> None:
    (written / "proef.md").write_text("# T\n\nA.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    region = soup(texts.text("proef").intro).select_one("div[role=region][tabindex='0']")
    assert region is not None
    assert [cell.text for cell in region.select("td")] == ["1", "2"]


def test_the_start_page_gets_its_text_in_parts_by_heading() -> None:
    parts = texts.sections("start")
    assert "Wat is een MKBA?" in parts
    assert parts[""].startswith("<p")
    assert all("<h2" not in html for html in parts.values())


@pytest.mark.parametrize("name", texts.NAMES)
def test_a_long_text_has_contents_that_lead_to_its_headings(client: TestClient, name: str) -> None:
    page = soup(client.get(f"/{name}").text)
    headings = [str(heading["id"]) for heading in page.select("main h2[id]")]
    contents = [str(link["href"]).removeprefix("#") for link in page.select(".mk-contents a")]
    assert contents == (headings if len(headings) >= 4 else [])


def test_every_term_link_in_the_texts_leads_to_a_term() -> None:
    known = {f"/begrippen#{term.id}" for term in glossary.terms()}
    for name in texts.NAMES:
        shown = texts.text(name, VALUES)
        page = soup(shown.lead + shown.intro + "".join(part.html for part in shown.parts))
        found = [str(link["href"]) for link in page.select("a.mk-term")]
        assert set(found) <= known
        assert len(found) == len(set(found)), f"{name}: a term is linked twice"


def test_a_text_names_the_contact_address_of_the_settings(client: TestClient) -> None:
    page = soup(client.get("/contact").text)
    assert page.select_one("main a[href='mailto:redactie@example.org']") is not None


def test_without_a_contact_address_a_text_says_so(own_client: TestClient) -> None:
    page = soup(own_client.get("/contact").text)
    assert page.select("main a[href^='mailto:']") == []
    assert "nog moet komen" in page.text
