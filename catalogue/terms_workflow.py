"""Words of the editorial work: who does it, where a concept stands, what the desk receives."""

from catalogue.terms_base import Term


class AccountRole(
    Term,
    dutch_name="accountrollen",
    title="Rollen van medewerkers",
    about="Wat iemand met een account mag. Iemand kan meer rollen hebben.",
    is_public=False,
):
    """What somebody with an account may do. Rights follow from roles, see catalogue.editing.rights."""

    SUBMITTER = (
        "indiener",
        "Indiener",
        "Schrijft voor een ledenorganisatie eigen inzendingen en stuurt die in.",
    )
    EDITOR = "redacteur", "Redacteur", "Schrijft, verbetert en beoordeelt teksten. Publiceert niet zelf."
    CHIEF_EDITOR = (
        "eindredacteur",
        "Eindredacteur",
        "Doet wat een redacteur doet, en publiceert teksten of trekt ze terug.",
    )
    ADMINISTRATOR = "beheerder", "Beheerder", "Beheert mensen, organisaties en instellingen."


class WorkState(
    Term,
    dutch_name="werkstanden",
    title="Stand van een concept",
    about="Waar een concept staat in het werk van de redactie. Dit zegt niets over wat bezoekers zien.",
    is_public=False,
):
    """Where a concept stands. Apart from EntryState: work on a text changes nothing for visitors."""

    CONCEPT = "concept", "Concept", "Iemand werkt aan deze tekst."
    IN_REVIEW = "ter_beoordeling", "Ter beoordeling", "De tekst wacht op het oordeel van een ander."
    RETURNED = "terug", "Terug met opmerkingen", "De schrijver past de tekst aan na opmerkingen."
    APPROVED = "goedgekeurd", "Goedgekeurd", "Een ander vindt de tekst goed. Hij kan worden gepubliceerd."


class TicketKind(
    Term,
    dutch_name="meldingsoorten",
    title="Soorten meldingen",
    about="Wat een bezoeker aan de redactie laat weten.",
    is_public=False,
):
    """What a visitor sends to the desk."""

    TIP = "tip", "Tip", "Iemand wijst op een kosten-batenanalyse die hier nog niet staat."
    ERROR = "fout", "Fout gemeld", "Iemand meldt dat een gegeven niet klopt."
    FEEDBACK = "reactie", "Reactie", "Iemand laat weten wat beter kan, of wat goed is."


class TicketState(
    Term,
    dutch_name="meldingstanden",
    title="Stand van een melding",
    about="Wat de redactie met een melding deed.",
    is_public=False,
):
    """What the desk did with a ticket."""

    NEW = "nieuw", "Nieuw", "Nog niemand keek ernaar."
    BUSY = "in_behandeling", "In behandeling", "De redactie is ermee bezig."
    DONE = "afgehandeld", "Afgehandeld", "De redactie heeft er iets mee gedaan."
    REFUSED = "afgewezen", "Afgewezen", "De redactie doet er niets mee. De reden staat erbij."


class ReplyState(
    Term,
    dutch_name="weerwoordstanden",
    title="Stand van een weerwoord",
    about="Of het antwoord van een onderzoeker op de site staat.",
    is_public=False,
):
    """Whether the reply of a study's author is shown."""

    WAITING = "wacht", "Wacht", "De redactie kijkt nog of het weerwoord op de site kan."
    PLACED = "geplaatst", "Geplaatst", "Het weerwoord staat bij de aanpak."
    REFUSED = "geweigerd", "Geweigerd", "Het weerwoord komt niet op de site. De reden staat erbij."


class RefusedKind(
    Term,
    dutch_name="afwijzingsoorten",
    title="Wat is afgewezen",
    about="Of een tip of een hele inzending is afgewezen.",
    is_public=False,
):
    """What was refused."""

    TIP = "tip", "Tip", "Een tip van een bezoeker."
    SUBMISSION = "inzending", "Inzending", "Een uitgewerkte aanpak van een ledenorganisatie."


class LinkKind(
    Term,
    dutch_name="linksoorten",
    title="Soorten eenmalige links",
    about="Waarvoor een link in een mail dient.",
    is_public=False,
):
    """What a link that works once is for."""

    INVITATION = "uitnodiging", "Uitnodiging", "Een nieuw account in gebruik nemen."
    PASSWORD = "wachtwoord", "Nieuw wachtwoord", "Een nieuw wachtwoord kiezen."


class Permission(
    Term,
    dutch_name="toestemmingen",
    title="Toestemming voor een bijlage",
    about="Of de redactie een bestand mag laten zien.",
    is_public=False,
):
    """Whether an attached file may be shown."""

    INTERNAL = "intern", "Alleen voor de redactie", "Er is geen toestemming om dit bestand te laten zien."
    GIVEN = "gegeven", "Toestemming gekregen", "De rechthebbende vindt het goed dat dit bestand hier staat."
    OPEN = "open", "Open licentie", "De licentie van het bestand staat toe dat het hier staat."


class ImportState(
    Term,
    dutch_name="importstanden",
    title="Stand van een import",
    about="Hoe ver het inlezen van een bestand is.",
    is_public=False,
):
    """How far the reading of an uploaded file is."""

    READING = "lezen", "Wordt gelezen", "Het bestand wordt nagekeken."
    READ = "gelezen", "Nagekeken", "Het bestand is nagekeken. Er is nog niets opgeslagen."
    SAVING = "opslaan", "Wordt opgeslagen", "De concepten worden gemaakt."
    SAVED = "opgeslagen", "Opgeslagen", "De concepten zijn gemaakt."
    FAILED = "mislukt", "Mislukt", "Het bestand kon niet worden gelezen."
