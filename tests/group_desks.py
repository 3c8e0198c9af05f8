"""Desks of a reference group for tests of its pages: people of every role, a draft with documents, acts so far."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from django.test import Client, override_settings

from clerestory.clock import FixedClock
from clerestory.model.desk.acts import group
from clerestory.model.desk.documents import Document
from clerestory.pipeline.desk.documents import put_documents
from clerestory.review.desk.anchors import anchor_to
from clerestory.web.acting.performing import perform
from clerestory.web.pages.group import shelf
from clerestory.web.service.studies import served_study
from clerestory.web.store.state import desk_now
from desk_documents import counts, document, heading, paragraph
from desks import PEOPLE, POSTS, TERMS, TERMS_VERSION, WHY, admitted, draft, given_id
from served_desks import NOON, Serving, browser_of, desk, example

HEADING = heading("What was found")
SENTENCE = paragraph("Most groups had three or four members.", HEADING.id)
PAPER = document(
    [
        HEADING,
        SENTENCE,
        replace(counts({"North": ["12", "10"], "South": ["30", "22"]}), section=HEADING.id),
    ]
)
LATER = document(
    [
        HEADING,
        replace(counts({"North": ["14", "10"], "South": ["30", "22"]}), section=HEADING.id),
        paragraph("Most groups had between two and four members.", HEADING.id),
        paragraph("Half of all cases were closed within a year.", HEADING.id),
    ]
)
CHANGE = "Table 1, North: 12 is now 14."
SAID = (
    (2, "member-a", anchor_to(PAPER, SENTENCE.id, quote="three or four"), "Say between which numbers."),
    (3, "member-b", anchor_to(PAPER, ""), "A summary is missing."),
)
ANSWERS = (
    (1, group.Disposition.ACCEPTED, CHANGE),
    (2, group.Disposition.ACCEPTED_WITH_CHANGE, "It says so now."),
    (3, group.Disposition.NOTED, ""),
)
DUE = NOON.date() + dt.timedelta(days=14)
TEXT = "The total of the North is wrong."
# A token against forgery, a nonce, the number of a request: other ones on each page.
TOKENS = re.compile(r'(csrfmiddlewaretoken" value=|nonce=)"[^"]+"|<code>[0-9a-f]{16}</code>')


def study(folder: Path) -> Path:
    """A copy of the example with the people of ``desks.py``."""
    root = example(folder)
    settings_file = root / "study.toml"
    text = re.sub(r"\[\[people\]\]\n(?:.+\n)+", "", settings_file.read_text())
    for person in PEOPLE.values():
        roles = json.dumps([role.value for role in person.roles])
        text += f'\n[[people]]\nid = "{person.id}"\npost = "{person.post}"\nroles = {roles}\n'
    settings_file.write_text(text)
    return root


class GroupDesk:
    """A desk on which people act by the store, and look at pages by a browser of their own."""

    def __init__(self, serving: Serving) -> None:
        self.serving = serving
        self.time = NOON
        self._browsers: dict[str, Client] = {}

    def act(self, person: str, act) -> None:
        with self.clock():
            perform(person, act)

    def clock(self):
        return override_settings(CLOCK=FixedClock(self.time))

    def get(self, person: str, page: str):
        with self.clock():
            return self.browser(person).get(page)

    def post(self, person: str, page: str, said: dict[str, object]):
        """Send a form and follow to the page after it."""
        with self.clock():
            return self.browser(person).post(page, said, follow=True)

    def sign_in_anew(self) -> None:
        """Sessions of before are over."""
        self._browsers.clear()

    def browser(self, person: str) -> Client:
        if person not in self._browsers:
            self._browsers[person] = browser_of(self.serving)
            self._browsers[person].post("/account/demonstration/", {"person": person})
        return self._browsers[person]

    def admit(self) -> None:
        """A draft comes to the desk with its documents, under terms in force."""
        put_documents(served_study(), draft(1), [PAPER])
        self.act("secretary", group.SetTerms(version=TERMS_VERSION, text=TERMS))
        self.act("clerestory", admitted())

    def admit_later(self, number: int, *documents: Document) -> None:
        """A later draft comes with these documents."""
        put_documents(served_study(), draft(number), documents)
        self.act("clerestory", admitted(number))

    def open(self, *invited: str) -> None:
        """Open the next round on the last draft."""
        latest, number = desk_now().latest, len(desk_now().group.rounds) + 1
        listed, due = shelf.listed(latest), self.time.date() + dt.timedelta(days=14)
        words = "Figures on harm to children, in neutral words."
        opened = group.OpenRound(
            round=number, draft=latest.draft, documents=listed, invited=invited, due=due, warning=words
        )
        self.act("secretary", opened)

    def ready(self, member: str, round_: int = 1) -> None:
        """Take a member all the way to judged interests."""
        if desk_now().group.accepted.get(member) != TERMS_VERSION:
            self.act(member, group.AcceptTerms(version=TERMS_VERSION))
        self.act(member, group.AnswerInvitation(round=round_, accepts=True))
        self.act(member, group.DeclareInterests(round=round_, none=True))
        judge = "statistician" if member == "chair" else "chair"
        judged = group.JudgeInterests(round=round_, member=member, judgement=group.Judgement.READ, reason=WHY)
        self.act(judge, judged)

    def comment(self, member: str, number: int, text: str = TEXT) -> None:
        """Open the paper in the first round and leave a comment on its table."""
        self.act(member, group.OpenCopy(round=1, document="paper", copy_id=given_id(5_000 + number)))
        place = anchor_to(PAPER, "table.t1", row="North", column="Number")
        made = group.Comment(round=1, comment=given_id(number), anchor=place, aim=group.Aim.WRONG, text=text)
        self.act(member, made)

    def close(self) -> None:
        """Let everybody's time go by and close the last round."""
        self.time += dt.timedelta(days=15)
        self._browsers.clear()  # sessions are over by then
        self.act("secretary", group.CloseRound(round=len(desk_now().group.rounds)))


@contextmanager
def with_settled(folder: Path) -> Iterator[GroupDesk]:
    """A desk at which nobody has decided yet, and one round was settled, fifteen days after it began."""
    root = study(folder)
    for path in (root / "decisions").glob("*.toml"):
        path.unlink()
    with desk(Serving(root, demo=True)) as serving:
        made = GroupDesk(serving)
        made.admit()
        made.open("chair")
        made.ready("chair")
        made.close()
        made.act("chair", group.SettleRound(round=1))
        yield made


@contextmanager
def with_later(folder: Path, answers: Sequence[tuple[int, group.Disposition, str]] = ANSWERS) -> Iterator[GroupDesk]:
    """A desk with a closed round of three comments, and a later draft; settled, where each has its answer.

    Member a wrote on a cell and on words of a sentence, member b on the document as a whole.
    """
    with desk(Serving(study(folder), demo=True)) as serving:
        made = GroupDesk(serving)
        made.admit()
        made.open("member-a", "member-b", "chair")
        for member in ("member-a", "member-b", "chair"):
            made.ready(member)
        made.comment("member-a", 1)
        made.act("member-b", group.OpenCopy(round=1, document="paper", copy_id=given_id(5_900)))
        for number, member, place, text in SAID:
            said = {"anchor": place, "aim": group.Aim.UNCLEAR, "text": text}
            made.act(member, group.Comment(round=1, comment=given_id(number), **said))
        made.close()
        for number, disposition, change in answers:
            said = {"disposition": disposition, "text": "You are right.", "change": change}
            made.act("analyst", group.Respond(round=1, comment=given_id(number), **said))
        if answers:
            made.act("chair", group.SettleRound(round=1))
        made.admit_later(2, LATER)
        yield made


__all__ = ["CHANGE", "DUE", "LATER", "PAPER", "POSTS", "SENTENCE", "TEXT", "GroupDesk", "study", "with_later"]
