"""Static files: hashed names may be kept for ever."""

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope


class Assets(StaticFiles):
    """Files whose name holds their hash are cached for a year; others are asked for again each day."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file with the caching its name allows."""
        response = await super().get_response(path, scope)
        for_ever = path.startswith("vendor/")
        response.headers["Cache-Control"] = (
            "public, max-age=31536000, immutable" if for_ever else "public, max-age=86400"
        )
        return response
