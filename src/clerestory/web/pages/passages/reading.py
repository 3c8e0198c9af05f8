"""A case text as a person goes through it: its passages, what they answered, and what is left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.http import Http404

from clerestory.errors import ClerestoryError, NotNowError
from clerestory.model.commission import CaseTextRequest, Person, Role
from clerestory.model.desk.acts import passages
from clerestory.model.desk.outputs import Desk
from clerestory.model.desk.passages import TextReview
from clerestory.model.redaction.reasons import REASONS
from clerestory.model.redaction.review import RedactionDecision, ReviewAnswer, ReviewOutcome
from clerestory.pipeline.redaction.answering import Answering
from clerestory.pipeline.redaction.passages import holds_of_texts, passages_of
from clerestory.pipeline.redaction.reviewed import Shown
from clerestory.review.desk.transitions import name_of
from clerestory.study import Study
from clerestory.web.pages.passages.drafts import drafts_of

_STANDING = {
    True: "It stands.",
    False: "It is taken out, unless others let it stand as well.",
}


@dataclass(frozen=True)
class Reading:
    """One person's way through one text; confidential.

    Attributes
    ----------
    asked : CaseTextRequest
    passages : Answering
    review : TextReview
        What the person sees of it.
    drafts : mapping of str to ReviewAnswer
        What they answered and have not signed, by passage.
    """

    asked: CaseTextRequest
    person: Person
    review: TextReview
    passages: Answering = field(repr=False)
    drafts: Mapping[str, ReviewAnswer] = field(repr=False)

    @property
    def role(self) -> Role:
        """In which role they decide: one voice, as checker where they are one."""
        return role_of(self.person)

    @cached_property
    def all(self) -> tuple[Shown, ...]:
        """All passages that they are asked about, in order."""
        return tuple(self.passages.waiting(self.role))

    @cached_property
    def left(self) -> tuple[Shown, ...]:
        """Those that they have not answered."""
        return tuple(one for one in self.all if self.answer(one.proposal) is None)

    @property
    def waits(self) -> bool:
        """Whether something is left for the person to answer or to sign."""
        return bool(self.left or self.drafts)

    def is_open(self, on: dt.date) -> bool:
        """Say whether they have opened the text on a day."""
        return self.review.is_open_to(self.person.id, on=on)

    def find(self, proposal: str) -> Shown:
        """Give a passage that they are asked about.

        Raises
        ------
        Http404
            If there is none of this id, as the text stands.
        """
        found = next((one for one in self.all if one.proposal == proposal), None)
        if found is None:
            raise Http404
        return found

    def beside(self, shown: Shown, step: int) -> Shown | None:
        """Give the passage some steps on, or back; None where the text ends."""
        at = shown.number - 1 + step
        return self.all[at] if 0 <= at < len(self.all) else None

    def next_left(self, shown: Shown) -> Shown | None:
        """Give the next passage without an answer, from the beginning again behind the last one."""
        others = [one for one in self.left if one is not shown]
        return next((one for one in others if one.number > shown.number), next(iter(others), None))

    def answer(self, proposal: str) -> ReviewAnswer | RedactionDecision | None:
        """Give what they said about a passage last, signed or not."""
        return self.drafts.get(proposal) or self.decided(proposal)

    def decided(self, proposal: str) -> RedactionDecision | None:
        """Give their last decision about a passage that is on record."""
        own = [one for one in self.review.decisions if one.person == self.person.id and one.proposal == proposal]
        return own[-1] if own else None

    def said(self, shown: Shown) -> str:
        """Give in words what they said about a passage, and what of it is on record."""
        answer = self.answer(shown.proposal)
        if answer is None:
            return "No answer yet"
        word = "Keep" if answer.outcome is ReviewOutcome.KEEP else "Take out"
        return f"{word}, not signed yet" if shown.proposal in self.drafts else f"{word}, signed"

    def standing(self, shown: Shown) -> str:
        """Give in words what becomes of a passage, as far as they may know; empty before they have decided."""
        if self.decided(shown.proposal) is None:
            return ""
        about = [one for one in self.review.decisions if one.proposal == shown.proposal]
        last = {one.person: one for one in about}.values()
        if any(one.outcome is ReviewOutcome.REMOVE for one in last):
            return "It is taken out."
        return _STANDING[self.passages.may_stand(shown.proposal, about)]

    def mark(self, shown: Shown) -> str:
        """Give what would stand in the place of a passage, by the reason that they gave."""
        answer = self.answer(shown.proposal)
        return REASONS[(answer.reason if answer else None) or self.passages.reason].mark

    def about(self) -> Sequence[tuple[Shown, str, str]]:
        """Give each passage with what they said, and what becomes of it."""
        return [(one, self.said(one), self.standing(one)) for one in self.all]


@dataclass(frozen=True)
class Listed:
    """A text in the list of all: its id, and the reading of it where its case may be spoken of and it can be read."""

    name: str
    reading: Reading | None = None
    fault: str = ""


def role_of(person: Person) -> Role:
    """Give the role in which a person decides about passages."""
    return Role.CHECKER if Role.CHECKER in person.roles else Role.LAWYER


def listed(study: Study, person: Person, desk: Desk) -> list[Listed]:
    """Give every text of a study; of one that is held, that it is, and nothing else."""
    holds = holds_of_texts(study)
    return [
        _listed(study, asked, person, desk)
        if holds[asked.id].may_be_spoken_of
        else Listed(asked.id, fault="Its case may not be spoken of. Nobody reads it here.")
        for asked in study.settings.texts
    ]


def reading_of(study: Study, name: str, person: Person, desk: Desk) -> Reading:
    """Give one text as a person goes through it.

    Raises
    ------
    Http404
        If study.toml has no such text.
    NotNowError
        If its case may not be spoken of, or it cannot be read.
    """
    asked = next((one for one in study.settings.texts if one.id == name), None)
    if asked is None:
        raise Http404
    try:
        found = passages_of(study, name)
    except ClerestoryError as error:
        raise NotNowError(error.what, where=name_of(passages.OpenText), remedy=error.remedy) from None
    drafts = drafts_of(person.id, name, known=found.known)
    return Reading(asked, person, desk.texts.get(name, TextReview()), found, drafts)


def _listed(study: Study, asked: CaseTextRequest, person: Person, desk: Desk) -> Listed:
    try:
        return Listed(asked.id, reading_of(study, asked.id, person, desk))
    except NotNowError as error:
        return Listed(asked.id, fault=f"It cannot be read: {error.what}.")
