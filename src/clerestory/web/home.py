"""The first page."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clerestory.web.group.first import first
from clerestory.web.serving import Zone


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Give the first page of a zone: of the desk, what waits for whoever is signed in."""
    if settings.SERVING.zone is Zone.DESK and request.user.is_authenticated:
        return first(request)
    return render(request, "home.html")
