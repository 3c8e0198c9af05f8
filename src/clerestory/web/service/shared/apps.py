"""The application of what processes share, for Django."""

from __future__ import annotations

from django.apps import AppConfig


class Shared(AppConfig):
    """What processes share."""

    name = "clerestory.web.service.shared"
    label = "shared"
