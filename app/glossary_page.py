"""The glossary and the data dictionary, arranged for their pages."""

from collections.abc import Iterable
from itertools import groupby

from app.jsonld import Node
from app.urls import Urls
from catalogue.dictionary import DictionaryRow, dictionary
from catalogue.glossary import GlossaryTerm
from catalogue.namings import NAMINGS, Naming
from catalogue.terms_base import Term
from catalogue.vocabulary import VOCABULARIES
from search.dutch import fold, folded_words, stem

LISTS: tuple[type[Term], ...] = tuple(VOCABULARIES.values())
"""Every closed list a visitor can meet, those of the registers last."""

ARTICLES = frozenset({"de", "het", "een"})
ENDINGS = ("s", "en", "n", "e", "de", "d")


def by_letter(terms: Iterable[GlossaryTerm]) -> list[tuple[str, list[tuple[GlossaryTerm, list[str]]]]]:
    """The terms under their first letter, each with its other names."""
    ordered = sorted(terms, key=lambda term: fold(term.term))
    groups = groupby(ordered, key=lambda term: fold(term.term)[0].upper())
    return [(letter, [(term, other_names(term)) for term in members]) for letter, members in groups]


def other_names(term: GlossaryTerm) -> list[str]:
    """The other names of a term, without forms that differ only in their ending or article."""
    names: list[str] = []
    for form in term.forms:
        if not any(_is_form_of(form, name) for name in names):
            names.append(form)
    return names[1:]


def _is_form_of(form: str, name: str) -> bool:
    words, others = ([word for word in folded_words(text) if word not in ARTICLES] for text in (form, name))
    return len(words) == len(others) and all(
        stem(word) == stem(other) or word in {f"{other}{ending}" for ending in ENDINGS}
        for word, other in zip(words, others, strict=True)
    )


def defined_terms(urls: Urls, terms: Iterable[GlossaryTerm]) -> Node:
    """The glossary in schema.org words."""
    members: list[Node] = [
        {
            "@type": "DefinedTerm",
            "@id": urls.absolute(urls.begrippen(term.id)),
            "name": term.term,
            "description": term.explanation,
        }
        for term in terms
    ]
    address = urls.absolute(urls.begrippen())
    return {
        "@type": "DefinedTermSet",
        "@id": address,
        "name": "Begrippen",
        "inLanguage": "nl",
        "hasDefinedTerm": members,
    }


def documents() -> list[tuple[Naming, list[DictionaryRow]]]:
    """The fields of each document under what the document is."""
    namings = {naming.name: naming for naming in NAMINGS.values()}
    return [(namings[name], list(rows)) for name, rows in groupby(dictionary(), key=lambda row: row.document)]
