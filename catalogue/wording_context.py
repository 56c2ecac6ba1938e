"""What stands beside an outcome: method, year, comparison, forecast or measured, effects without euros."""

from collections import Counter

from catalogue.documents import Result, Study
from catalogue.schema import known
from catalogue.vocabulary import BaselineKind, Direction, Timing

TIMING_WORDS = {
    Timing.EX_ANTE: "Dit is een verwachting vooraf.",
    Timing.EX_POST: "Dit is achteraf gemeten.",
    Timing.INDICATIVE: "Dit is een schatting: voor een deel gemeten, voor een deel aangenomen.",
    Timing.UNKNOWN: "Of dit vooraf is verwacht of achteraf is gemeten, is niet bekend.",
}


def timing_words(study: Study) -> str:
    """Forecast or measured, in one sentence: that is said of every outcome."""
    return TIMING_WORDS[study.timing]


def comparison(study: Study) -> str:
    """What the study compares with, as a phrase after "vergeleken met"."""
    text = known(study.baseline)
    if text:
        return text
    if study.baseline_kind is BaselineKind.UNKNOWN:
        return "niet bekend"
    return study.baseline_kind.label.lower()


def year_text(study: Study) -> str:
    """The publication year, or that it is not known."""
    year = known(study.year)
    return "jaar onbekend" if year is None else str(year)


def basis(study: Study) -> str:
    """What belongs beside every outcome: method, year, comparison and who made it."""
    makers = ", ".join(study.bureaus) or "bureau onbekend"
    compared = comparison(study).rstrip(".")
    return f"{study.method.label}, {year_text(study)}, door {makers}. Vergeleken met: {compared}."


def unpriced(result: Result) -> str | None:
    """The sentence that must stand beside a total: effects without euros are not zero (METHOD F15)."""
    found = Counter(DIRECTION_WORDS[effect.direction] for effect in result.unpriced)
    if not found:
        return None
    if found.total() == 1:
        return f"Daarnaast is er 1 effect zonder bedrag{ONE_EFFECT[next(iter(found))]}."
    *first, last = [f"{found[words]} {words}" for words in ONE_EFFECT if found[words]]
    split = f"{', '.join(first)} en {last}" if first else last
    return f"Daarnaast zijn er {found.total()} effecten zonder bedrag, waarvan {split}."


DIRECTION_WORDS = {
    Direction.STRONGLY_POSITIVE: "positief",
    Direction.POSITIVE: "positief",
    Direction.NEGATIVE: "negatief",
    Direction.STRONGLY_NEGATIVE: "negatief",
    Direction.NEUTRAL: "zonder verschil",
    Direction.UNKNOWN: "met onbekende richting",
}
ONE_EFFECT = {
    "positief": ", en dat is positief",
    "negatief": ", en dat is negatief",
    "zonder verschil": ". Het onderzoek ziet geen verschil",
    "met onbekende richting": ". Of dat goed of slecht is, is niet bekend",
}
"""What follows on one effect; the order is that of a row of effects."""
