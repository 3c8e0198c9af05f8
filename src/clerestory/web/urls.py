"""Which address leads to which page."""

from __future__ import annotations

from django.urls import include, path

from clerestory.web import api, faults
from clerestory.web.health import health
from clerestory.web.home import home
from clerestory.web.reports import REPORTS, report
from clerestory.web.telling import record

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
    path("", include("clerestory.web.group.urls")),
    path("release/", include("clerestory.web.release.urls")),
    path("", include("clerestory.web.vault.urls")),
    path("", include("clerestory.web.passages.urls")),
]
