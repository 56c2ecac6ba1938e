"""The kinds of entries, what they are called, and the document each holds."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from catalogue.documents import Approach, Publication
from catalogue.kpis import Kpi
from catalogue.unit_costs import UnitCost

RegisterRow = UnitCost | Kpi
"""What came from a register file: a row with an id of its own, by which others refer to it."""

AnyDocument = Approach | Publication | RegisterRow


class Kind(StrEnum):
    """What an entry is. The value is what is stored."""

    APPROACH = "aanpak"
    BACKGROUND = "achtergrond"
    UNIT_COST = "kengetal"
    INDICATOR = "kpi"

    @property
    def this(self) -> str:
        """One entry in a sentence: "deze aanpak", "dit kengetal"."""
        return _WORDS[self][0]

    @property
    def heading(self) -> str:
        """What the list of entries is called."""
        return _WORDS[self][1]

    @property
    def singular(self) -> str:
        """What one entry is called: "Aanpak"."""
        return self.this.split()[1].capitalize()


_WORDS: Mapping[Kind, tuple[str, str]] = MappingProxyType(
    {
        Kind.APPROACH: ("deze aanpak", "Aanpakken"),
        Kind.BACKGROUND: ("deze publicatie", "Achtergrond"),
        Kind.UNIT_COST: ("dit kengetal", "Kengetallen"),
        Kind.INDICATOR: ("deze indicator", "Indicatoren"),
    }
)

MODELS: Mapping[Kind, type[AnyDocument]] = MappingProxyType(
    {
        Kind.APPROACH: Approach,
        Kind.BACKGROUND: Publication,
        Kind.UNIT_COST: UnitCost,
        Kind.INDICATOR: Kpi,
    }
)
REGISTER_KINDS = frozenset({Kind.UNIT_COST, Kind.INDICATOR})
"""The kinds whose rows have an id of their own."""
