"""Which address leads to which page."""

from __future__ import annotations

from django.urls import include, path

from clerestory.web.pages import api, faults
from clerestory.web.pages.home import home
from clerestory.web.pages.telling import record
from clerestory.web.service.health import health
from clerestory.web.service.reports import REPORTS, report

handler400 = faults.bad_request
handler403 = faults.forbidden
handler404 = faults.not_found
handler429 = faults.too_many
handler500 = faults.broken

urlpatterns = [
    path("", home, name="home"),
    path("account/", include("clerestory.web.accounts.urls")),
    path("account/key/", include("clerestory.web.signing.urls")),
    path("api/state", api.state, name="api-state"),
    path("api/acts", api.acts, name="api-acts"),
    path("health", health, name="health"),
    path("record", record, name="record"),
    path(REPORTS.removeprefix("/"), report, name="report"),
    path("", include("clerestory.web.pages.group.urls")),
    path("release/", include("clerestory.web.pages.release.urls")),
    path("answers/", include("clerestory.web.pages.answers.urls")),
    path("", include("clerestory.web.pages.vault.urls")),
    path("", include("clerestory.web.pages.passages.urls")),
]
