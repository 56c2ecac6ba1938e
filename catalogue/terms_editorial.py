"""What an approach is and where its entry stands with the editors."""

from catalogue.terms_base import Term


class Prevention(
    Term,
    dutch_name="preventie",
    title="Voorkomen of helpen",
    about="Of een aanpak een probleem voorkomt of een bestaand probleem aanpakt.",
):
    """Preventive or curative."""

    PREVENTIVE = (
        "preventief",
        "Voorkomen",
        "De aanpak wil zorgen dat een probleem niet ontstaat of niet groter wordt.",
    )
    CURATIVE = "curatief", "Helpen bij een probleem", "De aanpak helpt mensen die het probleem al hebben."
    BOTH = "beide", "Allebei", "De aanpak voorkomt problemen en helpt mensen die het probleem al hebben."
    UNKNOWN = "onbekend", "Onbekend", "Het is niet bekend of de aanpak een probleem voorkomt of aanpakt."


class Scope(
    Term,
    dutch_name="bereik",
    title="Eén voor één of samen",
    about="Of een aanpak mensen één voor één helpt of in een groep of buurt werkt.",
):
    """Individual or collective."""

    INDIVIDUAL = "individueel", "Eén voor één", "De aanpak helpt elke deelnemer of elk gezin apart."
    COLLECTIVE = "collectief", "In een groep of buurt", "De aanpak is voor een groep of een hele buurt samen."
    BOTH = "beide", "Allebei", "De aanpak werkt met losse deelnemers en met een groep of buurt."
    UNKNOWN = (
        "onbekend",
        "Onbekend",
        "Het is niet bekend of de aanpak met losse deelnemers of met groepen werkt.",
    )


class Role(
    Term,
    dutch_name="rollen",
    title="Rollen van organisaties",
    about="Wat een organisatie met de aanpak te maken heeft.",
):
    """What an organisation has to do with an approach."""

    OWNER = "eigenaar", "Eigenaar", "Deze organisatie beheert de aanpak en bepaalt hoe die eruitziet."
    PROVIDER = "uitvoerder", "Uitvoerder", "Deze organisatie voert de aanpak uit."
    DEVELOPER = "ontwikkelaar", "Ontwikkelaar", "Deze organisatie heeft de aanpak bedacht of gemaakt."
    FUNDER = "financier", "Financier", "Deze organisatie betaalt de aanpak of een deel ervan."
    UNKNOWN = "onbekend", "Onbekend", "De bron noemt deze organisatie, maar zegt niet wat zij doet."


class Selection(
    Term,
    dutch_name="selecties",
    title="Stand in de verzameling",
    about="Hoe ver de redactie is met een aanpak.",
):
    """How far the editors are with an approach; no judgement on the approach itself."""

    SELECTED = (
        "geselecteerd",
        "Geselecteerd",
        "De redactie heeft deze aanpak uitgekozen en uitgewerkt. Dat is geen oordeel dat de aanpak beter is.",
    )
    COLLECTED = (
        "verzameld",
        "Verzameld: nog niet uitgewerkt",
        "Er is een berekening gevonden, maar de redactie heeft die nog niet helemaal uitgewerkt.",
    )
    LEAD = (
        "te_onderzoeken",
        "Te onderzoeken",
        "Een spoor: er zou een berekening zijn, maar de redactie heeft die nog niet gelezen.",
    )


class EntryState(
    Term,
    dutch_name="standen",
    title="Stand van een pagina",
    about="Of een pagina over een aanpak in gebruik is.",
):
    """Public state of an entry."""

    CONCEPT = "concept", "Concept", "De redactie werkt aan deze tekst. Bezoekers zien hem nog niet."
    PUBLISHED = (
        "gepubliceerd",
        "Gepubliceerd",
        "Deze tekst staat op de site en iedereen kan hem lezen.",
    )
    ARCHIVED = (
        "gearchiveerd",
        "Gearchiveerd",
        "Deze tekst wordt niet meer bijgehouden. Hij blijft wel te lezen.",
    )
    WITHDRAWN = (
        "teruggetrokken",
        "Teruggetrokken",
        "Deze tekst is niet meer geldig. De reden staat erbij en oude versies blijven te lezen.",
    )
