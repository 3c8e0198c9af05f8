"""A statement in a text that goes out: printed with its date while it holds, and never evidence of a cause."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from clerestory.model.answers.kinds import Kind
from clerestory.pipeline.answering.beginning import begin
from clerestory.pipeline.answering.loading import load_acts
from clerestory.pipeline.answering.texts.checking import check_text
from clerestory.study.answers import open_place
from said_the_same import ACTS

TOLD = {
    "act": "make statement", "sort": "testimony", "words": "nobody listened to us", "by": "Secretary (from July 2019)",
    "said_on": "2020-05-19", "document": "Notice 1", "review": "2099-12-31",
}  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    root = tmp_path_factory.mktemp("texts")
    begin(root, office="The office")
    more = root / "more.jsonl"
    more.write_text(json.dumps({"kind": "statement", "subject": "told", "act": TOLD}), encoding="utf-8")
    opened = open_place(root)
    for path in (ACTS, more):
        load_acts(opened, path)
    return opened


def checked(place, text, *, on="2020-12-31"):
    return check_text(place, text, kind=Kind.LETTER, on=dt.date.fromisoformat(on))


def test_a_statement_is_printed_with_its_date_and_who_said_it(place):
    found = checked(place, 'We announced it: {{ statement["money-2019"] }}.')
    assert found.problems == ()
    assert found.text == "We announced it: MONEYWORDS (£30 million for support; The office, 3 September 2019)."
    assert found.statements == ("money-2019",)


@pytest.mark.parametrize(
    ("name", "on", "told"),
    [
        ("status-2018", "2021-01-01", "holds no more since 1 January 2021"),
        ("money-2019", "2100-01-01", "nobody confirmed it"),
        ("money-2019", "2019-09-02", "it was said on 3 September 2019"),
        ("none", "2020-12-31", "there is no statement"),
    ],
)
def test_one_that_may_not_be_repeated_on_the_day_is_refused(place, name, on, told):
    found = checked(place, f'We say again: {{{{ statement["{name}"] }}}}.', on=on)
    assert [told in problem.what for problem in found.problems] == [True]
    assert "WORDS" not in found.text


def test_testimony_is_marked_and_no_cause_rests_on_it(place):
    quoted = checked(place, 'We were told: {{ statement["told"] }}.')
    assert quoted.problems == ()
    assert "testimony, which tells what somebody said and shows no cause" in quoted.text
    cause = checked(place, 'It was caused by neglect, as we were told: {{ statement["told"] }}.')
    assert any("testimony for evidence of a cause" in problem.what for problem in cause.problems)
