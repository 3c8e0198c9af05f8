"""How long somebody stays signed in, and what is asked before anything is shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.messages import info
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

_Next = Callable[[HttpRequest], HttpResponseBase]
_BEGAN, _SEEN, _DEMO = "began", "seen", "demonstration"
_GIVEN = "second factor given"  # at the organisation, by whom
_JUST = dt.timedelta(minutes=5)
_SELDOM = dt.timedelta(minutes=1)  # how often it is noted that somebody is still there
_BEFORE_SECOND_FACTOR = {
    "account_logout", "account_reauthenticate", "mfa_activate_totp", "mfa_add_webauthn", "health",
}  # fmt: skip


def begin(request: HttpRequest) -> None:
    """Note when somebody signed in; the key of the session was changed just before."""
    now = settings.CLOCK.now().isoformat()
    request.session[_BEGAN] = request.session[_SEEN] = now
    request.session[_DEMO] = settings.SERVING.demo


def renew(request: HttpRequest, **how: object) -> None:
    """Give a session another key when somebody has shown again who they are."""
    if how.get("reauthenticated"):
        request.session.cycle_key()


def note_given(request: HttpRequest, user: AbstractBaseUser) -> None:
    """Note that somebody who is about to be signed in gave a second factor at their organisation."""
    request.session[_GIVEN] = str(user.pk)


def forget_given(request: HttpRequest) -> None:
    """Forget it, where somebody begins to sign in anew."""
    request.session.pop(_GIVEN, None)


def has_just_begun(request: HttpRequest) -> bool:
    """Say whether somebody signed in some minutes ago."""
    return bool(settings.CLOCK.now() - noted(request.session, _BEGAN) < _JUST)


def timed(answer: _Next) -> _Next:
    """Sign out whoever did nothing for too long, or was signed in for too long."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            now = settings.CLOCK.now()
            if _is_over(request, now):
                logout(request)
                info(request, "You were signed out because nothing happened for a while. What you had sent was kept.")
            elif now - noted(request.session, _SEEN) >= _SELDOM:
                request.session[_SEEN] = now.isoformat()
        return answer(request)

    return middleware


def _is_over(request: HttpRequest, now: dt.datetime) -> bool:
    """Say whether a session ends; whoever became somebody by a button of a demonstration is nobody when it is over."""
    if request.session.get(_DEMO, False) is not settings.SERVING.demo:
        return True
    return (
        now - noted(request.session, _BEGAN) >= settings.ABSOLUTE
        or now - noted(request.session, _SEEN) >= settings.IDLE
    )


def noted(session: Mapping[str, Any], what: str) -> dt.datetime:
    """Give when a session ``began`` or was last ``seen``; one that does not say is over."""
    said = session.get(what)
    return dt.datetime.fromisoformat(said) if said else dt.datetime.min.replace(tzinfo=dt.UTC)


class SecondFactor:
    """Leads whoever has no second factor yet to the page where one is set up, whatever page they ask for."""

    def __init__(self, get_response: _Next) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Give what the page gives."""
        return self._next(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponseBase | None:
        """Give the way to the set-up, or None where the page may be shown."""
        if settings.SERVING.demo or not request.user.is_authenticated:
            return None
        if request.resolver_match.url_name in _BEFORE_SECOND_FACTOR:
            return None
        if request.session.get(_GIVEN) == str(request.user.pk):
            return None
        kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        return None if is_mfa_enabled(request.user, kinds) else redirect("mfa_activate_totp")
