"""Which organisation signs people in, as the environment says it."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from clerestory.errors import ServingError

_ISSUER, _SECRET, _PASSWORDS = "CLERESTORY_OIDC_ISSUER", "CLERESTORY_OIDC_SECRET_FILE", "CLERESTORY_PASSWORDS"
_SECOND = "CLERESTORY_OIDC_SECOND_FACTOR"
_CLAIMS = ("acr", "amr")


@dataclass(frozen=True)
class SecondFactorClaim:
    """What a token says of somebody who gave a second factor at the provider."""

    name: str  # acr or amr
    value: str

    def is_in(self, claims: Mapping[str, object]) -> bool:
        """Say whether a token says so: ``acr`` is this value, or ``amr`` has it."""
        said = claims.get(self.name)
        return self.value in said if isinstance(said, list) else said == self.value


@dataclass(frozen=True)
class Organisation:
    """A provider of OpenID Connect.

    Attributes
    ----------
    issuer : str
        Its address, as its tokens name it.
    client, secret : str
        What the desk is called there, and how it proves it.
    claim : str
        The claim of a token that says who somebody is.
    second_factor : SecondFactorClaim or None
        Without one, the desk asks for its own second factor.
    """

    issuer: str
    client: str
    secret: str = field(repr=False)
    claim: str = "sub"
    second_factor: SecondFactorClaim | None = None


def organisation_of(environment: Mapping[str, str]) -> Organisation | None:
    """Give the organisation that an environment names, or None where people sign in with passwords alone.

    Raises
    ------
    ServingError
        If it is named by halves, its address is not encrypted, or its secret cannot be read.
    """
    issuer, client = environment.get(_ISSUER, ""), environment.get("CLERESTORY_OIDC_CLIENT", "")
    if not (issuer or client):
        return None
    if not client or not _is_trustworthy(issuer):
        remedy = "Give the issuer as https://login.example.org, and CLERESTORY_OIDC_CLIENT as it calls the desk."
        raise ServingError("names no issuer with https, or no client", where=_ISSUER, remedy=remedy)
    claim = environment.get("CLERESTORY_OIDC_CLAIM", "") or "sub"
    second = _second_factor(environment.get(_SECOND, ""))
    return Organisation(issuer, client, _secret(environment.get(_SECRET, "")), claim, second)


def passwords_of(environment: Mapping[str, str], organisation: Organisation | None) -> bool:
    """Say whether people may sign in with passwords of the desk.

    Raises
    ------
    ServingError
        If nobody could sign in at all, or the setting is neither.
    """
    said = environment.get(_PASSWORDS, "") or "on"
    if said not in ("on", "off") or (said == "off" and organisation is None):
        remedy = "Set it to on, or to off where an organisation signs people in (CLERESTORY_OIDC_ISSUER)."
        raise ServingError("nobody could sign in, or it is neither on nor off", where=_PASSWORDS, remedy=remedy)
    return said == "on"


def is_encrypted_or_here(address: str) -> bool:
    """Say whether what goes to an address crosses no network in the clear."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and _is_here(host)))


def _is_trustworthy(issuer: str) -> bool:
    return is_encrypted_or_here(issuer) and not urlsplit(issuer).query and not urlsplit(issuer).fragment


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _secret(file: str) -> str:
    try:
        secret = Path(file).read_text(encoding="utf-8").strip() if file else ""
    except (OSError, UnicodeDecodeError):
        secret = ""
    if not secret:
        remedy = "Name a file with the secret that the organisation gave for the desk, readable by its user alone."
        raise ServingError("the secret of the desk cannot be read, or is empty", where=_SECRET, remedy=remedy)
    return secret


def _second_factor(said: str) -> SecondFactorClaim | None:
    if not said:
        return None
    name, _, value = said.partition("=")
    if name not in _CLAIMS or not value:
        remedy = "Give it as amr=mfa or acr=VALUE, as the organisation's tokens have it, or leave it out."
        raise ServingError("is no claim of a second factor", where=_SECOND, remedy=remedy)
    return SecondFactorClaim(name, value)
