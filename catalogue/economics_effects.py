"""From gross to net effect: what also happens without the approach does not count (METHOD F2, A8)."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from catalogue.economics_bands import precise
from catalogue.parts import BalanceItem
from catalogue.schema import Unknown, known
from catalogue.vocabulary import UnknownReason

HUNDRED = Decimal(100)


class Correction(StrEnum):
    """The four corrections of F2; the value says what is taken off, for inside a sentence."""

    DEADWEIGHT = "welk deel ook zonder de aanpak was gebeurd"
    DISPLACEMENT = "welk deel alleen is verschoven"
    ATTRIBUTION = "welk deel door deze aanpak komt"
    DROP_OFF = "hoe snel het effect afneemt"


@precise
def net_effect(
    gross: Decimal,
    *,
    deadweight: Decimal | None = None,
    displacement: Decimal | None = None,
    attribution: Decimal | None = None,
    drop_off: Decimal | None = None,
    effect_year: int = 1,
) -> Decimal:
    """The net amount of one year, shares in percent (F2). `effect_year` is 1 in the first year of the effect.

    An unknown share is not corrected for: its factor is one, and `uncorrected` names it.
    """
    factor = _left(deadweight) * _left(displacement)
    factor *= Decimal(1) if attribution is None else attribution / HUNDRED
    # Decimal knows no 0 ** 0; in its first year nothing of an effect has dropped off.
    left = _left(drop_off) ** (effect_year - 1) if effect_year > 1 else Decimal(1)
    return gross * factor * left


def corrections(item: BalanceItem, *, effect_is_net: bool) -> Mapping[Correction, Decimal | None]:
    """The shares of an item in percent; None where not corrected.

    With `effect_is_net` deadweight is in the effect already, and is never taken off twice (V9).
    """
    shares = {
        Correction.DEADWEIGHT: item.deadweight_pct,
        Correction.DISPLACEMENT: item.displacement_pct,
        Correction.ATTRIBUTION: item.attribution_pct,
        Correction.DROP_OFF: item.drop_off_pct,
    }
    found = {name: known(share) for name, share in shares.items()}
    return found | ({Correction.DEADWEIGHT: None} if effect_is_net else {})


def uncorrected(item: BalanceItem, *, effect_is_net: bool) -> frozenset[Correction]:
    """The corrections that could not be made because the share is unknown. Not applicable is no lack."""
    shares = {
        Correction.DEADWEIGHT: item.deadweight_pct,
        Correction.DISPLACEMENT: item.displacement_pct,
        Correction.ATTRIBUTION: item.attribution_pct,
        Correction.DROP_OFF: item.drop_off_pct,
    }
    lacking = frozenset(name for name, share in shares.items() if _lacks(share))
    return lacking - ({Correction.DEADWEIGHT} if effect_is_net else set())


def _lacks(share: Decimal | Unknown) -> bool:
    return isinstance(share, Unknown) and share.reason is not UnknownReason.NOT_APPLICABLE


def _left(share: Decimal | None) -> Decimal:
    return Decimal(1) if share is None else 1 - share / HUNDRED
