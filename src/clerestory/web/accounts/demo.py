"""The page of a demonstration, on which anybody signs in as anybody by a button; elsewhere there is no such page."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from clerestory.web.accounts.models import Account
from clerestory.web.accounts.people import people, people_by_id

_BACKEND = "clerestory.web.accounts.backends.PeopleOfTheStudy"


@login_not_required
@require_http_methods(["GET", "POST"])
def demo(request: HttpRequest) -> HttpResponse:
    """Give the page with a button for each person, or sign in as the one whose button was pressed."""
    if not settings.SERVING.demo:
        raise Http404
    if request.method == "POST":
        chosen = request.POST.get("person", "")
        if chosen not in people_by_id():
            raise Http404
        login(request, Account.objects.of_person(chosen), backend=_BACKEND)
        return redirect("home")
    return render(request, "account/demo.html", {"people": people()})
