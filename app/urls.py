"""The only place that knows the addresses of the site."""

from collections.abc import Sequence
from urllib.parse import quote

from app.urls_base import with_query
from app.urls_editing import EditingUrls

__all__ = ["Urls", "with_query"]


_LISTS = {"aanpak": "/aanpakken", "achtergrond": "/achtergrond", "kengetal": "/kengetallen", "kpi": "/kpis"}


class Urls(EditingUrls):
    """Builds addresses relative to the root; `absolute` adds the public origin."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url.rstrip("/")

    def absolute(self, path: str) -> str:
        """The public address of a path."""
        return f"{self.base_url}{path}"

    def start(self) -> str:
        """The start page."""
        return "/"

    def aanpakken(self, **parameters: str | int | Sequence[str] | None) -> str:
        """The list; parameters are the query parameters of that page."""
        return with_query("/aanpakken", parameters)

    def aanpak(self, slug: str) -> str:
        """One entry."""
        return f"/aanpakken/{quote(slug)}"

    def lijst_van(self, kind: str) -> str:
        """The list of entries of a kind."""
        return _LISTS[kind]

    def pagina_van(self, slug: str, kind: str) -> str:
        """The page of an entry of any kind."""
        return f"{self.lijst_van(kind)}/{quote(slug)}"

    def versies(self, slug: str, kind: str = "aanpak") -> str:
        """All versions of an entry."""
        return f"{self.pagina_van(slug, kind)}/versies"

    def versie(self, slug: str, number: int, kind: str = "aanpak") -> str:
        """One version of an entry, for ever."""
        return f"{self.versies(slug, kind)}/{number}"

    def verschil(self, slug: str, old: int, new: int, kind: str = "aanpak") -> str:
        """The difference between two versions."""
        return f"{self.pagina_van(slug, kind)}/verschil/{old}/{new}"

    def grafieken(self, slug: str, kind: str = "aanpak", number: int | None = None) -> str:
        """Below this stand the charts of an entry, or of one version of it."""
        page = self.pagina_van(slug, kind) if number is None else self.versie(slug, number, kind)
        return f"{page}/grafieken"

    def citaat(self, slug: str, number: int, kind: str) -> str:
        """A citation file: `kind` is bib or ris."""
        return f"{self.versie(slug, number)}/citaat.{kind}"

    def vergelijk(self, suffix: str = "", **parameters: str | int | Sequence[str] | None) -> str:
        """The comparison; its query says of what. suffix: .csv, or /grafiek for the picture."""
        return with_query(f"/vergelijk{suffix}", parameters)

    def werksoorten(self) -> str:
        """All work types."""
        return "/werksoorten"

    def werksoort(self, code: str) -> str:
        """One work type."""
        return f"/werksoorten/{quote(code)}"

    def themas(self) -> str:
        """All themes."""
        return "/themas"

    def thema(self, code: str) -> str:
        """One theme."""
        return f"/themas/{quote(code)}"

    def gemeenten(self) -> str:
        """All municipalities with entries."""
        return "/gemeenten"

    def gemeente(self, code: str) -> str:
        """One municipality by CBS code."""
        return f"/gemeenten/{quote(code)}"

    def achtergrond(self, slug: str | None = None) -> str:
        """Background publications, or one of them."""
        return f"/achtergrond/{quote(slug)}" if slug else "/achtergrond"

    def rekenen(self, slug: str, **parameters: str) -> str:
        """An approach with a reader's own numbers."""
        return with_query(f"{self.aanpak(slug)}/rekenen", parameters)

    def kengetallen(self, **parameters: str | int | Sequence[str] | None) -> str:
        """Unit costs."""
        return with_query("/kengetallen", parameters)

    def kengetal(self, slug: str) -> str:
        """One unit cost: by its slug on the site, by its id in the API."""
        return f"/kengetallen/{quote(slug)}"

    def kpi(self, slug: str) -> str:
        """One indicator."""
        return f"/kpis/{quote(slug)}"

    def kpis(self) -> str:
        """Indicators."""
        return "/kpis"

    def toetsvragen(self, anchor: str | None = None) -> str:
        """The questions of the review checklist, or one of them by its anchor."""
        return f"/toetsvragen#{quote(anchor)}" if anchor else "/toetsvragen"

    def begrippen(self, term: str | None = None) -> str:
        """The glossary, or one term in it."""
        return f"/begrippen#{quote(term)}" if term else "/begrippen"

    def woordenboek(self) -> str:
        """The data dictionary."""
        return "/gegevenswoordenboek"

    def pagina(self, name: str) -> str:
        """A fixed text by the name of its file, such as over or handleiding."""
        return f"/{name}"

    def witte_vlekken(self, rij: str | None = None) -> str:
        """The gap map; `rij` says what its rows are."""
        return with_query("/witte-vlekken", {"rij": rij})

    def witte_vlekken_csv(self, rij: str | None = None) -> str:
        """The gap map as a CSV file."""
        return with_query("/witte-vlekken.csv", {"rij": rij})

    def meta(self, methode: str | None = None) -> str:
        """The overview of the collection; `methode` chooses one list of ratios."""
        return with_query("/meta", {"methode": methode})

    def meta_csv(self, methode: str | None = None) -> str:
        """The published ratios as a CSV file."""
        return with_query("/meta.csv", {"methode": methode})

    def meta_grafiek(self, name: str) -> str:
        """A chart of the overview, without suffix."""
        return f"/meta/grafieken/{quote(name)}"

    def feed(self, theme: str | None = None) -> str:
        """The Atom feed of everything, or of one theme."""
        return f"{self.thema(theme)}/feed.atom" if theme else "/feed.atom"

    def zoekvragen(self, **parameters: str) -> str:
        """For editors: searches without a result."""
        return with_query("/redactie/zoekvragen", parameters)

    def zoekvragen_csv(self, **parameters: str) -> str:
        """The same list as a CSV file."""
        return with_query("/redactie/zoekvragen.csv", parameters)

    def suggesties(self) -> str:
        """Suggestions while typing."""
        return "/zoek/suggesties"

    def api(self, path: str = "") -> str:
        """The open API."""
        return f"/v1{path}"
