"""Rules of search that hold for any documents and any text, tried on generated ones."""

import re
import threading
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import FACETS, EmbeddedEngine, Query, SearchDocument, Sort
from tests.search.samples import CHANGED, COLLECTION, document

WORDS = [
    "schuldhulp",
    "jongeren",
    "ouderen",
    "wijkteam",
    "eenzaamheid",
    "straat",
    "vrouwen",
    "vertrouwen",
    "vallen",
    "sport",
    "buurt",
    "<b>zorg</b>",
    "school's",
    "en",
    "de",
    "op",
    "cliënt",
    "mantelzorg",
    '"recht"',
    "&",
    "re-integratie",
    "2019",
]
CODES = ("a", "b", "c")
FACETED = ("werksoort", "thema", "methode", "jaar")

sentences = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
choices = st.dictionaries(
    st.sampled_from(FACETED[:3]),
    st.lists(st.sampled_from(CODES), min_size=1, max_size=2, unique=True).map(tuple),
    max_size=3,
)


@st.composite
def documents(draw: st.DrawFn, most: int = 8) -> list[SearchDocument]:
    slugs = draw(st.lists(st.sampled_from("klmnopqr"), max_size=most, unique=True))
    return [draw(one_document(slug)) for slug in slugs]


@st.composite
def one_document(draw: st.DrawFn, slug: str) -> SearchDocument:
    years = draw(st.lists(st.sampled_from(("2001", "2010", "2019")), max_size=2, unique=True))
    facets = {name: tuple(draw(st.lists(st.sampled_from(CODES), max_size=2))) for name in FACETED[:3]}
    return document(
        slug,
        draw(sentences),
        draw(sentences),
        text=draw(sentences),
        labels=tuple(draw(st.lists(st.sampled_from(WORDS), max_size=2))),
        facets=facets | {"jaar": tuple(years)},
        newest_study=max(map(int, years), default=None),
        changed_at=CHANGED + timedelta(days=draw(st.integers(0, 5))),
        rank_group=draw(st.integers(0, 1)),
    )


anything = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
shared_engine = EmbeddedEngine(COLLECTION)


@given(text=st.text(max_size=300) | st.text(alphabet="\"'<>&()[]{}*?\\/:\x00\ud800 jongerenwk", max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_an_answer_and_suggestions(text: str) -> None:
    answer = shared_engine.answer(Query(text))
    assert len(answer.slugs) <= answer.total <= shared_engine.size
    assert len(shared_engine.suggest(text, 3)) <= 3


@given(
    found=documents(),
    text=sentences,
    chosen=choices,
    years=st.tuples(st.none() | st.just(2005), st.none() | st.just(2015)),
)
@anything
def test_every_count_is_the_number_of_entries_that_choosing_only_that_code_gives(
    found: list[SearchDocument],
    text: str,
    chosen: dict[str, tuple[str, ...]],
    years: tuple[int | None, int | None],
) -> None:
    engine = EmbeddedEngine(found)
    counts = engine.answer(Query(text, chosen, *years)).counts
    for facet in FACETED[:3]:
        for code in CODES:
            one = engine.answer(Query(text, chosen | {facet: (code,)}, *years))
            assert counts[facet].get(code, 0) == one.total
    assert counts.keys() == {facet.name for facet in FACETS}


@given(found=documents(), text=sentences, chosen=choices, sort=st.sampled_from(Sort))
@anything
def test_the_pages_of_a_list_are_its_total_without_doubles(
    found: list[SearchDocument], text: str, chosen: dict[str, tuple[str, ...]], sort: Sort
) -> None:
    engine = EmbeddedEngine(found)
    pages = [engine.answer(Query(text, chosen, sort=sort, page=n, page_size=3)) for n in (1, 2, 3)]
    slugs = [slug for page in pages for slug in page.slugs]
    assert len(slugs) == len(set(slugs)) == pages[0].total


@given(
    first=documents(),
    second=documents(),
    gone=st.sets(st.sampled_from("klmnopqr")),
    text=sentences,
    chosen=choices,
)
@anything
def test_changing_an_index_gives_what_building_it_anew_gives(
    first: list[SearchDocument],
    second: list[SearchDocument],
    gone: set[str],
    text: str,
    chosen: dict[str, tuple[str, ...]],
) -> None:
    changed = EmbeddedEngine(first)
    changed.put(*second)
    changed.drop(*gone)
    expected = {one.slug: one for one in (*first, *second) if one.slug not in gone}
    rebuilt = EmbeddedEngine(expected.values())
    assert changed.size == rebuilt.size == len(expected)
    after, anew = changed.answer(Query(text, chosen)), rebuilt.answer(Query(text, chosen))
    assert (set(after.slugs), after.total, after.correction) == (set(anew.slugs), anew.total, anew.correction)
    assert after.counts == anew.counts
    assert changed.answer(Query(sort=Sort.NAME)).slugs == rebuilt.answer(Query(sort=Sort.NAME)).slugs


@given(
    name=st.text(max_size=40),
    summary=st.text(max_size=80),
    text=st.text(max_size=300),
    word=st.sampled_from(WORDS),
)
@anything
def test_highlights_hold_no_markup_but_mark(name: str, summary: str, text: str, word: str) -> None:
    engine = EmbeddedEngine([document("x", f"{name} {word}", f"{word} {summary}", text=f"{text} {word} <i>")])
    for hit in engine.answer(Query(word)).hits:
        for html in hit.highlights.values():
            bare = html.replace("<mark>", "").replace("</mark>", "")
            assert not re.search(r"[<>\"']", bare)
            assert re.fullmatch(r"[^&]*(?:&(?:amp|lt|gt|quot|#x27);[^&]*)*", bare)
            assert html.count("<mark>") == html.count("</mark>")


def test_readers_see_a_whole_index_while_writers_change_it() -> None:
    engine = EmbeddedEngine(COLLECTION)
    wrong: list[object] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            answer = engine.answer(Query("jongeren schulden"))
            if len(answer.slugs) != answer.total or engine.size not in {len(COLLECTION), len(COLLECTION) + 1}:
                wrong.append(answer)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for _ in range(8):
        engine.put(document("extra", "Jongeren met schulden"))
        engine.drop("extra")
        engine.rebuild(COLLECTION)
    done.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    assert engine.size == len(COLLECTION)
