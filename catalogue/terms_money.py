"""Words around amounts: kinds of item, frequency, direction, valuation and unit costs."""

from catalogue.terms_base import Term


class ItemKind(
    Term,
    dutch_name="postsoorten",
    title="Soorten posten",
    about="Wat voor bedrag een post in de berekening is.",
):
    """Only costs and benefits enter the balance; transfers move money between parties."""

    COST = "kosten", "Kosten", "Wat iemand voor de aanpak betaalt of inzet, in geld of in tijd."
    BENEFIT = "baten", "Baten", "Wat de aanpak iemand oplevert of bespaart, in geld uitgedrukt."
    TRANSFER = (
        "overdracht",
        "Overdracht",
        (
            "Geld dat van de een naar de ander gaat, zoals een uitkering."
            " De een wint wat de ander verliest, dus het telt niet mee in het saldo."
        ),
    )


class EffectKind(
    Term,
    dutch_name="effectsoorten",
    title="Directe en andere effecten",
    about="Hoe dicht een effect bij de aanpak zelf ligt.",
):
    """Direct, indirect and external effects are kept apart (METHOD A3.14)."""

    DIRECT = "direct", "Direct", "Een effect bij de mensen voor wie de aanpak bedoeld is."
    INDIRECT = (
        "indirect",
        "Indirect",
        "Een effect dat pas volgt uit een ander effect, vaak bij een andere partij.",
    )
    EXTERNAL = (
        "extern",
        "Extern",
        "Een effect bij mensen die niets met de aanpak te maken hebben, zoals buren.",
    )


class Frequency(
    Term,
    dutch_name="frequenties",
    title="Hoe vaak",
    about="Of een bedrag één keer telt of elk jaar.",
):
    """How often an amount falls."""

    ONCE = "eenmalig", "Eenmalig", "Het bedrag telt één keer."
    YEARLY = "jaarlijks", "Jaarlijks", "Het bedrag komt elk jaar terug, zolang de looptijd duurt."
    PRESENT_VALUE = (
        "totaal_contant",
        "Totaal, in waarde nu",
        "Alle jaren zijn al bij elkaar opgeteld en omgerekend naar de waarde nu (contante waarde).",
    )
    UNKNOWN = "onbekend", "Onbekend", "Het is niet bekend of het bedrag één keer of elk jaar telt."


class Cashable(
    Term,
    dutch_name="verzilverbaarheden",
    title="Te verzilveren",
    about="Of een baat echt geld vrijmaakt bij de partij die hem krijgt.",
):
    """Whether a benefit frees money (METHOD A10)."""

    YES = "ja", "Ja", "De partij houdt echt geld over dat zij aan iets anders kan uitgeven."
    PARTLY = (
        "deels",
        "Deels",
        "Een deel komt vrij als geld. De rest is bijvoorbeeld minder drukte of een kortere wachtlijst.",
    )
    NO = "nee", "Nee", "Er komt geen geld vrij, bijvoorbeeld omdat personeel en gebouwen gewoon blijven."
    UNKNOWN = "onbekend", "Onbekend", "Het is niet bekend of deze baat geld vrijmaakt."


class CostBehaviour(
    Term,
    dutch_name="kostenverlopen",
    title="Vast of per deelnemer",
    about="Of kosten meegroeien met het aantal deelnemers.",
):
    """Whether a cost grows with the number of participants (METHOD F10, F11)."""

    FIXED = (
        "vast",
        "Vast",
        "Blijft gelijk bij meer of minder deelnemers, zoals een ruimte of een projectleider.",
    )
    VARIABLE = (
        "per_deelnemer",
        "Per deelnemer",
        "Groeit mee met het aantal deelnemers, zoals de uren van begeleiding.",
    )
    UNKNOWN = (
        "onbekend",
        "Onbekend",
        "Het is niet bekend of deze kosten meegroeien met het aantal deelnemers.",
    )


class Direction(
    Term,
    dutch_name="richtingen",
    title="Richting van een effect",
    about="Of een effect zonder bedrag goed of slecht uitpakt.",
):
    """Shown in words, never as a sign or colour alone."""

    STRONGLY_POSITIVE = (
        "++",
        "Duidelijk positief",
        "Het effect pakt volgens het onderzoek duidelijk goed uit.",
    )
    POSITIVE = "+", "Positief", "Het effect pakt volgens het onderzoek goed uit."
    NEUTRAL = (
        "0",
        "Geen verschil",
        "Het onderzoek ziet geen verschil, of goed en slecht houden elkaar in evenwicht.",
    )
    NEGATIVE = "-", "Negatief", "Het effect pakt volgens het onderzoek slecht uit."
    STRONGLY_NEGATIVE = (
        "--",
        "Duidelijk negatief",
        "Het effect pakt volgens het onderzoek duidelijk slecht uit.",
    )
    UNKNOWN = "?", "Richting onbekend", "Het is niet bekend of het effect goed of slecht uitpakt."


class Valuation(
    Term,
    dutch_name="waarderingen",
    title="Waardering van een effect",
    about="Hoe ver het onderzoek een effect heeft uitgerekend.",
):
    """How far an effect was worked out."""

    IN_EURO = "in_euro", "In euro's", "Het effect heeft een bedrag en telt mee in de uitkomst."
    QUANTIFIED = (
        "gekwantificeerd",
        "In aantallen",
        "Er is geteld hoe groot het effect is, maar er staat geen bedrag bij.",
    )
    QUALITATIVE = "kwalitatief", "In woorden", "Het effect is beschreven, zonder aantal en zonder bedrag."
    NOT_STUDIED = (
        "niet_onderzocht",
        "Niet onderzocht",
        "Het onderzoek noemt het effect, maar heeft er niet naar gekeken.",
    )


class UnitCostKind(
    Term,
    dutch_name="kengetalsoorten",
    title="Soorten kengetallen",
    about="Wat een vast bedrag per eenheid precies voorstelt.",
):
    """Different concepts of the same item may not be exchanged silently (METHOD A13)."""

    TARIFF = (
        "tarief",
        "Tarief",
        "De prijs die een betaler afspreekt of betaalt. Dit is niet altijd wat iets echt kost.",
    )
    REFERENCE_PRICE = (
        "referentieprijs",
        "Referentieprijs",
        "Een landelijk berekende prijs, bedoeld om onderzoeken op dezelfde manier te laten rekenen.",
    )
    AVERAGE = (
        "gemiddelde",
        "Gemiddelde",
        "De gemiddelde kosten over veel mensen of organisaties. In één geval kan het heel anders zijn.",
    )
    AVOIDED_COSTS = (
        "vermeden_kosten",
        "Vermeden kosten",
        "Kosten die niet gemaakt worden als een probleem uitblijft.",
    )
    WELFARE_VALUE = (
        "welvaartswaarde",
        "Welvaartswaarde",
        (
            "Wat iets waard is voor mensen, ook als niemand ervoor betaalt."
            " Denk aan een jaar in goede gezondheid."
        ),
    )
    COMPOSITE = (
        "samengesteld",
        "Samengesteld",
        "Een bedrag dat uit meerdere delen is opgeteld. Tel de losse delen er niet nog eens bij op.",
    )
    MACRO = (
        "macro",
        "Landelijk totaal",
        "Een bedrag voor heel Nederland. Deel het niet door een aantal mensen om een prijs te krijgen.",
    )
    TO_FIND = (
        "nog_te_vinden",
        "Nog te vinden",
        "Voor dit kengetal hebben wij nog geen bron gelezen. Daarom staat er geen bedrag.",
    )


class Reliability(
    Term,
    dutch_name="betrouwbaarheden",
    title="Betrouwbaarheid",
    about="Hoe goed een kengetal is onderbouwd.",
):
    """How well a unit cost is founded."""

    HIGH = "hoog", "Hoog", "Het bedrag komt uit een duidelijke, controleerbare bron met een prijspeil."
    MEDIUM = "midden", "Midden", "Het bedrag is bruikbaar, maar de bron of de berekening laat vragen open."
    LOW = "laag", "Laag", "Het bedrag is een ruwe schatting. Gebruik het alleen met die waarschuwing erbij."
