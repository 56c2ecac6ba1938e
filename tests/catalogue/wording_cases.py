"""The table of cases of `test_wording_cases`: what is read in a study, and every sentence that follows."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from catalogue.figures import KnownFigure
from catalogue.schema import NOT_ADOPTED, NOT_APPLICABLE, NOT_REPORTED, Unknown
from catalogue.vocabulary import FirstHand, Provenance, RatioDefinition, ReadingDepth, Timing

HIGHER = "De baten zijn hoger dan de kosten. Dat blijft zo bij de onzekerheid die het onderzoek laat zien."
LOWER = "De kosten zijn hoger dan de baten in euro's. Er kunnen effecten zijn zonder bedrag."
EQUAL = "De baten zijn ongeveer gelijk aan de kosten."
UNCERTAIN = "Het is onzeker of de baten hoger zijn dan de kosten."
NOT_GIVEN = "Geen bandbreedte gerapporteerd: het onderzoek geeft één waarde."
PART_READ = (
    "Geen bandbreedte bekend: wij lazen een deel van het onderzoek. In de rest kan wel een bandbreedte staan."
)
NOT_READ = (
    "Geen bandbreedte bekend: wij lazen dit cijfer niet in het onderzoek zelf. "
    "Daarin kan wel een bandbreedte staan."
)


def figure(
    low: str | None = None, mid: str | None = None, high: str | None = None, **more: Any
) -> KnownFigure:
    values = {"low": low, "mid": mid, "high": high}
    given = {name: Decimal(value) for name, value in values.items() if value is not None}
    return KnownFigure(**{"first_hand": FirstHand.FIRST_HAND} | given | more)


def one(value: str, **more: Any) -> KnownFigure:
    return figure(mid=value, **more)


@dataclass(frozen=True)
class Case:
    """What is known, and the words. `rows` are label, low, mid and high of each known total."""

    name: str
    totals: dict[str, KnownFigure | Unknown | RatioDefinition]
    outcome: str
    certainty: str
    rows: tuple[tuple[str, str, str, str], ...] = ()
    study: dict[str, Any] = field(default_factory=dict)


BENEFITS = "Baten per euro aan kosten"
CASES = (
    Case(
        "both ends of the balance above zero",
        {"costs": one("1000"), "net": figure("1", "300", "900")},
        "Volgens dit onderzoek zijn de baten € 300 (van € 1 tot € 900) hoger dan de kosten.",
        HIGHER,
        (
            ("Kosten", "niet gerapporteerd", "€ 1.000", "niet gerapporteerd"),
            ("Saldo: baten min kosten", "€ 1", "€ 300", "€ 900"),
        ),
    ),
    Case(
        "both ends below zero",
        {"costs": one("1000"), "net": figure("-900", "-300", "-1")},
        "Volgens dit onderzoek zijn de kosten € 300 (van € 1 tot € 900) hoger dan de baten.",
        LOWER,
        (
            ("Kosten", "niet gerapporteerd", "€ 1.000", "niet gerapporteerd"),
            ("Saldo: baten min kosten", "€ -900", "€ -300", "€ -1"),
        ),
    ),
    Case(
        "signs differ, both ends at exactly a tenth of the costs",
        {"costs": one("1000"), "net": figure("-100", None, "100")},
        ("Volgens dit onderzoek zijn de baten ongeveer gelijk aan de kosten (saldo: € -100 tot € 100)."),
        EQUAL,
        (
            ("Kosten", "niet gerapporteerd", "€ 1.000", "niet gerapporteerd"),
            ("Saldo: baten min kosten", "€ -100", "niet gerapporteerd", "€ 100"),
        ),
    ),
    Case(
        "signs differ, one end a cent beyond a tenth",
        {"costs": one("1000"), "net": figure("-100.01", None, "100")},
        (
            "Volgens dit onderzoek is het onzeker of de baten hoger zijn dan de kosten "
            "(saldo: € -100,01 tot € 100)."
        ),
        UNCERTAIN,
    ),
    Case(
        "costs with a range and no middle: a tenth of the lowest",
        {"costs": figure("900", None, "1100"), "net": figure("-91", None, "90")},
        (
            "Volgens dit onderzoek is het onzeker of de baten hoger zijn dan de kosten "
            "(saldo: € -91 tot € 90)."
        ),
        UNCERTAIN,
    ),
    Case(
        "the balance is nothing at all",
        {"costs": NOT_ADOPTED, "net": figure("0", "0", "0")},
        "Volgens dit onderzoek zijn de baten gelijk aan de kosten.",
        "De baten zijn gelijk aan de kosten.",
    ),
    Case(
        "the lowest balance is zero, which is not above zero",
        {"costs": one("1000"), "net": figure("0", None, "900")},
        ("Volgens dit onderzoek is het onzeker of de baten hoger zijn dan de kosten (saldo: € 0 tot € 900)."),
        UNCERTAIN,
    ),
    Case(
        "no range in a study that was read from cover to cover",
        {"ratio": one("1.94")},
        "Tegenover elke euro aan kosten staat volgens dit onderzoek ongeveer € 1,90 aan baten.",
        NOT_GIVEN,
        ((BENEFITS, "niet gerapporteerd", "€ 1,90", "niet gerapporteerd"),),
    ),
    Case(
        "no range in the part of the study that was read",
        {"ratio": one("1.94")},
        "Tegenover elke euro aan kosten staat volgens dit onderzoek ongeveer € 1,90 aan baten.",
        PART_READ,
        ((BENEFITS, "niet bekend", "€ 1,90", "niet bekend"),),
        {"reading": ReadingDepth.EXCERPT},
    ),
    Case(
        "no range in what others wrote about the study",
        {"ratio": one("1.94", first_hand=FirstHand.SECOND_HAND)},
        "Tegenover elke euro aan kosten staat volgens dit onderzoek ongeveer € 1,90 aan baten.",
        NOT_READ,
        ((BENEFITS, "niet bekend", "€ 1,90", "niet bekend"),),
        {"provenance": Provenance.SECONDARY},
    ),
    Case(
        "at least",
        {"ratio": figure("4")},
        "Tegenover elke euro aan kosten staat volgens dit onderzoek minstens € 4,00 aan baten.",
        "Alleen een ondergrens is bekend. De hoogste waarde is niet gerapporteerd.",
        ((BENEFITS, "€ 4,00", "niet gerapporteerd", "niet gerapporteerd"),),
    ),
    Case(
        "at most, in a part of the study",
        {"benefits": figure(high="45"), "costs": NOT_REPORTED},
        (
            "Volgens dit onderzoek zijn de baten hoogstens € 45 per deelnemer. "
            "De kosten zijn niet gerapporteerd."
        ),
        "Alleen een bovengrens is bekend. De laagste waarde is niet bekend.",
        (("Baten", "niet bekend", "niet bekend", "€ 45"),),
        {"reading": ReadingDepth.EXCERPT},
    ),
    Case(
        "a value with one bound keeps its bound",
        {"benefits": figure(None, "40", "45"), "costs": NOT_REPORTED},
        (
            "Volgens dit onderzoek zijn de baten € 40 (hoogstens € 45) per deelnemer. "
            "De kosten zijn niet gerapporteerd."
        ),
        "Alleen een bovengrens is bekend. De laagste waarde is niet gerapporteerd.",
        (("Baten", "niet gerapporteerd", "€ 40", "€ 45"),),
    ),
    Case(
        "a ratio from below one to above one",
        {"ratio": figure("0.7", "1.2", "1.7")},
        (
            "Tegenover elke euro aan kosten staat volgens dit onderzoek "
            "ongeveer € 1,20 (van € 0,70 tot € 1,70) aan baten."
        ),
        (
            "Het onderzoek noemt een bandbreedte van € 0,70 tot € 1,70 per euro. "
            "Het is onzeker of de baten hoger zijn dan de kosten."
        ),
        ((BENEFITS, "€ 0,70", "€ 1,20", "€ 1,70"),),
    ),
    Case(
        "an SROI is not weighed against one",
        {"ratio": figure("2", None, "8"), "ratio_definition": RatioDefinition.SROI},
        "Elke euro geeft volgens dit onderzoek € 2,00 tot € 8,00 aan maatschappelijke waarde (SROI).",
        "Het onderzoek noemt een bandbreedte van € 2,00 tot € 8,00 per euro.",
        (("Maatschappelijke waarde per euro (SROI)", "€ 2,00", "niet gerapporteerd", "€ 8,00"),),
    ),
    Case(
        "a net return is a share of the costs",
        {"ratio": figure("-0.05", "0.2", "0.3"), "ratio_definition": RatioDefinition.NET_RETURN},
        (
            "Het onderzoek noemt een rendement van 20 procent (van -5 procent tot 30 procent). "
            "Dat is iets anders dan baten per euro."
        ),
        "Het onderzoek noemt een bandbreedte van -5 procent tot 30 procent.",
        (("Netto rendement", "-5 procent", "20 procent", "30 procent"),),
    ),
    Case(
        "a number of the study's own has at most one decimal",
        {"ratio": figure("1.78", None, "2.42"), "ratio_definition": RatioDefinition.OTHER},
        (
            "Het onderzoek noemt een getal van 1,8 tot 2,4, op een eigen manier berekend. "
            "Dat zijn geen baten per euro."
        ),
        "Het onderzoek noemt een bandbreedte van 1,8 tot 2,4.",
        (("Verhouding, op een eigen manier berekend", "1,8", "niet gerapporteerd", "2,4"),),
    ),
    Case(
        "a ratio that another source contradicts",
        {"ratio": figure("2.28", disputed=True), "ratio_definition": RatioDefinition.UNKNOWN},
        (
            "De bron noemt minstens € 2,30 per euro. Hoe dat is berekend, is niet bekend. "
            "Een andere bron spreekt dit tegen."
        ),
        "Alleen een ondergrens is bekend. De hoogste waarde is niet gerapporteerd.",
    ),
    Case(
        "a disputed total that the sentence does not speak of changes nothing",
        {"costs": one("10"), "benefits": one("20"), "net": one("10", disputed=True)},
        "Volgens dit onderzoek staat tegenover € 10 aan kosten € 20 aan baten per deelnemer.",
        NOT_GIVEN,
    ),
    Case(
        "the range of the balance follows from costs and benefits: lowest benefits, highest costs",
        {"costs": figure("80", "90", "100"), "benefits": figure("150", "160", "170")},
        (
            "Volgens dit onderzoek staat tegenover € 90 (van € 80 tot € 100) aan kosten "
            "€ 160 (van € 150 tot € 170) aan baten per deelnemer."
        ),
        (
            "Met de laagste baten en de hoogste kosten is het saldo € 50, andersom € 90. "
            f"Dat saldo rekenden wij zelf uit. {HIGHER}"
        ),
        (
            ("Kosten", "€ 80", "€ 90", "€ 100"),
            ("Baten", "€ 150", "€ 160", "€ 170"),
            ("Saldo, door ons uitgerekend", "€ 50", "€ 70", "€ 90"),
        ),
    ),
    Case(
        "a published balance outside that range: the figures do not belong together",
        {"costs": one("100"), "benefits": figure("150", None, "170"), "net": one("500")},
        "Volgens dit onderzoek staat tegenover € 100 aan kosten € 150 tot € 170 aan baten per deelnemer.",
        NOT_GIVEN,
    ),
    Case(
        "benefits with a bound on one side give no range of the balance",
        {"costs": figure("80", None, "100"), "benefits": figure("150")},
        (
            "Volgens dit onderzoek staat tegenover € 80 tot € 100 aan kosten "
            "minstens € 150 aan baten per deelnemer."
        ),
        "Alleen een ondergrens is bekend. De hoogste waarde is niet gerapporteerd.",
    ),
    Case(
        "nothing adopted yet",
        {},
        "De uitkomst in euro's is nog niet overgenomen.",
        "Geen bandbreedte bekend: de uitkomst in euro's is nog niet overgenomen.",
    ),
    Case(
        "nothing reported",
        {"costs": NOT_REPORTED, "benefits": NOT_REPORTED, "net": NOT_REPORTED, "ratio": NOT_REPORTED},
        "De uitkomst in euro's is niet gerapporteerd.",
        "Geen bandbreedte gerapporteerd: het onderzoek geeft geen uitkomst in euro's.",
    ),
    Case(
        "one total not adopted yet may still be in the study",
        {"costs": NOT_ADOPTED, "benefits": NOT_REPORTED, "net": NOT_REPORTED, "ratio": NOT_REPORTED},
        "De uitkomst in euro's is niet gerapporteerd.",
        "Geen bandbreedte bekend: de uitkomst in euro's is nog niet overgenomen.",
    ),
    Case(
        "a study that has no outcome in euros",
        {
            "costs": NOT_APPLICABLE,
            "benefits": NOT_APPLICABLE,
            "net": NOT_APPLICABLE,
            "ratio": NOT_APPLICABLE,
        },
        "De uitkomst in euro's is niet van toepassing.",
        "Een bandbreedte hoort niet bij dit onderzoek: het geeft geen uitkomst in euro's.",
    ),
    Case(
        "a forecast",
        {"costs": one("10"), "net": figure("1", None, "9")},
        "Naar verwachting zijn de baten per deelnemer € 1 tot € 9 hoger dan de kosten.",
        HIGHER,
        study={"timing": Timing.EX_ANTE},
    ),
)
