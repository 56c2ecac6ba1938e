"""Why a result cannot be computed from its items, gathered per missing fact, in words."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from catalogue.documents import Result, Study
from catalogue.economics_computation import PER_HEAD
from catalogue.economics_discounting import LAST_YEAR
from catalogue.economics_effects import HUNDRED, corrections
from catalogue.economics_lines import amount_of, is_present_value
from catalogue.item_subjects import subject_key
from catalogue.parts import BalanceItem
from catalogue.price_level import price_year_of
from catalogue.schema import known
from catalogue.vocabulary import Frequency, Unit

WORD = re.compile(r"\w+")

ONLY_TOTALS = (
    "Dit onderzoek noemt alleen uitkomsten; de bedragen per jaar zijn hier niet bekend. "
    "Daarom kunnen wij het niet narekenen."
)
NO_AMOUNTS = "Van geen enkele post is het bedrag bekend. Daarom kunnen wij het onderzoek niet narekenen."
NO_RATE = "De rekenrente van dit onderzoek is niet bekend. Zonder rekenrente zijn jaren niet op te tellen."
BAD_RATE = "De rekenrente van dit onderzoek kan niet kloppen."
NO_MOMENT = "Niet bekend is of het onderzoek terugrekent vanaf het begin of vanaf het eind van elk jaar."
DIFFERENT_SUBJECTS = (
    "De posten gaan over verschillende dingen ({}). Daarom kunnen wij ze niet bij elkaar optellen."
)
DIFFERENT_PRICES = (
    "De posten staan in prijzen van verschillende jaren ({}). Daarom kunnen wij ze niet bij elkaar optellen."
)

PARTLY_UNKNOWN_PRICES = (
    "Een deel van de posten staat in prijzen van {}; van de andere is het prijspeil niet bekend. "
    "Daarom kunnen wij ze niet bij elkaar optellen."
)
OTHER_UNIT = (
    "Bij de posten staat ‘{}’, bij het onderzoek ‘{}’. Waarover de bedragen gaan, is dus niet zeker. "
    "Daarom tellen wij ze niet op."
)


def reasons_against(study: Study, result: Result) -> tuple[str, ...]:
    """What stands in the way of computing a result from its items; empty when nothing does."""
    if all(item.frequency is Frequency.UNKNOWN and not is_present_value(item) for item in result.items):
        return (ONLY_TOTALS,)
    # An item without an amount makes totals unknown whatever else is known of it.
    priced = [item for item in result.items if amount_of(item).is_known]
    if not priced:
        return (NO_AMOUNTS,)
    return (*_of_items(priced), *_of_study(study, priced), *_of_sum(study, priced))


def _of_items(items: Sequence[BalanceItem]) -> Iterator[str]:
    found = Counter(text for item in items for text in _lacks(item))
    for text, count in found.items():
        yield f"Bij {count} {'post' if count == 1 else 'posten'} {text}."


def _lacks(item: BalanceItem) -> Iterator[str]:
    shares = corrections(item, effect_is_net=False).values()
    if any(share is not None and not 0 <= share <= HUNDRED for share in shares):
        yield "ligt een percentage buiten 0 tot en met 100"
    if item.is_present_value is True and item.frequency is Frequency.YEARLY:
        yield "staat dat het bedrag elk jaar terugkomt en ook dat alle jaren al zijn teruggerekend"
        return
    if item.is_present_value is False and item.frequency is Frequency.PRESENT_VALUE:
        yield "staat dat het bedrag al is teruggerekend en ook dat dat niet zo is"
        return
    if is_present_value(item):
        return
    if item.frequency is Frequency.UNKNOWN:
        yield "is niet bekend hoe vaak het bedrag valt"
    else:
        yield from _lacking_years(item)


def _lacking_years(item: BalanceItem) -> Iterator[str]:
    first, last = known(item.year_from), known(item.year_to)
    if first is None:
        yield "is niet bekend in welk jaar het bedrag voor het eerst valt"
    if last is None and item.frequency is Frequency.YEARLY:
        yield "is niet bekend tot en met welk jaar het bedrag terugkomt"
    if first is None or last is None:
        years = [year for year in (first, last) if year is not None]
    else:
        years = [first, last]
        if last < first:
            yield "ligt het laatste jaar voor het eerste"
        elif last > first and item.frequency is Frequency.ONCE:
            yield "telt het bedrag één keer, maar staan er meer jaren bij"
    if any(not 0 <= year <= LAST_YEAR for year in years):
        yield f"ligt een jaar buiten 0 tot en met {LAST_YEAR}, geteld vanaf de start"


def _of_study(study: Study, items: Sequence[BalanceItem]) -> Iterator[str]:
    if all(is_present_value(item) for item in items):
        return
    rate = known(study.discount_rate)
    if rate is None:
        yield NO_RATE
    elif not -HUNDRED < rate <= HUNDRED:
        yield BAD_RATE
    if study.discount_moment == "onbekend" and rate != 0:
        yield NO_MOMENT


def _of_sum(study: Study, items: Sequence[BalanceItem]) -> Iterator[str]:
    subjects = sorted({subject for item in items if (subject := known(item.per)) is not None})
    if len(set(map(subject_key, subjects))) > 1:
        yield DIFFERENT_SUBJECTS.format("; ".join(subjects))
    else:
        yield from _of_unit(study, subjects)
    found = price_years(study, items)
    years = sorted(year for year in found if year is not None)
    if len(years) > 1:
        yield DIFFERENT_PRICES.format(", ".join(map(str, years)))
    elif years and None in found:
        yield PARTLY_UNKNOWN_PRICES.format(years[0])


def price_years(study: Study, items: Iterable[BalanceItem]) -> set[int | None]:
    """The years in whose prices amounts are: their own where they have one, else that of the study."""
    return {price_year_of(study, item) for item in items}


def _of_unit(study: Study, subjects: Sequence[str]) -> Iterator[str]:
    """Amounts per participant are no parts of a total for a whole project, nor the other way round."""
    for subject in subjects:
        words = WORD.findall(subject_key(subject))
        is_each = words[:1] == ["per"] and words[1:2] != ["jaar"]
        is_whole = bool({"project", "totaal", "nederland", "landelijk", "samen"} & set(words)) and not is_each
        if (study.unit is Unit.WHOLE_PROJECT and is_each) or (study.unit in PER_HEAD and is_whole):
            yield OTHER_UNIT.format(subject, study.unit.label.lower())
            return
