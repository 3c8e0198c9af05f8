"""What every answer has, whichever page it is of."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from clerestory.errors import DeskError
from clerestory.web.pages.faults import page_of, refused
from clerestory.web.service.assets import STATIC_URL
from clerestory.web.service.logs import REQUESTS
from clerestory.web.service.serving import may_be_demonstrated
from clerestory.web.service.studies import served_study

_Next = Callable[[HttpRequest], HttpResponseBase]
_LOG = logging.getLogger(REQUESTS)
_PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope",
        "magnetometer", "microphone", "midi", "payment", "usb",
    )
)  # fmt: skip


def logged(answer: _Next) -> _Next:
    """Give each request a number, which its answer and its error page have too, and write a line about it."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        request.number = secrets.token_hex(8)
        began = time.monotonic()
        response = answer(request)
        response["X-Request-ID"] = request.number
        if not request.path_info.startswith(STATIC_URL):
            _LOG.info("", extra={"said": _line(request, response, began)})
        return response

    return middleware


def limited(answer: _Next) -> _Next:
    """Refuse what is larger than any form, before it is read; a file that is sent along counts as the rest does."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        said = request.META.get("CONTENT_LENGTH") or "0"
        if said.isdecimal() and int(said) <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return answer(request)
        return page_of(request, 413)

    return middleware


def headers(answer: _Next) -> _Next:
    """Let no page be kept by a browser or a server between, and let none use what it does not need."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        response["Permissions-Policy"] = _PERMISSIONS
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        if not (request.path_info.startswith(STATIC_URL) and response.status_code in (200, 304)):
            response["Cache-Control"] = "no-store"
        return response

    return middleware


def not_allowed(answer: _Next) -> _Next:
    """Give the answer to a method that a page does not have a page of its own, as other errors have."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        if response.status_code != 405 or getattr(response, "content", b""):
            return response
        page: HttpResponse = page_of(request, 405)
        page["Allow"] = response.get("Allow", "GET")
        return page

    return middleware


def demonstrated(answer: _Next) -> _Next:
    """Give no page of a demonstration any more as soon as study.toml says that its cases are real."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        serving = settings.SERVING
        if serving.demo and not may_be_demonstrated(serving, served_study()):
            return page_of(request, 503)
        return answer(request)

    return middleware


class Refusals:
    """Gives a refusal by the rules of the desk as a page, where the view does not say it beside the form itself."""

    def __init__(self, get_response: _Next) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Give what the page gives."""
        return self._next(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Give the page of a refusal, or None of any other error."""
        return refused(request, exception) if isinstance(exception, DeskError) else None


def _line(request: HttpRequest, response: HttpResponseBase, began: float) -> dict[str, object]:
    match = request.resolver_match
    return {
        "request": request.number,
        "method": request.method if request.method in ("GET", "HEAD", "POST") else "other",
        "path": f"/{match.route}" if match else None,
        "status": response.status_code,
        "ms": round((time.monotonic() - began) * 1000),
    }
