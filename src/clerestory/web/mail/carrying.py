"""How a letter goes: by a server that takes mail, encrypted unless it is this machine; or as a file of the zone."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from time import sleep

from clerestory.errors import MailError
from clerestory.study.writing import make_secret, write_secret
from clerestory.web.mail.posts import MailServer, server_of
from clerestory.web.service.serving import Serving

_PATIENCE_SECONDS = 15
_PAUSES_SECONDS = (1, 4)  # before it is tried again
_PERMANENT = 500
Carrier = Callable[[EmailMessage], None]
_FAILURES = (OSError, smtplib.SMTPException)  # an error of TLS is one of OSError


class RefusedError(Exception):
    """A server takes no letter to this address, or not this letter; others may go."""


def carrier_of(serving: Serving) -> Carrier:
    """Give what carries the letters of a zone.

    It raises ``RefusedError`` for one letter, and ``MailError`` where no letter would go.
    """
    server = server_of(serving.post)
    return _by_files(serving.folder / "outbox") if server is None else _by_server(server)


def _by_files(folder: Path) -> Carrier:
    def carry(message: EmailMessage) -> None:
        """Write a letter once: its file is called by its number."""
        make_secret(folder)
        path = folder / f"{str(message['Message-ID']).strip('<>').partition('@')[0]}.eml"
        if not path.exists():
            write_secret(path, bytes(message))

    return carry


def _by_server(server: MailServer) -> Carrier:
    def carry(message: EmailMessage) -> None:
        for pause in _PAUSES_SECONDS:
            try:
                return _send(server, message)
            except _FAILURES as error:
                if _is_final(error):
                    break
                sleep(pause)
        return _last(server, message)

    return carry


def _last(server: MailServer, message: EmailMessage) -> None:
    """Try a last time, and say what is wrong in our own words: those of a server may repeat address and password."""
    try:
        _send(server, message)
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError):
        raise RefusedError from None
    except _FAILURES as error:
        remedy = "Check that the server answers, its certificate, and the user and password of the address; then again."
        what = f"the mail server takes no letters ({type(error).__name__})"
        raise MailError(what, where="CLERESTORY_SMTP", remedy=remedy) from None


def _send(server: MailServer, message: EmailMessage) -> None:
    context = ssl.create_default_context()
    door: smtplib.SMTP
    if server.is_tls:
        door = smtplib.SMTP_SSL(server.host, server.port, timeout=_PATIENCE_SECONDS, context=context)
    else:
        door = smtplib.SMTP(server.host, server.port, timeout=_PATIENCE_SECONDS)
    with door:
        if not (server.is_tls or server.is_here):
            door.starttls(context=context)  # raises where the server has none
        if server.user:
            door.login(server.user, server.password)
        door.send_message(message)


def _is_final(error: Exception) -> bool:
    """Whether trying again at once would change nothing."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= _PERMANENT for code, _ in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return int(error.smtp_code) >= _PERMANENT
    return isinstance(error, ssl.SSLError | smtplib.SMTPNotSupportedError)
