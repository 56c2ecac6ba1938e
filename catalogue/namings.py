"""What the document classes are called in Dutch."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from catalogue.documents import Approach, Publication, Result, Study
from catalogue.figures import KnownFigure
from catalogue.kpis import Kpi
from catalogue.parts import (
    BalanceItem,
    Organisation,
    Place,
    Recognition,
    Remark,
    Sensitivity,
    Source,
    UnpricedEffect,
)
from catalogue.schema import Document, Unknown
from catalogue.unit_costs import UnitCost, UnitCostGroup, UnitCostPart, UnitCostSource


@dataclass(frozen=True, slots=True)
class Naming:
    """What one document of a class is called, what several are called, and what it is."""

    name: str
    plural: str
    about: str


NAMINGS: Mapping[type[Document], Naming] = MappingProxyType(
    {
        Approach: Naming("Aanpak", "aanpakken", "Wat sociaal werkers doen, met de onderzoeken erover."),
        Publication: Naming(
            "Achtergrondpublicatie",
            "achtergrondpublicaties",
            "Een publicatie over een of meer thema's, niet over één aanpak.",
        ),
        Study: Naming(
            "Onderzoek", "onderzoeken", "Een MKBA, SROI, businesscase of ander onderzoek over een aanpak."
        ),
        Result: Naming(
            "Uitkomst", "uitkomsten", "Een scenario, groep of gezichtspunt waarvoor een onderzoek rekent."
        ),
        BalanceItem: Naming("Post", "posten", "Kosten, baten of een overdracht van één partij."),
        UnpricedEffect: Naming(
            "Effect zonder bedrag",
            "effecten zonder bedrag",
            "Een effect met een richting, maar zonder euro's.",
        ),
        Sensitivity: Naming(
            "Gevoeligheid", "gevoeligheden", "Wat er met de uitkomst gebeurt als één aanname anders is."
        ),
        Source: Naming("Bron", "bronnen", "Waar gegevens zijn gelezen."),
        Recognition: Naming(
            "Erkenning", "erkenningen", "Een oordeel van een erkende commissie, zoals het is gegeven."
        ),
        Organisation: Naming("Organisatie", "organisaties", "Een organisatie met haar rol in de aanpak."),
        Place: Naming("Gemeente", "gemeenten", "Een gemeente waar de aanpak is of was."),
        Remark: Naming(
            "Opmerking van de redactie",
            "opmerkingen van de redactie",
            "Uitleg bij een gegeven dat van een regel afwijkt.",
        ),
        UnitCost: Naming("Kengetal", "kengetallen", "Een vast bedrag per eenheid, met zijn bron."),
        UnitCostPart: Naming("Deel kengetal", "delen", "Een deel van een samengesteld bedrag."),
        UnitCostSource: Naming("Bron kengetal", "bronnen van kengetallen", "Waar een kengetal is gelezen."),
        UnitCostGroup: Naming(
            "Groep kengetallen", "groepen kengetallen", "Hetzelfde, op meer manieren in geld uitgedrukt."
        ),
        Kpi: Naming("Indicator", "indicatoren", "Een indicator (kpi), in de woorden van de bron."),
        KnownFigure: Naming("Cijfer", "cijfers", "Een bekend bedrag of een bekende verhouding, met de bron."),
        Unknown: Naming(
            "Onbekend gegeven", "onbekende gegevens", "Een gegeven dat niet bekend is, met de reden."
        ),
    }
)
"""The Dutch name of every document class."""
