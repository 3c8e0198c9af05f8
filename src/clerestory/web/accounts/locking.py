"""What somebody sees whose account is locked after failed sign-ins."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from clerestory.web.pages.faults import too_many


def locked(request: HttpRequest, credentials: object = None, *args: object, **kwargs: object) -> HttpResponse:
    """Give the page of a locked account; it is the same whether there is such an account or not."""
    return too_many(request)
