"""Themes: the problem in society that an approach works on."""

from catalogue.terms_base import Term


class Theme(
    Term,
    dutch_name="themas",
    title="Thema's",
    about="Het onderwerp of het probleem waar een aanpak aan werkt.",
):
    """Fifteen themes."""

    POVERTY_DEBT = (
        "armoede-en-schulden",
        "Armoede en schulden",
        "Te weinig geld om van te leven, of schulden die niet meer te betalen zijn.",
    )
    LONELINESS = (
        "eenzaamheid",
        "Eenzaamheid",
        "Mensen missen contact met anderen, of de contacten die zij hebben zijn niet genoeg.",
    )
    HEALTH = (
        "gezondheid-en-vitaliteit",
        "Gezondheid en vitaliteit",
        "Gezond leven, genoeg bewegen en energie hebben om de dag door te komen.",
    )
    MENTAL_HEALTH = (
        "mentale-gezondheid",
        "Mentale gezondheid",
        "Hoe iemand zich voelt en omgaat met spanning, somberheid of een psychische ziekte.",
    )
    GROWING_UP = (
        "opgroeien-en-opvoeden",
        "Opgroeien en opvoeden",
        "Kinderen en jongeren die veilig en kansrijk opgroeien, en ouders die dat mogelijk maken.",
    )
    SCHOOL_DROPOUT = (
        "schooluitval",
        "Schooluitval",
        "Jongeren die van school gaan zonder diploma, of die dreigen te stoppen.",
    )
    PARTICIPATION = (
        "participatie-en-werk",
        "Participatie en werk",
        "Meedoen in de samenleving, met betaald werk, vrijwilligerswerk of een andere bezigheid.",
    )
    LIVEABILITY = (
        "leefbaarheid-en-sociale-cohesie",
        "Leefbaarheid en sociale cohesie",
        "Hoe prettig een buurt is en hoe goed bewoners elkaar kennen en helpen.",
    )
    SAFETY = (
        "veiligheid-en-overlast",
        "Veiligheid en overlast",
        "Overlast, ruzies en misdrijven, en het gevoel van veiligheid in een buurt.",
    )
    HOUSING = (
        "wonen-en-dakloosheid",
        "Wonen en dakloosheid",
        "Een eigen plek vinden en houden, huisuitzetting voorkomen en leven zonder woning.",
    )
    INDEPENDENT_ELDERLY = (
        "zelfstandig-wonen-ouderen",
        "Zelfstandig wonen van ouderen",
        "Ouderen die in hun eigen huis blijven wonen, met de steun die daarvoor nodig is.",
    )
    CARERS = (
        "mantelzorg",
        "Mantelzorg",
        "Langdurig en zonder loon zorgen voor een partner, familielid, vriend of buur.",
    )
    ADDICTION = (
        "verslaving",
        "Verslaving",
        "Niet meer zonder drank, drugs, gokken of iets anders kunnen, en de gevolgen daarvan.",
    )
    DOMESTIC_VIOLENCE = (
        "huiselijk-geweld",
        "Huiselijk geweld",
        "Geweld door een partner, familielid of huisgenoot, en mishandeling van kinderen of ouderen.",
    )
    LITERACY = (
        "laaggeletterdheid",
        "Laaggeletterdheid",
        (
            "Moeite met lezen, schrijven, rekenen of digitale middelen, en"
            " wat dat in het dagelijks leven betekent."
        ),
    )
