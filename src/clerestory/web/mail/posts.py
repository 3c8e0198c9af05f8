"""By which server mail goes, as the environment says it; a password in it is shown nowhere."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.headerregistry import Address
from urllib.parse import unquote, urlsplit

from clerestory.errors import ServingError

_PORTS = {"smtp": 25, "smtps": 465}
_REMEDY = "Give it as smtps://USER:PASSWORD@HOST:PORT, or smtp://... with STARTTLS, or leave it out to write files."


@dataclass(frozen=True)
class Post:
    """What the environment says about mail.

    Attributes
    ----------
    smtp : str
        ``CLERESTORY_SMTP``; empty where letters are written as files.
    sender : str
        ``CLERESTORY_MAIL_FROM``, an address; empty for ``desk@`` the host of the origin.
    """

    smtp: str = field(default="", repr=False)
    sender: str = ""


@dataclass(frozen=True)
class MailServer:
    """A server that takes mail."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    is_tls: bool = False  # from the first byte; otherwise by STARTTLS

    @property
    def is_here(self) -> bool:
        """Whether it is this machine, to which nothing crosses a network."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


def post_of(environment: Mapping[str, str]) -> Post:
    """Give what an environment says about mail."""
    return Post(environment.get("CLERESTORY_SMTP", ""), environment.get("CLERESTORY_MAIL_FROM", ""))


def server_of(post: Post) -> MailServer | None:
    """Give the server that mail goes by, or None where letters are written as files.

    Raises
    ------
    ServingError
        If the address is none of a mail server. It may hold a password, so it is not repeated.
    """
    if not post.smtp:
        return None
    try:
        parts = urlsplit(post.smtp)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in _PORTS or not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment:
        raise ServingError("is no address of a mail server", where="CLERESTORY_SMTP", remedy=_REMEDY)
    return MailServer(
        parts.hostname,
        port or _PORTS[parts.scheme],
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        is_tls=parts.scheme == "smtps",
    )


def check_post(post: Post) -> None:
    """Check what the environment says about mail, before anything is served.

    Raises
    ------
    ServingError
        If the server or the sender cannot be one.
    """
    server_of(post)
    if post.sender and not is_address(post.sender):
        remedy = "Give one address, such as desk@example.org, without a name."
        raise ServingError("is no address of mail", where="CLERESTORY_MAIL_FROM", remedy=remedy)


def is_address(text: str) -> bool:
    """Say whether a text is one address of mail, in ASCII, and nothing else."""
    try:
        parsed = Address(addr_spec=text)
    except (ValueError, IndexError):
        return False
    return text.isascii() and text.isprintable() and bool(parsed.username and parsed.domain)
