"""Addresses of the pages of a key."""

from __future__ import annotations

from django.urls import path

from clerestory.web.signing import pages

urlpatterns = [
    path("", pages.key, name="key"),
    path("new/", pages.new, name="new-key"),
    path("bring/", pages.bring, name="bring-key"),
    path("passphrase/", pages.passphrase, name="key-passphrase"),
]
