"""Who may see what. There are no accounts yet: pages of editors exist only on a developer's machine."""

from fastapi import Depends, Request

from app.errors import NotFoundError


def editors_only(request: Request) -> None:
    """Let a request through that may see the pages of editors. Raises NotFoundError for all others."""
    if not request.state.settings.is_development:
        raise NotFoundError


EDITORS_ONLY = [Depends(editors_only)]
"""For the dependencies of a route or router."""
