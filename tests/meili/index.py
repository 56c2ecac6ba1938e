"""One index: its documents, settings, and what is looked up in them."""

import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from tests.meili import settings as index_settings
from tests.meili.facets import Facet
from tests.meili.filtering import Filtering
from tests.meili.rules import Rule, matches, read_rule, rule_for
from tests.meili.terms import Tolerance, known_words, synonyms_of
from tests.meili.values import leaves
from tests.meili.vocabulary import Vocabulary

Document = dict[str, Any]
Version = tuple[int, int, int]


class Index:
    """Changes happen under the lock, and a reader holds it too: nobody sees half a change."""

    def __init__(self, version: Version, primary_key: str | None = None) -> None:
        self.lock = threading.RLock()
        self.version = version
        self.primary_key = primary_key
        self.created = self.changed = datetime.now(UTC)
        self.numbers: dict[str, int] = {}
        self.documents: dict[int, Document] = {}
        self.free: list[int] = []
        self.settings = index_settings.defaults(version)
        self._prepare()

    def _prepare(self) -> None:
        """Everything that is derived from documents and settings, made anew."""
        chosen = self.settings
        self.rules: list[Rule] = [read_rule(given) for given in chosen["filterableAttributes"]]
        custom = [rule.rpartition(":")[0] for rule in chosen["rankingRules"] if ":" in rule]
        self.sorted_on = [*chosen["sortableAttributes"], *custom]
        self.facets: dict[str, Facet] = {}
        self.stop_words = known_words(chosen["stopWords"])
        self.vocabulary = Vocabulary(chosen["searchableAttributes"], self.stop_words)
        self.synonyms = synonyms_of(chosen["synonyms"])
        typos = chosen["typoTolerance"]
        sizes = typos["minWordSizeForTypos"]
        exempt = known_words(typos["disableOnWords"])
        numbers = not typos.get("disableOnNumbers", False)
        self.tolerance = Tolerance(typos["enabled"], sizes["oneTypo"], sizes["twoTypos"], exempt, numbers)
        for number, document in sorted(self.documents.items()):
            self._learn(number, document)

    def _learn(self, number: int, document: Mapping[str, Any]) -> None:
        for name, value, own in leaves(document):
            if rule_for(name, self.rules) or any(matches(sorted_on, name) for sorted_on in self.sorted_on):
                self.facets.setdefault(name, Facet()).add(number, value, own=own)
        self.vocabulary.add(number, document)

    def _forget(self, number: int) -> None:
        for facet in self.facets.values():
            facet.remove(number)
        self.vocabulary.remove(number)

    def put(self, documents: Mapping[str, Document]) -> None:
        """Add or replace documents by their id. A replaced one keeps its place."""
        with self.lock:
            for key, document in documents.items():
                number = self.numbers.get(key)
                if number is None:
                    number = self.free.pop(0) if self.free else len(self.numbers)
                    self.numbers[key] = number
                else:
                    self._forget(number)
                self.documents[number] = document
                self._learn(number, document)
            self.changed = datetime.now(UTC)

    def drop(self, keys: Iterable[str]) -> int:
        """Delete documents; the answer is how many there were. Their places are given out again."""
        with self.lock:
            known = [key for key in dict.fromkeys(keys) if key in self.numbers]
            for key in known:
                number = self.numbers.pop(key)
                self._forget(number)
                del self.documents[number]
                self.free.append(number)
            self.free.sort()
            self.changed = datetime.now(UTC)
            return len(known)

    def configure(self, given: Mapping[str, Any]) -> None:
        with self.lock:
            self.settings = index_settings.updated(self.settings, given, self.version)
            self.changed = datetime.now(UTC)
            self._prepare()

    def filtering(self) -> Filtering:
        return Filtering(self.facets, set(self.documents), self.rules, self.version)

    def stats(self) -> dict[str, Any]:
        with self.lock:
            fields = Counter(name for document in self.documents.values() for name in document)
            count = len(self.documents)
        return {
            "numberOfDocuments": count,
            "rawDocumentDbSize": 4096,
            "avgDocumentSize": 128,
            "isIndexing": False,
            "numberOfEmbeddings": 0,
            "numberOfEmbeddedDocuments": 0,
            "fieldDistribution": dict(sorted(fields.items())),
        }
