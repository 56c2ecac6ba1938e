"""Parts of a document: sources, organisations, recognitions, balance items, effects without euros."""

from datetime import date

from catalogue.figures import Figure
from catalogue.schema import NOT_ADOPTED, Document, Exact, Unknown, field
from catalogue.vocabulary import (
    Cashable,
    Causality,
    CostBehaviour,
    Direction,
    EffectCategory,
    EffectKind,
    Frequency,
    ItemKind,
    Party,
    RecognitionLevel,
    RecognitionScheme,
    Role,
    SourceKind,
    Valuation,
)


class Source(Document):
    """Where facts were read. Has a web address or another place to find it (METHOD V13)."""

    id: str = field("id", "Kenmerk", "Vast kenmerk van deze bron binnen de aanpak.")
    title: str = field("titel", "Titel", "De titel van de bron.")
    publisher: str | Unknown = field("uitgever", "Uitgever", "Wie de bron uitgaf.")
    year: int | Unknown = field("jaar", "Jaar", "Het jaar van uitgave.")
    url: str | None = field("url", "Webadres", "Waar de bron op het web staat.", default=None)
    location: str | None = field(
        "vindplaats", "Vindplaats", "Waar de bron te vinden is als er geen webadres is.", default=None
    )
    kind: SourceKind = field("soort", "Soort bron", "Rapport, artikel, nieuwsbericht …")
    consulted_on: date | None = field(
        "geraadpleegd_op", "Geraadpleegd op", "Wanneer de bron is gelezen.", default=None
    )
    rights: str | None = field("rechten", "Rechten", "Wie de rechten op de bron heeft.", default=None)


class Organisation(Document):
    """An organisation with its role in the approach."""

    name: str = field("naam", "Naam", "De naam van de organisatie.")
    role: Role = field("rol", "Rol", "Wat de organisatie voor de aanpak doet.")


class Place(Document):
    """A municipality where the approach is or was applied."""

    code: str = field("code", "CBS-code", "Vier cijfers, met nullen vooraan.", pattern=r"^\d{4}$")
    since: int | Unknown = field("sinds", "Sinds", "Het jaar van de start.", default=NOT_ADOPTED)
    until: int | Unknown = field("tot", "Tot en met", "Het laatste jaar.", default=NOT_ADOPTED)


class Recognition(Document):
    """A judgement by a recognition scheme: scheme and level as given, never converted (METHOD A9)."""

    id: str = field("id", "Kenmerk", "Vast kenmerk van deze erkenning binnen de aanpak.")
    scheme: RecognitionScheme = field("schema", "Schema", "Wie volgens welke regels oordeelt.")
    level: RecognitionLevel = field("niveau", "Niveau", "Het oordeel.")
    issuer: str | Unknown = field(
        "verlener", "Gegeven door", "De organisatie die het oordeel gaf.", default=NOT_ADOPTED
    )
    year: int | Unknown = field("jaar", "Jaar", "Het jaar van het oordeel.")
    awarded_on: date | Unknown = field("datum", "Datum", "De dag van het oordeel.", default=NOT_ADOPTED)
    valid_until: date | Unknown = field(
        "geldig_tot", "Geldig tot", "Daarna is het oordeel verlopen.", default=NOT_ADOPTED
    )
    url: str | None = field("url", "Webadres", "Waar het oordeel te lezen is.", default=None)


class Remark(Document):
    """The editors' explanation where a fact deviates from a rule and stays as it was read."""

    rule: str = field("regel", "Regel", "De code van de regel, bijvoorbeeld V7.")
    text: str = field("tekst", "Uitleg", "Waarom het gegeven zo blijft staan.", min_length=1)


class BalanceItem(Document):
    """A cost, benefit or transfer of one party."""

    id: str = field("id", "Kenmerk", "Vast kenmerk van deze post binnen de aanpak.")
    kind: ItemKind = field("soort", "Soort", "Kosten, baten of overdracht.")
    name: str = field("naam", "Post", "Waar het bedrag over gaat.")
    party: Party = field("partij", "Partij", "Wie betaalt of het voordeel heeft.")
    party_source: str | None = field(
        "partij_bron", "Partij volgens de bron", "De partij in de woorden van de bron.", default=None
    )
    counter_party: Party | None = field(
        "tegenpartij",
        "Tegenpartij",
        "Bij een overdracht: van wie het geld komt of naar wie het gaat.",
        default=None,
    )
    category: EffectCategory = field("effectcategorie", "Soort effect", "Het soort kosten of baten.")
    effect_kind: EffectKind | Unknown = field(
        "effect_soort", "Direct of indirect", "Direct, indirect of bij anderen.", default=NOT_ADOPTED
    )
    frequency: Frequency = field(
        "frequentie", "Hoe vaak", "Eenmalig, elk jaar of in totaal.", default=Frequency.UNKNOWN
    )
    amount: Figure = field("bedrag", "Bedrag", "Het bedrag zoals gelezen.", unit="euro")
    per: str | Unknown = field(
        "waarover", "Waarover", "Per persoon, per jaar, het hele project …", default=NOT_ADOPTED
    )
    year_from: int | Unknown = field(
        "jaar_van", "Vanaf jaar", "Eerste jaar, geteld vanaf de start (0).", default=NOT_ADOPTED
    )
    year_to: int | Unknown = field(
        "jaar_tot", "Tot en met jaar", "Laatste jaar, geteld vanaf de start.", default=NOT_ADOPTED
    )
    quantity: Exact | Unknown = field(
        "aantal", "Aantal", "Hoeveel keer het effect voorkomt.", default=NOT_ADOPTED
    )
    quantity_unit: str | Unknown = field(
        "aantal_eenheid", "Eenheid van het aantal", "Wat is geteld.", default=NOT_ADOPTED
    )
    unit_price: Figure = field(
        "prijs", "Prijs per eenheid", "De prijs van één eenheid.", unit="euro", default=NOT_ADOPTED
    )
    unit_cost: str | None = field("kengetal", "Kengetal", "Kenmerk van het gebruikte kengetal.", default=None)
    price_year: int | Unknown = field(
        "prijspeil", "Prijspeil", "Alleen als dit anders is dan bij het onderzoek.", default=NOT_ADOPTED
    )
    is_present_value: bool | Unknown = field(
        "is_contant", "Waarde nu", "Of het bedrag al is teruggerekend.", default=NOT_ADOPTED
    )
    deadweight_pct: Exact | Unknown = field(
        "autonoom_pct",
        "Was ook zonder aanpak gebeurd",
        "Deel dat niet door de aanpak komt.",
        unit="procent",
        default=NOT_ADOPTED,
    )
    displacement_pct: Exact | Unknown = field(
        "verdringing_pct",
        "Verschoven, niet nieuw",
        "Deel dat bij anderen verdwijnt.",
        unit="procent",
        default=NOT_ADOPTED,
    )
    attribution_pct: Exact | Unknown = field(
        "toerekening_pct",
        "Aandeel van deze aanpak",
        "Deel dat door deze aanpak komt.",
        unit="procent",
        default=NOT_ADOPTED,
    )
    drop_off_pct: Exact | Unknown = field(
        "afname_pct_per_jaar",
        "Effect neemt per jaar af",
        "Deel dat elk jaar verdwijnt.",
        unit="procent",
        default=NOT_ADOPTED,
    )
    causality: Causality = field(
        "causaliteit",
        "Hoe is het effect bepaald",
        "Gemeten, uit literatuur of aangenomen.",
        default=Causality.UNKNOWN,
    )
    cashable: Cashable = field(
        "verzilverbaar",
        "Komt er echt geld vrij",
        "Of de partij het geld kan uitgeven aan iets anders.",
        default=Cashable.UNKNOWN,
    )
    cost_behaviour: CostBehaviour = field(
        "kostenverloop",
        "Vast of per deelnemer",
        "Bij kosten: of zij meegroeien met het aantal deelnemers.",
        default=CostBehaviour.UNKNOWN,
    )
    note: str | None = field("toelichting", "Toelichting", "Wat u bij deze post moet weten.", default=None)


class UnpricedEffect(Document):
    """An effect without euros, with a direction."""

    id: str = field("id", "Kenmerk", "Vast kenmerk van dit effect binnen de aanpak.")
    name: str = field("naam", "Effect", "Wat er verandert.")
    category: EffectCategory = field("effectcategorie", "Soort effect", "Het soort effect.")
    party: Party | None = field("partij", "Voor wie", "De partij die het effect merkt.", default=None)
    direction: Direction = field("richting", "Richting", "Of het effect goed of slecht is.")
    valuation: Valuation = field(
        "waarderingsstatus",
        "Hoe bekend",
        "Geteld, beschreven of niet onderzocht.",
        default=Valuation.QUALITATIVE,
    )
    quantity: Exact | Unknown = field(
        "aantal", "Aantal", "Hoe groot het effect is, zonder euro's.", default=NOT_ADOPTED
    )
    quantity_unit: str | Unknown = field(
        "aantal_eenheid", "Eenheid van het aantal", "Wat is geteld.", default=NOT_ADOPTED
    )
    why_unpriced: str | Unknown = field(
        "waarom_geen_euro",
        "Waarom geen bedrag",
        "De reden dat er geen bedrag bij staat.",
        default=NOT_ADOPTED,
    )
    sources: tuple[str, ...] = field("bronnen", "Bronnen", "De bronnen van dit effect.", default=())


class Sensitivity(Document):
    """What changes when one assumption changes."""

    id: str = field("id", "Kenmerk", "Vast kenmerk van deze regel binnen de aanpak.")
    variable: str = field("variabele", "Wat verandert", "De aanname die anders is.")
    result: str | Unknown = field("uitkomst", "Dan is de uitkomst", "Wat het onderzoek dan vindt.")
    base_value: str | Unknown = field(
        "basiswaarde", "Eerst", "De aanname in de hoofduitkomst.", default=NOT_ADOPTED
    )
    variant_value: str | Unknown = field("variant_waarde", "Dan", "De andere aanname.", default=NOT_ADOPTED)
    net: Figure = field(
        "saldo_variant", "Saldo", "Baten min kosten bij deze aanname.", unit="euro", default=NOT_ADOPTED
    )
    ratio: Figure = field(
        "ratio_variant", "Verhouding", "De verhouding bij deze aanname.", unit="per euro", default=NOT_ADOPTED
    )
    tipping_point: str | Unknown = field(
        "omslagpunt", "Omslagpunt", "De waarde waarbij baten en kosten gelijk zijn.", default=NOT_ADOPTED
    )
    changes_conclusion: bool | Unknown = field(
        "conclusie_verandert", "Conclusie verandert", "Of de conclusie omslaat.", default=NOT_ADOPTED
    )
    sources: tuple[str, ...] = field("bronnen", "Bronnen", "De bronnen van deze regel.", default=())
