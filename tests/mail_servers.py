"""Real servers that take mail on this machine, and what came to them."""

from __future__ import annotations

import datetime as dt
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from served_desks import free_port

HOST = "mail.example.org"
USER, PASSWORD = "desk", "p@ss word"


class Letters:
    """A handler that keeps what comes.

    ``refuses`` are addresses that it takes nothing for; ``before_yes`` is called before it says that it has a letter,
    ``after_yes`` before it ends the talk.
    """

    def __init__(self, refuses: tuple[str, ...] = ()) -> None:
        self.came: list[tuple[list[str], EmailMessage]] = []
        self.was_encrypted: list[bool] = []
        self.before_yes: Callable[[], None] = lambda: None
        self.after_yes: Callable[[], None] = lambda: None
        self._refuses = refuses

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:  # noqa: N802 - called by this name
        if address in self._refuses:
            return "550 nobody of that name, says a server that repeats p@ss word"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802
        self.came.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        self.was_encrypted.append(session.ssl is not None)
        self.before_yes()
        return "250 OK"

    async def handle_QUIT(self, server, session, envelope) -> str:  # noqa: N802
        self.after_yes()
        return "221 Bye"


@contextmanager
def mail_server(letters: Letters, **options) -> Iterator[int]:
    """A server at a free port of this machine; its port."""
    port = free_port()
    controller = Controller(letters, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def with_starttls(folder: Path) -> dict[str, object]:
    """Options of a server that takes letters after STARTTLS and a password alone; its certificate is its own authority.

    ``folder / "ca.pem"`` is what trusts it.
    """
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*certificate(folder))
    return {
        "tls_context": context,
        "require_starttls": True,
        "auth_required": True,
        "authenticator": _let_in,
    }


def _let_in(_server, _session, _envelope, _kind, said) -> AuthResult:
    is_right = isinstance(said, LoginPassword) and (said.login, said.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=is_right, handled=False)  # the server says so itself


def certificate(folder: Path) -> tuple[Path, Path]:
    """The files of a new certificate for the host, and of its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    files = folder / "ca.pem", folder / "key.pem"
    files[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return files


def here_by_name(monkeypatch) -> None:
    """Let the host's name lead to this machine, as a name server would."""
    asked = socket.getaddrinfo

    def answered(host, *words, **options):
        return asked("127.0.0.1" if host == HOST else host, *words, **options)

    monkeypatch.setattr(socket, "getaddrinfo", answered)
