"""How one entry stands in a seed file: the fields around the document and the rules between them."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, Any, Generic, Literal, Self, TypeVar

from pydantic import AwareDatetime, BaseModel, StringConstraints, model_validator

from catalogue.documents import Approach, Publication
from catalogue.kinds import MODELS, Kind
from catalogue.kpis import Kpi
from catalogue.schema import Document, field
from catalogue.unit_costs import UnitCost
from catalogue.vocabulary import EntryState

SLUG = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
"""A slug: lower-case letters, digits and single hyphens."""

Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=120)]
Moment = AwareDatetime | date
Doc = TypeVar("Doc", bound=BaseModel)


class RevisionForm(Document, Generic[Doc]):
    """An earlier version: when it was published and what it said."""

    published_at: Moment | None = field(
        "gepubliceerd_op", "Gepubliceerd op", "De dag of het moment van publicatie.", default=None
    )
    note: str | None = field("toelichting", "Toelichting", "Wat er is veranderd en waarom.", default=None)
    document: Doc = field("document", "Document", "De tekst van deze versie.")


class ConceptForm(Document, Generic[Doc]):
    """Work in progress beside the published version."""

    base: int | None = field("basis", "Basis", "De versie waar dit concept van uitgaat.", default=None, ge=1)
    document: Doc | None = field("document", "Document", "De tekst van het concept.", default=None)
    working: dict[str, Any] | None = field(
        "werktekst", "Werktekst", "De tekst van een concept waarin nog iets ontbreekt.", default=None
    )

    @model_validator(mode="after")
    def one_text(self) -> Self:
        """Refuse a concept without a text, or with two."""
        if (self.document is None) == (self.working is None):
            raise ValueError("Een concept heeft een document, of een werktekst als er nog iets ontbreekt.")
        return self


class EntryForm(Document, Generic[Doc]):
    """One entry with its live version, earlier versions and concept."""

    slug: Slug = field("slug", "Slug", "De naam van de pagina in het webadres.")
    former_slugs: tuple[Slug, ...] = field(
        "oude_slugs", "Oude slugs", "Eerdere namen; hun adressen blijven werken.", default=()
    )
    state: EntryState = field("stand", "Stand", "Of bezoekers de pagina zien.")
    state_reason: str | None = field("reden", "Reden", "Waarom de pagina deze stand heeft.", default=None)
    published_at: Moment | None = field(
        "gepubliceerd_op", "Gepubliceerd op", "De dag of het moment van publicatie.", default=None
    )
    note: str | None = field("toelichting", "Toelichting", "Wat er is veranderd en waarom.", default=None)
    document: Doc | None = field("document", "Document", "De gepubliceerde tekst.", default=None)
    earlier: tuple[RevisionForm[Doc], ...] = field(
        "eerdere_versies", "Eerdere versies", "De versies hiervoor, de oudste eerst.", default=()
    )
    concept: ConceptForm[Doc] | None = field("concept", "Concept", "Tekst in bewerking.", default=None)

    @model_validator(mode="after")
    def state_fits_texts(self) -> Self:
        """Refuse a state that the texts in the entry cannot have."""
        if self.state is EntryState.CONCEPT:
            if self.document is not None or self.earlier:
                message = "Een pagina met stand concept heeft alleen een concept en geen gepubliceerde tekst."
                raise ValueError(message)
        elif self.document is None:
            message = f"Een pagina met stand {self.state} heeft een document nodig."
            raise ValueError(message)
        if self.state is EntryState.WITHDRAWN and not self.state_reason:
            message = "Schrijf bij reden waarom deze pagina is teruggetrokken."
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def base_exists(self) -> Self:
        """Refuse a concept that starts from a version that is not in the entry."""
        published = len(self.earlier) + (self.document is not None)
        if self.concept and self.concept.base and self.concept.base > published:
            message = f"Het concept gaat uit van versie {self.concept.base}, maar die is er niet."
            raise ValueError(message)
        return self


FORMS: Mapping[Kind, Any] = MappingProxyType(
    {kind: EntryForm[model] for kind, model in MODELS.items()}  # type: ignore[valid-type]
)


class SeedForm(Document):
    """A whole file. Reading goes entry by entry instead, so that one fault does not hide the others."""

    format: Literal["mkba-catalogus/1"] = field("formaat", "Formaat", "De versie van dit bestandsformaat.")
    approaches: tuple[EntryForm[Approach], ...] = field("aanpakken", "Aanpakken", "De aanpakken.", default=())
    background: tuple[EntryForm[Publication], ...] = field(
        "achtergrond", "Achtergrond", "Publicaties over thema's, zonder één aanpak.", default=()
    )
    unit_costs: tuple[EntryForm[UnitCost], ...] = field(
        "kengetallen", "Kengetallen", "Vaste bedragen per eenheid.", default=()
    )
    indicators: tuple[EntryForm[Kpi], ...] = field(
        "kpis", "Indicatoren", "Indicatoren, zonder gemeten waarden.", default=()
    )
