"""What accounts do otherwise than allauth has it: nobody signs up, and secrets of second factors lie encrypted."""

from __future__ import annotations

import base64

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest

from clerestory.web.accounts.sessions import has_just_begun
from clerestory.web.service.studies import served_study


class Accounts(DefaultAccountAdapter):
    """Accounts by invitation alone."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "The id or the password is not right."
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no."""
        return False

    def get_login_stages(self) -> list[str]:
        """Give the steps of a sign-in; at the second one, what the organisation has asked for counts."""
        own = {"allauth.mfa.stages.AuthenticateStage": "clerestory.web.accounts.oidc.stages.SecondStep"}
        return [own.get(stage, stage) for stage in super().get_login_stages()]

    def is_reauthentication_required(self, **_: object) -> bool:
        """Say whether a password is asked for once more before an account is changed: not just after a sign-in.

        Who is signed in by an organisation, and has neither password nor second factor here, can show nothing more.
        """
        return not has_just_begun(self.request) and bool(self.get_reauthentication_methods(self.request.user))


class SecondFactors(DefaultMFAAdapter):
    """Codes of an authenticator whose secret a copy of the database does not give away."""

    def encrypt(self, text: str) -> str:
        """Give a secret as it is stored."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Give a secret back."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        """Give what an authenticator calls this place: study and zone."""
        return f"{served_study().settings.study.id} {settings.SERVING.zone.value}"


def _cipher() -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"second factors").derive(
        settings.SECRET_KEY.encode()
    )
    return Fernet(base64.urlsafe_b64encode(derived))
