"""What every answer is made of: Dutch names outside, links, problems."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from catalogue.schema import field


def about(text: str) -> Any:
    """The Dutch description of a model; it takes the place of the docstring, which is for developers."""
    return {"description": text}


class Answer(BaseModel):
    """A part of an answer. The English names are for us, the aliases for the world."""

    model_config = ConfigDict(
        frozen=True,
        populate_by_name=True,
        serialize_by_alias=True,
        json_schema_serialization_defaults_required=True,
    )


class Link(Answer, title="Verwijzing", json_schema_extra=about("Een adres.")):
    """One address."""

    href: str = field("href", "Adres", "Het volledige adres.")


class Links(Answer, title="Verwijzingen", json_schema_extra=about("Adressen die bij dit antwoord horen.")):
    """Addresses by relation; a relation that does not apply is null."""


class SelfLinks(Links, title="EigenVerwijzing", json_schema_extra=about("Het eigen adres.")):
    """Only the own address."""

    self: Link = field("self", "Dit antwoord", "Het adres van dit antwoord.")


class Fault(
    Answer, title="Invoerfout", json_schema_extra=about("Een onderdeel van de vraag dat niet klopt.")
):
    """One fault in a question."""

    place: Literal["query", "path", "header"] = field("in", "Plaats", "In welk deel van de vraag.")
    name: str = field("name", "Naam", "De naam van het onderdeel.")
    reason: str = field("reason", "Reden", "Wat er niet klopt en wat wel kan.")


class Problem(
    Answer,
    title="Probleem",
    json_schema_extra=about("Een fout, volgens RFC 9457. Alle fouten in de vraag staan er tegelijk in."),
):
    """Problem details (RFC 9457). The names are those of the standard."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=False)

    type: str = field("type", "Soort", "Het soort probleem. about:blank betekent: zie de status.")
    title: str = field("title", "Titel", "Het probleem in enkele woorden.")
    status: int = field("status", "Status", "De HTTP-status.")
    detail: str = field("detail", "Uitleg", "Wat er aan de hand is en wat u kunt doen.")
    instance: str = field("instance", "Adres", "Het pad dat werd gevraagd.")
    errors: tuple[Fault, ...] | None = field(
        "errors", "Fouten", "Alle fouten in de vraag, bij status 400.", default=None
    )
    reason: str | None = field(
        "reden", "Reden", "Waarom iets is teruggetrokken, bij status 410.", default=None
    )
