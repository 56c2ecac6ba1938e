"""The questions of the review checklist on their page, and the profile of a study."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient
from sqlmodel import Session

from app.pages import environment
from app.settings import Settings
from catalogue import queries
from catalogue.kinds import Kind
from catalogue.review import CODES, Judgement, Profile, ReviewStatus, profile, questions
from tests.app.html import faults, soup
from tests.reviews import ALL, answer, make_review

LIGHT = 4_500
"""Characters that the profile of one study may add to a page."""


@pytest.fixture(scope="module")
def listed(client: TestClient) -> BeautifulSoup:
    return soup(client.get("/toetsvragen").text)


def shown(found: Profile) -> BeautifulSoup:
    """The profile of a study as its page shows it."""
    env = environment(Settings())
    template = env.from_string(
        '{% from "aanpakken/_toets.html" import toets with context %}{{ toets(profiel, "o1-toets") }}'
    )
    text = template.render(profiel=found)
    assert faults(f"<!doctype html><title>x</title>{text}") == []
    return soup(text)


def rows(found: BeautifulSoup) -> list[list[str]]:
    lines = found.select("tbody tr")
    return [[cell.get_text(" ", strip=True) for cell in line.find_all(["th", "td"])] for line in lines]


def test_every_question_stands_on_its_page_with_explanation_and_source(listed: BeautifulSoup) -> None:
    for question in questions():
        part = listed.select_one(f"#{question.anchor}")
        assert part is not None
        text = " ".join(part.get_text().split())
        assert question.text in text
        assert " ".join(question.explanation.split()) in text
        assert question.sources[0].text in text
        assert ("kernvraag" in part.h3.get_text()) is question.is_core  # type: ignore[union-attr]


def test_the_page_explains_answers_labels_and_who_reviews(listed: BeautifulSoup) -> None:
    text = listed.get_text()
    for judgement in Judgement:
        assert judgement.explanation in text
    for words in ("geen cijfer", "Nog niet getoetst", "5 jaar geldig", "eigen organisatie"):
        assert words in text
    assert faults(str(listed)) == []


def test_the_glossary_knows_the_words_of_the_review(client: TestClient) -> None:
    page = soup(client.get("/begrippen").text)
    assert page.select_one("#toetsvragen") is not None
    assert page.select_one("#kernvraag") is not None


def test_every_study_says_that_it_was_not_reviewed_yet_and_leads_to_the_questions(client: TestClient) -> None:
    with Session(client.app_state["database"]) as db:
        entries = queries.all_live(db, Kind.APPROACH)
    for version in entries:
        text = client.get(f"/aanpakken/{version.slug}").text
        studies = len(version.document.studies)
        assert text.count("Toets: 18 vragen") == studies, version.slug
        assert text.count("Niemand heeft dit onderzoek nog getoetst.") == studies, version.slug
        for code in ("k1", "k18"):
            assert text.count(f'href="/toetsvragen#{code}"') == studies, version.slug


def test_a_background_publication_has_a_profile_too(client: TestClient) -> None:
    assert "Toets: 18 vragen" in client.get("/achtergrond/re-integratie-seo-2006").text


def test_links_from_a_study_lead_to_a_question(client: TestClient, listed: BeautifulSoup) -> None:
    page = soup(client.get("/aanpakken/gezinshuizen").text)
    links = page.select(".mk-review a")
    assert len(links) == 18
    for link in links:
        path, _, anchor = str(link["href"]).partition("#")
        assert path == "/toetsvragen"
        assert listed.select_one(f"[id='{anchor}']") is not None


def test_a_page_with_many_studies_does_not_repeat_the_explanations(client: TestClient) -> None:
    text = client.get("/aanpakken/housing-first").text
    assert not any(question.explanation in text for question in questions())
    profiles = [str(part) for part in soup(text).select("details[id$='-toets']")]
    assert len(profiles) > 1
    assert all(len(part) < LIGHT for part in profiles)


def test_a_review_shows_its_counts_its_label_and_every_answer() -> None:
    answers = (answer("K1", Judgement.PARTLY, remark="Zonder aantallen.", page="4"), *ALL[1:])
    found = shown(profile(make_review(answers=answers), date(2027, 1, 1)))
    text = " ".join(found.get_text().split())
    assert "17 ja · 1 deels" in text
    assert found.select_one("summary .mk-details__hint").get_text() == "Getoetst"  # type: ignore[union-attr]
    assert "over versie 1" in text
    assert "Geldig tot en met 21 november 2031" in text
    assert rows(found)[0] == ["K1. Het probleem kernvraag", "Deels", "Zonder aantallen.", "4"]
    assert len(rows(found)) == len(CODES)


def test_who_reviewed_is_shown_by_role_and_interest_and_not_by_person() -> None:
    found = shown(profile(make_review())).get_text()
    assert found.count("Toetser van Kenniscentrum. Belang: geen.") == 2
    assert "r1" not in found


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"answers": ALL[:17]}, "Er is 1 vraag nog niet beantwoord."),
        ({"answers": (answer("K2", Judgement.NO), ALL[0], *ALL[2:])}, "is het antwoord nee."),
        ({"status": ReviewStatus.BUSY}, "nog niet afgerond"),
    ],
)
def test_what_keeps_the_label_away_is_said(changes: dict[str, Any], words: str) -> None:
    found = shown(profile(make_review(**changes)))
    assert words in found.get_text()
    assert found.select_one("summary .mk-details__hint").get_text() == "In toets"  # type: ignore[union-attr]


def test_a_question_without_an_answer_is_said_to_have_none() -> None:
    last = rows(shown(profile(make_review(answers=ALL[:17]))))[-1]
    assert last[1:] == ["nog niet beantwoord", "geen opmerking", "geen bladzijde"]


def test_an_expired_review_stays_with_its_answers() -> None:
    found = shown(profile(make_review(), date(2032, 1, 1)))
    assert "is nu verlopen" in found.get_text()
    assert "18 ja" in found.get_text()
    assert len(rows(found)) == len(CODES)


def test_a_remark_cannot_bring_its_own_markup() -> None:
    sharp = replace(profile(make_review()), line="<script>alert(1)</script>")
    assert shown(sharp).select("script") == []
