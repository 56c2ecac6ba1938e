"""The embedded engine: tantivy in memory, rebuilt by each process for itself."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping

import tantivy

from search.counting import FacetIndex, mask_of
from search.engine import NEAREST, Answer, Hit, Query, SearchDocument, Sort, fingerprint
from search.facets import YEAR, choices
from search.fields import Analysed, analysed
from search.index import any_word_query, as_row, schema, suggest_query
from search.marking import Marker
from search.orders import Orders
from search.plan import Plan, read, typed_so_far, without_quotes
from search.snapshot import Found, Snapshot
from search.vocabulary import Vocabulary

_WRITER_MEMORY = 50_000_000


class EmbeddedEngine:
    """An Engine in this process. Readers use one snapshot; writers work in turn and replace it when done."""

    def __init__(self, documents: Iterable[SearchDocument] = ()) -> None:
        self._writing = threading.Lock()
        self.rebuild(documents)

    @property
    def size(self) -> int:
        return len(self._snapshot.ordinals)

    def answer(self, query: Query) -> Answer:
        snapshot = self._snapshot
        plan = read(query.text, snapshot.vocabulary)
        chosen = choices(query, snapshot.facets.codes(YEAR))
        found = _found(snapshot, plan)
        everything = snapshot.everything if found is None else found.mask
        narrowed = snapshot.facets.narrowed(everything, chosen)
        total = narrowed.bit_count()
        marker = Marker(plan)
        hits = tuple(
            Hit(document.slug, marker.highlights(document))
            for document in map(snapshot.document, _page(snapshot, query, found, narrowed))
        )
        return Answer(
            hits,
            total,
            snapshot.facets.counts(everything, chosen),
            plan.correction,
            snapshot.lacking(plan, hits[0].slug) if hits and found and found.partial else (),
            {} if total else _without(snapshot, chosen, everything),
            () if total else _nearest(snapshot, query, chosen, found),
        )

    def suggest(self, text: str, limit: int = 8) -> tuple[str, ...]:
        snapshot = self._snapshot
        typed = typed_so_far(text)
        if not typed or limit < 1:
            return ()
        found = snapshot.found(suggest_query(snapshot.schema, typed))
        best = snapshot.best(found, snapshot.everything, 0, limit)
        return tuple(snapshot.document(ordinal).slug for ordinal in best)

    def rebuild(
        self, documents: Iterable[SearchDocument], progress: Callable[[int], None] | None = None
    ) -> None:
        latest = tuple({document.slug: document for document in documents}.values())
        with self._writing:
            index = tantivy.Index(schema())
            writer = index.writer(_WRITER_MEMORY, 1)
            vocabulary = Vocabulary.of(_written(writer, enumerate(latest)))
            writer.commit()
            writer.wait_merging_threads()
            index.reload()
            self._index = index
            self._snapshot = Snapshot(
                index.searcher(),
                index.schema,
                latest,
                {document.slug: ordinal for ordinal, document in enumerate(latest)},
                FacetIndex.of((ordinal, document.facets) for ordinal, document in enumerate(latest)),
                vocabulary,
                Orders.of(latest),
                mask_of(range(len(latest))),
            )
        if progress:
            progress(len(latest))

    def put(self, *documents: SearchDocument) -> None:
        self._change({document.slug: document for document in documents}, ())

    def drop(self, *slugs: str) -> None:
        self._change({}, slugs)

    def fingerprints(self) -> Mapping[str, str]:
        snapshot = self._snapshot
        return {slug: fingerprint(snapshot.document(ordinal)) for slug, ordinal in snapshot.ordinals.items()}

    @property
    def documents(self) -> Iterator[SearchDocument]:
        """The documents it holds now."""
        return (document for document in self._snapshot.documents if document is not None)

    @property
    def vocabulary(self) -> Vocabulary:
        """The words of the documents it holds now."""
        return self._snapshot.vocabulary

    def _change(self, come: Mapping[str, SearchDocument], dropped: Iterable[str]) -> None:
        with self._writing:
            old = self._snapshot
            numbers = _numbers(old, come)
            gone = {old.ordinals[slug]: slug for slug in {*come, *dropped} & old.ordinals.keys()}
            if not gone and not come:
                return
            before = [(ordinal, old.document(ordinal)) for ordinal in gone]
            after = [(numbers[slug], document) for slug, document in come.items()]
            documents = list(old.documents) + [None] * (
                1 + max(numbers.values(), default=-1) - len(old.documents)
            )
            for ordinal in gone:
                documents[ordinal] = None
            for ordinal, document in after:
                documents[ordinal] = document
            writer = self._index.writer(_WRITER_MEMORY, 1)
            for slug in gone.values():
                writer.delete_documents_by_term("slug", slug)
            vocabulary = old.vocabulary.changed(
                (analysed(document) for _, document in before), _written(writer, after)
            )
            writer.commit()
            writer.wait_merging_threads()
            self._index.reload()
            ordinals = {slug: n for slug, n in old.ordinals.items() if n not in gone} | numbers
            self._snapshot = Snapshot(
                self._index.searcher(),
                self._index.schema,
                tuple(documents),
                ordinals,
                old.facets.changed(
                    ((n, document.facets) for n, document in before),
                    ((n, document.facets) for n, document in after),
                ),
                vocabulary,
                old.orders.changed(gone, after),
                mask_of(ordinals.values()),
            )


def _written(writer: tantivy.IndexWriter, rows: Iterable[tuple[int, SearchDocument]]) -> Iterable[Analysed]:
    """Adds the rows to the index and hands on what was made of them."""
    for ordinal, document in rows:
        terms = analysed(document)
        writer.add_document(as_row(document, terms, ordinal))
        yield terms


def _numbers(old: Snapshot, come: Iterable[str]) -> dict[str, int]:
    """A place for each document that comes: its own, one that is free, or a new one."""
    free = [n for n, document in enumerate(old.documents) if document is None]
    result: dict[str, int] = {}
    fresh = len(old.documents)
    for slug in come:
        if slug in old.ordinals:
            result[slug] = old.ordinals[slug]
        elif free:
            result[slug] = free.pop()
        else:
            result[slug] = fresh
            fresh += 1
    return result


def _found(snapshot: Snapshot, plan: Plan) -> Found | None:
    """Documents with all words, else with most words; None when nothing was asked.

    Choices in facets play no part here, or a choice would change what a word finds and counts would be off.
    """
    if not plan.strong:
        return None
    found = snapshot.with_all(plan)
    return found if found.ordinals else snapshot.with_most(plan)


def _page(snapshot: Snapshot, query: Query, found: Found | None, narrowed: int) -> list[int]:
    end = query.start + query.size
    if found is None or query.sort is not Sort.RELEVANCE:
        return snapshot.orders.page(narrowed, query.sort, query.start, end)
    return snapshot.best(found, narrowed, query.start, end)


def _without(snapshot: Snapshot, chosen: Mapping[str, frozenset[str]], found: int) -> dict[str, int]:
    """Per chosen facet how many documents remain when only that choice is let go; those that help."""
    loosened = {name: snapshot.facets.narrowed(found, chosen, but=name).bit_count() for name in chosen}
    return {name: number for name, number in loosened.items() if number}


def _nearest(
    snapshot: Snapshot, query: Query, chosen: Mapping[str, frozenset[str]], found: Found | None
) -> tuple[str, ...]:
    """Slugs to offer when nothing was found: first without the choices, then with any of the words."""
    if found is None:
        looser = [snapshot.facets.narrowed(snapshot.everything, chosen, but=name) for name in chosen]
        largest = max(looser, key=int.bit_count, default=0)
        best = snapshot.orders.page(largest, Sort.RELEVANCE, 0, NEAREST)
    else:
        if not found.ordinals:
            loose = read(without_quotes(query.text), snapshot.vocabulary)
            found = snapshot.found(any_word_query(snapshot.schema, loose))
        within = snapshot.facets.narrowed(found.mask, chosen)
        best = snapshot.best(found, within or found.mask, 0, NEAREST)
    return tuple(snapshot.document(ordinal).slug for ordinal in best)
