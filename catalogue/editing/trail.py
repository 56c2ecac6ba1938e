"""The logbook: who did what, when, why, from which version to which. Written with the change itself."""

import json
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from sqlmodel import Session

from catalogue import outbox
from catalogue.editing.actor import Actor
from catalogue.editing.rights import Right
from catalogue.outbox import Task
from catalogue.tables import Entry
from catalogue.tables_people import Trail
from catalogue.terms_workflow import AccountRole


class Action(StrEnum):
    """Everything the logbook knows; an action that is not here cannot be recorded.

    `label` is what the logbook calls it. `tells` says that people get mail about it: who, and with which
    words, is decided when the outbox is emptied. `public` says that the history of an entry shows it.
    """

    label: str
    tells: bool
    public: bool

    def __new__(cls, code: str, label: str, tells: bool = False, public: bool = False) -> Self:  # noqa: FBT001, FBT002
        """Keep the code as the string itself."""
        action = str.__new__(cls, code)
        action._value_ = code
        action.label, action.tells, action.public = label, tells, public
        return action

    CONCEPT_STARTED = "concept_begonnen", "begon een concept"
    CONCEPT_DISCARDED = "concept_weggegooid", "gooide een concept weg"
    VERSION_NAMED = "versie_bewaard", "bewaarde een versie van een concept"
    VERSION_RESTORED = "versie_teruggezet", "zette een eerdere versie terug in een concept"
    MERGED = "samengevoegd", "voegde een gepubliceerde wijziging samen met een concept", True
    CONFLICT_RESOLVED = "botsing_opgelost", "koos bij een botsing tussen twee wijzigingen"
    SELF_CHECKED = "zelf_nagekeken", "keek na of een inzending klaar is"
    SUBMITTED = "ingediend", "legde een concept ter beoordeling voor", True
    TAKEN_BACK = "teruggenomen", "nam een concept terug uit de beoordeling", True
    RETURNED = "teruggegeven", "gaf een concept terug met opmerkingen", True
    APPROVED = "goedgekeurd", "keurde een concept goed", True, True
    PLANNED = "gepland", "plande een publicatie", True
    PLAN_DROPPED = "planning_vervallen", "haalde een geplande publicatie weg", True
    PUBLISHED = "gepubliceerd", "publiceerde een versie", True, True
    REFUSED = "afgewezen", "wees een inzending af", True
    ASSIGNED = "toegewezen", "gaf werk door", True
    WITHDRAWN = "ingetrokken", "trok een pagina terug", True, True
    ARCHIVED = "gearchiveerd", "zette een pagina in het archief", True, True
    RENAMED = "hernoemd", "gaf een pagina een ander adres"
    STEWARDS_SET = "beheer_verdeeld", "verdeelde wie een pagina bijhoudt", True
    COMMENTED = "opmerking_geplaatst", "plaatste een opmerking", True
    COMMENT_RESOLVED = "opmerking_afgehandeld", "handelde een opmerking af"
    READER_INVITED = "lezer_uitgenodigd", "maakte een link voor een lezer"
    READER_REVOKED = "lezer_ingetrokken", "trok de link van een lezer in"
    ATTACHED = "bijlage_toegevoegd", "voegde een bijlage toe"
    ATTACHMENT_CHANGED = "bijlage_gewijzigd", "wijzigde de toestemming voor een bijlage"
    ATTACHMENT_AGREED = "bijlage_nagekeken", "keek mee en laat bezoekers een bijlage zien"
    DETACHED = "bijlage_verwijderd", "verwijderde een bijlage"
    REVIEW_SAVED = "toets_bijgewerkt", "werkte een toets bij"
    REVIEW_FINISHED = "toets_afgerond", "rondde een toets af", True, True
    TICKET_RECEIVED = "melding_ontvangen", "ontving een melding", True
    TICKET_TAKEN = "melding_opgepakt", "pakte een melding op"
    TICKET_CLOSED = "melding_afgehandeld", "handelde een melding af", True
    TICKET_REFUSED = "melding_afgewezen", "wees een melding af", True
    TICKET_TO_CONCEPT = "melding_naar_concept", "maakte van een melding een concept"
    CORRECTED = "gecorrigeerd", "zette een correctie in het register", False, True
    REPLY_RECEIVED = "weerwoord_ontvangen", "ontving een weerwoord", True
    REPLY_PLACED = "weerwoord_geplaatst", "plaatste een weerwoord", True, True
    REPLY_REFUSED = "weerwoord_geweigerd", "weigerde een weerwoord", True
    OVERDUE = "te_laat", "zag dat een pagina nagekeken moet worden", True
    LINKS_BROKEN = "links_stuk", "vond bronnen die niet meer te openen zijn", True
    IMPORTED = "ingelezen", "maakte concepten uit een bestand"
    PERSON_INVITED = "persoon_uitgenodigd", "nodigde iemand uit"
    PERSON_JOINED = "persoon_begonnen", "nam een uitnodiging aan"
    PERSON_CHANGED = "persoon_gewijzigd", "wijzigde een account"
    PERSON_STOPPED = "persoon_gestopt", "zette een account stil"
    PERSON_RESTARTED = "persoon_gestart", "zette een account weer aan"
    MEMBER_CHANGED = "organisatie_gewijzigd", "wijzigde een organisatie"
    SETTING_CHANGED = "instelling_gewijzigd", "wijzigde een instelling"
    SIGNED_IN = "aangemeld", "meldde zich aan"
    SIGNED_OUT = "afgemeld", "meldde zich af"
    SIGNED_OUT_EVERYWHERE = "overal_afgemeld", "meldde zich overal af"
    PASSWORD_CHANGED = "wachtwoord_gewijzigd", "koos een nieuw wachtwoord"
    SECOND_FACTOR = "tweede_stap", "zette de tweede stap bij het aanmelden aan of uit"


_BY_CODE = {action.value: action for action in Action}
_ABOUT_PEOPLE = ("persoon_", "aangemeld", "afgemeld", "overal_afgemeld", "wachtwoord_", "tweede_stap")


def action_of(code: str) -> Action | None:
    """The action with a stored code; None for one that only a newer program knows."""
    return _BY_CODE.get(code)


def label_of(code: str) -> str:
    """What the logbook calls an action; the code itself for one of a newer program."""
    action = action_of(code)
    return action.label if action else code


def record(
    db: Session,
    action: Action,
    actor: Actor | None,
    at: datetime,
    *,
    right: Right | None = None,
    entry: Entry | None = None,
    subject: str = "",
    from_version: int | None = None,
    to_version: int | None = None,
    reason: str | None = None,
    details: Mapping[str, Any] | None = None,
) -> Trail:
    """Write a line, and promise the mail that belongs to it. Without an actor the program did it.

    `right` says which right was used, and so in which role the public sees it done. A line about an account
    never holds the name: `details` says which by its number (`persoon`), so that a name can be erased.
    """
    if action.value.startswith(_ABOUT_PEOPLE):
        subject = ""
    line = Trail(
        at=at,
        action=action.value,
        person_id=actor.id if actor else None,
        role=_role(actor, right),
        entry_id=entry.id if entry else None,
        subject=subject,
        from_version=from_version,
        to_version=to_version,
        reason=reason or None,
        details=json.dumps(dict(details), ensure_ascii=False, sort_keys=True) if details else None,
    )
    db.add(line)
    db.flush()
    if action.tells:
        outbox.add(db, Task.NOTICE, [str(line.id)], at)
    return line


def _role(actor: Actor | None, right: Right | None) -> AccountRole | None:
    if actor is None:
        return None
    if right is not None:
        return actor.role_for(right)
    return next((role for role in AccountRole if role in actor.roles), None)
