"""Advice on how easy a Dutch text is to read (B1). It advises and never stops anybody.

The limits are those of common guides for plain Dutch: sentences of at most 20 words, 12 on average.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from catalogue import glossary

LONGEST_SENTENCE = 20
LONGEST_AVERAGE = 12
FEW_SENTENCES = 3
"""From so many sentences on an average says something."""
LONG_WORD = 22
"""Letters; shorter compounds such as gezondheidszorg are common enough."""
MOST = 4
"""Remarks per text: who gets more, reads none."""
KNOWN = frozenset(
    [
        "BV",
        "CAO",
        "CBS",
        "CPB",
        "EU",
        "GGD",
        "GGZ",
        "HBO",
        "JGZ",
        "KVK",
        "LHBTI",
        "LPBL",
        "MBO",
        "MEE",
        "NL",
        "NV",
        "OCW",
        "OV",
        "RIVM",
        "ROC",
        "SCP",
        "SEO",
        "SZW",
        "TNO",
        "TV",
        "UWV",
        "VNG",
        "VO",
        "VWS",
        "WMO",
        "WO",
        "ZZP",
    ]
)
"""Abbreviations that need no explanation here."""

EVERYDAY = frozenset({"kosten", "baten", "saldo", "partij", "mkba", "preventie", "bijstand", "erkenning"})
"""Glossary words that readers of this site meet on every page."""

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+(?=[\"'“‘(]?[A-ZÀ-Ý0-9€])|\n+")
_WORD = re.compile(r"[^\W_][\w'’.,€%-]*")
_SHORTENED = re.compile(
    r"\b(?:d\.w\.z|m\.b\.t|t\.a\.v|i\.v\.m|o\.a|bijv|bv|dhr|mevr|dr|drs|ir|prof|mr|nr|ca|incl|excl|m\.n|"
    r"t\.o\.v|n\.a\.v|i\.p\.v|e\.d|enz|etc|resp|vgl|blz|p)\.",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"\b[A-Z][A-Za-z]*[A-Z][A-Z]*\b")
_PASSIVE = re.compile(
    r"\b(?:word|wordt|worden|werd|werden)\b(?:\s+\S+){0,8}?\s+(?:ge|be|ver|ont|her)\w{2,}(?:d|t|en)\b",
    re.IGNORECASE,
)
_EXPLAINS = re.compile(r"\(|\bdat is\b|\bdat zijn\b|\bdat betekent\b|\bofwel\b|:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Advice:
    """One remark about a text, with the words it is about."""

    text: str
    about: str = ""


def advise(text: str) -> tuple[Advice, ...]:
    """What could make a text easier to read; nothing for one that is easy already, or empty."""
    sentences = sentences_of(text)
    if not sentences:
        return ()
    found = [
        *_long_sentences(sentences),
        *_average(sentences),
        *_abbreviations(text),
        *_terms(text),
        *_long_words(text),
        *_passive(sentences),
    ]
    return tuple(found[:MOST])


def sentences_of(text: str) -> tuple[str, ...]:
    """The sentences of a text; a point in an abbreviation ends none."""
    shielded = _SHORTENED.sub(lambda match: match.group().replace(".", "\u2024"), text)
    parts = (part.strip().replace("\u2024", ".") for part in _SENTENCE_END.split(shielded) if part)
    return tuple(part for part in parts if part)


def words_of(text: str) -> list[str]:
    """The words of a text; numbers and amounts are words as well."""
    return _WORD.findall(text)


def _long_sentences(sentences: tuple[str, ...]) -> Iterator[Advice]:
    for sentence in sentences:
        count = len(words_of(sentence))
        if count > LONGEST_SENTENCE:
            yield Advice(f"Deze zin heeft {count} woorden. Maak er twee zinnen van.", _shortened(sentence))


def _average(sentences: tuple[str, ...]) -> Iterator[Advice]:
    counts = [len(words_of(sentence)) for sentence in sentences]
    average = round(sum(counts) / len(counts))
    if len(counts) >= FEW_SENTENCES and average > LONGEST_AVERAGE and max(counts) <= LONGEST_SENTENCE:
        yield Advice(
            f"Een zin heeft hier gemiddeld {average} woorden. Met {LONGEST_AVERAGE} leest het makkelijker."
        )


def _abbreviations(text: str) -> Iterator[Advice]:
    terms = {form.casefold() for term in glossary.terms() for form in term.forms}
    for found in dict.fromkeys(_ABBREVIATION.findall(text)):
        is_explained = f"({found})" in text or f"{found} (" in text
        if found.upper() not in KNOWN and found.casefold() not in terms and not is_explained:
            yield Advice("Leg deze afkorting één keer uit, of schrijf haar voluit.", found)


def _terms(text: str) -> Iterator[Advice]:
    """Glossary words without a word of explanation: the site links them, paper does not."""
    segments = glossary.segments(text, set())
    for number, segment in enumerate(segments):
        if segment.term_id is None or segment.term_id in EVERYDAY:
            continue
        after = segments[number + 1].text[:25] if number + 1 < len(segments) else ""
        if not _EXPLAINS.match(after.lstrip(" ,")):
            yield Advice(
                "Dit woord kent niet iedereen. Leg het kort uit, of kies een gewoon woord.", segment.text
            )


def _long_words(text: str) -> Iterator[Advice]:
    for word in dict.fromkeys(words_of(text)):
        bare = word.strip(".,'’-")
        if len(bare) >= LONG_WORD and "-" not in bare and "." not in bare:
            yield Advice("Dit is een lang woord. Kan het korter, of met een streepje?", bare)


def _passive(sentences: tuple[str, ...]) -> Iterator[Advice]:
    passive = [sentence for sentence in sentences if _PASSIVE.search(sentence)]
    if len(passive) > 1:
        yield Advice(
            "Zeg wie het doet: ‘de gemeente betaalt’ in plaats van ‘er wordt betaald’.",
            _shortened(passive[0]),
        )


def _shortened(sentence: str) -> str:
    words = sentence.split()
    return sentence if len(words) <= 9 else " ".join(words[:8]) + " …"  # noqa: PLR2004
