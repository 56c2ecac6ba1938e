"""Small documents for the tests of search, made up for what each test needs."""

from datetime import UTC, datetime

from search import SearchDocument

CHANGED = datetime(2026, 3, 1, 12, tzinfo=UTC)


def document(slug: str, name: str = "", summary: str = "", **more: object) -> SearchDocument:
    """A document in which only what matters to a test needs to be said."""
    values: dict[str, object] = {"changed_at": CHANGED} | more
    return SearchDocument(slug=slug, name=name or slug.capitalize(), summary=summary, **values)  # type: ignore[arg-type]


COLLECTION = (
    document(
        "schuldhulp",
        "Gemeentelijke schuldhulpverlening",
        "Hulp aan huishoudens met schulden.",
        text="Een consulent maakt met het huishouden een plan en regelt het met schuldeisers.",
        labels=("Schuldhulpverlening", "Armoede en schulden"),
        municipalities=("'s-Gravenhage", "Den Haag"),
        bureaus=("Bureau Voorbeeld",),
        facets={
            "werksoort": ("schuldhulpverlening",),
            "thema": ("armoede-en-schulden",),
            "methode": ("mkba",),
            "jaar": ("2014", "2019"),
        },
        newest_study=2019,
    ),
    document(
        "jongerenwerk",
        "Jongerenwerk op straat",
        "Jongerenwerkers zoeken jongeren op in de wijk.",
        text="Zij hebben vertrouwen in de jongeren. Minder overlast en minder uitval op school.",
        labels=("Jongerenwerk", "Opgroeien en opvoeden"),
        municipalities=("Rotterdam",),
        study_titles=("De prijs van jeugdwerkloosheid",),
        facets={
            "werksoort": ("jongerenwerk",),
            "thema": ("opgroeien-en-opvoeden", "veiligheid-en-overlast"),
            "methode": ("sroi",),
            "jaar": ("2021",),
        },
        newest_study=2021,
    ),
    document(
        "recept",
        "Welzijn op Recept",
        "De huisarts verwijst naar een welzijnscoach.",
        text="Een wandelgroep helpt tegen eenzaamheid. Vooral ouderen en vrouwen doen mee.",
        labels=("Welzijn op recept", "Eenzaamheid"),
        facets={"werksoort": ("welzijn-op-recept",), "thema": ("eenzaamheid",), "methode": ("sroi", "mkba")},
        rank_group=1,
    ),
    document(
        "valpreventie",
        "Valpreventie Stevig Staan",
        "Een cursus voor ouderen, zodat zij minder vaak vallen.",
        labels=("Ouderenwerk", "Sport en bewegen"),
        facets={"werksoort": ("ouderenwerk",), "thema": ("zelfstandig-wonen-ouderen",), "jaar": ("2021",)},
        newest_study=2021,
    ),
    document(
        "eigen-kracht",
        "Eigen Kracht-conferentie",
        "Een familie maakt samen een plan.",
        text="Ouders en kinderen beslissen zelf. Daarna is er minder jeugdzorg nodig.",
        labels=("Gezinsondersteuning",),
        facets={
            "werksoort": ("gezinsondersteuning",),
            "thema": ("opgroeien-en-opvoeden",),
            "jaar": ("2010",),
        },
        newest_study=2010,
        rank_group=1,
    ),
    document(
        "fonds",
        "Jongeren Perspectief Fonds",
        "Jongeren lossen schulden af met werk voor de buurt.",
        labels=("Schuldhulpverlening", "Armoede en schulden"),
        municipalities=("'s-Gravenhage", "Den Haag"),
        facets={
            "werksoort": ("schuldhulpverlening", "jongerenwerk"),
            "thema": ("armoede-en-schulden",),
            "jaar": ("2019",),
        },
        newest_study=2019,
    ),
)
