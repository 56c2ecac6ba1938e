"""The pages on the way in. Nobody else keeps a copy of them, and search engines leave them out."""

from collections.abc import Mapping
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from sqlmodel import Session

from app import demo
from app.editor_pages import PRIVATE
from app.kept_forms import Interrupted, KeptForm
from app.pages import page
from app.settings import Settings

TIMED_OUT = "U bent niet meer aangemeld"


def way_in(request: Request, name: str, context: Mapping[str, Any], status: int = 200) -> HTMLResponse:
    """A page for somebody who is not signed in yet."""
    answer = page(request, name, context, status=status)
    answer.headers.update(PRIVATE)
    return answer


def sign_in_page(
    request: Request,
    *,
    email: str = "",
    back: str = "",
    error: str | None = None,
    kept: KeptForm | None = None,
    news: str | None = None,
    status: int = 200,
) -> HTMLResponse:
    """The form with address and password. `news` is why it is shown, `kept` what was typed before."""
    settings: Settings = request.state.settings
    context = {
        "email": email,
        "terug": back,
        "fout": error,
        "bewaard": kept,
        "nieuws": news,
        "sso_naam": settings.oidc_name if settings.has_single_sign_on else None,
        "oefenaccounts": _demo_accounts(request),
        "oefenwachtwoord": demo.PASSWORD,
    }
    return way_in(request, "aanmelden/aanmelden.html", context, status)


def after_interruption(request: Request, found: Interrupted) -> HTMLResponse:
    """The sign-in page for somebody whose sign-in ended while working."""
    if found.kept is not None:
        news = "Wat u typte, is nog niet opgeslagen, maar ook niet weg. Meld u aan en verstuur het opnieuw."
    elif found.is_lost:
        news = (
            "Meld u aan. Wat u verstuurde, kan deze pagina niet meenemen en is niet opgeslagen. Het staat "
            "misschien nog in uw browser: ga dan na het aanmelden twee keer terug."
        )
    else:
        news = "Meld u opnieuw aan."
    return sign_in_page(request, back=found.back, kept=found.kept, news=news, status=401)


def code_page(
    request: Request,
    *,
    back: str = "",
    error: str | None = None,
    kept: KeptForm | None = None,
    status: int = 200,
) -> HTMLResponse:
    """The form for the code of the second step."""
    return way_in(request, "aanmelden/code.html", {"terug": back, "fout": error, "bewaard": kept}, status)


def resume_page(request: Request, name: str, kept: KeptForm) -> HTMLResponse:
    """Signed in again: what was typed before, with a button that sends it."""
    return way_in(request, "aanmelden/verder.html", {"naam": name, "bewaard": kept})


def _demo_accounts(request: Request) -> list[demo.DemoAccount]:
    """Those that work, on a developer's machine."""
    if not request.state.settings.is_development:
        return []
    with Session(request.state.database) as db:
        there = {person.email for person in demo.present(db)}
    return [account for account in demo.ACCOUNTS if account.email in there]
