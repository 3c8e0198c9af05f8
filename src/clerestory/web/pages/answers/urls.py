"""Addresses of the pages of answers; each kind of subject has a module of its own."""

from __future__ import annotations

from django.urls import include, path

from clerestory.web.pages.answers import first, texts
from clerestory.web.pages.answers.performance import performance
from clerestory.web.pages.answers.petitions.addresses import PETITIONS

urlpatterns = [
    path("", first.first, name="answers"),
    path("performance", performance, name="performance"),
    path("texts", texts.checking, name="check-text"),
    path("requests/", include("clerestory.web.pages.answers.requests.urls")),
    path("commitments/", include("clerestory.web.pages.answers.commitments.urls")),
    path("", include("clerestory.web.pages.answers.letters.urls")),
    path("", include("clerestory.web.pages.answers.same.urls")),
    *PETITIONS,
]
