"""Words of chance that let somebody in, and what is kept of them."""

import hashlib
import secrets


def new_token() -> str:
    """A word of 256 bits that nobody can guess, fit for an address or a cookie."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """What is kept of a token: who reads the database cannot sign in with it."""
    return hashlib.sha256(token.encode()).hexdigest()
