"""Tokens that say who somebody is: their signature, and for whom, by whom, when and on which request they were made."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

import jwt
from allauth.socialaccount.providers.oauth2.client import OAuth2Error

from clerestory.web.accounts.oidc.providers import Organisation

# Signatures with a key of the provider's own. With a shared secret (HS256) or none, whoever knows it could sign.
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
_NEEDED = ("iss", "aud", "exp", "iat", "sub")
_SKEW_SECONDS = 30


class TokenError(OAuth2Error):
    """A token proves nothing; its words are ours, for the log, and are told to nobody who signs in."""


def checked_token(token: str, organisation: Organisation, *, keys: Mapping[str, Any]) -> dict[str, Any]:
    """Give the claims of an ID token, if it is one.

    Parameters
    ----------
    token : str
        As the provider gave it for a code.
    keys : mapping
        Its public keys, a JSON Web Key Set.

    Raises
    ------
    TokenError
        If signature, issuer, audience or time do not hold.

    References
    ----------
    OpenID Connect Core 1.0, section 3.1.3.7.
    """
    try:
        key = _key(token, keys)
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=[key.algorithm_name],
            issuer=organisation.issuer,
            audience=organisation.client,
            leeway=_SKEW_SECONDS,
            options={"require": list(_NEEDED)},
        )
    except (jwt.PyJWTError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise TokenError(type(error).__name__) from None
    others = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
    if claims.get("azp", organisation.client) != organisation.client or (len(others) > 1 and "azp" not in claims):
        raise TokenError("another party")
    return claims


def check_nonce(claims: Mapping[str, Any], nonce: str) -> None:
    """Check that a token was made for this sign-in and no other.

    Raises
    ------
    TokenError
        If it was not.
    """
    said = claims.get("nonce")
    if not nonce or not isinstance(said, str) or not secrets.compare_digest(said.encode(), nonce.encode()):
        raise TokenError("nonce")


def _key(token: str, keys: Mapping[str, Any]) -> jwt.PyJWK:
    """Give the key that a token names, with the algorithm of the key; a token does not choose it."""
    header = jwt.get_unverified_header(token)
    known = [one for one in keys["keys"] if one.get("use", "sig") == "sig"]
    found = [one for one in known if one.get("kid") == header.get("kid")]
    if len(found) != 1 or header.get("alg") not in _ALGORITHMS:
        raise TokenError("key")
    key = jwt.PyJWK(found[0], algorithm=header["alg"] if "alg" not in found[0] else None)
    if key.algorithm_name != header["alg"]:
        raise TokenError("algorithm")
    return key
