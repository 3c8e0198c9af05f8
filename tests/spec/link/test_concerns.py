"""Which children have a notice, as worked tables that read like the rule."""

from __future__ import annotations

import polars as pl
import pytest

from clerestory.link.concerns import Tie, concerns_of
from clerestory.link.review import Naming
from clerestory.model.links.settings import LinkCertainty, Verdict

COLUMNS = {
    "provider": pl.String, "return_id": pl.String, "pseudonym": pl.String, "person": pl.String,
    "child": pl.Boolean, "flagged": pl.Boolean,
}  # fmt: skip
SECRET = b"secret"
CHILD, ADULT, SILENT = True, False, None
FLAG, NONE = True, False


def people(*rows):
    return pl.DataFrame([(row[0], "r1", *row[1:]) for row in rows], schema=COLUMNS, orient="row")


def found(*rows, bodies=2, links=LinkCertainty.CONFIRMED, verdicts=None):
    return concerns_of(people(*rows), verdicts or {}, secret=SECRET, bodies=bodies, links=links)


# What is so, the rows (body, pseudonym, person, child, flagged), how many notices there are.
RULE = [
    ("two bodies know a child and none flagged", [("A", "p", "1", CHILD, NONE), ("B", "p", "1", CHILD, NONE)], 1),
    ("one of them flagged", [("A", "p", "1", CHILD, FLAG), ("B", "p", "1", CHILD, NONE)], 0),
    ("one body alone knows the child", [("A", "p", "1", CHILD, NONE)], 0),
    ("one of them says that the person is grown up", [("A", "p", "1", CHILD, NONE), ("B", "p", "1", ADULT, NONE)], 0),
    ("one of them does not say", [("A", "p", "1", CHILD, NONE), ("B", "p", "1", SILENT, NONE)], 1),
    ("nobody says that it is a child", [("A", "p", "1", SILENT, NONE), ("B", "p", "1", SILENT, NONE)], 0),
    ("nobody confirmed that it is one child", [("A", "p", "1", CHILD, NONE), ("B", "q", "1", CHILD, NONE)], 0),
    ("two children", [(b, p, p, CHILD, NONE) for p in ("1", "2") for b in ("A", "B")], 2),
]


@pytest.mark.parametrize(("rows", "notices"), [r[1:] for r in RULE], ids=[r[0] for r in RULE])
def test_a_notice_is_of_a_child_whom_several_bodies_know_and_none_flagged(rows, notices):
    assert len(found(*rows).notices) == notices


@pytest.mark.parametrize(("bodies", "notices"), [(2, 1), (3, 1), (4, 0)])
def test_so_many_bodies_know_the_child(bodies, notices):
    assert len(found(*[(b, "p", "1", CHILD, NONE) for b in "ABC"], bodies=bodies).notices) == notices


APART = [("A", "p", "1", CHILD, NONE), ("B", "q", "1", CHILD, NONE)]


def test_a_link_that_nobody_confirmed_counts_only_where_the_study_says_so():
    said = found(*APART)
    assert (said.children, said.unconfirmed, said.notices) == (0, 1, ())
    (notice,) = found(*APART, links=LinkCertainty.LINKED).notices
    assert notice.tie is Tie.LINKED


def test_a_verdict_confirms_a_link():
    verdicts = {Naming(["p", "q"], SECRET).of(0, 1): Verdict.SAME}
    (notice,) = found(*APART, verdicts=verdicts).notices
    assert (notice.tie, notice.bodies) == (Tie.CONFIRMED, ("A", "B"))
    (notice,) = found(*APART, verdicts=verdicts, links=LinkCertainty.LINKED).notices
    assert notice.tie is Tie.CONFIRMED


def test_a_body_is_given_its_own_rows_alone():
    rows = [("A", "p", "1", CHILD, NONE), ("B", "p", "1", CHILD, NONE), ("B", "q", "1", CHILD, NONE)]
    (notice,) = found(*rows, links=LinkCertainty.LINKED).notices
    assert notice.rows_of("A") == (("r1", "p"),)
    assert notice.rows_of("B") == (("r1", "p"), ("r1", "q"))


def test_a_notice_shows_nobody():
    (notice,) = found(*[(b, "p", "1", CHILD, NONE) for b in "AB"]).notices
    assert repr(notice) == f"Concern({notice.notice})"


def test_another_body_makes_another_notice():
    (two,) = found(*[(b, "p", "1", CHILD, NONE) for b in "AB"]).notices
    (three,) = found(*[(b, "p", "1", CHILD, NONE) for b in "ABC"]).notices
    assert two.notice != three.notice
