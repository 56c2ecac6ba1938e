"""Sending mail: the handler of Task.MAIL hands messages to the mail server, each once as far as that goes.

A message is noted as sent right after the server took it. Who is killed in between sends it again, with
the same Message-ID, so that mail programs can recognise it.
"""

import smtplib
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial

import structlog
from sqlalchemy import Engine as Database
from sqlmodel import Session

from app.database import writing
from app.digest import send_digests
from app.letters import Letters
from app.mail_message import Outbound, composed
from app.settings import Settings
from catalogue.editing import mailbox
from search.engine import EngineUnavailable, Trouble

log = structlog.stdlib.get_logger("mkba")

TIMEOUT = 10.0
"""Seconds that the server gets for each answer; other work of the worker waits for that long."""
_PERMANENT = 500
_CLOSING = 421
_NOT_SIGNED_IN = frozenset({530, 534, 535, 538})
"""Answers to a recipient that are about this site (RFC 4954 6)."""


class MailUnavailable(EngineUnavailable):
    """The mail server cannot take messages now; all of them wait."""


class Postponed(Exception):
    """The server does not take this message yet. Its words are left out: they may hold the address."""


class MailDelivery:
    """The handler of Task.MAIL. Each subject is the id of a message."""

    def __init__(
        self,
        database: Database,
        settings: Settings,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        trusted: ssl.SSLContext | None = None,
    ) -> None:
        """`trusted` says which certificates are; without it those that the system trusts."""
        self._database = database
        self._settings = settings
        self._letters = Letters(settings)
        self._clock = clock
        self._trusted = trusted

    def ready(self) -> None:
        """In production nothing can be sent without a server; a developer reads messages on a page."""
        if not self._settings.sends_mail and not self._settings.is_development:
            raise MailUnavailable("there is no mail server: set MKBA_SMTP_HOST", Trouble.MISSING)

    def tend(self) -> None:
        """Put the digests of the day in the post, once it is time."""
        send_digests(self._database, self._settings, self._letters, self._clock())

    def read(self, db: Session, subjects: Sequence[str]) -> Callable[[], None]:
        """The messages that are still to be sent, as they stand now."""
        ids = [int(one) for one in subjects if one.isdecimal()]
        letters = [
            Outbound(mail.id, mail.key, mail.address, mail.subject, mail.body, mail.created_at)
            for mail in mailbox.to_send(db, ids)
        ]
        return partial(self._deliver, letters)

    def _deliver(self, letters: Sequence[Outbound]) -> None:
        if not letters:
            return
        if not self._settings.sends_mail:
            for letter in letters:
                self._note(partial(mailbox.sent, mail_id=letter.id, at=self._clock(), keeps_text=True))
            return
        postponed = 0
        with self._connected() as server:
            for letter in letters:
                try:
                    self._send(server, letter)
                except Postponed:
                    postponed += 1
        if postponed:
            # Who shares a batch with it was sent, and is skipped when the batch is tried in pieces.
            raise Postponed

    def _send(self, server: smtplib.SMTP, letter: Outbound) -> None:
        """Hand over one message and note what came of it. Raises Postponed, MailUnavailable."""
        try:
            message = composed(letter, self._settings)
        except (ValueError, IndexError):
            # Not an address, whatever was typed: no server can help.
            self._refuse(letter, "adres")
            return
        try:
            server.send_message(message, from_addr=self._settings.sender, to_addrs=[letter.address])
        except smtplib.SMTPRecipientsRefused as error:
            (code, _), *_ = error.recipients.values()
            self._judge(letter, code)
        except smtplib.SMTPSenderRefused as error:
            raise MailUnavailable(f"the sender is refused ({error.smtp_code})", Trouble.REFUSED) from None
        except smtplib.SMTPResponseException as error:
            self._judge(letter, error.smtp_code)
        except smtplib.SMTPNotSupportedError:
            self._refuse(letter, "adres")
        except (OSError, smtplib.SMTPException) as error:
            # A message on which the server hangs up is found by trying fewer at a time.
            raise MailUnavailable(f"broken off ({type(error).__name__})", Trouble.FAULT) from None
        else:
            self._note(partial(mailbox.sent, mail_id=letter.id, at=self._clock()))

    def _judge(self, letter: Outbound, code: int) -> None:
        if code == _CLOSING:
            raise MailUnavailable("the server is closing", Trouble.UNREACHABLE) from None
        if code in _NOT_SIGNED_IN:
            raise MailUnavailable(f"signing in is needed ({code})", Trouble.REFUSED) from None
        if code < _PERMANENT:
            raise Postponed from None
        self._refuse(letter, str(code))

    def _refuse(self, letter: Outbound, code: str) -> None:
        log.warning("message refused", mail=letter.id, code=code)
        self._note(partial(mailbox.refused, mail_id=letter.id, code=code, at=self._clock()))

    def _note(self, write: Callable[[Session], None]) -> None:
        with writing(self._database) as db, db.begin():
            write(db)

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        """A connection to the server. Raises MailUnavailable."""
        server: smtplib.SMTP | None = None
        try:
            server = self._open()
        except smtplib.SMTPAuthenticationError as error:
            raise MailUnavailable(f"signing in is refused ({error.smtp_code})", Trouble.REFUSED) from None
        except TimeoutError:
            raise MailUnavailable("no answer in time", Trouble.SLOW) from None
        except (smtplib.SMTPNotSupportedError, ssl.SSLError) as error:
            raise MailUnavailable(f"no safe connection ({type(error).__name__})", Trouble.VERSION) from None
        except (OSError, smtplib.SMTPException) as error:
            raise MailUnavailable(f"not reached ({type(error).__name__})", Trouble.UNREACHABLE) from None
        try:
            yield server
        finally:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
            server.close()

    def _open(self) -> smtplib.SMTP:
        settings = self._settings
        safe = self._trusted or ssl.create_default_context()
        host, port = settings.smtp_host, settings.smtp_port
        server = (
            smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=safe)
            if settings.smtp_tls == "tls"
            else smtplib.SMTP(host, port, timeout=TIMEOUT)
        )
        try:
            server.ehlo()
            if settings.smtp_tls == "starttls":
                server.starttls(context=safe)
                server.ehlo()
            if settings.smtp_user:
                server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
        except BaseException:
            server.close()
            raise
        return server
