"""Where somebody goes after signing in: a page of this site, whatever an address says."""

import re
from urllib.parse import urlsplit

LONGEST = 2000
_ODD = re.compile(r"[\x00-\x20\x7f\\]")
"""Browsers drop line ends and tabs, and read a backslash as a slash: "/\\host" leads away from here."""
_NOWHERE = ("/aanmelden", "/afmelden", "/toegang", "/wachtwoord-vergeten")
"""Pages on the way in; going back to them after signing in makes no sense."""


def own_path(text: str, otherwise: str = "") -> str:
    """A path of this site with its query, or `otherwise` when the text is anything else."""
    if not text.startswith("/") or text.startswith("//") or len(text) > LONGEST or _ODD.search(text):
        return otherwise
    try:
        parts = urlsplit(text)
    except ValueError:
        return otherwise
    if parts.scheme or parts.netloc:
        return otherwise
    is_way_in = any(parts.path == path or parts.path.startswith(f"{path}/") for path in _NOWHERE)
    return otherwise if is_way_in else text
