"""Security headers of every answer (METHOD B8)."""

from asgi_cross_origin_protection import CrossOriginProtection
from secure import (
    ContentSecurityPolicy,
    CrossOriginOpenerPolicy,
    CrossOriginResourcePolicy,
    PermissionsPolicy,
    ReferrerPolicy,
    Secure,
    StrictTransportSecurity,
    XContentTypeOptions,
    XFrameOptions,
)
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

YEAR_SECONDS = 31_536_000
REFUSED = "Deze aanvraag kwam van een andere site en is daarom niet uitgevoerd. Open de pagina op deze site."


def policy() -> Secure:
    """The headers; strict transport is sent over plain http as well, where browsers ignore it."""
    csp = ContentSecurityPolicy().default_src("'none'").script_src("'self'").style_src("'self'")
    csp = csp.img_src("'self'").font_src("'self'").connect_src("'self'").manifest_src("'self'")
    csp = csp.form_action("'self'").base_uri("'none'").frame_ancestors("'none'")
    return Secure(
        csp=csp,
        coop=CrossOriginOpenerPolicy().same_origin(),
        corp=CrossOriginResourcePolicy().same_origin(),
        hsts=StrictTransportSecurity().max_age(YEAR_SECONDS).include_subdomains(),
        permissions=PermissionsPolicy().camera().microphone().geolocation(),
        referrer=ReferrerPolicy().same_origin(),
        xcto=XContentTypeOptions(),
        xfo=XFrameOptions().deny(),
    )


class SecurityHeaders:
    """Adds the headers to every HTTP answer that does not set them itself.

    The library's own middleware assembles all headers anew for each answer; they never change.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        pairs = policy().headers.items()
        self._headers = [(name.lower().encode(), value.encode()) for name, value in pairs]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name for name, _ in message["headers"]}
                missing = [pair for pair in self._headers if pair[0] not in present]
                message["headers"] = [*message["headers"], *missing]
            await send(message)

        await self.app(scope, receive, with_headers)


def same_origin_only(app: ASGIApp) -> ASGIApp:
    """Refuse writing requests that another site makes a browser send; no tokens in forms (ADR 0006).

    The API is read-only and answers such requests itself, in its own form.
    """
    return CrossOriginProtection(app, deny_app=PlainTextResponse(REFUSED, 403), exempt_paths=["/v1"])
