"""Signing in through another service: OpenID Connect with discovery, PKCE, state and nonce.

Authlib speaks the protocol; this module says what is asked and what is believed. Nothing is kept between two
requests but a cookie that only we can read or make, for the pages of this way in alone.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hmac import compare_digest
from typing import Any

import structlog
from cryptography.fernet import InvalidToken
from fastapi import Request, Response

from app.secret_keys import SINGLE_SIGN_ON, cipher
from app.settings import Settings

log = structlog.stdlib.get_logger("mkba")

TIMEOUT_SECONDS = 5.0
LASTS_SECONDS = 600
"""How long somebody may take at the other service."""
LEEWAY_SECONDS = 60
"""How far apart the clocks of both sides may be."""
SCOPE = "openid email profile"
SIGNATURES = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""With a key that only the service has; never "none", and never a secret that both sides know."""
PATH = "/aanmelden/sso"


class SignOnUnavailable(Exception):
    """The other service does not answer, or not as it should."""


class SignOnRefused(Exception):
    """The other service did not vouch for somebody, or what it said cannot be believed."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of the service, to compare its answer with."""

    state: str
    nonce: str
    code_verifier: str
    back: str


@dataclass(frozen=True, slots=True)
class Vouched:
    """Whom the service vouches for; without an address when that was not verified."""

    issuer: str
    subject: str
    email: str | None


def cookie_name(settings: Settings) -> str:
    """The name of the cookie; with its prefix a browser keeps it to https."""
    return "mkba_sso" if settings.is_development else "__Secure-mkba_sso"


def begin(settings: Settings, redirect_uri: str, back: str) -> tuple[str, Asked]:
    """The address at the service to send somebody to, and what was asked. Raises SignOnUnavailable."""
    with _trouble():
        told = _service(settings).create_authorization_url(redirect_uri)
    return told["url"], Asked(told["state"], told["nonce"], told["code_verifier"], back)


def finish(settings: Settings, redirect_uri: str, answer: dict[str, str], asked: Asked) -> Vouched:
    """Whom the service vouches for. Raises SignOnUnavailable and SignOnRefused."""
    if not compare_digest(answer.get("state", "").encode(), asked.state.encode()):
        raise SignOnRefused("state")
    # RFC 9207: a service that names itself in its answer must be the one that was asked.
    if answer.get("iss", settings.oidc_issuer) != settings.oidc_issuer:
        raise SignOnRefused("iss")
    if "error" in answer or not answer.get("code"):
        raise SignOnRefused("error")
    with _trouble():
        service = _service(settings)
        token = service.fetch_access_token(
            redirect_uri, code=answer["code"], code_verifier=asked.code_verifier
        )
        claims = _claims(settings, service, token, asked.nonce)
        subject = str(claims["sub"])
        return Vouched(settings.oidc_issuer, subject, _verified_email(service, token, claims))


def keep(response: Response, settings: Settings, asked: Asked) -> None:
    """Hand what was asked to the browser, unreadable, until it comes back."""
    sealed = cipher(settings, SINGLE_SIGN_ON).encrypt(json.dumps(asdict(asked)).encode()).decode()
    response.set_cookie(
        cookie_name(settings),
        sealed,
        max_age=LASTS_SECONDS,
        path=PATH,
        httponly=True,
        secure=not settings.is_development,
        samesite="lax",
    )


def kept(request: Request) -> Asked | None:
    """What was asked for this browser; None when it did not begin here, or too long ago."""
    settings: Settings = request.state.settings
    sealed = request.cookies.get(cookie_name(settings), "")
    try:
        text = cipher(settings, SINGLE_SIGN_ON).decrypt(sealed.encode(), ttl=LASTS_SECONDS)
        return Asked(**json.loads(text))
    except (InvalidToken, ValueError, TypeError):
        return None


def drop(response: Response, settings: Settings) -> None:
    """Take it away from the browser: an answer is used once."""
    response.delete_cookie(
        cookie_name(settings),
        path=PATH,
        httponly=True,
        secure=not settings.is_development,
        samesite="lax",
    )


def _service(settings: Settings) -> Any:
    """The service as it describes itself now. Made anew each time: people sign in seldom."""
    # Loading it takes a third of a second, that only sites with such a service should spend.
    from authlib.integrations.base_client import BaseApp, OAuth2Mixin, OpenIDMixin
    from authlib.integrations.httpx_client import OAuth2Client
    from authlib.oidc.discovery import get_well_known_url

    service_class = type("Service", (OAuth2Mixin, OpenIDMixin, BaseApp), {"client_cls": OAuth2Client})
    service = service_class(
        framework=None,
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret.get_secret_value() or None,
        server_metadata_url=get_well_known_url(settings.oidc_issuer, external=True),
        client_kwargs={"scope": SCOPE, "code_challenge_method": "S256", "timeout": TIMEOUT_SECONDS},
    )
    described = service.load_server_metadata()
    if described.get("issuer") != settings.oidc_issuer:
        raise SignOnUnavailable("the service calls itself otherwise")
    offered = described.get("id_token_signing_alg_values_supported") or SIGNATURES
    described["id_token_signing_alg_values_supported"] = [one for one in SIGNATURES if one in offered]
    if "client_secret_basic" not in (
        ways := described.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    ):
        service.client_kwargs["token_endpoint_auth_method"] = ways[0]
    return service


def _claims(settings: Settings, service: Any, token: Any, nonce: str) -> dict[str, Any]:
    """What the id token says, after looking at its signature, sender, receiver, time and nonce."""
    from authlib.oidc.core import CodeIDToken

    claims = service.parse_id_token(
        token,
        nonce=nonce,
        claims_options={
            "iss": {"essential": True, "value": settings.oidc_issuer},
            "aud": {"essential": True, "value": settings.oidc_client_id},
            "nonce": {"essential": True, "value": nonce},
        },
        claims_cls=CodeIDToken,
        leeway=LEEWAY_SECONDS,
    )
    if not claims or not str(claims.get("sub", "")):
        raise SignOnRefused("id_token")
    return dict(claims)


def _verified_email(service: Any, token: Any, claims: dict[str, Any]) -> str | None:
    """The address that the service looked after; asked for apart when the id token does not hold it."""
    facts = claims
    if "email" not in facts and "userinfo_endpoint" in service.server_metadata:
        facts = dict(service.userinfo(token=token))
        if facts.get("sub") != claims["sub"]:
            raise SignOnRefused("sub")
    is_verified = facts.get("email_verified") in {True, "true"}
    email = facts.get("email")
    return email if is_verified and isinstance(email, str) else None


@contextmanager
def _trouble() -> Iterator[None]:
    """Tell a service that is away from one that says no; the log gets the kind of fault, never a secret."""
    from authlib.common.errors import AuthlibBaseError
    from httpx2 import HTTPError, InvalidURL
    from joserfc.errors import JoseError

    try:
        yield
    except (SignOnRefused, SignOnUnavailable) as error:
        log.warning("single sign-on", fault=str(error))
        raise
    except (AuthlibBaseError, JoseError) as error:
        log.warning("single sign-on refused", fault=type(error).__name__)
        raise SignOnRefused(type(error).__name__) from error
    except (HTTPError, InvalidURL, ValueError, RuntimeError, KeyError) as error:
        log.warning("single sign-on unavailable", fault=type(error).__name__)
        raise SignOnUnavailable(type(error).__name__) from error
