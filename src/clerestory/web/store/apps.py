"""The application of the store, for Django."""

from __future__ import annotations

from django.apps import AppConfig


class Store(AppConfig):
    """Recorded acts."""

    name = "clerestory.web.store"
    label = "store"
