"""A message as it goes over the line: plain text with headers that nothing typed can add to."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import urlsplit

from app.letters import one_line
from app.settings import Settings


@dataclass(frozen=True, slots=True)
class Outbound:
    """A row of the post, as it is handed over."""

    id: int
    key: str
    address: str
    subject: str
    body: str
    created_at: datetime


def composed(mail: Outbound, settings: Settings) -> EmailMessage:
    """The message with its headers. Raises ValueError and IndexError for what is no address."""
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(one_line(settings.site_name), addr_spec=settings.sender)
    message["To"] = Address(addr_spec=mail.address)
    message["Subject"] = one_line(mail.subject)
    message["Date"] = format_datetime(mail.created_at.astimezone(UTC))
    message["Message-ID"] = message_id(mail, settings)
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(mail.body, cte="quoted-printable")
    return message


def message_id(mail: Outbound, settings: Settings) -> str:
    """The same for each attempt of a message; the key itself may say more than a mail needs to."""
    digest = hashlib.sha256(f"{settings.base_url} {mail.id} {mail.key}".encode()).hexdigest()[:32]
    host = urlsplit(settings.base_url).hostname or "localhost"
    return f"<{digest}@{host}>"
