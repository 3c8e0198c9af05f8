"""What browsers tell of a page that tried to load what it may not: which rule it broke, and nothing of the page."""

from __future__ import annotations

import json
import logging

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

REPORTS = "/policy-report"
_LOG = logging.getLogger("clerestory.web.policy")
_RULES = frozenset({
    "base-uri", "connect-src", "default-src", "font-src", "form-action", "frame-ancestors", "frame-src", "img-src",
    "media-src", "object-src", "script-src", "script-src-attr", "script-src-elem", "style-src", "style-src-attr",
    "style-src-elem", "worker-src",
})  # fmt: skip


@csrf_exempt
@login_not_required
@require_POST
def report(request: HttpRequest) -> HttpResponse:
    """Write which rule was broken to the log; anybody can send this, so words of theirs are not repeated."""
    _LOG.warning("", extra={"said": {"policy": _rule(request.body)}})
    return HttpResponse(status=204)


def _rule(body: bytes) -> str:
    """Give the rule that a report names, or that it names none."""
    try:
        said = json.loads(body)["csp-report"]["effective-directive"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return "unknown"
    return said if isinstance(said, str) and said in _RULES else "unknown"
