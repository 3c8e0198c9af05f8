"""The page on which people sign in with a password, and the one on which they change it."""

from __future__ import annotations

from allauth.account import views
from allauth.account.forms import ChangePasswordForm, LoginForm
from allauth.account.internal.stagekit import clear_login
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse

from clerestory.web.accounts.sessions import forget_given


class SignIn(LoginForm):
    """The id of a person and a password."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "Your id"


class OtherPassword(ChangePasswordForm):
    """The password that there is, and another one twice."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = "Your password until now"
        self.fields["password1"].label = "The new password"
        self.fields["password1"].help_text = advice()
        self.fields["password2"].label = "The new password again"


def advice() -> str:
    """Give what a new password has to be."""
    return f"At least {settings.LEAST_PASSWORD} characters. Take some unrelated words."


@login_not_required
def sign_in(request: HttpRequest) -> HttpResponse:
    """Give the page on which somebody signs in; who stopped at the second step before them is forgotten.

    Otherwise whoever comes next to the machine would be asked for the code of another, and their own password lost.
    """
    clear_login(request)
    forget_given(request)
    if request.method == "POST" and not settings.SERVING.passwords:
        raise Http404
    answer: HttpResponse = views.login(request)
    return answer


def password(request: HttpRequest) -> HttpResponse:
    """Give the page on which a password is changed; who signs in without one, by a button, has no such page."""
    if not (settings.SERVING.passwords and request.user.has_usable_password()):
        raise Http404
    answer: HttpResponse = views.password_change(request)
    return answer
