"""How a study calculates: method, perspective, timing, unit, comparison and ratio."""

from catalogue.terms_base import Term


class Method(
    Term,
    dutch_name="methoden",
    title="Methoden",
    about="De manier waarop het onderzoek kosten en baten berekent.",
):
    """Nine methods. SROI and MKBA ratios never stand in one list (METHOD A8)."""

    MKBA = (
        "mkba",
        "MKBA",
        (
            "Maatschappelijke kosten-batenanalyse: een berekening van wat een aanpak"
            " de samenleving kost en oplevert."
            " Alle partijen tellen mee. Een MKBA voorspelt niet wat de aanpak op uw plek doet."
        ),
    )
    INDICATIVE_MKBA = (
        "indicatieve_mkba",
        "Indicatieve MKBA",
        (
            "Een eenvoudige MKBA met schattingen en vaste bedragen. Goed voor een eerste beeld."
            " De effecten zijn meestal niet zelf gemeten."
        ),
    )
    CBA = (
        "kba",
        "Kosten-batenanalyse",
        (
            "Een berekening die kosten en baten in euro's naast elkaar zet."
            " Niet altijd tellen alle partijen mee. Kijk daarom naar de reikwijdte."
        ),
    )
    SROI = (
        "sroi",
        "SROI",
        (
            "Social Return on Investment: een methode die met betrokkenen bepaalt"
            " wat er verandert en wat dat waard is."
            " Een SROI is geen MKBA. U kunt de uitkomsten van die twee niet vergelijken."
        ),
    )
    BUSINESS_CASE = (
        "business_case",
        "Businesscase",
        (
            "Een berekening van kosten en opbrengsten voor één partij,"
            " vaak de gemeente of de organisatie zelf."
            " Zij zegt niet wat de samenleving als geheel wint of verliest."
        ),
    )
    EFFECTENCALCULATOR = (
        "effectencalculator",
        "Effectencalculator",
        (
            "Een rekenhulp die bij één deelnemer twee verhalen vergelijkt: met en zonder de aanpak."
            " Eén verhaal zegt weinig over een hele groep."
        ),
    )
    COST_EFFECTIVENESS = (
        "kosteneffectiviteit",
        "Kosteneffectiviteit",
        (
            "Berekent wat één stap vooruit kost, zoals één gezond levensjaar."
            " De methode zegt niet of de baten in euro's hoger zijn dan de kosten."
        ),
    )
    META_ANALYSIS = (
        "meta_analyse",
        "Meta-analyse",
        (
            "Legt meerdere onderzoeken naast elkaar en zoekt patronen."
            " De uitkomst zegt weinig over één aanpak op één plek."
        ),
    )
    EVALUATION = (
        "evaluatie",
        "Evaluatie",
        (
            "Onderzoekt hoe een aanpak is uitgevoerd en wat er is veranderd."
            " Kosten en baten staan vaak niet of maar deels in euro's."
        ),
    )
    OTHER = (
        "overig",
        "Andere methode",
        "Een methode die niet in deze lijst staat. De beschrijving legt uit wat er is gedaan.",
    )


class Perspective(
    Term,
    dutch_name="reikwijdten",
    title="Reikwijdten",
    about="Van wie de kosten en baten meetellen.",
):
    """Whose costs and benefits are counted."""

    SOCIETY = "samenleving", "Hele samenleving", "De kosten en baten van alle partijen samen tellen mee."
    GOVERNMENT = (
        "overheid",
        "Overheid",
        "Alleen de kosten en baten van de overheid tellen mee, van gemeente tot Rijk.",
    )
    MUNICIPALITY = "gemeente", "Gemeente", "Alleen de kosten en baten van de gemeente tellen mee."
    ORGANISATION = "organisatie", "Organisatie", "Alleen de kosten en baten van één organisatie tellen mee."
    UNKNOWN = "onbekend", "Onbekend", "Het is niet bekend van wie de kosten en baten meetellen."


class Timing(
    Term,
    dutch_name="meetmomenten",
    title="Vooraf of achteraf",
    about="Of het onderzoek vooraf rekent of achteraf meet.",
):
    """Forecast or measured."""

    EX_ANTE = (
        "ex_ante",
        "Vooraf (ex ante)",
        "Een verwachting: er is gerekend voordat de resultaten bekend waren.",
    )
    EX_POST = (
        "ex_post",
        "Achteraf (ex post)",
        "Er is gerekend met wat er na de start van de aanpak echt is gebeurd.",
    )
    INDICATIVE = (
        "indicatief",
        "Indicatief",
        "Een schatting met een deel gemeten cijfers en een deel aannames.",
    )
    UNKNOWN = "onbekend", "Onbekend", "Het is niet bekend of er vooraf of achteraf is gerekend."


class Unit(
    Term,
    dutch_name="eenheden",
    title="Eenheden",
    about="Waar de bedragen voor gelden.",
):
    """What the published amounts are for."""

    PER_PARTICIPANT = "per_deelnemer", "Per deelnemer", "De bedragen gelden voor één deelnemer."
    PER_HOUSEHOLD = "per_huishouden", "Per huishouden", "De bedragen gelden voor één huishouden of gezin."
    PER_TRAJECTORY = "per_traject", "Per traject", "De bedragen gelden voor één traject van begin tot eind."
    WHOLE_PROJECT = (
        "totaal_project",
        "Hele project",
        "De bedragen gelden voor het hele project en alle deelnemers samen.",
    )
    PER_YEAR = "per_jaar", "Per jaar", "De bedragen gelden voor één jaar van de hele aanpak."
    PER_MUNICIPALITY = "per_gemeente", "Per gemeente", "De bedragen gelden voor één hele gemeente."
    NATIONWIDE = "landelijk", "Heel Nederland", "De bedragen gelden voor heel Nederland."
    UNKNOWN = "onbekend", "Onbekend", "Het is niet bekend waar de bedragen voor gelden."


class BaselineKind(
    Term,
    dutch_name="nulalternatieven",
    title="Vergeleken met",
    about="Wat er zonder de aanpak gebeurt: het nulalternatief.",
):
    """Kinds of baseline (METHOD A3.1)."""

    EXISTING_POLICY = (
        "bestaand_beleid",
        "De gewone hulp",
        "Zonder de aanpak krijgen mensen de hulp die er al was. Dit heet ook bestaand beleid.",
    )
    WAITING_LIST = (
        "wachtlijst",
        "Een wachtlijst",
        "De aanpak is vergeleken met mensen die nog op hun beurt wachten.",
    )
    NOTHING = (
        "niets_doen",
        "Niets doen",
        "De aanpak is vergeleken met geen enkele hulp. In het echt krijgt bijna iedereen wel iets van hulp.",
    )
    OTHER_APPROACH = (
        "andere_aanpak",
        "Een andere aanpak",
        "De aanpak is vergeleken met een andere aanpak voor dezelfde mensen.",
    )
    UNKNOWN = "onbekend", "Onbekend", "Het is niet bekend waarmee is vergeleken. De uitkomst zegt dan weinig."


class RatioDefinition(
    Term,
    dutch_name="ratiodefinities",
    title="Soorten verhoudingen",
    about="Hoe de verhouding tussen kosten en baten is berekend.",
):
    """A ratio means nothing without its definition (METHOD V11)."""

    BENEFITS_OVER_COSTS = (
        "baten_gedeeld_door_kosten",
        "Baten gedeeld door kosten",
        "Hoeveel euro aan baten er staat tegenover elke euro aan kosten.",
    )
    SROI = (
        "sroi",
        "SROI-verhouding",
        (
            "De waarde van de veranderingen volgens betrokkenen, gedeeld door alles wat erin is gestoken."
            " Vergelijk dit getal niet met dat van een MKBA."
        ),
    )
    NET_RETURN = (
        "netto_rendement",
        "Netto rendement",
        "De baten min de kosten, gedeeld door de kosten. Bij 0 zijn kosten en baten gelijk.",
    )
    OTHER = (
        "anders",
        "Anders berekend",
        "De verhouding is op een andere manier berekend. De toelichting zegt hoe.",
    )
    UNKNOWN = "onbekend", "Onbekend", "Het is niet bekend hoe de verhouding is berekend."
