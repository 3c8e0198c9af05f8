"""The first page: what waits for whoever is signed in."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from clerestory.web.pages.group import first as group_first
from clerestory.web.pages.vault import first as vault_first
from clerestory.web.service.serving import Zone

_FIRST = {Zone.DESK: group_first.first, Zone.VAULT: vault_first.first}


def home(request: HttpRequest) -> HttpResponse:
    """Give the first page of the zone that is served."""
    return _FIRST[settings.SERVING.zone](request)
