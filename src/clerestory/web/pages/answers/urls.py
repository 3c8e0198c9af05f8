"""Addresses of the pages of answers; each kind of subject has a module of its own."""

from __future__ import annotations

from django.urls import path

from clerestory.web.pages.answers import first

urlpatterns = [
    path("", first.first, name="answers"),
]
