"""Your key: what study.toml has to have of it, a new one, one that is brought, and another passphrase."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from clerestory.errors import NotNowError
from clerestory.model.commission import Person
from clerestory.review.signing import make_keys
from clerestory.web.accounts.people import person_of
from clerestory.web.signing.confirming import confirmed
from clerestory.web.signing.forms import BroughtKey, NewPassphrase, OtherPassphrase
from clerestory.web.signing.held import held_public, hold, opened

_SENT = ["GET", "HEAD", "POST"]


@require_safe
@confirmed
def key(request: HttpRequest) -> HttpResponse:
    """Give the page of the person's own key."""
    person = _person(request)
    public = held_public(person.id)
    said = {"public": public, "is_known": public != "" and public == person.public_key, "person": person}
    return render(request, "signing/key.html", said)


@sensitive_post_parameters()
@require_http_methods(_SENT)
@confirmed
def new(request: HttpRequest) -> HttpResponse:
    """Give the form that makes a key; the private half never leaves the zone."""
    form = NewPassphrase(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        private, _ = make_keys()
        return _kept(request, private, form.cleaned_data["passphrase"])
    return _page(request, "new", form)


@sensitive_post_parameters()
@require_http_methods(_SENT)
@confirmed
def bring(request: HttpRequest) -> HttpResponse:
    """Give the form that takes a key which the person has."""
    form = BroughtKey(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        return _kept(request, form.cleaned_data["private"], form.cleaned_data["passphrase"])
    return _page(request, "bring", form)


@sensitive_post_parameters()
@require_http_methods(_SENT)
@confirmed
def passphrase(request: HttpRequest) -> HttpResponse:
    """Give the form that puts the key under another passphrase."""
    person = _person(request)
    form = OtherPassphrase(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            private = opened(person.id, form.cleaned_data["before"])
        except NotNowError as refusal:
            form.add_error("before", f"{refusal.what.capitalize()}. {refusal.remedy}")
        else:
            if private is not None:
                return _kept(request, private, form.cleaned_data["passphrase"])
            form.add_error("before", "This is not the passphrase of your key.")
    return _page(request, "passphrase", form)


def _kept(request: HttpRequest, private: str, phrase: str) -> HttpResponse:
    hold(_person(request).id, private, phrase)
    messages.success(request, "Your key is kept here, under the passphrase that you gave.")
    return redirect("key")


def _page(request: HttpRequest, name: str, form: Any) -> HttpResponse:
    said = {"form": form, "public": held_public(_person(request).id), "faulty": bool(form.errors)}
    return render(request, f"signing/{name}.html", said, status=422 if form.errors else 200)


def _person(request: HttpRequest) -> Person:
    person = person_of(request.user)
    if person is None:
        raise PermissionDenied
    return person
