"""Templates: ours in ``templates/``, the components of the design system beside them, and what every page is told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader, PrefixLoader

from clerestory.web.accounts.people import person_of
from clerestory.web.service.assets import asset
from clerestory.web.service.studies import served_study


def environment(**options: Any) -> Environment:
    """Give the environment of all pages; escaping is on, as Django's backend sets it.

    The macros of the components ask for parameters that are not given, and for parts of these.
    """
    components = {"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}
    options["loader"] = ChoiceLoader([PackageLoader("clerestory.web"), PrefixLoader(components)])
    options["undefined"] = ChainableUndefined
    made = Environment(**options)  # noqa: S701 - options carry autoescape
    made.globals |= {"asset": asset, "url": reverse}
    return made


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give what ``base.html`` says on every page."""
    study = served_study().settings.study
    return {
        "zone": settings.SERVING.zone.value,
        "study": study,
        "organisation": settings.SERVING.organisation is not None,
        "passwords": settings.SERVING.passwords,
        "person": person_of(request.user) if hasattr(request, "user") else None,
        "csp_nonce": str(request.csp_nonce),  # asked whether it is true, a lazy one says no
        "request_number": getattr(request, "number", ""),
        "messages": list(_messages(request)),
    }


def _messages(request: HttpRequest) -> Iterator[Any]:
    yield from getattr(request, "_messages", ())
