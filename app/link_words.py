"""What a check of a link found, in words."""

from catalogue.tables_desk import LinkCheck

_STATUS = {
    404: "De pagina bestaat niet meer",
    410: "De pagina is weggehaald",
    500: "De site van de bron geeft een storing",
    502: "De site van de bron geeft een storing",
    503: "De site van de bron is niet bereikbaar",
    504: "De site van de bron antwoordt niet op tijd",
}
_ERROR = {
    "geen_adres": "De naam van de site bestaat niet meer",
    "geen_verbinding": "De site antwoordt niet",
    "te_traag": "De site antwoordt niet op tijd",
    "onveilig": "De beveiligde verbinding klopt niet",
    "te_veel_doorverwijzingen": "Het adres verwijst te vaak door",
    "niet_toegestaan": "Het adres leidt naar een plek die wij niet bekijken",
    "ongeldig_adres": "Het adres is geen geldig webadres",
    "onverwacht": "De site gaf een antwoord dat wij niet begrijpen",
}


def status_words(check: LinkCheck) -> str:
    """What is the matter with an address, with the HTTP status where there was one."""
    if check.status is None:
        return _ERROR.get(check.error or "", "De site antwoordt niet")
    words = _STATUS.get(check.status)
    if words is None:
        words = "De site van de bron geeft een storing" if check.status >= 500 else "De bron weigert ons"  # noqa: PLR2004
    return f"{words} (code {check.status})"
