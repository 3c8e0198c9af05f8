"""The letters: that something waits, and a code that proves an address. They say nothing else, and link to the desk."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from email.headerregistry import Address as Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import urlsplit

from django.conf import settings

from clerestory.web.service.serving import Zone
from clerestory.web.service.studies import served_study

_WAITS = """\
Something waits for you at the {place}.

Sign in to see what it is:
{url}/

This letter says no more, so that nothing leaves the {place}. You get it because you gave this address on your account
page, and you can take it away there.
"""
_CODE = """\
This address was given on an account page of the {place}.

If it was you, type this code there:
{code}

If it was not, there is nothing to do.
"""
_PLACES = {Zone.DESK: "review desk", Zone.VAULT: "vault desk"}
_HEADERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


def letter(address: str, person: str, keys: frozenset[str]) -> EmailMessage:
    """Give the letter that something waits.

    The same letter, after a kill, has the same ``Message-ID``: whoever gets it twice can see that it is one.

    Parameters
    ----------
    keys : frozenset of str
        What it tells of; no word of it stands in the letter.
    """
    same = "\n".join([person, *sorted(keys)])
    return _made(address, "Something waits for you", _WAITS, same=same)


def code_letter(address: str, code: str) -> EmailMessage:
    """Give the letter with the code that proves an address."""
    return _made(address, "Your code", _CODE, same=f"{address}\n{code}", code=code)


def _made(address: str, subject: str, text: str, *, same: str, **said: str) -> EmailMessage:
    study, serving = served_study().settings.study, settings.SERVING
    message = EmailMessage(policy=SMTP)
    message["Subject"] = subject
    message["From"] = Header(study.publisher, addr_spec=sender())
    message["To"] = Header(addr_spec=address)
    message["Date"] = format_datetime(settings.CLOCK.now().astimezone(dt.UTC))
    message["Message-ID"] = f"<{_number(same)}@{sender().rpartition('@')[2]}>"
    for name, value in _HEADERS.items():
        message[name] = value
    body = text.format(place=_PLACES[serving.zone], url=serving.url, **said)
    mark = study.data.mark_sentence
    message.set_content(f"{body}\n{mark}\n" if mark else body, cte="8bit" if not mark.isascii() else "7bit")
    return message


def sender() -> str:
    """Give the address that letters come from."""
    zone, host = settings.SERVING.zone.value, urlsplit(settings.SERVING.url).hostname
    return settings.SERVING.post.sender or f"{zone}@{host}"


def _number(same: str) -> str:
    """Give what tells letters apart; nobody without the secret of the zone reads from it what a letter tells of."""
    return hmac.digest(settings.SECRET_KEY.encode(), b"letter\n" + same.encode(), hashlib.sha256).hex()[:32]
