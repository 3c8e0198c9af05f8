"""Addresses of the pages of requests."""

from __future__ import annotations

from django.urls import path

from clerestory.web.pages.answers.requests import listing, one

urlpatterns = [
    path("", listing.requests, name="requests"),
    path("receive", listing.receive, name="receive-request"),
    path("sections", listing.sections, name="request-sections"),
    path("log", listing.disclosures, name="request-log"),
    path("<str:reference>", one.request, name="request"),
    path("<str:reference>/exempt", one.exempt, name="request-exempt"),
    path("<str:reference>/draft", one.draft, name="request-draft"),
    path("<str:reference>/clear", one.clear, name="request-clear"),
    path("<str:reference>/send", one.send, name="request-send"),
    path("<str:reference>/<slug:name>", one.act, name="request-act"),
]
