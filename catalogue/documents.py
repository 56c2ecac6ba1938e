"""The public schema: an approach with its studies, results, items and sources (METHOD A12.2)."""

from datetime import date
from typing import Literal

from catalogue.figures import Figure
from catalogue.parts import (
    BalanceItem,
    Organisation,
    Place,
    Recognition,
    Remark,
    Sensitivity,
    Source,
    UnpricedEffect,
)
from catalogue.schema import NOT_ADOPTED, Document, Exact, Unknown, field
from catalogue.vocabulary import (
    BaselineKind,
    Design,
    Independence,
    Method,
    Perspective,
    Prevention,
    Provenance,
    RatioDefinition,
    ReadingDepth,
    Scope,
    Selection,
    TargetGroup,
    Theme,
    Timing,
    Unit,
    WorkType,
)

FORMAT = 1
"""Version of the document format. Defaults below never change within one format."""


class Result(Document):
    """One outcome of a study: a scenario, target group or perspective."""

    id: str = field("id", "Kenmerk", "Vast kenmerk van deze uitkomst binnen de aanpak.")
    name: str = field("naam", "Naam", "Waar deze uitkomst over gaat.")
    is_main: bool = field("is_hoofduitkomst", "Hoofduitkomst", "De uitkomst die het onderzoek vooraan zet.")
    description: str | None = field(
        "omschrijving", "Omschrijving", "Toelichting op de uitkomst.", default=None
    )
    costs: Figure = field(
        "kosten", "Kosten", "Alles wat de aanpak kost, voor alle partijen samen.", unit="euro"
    )
    benefits: Figure = field("baten", "Baten", "Alles wat de aanpak in geld waard is.", unit="euro")
    net: Figure = field("saldo", "Saldo", "Baten min kosten.", unit="euro")
    ratio: Figure = field("ratio", "Verhouding", "De verhouding die het onderzoek noemt.", unit="per euro")
    ratio_definition: RatioDefinition = field(
        "ratio_definitie", "Soort verhouding", "Hoe het onderzoek de verhouding berekent."
    )
    items: tuple[BalanceItem, ...] = field(
        "posten", "Posten", "Kosten, baten en overdrachten per partij.", default=()
    )
    unpriced: tuple[UnpricedEffect, ...] = field(
        "pm_posten", "Effecten zonder bedrag", "Effecten die het onderzoek noemt zonder bedrag.", default=()
    )
    sensitivities: tuple[Sensitivity, ...] = field(
        "gevoeligheden", "Gevoeligheid", "Wat er verandert als een aanname anders is.", default=()
    )


class Study(Document):
    """One MKBA, SROI, business case or evaluation about an approach."""

    id: str = field("id", "Kenmerk", "Vast kenmerk van dit onderzoek binnen de aanpak.")
    title: str | Unknown = field("titel", "Titel", "De titel zoals het onderzoek is gepubliceerd.")
    method: Method = field("methode", "Methode", "Het soort onderzoek.")
    perspective: Perspective = field("reikwijdte", "Reikwijdte", "Voor wie kosten en baten zijn geteld.")
    timing: Timing = field("meetmoment", "Vooraf of achteraf", "Of de uitkomst verwacht of gemeten is.")
    year: int | Unknown = field("jaar", "Jaar van publicatie", "Het jaar waarin het onderzoek verscheen.")
    bureaus: tuple[str, ...] = field("bureaus", "Bureau", "Wie het onderzoek deed.", default=())
    commissioner: str | Unknown = field(
        "opdrachtgever", "Opdrachtgever", "Wie om het onderzoek vroeg.", default=NOT_ADOPTED
    )
    funder: str | Unknown = field(
        "financier", "Financier", "Wie het onderzoek betaalde.", default=NOT_ADOPTED
    )
    independence: Independence = field(
        "onafhankelijkheid",
        "Onafhankelijkheid",
        "Of de onderzoeker belang had bij de uitkomst.",
        default=Independence.UNKNOWN,
    )
    price_year: int | Unknown = field("prijspeil", "Prijspeil", "Het jaar waarvan de prijzen zijn gebruikt.")
    discount_rate: Exact | Unknown = field(
        "discontovoet",
        "Rekenrente",
        "De discontovoet: hoe later, hoe minder een bedrag nu telt.",
        unit="procent per jaar",
    )
    base_year: int | Unknown = field(
        "basisjaar", "Basisjaar", "Het jaar waarnaar alle bedragen zijn teruggerekend.", default=NOT_ADOPTED
    )
    discount_moment: Literal["begin", "eind", "onbekend"] = field(
        "disconteer_moment", "Moment van terugrekenen", "Begin of eind van het jaar.", default="onbekend"
    )
    horizon_years: Exact | Unknown = field(
        "looptijd", "Looptijd", "Over hoeveel jaar kosten en baten zijn geteld.", unit="jaar"
    )
    unit: Unit = field("eenheid", "Waarover de bedragen gaan", "Per deelnemer, per jaar, het hele project …")
    participants: int | Unknown = field(
        "aantal_deelnemers",
        "Aantal deelnemers",
        "Hoeveel mensen of huishoudens zijn onderzocht.",
        unit="deelnemers",
    )
    design: Design = field("onderzoeksopzet", "Onderzoeksopzet", "Hoe het effect is vastgesteld.")
    effect_is_net: bool | Unknown = field(
        "tegenfeit_in_effect",
        "Vergelijking zit in het effect",
        "Of al is afgetrokken wat zonder de aanpak ook was gebeurd.",
        default=NOT_ADOPTED,
    )
    baseline_kind: BaselineKind = field(
        "nulalternatief_soort", "Soort vergelijking", "Waarmee is vergeleken."
    )
    baseline: str | Unknown = field("nulalternatief", "Vergeleken met", "Wat er zonder de aanpak gebeurt.")
    municipalities: tuple[str, ...] = field(
        "gemeenten", "Gemeenten in het onderzoek", "CBS-codes van de onderzochte gemeenten.", default=()
    )
    results: tuple[Result, ...] = field("uitkomsten", "Uitkomsten", "De uitkomsten van het onderzoek.")
    conclusion: str | Unknown = field("conclusie", "Conclusie", "De uitkomst in gewone taal.")
    quote: str | None = field(
        "conclusie_letterlijk",
        "Letterlijke conclusie",
        "Hoogstens 25 woorden uit het onderzoek.",
        default=None,
    )
    limitations: tuple[str, ...] = field("beperkingen", "Beperkingen", "Waar u op moet letten.", default=())
    provenance: Provenance = field(
        "herkomst", "Herkomst", "In het onderzoek zelf gelezen of uit een andere bron."
    )
    reading: ReadingDepth = field("gelezen", "Wat is gelezen", "Het hele onderzoek of een deel.")
    sources: tuple[Source, ...] = field("bronnen", "Bronnen", "Waar de gegevens vandaan komen.", default=())
    source_licence: str | None = field(
        "licentie_bron",
        "Rechten op de bron",
        "Onder welke voorwaarden de bron mag worden gebruikt.",
        default=None,
    )
    remarks: tuple[Remark, ...] = field(
        "opmerkingen",
        "Opmerkingen van de redactie",
        "Uitleg bij een regel waar dit onderzoek van afwijkt.",
        default=(),
    )


class Approach(Document):
    """What social workers do: the entry. Its slug belongs to the entry row, not to the document."""

    name: str = field("naam", "Naam", "Hoe de aanpak heet.")
    selection: Selection = field(
        "selectie", "Uitgewerkt of verzameld", "Hoe ver de redactie met deze aanpak is."
    )
    summary: str = field("samenvatting", "In het kort", "De aanpak in een paar zinnen.")
    what: str | Unknown = field("wat_houdt_het_in", "Wat houdt het in?", "Wat er gebeurt.")
    for_whom: str | Unknown = field("voor_wie", "Voor wie?", "Voor wie de aanpak bedoeld is.")
    how: str | Unknown = field(
        "hoe_werkt_het", "Hoe werkt het?", "Hoe de aanpak verloopt.", default=NOT_ADOPTED
    )
    needs: str | Unknown = field(
        "wat_is_nodig", "Wat is ervoor nodig?", "Mensen, tijd, geld, partners.", default=NOT_ADOPTED
    )
    working_elements: tuple[str, ...] = field(
        "werkende_elementen", "Wat maakt dat het werkt?", "Onderdelen die niet weg kunnen.", default=()
    )
    transferability: str | Unknown = field(
        "overdraagbaarheid",
        "Waar geldt het wel en niet?",
        "Of de uitkomst ook elders geldt.",
        default=NOT_ADOPTED,
    )
    work_types: tuple[WorkType, ...] = field("werksoorten", "Werksoort", "De soort sociaal werk.", default=())
    themes: tuple[Theme, ...] = field("themas", "Thema", "Het vraagstuk waar het om gaat.", default=())
    target_groups: tuple[TargetGroup, ...] = field(
        "doelgroepen", "Doelgroep", "De groepen mensen.", default=()
    )
    target_group_words: tuple[str, ...] = field(
        "doelgroep_omschrijvingen",
        "Doelgroep in eigen woorden",
        "De doelgroep zoals de bron die noemt.",
        default=(),
    )
    budget_areas: tuple[str, ...] = field(
        "taakvelden", "Taakveld", "Taakvelden uit de gemeentebegroting.", default=()
    )
    age_from: int | Unknown = field(
        "leeftijd_van", "Leeftijd vanaf", "De jongste deelnemers.", unit="jaar", default=NOT_ADOPTED
    )
    age_to: int | Unknown = field(
        "leeftijd_tot", "Leeftijd tot en met", "De oudste deelnemers.", unit="jaar", default=NOT_ADOPTED
    )
    prevention: Prevention = field(
        "preventief_curatief", "Voorkomen of oplossen", "Vooraf of als er al problemen zijn."
    )
    scope: Scope = field(
        "individueel_collectief", "Voor één persoon of een groep", "Individueel of collectief."
    )
    duration_months: Exact | Unknown = field(
        "duur_maanden", "Duur", "Hoe lang iemand meedoet.", unit="maanden", default=NOT_ADOPTED
    )
    organisations: tuple[Organisation, ...] = field(
        "organisaties", "Organisaties", "Wie erbij betrokken zijn.", default=()
    )
    municipalities: tuple[Place, ...] = field(
        "gemeenten", "Gemeenten", "Waar de aanpak is toegepast.", default=()
    )
    nationwide: bool = field(
        "landelijk", "Landelijk", "Of de aanpak in heel Nederland voorkomt.", default=False
    )
    recognitions: tuple[Recognition, ...] = field(
        "erkenningen", "Erkenningen", "Oordelen van erkende commissies.", default=()
    )
    website: str | None = field("website", "Website", "De site van de aanpak zelf.", default=None)
    public_contact: str | None = field(
        "contact_openbaar", "Contact", "Adres van de organisatie, geen persoon.", default=None
    )
    checked_on: date = field(
        "laatst_gecontroleerd_op", "Laatst gecontroleerd", "Wanneer de redactie dit nakeek."
    )
    review_by: date | None = field(
        "controle_voor", "Opnieuw nakijken voor", "Voor deze dag kijkt de redactie het weer na.", default=None
    )
    studies: tuple[Study, ...] = field(
        "onderzoeken", "Onderzoeken", "De onderzoeken over deze aanpak.", default=()
    )


class Publication(Document):
    """A background publication: a study that concerns themes, not one approach."""

    name: str = field("naam", "Naam", "Waar de publicatie over gaat.")
    summary: str = field("samenvatting", "In het kort", "De publicatie in een paar zinnen.")
    themes: tuple[Theme, ...] = field(
        "themas", "Thema", "De thema's waar de publicatie bij hoort.", default=()
    )
    work_types: tuple[WorkType, ...] = field(
        "werksoorten", "Werksoort", "De werksoorten waar zij bij hoort.", default=()
    )
    checked_on: date = field(
        "laatst_gecontroleerd_op", "Laatst gecontroleerd", "Wanneer de redactie dit nakeek."
    )
    study: Study = field("onderzoek", "Onderzoek", "Het onderzoek zelf.")
