"""The pages of the organisation of ``identity_provider.py``, and how it spoils tokens."""

from __future__ import annotations

import time

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from jwcrypto import jwk, jwt
from oauth2_provider.oauth2_validators import OAuth2Validator

from identity_provider import SPOILED, new_key


class Validator(OAuth2Validator):
    """Names people by their user name, and spoils what it is asked to."""

    oidc_claim_scope = None  # claims that no scope of its own asks for are in tokens, too

    def get_additional_claims(self, request) -> dict[str, object]:
        said = SPOILED.get(request.user.username, {})
        return {"sub": request.user.username} | ({"amr": [said["amr"]]} if "amr" in said else {})

    def finalize_id_token(self, id_token, token, token_handler, request) -> str:
        said = SPOILED.get(request.user.username, {})
        right = super().finalize_id_token(id_token, token, token_handler, request)
        changed = {name: said[name] for name in ("aud", "iss", "nonce", "sub") if name in said}
        if "late" in said:
            changed |= {"iat": int(time.time()) - 7200, "exp": int(time.time()) - 3600}
        if not changed and "forged" not in said:
            return right
        own = jwk.JWK.from_pem(settings.OAUTH2_PROVIDER["OIDC_RSA_PRIVATE_KEY"].encode())
        signing = jwk.JWK.from_pem(new_key().encode()) if "forged" in said else own
        made = jwt.JWT({"alg": "RS256", "typ": "JWT", "kid": own.thumbprint()}, id_token | changed)
        made.make_signed_token(signing)
        return made.serialize()


def sign_in_as(request: HttpRequest, name: str) -> HttpResponse:
    SPOILED[name] = request.GET.dict()
    user, _ = User.objects.get_or_create(username=name)
    login(request, user)
    return HttpResponse("signed in")


urlpatterns = [
    path("as/<str:name>", sign_in_as),
    path("o/", include("oauth2_provider.urls", namespace="oauth2_provider")),
]
