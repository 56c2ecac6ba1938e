"""Comparability in plain Dutch: per aspect one reason that names the values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catalogue.comparability_facts import Subject, fact, in_words
from catalogue.comparability_rules import Weight, concerns
from catalogue.schema import Unknown
from catalogue.vocabulary import Aspect, BaselineKind, Likeness, Method, Unit

PAIR = 2
TOGETHER = {2: "beide", 3: "alle drie de", 4: "alle vier de"}
TOTALS = (Unit.WHOLE_PROJECT, Unit.PER_YEAR, Unit.PER_MUNICIPALITY, Unit.NATIONWIDE)
"""Units whose amounts grow with the number of people."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """How sentences speak of an aspect: its name with article, the verbs, and what leads in each value."""

    name: str
    one: str
    more: str
    lead: str = ""
    remark: str = ""
    """What a reader has to know when subjects differ."""
    each: str = ""
    """What leads in each value in a row of them."""


PHRASES: Mapping[Aspect, Phrase] = {
    Aspect.METHOD: Phrase("de methode", "is", "zijn"),
    Aspect.PERSPECTIVE: Phrase("de reikwijdte", "telt", "tellen"),
    Aspect.UNIT: Phrase("de eenheid", "rekent", "rekenen"),
    Aspect.HORIZON: Phrase(
        "de looptijd", "telt", "tellen", remark=" Over meer jaren zijn kosten en baten vanzelf hoger."
    ),
    Aspect.RATIO_DEFINITION: Phrase("de soort verhouding", "noemt", "noemen"),
    Aspect.PRICE_YEAR: Phrase(
        "het prijspeil",
        "rekent",
        "rekenen",
        lead="in prijzen van ",
        remark=" Reken de bedragen eerst om naar hetzelfde jaar.",
    ),
    Aspect.DISCOUNT_RATE: Phrase("de rekenrente", "gebruikt", "gebruiken", lead="een rekenrente van "),
    Aspect.TIMING: Phrase("het meetmoment", "rekent", "rekenen"),
    Aspect.BASELINE: Phrase("de vergelijking", "vergelijkt", "vergelijken", lead="met ", each="met "),
    Aspect.SCOPE: Phrase("de werkvorm", "werkt", "werken"),
}

LEFT_OPEN: Mapping[Aspect, str] = {
    Aspect.METHOD: "Of zij op dezelfde manier rekenen, is niet vastgelegd.",
    Aspect.RATIO_DEFINITION: "Of dat dezelfde manier is, is niet vastgelegd.",
    Aspect.BASELINE: "Of dat dezelfde aanpak is, is niet vastgelegd.",
}
SAME_EFFECT = "Of zij hetzelfde effect meten, is niet vastgelegd."


def reason(aspect: Aspect, subjects: Sequence[Subject], weight: Weight) -> str:
    """Why the subjects turn out as they do on an aspect, with the values and the names."""
    if weight.outcome is Likeness.DIFFERENT:
        untold = _split(aspect, subjects)[1]
        rest = f" Van {_names(untold)} is dit niet bekend." if untold else ""
        return f"{_capital(differing(aspect, subjects))}.{PHRASES[aspect].remark}{rest}"
    if weight.outcome is Likeness.SAME:
        return f"{_alike(aspect, subjects)}{_remark_on_equals(aspect, subjects[0])}"
    whose = untold_of(aspect, subjects)
    if whose:
        return f"{_capital(PHRASES[aspect].name)} van {whose} is niet bekend."
    effects = aspect is Aspect.METHOD and fact(aspect, subjects[0]) == Method.COST_EFFECTIVENESS
    return f"{_alike(aspect, subjects)} {SAME_EFFECT if effects else LEFT_OPEN[aspect]}"


def differing(aspect: Aspect, subjects: Sequence[Subject]) -> str:
    """The difference between the known facts, as a clause without a full stop."""
    phrase, told = PHRASES[aspect], _split(aspect, subjects)[0]
    values = [in_words(aspect, subject) for subject in told]
    if len(subjects) == len(told) == PAIR:
        one, other = _ONE_AND_OTHER[aspect is Aspect.SCOPE]
        return f"{one} {phrase.one} {phrase.lead}{values[0]}, {other} {phrase.lead}{values[1]}"
    groups: dict[str, list[Subject]] = {}
    for subject, value in zip(told, values, strict=True):
        groups.setdefault(value, []).append(subject)
    row = ", ".join(f"{phrase.each}{value} bij {_names(its)}" for value, its in groups.items())
    return f"{phrase.name} verschilt: {row}"


def untold_of(aspect: Aspect, subjects: Sequence[Subject]) -> str:
    """Of whom the fact is not known, as words after "van"; empty when all facts are known."""
    untold = _split(aspect, subjects)[1]
    if not untold:
        return ""
    everyone = len(untold) == len(subjects)
    return _all_of_them(aspect, len(subjects)) if everyone else _names(untold)


def values(aspect: Aspect, subjects: Sequence[Subject]) -> str:
    """The different values that are known: "2 jaar en 1 jaar"."""
    told = _split(aspect, subjects)[0]
    return enumerated(list(dict.fromkeys(in_words(aspect, subject) for subject in told)))


def enumerated(words: Sequence[str]) -> str:
    """Words in a row: "a, b en c"."""
    *first, last = words
    return f"{', '.join(first)} en {last}" if first else last


_ONE_AND_OTHER = {True: ("de ene aanpak", "de andere"), False: ("het ene onderzoek", "het andere")}


def _split(aspect: Aspect, subjects: Sequence[Subject]) -> tuple[list[Subject], list[Subject]]:
    """The concerned subjects whose fact is known, and those whose fact is not."""
    concerned = concerns(aspect, subjects)
    told = [subject for subject in concerned if not isinstance(fact(aspect, subject), Unknown)]
    untold = [subject for subject in concerned if isinstance(fact(aspect, subject), Unknown)]
    return told, untold


def _names(subjects: Sequence[Subject]) -> str:
    return enumerated([f"‘{subject.name}’" for subject in subjects])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _all_of_them(aspect: Aspect, number: int) -> str:
    together = TOGETHER.get(number, f"alle {number}")
    return f"{together} {'aanpakken' if aspect is Aspect.SCOPE else 'onderzoeken'}"


def _alike(aspect: Aspect, subjects: Sequence[Subject]) -> str:
    """All concerned with their one value. Where only some are concerned, they are named."""
    phrase, concerned = PHRASES[aspect], concerns(aspect, subjects)
    who = _names(concerned)
    if len(concerned) == len(subjects):
        who = _all_of_them(aspect, len(subjects))
        if aspect is Aspect.METHOD:
            who = who.removesuffix(" onderzoeken").removesuffix(" de")
    return f"{_capital(who)} {phrase.more} {phrase.lead}{in_words(aspect, concerned[0])}."


def _remark_on_equals(aspect: Aspect, subject: Subject) -> str:
    if aspect is Aspect.UNIT and fact(aspect, subject) in TOTALS:
        return " Bij meer mensen zijn de bedragen vanzelf hoger."
    if aspect is Aspect.BASELINE and fact(aspect, subject) == BaselineKind.EXISTING_POLICY:
        return " Wat die hulp is, kan per plaats verschillen."
    return ""
