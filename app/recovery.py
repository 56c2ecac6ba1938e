"""What a list says when it did not find all that was asked: what was done instead, and ways on.

Everything here is asked of the index in this process, so that help never waits for a network.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.facet_view import LIST, Loosened, chosen_facets, loosened, only
from app.filters import COMPARED, Question
from app.urls import with_query
from search.dutch import clean, words
from search.engine import Answer, Query, Searcher
from search.plan import QUOTES

_LOOSE = str.maketrans(dict.fromkeys(QUOTES, " "))
FEW = 3
"""With no more results than this, a corrected search offers another way."""
MOST_ALONE = 6


@dataclass(frozen=True, slots=True)
class Way:
    """Another search, by its words, with the number of entries it finds."""

    words: str
    total: int
    url: str


@dataclass(frozen=True, slots=True)
class Spelling:
    """Other words were searched than those typed. `without`: the search without the unknown words."""

    meant: str
    meant_url: str
    unknown: tuple[str, ...]
    without: Way | None
    few: bool


@dataclass(frozen=True, slots=True)
class Recovery:
    """What the list explains. `loosened` and `alone` only when nothing was found, the most helpful first.

    `left_out`: words that the first entry lacks, `only_those`: the search for just those words.
    `unfiltered`: the same words without any filter; `unquoted`: as loose words. `single`: one word was typed.
    """

    spelling: Spelling | None = None
    left_out: tuple[str, ...] = ()
    only_those: Way | None = None
    loosened: tuple[Loosened, ...] = ()
    alone: tuple[Loosened, ...] = ()
    unfiltered: Way | None = None
    quoted: bool = False
    unquoted: Way | None = None
    single: bool = False

    @property
    def is_known(self) -> bool:
        """Whether a filter is what stands in the way."""
        return bool(self.loosened or self.alone or self.unfiltered)


def recovery(engine: Searcher, question: Question, answer: Answer) -> Recovery:
    """The help that goes with an answer."""
    text = question.query.text
    spelling = _spelling(engine, question, answer) if answer.correction else None
    if answer.total:
        return Recovery(spelling, answer.left_out, _way(engine, question, " ".join(answer.left_out)))
    let_go = loosened(question, answer.without)
    alone = () if let_go else _alone(engine, question)
    return Recovery(
        spelling,
        loosened=let_go,
        alone=alone,
        unfiltered=_unfiltered(engine, question),
        unquoted=_unquoted(engine, question),
        quoted=text.translate(_LOOSE) != text,
        single=len(list(words(clean(text)))) == 1,
    )


def _spelling(engine: Searcher, question: Question, answer: Answer) -> Spelling:
    """A word that was replaced stands in no entry: searching it all the same would find nothing."""
    meant = answer.correction or ""
    unknown, rest = _compared(question.query.text, meant)
    return Spelling(
        meant,
        with_query(LIST, {**question.parameters, "q": meant}),
        unknown,
        _way(engine, question, rest),
        answer.total <= FEW,
    )


def _compared(typed: str, meant: str) -> tuple[tuple[str, ...], str]:
    """The typed words that were replaced, and the typed text without them."""
    typed = clean(typed)
    before, after = list(words(typed)), list(words(clean(meant)))
    if len(before) != len(after):
        return (typed,), ""
    replaced = [one for one, other in zip(before, after, strict=True) if one.folded != other.folded]
    kept = [one for one in before if one not in replaced]
    return tuple(typed[one.start : one.end] for one in replaced), " ".join(
        typed[w.start : w.end] for w in kept
    )


def _way(engine: Searcher, question: Question, text: str, *, partly: bool = False) -> Way | None:
    """The same question with other words, when that finds something with all of them."""
    if not text or text == question.query.text:
        return None
    answer = engine.answer(replace(question.query, text=text, page=1, page_size=1))
    if not answer.total or (answer.left_out and not partly):
        return None
    return Way(text, answer.total, with_query(LIST, {**question.parameters, "q": text}))


def _unfiltered(engine: Searcher, question: Question) -> Way | None:
    """The same words without any filter; with one filter that is what letting it go already says."""
    text = question.query.text
    if len(chosen_facets(question)) < 2:  # noqa: PLR2004
        return None
    total = engine.answer(Query(text=text, page_size=1)).total
    address = with_query(LIST, {"q": text, COMPARED: question.compared})
    return Way(text, total, address) if total else None


def _alone(engine: Searcher, question: Question) -> tuple[Loosened, ...]:
    """Each filter without the others, when letting one go is not enough."""
    names: Sequence[str] = chosen_facets(question)
    if len(names) < 2:  # noqa: PLR2004
        return ()

    def found() -> Iterator[Loosened]:
        for name in names[:MOST_ALONE]:
            one = only(question, name)
            total = engine.answer(replace(one.query, page=1, page_size=1)).total
            if total:
                yield Loosened.of(question, name, total, with_query(LIST, one.parameters))

    return tuple(sorted(found(), key=lambda way: -way.total))


def _unquoted(engine: Searcher, question: Question) -> Way | None:
    """The same words when they need not stand side by side; also when not all of them are found then."""
    text = question.query.text
    loose = " ".join(text.translate(_LOOSE).split())
    return _way(engine, question, loose, partly=True) if loose != text else None
