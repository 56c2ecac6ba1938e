"""The review of a study: what a reviewer may answer, who reviews, and how far the review is (METHOD A11)."""

from catalogue.terms_base import Term


class Judgement(
    Term,
    dutch_name="toetsantwoorden",
    title="Antwoorden in een toets",
    about="Wat een toetser op een vraag over een onderzoek kan antwoorden.",
):
    """Answers to a question of the checklist. They are counted, never added up to a mark."""

    YES = "ja", "Ja", "Het onderzoek doet wat de vraag vraagt. Erbij staat op welke bladzijde."
    PARTLY = "deels", "Deels", "Het onderzoek doet dit voor een deel. Erbij staat wat er ontbreekt."
    NO = "nee", "Nee", "Het onderzoek doet dit niet. Erbij staat waarom de toetser dat vindt."
    CANNOT_TELL = (
        "niet_te_beoordelen",
        "Niet te beoordelen",
        "De toetser kan dit niet zien in wat er over het onderzoek te lezen is.",
    )
    NOT_APPLICABLE = (
        "nvt",
        "Niet van toepassing",
        "De vraag past niet bij dit onderzoek. Dit antwoord mag alleen bij enkele vragen.",
    )


class ReviewerRole(
    Term,
    dutch_name="toetsrollen",
    title="Rollen bij een toets",
    about="Wat iemand bij een toets doet.",
):
    """At least two people see to a review."""

    REVIEWER = "toetser", "Toetser", "Deze persoon leest het onderzoek en beantwoordt de vragen."
    APPROVER = "goedkeurder", "Goedkeurder", "Deze persoon kijkt de antwoorden van de toetser na."


class ReviewStatus(
    Term,
    dutch_name="toetsstanden",
    title="Stand van een toets",
    about="Of een toets nog loopt.",
):
    """Where the work on a review stands."""

    BUSY = "bezig", "Bezig", "De toetsers werken nog aan de antwoorden."
    FINISHED = "afgerond", "Afgerond", "De toetsers zijn klaar met de antwoorden."


class ReviewLabel(
    Term,
    dutch_name="toetslabels",
    title="Labels van een toets",
    about="Wat bij een onderzoek staat over de toets. Het is geen cijfer en geen keurmerk.",
):
    """What is shown of a study; a missing review says nothing about its quality."""

    REVIEWED = (
        "getoetst",
        "Getoetst",
        (
            "Alle vragen zijn beantwoord en een tweede persoon heeft meegekeken."
            " Op geen enkele kernvraag is het antwoord nee."
        ),
    )
    IN_REVIEW = (
        "in_toets",
        "In toets",
        (
            "Er is een toets, maar het label getoetst is er nog niet."
            " Bij het onderzoek staat wat daarvoor ontbreekt."
        ),
    )
    NOT_REVIEWED = (
        "niet_getoetst",
        "Nog niet getoetst",
        "Er is geen geldige toets van dit onderzoek. Dat zegt niets over de kwaliteit.",
    )
