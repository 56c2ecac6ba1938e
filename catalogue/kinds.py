"""The two kinds of entries and the document each holds."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from catalogue.documents import Approach, Publication

AnyDocument = Approach | Publication


class Kind(StrEnum):
    """What an entry is: an approach, or background about themes. The value is what is stored."""

    APPROACH = "aanpak"
    BACKGROUND = "achtergrond"


MODELS: Mapping[Kind, type[AnyDocument]] = MappingProxyType(
    {Kind.APPROACH: Approach, Kind.BACKGROUND: Publication}
)
