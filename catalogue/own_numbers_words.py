"""What a calculation with own numbers rests on, in sentences for a reader (METHOD F11)."""

from collections.abc import Iterator
from dataclasses import dataclass

from catalogue.cpi import CpiYear
from catalogue.documents import Study
from catalogue.economics import Band, band_text, euro_about
from catalogue.money import number
from catalogue.schema import known
from catalogue.vocabulary import BaselineKind, Provenance, Timing
from catalogue.wording import comparison

EXPLORATION = "Dit is een verkenning, geen voorspelling."


@dataclass(frozen=True, slots=True)
class Setting:
    """What of a calculation its assumptions depend on, besides the study.

    `nouns` is what is counted, for one and for more; `index` is that of the study's price year and of the
    chosen one, where amounts were converted.
    """

    nouns: tuple[str, str]
    price_year: int | None
    own_cost: bool
    index: tuple[CpiYear, CpiYear] | None
    fixed: Band | None = None
    """Costs that stay the same with more participants, where the study tells them apart."""
    per_year: bool = False
    """Whether the totals are those of one year, by what the items with the same amounts are about."""


def assumptions(study: Study, setting: Setting) -> tuple[str, ...]:
    """Everything that was assumed."""
    return tuple(_assumptions(study, setting))


def _assumptions(study: Study, setting: Setting) -> Iterator[str]:
    one, more = setting.nouns
    yield _fixed(setting)
    yield "Op een andere plek valt het effect vaak lager uit. Daarom begint het bereik bij de helft ervan."
    yield from _effect(study)
    yield _size(study, one, more)
    yield f"Of er bij u zo veel {more} zijn, moet u zelf weten."
    yield _prices(setting)
    yield _horizon(study, setting)
    if study.provenance is Provenance.SECONDARY:
        yield "De cijfers van het onderzoek komen uit een andere bron, niet uit het rapport zelf."


def _fixed(setting: Setting) -> str:
    each = _each(setting.nouns[0])
    if setting.fixed is None:
        return f"Kosten en baten zijn voor {each} even hoog. Vaste kosten staan niet apart."
    if setting.fixed.ceiling == 0:
        return f"Alle kosten groeien mee met het aantal {setting.nouns[1]}. Baten zijn voor {each} even hoog."
    amount = band_text(setting.fixed, euro_about).removeprefix("van ")
    return (
        f"De vaste kosten, {amount}, blijven gelijk, ook bij meer {setting.nouns[1]}. "
        f"De andere kosten en de baten zijn voor {each} even hoog."
    )


def _each(one: str) -> str:
    return f"elk {one}" if one in {"huishouden", "traject"} else f"elke {one}"


def _effect(study: Study) -> Iterator[str]:
    if study.baseline_kind is BaselineKind.UNKNOWN:
        yield "Waarmee het onderzoek vergelijkt, is niet bekend. Misschien is er bij u al meer hulp."
    else:
        compared = comparison(study).rstrip(".")
        yield f"Het onderzoek vergelijkt met: {compared}. Is dat bij u anders, dan is het effect dat ook."
    if study.timing is Timing.EX_ANTE:
        yield "Het effect in het onderzoek is zelf een verwachting; het is niet gemeten."


def _size(study: Study, one: str, more: str) -> str:
    studied = known(study.participants)
    if not studied:
        return (
            f"Hoeveel {more} zijn onderzocht, is niet bekend. Bij grote aantallen kan alles anders uitpakken."
        )
    found = f"Er is 1 {one}" if studied == 1 else f"Er zijn {number(studied)} {more}"
    return f"{found} onderzocht. Meer dan tien keer zo veel rekenen wij niet door."


def _prices(setting: Setting) -> str:
    if setting.price_year is None:
        typed = " Uw eigen kosten kunnen dus van een ander jaar zijn." if setting.own_cost else ""
        return f"Het prijspeil van het onderzoek is niet bekend.{typed}"
    typed = " Vul uw eigen kosten in prijzen van dat jaar in." if setting.own_cost else ""
    if setting.index is None:
        return f"Alle bedragen zijn in prijzen van {setting.price_year}.{typed}"
    old, new = setting.index
    indices = f"van {number(old.index)} naar {number(new.index)}"
    how = f"omgerekend van {old.year} naar {new.year} met de consumentenprijsindex ({indices})"
    return f"De bedragen van het onderzoek waarmee wij rekenen, zijn {how}.{typed}"


def _horizon(study: Study, setting: Setting) -> str:
    years = known(study.horizon_years)
    if years is None and setting.per_year:
        return "De bedragen gelden voor één jaar."
    if years is None:
        return "Over hoeveel jaar de bedragen zijn geteld, is niet bekend."
    return f"De bedragen gelden over {number(years)} jaar, zoals in het onderzoek."
