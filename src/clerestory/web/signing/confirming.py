"""Pages that open only shortly after a second factor was given."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

View = Callable[..., HttpResponse]


def confirmed(view: View) -> View:
    """Make a view that asks for the second factor first, unless it was given some minutes ago.

    A demonstration has none: there a button signs in.
    """

    @wraps(view)
    def answer(request: HttpRequest, **named: Any) -> HttpResponse:
        if settings.SERVING.demo or _has_just_confirmed(request):
            return view(request, **named)
        codes = [Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES]
        page = "mfa_reauthenticate" if is_mfa_enabled(request.user, codes) else "mfa_reauthenticate_webauthn"
        return redirect(f"{reverse(page)}?{urlencode({'next': request.path})}")

    return answer


def _has_just_confirmed(request: HttpRequest) -> bool:
    given = [one["at"] for one in get_authentication_records(request, request.user) if one.get("method") == "mfa"]
    return bool(given) and time.time() - max(given) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
