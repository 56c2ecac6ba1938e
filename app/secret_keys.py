"""Keys for what the site keeps unreadable: one per purpose, all from the secret of the settings."""

import base64

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.settings import Settings

KEY_BYTES = 32
SECOND_STEP = "tweede-stap"
SINGLE_SIGN_ON = "eenmalige-aanmelding"


def cipher(settings: Settings, purpose: str) -> Fernet:
    """Encrypts and signs for one purpose; what was made for another purpose cannot be read with it."""
    derived = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"mkba:{purpose}".encode())
    key = derived.derive(settings.secret.get_secret_value().encode())
    return Fernet(base64.urlsafe_b64encode(key))
