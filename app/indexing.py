"""From entries to search documents, and keeping an index in step with the database."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import structlog
from sqlalchemy import Engine as Database
from sqlmodel import Session

from app.filters import NATIONWIDE
from catalogue import queries, registers, term_texts
from catalogue.distribution import gainers, payers, splits
from catalogue.documents import Approach, Study
from catalogue.editing import vocabularies
from catalogue.kinds import Kind
from catalogue.queries import Version
from catalogue.reading import newest_year
from catalogue.schema import known
from catalogue.term_texts import Key, Words
from catalogue.vocabulary import EntryState, Selection, Term
from search.engine import Engine, SearchDocument

LOOK_AGAIN_SECONDS = 0.25
PIECE = 200

log = structlog.stdlib.get_logger("mkba")


def search_document(version: Version[Approach]) -> SearchDocument:
    """Everything searchable of a live entry."""
    approach = version.document
    return SearchDocument(
        slug=version.slug,
        name=approach.name,
        summary=approach.summary,
        changed_at=version.published_at,
        text="\n".join(_prose(approach)),
        study_titles=tuple(title for study in approach.studies if (title := known(study.title))),
        bureaus=_distinct(bureau for study in approach.studies for bureau in study.bureaus),
        organisations=_distinct(organisation.name for organisation in approach.organisations),
        municipalities=_distinct(_place_names(approach)),
        labels=_labels(approach),
        facets=facets(approach),
        newest_study=newest_year(approach),
        rank_group=0 if approach.selection is Selection.SELECTED else 1,
    )


def facets(approach: Approach) -> dict[str, tuple[str, ...]]:
    """The codes of an approach per facet, by the names that stand in addresses."""
    pays, gains = payers(approach), gainers(approach)
    places = [place.code for place in approach.municipalities]
    years = (known(study.year) for study in approach.studies)
    return {
        "werksoort": _codes(approach.work_types),
        "thema": _codes(approach.themes),
        "doelgroep": _codes(approach.target_groups),
        "methode": _codes(study.method for study in approach.studies),
        "profiteert": _codes(sorted(gains)),
        "betaalt": _codes(sorted(pays)),
        "verdeling": _codes(sorted(splits(approach))),
        "partij": _codes(sorted(gains | pays)),
        "gemeente": _distinct([*places, *([NATIONWIDE] if approach.nationwide else [])]),
        "opzet": _codes(study.design for study in approach.studies),
        "erkenning": _codes(recognition.level for recognition in approach.recognitions),
        "selectie": (approach.selection.value,),
        "preventie": (approach.prevention.value,),
        "bereik": (approach.scope.value,),
        "jaar": _distinct(str(year) for year in years if year is not None),
    }


def _codes(terms: Iterable[Term]) -> tuple[str, ...]:
    return _distinct(term.value for term in terms)


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _labels(approach: Approach) -> tuple[str, ...]:
    terms: list[Term] = [*approach.work_types, *approach.themes, *approach.target_groups]
    terms += [study.method for study in approach.studies]
    return _distinct([*(term.label for term in terms), *approach.target_group_words])


def _place_names(approach: Approach) -> Iterator[str]:
    for place in approach.municipalities:
        yield registers.municipalities()[place.code].name
        yield from registers.municipality_aliases(place.code)


def _prose(approach: Approach) -> Iterator[str]:
    facts = (approach.what, approach.for_whom, approach.how, approach.needs, approach.transferability)
    yield from (text for fact in facts if (text := known(fact)))
    yield from approach.working_elements
    for study in approach.studies:
        yield from _study_prose(study)


def _study_prose(study: Study) -> Iterator[str]:
    for fact in (study.conclusion, study.baseline, study.commissioner):
        if text := known(fact):
            yield text
    yield from study.limitations
    for result in study.results:
        yield from (item.name for item in result.items)
        yield from (effect.name for effect in result.unpriced)
        yield from (row.variable for row in result.sensitivities)


class IndexKeeper:
    """Keeps one engine of this process in step with the database through its change counter."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.seen = -1
        self._words: Mapping[Key, Words] = {}
        self._looked_at = 0.0
        self._lock = threading.Lock()

    def build(self, db: Session) -> None:
        """Fill the engine from all published entries, in the words that terms have now."""
        self._words = vocabularies.words(db)
        term_texts.apply(self._words)
        seen = queries.change_number(db)
        self.engine.rebuild(search_document(version) for version in queries.all_live(db, Kind.APPROACH))
        self.seen = seen

    @property
    def due(self) -> bool:
        """Whether it is time to look for changes again."""
        return time.monotonic() - self._looked_at >= LOOK_AGAIN_SECONDS

    def follow(self, db: Session) -> None:
        """Take over what was published, archived or withdrawn since; cheap when nothing was."""
        if not self.due:
            return
        with self._lock:
            self._looked_at = time.monotonic()
            number = queries.change_number(db)
            if number == self.seen:
                return
            if vocabularies.words(db) != self._words:
                self.build(db)  # the names of terms stand in every search document
            else:
                self._apply(db)
                self.seen = number

    def _apply(self, db: Session) -> None:
        changes = [change for change in queries.changed_since(db, self.seen) if change.kind == Kind.APPROACH]
        shown = [change.slug for change in changes if change.state is EntryState.PUBLISHED]
        gone = [change.slug for change in changes if change.state is not EntryState.PUBLISHED]
        self.engine.drop(*gone)
        versions = queries.lives(db, Kind.APPROACH, shown)
        self.engine.put(*(search_document(version) for version in versions.values()))


class Reading:
    """Published entries as search documents, read piece by piece, so that no transaction stays open.

    `unreadable` has the entries that could not be turned into one; the log says why.
    """

    def __init__(self, database: Database, slugs: Sequence[str]) -> None:
        self._database = database
        self._slugs = slugs
        self.unreadable: list[str] = []
        self.size = 0

    def documents(self, progress: Callable[[int], None] = lambda _: None) -> Iterator[SearchDocument]:
        """The documents at those slugs that hold a published entry; `progress` hears how many were read."""
        for start in range(0, len(self._slugs), PIECE):
            piece = self._slugs[start : start + PIECE]
            with Session(self._database) as db:
                versions = queries.lives(db, Kind.APPROACH, piece)
            documents = [
                self._document(version) for slug, version in versions.items() if version.slug == slug
            ]
            yield from (document for document in documents if document)
            progress(start + len(piece))

    def _document(self, version: Version[Approach]) -> SearchDocument | None:
        try:
            document = search_document(version)
        except Exception:
            log.exception("entry cannot be indexed", slug=version.slug)
            self.unreadable.append(version.slug)
            return None
        self.size += 1
        return document
