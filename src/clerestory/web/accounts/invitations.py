"""Invitations: a link that sets a password once, and expires."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.hashers import make_password
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from clerestory.errors import ServingError
from clerestory.web.accounts.models import Account
from clerestory.web.accounts.passwords import advice
from clerestory.web.accounts.people import as_told, people_by_id, person_of
from clerestory.web.pages.faults import Fault, page_of


class _Tokens(PasswordResetTokenGenerator):
    """Tokens that are no longer valid when the password is set, or their time is over."""

    key_salt = "clerestory invitation"


_TOKENS = _Tokens()
_OVER = Fault(
    "This link does not work, or no longer",
    "It works once, for three days. If you have set your password, sign in; otherwise ask the secretary for another.",
)


class NewPassword(SetPasswordForm):
    """A password, twice."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = "Password"
        self.fields["new_password1"].help_text = advice()
        self.fields["new_password2"].label = "The same password again"
        self.fields["new_password2"].help_text = ""
        for field in self.fields.values():
            field.widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})


def invite(person: str, *, anew: bool = False) -> str:
    """Give the link by which a person of the study sets a password.

    Parameters
    ----------
    person : str
        An id of study.toml.
    anew : bool
        Whether the account begins anew: its password, second factors and link to an
        organisation are forgotten at once.

    Raises
    ------
    ServingError
        If study.toml has no such person.
    """
    if person not in people_by_id():
        raise ServingError(
            "is nobody of the study",
            where=as_told(person),
            remedy="Name an id of [[people]] in study.toml, or write one there.",
        )
    account = Account.objects.of_person(person)
    if anew:
        account.set_unusable_password()
        account.save(update_fields=["password"])
        Authenticator.objects.filter(user=account).delete()
        SocialAccount.objects.filter(user=account).delete()
    return settings.SERVING.url + reverse("invitation", args=[person, _TOKENS.make_token(account)])


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, person: str, token: str) -> HttpResponse:
    """Give the page on which an invited person sets a password."""
    account = invited_account(person=person, token=token)
    if account is None:
        return page_of(request, 404, fault=_OVER)
    form = NewPassword(account, request.POST or None)
    if request.method == "POST" and settings.SERVING.passwords and form.is_valid():
        if not _is_set(account, form.cleaned_data["new_password1"]):
            return page_of(request, 404, fault=_OVER)
        messages.success(request, "Your password is set. Sign in with it.")
        return redirect("account_login")
    shown = form if settings.SERVING.passwords else None
    values = {"form": shown, "invited": person_of(account), "token": token, "faulty": bool(form.errors)}
    return render(request, "account/invitation.html", values)


def invited_account(*, person: str, token: str) -> Account | None:
    """Give the account that a link of an invitation is of, or None where it works no longer."""
    if person not in people_by_id():
        return None
    account = Account.objects.filter(person=person).first()
    return account if account is not None and _TOKENS.check_token(account, token) else None


def _is_set(account: Account, password: str) -> bool:
    """Set a password if nobody has set one since the link was looked at: of two who use it at once, one does."""
    before = account.password
    return bool(Account.objects.filter(pk=account.pk, password=before).update(password=make_password(password)))
