"""Closed lists that only the registers use."""

from catalogue.terms_base import Term


class Domain(
    Term,
    dutch_name="domeinen",
    title="Domeinen",
    about="Het gebied waar een kengetal bij hoort.",
):
    """Eighteen fields of policy, for grouping unit costs."""

    CARE = "zorg", "Zorg", "Huisarts, ziekenhuis, thuiszorg en andere zorg."
    MENTAL_CARE = "ggz", "Geestelijke gezondheidszorg", "Behandeling en opname bij psychische problemen."
    ELDERLY = "ouderen", "Zorg voor ouderen", "Verpleging, verzorging en dagbesteding van ouderen."
    DISABILITY = "gehandicaptenzorg", "Gehandicaptenzorg", "Wonen en zorg voor mensen met een beperking."
    WMO = "wmo", "Wmo", "Ondersteuning thuis en vervoer via de gemeente."
    YOUTH = "jeugd", "Jeugd", "Jeugdhulp en de kosten van opgroeien."
    EDUCATION = "onderwijs", "Onderwijs", "Scholen, opleidingen en extra lessen."
    WORK = "werk", "Werk", "Loon, productie en verzuim."
    INCOME = "inkomen", "Inkomen en uitkeringen", "Uitkeringen en de uitvoering daarvan."
    DEBTS = "schulden", "Schulden", "Schuldhulp en beschermingsbewind."
    SHELTER = "opvang", "Opvang", "Opvang en beschermd wonen."
    HOUSING = "wonen", "Wonen", "Huur en huisuitzetting."
    SAFETY = "veiligheid", "Veiligheid", "Delicten en detentie."
    TIME = "tijd", "Tijd", "Uren van vrijwilligers en mantelzorgers."
    TRANSPORT = "vervoer", "Vervoer", "Reizen met auto of openbaar vervoer."
    PARTICIPATION = "participatie", "Participatie", "Meedoen in de samenleving."
    LITERACY = "laaggeletterdheid", "Laaggeletterdheid", "Moeite met lezen, schrijven of rekenen."
    LIFE = "leven", "Leven en gezondheid", "De waarde van leven en van gezonde jaren."


class DiscountKind(
    Term,
    dutch_name="discontovoetsoorten",
    title="Soorten discontovoeten",
    about="Waarvoor een rekenrente is bedoeld.",
):
    """What a discount rate is meant for."""

    STANDARD = "standaard", "Standaard", "Voor elke MKBA waarvoor geen aparte regel bestaat."
    INFRASTRUCTURE = "infrastructuur", "Infrastructuur", "Voor openbare fysieke infrastructuur."
    NATURE = "natuur", "Natuur", "Voor effecten op de natuur."
    HEALTH = "gezondheid", "Gezondheid", "Voor effecten op gezondheid."
    EXCEPTION = "uitzondering", "Uitzondering", "Voor een apart geval dat de werkgroep noemt."
    CARE_EVALUATION = "zorgevaluatie", "Zorgevaluatie", "Voor onderzoek in de zorg, niet voor een MKBA."


class IndexStatus(
    Term,
    dutch_name="indexstatussen",
    title="Status van een indexcijfer",
    about="Of een indexcijfer is gelezen of berekend.",
):
    """Whether an index figure was read or derived."""

    PUBLISHED = "gepubliceerd", "Gepubliceerd", "Dit cijfer is zo gelezen."
    DERIVED = "herleid", "Herleid", "Dit cijfer is berekend uit gelezen cijfers. Hoe, staat erbij."


class RegisterStatus(
    Term,
    dutch_name="registerstatussen",
    title="Status van een lijst",
    about="Of een lijst met de officiële bron is vergeleken.",
):
    """Whether a register was compared with its official source."""

    TO_CHECK = (
        "te_controleren",
        "Nog te controleren",
        "De lijst is nog niet met de officiële bron vergeleken.",
    )
    CHECKED = "gecontroleerd", "Gecontroleerd", "De lijst is met de officiële bron vergeleken."


class KpiKind(
    Term,
    dutch_name="kpisoorten",
    title="Soorten indicatoren",
    about="Wat een indicator meet: wat erin gaat, wat er gebeurt of wat het uitmaakt.",
):
    """Input, output, outcome, which the indicator model of the branch tells apart."""

    INPUT = "inzet", "Inzet", "Wat erin gaat: geld, mensen en kennis."
    OUTPUT = "prestatie", "Prestatie", "Wat er is gedaan en wat deelnemers daar meteen van merken."
    OUTCOME = "effect", "Effect", "Wat er in de samenleving door verandert."


class KpiKindBasis(
    Term,
    dutch_name="kpisoort-bronnen",
    title="Wie de soort bepaalde",
    about="Of de bron de soort noemt, of dat de redactie die heeft gekozen.",
):
    """Who said which kind an indicator is."""

    SOURCE = "bron", "Volgens de bron", "De bron noemt zelf deze soort."
    EDITORS = "redactie", "Volgens de redactie", "De bron noemt geen soort. De redactie heeft die gekozen."


class KpiOrigin(
    Term,
    dutch_name="kpi-herkomsten",
    title="Herkomst van indicatoren",
    about="Wie de indicator gebruikt of noemt.",
):
    """Who uses or names an indicator."""

    SWN = "swn", "Sociaal Werk Nederland", "Genoemd door Sociaal Werk Nederland."
    MUNICIPALITY = "gemeente", "Gemeente", "Gebruikt door een gemeente, bijvoorbeeld in een jaarverslag."
    INSTITUTES = "kennisinstituten", "Kennisinstituten", "Genoemd door een of meer kennisinstituten."
    BBV = "bbv", "BBV", "Een vaste indicator uit de begrotingsregels voor gemeenten (BBV)."
    RESEARCH = "onderzoek", "Onderzoek", "Gebruikt in een onderzoek."
    WELFARE = "welzijnsorganisatie", "Welzijnsorganisatie", "Gebruikt door een welzijnsorganisatie."
    CONSULTANCY = "adviesbureau", "Adviesbureau", "Genoemd door een adviesbureau."
