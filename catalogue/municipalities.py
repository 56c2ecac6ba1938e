"""Municipalities by CBS code, with the names people use for them."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

from catalogue.register_file import by_key, read
from catalogue.schema import NOT_ADOPTED, Document, Unknown, field
from catalogue.terms_registers import RegisterStatus


class Municipality(Document):
    """A municipality, with the days between which it exists as far as they were read."""

    code: str = field("code", "CBS-code", "Vier cijfers, met nullen vooraan.", pattern=r"^\d{4}$")
    name: str = field("naam", "Naam", "De naam zoals het CBS die schrijft.")
    aliases: tuple[str, ...] = field(
        "ook", "Ook wel", "Namen die mensen in het dagelijks leven gebruiken.", default=()
    )
    since: date | Unknown = field(
        "sinds", "Bestaat sinds", "De eerste dag waarop de gemeente zo bestaat.", default=NOT_ADOPTED
    )
    until: date | Unknown | None = field(
        "tot", "Bestaat tot en met", "De laatste dag, als die al is bepaald.", default=NOT_ADOPTED
    )
    remark: str | None = field("opmerking", "Opmerking", "Wat u bij deze gemeente moet weten.", default=None)


class MunicipalityRegister(Document):
    """The register as a whole, with its status."""

    version: int = field("versie", "Versie", "De versie van dit bestand.")
    checked_on: date = field("gecontroleerd_op", "Gecontroleerd op", "Wanneer de lijst is nagekeken.")
    status: RegisterStatus = field("status", "Status", "Of de lijst met de officiële bron is vergeleken.")
    count: int = field("aantal", "Aantal", "Hoeveel gemeenten de lijst hoort te hebben.")
    municipalities: tuple[Municipality, ...] = field("gemeenten", "Gemeenten", "De gemeenten, op code.")


@cache
def municipality_register() -> MunicipalityRegister:
    """The register in data/gemeenten.yaml. Raises ValueError when it has not as many rows as it says."""
    register = MunicipalityRegister.model_validate(read("gemeenten"))
    if len(register.municipalities) != register.count:
        raise ValueError(f"gemeenten: {len(register.municipalities)} rijen, verwacht {register.count}.")
    return register


@cache
def municipalities() -> Mapping[str, Municipality]:
    """Every municipality by CBS code."""
    rows = municipality_register().municipalities
    return MappingProxyType(by_key((row.code for row in rows), rows))


def municipality_aliases(code: str) -> tuple[str, ...]:
    """Everyday names of a municipality, for searching; empty for an unknown code."""
    found = municipalities().get(code)
    return found.aliases if found else ()
