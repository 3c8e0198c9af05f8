"""The pages of errors: what happened, what to do, and nothing of what was sent."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template

from clerestory.errors import (
    AnswerError,
    AnswerNotPermittedError,
    AnswerTextError,
    DeskError,
    NotPermittedError,
)

_TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


@dataclass(frozen=True)
class Fault:
    """What a page of an error says."""

    title: str
    remedy: str


_FAULTS = {
    400: Fault("This request cannot be read", "Go back, load the page again and give your answer once more."),
    403: Fault(
        "You cannot open this page", "Your post does not have it. If it should, ask the secretary of the study."
    ),
    404: Fault("There is no such page", "Check the address, or begin at the first page."),
    405: Fault("This page cannot be used so", "Go back to the page that you came from and use its buttons."),
    413: Fault("What was sent is too large", "A text may have a megabyte. Shorten it and send it again."),
    429: Fault(
        "Too many attempts",
        "Wait a quarter of an hour and try again. If you did not try yourself, tell the secretary of the study.",
    ),
    500: Fault(
        "The page cannot be shown",
        "The program has a fault. What was recorded before stands. Try again, and report the number below.",
    ),
    503: Fault(
        "This demonstration is over",
        "The study is no longer one of made-up or published cases. Whoever runs it invites people and serves it anew.",
    ),
}
_FORGED = Fault(
    "This form is no longer valid",
    "It was open for too long, or came from elsewhere. Go back, load the page again and send it once more.",
)


def status_of(error: DeskError | AnswerError) -> int:
    """Give the status of an answer that tells of a refusal by the rules of the desk, or of what is answered there."""
    if isinstance(error, AnswerTextError):
        return 422
    return 403 if isinstance(error, (NotPermittedError, AnswerNotPermittedError)) else 409


def page_of(request: HttpRequest, status: int, *, fault: Fault | None = None) -> HttpResponse:
    """Give the page of an error."""
    return render(request, "fault.html", {"fault": fault or _FAULTS[status]}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Give the page of a request that cannot be read, or is too large."""
    return page_of(request, 413 if isinstance(exception, _TOO_LARGE) else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Give the page of what a person may not see."""
    return page_of(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Give the page of an address that leads nowhere."""
    return page_of(request, 404)


def too_many(request: HttpRequest) -> HttpResponse:
    """Give the page of attempts that come too fast; it is the same whether there is such an account or not."""
    return page_of(request, 429)


def broken(request: HttpRequest) -> HttpResponse:
    """Give the page of a fault of the program; study and database, which other pages name, may be what is at fault."""
    said = {
        "fault": _FAULTS[500],
        "zone": settings.SERVING.zone.value,
        "request_number": getattr(request, "number", ""),
        "csp_nonce": str(getattr(request, "csp_nonce", "")),
    }
    return HttpResponse(get_template("fault.html").render(said), status=500)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Give the page of a form whose token is missing or another's."""
    return page_of(request, 403, fault=_FORGED)


def refused(request: HttpRequest, error: DeskError) -> HttpResponse:
    """Give the page of an act that the rules of the desk do not let happen, in their words."""
    said = error.what[:1].upper() + error.what[1:]
    return page_of(request, status_of(error), fault=Fault(error.heading, f"{said}. {error.remedy}"))
