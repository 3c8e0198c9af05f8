"""The page that tells where a release stands: what it says is so for everybody who reads it."""

from __future__ import annotations

import pytest

from clerestory.web.service.serving import Serving
from group_desks import GroupDesk, study, with_later
from served_desks import desk

READERS = ("head", "statistician", "auditor", "chair")


@pytest.mark.parametrize("answers", [(), None])
def test_who_signs_is_told_how_many_comments_wait_though_they_read_none(tmp_path, answers):
    with with_later(tmp_path, *([answers] if answers is not None else [])) as made:
        waits = {"3 without an answer that stands" in made.get(one, "/release/").text for one in READERS}
        assert waits == {answers == ()}


def test_while_the_group_reads_nobody_is_told_that_no_comment_waits_nor_that_one_does(tmp_path):
    pages = []
    with desk(Serving(study(tmp_path), demo=True)) as serving:
        made = GroupDesk(serving)
        made.admit()
        made.open("member-a", "chair")
        made.ready("member-a")
        for comments in (0, 1):
            if comments:
                made.comment("member-a", 1)
            pages.append([made.get(one, "/release/").text.partition("<main")[2] for one in READERS])
    assert pages[0] == pages[1]
    assert all("The group is still reading." in page for page in pages[0])
