"""The page on which people sign in with a password, and the one on which they change it."""

from __future__ import annotations

from allauth.account import views
from allauth.account.forms import LoginForm
from django.http import Http404, HttpRequest, HttpResponse


class SignIn(LoginForm):
    """The id of a person and a password."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "Your id"


def password(request: HttpRequest) -> HttpResponse:
    """Give the page on which a password is changed; who signs in without one, by a button, has no such page."""
    if not request.user.has_usable_password():
        raise Http404
    answer: HttpResponse = views.password_change(request)
    return answer
