"""The application of accounts, for Django."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import authentication_step_completed
from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class Accounts(AppConfig):
    """Accounts of people."""

    name = "clerestory.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Note the time of every sign-in, by whichever way, and write to the log what happens to accounts."""
        from clerestory.web.accounts.events import log_events  # noqa: PLC0415 - tables are known when Django is ready
        from clerestory.web.accounts.sessions import renew  # noqa: PLC0415

        user_logged_in.connect(_begin, dispatch_uid="clerestory.begin")
        authentication_step_completed.connect(renew, dispatch_uid="clerestory.renew")
        log_events()


def _begin(request: Any, **_: object) -> None:
    from clerestory.web.accounts.sessions import begin  # noqa: PLC0415 - tables are known when Django is ready

    begin(request)
