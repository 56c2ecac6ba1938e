"""Parties that pay or gain, and the kinds of effect they notice (METHOD A7)."""

from catalogue.terms_base import Term


class Party(
    Term,
    dutch_name="partijen",
    title="Partijen",
    about="Wie de kosten betaalt en wie de baten krijgt.",
):
    """Twelve parties; `SOCIETY` only when the study itself names no other."""

    MUNICIPALITY = (
        "gemeente",
        "Gemeente",
        (
            "De gemeente betaalt onder meer uit de Wmo 2015, de Jeugdwet en de Participatiewet."
            " Zij betaalt ook welzijnswerk en schuldhulpverlening."
        ),
    )
    STATE = (
        "rijk",
        "Rijk",
        (
            "Het Rijk: de ministeries en de landelijke uitvoerders samen."
            " Het Rijk betaalt onder meer het onderwijs en de AOW, en ontvangt belastingen en premies."
        ),
    )
    HEALTH_INSURER = (
        "zorgverzekeraar",
        "Zorgverzekeraar",
        (
            "De zorgverzekeraar betaalt zorg uit de Zorgverzekeringswet (Zvw)."
            " Denk aan de huisarts, het ziekenhuis, de wijkverpleging en de ggz voor volwassenen."
        ),
    )
    CARE_OFFICE = (
        "zorgkantoor",
        "Zorgkantoor",
        (
            "Het zorgkantoor regelt en betaalt langdurige zorg uit de Wet langdurige zorg (Wlz)."
            " Die zorg is voor mensen die blijvend veel zorg of toezicht nodig hebben."
        ),
    )
    HOUSING_ASSOCIATION = (
        "woningcorporatie",
        "Woningcorporatie",
        (
            "De verhuurder van sociale huurwoningen, die werkt volgens de Woningwet."
            " De corporatie merkt bijvoorbeeld verschil in huurachterstand, huisuitzetting en overlast."
        ),
    )
    PARTICIPANTS = (
        "deelnemers",
        "Deelnemers en hun gezin",
        (
            "De mensen die meedoen aan de aanpak, en hun gezin."
            " Zij merken verschil in hun leven, hun gezondheid of hun inkomen."
        ),
    )
    CARERS_VOLUNTEERS = (
        "mantelzorgers_vrijwilligers",
        "Mantelzorgers en vrijwilligers",
        "Mensen die zonder loon hun tijd geven. Hun tijd is ook iets waard en hoort bij de kosten.",
    )
    EMPLOYERS = (
        "werkgevers",
        "Werkgevers",
        (
            "Bedrijven en organisaties met personeel."
            " Zij betalen loon door bij ziekte en merken dus verschil in verzuim."
        ),
    )
    POLICE_JUSTICE = (
        "politie_justitie",
        "Politie en justitie",
        "Politie, openbaar ministerie, rechtspraak en gevangenissen. Zij worden betaald door het Rijk.",
    )
    EDUCATION = (
        "onderwijs",
        "Onderwijs",
        "Scholen en andere onderwijsinstellingen. Zij krijgen hun geld vooral van het Rijk.",
    )
    PROVIDER = (
        "uitvoerder",
        "Uitvoerder",
        (
            "De organisatie die de aanpak uitvoert, bijvoorbeeld een sociaalwerkorganisatie."
            " Zij betaalt soms zelf mee, met geld of met uren."
        ),
    )
    SOCIETY = (
        "samenleving",
        "Samenleving (niet toegedeeld)",
        (
            "Kosten of baten die het onderzoek niet bij één partij legt."
            " Denk aan buren, slachtoffers of alle inwoners samen."
        ),
    )


class EffectCategory(
    Term,
    dutch_name="effectcategorieen",
    title="Soorten effecten",
    about="Waar een effect van de aanpak merkbaar is.",
):
    """Twenty kinds of effect, so that effects of different studies can be found together."""

    CARE_ZVW = (
        "zorg_zvw",
        "Minder of ander gebruik van zorg",
        (
            "Mensen gaan minder of anders naar bijvoorbeeld de huisarts of het ziekenhuis."
            " De zorgverzekeraar merkt dit meestal."
        ),
    )
    MENTAL_CARE = (
        "ggz",
        "Minder of ander gebruik van ggz",
        (
            "Mensen gebruiken minder of andere geestelijke gezondheidszorg (ggz)."
            " De zorgverzekeraar merkt dit meestal."
        ),
    )
    LONG_TERM_CARE = (
        "langdurige_zorg",
        "Later of minder langdurige zorg",
        (
            "Mensen hebben later of minder zorg uit de Wlz nodig, bijvoorbeeld in een verpleeghuis."
            " Het zorgkantoor merkt dit meestal."
        ),
    )
    WMO = (
        "wmo",
        "Minder of lichtere Wmo-ondersteuning",
        (
            "Mensen hebben minder of lichtere hulp van de gemeente nodig,"
            " zoals huishoudelijke hulp of begeleiding."
        ),
    )
    YOUTH_CARE = (
        "jeugdhulp",
        "Minder of lichtere jeugdhulp",
        (
            "Kinderen en gezinnen hebben minder of lichtere hulp uit de Jeugdwet nodig."
            " De gemeente merkt dit meestal."
        ),
    )
    SHELTER = (
        "opvang",
        "Minder gebruik van opvang",
        "Mensen slapen minder vaak of minder lang in de opvang. De gemeente merkt dit meestal.",
    )
    HOUSING = (
        "wonen",
        "Minder huurachterstand, huisuitzetting of overlast",
        "Mensen houden hun woning en betalen hun huur. De woningcorporatie merkt dit meestal.",
    )
    DEBTS = (
        "schulden",
        "Minder schulden en uitvoeringskosten",
        (
            "Mensen hebben minder schulden en er is minder werk aan incasso en regelingen."
            " Gemeente, deelnemers en schuldeisers merken dit."
        ),
    )
    BENEFITS = (
        "uitkering",
        "Minder uitkeringen (overdracht)",
        (
            "De overheid betaalt minder aan uitkeringen en de deelnemer ontvangt minder."
            " Voor de samenleving als geheel is dat geen winst."
        ),
    )
    WORK_INCOME = (
        "werk_inkomen",
        "Meer werk, inkomen en productie",
        "Mensen werken meer en verdienen meer. Deelnemers, Rijk en werkgevers merken dit.",
    )
    ABSENCE = (
        "verzuim",
        "Minder ziekteverzuim",
        "Werknemers zijn minder vaak of minder lang ziek. Werkgevers merken dit meestal.",
    )
    EDUCATION = (
        "onderwijs",
        "Minder schooluitval, hoger diploma",
        "Jongeren blijven op school en halen vaker een diploma. Deelnemers en Rijk merken dit later.",
    )
    SAFETY = (
        "veiligheid",
        "Minder delicten, overlast en detentie",
        "Er zijn minder misdrijven en minder overlast. Politie, justitie en slachtoffers merken dit.",
    )
    LIVEABILITY = (
        "leefbaarheid",
        "Betere buurt",
        "De buurt wordt prettiger om in te wonen. Bewoners en woningcorporaties merken dit.",
    )
    HEALTH = (
        "gezondheid",
        "Gezondere levensjaren en kwaliteit van leven",
        "Deelnemers leven gezonder of voelen zich gezonder. Zij merken dit zelf.",
    )
    WELLBEING = (
        "welbevinden",
        "Minder eenzaamheid, meer zelfvertrouwen en regie",
        "Deelnemers voelen zich beter en hebben meer grip op hun leven. Hier is vaak geen bedrag voor.",
    )
    INFORMAL_CARE = (
        "mantelzorg",
        "Minder belasting van mantelzorgers",
        "Mantelzorgers houden meer tijd en energie over. Zij merken dit zelf.",
    )
    VOLUNTEERING = (
        "vrijwillige_inzet",
        "Ingezette tijd van vrijwilligers",
        "De tijd die vrijwilligers geven. Dit hoort bij de kosten, ook als niemand ervoor betaalt.",
    )
    COHESION = (
        "sociale_samenhang",
        "Meer contact, netwerk en meedoen",
        "Mensen kennen elkaar beter en doen vaker mee. De hele buurt merkt dit.",
    )
    OTHER = (
        "overig",
        "Overig effect",
        "Een effect dat niet bij een andere soort past. De naam van de post zegt wat het is.",
    )
