"""Answers about the API and its data: the root, the glossary and the data dictionary."""

from pydantic import ConfigDict

from app.api.list_models import LINKS, RESULTS, TOTAL
from app.api.models import Answer, Link, Links, SelfLinks, about
from catalogue.glossary import GlossaryTerm
from catalogue.schema import field


class RootLinks(Links, title="VerwijzingenStart", json_schema_extra=about("Alles wat in deze API staat.")):
    """The resources of the API."""

    self: Link = field("self", "Start", "Dit antwoord.")
    openapi: Link = field("openapi", "OpenAPI", "De beschrijving van deze API.")
    approaches: Link = field("aanpakken", "Aanpakken", "Aanpakken zoeken en filteren.")
    background: Link = field("achtergrond", "Achtergrond", "Achtergrondpublicaties.")
    work_types: Link = field("werksoorten", "Werksoorten", "Alle werksoorten.")
    themes: Link = field("themas", "Thema's", "Alle thema's.")
    municipalities: Link = field("gemeenten", "Gemeenten", "Alle gemeenten.")
    unit_costs: Link = field("kengetallen", "Kengetallen", "Kengetallen zoeken en filteren.")
    indicators: Link = field("kpis", "Kpi's", "Indicatoren zoeken en filteren.")
    vocabularies: Link = field("begrippenlijsten", "Begrippenlijsten", "Vaste lijsten met codes.")
    glossary: Link = field("begrippen", "Begrippen", "Woorden met uitleg.")
    dictionary: Link = field("gegevenswoordenboek", "Gegevenswoordenboek", "Elk veld in gewone taal.")
    approach_schema: Link = field("schemaAanpak", "Schema aanpak", "De vorm van een aanpak.")
    background_schema: Link = field("schemaAchtergrond", "Schema achtergrond", "De vorm van een publicatie.")


class Root(Answer, title="Start", json_schema_extra=about("Het begin van deze API.")):
    """The start of the API."""

    links: RootLinks = field(*LINKS)
    title: str = field("titel", "Titel", "De naam van deze API.")
    version: str = field("versie", "Versie", "De volledige versie van deze API.")
    description: str = field("uitleg", "Uitleg", "Wat u hier vindt en hoe u het gebruikt.")


class Glossary(Answer, title="LijstBegrippen", json_schema_extra=about("Alle woorden met uitleg.")):
    """The glossary."""

    links: SelfLinks = field(*LINKS)
    total: int = field(*TOTAL)
    results: tuple[GlossaryTerm, ...] = field(*RESULTS, "De begrippen.")


class FieldRow(
    Answer, title="Veld", json_schema_extra=about("Een veld van een document, in gewone taal uitgelegd.")
):
    """One field of a document."""

    document: str = field("onderdeel", "Onderdeel", "Het onderdeel waar het veld in staat.")
    name: str = field("veld", "Veld", "De naam van het veld in de gegevens.")
    label: str = field("label", "Naam", "Het veld in woorden.")
    explanation: str = field("uitleg", "Uitleg", "Wat er in het veld staat.")
    unit: str | None = field("eenheid", "Eenheid", "Waarin het veld is uitgedrukt.")
    type: str = field("soort", "Soort", "Wat voor gegeven het is.")
    vocabulary: str | None = field("begrippenlijst", "Begrippenlijst", "De vaste lijst met codes.")
    required: bool = field("verplicht", "Verplicht", "Of het veld altijd is ingevuld.")
    may_be_unknown: bool = field("magOnbekend", "Mag onbekend zijn", "Of het gegeven onbekend mag zijn.")


class Dictionary(
    Answer, title="Gegevenswoordenboek", json_schema_extra=about("Elk veld van elk document, met uitleg.")
):
    """The data dictionary."""

    links: SelfLinks = field(*LINKS)
    total: int = field(*TOTAL)
    results: tuple[FieldRow, ...] = field(*RESULTS, "De velden.")


class JsonSchema(
    Answer, title="JsonSchema", json_schema_extra=about("Een schema volgens JSON Schema 2020-12.")
):
    """A JSON Schema; its content is described elsewhere."""

    model_config = ConfigDict(extra="allow")
