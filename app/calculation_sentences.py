"""Sentences about a computation: who pays and gains, when it pays for itself, per participant, per year."""

from collections.abc import Iterator
from decimal import ROUND_CEILING

from catalogue.distribution_words import part_of
from catalogue.documents import Study
from catalogue.economics import Band, Computation, band_text
from catalogue.money import euro, number, percent
from catalogue.vocabulary import Unit


def euros(band: Band) -> str:
    """A band of amounts to the cent."""
    return band_text(band, euro)


def sentences(study: Study, found: Computation) -> Iterator[str]:
    """What a computation says about who gains, break-even, and amounts per participant and per year."""
    yield from _pocket(found)
    yield from _break_even(found)
    each = found.per_participant
    if each is not None and each.net.is_known and study.unit is Unit.WHOLE_PROJECT:
        amounts = f"de kosten {euros(each.costs)} en de baten {euros(each.benefits)}"
        yield f"Per deelnemer zijn {amounts}, als de bedragen over alle onderzochte deelnemers gaan."
    if found.annuity.is_known and found.annuity_years is not None:
        years = number(found.annuity_years)
        yield f"Gelijk verdeeld over {years} jaar is het saldo {euros(found.annuity)} per jaar."


def _pocket(found: Computation) -> Iterator[str]:
    if found.wrong_pocket.flag:
        yield (
            "Alle partijen samen houden geld over, maar een partij die betaalt komt zelf tekort. "
            "De een betaalt dus en de ander heeft er voordeel van."
        )
    share = found.wrong_pocket.share_elsewhere
    if share is not None:
        part = part_of(share)
        yield f"Van alle voordelen, met overdrachten, valt {part} bij partijen die niet meebetalen."


def _break_even(found: Computation) -> Iterator[str]:
    share, when = found.break_even.share, found.break_even
    if share is not None and share <= 1:
        # Rounded up: at the share below it the costs are not yet earned back.
        part = percent((share * 100).to_integral_value(ROUND_CEILING))
        yield f"De kosten worden terugverdiend als ten minste {part} van het effect wordt gehaald."
    elif share is not None:
        yield "Ook als het hele effect wordt gehaald, zijn de baten lager dan de kosten."
    if when.year is not None:
        place = f"jaar {number(when.year)}, geteld vanaf jaar 0"
        moment = f"In {when.calendar_year} ({place})" if when.calendar_year is not None else f"In {place},"
        yield f"{moment} zijn de baten voor het eerst zo hoog als de kosten tot dan toe."
    elif when.cumulative:
        yield "In de getelde jaren worden de kosten niet terugverdiend."
    if when.participants is not None:
        yield (
            f"Bij {number(when.participants)} deelnemers of meer zijn de baten zo hoog als de kosten, "
            "als de vaste kosten gelijk blijven."
        )
