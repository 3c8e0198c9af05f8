"""The application of keys, for Django."""

from __future__ import annotations

from django.apps import AppConfig


class Signing(AppConfig):
    """Keys of people."""

    name = "clerestory.web.signing"
    label = "signing"
