"""The tantivy side: the schema, a document as terms, and a plan as a query."""

from itertools import pairwise

import tantivy
from tantivy import Occur

from search.dutch import folded_words
from search.engine import SearchDocument
from search.fields import GROUPS, NAME, ROW, TEXT, TOGETHER, WEAK, Analysed, Group
from search.plan import Concept, Plan, Way, telling

Query = tantivy.Query

_TIE = 0.15  # a word that is also found elsewhere in a document counts a little extra
_APART = 0.1  # two words of a compound in different texts of a document
_SLOP = 4  # a text is long: there, near words stand at most this far apart
_SHORTEST_FUZZY = 4


def schema() -> tantivy.Schema:
    """Per group the stems with their places and the terms inside compounds; names as words and whole too."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("slug", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("nummer", fast=True)
    for group in GROUPS:
        builder.add_text_field(f"{group.name}_stam", tokenizer_name="whitespace", index_option="position")
        builder.add_text_field(f"{group.name}_binnen", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("naam_woord", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("naam_heel", tokenizer_name="raw", index_option="basic")
    return builder.build()


def as_row(document: SearchDocument, analysed: Analysed, ordinal: int) -> tantivy.Document:
    """The document as tantivy stores it; `ordinal` is its number in the snapshot."""
    row = tantivy.Document()
    row.add_text("slug", document.slug)
    row.add_unsigned("nummer", ordinal)
    for group in GROUPS:
        row.add_text(f"{group.name}_stam", " ".join(analysed.stems[group.name]))
        row.add_text(f"{group.name}_binnen", " ".join(analysed.inner[group.name]))
    name = folded_words(document.name)
    row.add_text(
        "naam_woord",
        " ".join((*name, *(first + second for first, second in pairwise(name)))),
    )
    for whole in {" ".join(name), " ".join(folded_words(document.name.partition("(")[0]))}:
        row.add_text("naam_heel", whole)
    return row


def all_words_query(schema: tantivy.Schema, plan: Plan) -> tantivy.Query:
    """Documents with every strong concept of the plan."""
    return _ordered(schema, plan, [(Occur.Must, concept_query(schema, concept)) for concept in plan.strong])


def any_word_query(schema: tantivy.Schema, plan: Plan) -> tantivy.Query:
    """Documents with at least one strong concept, and with those that must be there."""
    occurs = [Occur.Must if concept.must else Occur.Should for concept in plan.strong]
    queries = [concept_query(schema, concept) for concept in plan.strong]
    some = Query.boolean_query(list(zip(occurs, queries, strict=True)))
    return _ordered(schema, plan, [(Occur.Must, some)])


def _ordered(
    schema: tantivy.Schema, plan: Plan, selecting: list[tuple[Occur, tantivy.Query]]
) -> tantivy.Query:
    """A selection, with what only helps to order it: weak words, and the whole text as a name."""
    weak = [concept for concept in plan.concepts if not concept.strong]
    ordering = [Query.boost_query(concept_query(schema, concept, (NAME,)), WEAK) for concept in weak]
    ordering += _as_name(schema, plan.row)
    return Query.boolean_query(selecting + [(Occur.Should, query) for query in ordering])


def _as_name(schema: tantivy.Schema, row: tuple[str, ...]) -> list[tantivy.Query]:
    if len(row) < 2:  # noqa: PLR2004 - one word makes no row
        return []
    phrase = Query.phrase_query(schema, "naam_stam", list(row))
    return [Query.const_score_query(phrase, ROW)]


def concept_query(
    schema: tantivy.Schema, concept: Concept, groups: tuple[Group, ...] = GROUPS
) -> tantivy.Query:
    """The best way in the best group counts."""
    found = [_way_query(schema, way, group) for way in concept.ways for group in groups]
    for together in concept.together:
        parts = telling(together)
        found += [Query.boost_query(_every(schema, parts, (group,)), TOGETHER) for group in groups]
        found.append(Query.boost_query(_every(schema, parts, groups), _APART))
    return Query.disjunction_max_query(found, _TIE)


def _every(schema: tantivy.Schema, parts: tuple[Concept, ...], groups: tuple[Group, ...]) -> tantivy.Query:
    return Query.boolean_query([(Occur.Must, concept_query(schema, part, groups)) for part in parts])


def _way_query(schema: tantivy.Schema, way: Way, group: Group) -> tantivy.Query:
    stems, inside = f"{group.name}_stam", f"{group.name}_binnen"
    if len(way.terms) == 1:
        query = Query.term_query(schema, inside if way.inside else stems, way.terms[0], "freq")
    elif way.near and group is not TEXT:
        query = Query.boolean_query(
            [(Occur.Must, Query.term_query(schema, stems, term, "freq")) for term in way.terms]
        )
    elif way.inside:
        query = Query.boolean_query(
            [(Occur.Must, _either(schema, stems, inside, term)) for term in way.terms]
        )
    else:
        query = Query.phrase_query(schema, stems, list(way.terms), _SLOP if way.near else 0)
    return Query.boost_query(query, way.weight * group.weight)


def _either(schema: tantivy.Schema, stems: str, inside: str, term: str) -> tantivy.Query:
    return Query.disjunction_max_query(
        [Query.term_query(schema, stems, term, "freq"), Query.term_query(schema, inside, term, "freq")]
    )


def suggest_query(schema: tantivy.Schema, typed: list[str]) -> tantivy.Query:
    """Names that hold every typed word, the last one perhaps unfinished; one typo per longer word."""
    clauses = [(Occur.Must, _name_word(schema, word, last=word is typed[-1])) for word in typed]
    begins = Query.regex_query(schema, "naam_heel", " ".join(typed) + ".*")
    return Query.boolean_query([*clauses, (Occur.Should, Query.const_score_query(begins, 10.0))])


def _name_word(schema: tantivy.Schema, word: str, *, last: bool) -> tantivy.Query:
    ways = [Query.const_score_query(Query.term_query(schema, "naam_woord", word, "basic"), 3.0)]
    if last:
        ways.append(Query.const_score_query(Query.regex_query(schema, "naam_woord", word + ".*"), 2.0))
    if len(word) >= _SHORTEST_FUZZY:
        fuzzy = Query.fuzzy_term_query(schema, "naam_woord", word, distance=1, prefix=last)
        ways.append(Query.const_score_query(fuzzy, 0.5))
    return Query.disjunction_max_query(ways)
