"""`make relevance`: how well every engine answers the samples of questions."""

import argparse
from pathlib import Path

from tests.relevance.collection import documents
from tests.relevance.engines import engines
from tests.relevance.measuring import Outcome, asked
from tests.relevance.questions import SAMPLES, questions
from tests.relevance.report import comparison, report
from tests.relevance.runs import changes, save, saved


def main() -> None:
    """Measure, print, and save or compare when asked."""
    options = argparse.ArgumentParser(prog="python -m tests.relevance", description=__doc__)
    options.add_argument("--save", type=Path, metavar="BESTAND", help="bewaar deze meting")
    options.add_argument("--compare", type=Path, metavar="BESTAND", help="vergelijk met een eerdere meting")
    chosen = options.parse_args()
    earlier = saved(chosen.compare) if chosen.compare else {}
    run: dict[str, dict[str, Outcome]] = {}
    with engines() as makers:
        for name, make in makers.items():
            engine = make()
            engine.rebuild(documents())
            outcomes = run.setdefault(name, {})
            for sample, path in SAMPLES.items():
                found = asked(engine, questions(path))
                outcomes.update((one.question.id, one) for one in found)
                print(f"\n=== {name}, {sample} ===\n{report(found)}")
            if name in earlier:
                print(f"\n=== {name}, sinds {chosen.compare} ===")
                print(comparison(changes(outcomes.values(), earlier[name])))
    if chosen.save:
        save(run, chosen.save)


if __name__ == "__main__":
    main()
