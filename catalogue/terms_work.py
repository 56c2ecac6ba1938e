"""Work types: what kind of social work an approach is."""

from catalogue.terms_base import Term


class WorkType(
    Term,
    dutch_name="werksoorten",
    title="Werksoorten",
    about="Het soort sociaal werk waar een aanpak bij hoort.",
):
    """Eighteen kinds of social work."""

    YOUTH_WORK = (
        "jongerenwerk",
        "Jongerenwerk",
        (
            "Werk met jongeren op straat, op school, online en in het jongerencentrum."
            " De jongerenwerker bouwt een band op en helpt jongeren vooruit."
        ),
    )
    CHILDREN = (
        "kinderwerk",
        "Kinderwerk",
        (
            "Activiteiten en begeleiding voor kinderen van ongeveer 4 tot 12 jaar."
            " Kinderen spelen, leren en ontmoeten elkaar."
        ),
    )
    FAMILY_SUPPORT = (
        "gezinsondersteuning",
        "Gezinsondersteuning",
        (
            "Hulp aan ouders en gezinnen bij opvoeden en het dagelijks leven."
            " Vaak komt een vrijwilliger of professional thuis langs."
        ),
    )
    ELDERLY = (
        "ouderenwerk",
        "Ouderenwerk",
        (
            "Werk met ouderen, zoals huisbezoeken, ontmoeting en advies."
            " Het doel is dat ouderen meedoen en goed zelfstandig kunnen leven."
        ),
    )
    SOCIAL_WORK = (
        "maatschappelijk-werk",
        "Maatschappelijk werk",
        (
            "Persoonlijke hulp bij problemen thuis, met geld, met relaties of op het werk."
            " De maatschappelijk werker zoekt samen met de cliënt naar een oplossing."
        ),
    )
    LEGAL_AID = (
        "sociaal-juridische-dienstverlening",
        "Sociaal-juridische dienstverlening",
        (
            "Gratis informatie en advies over regelingen, rechten en formulieren."
            " Dit is bijvoorbeeld het werk van sociaal raadslieden."
        ),
    )
    DEBT_HELP = (
        "schuldhulpverlening",
        "Schuldhulpverlening",
        "Hulp om schulden te voorkomen, te regelen en daarna weg te blijven van nieuwe schulden.",
    )
    COMMUNITY_WORK = (
        "opbouwwerk",
        "Opbouwwerk",
        (
            "Samen met bewoners werken aan een prettige buurt."
            " De opbouwwerker helpt bewoners om zelf plannen te maken en uit te voeren."
        ),
    )
    VOLUNTEERING = (
        "vrijwilligerswerk",
        "Vrijwilligerswerk",
        "Mensen vinden, koppelen en begeleiden die zich zonder loon inzetten voor een ander.",
    )
    CARERS = (
        "mantelzorgondersteuning",
        "Mantelzorgondersteuning",
        "Steun voor mensen die lang voor een naaste zorgen, zoals advies, contact en tijdelijke vervanging.",
    )
    DAY_CARE = (
        "dagbesteding",
        "Dagbesteding",
        "Een vaste plek om overdag iets te doen, mensen te ontmoeten en begeleiding te krijgen.",
    )
    SHELTER = (
        "maatschappelijke-opvang",
        "Maatschappelijke opvang",
        (
            "Tijdelijk onderdak en begeleiding voor mensen zonder eigen woning."
            " Ook begeleiding naar een eigen woning hoort erbij."
        ),
    )
    NEIGHBOURHOOD_TEAM = (
        "wijkteam",
        "Wijkteam",
        (
            "Een team van verschillende hulpverleners dicht bij de bewoners."
            " Het team helpt bij vragen over zorg, geld, opvoeding en meedoen."
        ),
    )
    NEIGHBOUR_MEDIATION = (
        "buurtbemiddeling",
        "Buurtbemiddeling",
        "Getrainde vrijwilligers helpen buren met ruzie om weer met elkaar te praten.",
    )
    WORK_PARTICIPATION = (
        "werk-en-participatie",
        "Werk en participatie",
        "Begeleiding naar betaald werk, vrijwilligerswerk of een andere manier van meedoen.",
    )
    WELLBEING_ON_PRESCRIPTION = (
        "welzijn-op-recept",
        "Welzijn op recept",
        (
            "De huisarts verwijst iemand naar het sociaal werk in plaats van alleen naar zorg."
            " Samen met een coach kiest die persoon activiteiten die passen."
        ),
    )
    SPORT = (
        "sport-en-bewegen",
        "Sport en bewegen",
        "Sport en beweging als middel om mee te doen, gezond te blijven of elkaar te ontmoeten.",
    )
    LANGUAGE = (
        "taal-en-inburgering",
        "Taal en inburgering",
        "Hulp bij lezen, schrijven, spreken en bij het wennen in Nederland.",
    )
