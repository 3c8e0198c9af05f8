"""Where people are signed in: their own list of it, and its end, by themselves or by whoever looks after the desk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from clerestory.web.accounts.sessions import noted
from clerestory.web.pages.words import time_words


@dataclass(frozen=True)
class Place:
    """A browser in which somebody is signed in."""

    began: dt.datetime
    seen: dt.datetime
    is_here: bool


@require_http_methods(["GET", "POST"])
@reauthentication_required(allow_get=True)
def places(request: HttpRequest) -> HttpResponse:
    """Give the list of a person's own sign-ins, or end all but this one."""
    here = request.session.session_key
    if request.method == "POST":
        end_sessions(str(request.user.pk), but=here)
        messages.success(request, "You are signed in here alone.")
        return redirect("places")
    found = [
        Place(noted(said, "began"), noted(said, "seen"), row.session_key == here)
        for row, said in _sessions_of(str(request.user.pk))
    ]
    listed = sorted(found, key=lambda one: one.began)
    return render(request, "account/places.html", {"places": listed, "time_of": time_words})


def end_sessions(account: str = "", *, but: str | None = None) -> int:
    """End where an account is signed in, or where anybody is, and give how many these were.

    Parameters
    ----------
    account : str
        The number of an account; empty for everybody.
    but : str, optional
        The key of a session that goes on.
    """
    ended = [row for row, _ in _sessions_of(account) if row.session_key != but]
    for row in ended:
        row.delete()
    return len(ended)


def _sessions_of(account: str) -> Iterator[tuple[Session, dict[str, str]]]:
    """Give the sessions of an account, or of all, that are not over."""
    for row in Session.objects.filter(expire_date__gt=timezone.now()):  # Django's own clock wrote the dates
        said = row.get_decoded()
        if SESSION_KEY in said and account in ("", said[SESSION_KEY]):
            yield row, said
