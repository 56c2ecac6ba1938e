"""Parties and amounts inside a sentence: names with their article, verbs that agree, lists that read well."""

from collections.abc import Sequence

from catalogue.figures import KnownFigure
from catalogue.money import euro_short
from catalogue.parts import BalanceItem
from catalogue.schema import Unknown, known
from catalogue.vocabulary import Party, UnknownReason
from catalogue.wording import within

NAMES = {
    Party.MUNICIPALITY: "de gemeente",
    Party.STATE: "het Rijk",
    Party.HEALTH_INSURER: "de zorgverzekeraar",
    Party.CARE_OFFICE: "het zorgkantoor",
    Party.HOUSING_ASSOCIATION: "de woningcorporatie",
    Party.PARTICIPANTS: "deelnemers",
    Party.CARERS_VOLUNTEERS: "mantelzorgers en vrijwilligers",
    Party.EMPLOYERS: "werkgevers",
    Party.POLICE_JUSTICE: "politie en justitie",
    Party.EDUCATION: "het onderwijs",
    Party.PROVIDER: "de uitvoerder",
    Party.SOCIETY: "de samenleving",
}
PLURALS = frozenset({Party.PARTICIPANTS, Party.CARERS_VOLUNTEERS, Party.EMPLOYERS, Party.POLICE_JUSTICE})
NOT_KNOWN = {
    UnknownReason.NOT_ADOPTED: "is nog niet overgenomen",
    UnknownReason.NOT_REPORTED: "noemt het onderzoek niet",
}


def names(parties: Sequence[Party]) -> str:
    """Parties in a row. A name of two is two of the row: "deelnemers, politie en justitie"."""
    return in_a_row([name for party in parties for name in NAMES[party].split(" en ")])


def in_a_row(words: Sequence[str]) -> str:
    """Words as "a", "a en b" or "a, b en c"."""
    *first, last = words
    return f"{', '.join(first)} en {last}" if first else last


def agree(parties: Sequence[Party], singular: str, plural: str) -> str:
    """The verb that fits these parties as a subject."""
    return plural if len(parties) > 1 or parties[0] in PLURALS else singular


def capital(sentence: str) -> str:
    """With a capital: "De gemeente betaalt"."""
    return sentence[:1].upper() + sentence[1:]


def amount_words(item: BalanceItem) -> str:
    """A known amount with what it is about: "€ 32.000 per persoon per jaar", "€ 5 (hele project)"."""
    if isinstance(item.amount, Unknown):
        raise TypeError(f"the amount of {item.id} is unknown")
    return about(within(item.amount, euro_short), known(item.per))


def about(words: str, subject: str | None) -> str:
    """An amount and its subject; one that is no plain "per …" stands between brackets."""
    if subject is None:
        return words
    subject = " ".join(subject.split())
    if subject.startswith(("per ", "gemiddeld per ")) and "," not in subject:
        return f"{words} {subject}"
    return f"{words} ({subject.replace(' (', ', ').replace(')', '')})"


def why_unknown(items: Sequence[BalanceItem], question: str = "hoeveel") -> str:
    """Why amounts are missing: "hoeveel, is nog niet overgenomen". Of several reasons none is given."""
    reasons = {item.amount.reason for item in items if isinstance(item.amount, Unknown)}
    reason = NOT_KNOWN.get(next(iter(reasons)), "is niet bekend") if len(reasons) == 1 else "is niet bekend"
    return f"{question}, {reason}"


def are_known(items: Sequence[BalanceItem]) -> list[BalanceItem]:
    """The items with an amount."""
    return [item for item in items if isinstance(item.amount, KnownFigure)]
