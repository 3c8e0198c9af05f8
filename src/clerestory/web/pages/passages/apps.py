"""The application of passages, for Django."""

from __future__ import annotations

from django.apps import AppConfig


class Passages(AppConfig):
    """Answers that are not signed yet."""

    name = "clerestory.web.pages.passages"
    label = "passages"
