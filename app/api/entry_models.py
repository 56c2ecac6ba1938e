"""Answers about entries: an outcome in words, a summary, a version with its document."""

from datetime import date, datetime

from app.api.models import Answer, Link, Links, about
from catalogue.documents import Approach, Publication
from catalogue.parts import Source
from catalogue.schema import Unknown, field
from catalogue.vocabulary import EntryState, Method, Selection, TargetGroup, Theme, Timing, WorkType


class Completeness(
    Answer,
    title="Volledigheid",
    json_schema_extra=about(
        "Hoeveel van een vaste lijst met onderdelen hier bekend is. Het is geen oordeel."
    ),
):
    """How much of the method is known."""

    known: int = field("bekend", "Bekend", "Hoeveel onderdelen bekend zijn.")
    total: int = field("totaal", "Totaal", "Hoeveel onderdelen van toepassing zijn.")
    missing: tuple[str, ...] = field("ontbreekt", "Ontbreekt", "Wat hier niet bekend is, in woorden.")


class Outcome(
    Answer,
    title="UitkomstInWoorden",
    json_schema_extra=about(
        "De uitkomst van een onderzoek in een zin, altijd samen met de methode, het jaar, de vergelijking "
        "en de bronnen. Neem de zin nooit over zonder die gegevens. Zet uitkomsten niet op volgorde van "
        "hoogte."
    ),
):
    """The outcome of one study with everything that must stand beside it (principle 4)."""

    study: str = field("onderzoek", "Onderzoek", "Het kenmerk van het onderzoek in het document.")
    title: str | Unknown = field("titel", "Titel", "De titel van het onderzoek.")
    sentence: str = field("zin", "Uitkomst", "De uitkomst in een zin.")
    certainty: str = field("zekerheid", "Zekerheid", "Hoe zeker de uitkomst is.")
    method: Method = field("methode", "Methode", "Het soort onderzoek.")
    timing: Timing = field("meetmoment", "Vooraf of achteraf", "Of de uitkomst verwacht of gemeten is.")
    year: int | Unknown = field("jaar", "Jaar", "Het jaar waarin het onderzoek verscheen.")
    bureaus: tuple[str, ...] = field("bureaus", "Bureaus", "Wie het onderzoek deed.")
    compared_with: str = field("vergelekenMet", "Vergeleken met", "Wat er zonder de aanpak gebeurt.")
    sources: tuple[Source, ...] = field("bronnen", "Bronnen", "Waar de gegevens vandaan komen.")
    completeness: Completeness = field("volledigheid", "Volledigheid", "Hoeveel van de methode bekend is.")


class EntryLinks(Links, title="VerwijzingenAanpak", json_schema_extra=about("Adressen van een aanpak.")):
    """Where an entry is to be found."""

    self: Link = field("self", "Gegevens", "De aanpak in deze API.")
    page: Link = field("pagina", "Pagina", "De aanpak op de site.")
    versions: Link | None = field("versies", "Versies", "Alle versies van de aanpak.")


class Summary(Answer, title="AanpakKort", json_schema_extra=about("Een aanpak in een lijst.")):
    """An approach in a list."""

    slug: str = field("slug", "Naam in het adres", "Het vaste deel van het adres.")
    name: str = field("naam", "Naam", "Hoe de aanpak heet.")
    summary: str = field("samenvatting", "In het kort", "De aanpak in een paar zinnen.")
    selection: Selection = field("selectie", "Selectie", "Hoe ver de redactie met deze aanpak is.")
    work_types: tuple[WorkType, ...] = field("werksoorten", "Werksoorten", "De soorten sociaal werk.")
    themes: tuple[Theme, ...] = field("themas", "Thema's", "De vraagstukken waar het om gaat.")
    target_groups: tuple[TargetGroup, ...] = field("doelgroepen", "Doelgroepen", "De groepen mensen.")
    municipalities: tuple[str, ...] = field("gemeenten", "Gemeenten", "CBS-codes van gemeenten.")
    nationwide: bool = field("landelijk", "Landelijk", "Of de aanpak in heel Nederland voorkomt.")
    studies: int = field("aantalOnderzoeken", "Aantal onderzoeken", "Hoeveel onderzoeken erbij horen.")
    version: int = field("versie", "Versie", "Het nummer van de gepubliceerde versie.")
    changed_at: datetime = field("gewijzigdOp", "Gewijzigd op", "Wanneer deze versie verscheen.")
    outcome: Outcome | None = field(
        "uitkomst",
        "Uitkomst",
        "De uitkomst van het nieuwste onderzoek met een uitkomst in euro's. De hoogte speelt geen rol.",
    )
    links: EntryLinks = field("_links", "Verwijzingen", "Adressen van deze aanpak.")


class VersionLinks(
    Links, title="VerwijzingenVersie", json_schema_extra=about("Adressen bij een versie van een aanpak.")
):
    """Where a version and what belongs to it are to be found."""

    self: Link = field("self", "Dit antwoord", "Het adres van dit antwoord.")
    page: Link = field("pagina", "Pagina", "Dezelfde tekst op de site.")
    versions: Link | None = field("versies", "Versies", "Alle versies.")
    version: Link | None = field("versie", "Deze versie", "Het adres dat altijd deze versie geeft.")
    document: Link | None = field("document", "Document", "De opgeslagen tekst, byte voor byte.")
    schema_: Link = field("schema", "Schema", "De vorm van het document.")


class VersionAnswer(Answer):
    """What is said of every version, whatever its document."""

    slug: str = field("slug", "Naam in het adres", "Het vaste deel van het adres.")
    number: int = field("versie", "Versie", "Het nummer van deze versie.")
    latest: int = field("laatsteVersie", "Laatste versie", "Het nummer van de gepubliceerde versie.")
    state: EntryState = field("stand", "Stand", "Of dit gepubliceerd of gearchiveerd is.")
    state_reason: str | None = field("redenStand", "Reden", "Waarom dit gearchiveerd is.")
    published_at: datetime = field("gepubliceerdOp", "Gepubliceerd op", "Wanneer deze versie verscheen.")
    first_published_at: datetime = field(
        "eerstGepubliceerdOp", "Eerst gepubliceerd op", "Wanneer de eerste versie verscheen."
    )
    note: str | None = field("toelichting", "Toelichting", "Wat er in deze versie veranderde.")
    content_hash: str = field("hash", "Hash", "SHA-256 van het opgeslagen document.")
    outcomes: tuple[Outcome, ...] = field("uitkomsten", "Uitkomsten", "Elk onderzoek in woorden.")
    links: VersionLinks = field("_links", "Verwijzingen", "Adressen bij deze versie.")


class ApproachVersion(
    VersionAnswer, title="AanpakVersie", json_schema_extra=about("Een versie van een aanpak, met alles erin.")
):
    """A version of an approach."""

    document: Approach = field("document", "Document", "De aanpak zelf.")


class PublicationVersion(
    VersionAnswer,
    title="AchtergrondVersie",
    json_schema_extra=about("Een achtergrondpublicatie, met alles erin."),
):
    """The live version of a background publication."""

    document: Publication = field("document", "Document", "De publicatie zelf.")


class PublicationSummary(
    Answer, title="AchtergrondKort", json_schema_extra=about("Een achtergrondpublicatie in een lijst.")
):
    """A background publication in a list."""

    slug: str = field("slug", "Naam in het adres", "Het vaste deel van het adres.")
    name: str = field("naam", "Naam", "Waar de publicatie over gaat.")
    summary: str = field("samenvatting", "In het kort", "De publicatie in een paar zinnen.")
    work_types: tuple[WorkType, ...] = field("werksoorten", "Werksoorten", "De soorten sociaal werk.")
    themes: tuple[Theme, ...] = field("themas", "Thema's", "De vraagstukken waar het om gaat.")
    version: int = field("versie", "Versie", "Het nummer van de gepubliceerde versie.")
    changed_at: datetime = field("gewijzigdOp", "Gewijzigd op", "Wanneer deze versie verscheen.")
    checked_on: date = field("gecontroleerdOp", "Gecontroleerd op", "Wanneer de redactie dit nakeek.")
    outcome: Outcome = field("uitkomst", "Uitkomst", "De uitkomst van het onderzoek in woorden.")
    links: EntryLinks = field("_links", "Verwijzingen", "Adressen van deze publicatie.")
