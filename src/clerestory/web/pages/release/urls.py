"""Addresses of the pages of the release."""

from __future__ import annotations

from django.urls import path

from clerestory.web.pages.release import pages

urlpatterns = [
    path("", pages.release, name="release"),
    path("decide", pages.decide, name="decide-release"),
    path("sign", pages.sign, name="sign-release"),
]
