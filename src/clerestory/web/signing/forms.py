"""What the pages of a key ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from clerestory.errors import DecisionError
from clerestory.review.signing import public_half
from clerestory.web.accounts.passwords import advice

_LONGEST = 200
_LARGEST_FILE = 1024  # bytes; a key has 45


def _secret(label: str, *, help_text: str = "", autocomplete: str = "off", required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=_LONGEST,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
    )


class NewPassphrase(forms.Form):
    """A passphrase, twice."""

    passphrase = _secret("Passphrase", autocomplete="new-password")
    again = _secret("The same passphrase again", autocomplete="new-password")

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user = user
        self.fields[
            "passphrase"
        ].help_text = (
            f"You give it each time you sign. It is kept nowhere, so nobody can tell you what it was. {advice()}"
        )

    def clean_passphrase(self) -> str:
        """Give the passphrase if it is as strong as a password has to be, and not the password itself."""
        typed: str = self.cleaned_data["passphrase"]
        validate_password(typed, self._user)
        if self._user is not None and self._user.check_password(typed):
            raise ValidationError("Take another one than your password.")
        return typed

    def clean(self) -> dict[str, Any]:
        """Check that both are the same."""
        said = super().clean() or {}
        if "passphrase" in said and "again" in said and said["passphrase"] != said["again"]:
            self.add_error("again", "The two are not the same.")
        return said


class BroughtKey(NewPassphrase):
    """A private key as `clerestory review keys` wrote it, and the passphrase that it is to have here."""

    field_order = ("pasted", "file", "passphrase", "again")
    pasted = _secret(
        "The line of your key file", required=False, help_text="The file that `clerestory review keys` made."
    )
    file = forms.FileField(label="Or the file itself", required=False)

    def clean(self) -> dict[str, Any]:
        """Check that a key was given, in one way."""
        said = super().clean()
        typed = said.get("pasted") or self._uploaded(said.get("file"))
        try:
            public_half(typed)
        except DecisionError:
            self.add_error("pasted", "This is no private key. Give the line of the file, or the file.")
        said["private"] = typed.strip()
        return said

    def _uploaded(self, file: Any) -> str:
        data: bytes = file.read(_LARGEST_FILE) if file else b""
        return data.decode("ascii", errors="replace")


class OtherPassphrase(NewPassphrase):
    """The passphrase that there is, and another one twice."""

    field_order = ("before", "passphrase", "again")
    before = _secret("Your passphrase until now", autocomplete="current-password")
