"""The closed lists, the glossary, the introductions and the fixed texts: complete, connected and plain."""

import copy
import pickle
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from catalogue.vocabulary import VOCABULARIES, Direction, Party, Term, Theme, UnknownReason, WorkType

DATA = Path(__file__).resolve().parents[2] / "data"
GLOSSARY: list[dict[str, Any]] = yaml.safe_load((DATA / "begrippen.yaml").read_text("utf-8"))
INTRODUCTIONS: dict[str, dict[str, dict[str, str]]] = yaml.safe_load(
    (DATA / "inleidingen.yaml").read_text("utf-8")
)
TEXTS = {path.stem: path.read_text("utf-8") for path in sorted((DATA / "teksten").glob("*.md"))}
TERMS = [
    pytest.param(term, id=f"{name}-{term.name}") for name, terms in VOCABULARIES.items() for term in terms
]

LONGEST, AVERAGE = 25, 14
"""Words in one sentence and on average over a text: the norm for plain Dutch on this site."""

NAMES = re.compile(r"Social Return on Investment|Sport & Bewegen|/[\w./-]+|`[^`]*`|\{\{[^}]*\}\}")
ENGLISH = re.compile(
    r"\b(the|and|with|for|this|that|cost|costs|benefits?|approach|polic(?:y|ies)|baseline|evidence|outcomes?"
    r"|outputs?|inputs?|impact|stakeholders?|feedback|update|reviews?|download|dashboard|tools?|insights?"
    r"|awareness|empowerment|mindset|framework|roadmap|deadline|commitment|challenges?|unknown|source|score)\b",
    re.IGNORECASE,
)
ABBREVIATIONS = {
    "MKBA": "maatschappelijke kosten-batenanalyse",
    "SROI": "Social Return on Investment",
    "CBS": "Centraal Bureau voor de Statistiek",
    "WCAG": "internationale afspraken over toegankelijke websites",
    "API": "waar een programma gegevens opvraagt",
    "JSON": "een vaste vorm voor gegevens",
    "IP": "internetadres (IP-adres)",
    "PM": "effecten zonder bedrag",
    "Wmo": "Wet maatschappelijke ondersteuning",
    "AA": "WCAG 2.2, niveau AA",
    "LD": "JSON-LD",
}


def sentences(text: str) -> list[str]:
    """Sentences of running text or Markdown; a heading or list item ends at the end of its line."""
    found: list[str] = []
    for line in text.splitlines():
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", line)
        plain = re.sub(r"^\s*(#+|-|>|\d+\.)\s+", "", plain).replace("*", "").strip()
        found += [part for part in re.split(r"(?<=[.?!])\s+", plain) if part]
    return found


def too_long(text: str) -> list[str]:
    return [sentence for sentence in sentences(text) if len(sentence.split()) > LONGEST]


def average(text: str) -> float:
    lengths = [len(sentence.split()) for sentence in sentences(text)]
    return sum(lengths) / len(lengths)


def english(text: str) -> list[str]:
    return [found.group() for found in ENGLISH.finditer(NAMES.sub("", text))]


def test_the_checks_themselves_see_a_long_sentence_and_an_english_word() -> None:
    assert too_long("# Kop\n" + "woord " * 26 + ".") != []
    assert too_long("woord " * 20 + ".\n- " + "woord " * 20) == []
    assert sentences("1. Een. Twee!\n> Drie") == ["Een.", "Twee!", "Drie"]
    assert english("Lees de Outcome in dit dashboard.") == ["Outcome", "dashboard"]
    assert english("Social Return on Investment op /feedback en `source`.") == []


def test_every_list_has_a_dutch_name_a_title_and_a_sentence_about_it() -> None:
    for name, terms in VOCABULARIES.items():
        assert name == terms.dutch_name
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name), name
        assert terms.title[0].isupper(), name
        assert terms.about.endswith("."), name
        assert too_long(terms.about) == [], name


def test_every_list_of_the_package_is_registered() -> None:
    ours = {terms for terms in Term.__subclasses__() if terms.__module__.startswith("catalogue.")}
    assert set(VOCABULARIES.values()) == {terms for terms in ours if terms.is_public}


def test_codes_and_labels_are_unique_within_a_list() -> None:
    for name, terms in VOCABULARIES.items():
        # An enumeration silently makes an alias of a second member with the same code.
        assert len(terms.__members__) == len(list(terms)), name
        assert len({term.label for term in terms}) == len(list(terms)), name


@pytest.mark.parametrize("term", TERMS)
def test_every_term_has_a_label_and_a_plain_explanation(term: Term) -> None:
    assert term.label == term.label.strip() != ""
    assert term.label[0].isupper()
    assert term.explanation.endswith(".")
    assert "  " not in term.explanation
    assert 1 <= len(sentences(term.explanation)) <= 3
    assert too_long(term.explanation) == []
    assert english(f"{term.label} {term.explanation}") == []


@pytest.mark.parametrize("name", VOCABULARIES)
def test_explanations_of_a_list_are_short_on_average(name: str) -> None:
    assert average("\n".join(term.explanation for term in VOCABULARIES[name])) <= AVERAGE


def test_a_term_is_its_code_and_survives_copying_and_storing() -> None:
    assert Party("gemeente") is Party.MUNICIPALITY
    assert f"{Direction.STRONGLY_NEGATIVE}" == "--"
    assert pickle.loads(pickle.dumps(Party.STATE)) is Party.STATE  # noqa: S301  our own bytes
    assert copy.deepcopy(Direction.UNKNOWN) is Direction.UNKNOWN


def test_an_unlisted_code_is_refused() -> None:
    with pytest.raises(ValueError, match="rijksoverheid"):
        Party("rijksoverheid")


def test_a_list_without_name_and_title_cannot_be_made() -> None:
    with pytest.raises(TypeError, match="dutch_name"):

        class Nameless(Term):
            """Forgets its Dutch name."""


def test_directions_are_words_and_missing_figures_have_their_fixed_labels() -> None:
    assert all(re.search(r"[a-z]{4}", direction.label) for direction in Direction)
    labels = [reason.label for reason in UnknownReason]
    assert labels == ["Niet gerapporteerd", "Nog niet overgenomen", "Niet van toepassing"]


def test_glossary_entries_have_known_keys_and_connected_ids() -> None:
    ids = [entry["id"] for entry in GLOSSARY]
    assert [name for name, times in Counter(ids).items() if times > 1] == []
    for entry in GLOSSARY:
        assert set(entry) <= {"id", "term", "ook", "uitleg", "voorbeeld", "zie_ook", "bron"}, entry["id"]
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry["id"])
        assert entry["id"] not in entry.get("zie_ook", [])
        assert set(entry.get("zie_ook", [])) <= set(ids), entry["id"]


def test_no_form_belongs_to_two_glossary_terms() -> None:
    forms = Counter(form.lower() for entry in GLOSSARY for form in [entry["term"], *entry.get("ook", [])])
    assert [form for form, times in forms.items() if times > 1] == []


@pytest.mark.parametrize("entry", GLOSSARY, ids=lambda entry: str(entry["id"]))
def test_a_glossary_term_is_explained_in_two_to_four_plain_sentences(entry: dict[str, Any]) -> None:
    assert 2 <= len(sentences(entry["uitleg"])) <= 4
    assert average(entry["uitleg"]) <= AVERAGE
    text = f"{entry['uitleg']}\n{entry.get('voorbeeld', '')}"
    assert too_long(text) == []
    assert english(text) == []
    assert entry.get("voorbeeld", "Rekenvoorbeeld:").startswith("Rekenvoorbeeld:")


def test_every_work_type_and_theme_has_an_introduction_and_nothing_else_has() -> None:
    assert list(INTRODUCTIONS) == ["werksoorten", "themas"]
    assert list(INTRODUCTIONS["werksoorten"]) == [work.value for work in WorkType]
    assert list(INTRODUCTIONS["themas"]) == [theme.value for theme in Theme]


@pytest.mark.parametrize("group", ["werksoorten", "themas"])
def test_introductions_are_short_plain_and_without_figures(group: str) -> None:
    for code, introduction in INTRODUCTIONS[group].items():
        assert set(introduction) == {"kort", "tekst"}, code
        assert len(sentences(introduction["kort"])) == 1, code
        assert 60 <= len(introduction["tekst"].split()) <= 110, code
        both = f"{introduction['kort']}\n{introduction['tekst']}"
        assert too_long(both) == [], code
        assert average(both) <= AVERAGE, code
        assert english(both) == [], code
        assert re.search(r"[\d€%]", both) is None, code


def test_all_fixed_texts_are_there() -> None:
    expected = {
        "start",
        "handleiding",
        "over",
        "toegankelijkheid",
        "privacy",
        "cookies",
        "contact",
        "open-data",
        "licenties",
    }
    assert set(TEXTS) == expected


@pytest.mark.parametrize("page", TEXTS)
def test_a_fixed_text_is_plain_dutch_under_one_title(page: str) -> None:
    text = TEXTS[page]
    assert text.startswith("# ")
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1
    assert too_long(text) == []
    assert average(text) <= AVERAGE
    assert english(text) == []
    assert set(re.findall(r"\{\{.*?\}\}", text)) <= {"{{ site_naam }}", "{{ contact_email }}"}


@pytest.mark.parametrize("page", TEXTS)
def test_a_fixed_text_explains_each_abbreviation_it_uses(page: str) -> None:
    text = TEXTS[page]
    plain = re.sub(r"\s+", " ", NAMES.sub("", text).replace("**", ""))
    # HTTP headers and file formats stand between backticks and are left out above.
    for short in set(re.findall(r"\b(?:[A-Z]{2,}|Wmo|Wlz|Zvw)\b", plain)):
        assert short in ABBREVIATIONS, f"{page}: {short} has no explanation"
        assert ABBREVIATIONS[short].lower() in re.sub(r"\s+", " ", text).lower(), (
            f"{page}: {short} is not explained"
        )


@pytest.mark.parametrize("page", TEXTS)
def test_a_fixed_text_makes_no_claim_that_we_cannot_keep(page: str) -> None:
    text = TEXTS[page].lower()
    assert "wettelijk verplicht" not in text
    assert re.search(r"status [ab]\b|voldoet (volledig|gedeeltelijk)", text) is None
    assert "€ " not in text, "a non-breaking space keeps the amount on one line"


def test_the_start_text_has_the_headings_the_start_page_splits_on() -> None:
    assert re.findall(r"^## (.+)$", TEXTS["start"], re.MULTILINE) == [
        "Wat is een MKBA?",
        "Voor sociaalwerkorganisaties",
        "Voor gemeenten",
        "Voor onderzoekers en journalisten",
    ]


def test_the_guide_has_ten_questions_marked_examples_and_a_readable_length() -> None:
    guide = TEXTS["handleiding"]
    assert 1200 <= len(guide.split()) <= 1800
    questions = guide.split("## Tien vragen voor het gesprek")[1].split("\n## ")[0]
    assert len(re.findall(r"^\d+\. .+\?$", questions, re.MULTILINE)) == 10
    paragraphs = [block for block in guide.split("\n\n") if "€" in block]
    assert all("Rekenvoorbeeld" in block or "verhouding van 1,2 staat" in block for block in paragraphs)
    assert "twee uur jongerenwerk levert dit en dat op" in guide
