"""Nobody can tell from any page of an open round whether another member has written a comment."""

from __future__ import annotations

import re

import pytest

from clerestory.model.desk.acts import group
from clerestory.review.desk.anchors import anchor_to
from desks import PEOPLE, given_id
from group_desks import LATER, TOKENS, GroupDesk, study, with_later
from served_desks import Serving, desk

PAGES = (
    "", "terms", "terms/new", "rounds", "rounds/new", "rounds/1", "rounds/1/invitation", "rounds/1/interests",
    "rounds/1/interests/member-a", "rounds/1/documents", "rounds/1/documents/paper",
    "rounds/1/documents/paper/changes", "rounds/1/comments.csv", "draft", "draft/paper", "draft/paper/changes",
    "rounds/1/documents/paper/comment?block=table.t1", "rounds/1/mine", f"rounds/1/mine/{given_id(1)}",
    "rounds/1/readers", "rounds/1/comments", f"rounds/1/comments/{given_id(1)}", "rounds/1/views", "rounds/1/end",
    "record", "health",
)  # fmt: skip
# Of a second round on a later draft, beside the comments of the first.
LATER_PAGES = (
    "", "rounds", "rounds/2", "rounds/2/documents", "rounds/2/documents/paper", "rounds/2/documents/paper/changes",
    "rounds/2/documents/paper/changes?since=round-1", "rounds/2/comments", "rounds/2/comments.csv",
    f"rounds/2/comments/{given_id(9)}", "rounds/1/comments", "rounds/1/comments.csv", "rounds/1/comments?answer=ACC",
    f"rounds/1/comments/{given_id(1)}", "draft", "draft/paper", "draft/paper/changes", "rounds/2/end", "record",
)  # fmt: skip
COPY_ID = re.compile(r"(?<=Copy )[0-9a-f]{12}|\b[0-9a-f]{20}\b")  # drawn at random, by others than the member
COPIES = ("rounds/2/documents/paper", "draft/paper")
# What others may try that could be refused otherwise if there were a comment.
TRIED = (
    ("member-b", f"rounds/1/mine/{given_id(1)}", {"do": "withdraw comment"}),
    ("secretary", "rounds/1/readers", {"do": "close round"}),
    ("secretary", "rounds/1/readers", {"do": "remind", "member": "member-a"}),
    ("analyst", f"rounds/1/comments/{given_id(1)}", {"do": "respond", "disposition": "NOTE", "text": "Noted."}),
    ("chair", "rounds/1/end", {"do": "settle round"}),
    ("chair", "rounds/1/end", {"do": "finish review"}),
)


def pages(folder, *, comments: tuple[str, ...]) -> dict[tuple[str, str], tuple[int, str]]:
    """Every page of everybody but member-a, and what comes of what they try; with what member-a wrote before."""
    with desk(Serving(study(folder), demo=True)) as serving:
        made = GroupDesk(serving)
        made.admit()
        made.open("member-a", "member-b", "chair", "observer")
        for member in ("member-a", "member-b", "chair", "observer"):
            made.ready(member)
        for number, text in enumerate(comments, start=1):
            made.comment("member-a", number, text)
        if not comments:
            made.act("member-a", group.OpenCopy(round=1, document="paper", copy_id=given_id(5_001)))
        made.act("member-b", group.OpenCopy(round=1, document="paper", copy_id=given_id(6_000)))
        others = [person for person in PEOPLE if person != "member-a"]
        shown = {(person, page): made.get(person, f"/{page}") for person in others for page in PAGES}
        shown |= {(person, f"{page} {said}"): made.post(person, f"/{page}", said) for person, page, said in TRIED}
        return {key: (page.status_code, TOKENS.sub("", page.text)) for key, page in shown.items()}


def test_pages_of_others_are_the_same_with_and_without_a_members_comment(tmp_path_factory):
    with_one = pages(tmp_path_factory.mktemp("with"), comments=("The total is wrong.",))
    without = pages(tmp_path_factory.mktemp("without"), comments=())
    assert [key for key in with_one if with_one[key] != without[key]] == []


def later_pages(folder, *, comments: tuple[str, ...]) -> dict[tuple[str, str], tuple[int, str]]:
    """Every page of everybody but member-a while a second round is open; with what member-a wrote in it."""
    with with_later(folder) as made:
        made.open("member-a", "member-b", "chair", "observer")
        for member in ("member-a", "member-b", "chair", "observer"):
            made.ready(member, 2)
        made.act("member-a", group.OpenCopy(round=2, document="paper", copy_id=given_id(5_001)))
        for text in comments:
            said = {"anchor": anchor_to(LATER, "table.t1"), "aim": group.Aim.WRONG, "text": text}
            made.act("member-a", group.Comment(round=2, comment=given_id(9), **said))
        others = [person for person in PEOPLE if person != "member-a"]
        for person in others:
            for page in COPIES:
                made.post(person, f"/{page}", {})
        shown = {(person, page): made.get(person, f"/{page}") for person in others for page in LATER_PAGES}
        plain = {key: COPY_ID.sub("", TOKENS.sub("", page.text)) for key, page in shown.items()}
        return {key: (page.status_code, plain[key]) for key, page in shown.items()}


@pytest.mark.slow
def test_pages_beside_a_later_draft_are_the_same_with_and_without_a_members_comment(tmp_path_factory):
    with_one = later_pages(tmp_path_factory.mktemp("with"), comments=("The total is wrong still.",))
    without = later_pages(tmp_path_factory.mktemp("without"), comments=())
    assert [key for key in with_one if with_one[key] != without[key]] == []
    read = {page for (_, page), (status, text) in with_one.items() if status == 200 and "Round 1," in text}
    assert {"rounds/2/documents/paper", "rounds/2/documents/paper/changes", "draft/paper"} <= read


def test_the_pages_of_the_member_do_differ(tmp_path):
    with desk(Serving(study(tmp_path), demo=True)) as serving:
        made = GroupDesk(serving)
        made.admit()
        made.open("member-a", "chair")
        made.ready("member-a")
        before = TOKENS.sub("", made.get("member-a", "/rounds/1/mine").text)
        made.comment("member-a", 1)
        assert TOKENS.sub("", made.get("member-a", "/rounds/1/mine").text) != before
