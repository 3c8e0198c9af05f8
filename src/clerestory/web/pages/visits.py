"""A visit to a page of either zone: who is there, what they see of it, and what came of what they tried."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from clerestory.errors import AnswerError, DeskError
from clerestory.model.commission import Person, Role
from clerestory.model.desk.acts import Act, Recorded
from clerestory.model.desk.acts.common import ActForm
from clerestory.model.desk.group import Round
from clerestory.model.desk.outputs import Desk
from clerestory.review.desk import checked, seen_by
from clerestory.review.desk.permissions import MAY
from clerestory.review.desk.policies import People
from clerestory.review.desk.transitions import name_of
from clerestory.web.accounts.people import people_by_id, person_of
from clerestory.web.acting.performing import perform
from clerestory.web.arriving.admitting import admit_waiting
from clerestory.web.pages.faults import status_of
from clerestory.web.pages.fields import UNSHOWN, Problem, Unfit, act_of
from clerestory.web.pages.words import day_words, time_words
from clerestory.web.service.serving import Zone
from clerestory.web.store.state import desk_now


@dataclass(frozen=True)
class Trial:
    """What came of a form that was sent: problems of its fields, or the refusal of the desk; what was typed is kept."""

    is_done: bool = False
    problems: tuple[Problem, ...] = ()
    refusal: DeskError | AnswerError | None = None
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """The status of the page that tells of it."""
        if self.refusal is not None:
            return status_of(self.refusal)
        return 422 if self.problems else 200

    @property
    def listed(self) -> list[dict[str, str]]:
        """The problems as the summary lists them, each leading to its field."""
        return [
            {"text": one.text, "href": f"#{one.place}"} if one.place else {"text": one.text} for one in self.problems
        ]

    def error(self, name: str) -> dict[str, str] | None:
        """Give what is wrong with a field, as the components take it."""
        return next(({"text": one.text} for one in self.problems if one.field == name), None)


NOTHING_TRIED = Trial()


@dataclass(frozen=True)
class Visit:
    """Who is there, and what they see.

    Attributes
    ----------
    desk : Desk
        What the person sees of it, and nothing besides.
    """

    request: HttpRequest
    room: Room
    person: Person
    people: People
    desk: Desk
    now: dt.datetime

    @property
    def today(self) -> dt.date:
        """The day by the server's clock, in UTC as in every policy."""
        return self.now.date()

    @property
    def typed(self) -> dict[str, str]:
        """What a form sent and may be shown again; lines end as everywhere, and not as in forms.

        Nobody types NUL, and PostgreSQL keeps no text with it.
        """
        sent = self.request.POST.items()
        return {name: value.replace("\r\n", "\n").replace("\0", "") for name, value in sent if name != UNSHOWN}

    def may(self, act: type[ActForm]) -> bool:
        """Say whether the person's roles do such an act at all."""
        return bool(MAY[act] & set(self.person.roles))

    def who_may(self, act: type[ActForm]) -> list[Person]:
        """Give everybody of the study whose roles do such an act at all."""
        return [one for one in self.people.values() if MAY[act] & set(one.roles)]

    def round(self, number: int) -> Round:
        """Give a round that the person sees.

        Raises
        ------
        Http404
            If they see none of this number.
        """
        found = self.desk.group.round(number)
        if found is None:
            raise Http404
        return found

    def post_of(self, member: str) -> str:
        """Give the post of a person, or their id where study.toml has them no more."""
        return self.people[member].post if member in self.people else member

    def refusal(self, act: Act) -> DeskError | None:
        """Give what would refuse an act now, from what the person sees; None where nothing does."""
        try:
            checked(self.desk, self.people, Recorded(self.now, self.person.id, act))
        except DeskError as refusal:
            return refusal
        return None

    def tried(self, kind: type[Act], *, said: str = "", **fixed: Any) -> Trial:
        """Do an act as the form says it; ``fixed`` is what the page knows itself.

        Parameters
        ----------
        said : str
            What the next page says when it is done.
        """
        typed = self.typed
        try:
            perform(self.person.id, act_of(kind, typed, **fixed))
        except Unfit as unfit:
            return Trial(problems=unfit.problems, typed=typed)
        except DeskError as refusal:
            return Trial(refusal=refusal, typed=typed)
        if said:
            messages.success(self.request, said)
        return Trial(is_done=True)

    def sent(self, acts: Mapping[type[Act], str], **known: Any) -> Trial:
        """Do the act whose button was pressed, if a form was sent.

        Parameters
        ----------
        acts : mapping of act to str
            What the buttons of the page do, and what the next page says then. A button carries the name of its act as
            ``do``; a page with one act needs no name.
        known
            What the page knows itself; each act takes the fields of it that it has.
        """
        if self.request.method != "POST":
            return NOTHING_TRIED
        pressed = [act for act in acts if len(acts) == 1 or name_of(act) == self.typed.get("do")]
        if not pressed:
            return NOTHING_TRIED
        act = pressed[0]
        own = {name: value for name, value in known.items() if name in act.model_fields}
        return self.tried(act, said=acts[act], **own)

    def page(self, template: str, trial: Trial = NOTHING_TRIED, **said: Any) -> HttpResponse:
        """Render a page of the room."""
        context = {
            "visit": self,
            "trial": trial,
            "faulty": trial.status != 200,
            "navigation": self._navigation(),
            "to": _address,
            "day_of": day_words,
            "time_of": time_words,
            **said,
        }
        return render(self.request, f"{self.room.templates}/{template}.html", context, status=trial.status)

    def _navigation(self) -> list[dict[str, object]]:
        """Give the pages that are always at hand."""
        pages = [
            ("What waits for you", "home"),
            *((name, page) for name, page, roles in self.room.pages if self._has(roles)),
        ]
        here = self.request.path
        return [{"text": name, "href": reverse(page), "current": here == reverse(page)} for name, page in pages]

    def _has(self, roles: frozenset[Role]) -> bool:
        return bool(roles & set(self.person.roles))


SEE_RECORD = frozenset({Role.AUDITOR})
View = Callable[..., HttpResponse]


_SHOWN = ("GET", "HEAD")
_SENT = (*_SHOWN, "POST")


@dataclass(frozen=True)
class Room:
    """Pages that belong together: the zone that has them, their templates, and which of them are always at hand.

    Attributes
    ----------
    templates : str
        The folder of their templates.
    pages : tuple of (str, str, frozenset of Role)
        What stands in the navigation: words, the name of the page, and whose role has it.
    """

    zone: Zone
    templates: str
    pages: tuple[tuple[str, str, frozenset[Role]], ...]

    def shown(self, *acts: type[ActForm], roles: frozenset[Role] = frozenset()) -> Callable[[View], View]:
        """Make a view of a function of a visit that takes no form; open to whom ``visited`` says."""
        return self._opened(acts, roles, methods=_SHOWN)

    def visited(self, *acts: type[ActForm], roles: frozenset[Role] = frozenset()) -> Callable[[View], View]:
        """Make a view of a function of a visit; open to who may do one of the acts, or has one of the roles.

        With neither, it is open to everybody of study.toml. The other zone has no such page.
        """
        return self._opened(acts, roles, methods=_SENT)

    def _opened(
        self, acts: tuple[type[ActForm], ...], roles: frozenset[Role], *, methods: tuple[str, ...]
    ) -> Callable[[View], View]:
        allowed = roles.union(*(MAY[act] for act in acts))

        def made(view: View) -> View:
            @require_http_methods(list(methods))
            @wraps(view)
            def answer(request: HttpRequest, **named: Any) -> HttpResponse:
                if settings.SERVING.zone is not self.zone:
                    raise Http404
                visit = self._visit(request)
                if (acts or roles) and not allowed & set(visit.person.roles):
                    raise PermissionDenied
                return view(visit, **named)

            return answer

        return made

    def _visit(self, request: HttpRequest) -> Visit:
        person = person_of(request.user)
        if person is None:
            raise PermissionDenied
        admit_waiting()
        return Visit(request, self, person, people_by_id(), seen_by(desk_now(), person), settings.CLOCK.now())


def _address(page: str, **named: object) -> str:
    """Give the address of a page, as templates ask for it."""
    return reverse(page, kwargs=named)


def with_typed(trial: Trial, **values: str) -> Trial:
    """Give the trial with what a form shows before anything is typed."""
    return trial if trial.typed else replace(trial, typed=values)
