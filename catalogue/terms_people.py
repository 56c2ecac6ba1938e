"""Target groups: the people an approach is meant for."""

from catalogue.terms_base import Term


class TargetGroup(
    Term,
    dutch_name="doelgroepen",
    title="Doelgroepen",
    about="De mensen voor wie een aanpak bedoeld is.",
):
    """Twenty-four groups; one approach can serve several."""

    CHILDREN = "kinderen", "Kinderen", "Kinderen tot ongeveer 12 jaar."
    YOUTH = "jongeren", "Jongeren", "Jongeren van ongeveer 12 tot 27 jaar."
    FAMILIES = "ouders-en-gezinnen", "Ouders en gezinnen", "Ouders, opvoeders en hun kinderen samen."
    ELDERLY = "ouderen", "Ouderen", "Oudere mensen. Vanaf welke leeftijd dat is, verschilt per aanpak."
    CARERS = "mantelzorgers", "Mantelzorgers", "Mensen die lang en zonder loon voor een naaste zorgen."
    VOLUNTEERS = "vrijwilligers", "Vrijwilligers", "Mensen die zich zonder loon inzetten voor anderen."
    RESIDENTS = "buurtbewoners", "Buurtbewoners", "Alle bewoners van een straat, buurt of wijk."
    DEBTS = (
        "mensen-met-schulden",
        "Mensen met schulden",
        "Mensen die schulden hebben of dreigen te krijgen en dat niet alleen oplossen.",
    )
    LOW_INCOME = (
        "mensen-met-weinig-geld",
        "Mensen met weinig geld",
        "Mensen met een laag inkomen, met of zonder uitkering.",
    )
    HOMELESS = (
        "dakloze-mensen",
        "Dakloze mensen",
        "Mensen zonder eigen woonplek, op straat, in de opvang of tijdelijk bij anderen.",
    )
    PSYCHIATRIC = (
        "mensen-met-psychische-problemen",
        "Mensen met psychische problemen",
        "Mensen met psychische klachten of een psychische ziekte.",
    )
    ADDICTION = (
        "mensen-met-een-verslaving",
        "Mensen met een verslaving",
        "Mensen die verslaafd zijn of dat waren en daarbij steun nodig hebben.",
    )
    DISABILITY = (
        "mensen-met-een-beperking",
        "Mensen met een beperking",
        "Mensen met een lichamelijke, zintuiglijke of verstandelijke beperking.",
    )
    ILLNESS = (
        "mensen-met-een-ziekte",
        "Mensen met een ziekte",
        "Mensen met een lichamelijke ziekte, vaak een ziekte die lang duurt.",
    )
    DEMENTIA = "mensen-met-dementie", "Mensen met dementie", "Mensen met dementie en vaak ook hun naasten."
    JOBSEEKERS = (
        "werkzoekenden",
        "Werkzoekenden",
        "Mensen zonder betaald werk die werk zoeken of kunnen zoeken.",
    )
    NEWCOMERS = (
        "nieuwkomers",
        "Nieuwkomers",
        "Mensen die kort in Nederland wonen, zoals vluchtelingen met een verblijfsvergunning.",
    )
    LOW_LITERACY = (
        "laaggeletterden",
        "Laaggeletterden",
        "Mensen die moeite hebben met lezen, schrijven, rekenen of digitale middelen.",
    )
    EX_PRISONERS = (
        "ex-gedetineerden",
        "Ex-gedetineerden",
        "Mensen die in de gevangenis hebben gezeten en terugkeren in de samenleving.",
    )
    MULTI_PROBLEM = (
        "huishoudens-met-meerdere-problemen",
        "Huishoudens met meerdere problemen",
        (
            "Mensen of gezinnen met problemen op meer dan één gebied tegelijk,"
            " zoals geld, gezondheid en opvoeding."
        ),
    )
    ENTREPRENEURS = "ondernemers", "Ondernemers", "Mensen met een eigen bedrijf, vaak kleine zelfstandigen."
    STUDENTS = (
        "leerlingen-en-studenten",
        "Leerlingen en studenten",
        "Kinderen, jongeren en volwassenen die naar school gaan of studeren.",
    )
    LONELY = "eenzame-mensen", "Eenzame mensen", "Mensen van elke leeftijd die zich eenzaam voelen."
    VICTIMS = (
        "slachtoffers-van-geweld",
        "Slachtoffers van geweld",
        "Mensen die geweld meemaken of hebben meegemaakt, thuis of daarbuiten.",
    )
