"""The application of mail, for Django."""

from __future__ import annotations

from django.apps import AppConfig


class Mail(AppConfig):
    """Addresses, and what was told."""

    name = "clerestory.web.mail"
    label = "mail"
