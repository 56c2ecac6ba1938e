"""Whether the party that pays is the party that gains (METHOD A10)."""

from catalogue.terms_base import Term


class Split(
    Term,
    dutch_name="verdelingen",
    title="Betalen en profiteren",
    about="Of de gemeente of een ander betaalt, en wie er voordeel van heeft.",
):
    """Per result of a study. What a study attributes to nobody in particular proves neither side."""

    MUNICIPALITY_PAYS_OTHER_GAINS = (
        "gemeente-betaalt-ander-profiteert",
        "De gemeente betaalt, een ander profiteert",
        (
            "Volgens een onderzoek betaalt de gemeente mee en heeft een andere partij er voordeel van."
            " De gemeente kan er zelf ook voordeel van hebben."
        ),
    )
    OTHER_PAYS_MUNICIPALITY_GAINS = (
        "ander-betaalt-gemeente-profiteert",
        "Een ander betaalt, de gemeente profiteert",
        (
            "Volgens een onderzoek betaalt een andere partij mee en heeft de gemeente er voordeel van."
            " De gemeente kan zelf ook meebetalen."
        ),
    )
    MUNICIPALITY_PAYS_AND_GAINS = (
        "gemeente-betaalt-en-profiteert",
        "De gemeente betaalt en profiteert zelf",
        "Volgens een onderzoek betaalt de gemeente mee en heeft zij er zelf ook voordeel van.",
    )
