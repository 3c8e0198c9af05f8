"""The page on which somebody gives an address of their own, proves it by a code, or takes it away."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from clerestory.errors import MailError
from clerestory.web.accounts.people import person_of
from clerestory.web.mail.carrying import RefusedError, carrier_of
from clerestory.web.mail.letters import code_letter
from clerestory.web.mail.models import Address
from clerestory.web.mail.posts import is_address

_ASKED = "mail address"  # in the session: what is to be proved, and how often it was tried
_TRIES = 5
_CODES = 5  # letters with codes that one session sends
_DIGITS = 8


class GivenAddress(forms.Form):
    """An address."""

    use_required_attribute = False
    address = forms.EmailField(
        label="Your address", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )

    def clean_address(self) -> str:
        """Give the address if letters can be written to it."""
        address: str = self.cleaned_data["address"]
        if not is_address(address):
            raise forms.ValidationError("Enter a valid email address.")
        return address


class GivenCode(forms.Form):
    """The code of the letter."""

    use_required_attribute = False
    code = forms.CharField(
        label="The code of the letter",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def __init__(self, said: object, right: str) -> None:
        super().__init__(said)
        self._right = right

    def clean_code(self) -> str:
        """Give the code if it is the one that was sent."""
        code: str = "".join(self.cleaned_data["code"].split())
        if not secrets.compare_digest(code.encode(), self._right.encode()):
            raise forms.ValidationError("This is not the code of the last letter.")
        return code


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def address(request: HttpRequest) -> HttpResponse:
    """Give the page of one's own address; a form says by its button what it is for."""
    if person_of(request.user) is None:
        raise PermissionDenied
    act = {"give": _given, "prove": _proved, "remove": _removed}.get(request.POST.get("do", ""))
    return act(request) if act else _page(request)


def _given(request: HttpRequest) -> HttpResponse:
    form = GivenAddress(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    count = request.session.get(_ASKED, {}).get("codes", 0) + 1
    if count > _CODES:
        form.add_error("address", "Too many codes were asked for. Sign in again later.")
        return _page(request, form, status=429)
    code = "".join(secrets.choice("0123456789") for _ in range(_DIGITS))
    request.session[_ASKED] = {"address": form.cleaned_data["address"], "code": code, "tries": 0, "codes": count}
    request.session.save()  # a letter that went is counted, whatever comes after
    try:
        carrier_of(settings.SERVING)(code_letter(form.cleaned_data["address"], code))
    except (MailError, RefusedError):
        _ask_no_more(request)
        form.add_error("address", "No letter could be sent there. Try again later, or another address.")
        return _page(request, form, status=422)
    return redirect("mail-address")


def _proved(request: HttpRequest) -> HttpResponse:
    asked = request.session.get(_ASKED, {})
    if not asked.get("code"):
        return redirect("mail-address")
    form = GivenCode(request.POST, asked["code"])
    if not form.is_valid():
        return _tried(request, form)
    values = {"address": asked["address"], "confirmed": settings.CLOCK.now()}
    Address.objects.update_or_create(person=request.user.get_username(), defaults=values)
    _ask_no_more(request)
    messages.success(request, "Letters come to your address from now on.")
    return redirect("mail-address")


def _tried(request: HttpRequest, form: GivenCode) -> HttpResponse:
    """Count a code that was wrong; after some of them another has to be sent."""
    asked = request.session[_ASKED]
    asked["tries"] += 1
    request.session.modified = True
    if asked["tries"] >= _TRIES:
        _ask_no_more(request)
        messages.error(request, "That was not the code, for the fifth time. Give your address again.")
        return redirect("mail-address")
    return _page(request, form, status=422)


def _removed(request: HttpRequest) -> HttpResponse:
    Address.objects.filter(person=request.user.get_username()).delete()
    _ask_no_more(request)
    messages.success(request, "Your address is forgotten here. No letter comes any more.")
    return redirect("mail-address")


def _ask_no_more(request: HttpRequest) -> None:
    """Forget code and address; how many letters were sent stays counted."""
    request.session[_ASKED] = {"codes": request.session.get(_ASKED, {}).get("codes", 0)}


def _page(request: HttpRequest, form: Any = None, *, status: int = 200) -> HttpResponse:
    own = Address.objects.filter(person=request.user.get_username()).first()
    asked = request.session.get(_ASKED, {})
    is_asked = bool(asked.get("code"))
    values = {
        "own": own.address if own else "",
        "asked": asked.get("address", "") if is_asked else "",
        "code_form": form if isinstance(form, GivenCode) else (GivenCode(None, "") if is_asked else None),
        "form": form if isinstance(form, GivenAddress) else GivenAddress(),
        "faulty": status != 200,
    }
    return render(request, "account/mail.html", values, status=status)
