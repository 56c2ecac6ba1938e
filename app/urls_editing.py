"""Addresses of the pages for people with an account, and of what visitors send to the desk."""

from urllib.parse import quote

from app.urls_base import with_query


class EditingUrls:
    """A part of app.urls.Urls; relative to the root."""

    # --- signing in -------------------------------------------------------------------------------------

    def aanmelden(self, step: str = "", **parameters: str) -> str:
        """Signing in; steps: code, sso, sso/terug."""
        return with_query(f"/aanmelden/{step}" if step else "/aanmelden", parameters)

    def afmelden(self) -> str:
        """Signing out, by POST."""
        return "/afmelden"

    def wachtwoord_vergeten(self) -> str:
        """Asking for a link to choose a new password."""
        return "/wachtwoord-vergeten"

    def eenmalig(self, token: str) -> str:
        """A link that works once: accepting an invitation or choosing a password."""
        return f"/toegang/{quote(token)}"

    def account(self, part: str = "") -> str:
        """One's own account; parts: wachtwoord, tweede-stap, aanmeldingen, mail, gegevens."""
        return f"/account/{part}" if part else "/account"

    # --- the desk ---------------------------------------------------------------------------------------

    def redactie(self, part: str = "", **parameters: str | int | None) -> str:
        """A page of the desk by its path below /redactie."""
        return with_query(f"/redactie/{part}" if part else "/redactie", parameters)

    def werk(self, **parameters: str | int | None) -> str:
        """The queue of running work."""
        return with_query("/redactie/werk", parameters)

    def concept(self, concept_id: int, part: str = "", **parameters: str | int | None) -> str:
        """A concept; parts: voorbeeld, controles, verschil, stappen/{step}, opmerkingen, lezers …"""
        address = f"/redactie/concepten/{concept_id}"
        return with_query(f"{address}/{part}" if part else address, parameters)

    def concept_deel(self, concept_id: int, path: str, **parameters: str | int | None) -> str:
        """The form of one part of a concept; the path is one of catalogue.editing.paths."""
        return with_query(f"/redactie/concepten/{concept_id}/deel/{quote(path, safe='/~')}", parameters)

    def bureau(self, slug: str, part: str = "", **parameters: str | int | None) -> str:
        """What the desk sees of an entry; parts: bijlagen, toetsen/{study}, stappen/{step} …"""
        address = f"/redactie/paginas/{quote(slug)}"
        return with_query(f"{address}/{part}" if part else address, parameters)

    def melding(self, ticket_id: int, part: str = "", **parameters: str | int | None) -> str:
        """A ticket at the desk; parts: oppakken, doorgeven, afhandelen, afwijzen, concept, correctie."""
        address = f"/redactie/meldingen/{ticket_id}"
        return with_query(f"{address}/{part}" if part else address, parameters)

    def bijhouden(self, part: str = "", **parameters: str | int | None) -> str:
        """Upkeep; parts: toewijzen, {kind}/{slug}/nog-juist, links, links/controleren."""
        address = "/redactie/bijhouden"
        return with_query(f"{address}/{part}" if part else address, parameters)

    def inzending(self, concept_id: int, part: str = "klaar") -> str:
        """The self-check of a submission; by POST it is sent in."""
        return f"/redactie/inzendingen/{concept_id}/{part}"

    def weerwoord_bureau(self, reply_id: int, part: str = "", **parameters: str | int | None) -> str:
        """A reply at the desk; parts: plaatsen, weigeren."""
        address = f"/redactie/weerwoorden/{reply_id}"
        return with_query(f"{address}/{part}" if part else address, parameters)

    def inlezen(self, batch_id: int | None = None, part: str = "") -> str:
        """Reading files. With an id one file (part: bestand); without, parts such as sjabloon.xlsx."""
        steps = [
            "/redactie/import",
            *([] if batch_id is None else [str(batch_id)]),
            *([part] if part else []),
        ]
        return "/".join(steps)

    def verzameling(self, kind: str, *slugs: str) -> str:
        """The collection, or these pages, as a file to change and read in again."""
        return with_query(f"/redactie/import/verzameling.{kind}", {"pagina": list(slugs)})

    def bijlage(self, slug: str, attachment_id: int, kind: str = "aanpak") -> str:
        """A file at an entry, for the public."""
        base = "aanpakken" if kind == "aanpak" else "achtergrond"
        return f"/{base}/{quote(slug)}/bijlagen/{attachment_id}"

    # --- visitors to the desk ---------------------------------------------------------------------------

    def tip(self, part: str = "") -> str:
        """Pointing the desk at a study."""
        return f"/tip/{part}" if part else "/tip"

    def fout_melden(
        self, slug: str, kind: str = "aanpak", part: str = "", **parameters: str | int | None
    ) -> str:
        """Reporting an error at an entry; `veld` names the place. part: dank."""
        address = f"/melden/{quote(kind)}/{quote(slug)}"
        return with_query(f"{address}/{part}" if part else address, parameters)

    def weerwoord(self, slug: str, kind: str = "aanpak", part: str = "", **parameters: str | None) -> str:
        """The reply of a study's author; `onderzoek` is the id of the study. part: dank."""
        address = f"/weerwoord/{quote(kind)}/{quote(slug)}"
        return with_query(f"{address}/{part}" if part else address, parameters)

    def correcties(self, suffix: str = "", **parameters: str | int | None) -> str:
        """The public ledger of corrections; suffix: .csv or .atom."""
        return with_query(f"/correcties{suffix}", parameters)

    def afgewezen(self, **parameters: str | int | None) -> str:
        """What was refused, with reasons."""
        return with_query("/afgewezen", parameters)

    def lezen(self, token: str, part: str = "") -> str:
        """A concept for a reader without an account."""
        address = f"/lezen/{quote(token)}"
        return f"{address}/{part}" if part else address
