"""Labels and explanations of terms that an administrator words anew; the codes never change.

Stored documents and rules hang on codes. The words beside them are for readers, and may get better.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from catalogue.terms_base import Term
from catalogue.vocabulary import VOCABULARIES


class Key(NamedTuple):
    """A term by the Dutch name of its list and its code."""

    vocabulary: str
    code: str


class Words(NamedTuple):
    """What readers see of a term."""

    label: str
    explanation: str


def _all_terms() -> dict[Key, Term]:
    return {Key(name, term.value): term for name, terms in VOCABULARIES.items() for term in terms}


TERMS: Mapping[Key, Term] = MappingProxyType(_all_terms())
ORIGINAL: Mapping[Key, Words] = MappingProxyType(
    {key: Words(term.label, term.explanation) for key, term in TERMS.items()}
)
"""The words that come with the program."""

LONGEST_LABEL, LONGEST_EXPLANATION = 60, 300


def apply(words: Mapping[Key, Words]) -> None:
    """Let every term of this process carry these words, or those that came with it.

    Words for a term that this version of the program does not have are left alone.
    """
    for key, term in TERMS.items():
        term.label, term.explanation = words.get(key, ORIGINAL[key])


def fault(key: Key, words: Words) -> str | None:
    """Why a term cannot have these words, in Dutch; None when it can."""
    if key not in TERMS:
        return "Dit begrip bestaat niet."
    if not words.label.strip() or not words.explanation.strip():
        return "Vul een naam en een uitleg in."
    if len(words.label) > LONGEST_LABEL:
        return f"Maak de naam korter: hoogstens {LONGEST_LABEL} tekens."
    if len(words.explanation) > LONGEST_EXPLANATION:
        return f"Maak de uitleg korter: hoogstens {LONGEST_EXPLANATION} tekens."
    others = (term for term in VOCABULARIES[key.vocabulary] if term.value != key.code)
    if any(term.label.casefold() == words.label.strip().casefold() for term in others):
        return "Een ander begrip in deze lijst heet al zo."
    return None
