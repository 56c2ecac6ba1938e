"""Answers about lists and registers."""

from datetime import date

from app.api.list_models import LINKS, RESULTS, TOTAL
from app.api.models import Answer, Link, Links, SelfLinks, about
from catalogue.registers import Kpi, RegisterStatus, UnitCost, UnitCostGroup
from catalogue.schema import field


class TermRow(Answer, title="Code", json_schema_extra=about("Een code uit een vaste lijst, met uitleg.")):
    """One word of a closed list."""

    code: str = field("code", "Code", "Zoals de code in de gegevens staat.")
    label: str = field("label", "Naam", "De code in woorden.")
    explanation: str = field("uitleg", "Uitleg", "Wat de code betekent.")


class Vocabulary(
    Answer,
    title="Begrippenlijst",
    json_schema_extra=about("Een vaste lijst met codes die de gegevens gebruiken."),
):
    """One closed list."""

    links: SelfLinks = field(*LINKS)
    name: str = field("naam", "Naam", "De naam van de lijst in het adres.")
    title: str = field("titel", "Titel", "De naam van de lijst in woorden.")
    about: str = field("uitleg", "Uitleg", "Waar de lijst voor is.")
    total: int = field(*TOTAL)
    results: tuple[TermRow, ...] = field("codes", "Codes", "De codes, in de volgorde van de lijst.")


class VocabularyList(Answer, title="LijstBegrippenlijsten", json_schema_extra=about("Alle vaste lijsten.")):
    """All closed lists."""

    links: SelfLinks = field(*LINKS)
    total: int = field(*TOTAL)
    results: tuple[Vocabulary, ...] = field(*RESULTS, "De lijsten.")


class ListedLinks(
    Links,
    title="VerwijzingenIngang",
    json_schema_extra=about("Adressen bij een werksoort, thema of gemeente."),
):
    """Where a way into the collection leads."""

    self: Link = field("self", "Gegevens", "Deze ingang in deze API.")
    page: Link = field("pagina", "Pagina", "Deze ingang op de site.")
    approaches: Link = field("aanpakken", "Aanpakken", "De aanpakken die erbij horen.")


class Topic(Answer, title="Ingang", json_schema_extra=about("Een werksoort of thema, met een inleiding.")):
    """A work type or theme."""

    links: ListedLinks = field(*LINKS)
    code: str = field("code", "Code", "De waarde voor in een vraag.")
    label: str = field("label", "Naam", "De naam in woorden.")
    explanation: str = field("uitleg", "Uitleg", "Wat eronder valt.")
    short: str = field("kort", "In een zin", "Waar het om gaat, in een zin.")
    text: str = field("tekst", "Inleiding", "Een korte inleiding.")
    count: int = field("aantalAanpakken", "Aantal aanpakken", "Hoeveel aanpakken erbij horen.")


class TopicList(Answer, title="LijstIngangen", json_schema_extra=about("Alle werksoorten of thema's.")):
    """All work types, or all themes."""

    links: SelfLinks = field(*LINKS)
    total: int = field(*TOTAL)
    results: tuple[Topic, ...] = field(*RESULTS, "De werksoorten of thema's.")


class MunicipalityRow(Answer, title="GemeenteInRegister", json_schema_extra=about("Een gemeente.")):
    """A municipality."""

    links: ListedLinks = field(*LINKS)
    code: str = field("code", "CBS-code", "Vier cijfers, met nullen vooraan.", pattern=r"^\d{4}$")
    name: str = field("naam", "Naam", "De naam zoals het CBS die schrijft.")
    aliases: tuple[str, ...] = field("ook", "Ook wel", "Namen uit het dagelijks leven.")
    remark: str | None = field("opmerking", "Opmerking", "Wat u bij deze gemeente moet weten.")
    count: int = field("aantalAanpakken", "Aantal aanpakken", "Hoeveel aanpakken hier zijn toegepast.")


class MunicipalityList(
    Answer, title="LijstGemeenten", json_schema_extra=about("Alle gemeenten in het register.")
):
    """All municipalities."""

    links: SelfLinks = field(*LINKS)
    checked_on: date = field("gecontroleerdOp", "Gecontroleerd op", "Wanneer het register is nagekeken.")
    status: RegisterStatus = field("status", "Status", "Of het register met de bron is vergeleken.")
    total: int = field(*TOTAL)
    results: tuple[MunicipalityRow, ...] = field(*RESULTS, "De gemeenten, op code.")


class SideBySide(
    Answer,
    title="NaastElkaar",
    json_schema_extra=about("Kengetallen over hetzelfde. Zet ze naast elkaar; neem nooit het gemiddelde."),
):
    """Unit costs of one group."""

    group: UnitCostGroup = field("groep", "Groep", "Waar de bedragen over gaan.")
    unit_costs: tuple[str, ...] = field("kengetallen", "Kengetallen", "De kenmerken van de kengetallen.")


class UnitCostList(
    Answer,
    title="LijstKengetallen",
    json_schema_extra=about(
        "Kengetallen. Een bedrag zonder prijspeil mag niet worden omgerekend of opgeteld; een bedrag van de "
        "soort macro gaat over heel Nederland en wordt nooit gedeeld door een aantal mensen."
    ),
):
    """Unit costs that fit the question."""

    links: SelfLinks = field(*LINKS)
    total: int = field(*TOTAL)
    results: tuple[UnitCost, ...] = field(*RESULTS, "De kengetallen.")
    side_by_side: tuple[SideBySide, ...] = field(
        "naastElkaar", "Naast elkaar", "Kengetallen die over hetzelfde gaan en verschillen."
    )


class KpiList(
    Answer, title="LijstKpis", json_schema_extra=about("Indicatoren (kpi's), zonder gemeten waarden.")
):
    """Indicators that fit the question."""

    links: SelfLinks = field(*LINKS)
    total: int = field(*TOTAL)
    results: tuple[Kpi, ...] = field(*RESULTS, "De indicatoren.")
