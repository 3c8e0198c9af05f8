"""The second step of a sign-in, where the organisation has not asked for a second factor already."""

from __future__ import annotations

from typing import Any

from allauth.mfa.stages import AuthenticateStage

from clerestory.web.accounts.sessions import note_given


class SecondStep(AuthenticateStage):
    """Asks for a second factor, unless the token of this very sign-in says that it was given."""

    def handle(self) -> tuple[Any, bool]:
        """Give the page that asks, or go on."""
        if self.login.state.get("second factor given") is True and self.login.user is not None:
            note_given(self.request, self.login.user)
            return None, True
        answer: tuple[Any, bool] = super().handle()
        return answer
