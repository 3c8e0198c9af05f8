"""Facts and promises that texts cite: printed while they hold, refused when they do not."""

from __future__ import annotations

import datetime as dt

import pytest

from clerestory.model.answers.acts.commitments import MakeCommitment, Source
from clerestory.model.answers.acts.statements import EndStatement, MakeStatement
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.statements import Sort
from clerestory.pipeline.answering.beginning import begin
from clerestory.pipeline.answering.performing import perform
from clerestory.pipeline.answering.texts.checking import check_text, checked_text
from clerestory.study.answers import open_place

SAID = dt.date(2019, 9, 3)
REVIEW = dt.date(2099, 1, 1)
DAY = dt.date(2026, 5, 25)


@pytest.fixture
def place(tmp_path):
    """A folder for answers alone, with a sum of money, a testimony and two promises."""
    begin(tmp_path, office="Office of Answers")
    place = open_place(tmp_path)
    money = MakeStatement(
        sort=Sort.MONEY, words="an additional £12 million", by="The minister", said_on=SAID, document="Statement",
        amount=12_000_000, purpose="child protection", review=REVIEW,
    )  # fmt: skip
    told = MakeStatement(
        sort=Sort.TESTIMONY, words="nobody asked me", by="A survivor", said_on=SAID, document="Hearing", review=REVIEW
    )
    perform(place, "clerestory", Kind.STATEMENT, "money", money)
    perform(place, "clerestory", Kind.STATEMENT, "told", told)
    source = Source(document="Statement", dated=SAID, words="It will be published this year, or later if it has to be.")
    year = {"due_words": "this year", "due": dt.date(2019, 12, 31)}
    for name, said in (("paper", year), ("strategy", {"condition": "If there is a need for it."})):
        made = MakeCommitment(title="A paper", source=source, owner="Policy unit", **said)
        perform(place, "clerestory", Kind.COMMITMENT, name, made)
    return place


def found(place, text: str, on: dt.date = DAY) -> list[str]:
    return [problem.what for problem in check_text(place, text, kind=Kind.LETTER, on=on).problems]


def test_a_sum_of_money_is_printed_as_it_is_on_record(place):
    checked = checked_text(place, 'There was {{ statement["money"] }} for it.', kind=Kind.LETTER, on=DAY)
    assert checked.text.startswith("There was an additional £12 million (")
    assert checked.text.endswith("; The minister, 3 September 2019) for it.")
    assert checked.statements == ("money",)
    assert "holds a number" in found(place, "There was an additional £12 million for it.")[0]


def test_testimony_stands_between_quotation_marks_with_who_gave_it(place):
    checked = checked_text(place, 'We heard {{ statement["told"] }}.', kind=Kind.LETTER, on=DAY)
    assert "“nobody asked me”" in checked.text
    assert "A survivor" in checked.text


def test_an_open_word_may_stand_beside_the_day_of_its_promise(place):
    text = 'It comes shortly, by {{ due["paper"] }}.'
    checked = checked_text(place, text, kind=Kind.LETTER, on=DAY)
    assert checked.text == "It comes shortly, by 31 December 2019."
    assert checked.commitments == ("paper",)
    assert found(place, "It comes shortly.") == ['promises without a day: "shortly"']


def test_a_promise_without_a_day_cannot_be_cited(place):
    assert found(place, 'It comes by {{ due["strategy"] }}.') == ["cites the commitment 'strategy', which has no day"]


@pytest.mark.parametrize(("what", "kind"), [("statement", "statement"), ("due", "commitment")])
def test_what_is_not_on_record_is_told_with_where_to_look(place, what, kind):
    assert found(place, f'It is {{{{ {what}["lost"] }}}}.') == [f"there is no {kind} 'lost'"]


def test_a_statement_that_ended_or_waits_for_a_check_is_not_repeated(place):
    text = 'There was {{ statement["money"] }} for it.'
    assert "was to be checked by" in found(place, text, on=REVIEW + dt.timedelta(days=1))[0]
    ended = EndStatement(day=dt.date(2020, 1, 1), reason="It was spent, and none is left.")
    perform(place, "clerestory", Kind.STATEMENT, "money", ended)
    assert "holds no more" in found(place, text)[0]
    assert not found(place, text, on=dt.date(2019, 12, 31))
