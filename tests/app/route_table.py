"""For whom each address of the site is: a table written by hand, to hold the site against."""

from catalogue.editing.rights import Right

Audience = str | tuple[Right, ...]
PUBLIC, SIGNED = "iedereen", "wie is aangemeld"
WRITERS = (Right.SUBMIT, Right.EDIT)
EDITORS = (Right.EDIT,)
DESK = (Right.EDIT, Right.REVIEW, Right.PUBLISH)
JUDGES = (Right.REVIEW,)
PEOPLE = (Right.PEOPLE,)
LOGBOOK = (Right.LOGBOOK,)
SETTINGS = (Right.SETTINGS,)

CONCEPT = "/redactie/concepten/{concept_id:int}"
PAGE = "/redactie/paginas/{slug}"
TICKET = "/redactie/meldingen/{ticket_id}"
REPLY = "/redactie/weerwoorden/{reply_id}"

_READ: dict[Audience, str] = {
    PUBLIC: """
        / /aanpakken /aanpakken.csv /aanpakken/{slug} /aanpakken/{slug}/versies/{number}
        /aanpakken/{slug}/versies/{number}/citaat.{kind} /aanpakken/{slug}/rekenen /aanpakken/{slug}/versies
        /aanpakken/{slug}/verschil/{old}/{new} /aanpakken/{slug}/verschil
        /achtergrond/{slug}/versies /achtergrond/{slug}/verschil/{old}/{new} /achtergrond/{slug}/verschil
        /kengetallen/{slug}/versies /kengetallen/{slug}/verschil/{old}/{new} /kengetallen/{slug}/verschil
        /kpis/{slug}/versies /kpis/{slug}/verschil/{old}/{new} /kpis/{slug}/verschil
        /aanpakken/{slug}/grafieken/{name}.{suffix}
        /aanpakken/{slug}/versies/{number}/grafieken/{name}.{suffix}
        /achtergrond/{slug}/grafieken/{name}.{suffix}
        /achtergrond/{slug}/versies/{number}/grafieken/{name}.{suffix}
        /werksoorten /themas /werksoorten/{code} /themas/{code} /gemeenten /gemeenten/{code}
        /achtergrond /achtergrond/{slug} /achtergrond/{slug}/versies/{number} /zoek/suggesties
        /aanpakken/{slug}/bijlagen/{attachment_id} /achtergrond/{slug}/bijlagen/{attachment_id}
        /vergelijk /vergelijk.csv /vergelijk/grafiek.{kind} /kengetallen /kengetallen.csv /kpis /kpis.csv
        /begrippen /gegevenswoordenboek /schema/{name}.json /kengetallen/{slug}
        /kengetallen/{slug}/versies/{number} /kpis/{slug} /kpis/{slug}/versies/{number} /toetsvragen
        /witte-vlekken /witte-vlekken.csv /meta /meta.csv /meta/grafieken/{name}.{kind}
        /over /handleiding /toegankelijkheid /privacy /cookies /contact /open-data /licenties
        /robots.txt /sitemap.xml /sitemap-{number}.xml /feed.atom /themas/{code}/feed.atom
        /.well-known/security.txt /site.webmanifest /favicon.ico
        /gezond/live /gezond/klaar /gezond /gezond/metingen
        /aanmelden /aanmelden/code /aanmelden/sso /aanmelden/sso/terug /wachtwoord-vergeten /toegang/{token}
        /tip /tip/dank /correcties /correcties.csv /correcties.atom /afgewezen
        /melden/{kind}/{slug} /melden/{kind}/{slug}/dank
        /weerwoord/{kind}/{slug} /weerwoord/{kind}/{slug}/dank
        /lezen/{token} /lezen/{token}/pagina /lezen/{token}/grafieken/{name}.{suffix}
        /redactie/postvak
    """,
    SIGNED: "/account /account/gegevens /account/mail /redactie /redactie/handleiding",
    WRITERS: f"""
        /redactie/concepten/nieuw {CONCEPT} {CONCEPT}/deel/{{path:path}} {CONCEPT}/voorbeeld
        {CONCEPT}/voorbeeld/grafieken/{{name}}.{{suffix}} {CONCEPT}/verwijderen {CONCEPT}/versies
        {CONCEPT}/gegevens {CONCEPT}/controles {CONCEPT}/verschil {CONCEPT}/opmerkingen {CONCEPT}/botsingen
        /redactie/inzendingen /redactie/inzendingen/{{concept_id}}/klaar
    """,
    EDITORS: f"""
        /redactie/zoekvragen /redactie/zoekvragen.csv /redactie/import /redactie/import/sjabloon.{{kind}}
        /redactie/import/verzameling.{{kind}} /redactie/import/{{batch_id:int}}
        /redactie/import/{{batch_id:int}}/bestand {PAGE}/bijlagen {PAGE}/bijlagen/{{attachment_id}}/bestand
        /redactie/meldingen {TICKET} /redactie/weerwoorden {REPLY}
        /redactie/bijhouden /redactie/bijhouden/links {CONCEPT}/lezers
    """,
    DESK: f"/redactie/werk /redactie/paginas {PAGE}",
    JUDGES: f"{PAGE}/toetsen {PAGE}/toetsen/{{study}} {PAGE}/toetsen/{{study}}/vragen/{{number}}",
    PEOPLE: """
        /redactie/mensen /redactie/mensen/uitnodigen /redactie/mensen/{person_id}
        /redactie/organisaties /redactie/organisaties/{member_id}
    """,
    LOGBOOK: "/redactie/logboek /redactie/logboek.csv /redactie/logboek/mail",
    SETTINGS: "/redactie/instellingen /redactie/instellingen/begrippen/{name}",
}
_WRITE: dict[Audience, str] = {
    PUBLIC: """
        /aanpakken/{slug}/rekenen /vergelijk /aanmelden /aanmelden/code /afmelden /wachtwoord-vergeten
        /toegang/{token} /tip /melden/{kind}/{slug} /weerwoord/{kind}/{slug} /lezen/{token}
    """,
    SIGNED: "/account/wachtwoord /account/tweede-stap /account/aanmeldingen /account/mail",
    WRITERS: f"""
        /redactie/concepten/nieuw {CONCEPT} {CONCEPT}/deel/{{path:path}} {CONCEPT}/verwijderen
        {CONCEPT}/ongedaan {CONCEPT}/versies {CONCEPT}/versies/terug {CONCEPT}/gegevens
        {CONCEPT}/stappen/{{step}} {CONCEPT}/toewijzen {CONCEPT}/overnemen {CONCEPT}/opmerkingen
        {CONCEPT}/opmerkingen/{{comment_id:int}}/stand {CONCEPT}/botsingen
        /redactie/inzendingen /redactie/inzendingen/{{concept_id}}/klaar
    """,
    EDITORS: f"""
        /redactie/import /redactie/import/{{batch_id:int}} {PAGE}/bijlagen
        {PAGE}/bijlagen/{{attachment_id}}/toestemming {PAGE}/bijlagen/{{attachment_id}}/verwijderen
        {TICKET}/oppakken {TICKET}/doorgeven {TICKET}/afhandelen {TICKET}/afwijzen {TICKET}/concept
        {TICKET}/correctie {REPLY}/plaatsen {REPLY}/weigeren
        /redactie/bijhouden/toewijzen /redactie/bijhouden/{{kind}}/{{slug}}/nog-juist
        /redactie/bijhouden/links/controleren {CONCEPT}/lezers {CONCEPT}/lezers/{{link_id:int}}/intrekken
        {PAGE}/concept {PAGE}/versies/{{number:int}}/terug {PAGE}/adres {PAGE}/beheer
    """,
    DESK: f"{PAGE}/stappen/{{step}}",
    JUDGES: f"""
        {PAGE}/bijlagen/{{attachment_id}}/akkoord
        {PAGE}/toetsen/{{study}}/begin {PAGE}/toetsen/{{study}}/vragen/{{number}}
        {PAGE}/toetsen/{{study}}/stappen/{{step}}
    """,
    PEOPLE: """
        /redactie/mensen/uitnodigen /redactie/mensen/{person_id} /redactie/mensen/{person_id}/stap
        /redactie/organisaties /redactie/organisaties/{member_id} /redactie/organisaties/{member_id}/stap
    """,
    LOGBOOK: "/redactie/logboek/mail/{mail_id}/opnieuw",
    SETTINGS: "/redactie/instellingen/begrippen/{name}/{code}",
}

TABLE: dict[tuple[str, str], Audience] = {
    (method, path): audience
    for method, lists in (("GET", _READ), ("POST", _WRITE))
    for audience, paths in lists.items()
    for path in paths.split()
}
