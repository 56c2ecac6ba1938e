"""How the fields of a class are grouped on its form. All other words come from the schema itself.

A class that is not named here gets one group with what it must have, and one with the rest. Fields that a
group forgets come in a last group, so that a new field is never without a place.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from catalogue.documents import Approach, Publication, Result, Study
from catalogue.parts import BalanceItem, Recognition, Sensitivity, Source, UnpricedEffect
from catalogue.schema import Document
from catalogue.shapes import shapes

MORE = "Meer velden"
PROSE = frozenset(
    {
        "samenvatting",
        "wat_houdt_het_in",
        "voor_wie",
        "hoe_werkt_het",
        "wat_is_nodig",
        "overdraagbaarheid",
        "conclusie",
        "conclusie_letterlijk",
        "omschrijving",
        "toelichting",
        "nulalternatief",
        "uitkomst",
        "waarom_geen_euro",
        "definitie",
        "opmerking",
        "tekst",
        "uitleg",
    }
)
"""Fields with room for more than one sentence, by their Dutch name in whatever class."""


ASKED = frozenset({"werksoorten", "themas", "beperkingen"})
"""Fields that the schema lets be empty and the rules for publication do not."""


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together, by their Dutch names. A folded group is open when it holds something."""

    title: str
    names: tuple[str, ...]
    folded: bool = False


_SOURCE = (
    Group("De bron", ("titel", "soort", "uitgever", "jaar", "url")),
    Group(MORE, ("vindplaats", "geraadpleegd_op", "rechten"), folded=True),
)
_LAYOUTS: Mapping[type[Document], tuple[Group, ...]] = {
    Approach: (
        Group("In het kort", ("naam", "selectie", "samenvatting")),
        Group("Wat, voor wie en hoe", ("wat_houdt_het_in", "voor_wie", "hoe_werkt_het", "wat_is_nodig")),
        Group("Wat maakt dat het werkt", ("werkende_elementen", "overdraagbaarheid")),
        Group(
            "Indeling",
            ("werksoorten", "themas", "doelgroepen", "preventief_curatief", "individueel_collectief"),
        ),
        Group(
            "Waar en door wie",
            ("landelijk", "gemeenten", "organisaties", "website", "contact_openbaar"),
            folded=True,
        ),
        Group(
            "Meer over de doelgroep",
            ("doelgroep_omschrijvingen", "leeftijd_van", "leeftijd_tot", "duur_maanden", "taakvelden"),
            folded=True,
        ),
        Group("Nakijken", ("laatst_gecontroleerd_op", "controle_voor"), folded=True),
    ),
    Publication: (
        Group("In het kort", ("naam", "samenvatting")),
        Group("Indeling", ("themas", "werksoorten")),
        Group("Nakijken", ("laatst_gecontroleerd_op",), folded=True),
    ),
    Study: (
        Group("Het rapport", ("titel", "jaar", "bureaus", "methode", "reikwijdte", "meetmoment")),
        Group("Wat is gelezen", ("herkomst", "gelezen")),
        Group("Waarmee is vergeleken", ("onderzoeksopzet", "nulalternatief_soort", "nulalternatief")),
        Group("Hoe is gerekend", ("eenheid", "aantal_deelnemers", "prijspeil", "looptijd", "discontovoet")),
        Group("Wat komt eruit", ("conclusie", "beperkingen")),
        Group("Uitleg bij afwijkingen", ("opmerkingen",), folded=True),
        Group(
            "Opdracht en rechten",
            ("opdrachtgever", "financier", "onafhankelijkheid", "licentie_bron", "conclusie_letterlijk"),
            folded=True,
        ),
        Group(
            "Meer over de berekening",
            ("basisjaar", "disconteer_moment", "tegenfeit_in_effect", "gemeenten"),
            folded=True,
        ),
    ),
    Result: (
        Group("De uitkomst", ("naam", "is_hoofduitkomst", "omschrijving")),
        Group("Cijfers", ("kosten", "baten", "saldo", "ratio", "ratio_definitie")),
    ),
    BalanceItem: (
        Group("De post", ("naam", "soort", "partij", "effectcategorie")),
        Group("Het bedrag", ("bedrag", "waarover", "frequentie")),
        Group("Overdracht en partij in de bron", ("tegenpartij", "partij_bron"), folded=True),
        Group("Aantal en prijs", ("aantal", "aantal_eenheid", "prijs", "kengetal"), folded=True),
        Group("Wanneer", ("jaar_van", "jaar_tot", "prijspeil", "is_contant"), folded=True),
        Group(
            "Hoe het effect is bepaald",
            (
                "effect_soort",
                "causaliteit",
                "verzilverbaar",
                "kostenverloop",
                "autonoom_pct",
                "verdringing_pct",
                "toerekening_pct",
                "afname_pct_per_jaar",
            ),
            folded=True,
        ),
        Group("Toelichting", ("toelichting",), folded=True),
    ),
    UnpricedEffect: (
        Group("Het effect", ("naam", "effectcategorie", "partij", "richting", "bronnen")),
        Group(MORE, ("waarderingsstatus", "aantal", "aantal_eenheid", "waarom_geen_euro"), folded=True),
    ),
    Sensitivity: (
        Group("Wat verandert er", ("variabele", "basiswaarde", "variant_waarde", "uitkomst", "bronnen")),
        Group(
            "Cijfers", ("saldo_variant", "ratio_variant", "omslagpunt", "conclusie_verandert"), folded=True
        ),
    ),
    Source: _SOURCE,
    Recognition: (
        Group("De erkenning", ("schema", "niveau", "verlener", "jaar", "url")),
        Group(MORE, ("datum", "geldig_tot"), folded=True),
    ),
}
FIRST_PARTS: Mapping[type[Document], tuple[str, ...]] = {
    Study: ("bronnen", "uitkomsten"),
    Approach: ("onderzoeken", "erkenningen"),
}
"""The order in which the lists of parts are offered: sources come before the figures that name them."""


def groups(model: type[Document]) -> tuple[Group, ...]:
    """The groups of a class. Fields that no group names come last, folded."""
    own = _LAYOUTS.get(model) or tuple(_default(model))
    named = {name for group in own for name in group.names}
    rest = tuple(shape.dutch for shape in shapes(model) if shape.dutch not in named)
    return (*own, Group(MORE, rest, folded=True)) if rest else own


def _default(model: type[Document]) -> Iterator[Group]:
    needed = tuple(shape.dutch for shape in shapes(model) if shape.required)
    rest = tuple(shape.dutch for shape in shapes(model) if not shape.required)
    yield Group("Gegevens", needed)
    if rest:
        yield Group(MORE, rest, folded=True)
