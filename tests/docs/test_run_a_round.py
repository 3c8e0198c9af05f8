"""docs/how-to/run-a-round.md, followed: what stands in bold is a link or a button of the page that the reader is on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from clerestory.model.desk.acts import group
from clerestory.model.desk.states import ReleaseState, RoundState
from desks import TERMS, WHY, given_id
from served_desks import NOON, Serving, desk, make_ready

make_ready()

from clerestory.web.store.state import desk_now  # noqa: E402 - when Django is ready
from group_desks import LATER, PAPER, GroupDesk, study  # noqa: E402

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "run-a-round.md"
PEOPLE = {"Secretary": "secretary", "Member": "member-a", "Chair": "chair", "Analyst": "analyst"}
TYPED = {
    "Put these terms into force": {"text": TERMS},
    "Open the round": {
        "invited": ["member-a", "chair"], "warning": "Figures on harm, in neutral words.",
        "due-day": "16", "due-month": "3", "due-year": "2026",
    },
    "Send my answer": {"accepts": "true"},
    "Send my declaration": {"none": "true"},
    "Record this judgement": {"judgement": "may read", "reason": WHY},
    "Save my comment": {"aim": "something is unclear", "text": "Say between which numbers."},
    "Record this answer": {"disposition": "ACCM", "text": "So it was.", "change": "It says between which."},
    "The group has reviewed this draft": {"reason": WHY},
}  # fmt: skip
SECTION = re.compile(r"^## \d+\. (\w+): .*\n((?:(?!## ).*\n?)*)", re.MULTILINE)
STEP = re.compile(r"^\d+\. ((?:.+\n?)(?: {3}.+\n?)*)", re.MULTILINE)


class Reader:
    """Somebody at a browser without a screen, who presses what a page offers."""

    def __init__(self, made: GroupDesk, person: str) -> None:
        self.made, self.person = made, person
        self._see(made.get(person, "/"))

    def press(self, name: str) -> None:
        """Press a link or a button of the page, or else of the first page."""
        if not self._found(name):
            self._see(self.made.get(self.person, "/"))
        (found, *_) = self._found(name) or pytest.fail(f"{self.person} finds no {name!r} on the first page")
        if found.tag == "a":
            self._see(self.made.get(self.person, found.get("href")))
        else:
            self._send(found.xpath("ancestor::form")[0], TYPED.get(name, {}))

    def _found(self, name: str) -> list[html.HtmlElement]:
        offered = self.page.xpath("//a[@href] | //form[@method='post']//button")
        return [one for one in offered if " ".join(one.text_content().split()).startswith(name)]

    def _send(self, form: html.FormElement, typed: dict[str, object]) -> None:
        chosen = {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"}
        self._see(self.made.post(self.person, form.get("action") or self.address, {**chosen, **typed}))

    def _see(self, answer) -> None:
        assert answer.status_code == 200, answer.text
        asked = answer.request
        self.address = asked["PATH_INFO"] + (f"?{asked['QUERY_STRING']}" if asked["QUERY_STRING"] else "")
        self.page = html.fromstring(answer.text) if "html" in answer["Content-Type"] else self.page


def test_a_round_is_run_as_the_page_says(tmp_path):
    with desk(Serving(study(tmp_path), demo=True)) as serving:
        made = GroupDesk(serving)
        made.admit_later(1, PAPER)
        sections = SECTION.findall(PAGE.read_text(encoding="utf-8"))
        assert len(sections) == 7
        for person, text in sections:
            beforehand(made, person)
            reader = Reader(made, PEOPLE[person])
            for step in STEP.findall(text):
                for name in re.findall(r"\*\*(.+?)\*\*", step):
                    reader.press(" ".join(name.split()))
        (round_,) = desk_now().group.rounds
        assert round_.state is RoundState.SETTLED
        (remark,) = round_.remarks.values()
        assert (remark.member, remark.answer.change) == ("member-a", "It says between which.")
        assert desk_now().latest.state is ReleaseState.REVIEWED
        assert [copy.document for copy in desk_now().latest.copies["chair"]] == ["paper"]
        assert round_.opened.date() == NOON.date()


def beforehand(made: GroupDesk, person: str) -> None:
    """What others have done before somebody's part begins: the chair has joined and read, a later draft has come."""
    rounds = desk_now().group.rounds
    if person == "Chair" and rounds[0].state is RoundState.OPEN:
        made.ready("chair")
    if person == "Secretary" and rounds:
        made.act("chair", group.OpenCopy(round=1, document="paper", copy_id=given_id(80)))
        made.act("chair", group.FinishReading(round=1))
    if person == "Chair" and rounds[0].state is RoundState.CLOSED:
        made.admit_later(2, LATER)
