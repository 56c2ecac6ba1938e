"""Whether outcomes may be laid side by side, on which points, and how each point turns out."""

from catalogue.terms_base import Term


class Comparable(
    Term,
    dutch_name="vergelijkbaarheden",
    title="Vergelijkbaarheid",
    about="Of u uitkomsten van onderzoeken naast elkaar mag leggen.",
):
    """The verdict of a comparison, from better to worse (METHOD A12.7)."""

    YES = "goed", "Goed te vergelijken", "De onderzoeken rekenen op alle punten op dezelfde manier."
    WITH_RESERVATION = (
        "voorbehoud",
        "Te vergelijken, met voorbehoud",
        "De basis is gelijk. Op een of meer andere punten verschillen de onderzoeken of is iets niet bekend.",
    )
    UNKNOWN = (
        "niet_te_beoordelen",
        "Niet te beoordelen",
        "Een punt dat nodig is voor een oordeel, is niet bekend.",
    )
    NO = (
        "niet",
        "Niet goed te vergelijken",
        "De onderzoeken verschillen op de basis. Een verschil in euro's zegt dan niets over de aanpakken.",
    )


class Aspect(
    Term,
    dutch_name="vergelijkpunten",
    title="Punten van vergelijking",
    about="Waar u op let voordat u twee uitkomsten naast elkaar legt.",
):
    """What is compared before outcomes are; the first five are the basis."""

    METHOD = (
        "methode",
        "Methode",
        "Elke methode telt andere dingen. Een SROI en een MKBA geven elk een ander soort getal.",
    )
    PERSPECTIVE = (
        "reikwijdte",
        "Reikwijdte",
        "Wie alleen de gemeente telt, mist wat anderen betalen of winnen.",
    )
    UNIT = (
        "eenheid",
        "Eenheid: waarover de bedragen gaan",
        "Een bedrag per deelnemer en een bedrag voor een heel project zijn niet naast elkaar te leggen.",
    )
    HORIZON = (
        "looptijd",
        "Looptijd",
        "Over meer jaren tellen meer kosten en meer baten mee.",
    )
    RATIO_DEFINITION = (
        "ratio_definitie",
        "Soort verhouding",
        "Een rendement en baten per euro zijn andere getallen, ook als zij op elkaar lijken.",
    )
    PRICE_YEAR = (
        "prijspeil",
        "Prijspeil",
        "Een euro was vroeger meer waard. Reken bedragen eerst om naar hetzelfde jaar.",
    )
    DISCOUNT_RATE = (
        "discontovoet",
        "Rekenrente",
        "Hoe hoger de rekenrente, hoe minder een bedrag van later telt.",
    )
    TIMING = (
        "meetmoment",
        "Meetmoment: vooraf of achteraf",
        "Een verwachting valt vaak gunstiger uit dan een meting.",
    )
    BASELINE = (
        "nulalternatief_soort",
        "Vergelijking: waarmee",
        "Naast niets doen lijkt een aanpak al snel beter dan naast de gewone hulp.",
    )
    SCOPE = (
        "individueel_collectief",
        "Werkvorm: één persoon of een groep",
        "Hulp aan één persoon en werk in een buurt hebben andere kosten en andere baten.",
    )


class Likeness(
    Term,
    dutch_name="gelijkheden",
    title="Gelijk of niet",
    about="Hoe onderzoeken op één punt naast elkaar staan.",
):
    """How studies turn out on one aspect."""

    SAME = "gelijk", "Gelijk", "Op dit punt rekenen de onderzoeken hetzelfde."
    DIFFERENT = "verschilt", "Verschilt", "Op dit punt rekenen de onderzoeken anders."
    UNKNOWN = "onbekend", "Niet bekend", "Van ten minste één onderzoek is dit punt niet bekend."
