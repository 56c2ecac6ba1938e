"""What every document shares: strict parsing, Dutch names outside, exact decimals."""

from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from catalogue.vocabulary import UnknownReason

MOST_DIGITS = 30


class Document(BaseModel):
    """A frozen part of an entry. Accepts English attribute names and Dutch aliases; refuses other keys."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        populate_by_name=True,
        str_strip_whitespace=True,
        serialize_by_alias=True,
    )


def field(dutch: str, label: str, explanation: str, *, unit: str | None = None, **options: Any) -> Any:
    """Declare a document field once: Dutch name, label, plain explanation and unit.

    Forms, pages, CSV headers, JSON Schema and the data dictionary read these four from here.
    """
    extra: Any = {"eenheid": unit} if unit else None
    return Field(alias=dutch, title=label, description=explanation, json_schema_extra=extra, **options)


def exact(value: object) -> object:
    """Refuse binary floating point: an amount that has been a float is no longer what the source said.

    Raises ValueError for a float.
    """
    if isinstance(value, float):
        message = "Gebruik een exact getal, geen kommagetal van de computer."
        raise ValueError(message)  # noqa: TRY004  (pydantic turns a ValueError into a message with its place)
    return value


def writable(number: Decimal) -> Decimal:
    """Refuse an exponent that no source has: written out, "1e999999999" fills the memory.

    Raises ValueError for a number beyond MOST_DIGITS before or after the point.
    """
    if number and abs(number.adjusted()) > MOST_DIGITS:
        raise ValueError("Dit getal is te groot of te klein. Klopt het aantal nullen?")
    return number


def plain(number: Decimal) -> str:
    """Canonical text of a decimal: no exponent, no trailing zeros ("1.90" and "1.9" are one amount).

    Works on the text: Decimal.normalize() would round to the precision of the context.
    """
    if not number:
        return "0"
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


Exact = Annotated[
    Decimal,
    BeforeValidator(exact),
    AfterValidator(writable),
    Field(allow_inf_nan=False),
    PlainSerializer(plain, when_used="json"),
]


class Unknown(Document):
    """A fact that is not known, with the reason. Never empty, never zero."""

    reason: UnknownReason = field("onbekend", "Waarom onbekend", "De reden dat dit gegeven hier niet staat.")


NOT_ADOPTED = Unknown(reason=UnknownReason.NOT_ADOPTED)
NOT_REPORTED = Unknown(reason=UnknownReason.NOT_REPORTED)
NOT_APPLICABLE = Unknown(reason=UnknownReason.NOT_APPLICABLE)


T = TypeVar("T")


def known(fact: T | Unknown) -> T | None:
    """The value of a fact, or None where it is unknown."""
    return None if isinstance(fact, Unknown) else fact
