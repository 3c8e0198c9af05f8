"""What happens to accounts, as lines of the log: that it happened and in which request, not to whom.

A line that named people would say who is at the desk and when, which the blind phases keep from others.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from allauth.account.signals import password_changed
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed, authenticator_reset
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

_LOG = logging.getLogger("clerestory.web.events")
_EVENTS = {
    "signed in": user_logged_in,
    "signed out": user_logged_out,
    "sign-in failed": user_login_failed,
    "account locked": user_locked_out,
    "password changed": password_changed,
    "second factor added": authenticator_added,
    "second factor removed": authenticator_removed,
    "second factor made anew": authenticator_reset,
    "second factor failed": authentication_failed,
}


def log_events() -> None:
    """Write a line whenever one of the events happens."""
    for event, signal in _EVENTS.items():
        signal.connect(_line_of(event), weak=False, dispatch_uid=f"clerestory.{event}")


def _line_of(event: str) -> Callable[..., None]:
    def line(request: HttpRequest | None = None, **_: object) -> None:
        _LOG.info("", extra={"said": {"event": event, "request": getattr(request, "number", None)}})

    return line
