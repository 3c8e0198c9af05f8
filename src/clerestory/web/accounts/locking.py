"""What somebody sees whose account is locked after failed sign-ins."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from clerestory.web.faults import Fault, page_of

_LOCKED = Fault(
    "Too many attempts to sign in",
    "Wait a quarter of an hour and try again. If you did not try yourself, tell the secretary of the study.",
)


def locked(request: HttpRequest, credentials: object = None, *args: object, **kwargs: object) -> HttpResponse:
    """Give the page of a locked account; it is the same whether there is such an account or not."""
    return page_of(request, 429, fault=_LOCKED)
