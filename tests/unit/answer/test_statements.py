"""Statements: when one may be repeated, in which words, and which two are one."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import ValidationError

from clerestory.answer.watch.repeating import pounds, printed, repeatable, without_amount, words_of
from clerestory.answer.watch.statements import is_same, made
from clerestory.errors import AnswerTextError
from clerestory.model.answers.acts.statements import MakeStatement
from clerestory.model.answers.statements import Sort, Statement


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def money(**changed) -> MakeStatement:
    said = {
        "sort": "money",
        "words": "Additional money against the gravest offenders, and for victims",
        "by": "The Government",
        "said_on": "2019-09-03",
        "document": "Answer to a petition",
        "amount": 30_000_000,
        "purpose": "enforcement and support",
        "review": "2020-12-31",
    }
    return MakeStatement.model_validate(said | changed)


def status(**changed) -> MakeStatement:
    said = {
        "sort": "status",
        "words": "The offence is a national threat",
        "by": "Home Secretary",
        "since": "2015-03-03",
    }
    rest = {"said_on": "2015-03-03", "document": "Statement", "review": "2020-12-31"}
    return MakeStatement.model_validate(said | rest | changed)


def told(**changed) -> MakeStatement:
    said = {"sort": "testimony", "words": "They told me that nobody listened", "by": "Home Secretary (from July 2019)"}
    rest = {"said_on": "2020-05-19", "document": "Press notice", "review": "2020-12-31"}
    return MakeStatement.model_validate(said | rest | changed)


def ended(act: MakeStatement, on: str, by: str = "") -> Statement:
    one = made(act)
    return Statement(**{**vars(one), "ended": day(on), "reason": "It was replaced.", "replaced_by": by})


# A statement of 3 September 2019, to be checked by 31 December 2020, and one that ended on 1 July 2020.
@pytest.mark.parametrize(
    ("statement", "on", "may"),
    [
        (made(money()), "2019-09-02", False),  # not said yet
        (made(money()), "2019-09-03", True),
        (made(money()), "2020-12-31", True),  # the last day without a check
        (made(money()), "2021-01-01", False),
        (ended(money(), "2020-07-01"), "2020-06-30", True),
        (ended(money(), "2020-07-01"), "2020-07-01", False),
        (ended(money(), "2020-07-01"), "2030-01-01", False),
    ],
)
def test_when_a_statement_may_be_repeated(statement, on, may):
    assert repeatable(statement, day(on)).may is may


def test_one_that_may_not_is_refused_with_the_one_that_stands_instead():
    with pytest.raises(AnswerTextError, match=r"since 1 July 2020\nRepeat the statement money-2020 instead"):
        printed("money-2019", ended(money(), "2020-07-01", "money-2020"), day("2020-07-02"))


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (
            money(),
            (
                "Additional money against the gravest offenders, and for victims"
                " (£30 million for enforcement and support; The Government, 3 September 2019)"
            ),
        ),
        (status(), "The offence is a national threat (since 3 March 2015; Home Secretary, 3 March 2015)"),
        (
            told(),
            (
                "“They told me that nobody listened” (Home Secretary (from July 2019), 19 May 2020: testimony, which"
                " tells what somebody said and shows no cause)"
            ),
        ),
    ],
)
def test_a_statement_is_printed_with_its_date_and_who_said_it(act, words):
    assert words_of(made(act)) == words


def test_testimony_is_no_evidence():
    assert [made(act).is_evidence for act in (money(), status(), told())] == [True, True, False]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (
            money(),
            money(document="Press notice", words="£30m more", by="The department"),
            True,
        ),  # one claim, two documents
        (money(), money(said_on="2019-09-28"), True),  # another day of the month
        (money(), money(said_on="2019-10-03"), False),
        (money(), money(amount=33_000_000), False),
        (status(), status(words="A national threat: the offence is that"), True),
        (status(), status(since="2015-03-04"), False),
        (status(), status(words="Wholly other words stand in this one"), False),
        (told(), told(document="Speech"), True),
        (told(), told(by="Home Secretary (from April 2018)"), False),  # another post-holder
        (money(), status(), False),
    ],
)
def test_which_two_statements_are_one(one, other, same):
    assert is_same(made(one), made(other)) is same
    assert is_same(made(other), made(one)) is same


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (1, "£1"),
        (999_999, "£999,999"),
        (1_000_000, "£1 million"),
        (1_234_567, "£1,234,567"),
        (2_500_000_000, "£2.5 billion"),
    ],
)
def test_sums_are_exact_or_written_out(amount, text):
    assert pounds(amount) == text


@pytest.mark.parametrize(
    ("act", "changed", "fault"),
    [
        (money, {"amount": None}, "amount"),
        (money, {"purpose": ""}, "purpose"),
        (money, {"since": "2019-09-03"}, "since"),
        (status, {"since": ""}, "since"),
        (status, {"amount": 5}, "amount"),
        (told, {"since": "2019-09-03"}, "since"),
    ],
)
def test_each_sort_needs_what_belongs_to_it(act, changed, fault):
    with pytest.raises(ValidationError, match=fault):
        act(**changed)


def test_every_sort_has_words():
    assert all(one.words for one in Sort)


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("£30m", "the sum"),
        ("£30 million", "the sum"),
        ("£30,000,000 more", "the sum more"),
        ("0.03 billion pounds", "the sum"),
        ("30 million people", "30 million people"),  # no sum
        ("£30 million and £31 million", "the sum and £31 million"),
        ("£130 million", "£130 million"),
        ("£30 metres", "£30 metres"),
    ],
)
def test_a_sum_is_known_however_it_is_written(words, left):
    assert without_amount(words, 30_000_000) == left
