"""The way to the organisation and back: where somebody is sent, what comes back, and whose account that is."""

from __future__ import annotations

import logging
import secrets
from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from clerestory.web.accounts.invitations import invited_account
from clerestory.web.accounts.models import Account
from clerestory.web.accounts.oidc.providers import Organisation, is_encrypted_or_here
from clerestory.web.accounts.oidc.tokens import TokenError, check_nonce, checked_token
from clerestory.web.accounts.people import people, person_of
from clerestory.web.pages.faults import Fault, page_of

_LOG = logging.getLogger("clerestory.web.events")
PROVIDER = "organisation"
_LONGEST = 191  # of what an organisation calls somebody, as the table of links has it
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_REFUSED = Fault(
    "You cannot sign in so",
    "Your organisation did not say who you are, or the study does not know you by it. Ask the secretary of the study.",
)


class Way(OpenIDConnectOAuth2Adapter):
    """To the organisation and back, with every token checked."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """Give what the organisation says of itself, if it is the one that was named and all its doors are encrypted.

        Raises
        ------
        TokenError
            If not.
        """
        said: dict[str, Any] = super().openid_config
        doors = [str(said.get(name, "")) for name in _ENDPOINTS]
        if said.get("issuer") != _organisation().issuer or not all(map(is_encrypted_or_here, doors)):
            raise TokenError("another issuer, or an address without https")
        return said

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        """Give where the organisation sends people back: to the desk's own origin, whatever a request names."""
        return str(settings.SERVING.url) + reverse("organisation-back")

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **said: Any) -> SocialLogin:
        """Give who somebody is; of what the token says of them nothing else is kept."""
        organisation = _organisation()
        with DefaultSocialAccountAdapter(request).get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        try:
            keys = answer.json()
            claims = checked_token(str(said["response"].get("id_token", "")), organisation, keys=keys)
            name = claims[organisation.claim]
        except (KeyError, ValueError):
            raise TokenError("no keys, or no such claim") from None
        if not isinstance(name, str) or not 0 < len(name) <= _LONGEST:
            raise TokenError("nobody is named")
        login = self.get_provider().sociallogin_from_response(request, {"id_token": {organisation.claim: name}})
        login.claims = claims
        return login


class WhoSomebodyIs(DefaultSocialAccountAdapter):
    """Whose account it is that the organisation vouches for; nobody gets one by it."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Say no."""
        return False

    def on_authentication_error(self, request: HttpRequest, provider: Any, *_: Any, **said: Any) -> None:
        """Show one page, whatever was wrong."""
        raise ImmediateHttpResponse(_refusal(request, said.get("exception")))

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Sign somebody in, or link an invited account first; nothing of the library's own goes on after this."""
        try:
            check_nonce(sociallogin.claims, sociallogin.state.get("nonce", ""))
        except TokenError as error:
            raise ImmediateHttpResponse(_refusal(request, error)) from None
        name = sociallogin.account.uid
        invited = sociallogin.state.get("data")
        account = _linked(name, **invited) if invited else _account_of(name)
        if account is None or person_of(account) is None or not account.is_active:
            raise ImmediateHttpResponse(_refusal(request))
        raise ImmediateHttpResponse(_signed_in(request, account, sociallogin))


@login_not_required
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Send somebody to the organisation; with the link of an invitation, to link its account."""
    if settings.SERVING.organisation is None:
        raise Http404
    clear_login(request)
    data = None
    if request.POST.get("person"):
        data = {"person": request.POST["person"], "token": request.POST.get("token", "")}
        if invited_account(**data) is None:
            raise Http404
    nonce = secrets.token_urlsafe(32)
    following = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(following, allowed_hosts=None)
    try:
        provider = DefaultSocialAccountAdapter(request).get_provider(request, PROVIDER)
        provider.oauth2_adapter_class = Way
        answer: HttpResponse = provider.redirect(
            request,
            process="login",
            next_url=following if is_ours else None,
            data=data,
            auth_params={"nonce": nonce},
            nonce=nonce,
        )
    except (OAuth2Error, OSError, ValueError) as error:  # of requests, every error is one of OSError
        return _refusal(request, error)
    return answer


@login_not_required
@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """Take in what the organisation says of who comes back."""
    if settings.SERVING.organisation is None:
        raise Http404
    try:
        answer: HttpResponse = OAuth2CallbackView.adapter_view(Way(request, PROVIDER))(request)
    except (OAuth2Error, OSError, ValueError, KeyError) as error:  # an answer that is none
        return _refusal(request, error)
    return answer


def _organisation() -> Organisation:
    organisation: Organisation = settings.SERVING.organisation
    return organisation


def _account_of(name: str) -> Account | None:
    """Give the account of whoever the organisation calls so: by study.toml first, then by a link that they made."""
    named = [one.id for one in people() if one.oidc == name]
    if named:
        return Account.objects.of_person(named[0]) if len(named) == 1 else None
    link = SocialAccount.objects.filter(provider=PROVIDER, uid=name).select_related("user").first()
    if link is None or any(one.oidc for one in people() if one.id == link.user.person):
        return None  # whom study.toml names by another subject is not found by an older link
    return link.user


def _linked(name: str, *, person: str, token: str) -> Account | None:
    """Link an invited account to what the organisation calls its person, if nobody else is called so.

    Where a second factor there counts, an account that has its own is not linked until it begins anew: whoever came by
    the letter would else sign in without it.
    """
    account = invited_account(person=person, token=token)
    if account is None or (_organisation().second_factor is not None and is_mfa_enabled(account)):
        return None
    if any(one.oidc for one in people() if one.oidc == name or one.id == person):
        return None
    try:
        with transaction.atomic():
            SocialAccount.objects.filter(provider=PROVIDER, user=account).delete()
            SocialAccount.objects.create(provider=PROVIDER, uid=name, user=account, extra_data={})
    except IntegrityError:
        return None
    return account


def _signed_in(request: HttpRequest, account: Account, sociallogin: SocialLogin) -> HttpResponse:
    logout(request)  # of whoever was here before, also one whom study.toml no longer has
    wanted = _organisation().second_factor
    is_trusted = wanted is not None and wanted.is_in(sociallogin.claims)
    record_authentication(request, account, "socialaccount", provider=PROVIDER)
    following = sociallogin.get_redirect_url(request) or reverse("home")
    login = Login(user=account, redirect_url=following, state={"second factor given": is_trusted})
    answer: HttpResponse = perform_login(request, login)
    return answer


def _refusal(request: HttpRequest, error: Exception | None = None) -> HttpResponse:
    """Give the one page of a refusal; the log has its kind, in no words but ours."""
    why = str(error) if isinstance(error, TokenError) else type(error).__name__ if error else "nobody of the study"
    _LOG.warning("", extra={"said": {"event": "organisation refused", "why": why, "request": request.number}})
    return page_of(request, 403, fault=_REFUSED)
