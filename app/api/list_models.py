"""Answers that are lists: of approaches with filters, of versions, of changes, of publications."""

from datetime import datetime

from app.api.entry_models import EntryLinks, PublicationSummary, Summary
from app.api.models import Answer, Link, Links, SelfLinks, about
from catalogue.differences import ChangeKind
from catalogue.schema import field

RESULTS = ("resultaten", "Resultaten")
TOTAL = ("totaalAantal", "Totaal", "Hoeveel resultaten er in totaal zijn.")
LINKS = ("_links", "Verwijzingen", "Adressen bij dit antwoord.")


class FacetValue(Answer, title="Filterwaarde", json_schema_extra=about("Een waarde van een filter.")):
    """One value of a filter."""

    code: str = field("code", "Code", "De waarde voor in de vraag.")
    label: str = field("label", "Naam", "De waarde in woorden.")
    count: int = field("aantal", "Aantal", "Hoeveel aanpakken deze waarde hebben.")
    chosen: bool = field("gekozen", "Gekozen", "Of deze waarde in de vraag staat.")


class Facet(
    Answer,
    title="Filter",
    json_schema_extra=about(
        "Een filter met aantallen. Bij de aantallen telt de eigen keuze van dit filter niet mee."
    ),
):
    """A filter with its values."""

    name: str = field("naam", "Naam", "De parameter in de vraag.")
    title: str = field("titel", "Titel", "Het filter in woorden.")
    values: tuple[FacetValue, ...] = field("waarden", "Waarden", "De waarden die er zijn.")


class YearCount(Answer, title="AantalPerJaar", json_schema_extra=about("Het aantal aanpakken bij een jaar.")):
    """How many approaches have a study of a year."""

    year: int = field("jaar", "Jaar", "Het jaar van een onderzoek.")
    count: int = field("aantal", "Aantal", "Hoeveel aanpakken een onderzoek uit dit jaar hebben.")


class Nearest(Answer, title="Alternatief", json_schema_extra=about("Een aanpak die in de buurt komt.")):
    """The nearest alternative when nothing was found."""

    slug: str = field("slug", "Naam in het adres", "Het vaste deel van het adres.")
    name: str = field("naam", "Naam", "Hoe de aanpak heet.")
    links: EntryLinks = field("_links", "Verwijzingen", "Adressen van deze aanpak.")


class PageLinks(Links, title="VerwijzingenLijst", json_schema_extra=about("Adressen van andere pagina's.")):
    """The addresses of the pages of a list; null where there is none."""

    self: Link = field("self", "Deze pagina", "Het adres van deze pagina.")
    first: Link = field("first", "Eerste", "De eerste pagina.")
    prev: Link | None = field("prev", "Vorige", "De vorige pagina.")
    next: Link | None = field("next", "Volgende", "De volgende pagina.")
    last: Link = field("last", "Laatste", "De laatste pagina.")
    page: Link = field("pagina", "Op de site", "Dezelfde lijst op de site.")


class ApproachList(
    Answer, title="LijstAanpakken", json_schema_extra=about("Een pagina van de lijst, met filters.")
):
    """One page of the list."""

    links: PageLinks = field(*LINKS)
    total: int = field(*TOTAL)
    page: int = field("pagina", "Pagina", "Het nummer van deze pagina.")
    page_size: int = field("paginaGrootte", "Grootte", "Hoeveel resultaten op een pagina passen.")
    correction: str | None = field(
        "bedoeldeU", "Bedoelde u", "De zoekwoorden waarmee is gezocht, als uw woord onbekend was."
    )
    facets: tuple[Facet, ...] = field("facetten", "Filters", "De filters met aantallen.")
    years: tuple[YearCount, ...] = field("jaren", "Jaren", "De jaren van onderzoek met aantallen.")
    results: tuple[Summary, ...] = field(*RESULTS, "De aanpakken op deze pagina.")
    nearest: tuple[Nearest, ...] = field(
        "alternatieven", "Alternatieven", "Wat in de buurt komt, als er niets is gevonden."
    )


class VersionLineLinks(
    Links, title="VerwijzingenVersieregel", json_schema_extra=about("Adressen bij een regel.")
):
    """Where a version is to be found."""

    self: Link = field("self", "Versie", "Deze versie in deze API.")
    document: Link = field("document", "Document", "De opgeslagen tekst, byte voor byte.")
    difference: Link | None = field("verschil", "Verschil", "Wat er veranderde sinds de versie ervoor.")


class VersionRow(Answer, title="Versieregel", json_schema_extra=about("Een versie in de lijst van versies.")):
    """One version in the list of versions."""

    number: int = field("versie", "Versie", "Het nummer van de versie.")
    published_at: datetime = field("gepubliceerdOp", "Gepubliceerd op", "Wanneer de versie verscheen.")
    note: str | None = field("toelichting", "Toelichting", "Wat er in deze versie veranderde.")
    content_hash: str = field("hash", "Hash", "SHA-256 van het opgeslagen document.")
    is_latest: bool = field("isLaatste", "Laatste", "Of dit de gepubliceerde versie is.")
    links: VersionLineLinks = field(*LINKS)


class VersionList(Answer, title="LijstVersies", json_schema_extra=about("Alle versies, de nieuwste eerst.")):
    """All versions of an entry."""

    links: SelfLinks = field(*LINKS)
    slug: str = field("slug", "Naam in het adres", "Het vaste deel van het adres.")
    total: int = field(*TOTAL)
    results: tuple[VersionRow, ...] = field(*RESULTS, "De versies.")


class ChangeRow(
    Answer, title="Wijziging", json_schema_extra=about("Een gegeven dat in twee versies anders is.")
):
    """One change between two versions."""

    path: tuple[str, ...] = field("pad", "Plaats", "Waar het gegeven staat, van groot naar klein.")
    kind: ChangeKind = field("soort", "Soort", "Wat er met het gegeven is gebeurd.")
    old: str | None = field("oud", "Oud", "Wat er stond, als leesbare tekst.")
    new: str | None = field("nieuw", "Nieuw", "Wat er nu staat, als leesbare tekst.")


class Difference(
    Answer, title="Verschil", json_schema_extra=about("Alle verschillen tussen twee versies van een aanpak.")
):
    """The difference between two versions."""

    links: SelfLinks = field(*LINKS)
    slug: str = field("slug", "Naam in het adres", "Het vaste deel van het adres.")
    old: int = field("oud", "Van", "Het nummer van de ene versie.")
    new: int = field("nieuw", "Naar", "Het nummer van de andere versie.")
    total: int = field(*TOTAL)
    results: tuple[ChangeRow, ...] = field("wijzigingen", "Wijzigingen", "Elk gegeven dat anders is.")


class PublicationList(
    Answer, title="LijstAchtergrond", json_schema_extra=about("Alle achtergrondpublicaties.")
):
    """All background publications."""

    links: SelfLinks = field(*LINKS)
    total: int = field(*TOTAL)
    results: tuple[PublicationSummary, ...] = field(*RESULTS, "De publicaties, op naam.")
