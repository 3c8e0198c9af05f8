"""Addresses of the pages of commitments."""

from __future__ import annotations

from django.urls import path

from clerestory.web.pages.answers.commitments import pages

urlpatterns = [
    path("", pages.commitments, name="commitments"),
    path("new", pages.new, name="new-commitment"),
    path("<slug:subject>", pages.commitment, name="commitment"),
    path("<slug:subject>/<slug:name>", pages.change, name="change-commitment"),
]
