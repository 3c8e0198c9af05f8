"""Who can sign in: people of study.toml alone, asked at sign-in and at every request after it."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from clerestory.web.accounts.people import person_of


class PeopleOfTheStudy(AuthenticationBackend):
    """Passwords, for accounts whose person study.toml still has."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Say whether an account may be used; a session of one that may not is nobody's."""
        return bool(super().user_can_authenticate(user)) and person_of(user) is not None


def attempted_person(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """Give whose account somebody tried to open, for the lock after failures."""
    typed = (credentials or {}).get("username") or (request.POST.get("login", "") if request else "")
    return str(typed).strip().lower()[:100]
