"""Documents that may be published, to change one thing in."""

from datetime import date
from decimal import Decimal
from typing import Any

from catalogue.documents import Approach, Publication, Result, Study
from catalogue.figures import Figure, KnownFigure
from catalogue.kinds import AnyDocument, Kind
from catalogue.kpis import Kpi
from catalogue.parts import BalanceItem, Source
from catalogue.schema import NOT_ADOPTED
from catalogue.seedfile import SeedConcept, SeedEntry, SeedRevision
from catalogue.terms_registers import Domain, KpiKind, KpiKindBasis, KpiOrigin
from catalogue.unit_costs import UnitCost, UnitCostSource
from catalogue.vocabulary import (
    BaselineKind,
    Design,
    EffectCategory,
    EntryState,
    FirstHand,
    Frequency,
    ItemKind,
    Method,
    Party,
    Perspective,
    Prevention,
    Provenance,
    RatioDefinition,
    ReadingDepth,
    Reliability,
    Scope,
    Selection,
    SourceKind,
    Theme,
    Timing,
    Unit,
    UnitCostKind,
    WorkType,
)

SUMMARY = (
    "Jongerenwerkers zoeken jongeren op in de wijk en helpen hen vroeg, "
    "zodat zwaardere hulp minder vaak nodig is."
)


def make_figure(mid: str | int | Decimal | None = "1000", **changes: Any) -> KnownFigure:
    """A figure read in source b1; without a mid value it needs a low or a high one."""
    return KnownFigure(
        **{
            "mid": None if mid is None else Decimal(mid),
            "sources": ("b1",),
            "first_hand": FirstHand.FIRST_HAND,
        }
        | changes
    )


def make_source(**changes: Any) -> Source:
    """A report on the web."""
    facts = {
        "id": "b1",
        "title": "Kosten en baten van jongerenwerk",
        "publisher": "Onderzoeksbureau",
        "year": 2020,
        "url": "https://example.org/rapport.pdf",
        "kind": SourceKind.REPORT,
    }
    return Source(**facts | changes)


def make_result(**changes: Any) -> Result:
    """The main result: costs 1000, benefits 1500."""
    facts = {
        "id": "u1",
        "name": "Hoofduitkomst",
        "is_main": True,
        "costs": make_figure(1000),
        "benefits": make_figure(1500),
        "net": make_figure(500),
        "ratio": make_figure("1.5"),
        "ratio_definition": RatioDefinition.BENEFITS_OVER_COSTS,
    }
    return Result(**facts | changes)


def make_study(**changes: Any) -> Study:
    """A study that keeps every rule for publication."""
    facts = {
        "id": "o1",
        "title": "Kosten en baten van jongerenwerk",
        "method": Method.MKBA,
        "perspective": Perspective.SOCIETY,
        "timing": Timing.EX_POST,
        "year": 2020,
        "price_year": 2019,
        "discount_rate": Decimal(3),
        "horizon_years": Decimal(10),
        "unit": Unit.PER_PARTICIPANT,
        "participants": 120,
        "design": Design.BEFORE_AFTER_CONTROL,
        "baseline_kind": BaselineKind.EXISTING_POLICY,
        "baseline": "Jongeren krijgen de hulp die er al was.",
        "results": (make_result(),),
        "conclusion": "De baten zijn hoger dan de kosten.",
        "limitations": ("De uitkomst geldt voor twee wijken.",),
        "provenance": Provenance.PRIMARY,
        "reading": ReadingDepth.FULL,
        "sources": (make_source(),),
    }
    return Study(**facts | changes)


def make_approach(**changes: Any) -> Approach:
    """An approach with one study."""
    facts = {
        "name": "Jongerenwerk in de wijk",
        "selection": Selection.SELECTED,
        "summary": SUMMARY,
        "what": "Jongerenwerkers gaan naar jongeren toe.",
        "for_whom": "Jongeren van 12 tot en met 23 jaar.",
        "work_types": (WorkType.YOUTH_WORK,),
        "themes": (Theme.GROWING_UP,),
        "prevention": Prevention.PREVENTIVE,
        "scope": Scope.BOTH,
        "checked_on": date(2026, 11, 21),
        "studies": (make_study(),),
    }
    return Approach(**facts | changes)


def make_publication(**changes: Any) -> Publication:
    """A background publication."""
    facts = {
        "name": "Wat mantelzorg waard is",
        "summary": SUMMARY,
        "themes": (Theme.CARERS,),
        "checked_on": date(2026, 11, 21),
        "study": make_study(),
    }
    return Publication(**facts | changes)


def make_unit_cost(**changes: Any) -> UnitCost:
    """A unit cost that keeps every rule for publication; no row of the register file."""
    facts: dict[str, Any] = {
        "id": "uur-buurthulp",
        "name": "Een uur hulp in de buurt",
        "value": Decimal(50),
        "unit": "uur",
        "price_year": 2024,
        "party": Party.MUNICIPALITY,
        "domain": Domain.WMO,
        "kind": UnitCostKind.TARIFF,
        "reliability": Reliability.MEDIUM,
        "source": UnitCostSource(
            id="tarieven", text="Tarieven van een gemeente.", url="https://example.org/t"
        ),
    }
    return UnitCost(**facts | changes)


def make_indicator(**changes: Any) -> Kpi:
    """An indicator that keeps every rule for publication; no row of the register file."""
    facts: dict[str, Any] = {
        "id": "K99",
        "name": "Bezoeken aan de buurtkamer",
        "kind": KpiKind.OUTPUT,
        "kind_basis": KpiKindBasis.EDITORS,
        "work_types": (WorkType.COMMUNITY_WORK,),
        "work_type_words": "opbouwwerk",
        "themes": (Theme.LONELINESS,),
        "theme_words": "eenzaamheid",
        "definition": "Hoe vaak mensen in een jaar naar de buurtkamer komen.",
        "unit": "aantal",
        "origin": KpiOrigin.WELFARE,
        "url": "https://example.org/jaarverslag",
    }
    return Kpi(**facts | changes)


def make_refused_approach() -> Approach:
    """An approach that may not be published: its costs have no source."""
    result = make_result(costs=make_figure(sources=()))
    return make_approach(studies=(make_study(results=(result,)),))


def make_seed_entry(
    slug: str = "jongerenwerk", *documents: AnyDocument, concept: AnyDocument | None = None, **changes: Any
) -> SeedEntry:
    """A published entry with these documents as its versions; without any, and no concept, a valid one."""
    texts = documents or (() if concept else (make_approach(),))
    facts: dict[str, Any] = {
        "kind": Kind.APPROACH,
        "former_slugs": (),
        "state": EntryState.PUBLISHED if texts else EntryState.CONCEPT,
        "state_reason": None,
        "revisions": tuple(
            SeedRevision(number, None, None, document) for number, document in enumerate(texts, start=1)
        ),
        "concept": SeedConcept(concept) if concept else None,
    }
    return SeedEntry(slug=slug, **facts | changes)


def make_item(
    kind: ItemKind, party: Party, amount: Figure, years: tuple[int, int] | None = None, **changes: Any
) -> BalanceItem:
    """An item that falls once in its year, or each year of its years; without years its time is not known."""
    facts: dict[str, Any] = {
        "id": f"p-{kind.name}-{party.name}-{years}".lower(),
        "kind": kind,
        "name": f"{kind.label} van {party.label}",
        "party": party,
        "category": EffectCategory.OTHER,
        "amount": amount,
    }
    if years is not None:
        first, last = years
        frequency = Frequency.ONCE if first == last else Frequency.YEARLY
        facts |= {"frequency": frequency, "year_from": first, "year_to": last}
    return BalanceItem(**facts | changes)


def make_benefit(**changes: Any) -> BalanceItem:
    """A benefit of 1000 euros for the municipality, of which no more is known."""
    facts: dict[str, Any] = {"id": "p1", "name": "Minder opvang", "amount": make_figure(1000)} | changes
    return make_item(ItemKind.BENEFIT, Party.MUNICIPALITY, facts.pop("amount"), **facts)


def make_flow_items() -> tuple[BalanceItem, ...]:
    """Invented amounts per year of METHOD A12.8: the municipality pays, others gain as well."""

    def band(low: int, mid: int, high: int) -> KnownFigure:
        return make_figure(mid, low=Decimal(low), high=Decimal(high))

    cost, benefit, town = ItemKind.COST, ItemKind.BENEFIT, Party.MUNICIPALITY
    return (
        make_item(cost, town, make_figure(60_000), (0, 0)),
        make_item(cost, town, make_figure(20_000), (1, 1)),
        make_item(benefit, town, band(10_000, 18_000, 24_000), (1, 3)),
        make_item(benefit, Party.HEALTH_INSURER, band(6_000, 12_000, 15_000), (1, 3)),
        make_item(benefit, Party.PARTICIPANTS, band(0, 6_000, 9_000), (2, 3)),
        make_item(ItemKind.TRANSFER, town, make_figure(4_000), (2, 3), counter_party=Party.PARTICIPANTS),
    )


def make_flow_study(items: tuple[BalanceItem, ...] | None = None, **changes: Any) -> Study:
    """A study that stores amounts per year (METHOD A12.8), without published totals."""
    unknown = dict.fromkeys(("costs", "benefits", "net", "ratio"), NOT_ADOPTED)
    result = make_result(**unknown, items=make_flow_items() if items is None else items)
    facts = {
        "discount_moment": "begin",
        "base_year": 2019,
        "horizon_years": Decimal(4),
        "unit": Unit.WHOLE_PROJECT,
        "participants": 50,
        "results": (result,),
    }
    return make_study(**facts | changes)
