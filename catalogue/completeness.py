"""How much of what a sound cost-benefit study reports is known here: a fixed list of method items."""

from collections.abc import Callable
from dataclasses import dataclass

from catalogue.documents import Study
from catalogue.figures import KnownFigure
from catalogue.reading import main_result
from catalogue.schema import Unknown
from catalogue.vocabulary import BaselineKind, Design, ItemKind, Provenance, UnknownReason


@dataclass(frozen=True, slots=True)
class MethodItem:
    """One item of the list; `missing` is None when it is known here."""

    code: str
    label: str
    missing: UnknownReason | None


@dataclass(frozen=True, slots=True)
class Completeness:
    """The whole list for one study. It counts what is reported, not how good it is."""

    items: tuple[MethodItem, ...]

    @property
    def present(self) -> tuple[MethodItem, ...]:
        """Items that are known here."""
        return tuple(item for item in self.items if item.missing is None)

    @property
    def absent(self) -> tuple[MethodItem, ...]:
        """Items that are unknown here, with the reason."""
        return tuple(item for item in self.items if item.missing is not None)

    @property
    def count(self) -> int:
        """Number of known items."""
        return len(self.present)

    @property
    def total(self) -> int:
        """Number of items that apply; what cannot apply does not count as missing."""
        return sum(item.missing is not UnknownReason.NOT_APPLICABLE for item in self.items)


Check = Callable[[Study], UnknownReason | None]
KNOWN = None
ABSENT = UnknownReason.NOT_ADOPTED


def completeness(study: Study) -> Completeness:
    """Go through the fixed list for one study (items after METHOD A2, A3 and A11)."""
    return Completeness(tuple(MethodItem(code, label, check(study)) for code, label, check in CHECKS))


def _fact(value: object) -> UnknownReason | None:
    return value.reason if isinstance(value, Unknown) else KNOWN


def _any(*facts: object) -> UnknownReason | None:
    """Known as soon as one is known; it cannot apply only where none of them can."""
    reasons = [_fact(fact) for fact in facts]
    if KNOWN in reasons:
        return KNOWN
    return next((why for why in reasons if why is not UnknownReason.NOT_APPLICABLE), reasons[0])


def _result_fact(*names: str) -> Check:
    def check(study: Study) -> UnknownReason | None:
        result = main_result(study)
        return ABSENT if result is None else _any(*(getattr(result, name) for name in names))

    return check


def _study_fact(name: str) -> Check:
    return lambda study: _fact(getattr(study, name))


def _has_items(*kinds: ItemKind) -> Check:
    def check(study: Study) -> UnknownReason | None:
        result = main_result(study)
        return KNOWN if result and any(item.kind in kinds for item in result.items) else ABSENT

    return check


def _amounts_per_party(study: Study) -> UnknownReason | None:
    result = main_result(study)
    if result is None or not result.items:
        return ABSENT
    return _any(*(item.amount for item in result.items))


def _range(study: Study) -> UnknownReason | None:
    result = main_result(study)
    if result is None:
        return ABSENT
    figures = (result.ratio, result.net, result.benefits, result.costs)
    return (
        KNOWN if any(isinstance(figure, KnownFigure) and figure.has_range for figure in figures) else ABSENT
    )


def _listed(name: str) -> Check:
    def check(study: Study) -> UnknownReason | None:
        result = main_result(study)
        return KNOWN if result and getattr(result, name) else ABSENT

    return check


def _without_approach(study: Study) -> UnknownReason | None:
    result = main_result(study)
    shares = [item.deadweight_pct for item in result.items] if result else []
    return _any(study.effect_is_net, *shares)


CHECKS: tuple[tuple[str, str, Check], ...] = (
    (
        "vergelijking",
        "Waarmee is vergeleken",
        lambda s: ABSENT if s.baseline_kind is BaselineKind.UNKNOWN else KNOWN,
    ),
    ("opzet", "Hoe het effect is onderzocht", lambda s: ABSENT if s.design is Design.UNKNOWN else KNOWN),
    ("deelnemers", "Aantal deelnemers", _study_fact("participants")),
    ("kosten", "Totale kosten", _result_fact("costs")),
    ("baten", "Totale baten", _result_fact("benefits")),
    ("uitkomst", "Saldo of verhouding", _result_fact("net", "ratio")),
    ("betaalt", "Wie betaalt", _has_items(ItemKind.COST)),
    ("profiteert", "Wie het voordeel heeft", _has_items(ItemKind.BENEFIT, ItemKind.TRANSFER)),
    ("bedragen-per-partij", "Bedragen per partij", _amounts_per_party),
    ("zonder-bedrag", "Effecten zonder bedrag", _listed("unpriced")),
    ("bandbreedte", "Hoe onzeker: van laag tot hoog", _range),
    ("gevoeligheid", "Wat er verandert bij een andere aanname", _listed("sensitivities")),
    ("zonder-aanpak", "Wat er ook zonder de aanpak was gebeurd", _without_approach),
    ("prijspeil", "Prijspeil", _study_fact("price_year")),
    ("rekenrente", "Rekenrente (discontovoet)", _study_fact("discount_rate")),
    ("looptijd", "Looptijd", _study_fact("horizon_years")),
    ("opdrachtgever", "Opdrachtgever", _study_fact("commissioner")),
    (
        "zelf-gelezen",
        "Gelezen in het onderzoek zelf",
        lambda s: KNOWN if s.provenance is Provenance.PRIMARY else ABSENT,
    ),
)
