"""The page on which people sign in with a password, and the one on which they change it."""

from __future__ import annotations

import re

from allauth.account import views
from allauth.account.forms import ChangePasswordForm, LoginForm
from allauth.account.internal.stagekit import clear_login
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse

from clerestory.web.accounts.sessions import forget_given
from clerestory.web.service.studies import served_study

_SHORTEST = 4  # letters of a word that counts
_LEAST_OF_ITS_OWN = 8
_PROGRAM_WORDS = "clerestory desk vault review draft release password"


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


class NotOfTheStudy:
    """Refuses a password that is little more than words which anybody would try first at this desk."""

    def validate(self, password: str, user: object = None) -> None:
        """Check a password.

        Raises
        ------
        ValidationError
            If fewer than eight letters are left without such words.
        """
        left = password.lower()
        for word in sorted(_words_of_the_study(), key=len, reverse=True):
            left = left.replace(word, "")
        if len(left) < _LEAST_OF_ITS_OWN:
            raise ValidationError(self.get_help_text())

    def get_help_text(self) -> str:
        """Give what is asked for."""
        return "Use fewer words that stand in the study itself, such as its title or a post."


def _words_of_the_study() -> set[str]:
    """Give the words of title, publisher, ids, posts and roles, and those of the program."""
    said = served_study().settings
    study = said.study
    posts = [f"{one.id} {one.post} {' '.join(role.value for role in one.roles)}" for one in said.people]
    told = " ".join([study.id, study.title, study.publisher, *posts, _PROGRAM_WORDS]).lower()
    return {word for word in re.findall(r"\w+", told) if len(word) >= _SHORTEST}


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
