"""How sure a study is: design, causal claim, independence and recognition (METHOD A9)."""

from catalogue.terms_base import Term


class Design(
    Term,
    dutch_name="onderzoeksopzetten",
    title="Onderzoeksopzetten",
    about="Hoe het onderzoek heeft bepaald wat de aanpak doet.",
):
    """Study designs, from stronger to weaker for the question whether the approach caused the change."""

    RCT = (
        "rct",
        "Loting in twee groepen",
        (
            "Het lot bepaalt wie de aanpak krijgt en wie niet (gerandomiseerd onderzoek, RCT)."
            " Goed uitgevoerd is dit de sterkste opzet."
        ),
    )
    QUASI_EXPERIMENT = (
        "quasi_experiment",
        "Vergelijkbare groep zonder loting",
        (
            "Deelnemers zijn vergeleken met mensen die zo veel mogelijk op hen lijken (quasi-experiment)."
            " Dit is een sterke opzet als de groepen echt op elkaar lijken."
        ),
    )
    BEFORE_AFTER_CONTROL = (
        "voor_na_met_controle",
        "Voor en na, met een andere groep",
        (
            "Er is voor en na gemeten, ook bij een groep zonder de aanpak."
            " Redelijk sterk, maar de twee groepen kunnen verschillen."
        ),
    )
    BEFORE_AFTER = (
        "voor_na",
        "Voor en na",
        (
            "Er is voor en na gemeten, alleen bij deelnemers."
            " Dit is zwak: u ziet niet wat er zonder de aanpak was gebeurd."
        ),
    )
    LITERATURE = (
        "literatuur",
        "Ander onderzoek",
        (
            "De effecten komen uit onderzoek naar vergelijkbare aanpakken."
            " Hoe sterk dat is, hangt af van dat onderzoek."
        ),
    )
    EXPERT = (
        "expertschatting",
        "Schatting van deskundigen",
        "Deskundigen of betrokkenen schatten het effect. Dit is zwak, want er is niets gemeten.",
    )
    CASE = (
        "casus",
        "Voorbeelden van deelnemers",
        "De berekening volgt één of enkele deelnemers. Dit laat zien wat kan, niet wat gewoon is.",
    )
    UNKNOWN = "onbekend", "Onbekend", "Het is niet bekend hoe de effecten zijn bepaald."


class Causality(
    Term,
    dutch_name="causaliteiten",
    title="Oorzaak en gevolg",
    about="Waarop steunt de bewering dat de aanpak het effect veroorzaakt.",
):
    """Correlation is not effect (METHOD A3.15)."""

    MEASURED = (
        "gemeten",
        "Gemeten",
        "Het effect is bij deze aanpak gemeten en vergeleken met een situatie zonder de aanpak.",
    )
    LITERATURE = (
        "literatuur",
        "Uit ander onderzoek",
        "Het effect is overgenomen uit onderzoek naar een vergelijkbare aanpak.",
    )
    ASSUMPTION = "aanname", "Aanname", "Het effect is beredeneerd of geschat. Het is niet gemeten."
    UNKNOWN = "onbekend", "Onbekend", "Het is niet bekend waarop dit effect steunt."


class Independence(
    Term,
    dutch_name="onafhankelijkheden",
    title="Onafhankelijkheid",
    about="Hoe vrij de onderzoeker stond van wie belang heeft bij de uitkomst.",
):
    """The relation between researcher, commissioner and provider."""

    INDEPENDENT = (
        "onafhankelijk",
        "Onafhankelijk",
        "Onderzoeker en opdrachtgever voeren de aanpak niet zelf uit.",
    )
    COMMISSIONER_IS_PROVIDER = (
        "opdrachtgever_is_uitvoerder",
        "In opdracht van de uitvoerder",
        (
            "De organisatie die de aanpak uitvoert, gaf opdracht voor het onderzoek."
            " Een ander deed het onderzoek."
        ),
    )
    OWN_RESEARCH = (
        "eigen_onderzoek",
        "Eigen onderzoek",
        "De uitvoerder of de maker van de aanpak deed het onderzoek zelf.",
    )
    UNKNOWN = "onbekend", "Onbekend", "Het is niet bekend wie opdracht gaf of wie belang had bij de uitkomst."


class RecognitionScheme(
    Term,
    dutch_name="erkenningsschemas",
    title="Erkenningen",
    about="Volgens welke regels een aanpak is beoordeeld.",
):
    """Scheme and level are kept together; one scheme is never converted into another."""

    RECOGNITION = (
        "erkenningstraject_interventies",
        "Erkenningstraject interventies",
        (
            "Landelijke instituten beoordelen hoe goed een aanpak is beschreven, onderbouwd en onderzocht."
            " Onder meer Movisie, NJi, RIVM en Kenniscentrum Sport & Bewegen doen mee."
        ),
    )
    EMMIE = (
        "emmie",
        "EMMIE",
        (
            "Een schema dat naar vijf dingen kijkt."
            " Dat zijn: het effect, hoe het werkt, voor wie en waar, de uitvoering en de kosten."
        ),
    )


class RecognitionLevel(
    Term,
    dutch_name="erkenningsniveaus",
    title="Erkenningsniveaus",
    about="Hoe ver de aanpak is gekomen in de landelijke beoordeling.",
):
    """Levels of the national scheme and how long they are valid (METHOD A9)."""

    DESCRIBED = (
        "goed_beschreven",
        "Goed beschreven",
        (
            "De aanpak is zo duidelijk opgeschreven dat anderen haar kunnen uitvoeren."
            " Of zij werkt, is hier niet beoordeeld. Geldig voor 3 jaar."
        ),
    )
    SUBSTANTIATED = (
        "goed_onderbouwd",
        "Goed onderbouwd",
        (
            "Het is goed uitgelegd waarom de aanpak zou kunnen werken."
            " Dat het effect is gemeten, betekent dit nog niet. Geldig voor 5 jaar."
        ),
    )
    FIRST_INDICATIONS = (
        "effectief_eerste_aanwijzingen",
        "Effectief: eerste aanwijzingen",
        "Er is onderzoek dat een eerste aanwijzing geeft dat de aanpak werkt. Geldig voor 5 jaar.",
    )
    GOOD_INDICATIONS = (
        "effectief_goede_aanwijzingen",
        "Effectief: goede aanwijzingen",
        "Er is beter onderzoek dat een goede aanwijzing geeft dat de aanpak werkt. Geldig voor 5 jaar.",
    )
    STRONG_INDICATIONS = (
        "effectief_sterke_aanwijzingen",
        "Effectief: sterke aanwijzingen",
        (
            "Ten minste twee sterke effectonderzoeken laten zien dat de aanpak werkt, met loting"
            " of een vergelijkbare groep. Geldig voor 5 jaar."
        ),
    )
    NOT_RECOGNISED = (
        "niet_erkend",
        "Niet erkend",
        "De aanpak heeft geen erkenning in dit traject. Dat zegt niet dat zij niet werkt.",
    )
