"""Documents for property tests, built from the fields that the documents declare."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from catalogue.figures import KnownFigure
from catalogue.schema import Document, Unknown
from catalogue.shapes import Kind, Shape, shapes
from catalogue.vocabulary import FirstHand, UnknownReason

AMOUNTS = st.decimals(min_value=-(10**7), max_value=10**7, places=3, allow_nan=False)
WORDS = st.text(alphabet="abé ,.", min_size=1, max_size=12).map(lambda text: text.strip() or "x")
UNKNOWNS = st.sampled_from(UnknownReason).map(lambda reason: Unknown(reason=reason))
IDS = st.sampled_from(["a", "b", "c"])


@st.composite
def figures(draw: st.DrawFn) -> KnownFigure:
    """A known figure."""
    return KnownFigure(
        low=draw(st.none() | AMOUNTS),
        mid=draw(AMOUNTS),
        sources=tuple(draw(st.lists(IDS, max_size=2))),
        locator=draw(st.none() | WORDS),
        first_hand=draw(st.sampled_from(FirstHand)),
        disputed=draw(st.booleans()),
    )


SIMPLE: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.TEXT: WORDS,
    Kind.INTEGER: st.integers(min_value=0, max_value=3000),
    Kind.NUMBER: AMOUNTS,
    Kind.YES_NO: st.booleans(),
    Kind.DATE: st.dates(min_value=date(2000, 1, 1), max_value=date(2030, 1, 1)),
    Kind.FIGURE: figures(),
}


def values(shape: Shape) -> st.SearchStrategy[Any]:
    """Values a field may hold; a part inside another gets few of its own, to keep documents small."""
    if shape.attribute == "code":
        one: st.SearchStrategy[Any] = st.sampled_from(["0363", "0518", "9999"])
    elif shape.attribute == "id":
        one = IDS
    elif shape.kind in {Kind.TERM, Kind.CHOICE}:
        one = st.sampled_from(list(shape.type))
    elif shape.kind is Kind.DOCUMENT:
        one = documents(shape.type)
    else:
        one = SIMPLE[shape.kind]
    if shape.many:
        unique_by = _identity if shape.kind is Kind.DOCUMENT else None
        return st.lists(one, max_size=2, unique_by=unique_by).map(tuple)
    if shape.may_be_unknown:
        one = one | UNKNOWNS
    return st.none() | one if shape.may_be_empty else one


def _identity(part: Document) -> object:
    return getattr(part, shapes(type(part))[0].attribute)


def documents(model: type[Document]) -> st.SearchStrategy[Any]:
    """Documents of a class: required fields always, the others now and then."""
    required = {shape.attribute: values(shape) for shape in shapes(model) if shape.required}
    optional = {shape.attribute: values(shape) for shape in shapes(model) if not shape.required}
    return st.fixed_dictionaries(required, optional=optional).map(model.model_validate)


def sample(model: type[Document], variant: int = 0) -> dict[str, Any]:
    """Input for a document with every field filled; another variant has another value in every field."""
    return {shape.attribute: _sample_value(shape, variant) for shape in shapes(model)}


def _sample_value(shape: Shape, variant: int) -> Any:
    if shape.kind is Kind.DOCUMENT:
        one: Any = shape.type.model_validate(sample(shape.type, variant))
    elif shape.kind in {Kind.TERM, Kind.CHOICE}:
        one = list(shape.type)[variant]
    else:
        one = {
            Kind.TEXT: ("0363", "0518")[variant] if shape.attribute == "code" else f"tekst {variant}",
            Kind.INTEGER: 2020 + variant,
            Kind.NUMBER: Decimal(10 + variant),
            Kind.YES_NO: bool(variant),
            Kind.DATE: date(2020 + variant, 1, 1),
            Kind.FIGURE: KnownFigure(mid=Decimal(variant), first_hand=FirstHand.FIRST_HAND),
        }[shape.kind]
    return (one,) if shape.many else one
