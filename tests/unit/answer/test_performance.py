"""The performance table of a year of letters against one that was counted by hand, with the calendar of 2026."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from clerestory.answer.clocks import Pause
from clerestory.answer.performance import Answered, performance_rows
from clerestory.answer.performance.reading import read_answered
from clerestory.errors import AnswerError
from clerestory.model.answers.public.performance import AnsweredKind, Grain, PerformanceRow
from holiday_rules import PARTS, works

LETTERS = Path(__file__).parents[3] / "docs" / "how-to" / "synthetic-letters.csv"
AS_OF = dt.date(2027, 1, 31)
FORM = (
    *("period", "target", "received", "answered", "within_target", "within_target_pct", "within_20", "within_20_pct"),
    *("mean_days", "median_days", "open", "overdue", "left"),
)
NONE = "-"
# Counted with a calendar on paper: the days in the order of FORM, as they stood on 31 January 2027.
BY_HAND = {
    AnsweredKind.MP: """
        2026     15_working_days  17  15   9   53  14   82  13.6  15.0   2   2   1
        2026-Q1  15_working_days   5   5   2   40   4   80  16.4  15.0   0   0   1
        2026-Q2  15_working_days   3   3   2   67   3  100  12.0  15.0   0   0   0
        2026-Q3  15_working_days   4   3   2   50   3   75  11.7  15.0   1   1   0
        2026-Q4  15_working_days   5   4   3   60   4   80  12.8  15.0   1   1   0
    """,
    AnsweredKind.PUBLIC: """
        2026     20_working_days   4   3   2   50   2   50  20.3  20.0   1   1   1
        2026-Q1  20_working_days   2   2   1   50   1   50  20.5  20.5   0   0   0
        2026-Q2  20_working_days   1   1   1  100   1  100  20.0  20.0   0   0   0
        2026-Q3  20_working_days   0   0   0    -   0    -     -     -   0   0   0
        2026-Q4  20_working_days   1   0   0    0   0    0     -     -   1   1   1
    """,
    AnsweredKind.FOI: """
        2026     20_working_days   3   3   3  100   2   67  24.7  20.0   0   0   0
        2026-Q1  20_working_days   1   1   1  100   1  100  20.0  20.0   0   0   0
        2026-Q2  20_working_days   1   1   1  100   1  100  20.0  20.0   0   0   0
        2026-Q3  20_working_days   1   1   1  100   0    0  34.0  34.0   0   0   0
        2026-Q4  20_working_days   0   0   0    -   0    -     -     -   0   0   0
    """,
}
# Of those of which there is one: the line of the year.
ONES = {
    AnsweredKind.WRITTEN: "2026 7_calendar_days  1 1 0   0 1 100  8.0  8.0 0 0 0",
    AnsweredKind.NAMED_DAY: "2026 the_day_named   1 1 1 100 1 100  3.0  3.0 0 0 0",
    AnsweredKind.LORDS: "2026 10_working_days     1 1 1 100 1 100 10.0 10.0 0 0 0",
    AnsweredKind.PETITION: "2026 21_calendar_days 1 1 0   0 1 100 28.0 28.0 0 0 0",
}


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def letters() -> tuple[Answered, ...]:
    return read_answered(LETTERS.read_text(encoding="utf-8"), where=LETTERS.name)


def lines(made, kind: AnsweredKind) -> list[list[str]]:
    shown = []
    for row in (row for row in made if row.kind is kind):
        values = [getattr(row, name) for name in FORM]
        shown.append([NONE if value is None else str(value).replace(" ", "_") for value in values])
    return shown


def test_a_year_of_letters_gives_the_table_that_was_counted_by_hand():
    made = performance_rows(letters(), years=[2026], grain=Grain.QUARTER, as_of=AS_OF)
    for kind, table in BY_HAND.items():
        assert lines(made, kind) == [line.split() for line in table.strip().splitlines()], kind
    for kind, line in ONES.items():
        assert lines(made, kind)[0] == line.split(), kind
    assert len(made) == len(AnsweredKind) * 5


def test_the_order_of_letters_changes_nothing():
    there = list(letters())
    first = performance_rows(there, years=[2026], grain=Grain.MONTH, as_of=AS_OF)
    assert performance_rows(there[::-1], years=[2026], grain=Grain.MONTH, as_of=AS_OF) == first


@pytest.mark.parametrize("grain", [Grain.QUARTER, Grain.MONTH])
def test_the_parts_of_a_year_add_up_to_it(grain):
    made = performance_rows(letters(), years=[2026], grain=grain, as_of=AS_OF)
    for kind in AnsweredKind:
        whole, *parts = [row for row in made if row.kind is kind]
        for name in ("received", "answered", "within_target", "within_20", "open", "overdue", "left"):
            assert getattr(whole, name) == sum(getattr(part, name) for part in parts), (kind, name)


def test_a_table_of_an_earlier_day_knows_nothing_of_later_ones():
    made = performance_rows(letters(), years=[2026], grain=Grain.QUARTER, as_of=day("2026-03-31"))
    found = lines(made, AnsweredKind.MP)
    assert found[0] == ["2026", "15_working_days", "5", "3", "1", "20", "3", "60", "15.3", "15.0", "2", "0", "1"]
    assert [row[0] for row in found] == ["2026", "2026-Q1"]  # quarters that have not begun are no lines


def test_what_is_due_on_the_day_of_the_table_is_not_overdue_yet():
    one = Answered(AnsweredKind.MP, day("2026-01-05"), target_days=15)  # due on the 26th

    def overdue(as_of: str) -> int:
        return performance_rows([one], years=[2026], grain=Grain.YEAR, as_of=day(as_of))[0].overdue

    assert (overdue("2026-01-26"), overdue("2026-01-27")) == (0, 1)


def test_percentages_are_made_as_the_published_ones_are():
    # Cabinet Office, 2023: of 206,515 letters of MPs and peers 163,522 were answered within 20 working days, "79%".
    row = PerformanceRow(
        period="2023",
        kind=AnsweredKind.MP,
        target="20 working days",
        received=206_515,
        answered=200_000,
        within_target=163_522,
        within_20=163_522,
        open=6_515,
        overdue=6_515,
        left=0,
    )
    assert row.within_20_pct == 79


def test_several_targets_are_all_named():
    some = [Answered(AnsweredKind.MP, day("2026-01-05"), target_days=days) for days in (20, 15, 20)]
    made = performance_rows(some, years=[2026], grain=Grain.YEAR, as_of=AS_OF)
    assert made[0].target == "15 or 20 working days"


def test_days_of_a_pause_do_not_count():
    pause = Pause(day("2026-01-06"), day("2026-01-12"), "waiting for a fee")  # five working days
    one = Answered(AnsweredKind.FOI, day("2026-01-05"), day("2026-02-09"), 20, pauses=(pause,))
    (row,) = performance_rows([one], years=[2026], grain=Grain.YEAR, as_of=AS_OF)
    assert (row.within_target, row.within_20, str(row.mean_days)) == (1, 1, "20.0")


def walked_working_days(after: dt.date, to: dt.date, parts: tuple[str, ...]) -> int:
    return sum(works(after + dt.timedelta(n), parts) for n in range(1, (to - after).days + 1))


def test_a_thousand_letters_are_counted_as_a_walk_counts_them():
    chance = np.random.default_rng(7)
    made, expected = [], defaultdict(lambda: [0, 0, 0, Fraction(0)])
    for _ in range(1_000):
        kind = (AnsweredKind.MP, AnsweredKind.FOI)[chance.integers(2)]
        parts = PARTS if kind is AnsweredKind.FOI else PARTS[:1]
        received = dt.date(2019, 1, 1) + dt.timedelta(int(chance.integers(365)))
        answered = received + dt.timedelta(int(chance.integers(60)))
        made.append(Answered(kind, received, answered, 15))
        took = walked_working_days(received, answered, parts)
        on_time = [took <= days and (took < days or works(answered, parts)) for days in (15, 20)]
        for period in ("2019", f"2019-{received.month:02}"):
            found = expected[period, kind]
            found[0] += 1
            found[1] += on_time[0]
            found[2] += on_time[1]
            found[3] += took
    table = performance_rows(made, years=[2019], grain=Grain.MONTH, as_of=dt.date(2020, 12, 31))
    assert len(table) == 13 * 2
    for row in table:
        number, in_target, in_20, days = expected[row.period, row.kind]
        assert (row.received, row.within_target, row.within_20) == (number, in_target, in_20)
        assert abs(Fraction(row.mean_days) - days / number) <= Fraction(1, 20)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("kind,received\n", "column answered is missing"),
        ("kind,received,answered,name\n", "a column is there that the form does not have"),
        ("kind,received,answered,answered\n", "two columns have one name"),
        ("kind,received,answered\nletter,2026-01-05,\n", "row 2, column kind: is none of mp, public"),
        ("kind,received,answered\nmp,5 January,\n", "row 2, column received: is neither a day"),
        ("kind,received,answered\nmp,2026-01-05T12:00:00,\n", "row 2, column received: is neither a day"),
        ("kind,received,answered\nmp,,\n", "row 2, column received: is empty"),
        ("kind,received,answered\nmp,2026-01-05\n", "row 2, all columns: the row has not as many values"),
        ("kind,received,answered,target_days\nmp,2026-01-05,,0\n", "row 2, column target_days: is no whole number"),
        ("kind,received,answered\nmp,2026-01-05,2026-01-02\n", "ended before it was received"),
        ("kind,received,answered,left\nmp,2026-01-05,2026-01-06,2026-01-06\n", "and left without an answer"),
        ("kind,received,answered\nnamed day question,2026-01-05,\n", "has neither a target nor a day"),
        ("kind,received,answered\nmp,1999-01-05,\n", "the bank holidays of 1999 are not known"),
        ('kind,received,answered\nmp,"2026-01-05,\n', "is no CSV"),
    ],
)
def test_a_fault_of_a_list_is_told_by_its_row(text, words):
    with pytest.raises(AnswerError, match=words) as caught:
        read_answered(text, where="letters.csv")
    assert caught.value.where == "letters.csv"


def test_every_fault_of_a_list_is_told_at_once_and_no_value():
    text = "kind,received,answered\nsecret,2026-01-05,\nmp,another secret,\n"
    with pytest.raises(AnswerError, match=r"row 2, column kind.*row 3, column received") as caught:
        read_answered(text, where="letters.csv")
    assert "secret" not in str(caught.value)


def test_a_table_of_a_year_without_letters_is_refused():
    with pytest.raises(AnswerError, match="nothing was received in the years"):
        performance_rows(letters(), years=[2025], grain=Grain.YEAR, as_of=AS_OF)
