"""When two promises are one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest

from clerestory.answer.reading import same_promise


@dataclass(frozen=True)
class Made:
    """A promise as a ledger or a proposal has it."""

    words: str
    who: str = "we"
    due: dt.date | None = None


PAPER = Made("To that end we will publish the paper on street safety this year.", due=dt.date(2031, 12, 31))


@pytest.mark.parametrize(
    "other",
    [
        Made(
            "Government intends to publish a paper on street safety this year, which will set out findings.",
            "Government",
        ),
        Made("The government will publish a paper into street safety in order to learn more.", "the government"),
        Made("The paper, to be published later this year, will outline what was learned.", ""),
        Made("A paper on street safety will be published by the Home Office.", ""),
        Made(
            "TO THAT END, we will publish the paper on street safety this year",
            "The Home Office",
            dt.date(2031, 12, 31),
        ),
        Made("We will publish the paper in December 2031."),
        Made("I have asked my officials to publish the paper on street safety.", "I"),
    ],
)
def test_the_same_act_on_the_same_thing_is_one(other):
    assert same_promise(PAPER, other)
    assert same_promise(other, PAPER)


@pytest.mark.parametrize(
    "other",
    [
        Made("We will publish the paper on street safety this year.", due=dt.date(2032, 12, 31)),  # another day
        Made("We will not publish the paper on street safety."),  # the contrary
        Made("We will review the paper on street safety."),  # another act
        Made("We will publish the strategy on street safety."),  # another thing
        Made("We will publish a paper on school meals."),  # on another matter
        Made("We will publish the second paper on street safety of 2029."),  # a number of its own
    ],
)
def test_another_day_act_thing_or_number_is_another_promise(other):
    assert not same_promise(PAPER, other)
    assert not same_promise(other, PAPER)


def test_two_offices_make_two_promises():
    one, other = (Made("The plan will be sent to forces.", office) for office in ("The Home Office", "The Treasury"))
    assert not same_promise(one, other)
    assert same_promise(one, Made("The plan will be sent to forces.", "The Government"))
