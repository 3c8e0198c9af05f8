"""Days of requests against the calendar counted by hand, and records that come back from a file as they went in."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from clerestory.share import new_record
from clerestory.share.rights.deadlines import months_after
from clerestory.share.toml_text import toml_text
from sharing import CARE, POLICE, changed

DAYS = st.dates(dt.date(2018, 5, 25), dt.date(2090, 1, 1))
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Nd", "Cc", "Lu")), min_size=12, max_size=80)


def by_hand(day: dt.date, months: int) -> dt.date:
    """Walk month by month, and back from the 31st to a day that is there."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    for number in range(day.day, 0, -1):
        try:
            return dt.date(year, month, number)
        except ValueError:
            continue
    raise AssertionError("a month without days")


@given(DAYS, st.integers(1, 40))
def test_a_month_ends_on_the_corresponding_day_or_the_last_of_the_month(day, months):
    assert months_after(day, months) == by_hand(day, months)


@given(DAYS)
def test_a_month_is_never_more_than_a_month(day):
    due = months_after(day, 1)
    assert 28 <= (due - day).days <= 31
    assert (due.month - day.month) % 12 == 1


@given(WORDS.filter(lambda words: "@" not in words and words.strip() == words and len(words.strip()) >= 12))
@example('as it is said, with "signs"\t\\ \x00\x1f\x7f\x85 and a\nsecond line')
def test_a_record_comes_back_from_its_file_as_it_went_in(words):
    for whole in (CARE, POLICE):
        made = new_record(changed(whole, reason=words, steps__objective=words), where=Path("a/b.toml"))
        again = new_record(tomllib.loads(toml_text(made, mark="SYNTHETIC")), where=Path("a/b.toml"))
        assert again == made
