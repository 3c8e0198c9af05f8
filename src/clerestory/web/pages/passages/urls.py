"""Which address leads to which page of case texts."""

from __future__ import annotations

from django.urls import path

from clerestory.web.pages.passages import pages

urlpatterns = [
    path("texts", pages.texts, name="texts"),
    path("texts/<slug:name>", pages.text, name="text"),
    path("texts/<slug:name>/<slug:proposal>", pages.passage, name="passage"),
]
