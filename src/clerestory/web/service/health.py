"""Whether the service works, for whoever watches it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from clerestory.web.store.reading import stored_head


@login_not_required
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Say that the database answers; not how many acts it holds, from which the writing of others could be told."""
    stored_head()
    return JsonResponse({"database": "ok"})
