"""The pages of the reference group: who may open which, what each shows, and what their forms do."""

from __future__ import annotations

import pytest

from clerestory.model.desk.acts import group
from clerestory.web.group import acting
from desks import given_id
from group_desks import TEXT, GroupDesk, study
from served_desks import Serving, desk


@pytest.fixture
def group_desk(tmp_path):
    """A desk on which a draft waits for the group."""
    with desk(Serving(study(tmp_path), demo=True)) as serving:
        made = GroupDesk(serving)
        made.admit()
        yield made


@pytest.fixture
def reading(group_desk):
    """A desk with an open round in which two members and the chair read."""
    group_desk.open("member-a", "member-b", "chair", "observer")
    for member in ("member-a", "member-b", "chair", "observer"):
        group_desk.ready(member)
    return group_desk


def test_a_member_goes_from_the_invitation_to_a_comment_by_forms_alone(group_desk):
    group_desk.open("member-a", "chair")
    assert "Read and accept the terms" in group_desk.get("member-a", "/").text
    terms = acting.desk_now().group.terms.version
    group_desk.post("member-a", "/terms", {"version": terms})
    group_desk.post("member-a", "/rounds/1/invitation", {"accepts": "true"})
    page = group_desk.post("member-a", "/rounds/1/interests", {"none": "false", "text": "I advise a charity."})
    assert "Your interests are being looked at" in page.text
    assert "Judge the interests of: Member a" in group_desk.get("chair", "/").text
    said = {"judgement": "may read, and the note of the group says so", "reason": "A charity that gave no data."}
    group_desk.post("chair", "/rounds/1/interests/member-a", said)
    assert "Read and comment by 16 November 2026" in group_desk.get("member-a", "/").text
    page = group_desk.post("member-a", "/rounds/1/documents/paper", {})
    assert "Most groups had three or four members." in page.text
    said = {"block": "table.t1", "row": "North", "column": "Number", "aim": "something is wrong", "text": TEXT}
    page = group_desk.post("member-a", "/rounds/1/documents/paper/comment", said)
    assert TEXT in page.text
    assert page.redirect_chain[-1][0] == "/rounds/1/documents/paper#table.t1"
    (remark,) = acting.desk_now().group.rounds[0].remarks.values()
    assert (remark.member, remark.anchor.quote, remark.anchor.column) == ("member-a", "12", "Number")
