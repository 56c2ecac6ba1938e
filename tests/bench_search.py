"""How quick and how large an engine is at several sizes, on made-up Dutch documents."""

import gc
import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from search import EmbeddedEngine, Engine, Query, SearchDocument, Sort
from search.dutch import lexicon
from search.lexicon import stop_words

QUESTIONS = 300
_START = datetime(2020, 1, 1, tzinfo=UTC)
_FACETS = {
    "werksoort": (18, 2),
    "thema": (15, 2),
    "doelgroep": (24, 2),
    "methode": (10, 1),
    "profiteert": (12, 3),
    "betaalt": (12, 2),
    "partij": (12, 4),
    "gemeente": (342, 1),
    "opzet": (8, 1),
    "erkenning": (6, 1),
    "selectie": (3, 1),
    "preventie": (4, 1),
    "bereik": (4, 1),
    "jaar": (25, 2),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One size. Times in milliseconds, memory in MiB added to this process, build in seconds."""

    documents: int
    build: float
    p50: float
    p95: float
    put: float
    memory: float


class Writer:
    """Makes documents and questions from one language: words of the field, some frequent and most rare."""

    def __init__(self, seed: int = 7) -> None:
        self._random = random.Random(seed)
        forms = sorted(word for word in lexicon().families if len(word) > 3)
        self._random.shuffle(forms)
        compounds = [first + second for first in forms[:150] for second in forms[150:200]]
        self.words = forms + self._random.sample(compounds, len(compounds))
        self._small = sorted(stop_words())
        self._weights = list(accumulate(1 / (rank + 10) for rank in range(len(self.words))))

    def sentence(self, length: int) -> str:
        """Words by chance, as unequal as in a language: the commonest stands in half of all documents."""
        return " ".join(self._random.choices(self.words, cum_weights=self._weights, k=length))

    def prose(self, length: int) -> str:
        """A sentence in which four in ten words are small ones."""
        small = self._random.choices(self._small, k=length * 2 // 5)
        return " ".join((*small, self.sentence(length - len(small))))

    def documents(self, number: int) -> Iterator[SearchDocument]:
        """Documents of the size of a short entry."""
        for n in range(number):
            facets = {name: self._codes(name, *size) for name, size in _FACETS.items()}
            yield SearchDocument(
                slug=f"aanpak-{n}",
                name=self.sentence(self._random.randint(1, 4)),
                summary=self.prose(25),
                text=self.prose(75),
                labels=tuple(self.sentence(1) for _ in range(4)),
                facets=facets,
                newest_study=max(map(int, facets["jaar"])),
                changed_at=_START + timedelta(minutes=self._random.randrange(10**6)),
                rank_group=n % 2,
            )

    def questions(self, number: int) -> Iterator[Query]:
        """One, two or three words, now and then a typo, a choice in facets, another order or no words."""
        for n in range(number):
            text = "" if n % 10 == 0 else self.sentence(1 + n % 3)
            if n % 12 == 1:
                text = text[:3] + text[4:]
            chosen = {"thema": self._codes("thema", 15, 2), "methode": ("methode-1",)} if n % 4 == 0 else {}
            yield Query(text, chosen, sort=list(Sort)[n % 4] if n % 5 == 0 else Sort.RELEVANCE)

    def _codes(self, name: str, codes: int, most: int) -> tuple[str, ...]:
        if name == "jaar":
            return tuple(str(2000 + self._random.randrange(codes)) for _ in range(most))
        return tuple(f"{name}-{self._random.randrange(codes)}" for _ in range(most))


def measure(sizes: Iterable[int], make: Callable[[], Engine] = EmbeddedEngine) -> list[Row]:
    """One row per size: build, answer `QUESTIONS` different questions, and put one document."""
    return [_measured(size, make) for size in sizes]


def _measured(size: int, make: Callable[[], Engine]) -> Row:
    writer = Writer()
    documents = list(writer.documents(size))
    gc.collect()
    before = _resident()
    started = time.perf_counter()
    engine = make()
    engine.rebuild(documents)
    built = time.perf_counter() - started
    times = sorted(_timed(engine, question) for question in writer.questions(QUESTIONS))
    memory = _resident() - before
    started = time.perf_counter()
    engine.put(documents[0])
    put = time.perf_counter() - started
    if hasattr(engine, "close"):
        engine.close()  # an index on a server would stay
    return Row(
        size,
        round(built, 2),
        round(times[len(times) // 2] * 1000, 2),
        round(times[int(len(times) * 0.95)] * 1000, 2),
        round(put * 1000, 1),
        round(memory, 1),
    )


def _timed(engine: Engine, question: Query) -> float:
    started = time.perf_counter()
    engine.answer(question)
    return time.perf_counter() - started


def _resident() -> float:
    """Memory of this process in MiB, as Linux tells it; 0 elsewhere."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    print("documenten  bouwen s  p50 ms  p95 ms  bijwerken ms  geheugen MiB")
    for row in measure(int(size) for size in sys.argv[1:] or ("1000", "10000")):
        print(f"{row.documents:>10}{row.build:>10}{row.p50:>8}{row.p95:>8}{row.put:>14}{row.memory:>14}")
