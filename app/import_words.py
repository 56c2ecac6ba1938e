"""What the template says about itself, and an example of a text file."""

from catalogue.vocabulary import UnknownReason

_REASONS = ", ".join(reason.value for reason in UnknownReason)

EXPLANATION = (
    "Zo vult u dit bestand in",
    "Elk blad heeft één soort gegevens, met één regel per onderdeel. Rij 1 heeft de namen van de kolommen.",
    "Laat de namen van bladen en kolommen staan. Wat u niet nodig hebt, mag u weghalen.",
    "De slug zegt bij welke pagina een regel hoort. Een slug die nog niet bestaat, wordt een nieuwe pagina.",
    "Een lege cel verandert niets. Typ (leegmaken) om een gegeven weg te halen.",
    "Een regel weglaten verandert niets. Vul bij verwijderen ja in om een onderdeel weg te halen.",
    "Meer waarden in één cel? Zet elke waarde op een eigen regel, of zet er een puntkomma tussen.",
    "Hele zinnen in één cel, zoals bij beperkingen? Zet elke zin op een eigen regel.",
    "Schrijf bedragen met een komma: 1.234,50. Geef cellen geen opmaak als percentage: 3% is het getal 3.",
    f"Is een gegeven onbekend? Vul dan de reden in: {_REASONS}.",
    "Bij elk bedrag hoort een bron. Vul bij bronnen het kenmerk (id) van de bron in.",
    "Vul bij gelezen in of u het bedrag in het onderzoek zelf las, of in een andere bron.",
    "Inlezen verandert niets op de site. Er komen concepten van, die een ander eerst beoordeelt.",
)

YAML_TEMPLATE = """\
# Een of meer pagina's om in te lezen. Een regel met een hekje ervoor telt niet mee.
# Wat u weglaat, is nog niet bekend. Van een pagina die al bestaat, geeft u de hele tekst:
# wat u weglaat, verdwijnt uit het concept. Alle velden staan in het gegevenswoordenboek van de site.
# Getallen hebben een punt voor de decimalen. Datums zijn jaar-maand-dag.
aanpakken:
- slug: voorbeeld-van-een-aanpak
  document:
    naam: Voorbeeld van een aanpak
    selectie: te_onderzoeken
    samenvatting: >-
      De aanpak in een paar zinnen.
    werksoorten:
    - jongerenwerk
    themas:
    - schooluitval
    preventief_curatief: preventief
    individueel_collectief: beide
    organisaties:
    - naam: Een welzijnsorganisatie
      rol: uitvoerder
    gemeenten:
    - code: '0363'
    laatst_gecontroleerd_op: 2026-11-21
    onderzoeken:
    - id: onderzoek-1
      titel: Kosten en baten van een voorbeeld
      methode: mkba
      jaar: 2024
      prijspeil: 2023
      eenheid: per_deelnemer
      discontovoet: 2.25
      looptijd:
        onbekend: niet_gerapporteerd
      bronnen:
      - id: bron-1
        titel: Kosten en baten van een voorbeeld
        url: https://example.org/rapport.pdf
        soort: rapport
      uitkomsten:
      - id: uitkomst-1
        naam: Hoofduitkomst
        is_hoofduitkomst: true
        kosten:
          midden: 1000
          bronnen:
          - bron-1
          vindplaats: Bladzijde 12
          gelezen: eerste_hand
        posten:
        - id: post-1
          soort: baten
          naam: Minder opvang
          partij: gemeente
          bedrag:
            midden: 1250.50
            bronnen:
            - bron-1
            gelezen: eerste_hand
"""
