"""The application of accounts, for Django."""

from __future__ import annotations

from django.apps import AppConfig


class Accounts(AppConfig):
    """Accounts of people."""

    name = "clerestory.web.accounts"
    label = "accounts"
