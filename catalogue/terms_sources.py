"""Where a figure comes from, and why a figure is missing."""

from catalogue.terms_base import Term


class SourceKind(
    Term,
    dutch_name="bronsoorten",
    title="Soorten bronnen",
    about="Wat voor stuk de bron is.",
):
    """Kinds of source."""

    REPORT = "rapport", "Rapport", "Een onderzoeksrapport of een andere uitgebreide publicatie."
    ARTICLE = "artikel", "Artikel", "Een artikel in een vakblad of wetenschappelijk tijdschrift."
    NEWS = "nieuws", "Nieuwsbericht", "Een bericht in de krant, op een website of in een nieuwsbrief."
    SUMMARY = (
        "samenvatting",
        "Samenvatting",
        "Een korte versie van een rapport, door de onderzoekers of door anderen.",
    )
    DATASET = "dataset", "Dataset", "Een tabel of bestand met cijfers."
    LAW = "wet", "Wet of regeling", "Een wet, besluit of andere officiële regel."


class Provenance(
    Term,
    dutch_name="herkomsten",
    title="Herkomst",
    about="Of de bron het onderzoek zelf is of erover vertelt.",
):
    """Primary or secondary source."""

    PRIMARY = "primair", "Het onderzoek zelf", "De bron is het onderzoek zelf."
    SECONDARY = (
        "secundair",
        "Overgenomen uit een andere bron",
        "De bron vertelt over het onderzoek. Bij het overnemen kan iets veranderd zijn.",
    )


class ReadingDepth(
    Term,
    dutch_name="leesdiepten",
    title="Hoe ver gelezen",
    about="Hoeveel van de bron de redactie heeft gelezen.",
):
    """How much of the source the editors read."""

    FULL = "volledig", "Helemaal gelezen", "De redactie heeft de hele bron gelezen."
    EXCERPT = (
        "uittreksel",
        "Een deel gelezen",
        "De redactie heeft een deel van de bron gelezen. De rest kan aanvullen of tegenspreken.",
    )


class FirstHand(
    Term,
    dutch_name="lezingen",
    title="Eerste of tweede hand",
    about="Waar de redactie een cijfer heeft gelezen.",
):
    """Where the editors read one figure."""

    FIRST_HAND = "eerste_hand", "Eerste hand", "De redactie las dit cijfer in het onderzoek zelf."
    SECOND_HAND = (
        "tweede_hand",
        "Tweede hand",
        "De redactie las dit cijfer in een stuk over het onderzoek. Controleer het voordat u het gebruikt.",
    )


class UnknownReason(
    Term,
    dutch_name="onbekend-redenen",
    title="Waarom een cijfer ontbreekt",
    about="De reden dat een cijfer er niet staat; een onbekend cijfer is nooit nul.",
):
    """Unknown is a value with a reason; it is never empty and never zero."""

    NOT_REPORTED = (
        "niet_gerapporteerd",
        "Niet gerapporteerd",
        "Volgens wat wij lazen, noemt het onderzoek dit cijfer niet.",
    )
    NOT_ADOPTED = (
        "nog_niet_overgenomen",
        "Nog niet overgenomen",
        "Wij hebben dit nog niet opgezocht of niet kunnen lezen. Het cijfer kan wel in het onderzoek staan.",
    )
    NOT_APPLICABLE = (
        "niet_van_toepassing",
        "Niet van toepassing",
        "Dit cijfer hoort niet bij dit soort onderzoek.",
    )
