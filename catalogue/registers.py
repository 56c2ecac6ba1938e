"""The registers in one place: import from here. Read-only files with their status and source."""

from catalogue.cpi import Cpi, CpiYear, cpi
from catalogue.discount_rates import DiscountRate, discount_rates, standard_discount_rates
from catalogue.kpis import Kpi, kpis
from catalogue.municipalities import (
    Municipality,
    MunicipalityRegister,
    municipalities,
    municipality_aliases,
    municipality_register,
)
from catalogue.terms_registers import (
    DiscountKind,
    Domain,
    IndexStatus,
    KpiKind,
    KpiKindBasis,
    KpiOrigin,
    RegisterStatus,
)
from catalogue.unit_costs import (
    Conflict,
    UnitCost,
    UnitCostGroup,
    UnitCostPart,
    UnitCostSource,
    conflicts,
    macro_figures,
    missing_unit_costs,
    unit_cost,
    unit_costs,
)

__all__ = [
    "Conflict",
    "Cpi",
    "CpiYear",
    "DiscountKind",
    "DiscountRate",
    "Domain",
    "IndexStatus",
    "Kpi",
    "KpiKind",
    "KpiKindBasis",
    "KpiOrigin",
    "Municipality",
    "MunicipalityRegister",
    "RegisterStatus",
    "UnitCost",
    "UnitCostGroup",
    "UnitCostPart",
    "UnitCostSource",
    "conflicts",
    "cpi",
    "discount_rates",
    "kpis",
    "macro_figures",
    "missing_unit_costs",
    "municipalities",
    "municipality_aliases",
    "municipality_register",
    "standard_discount_rates",
    "unit_cost",
    "unit_costs",
]
