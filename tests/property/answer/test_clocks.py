"""Clocks against a walk from day to day, over every year from 2000 to 2040, with pauses and both transfers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerestory.answer.clocks import Clock, Jurisdiction, Pause, Unit, add_working_days, working_days
from clerestory.model.answers.parliament import BREAKS
from holiday_rules import PARTS, works

DAY = dt.timedelta(1)
FIRST, LAST = dt.date(2000, 1, 1), dt.date(2040, 12, 31)


@dataclass(frozen=True)
class Walked:
    """A clock that is read by walking along the calendar."""

    start: dt.date
    days: int
    unit: str
    parts: tuple[str, ...]
    pauses: tuple[tuple[dt.date, dt.date], ...]

    def counts(self, day: dt.date) -> bool:
        if any(first <= day <= last for first, last in self.pauses):
            return False
        return self.unit == "calendar days" or works(day, self.parts)

    def due(self) -> dt.date:
        day, left = self.start, self.days
        while left > 0:
            day += DAY
            left -= 1 if self.counts(day) else 0
        return day

    def taken(self, until: dt.date) -> int:
        number, day = 0, self.start
        while day < until:
            day += DAY
            number += 1 if self.counts(day) else 0
        return number

    def late(self, until: dt.date) -> int:
        if until <= self.due():
            return 0
        return max(1, self.taken(until) - self.days)

    @property
    def clock(self) -> Clock:
        pauses = tuple(Pause(first, last, "a reason") for first, last in self.pauses)
        return Clock(self.start, self.days, Unit(self.unit), {Jurisdiction(part) for part in self.parts}, pauses)


@st.composite
def walked(draw: st.DrawFn) -> Walked:
    start = draw(st.dates(FIRST, LAST))
    waits = draw(st.lists(st.tuples(st.integers(-20, 70), st.integers(0, 40)), max_size=3))
    pauses = tuple((start + DAY * after, start + DAY * (after + length)) for after, length in waits)
    parts = draw(st.lists(st.sampled_from(PARTS), min_size=1, max_size=3, unique=True))
    unit = draw(st.sampled_from(["working days", "calendar days"]))
    return Walked(start, draw(st.integers(1, 40)), unit, tuple(parts), pauses)


@pytest.mark.parametrize("parts", [("england-and-wales",), PARTS])
def test_the_20th_working_day_after_every_day_of_41_years_is_where_a_walk_ends(parts):
    named = {Jurisdiction(part) for part in parts}
    there = [FIRST + DAY * number for number in range((LAST - FIRST).days + 60)]
    open_days = [day for day in there if works(day, parts)]
    at = 0  # of the first working day after the day of receipt
    for received in there[: (LAST - FIRST).days + 1]:
        while open_days[at] <= received:
            at += 1
        due = open_days[at + 19]
        assert Clock(received, 20, jurisdictions=named).due == due
        assert add_working_days(received, 20, named) == due
        assert working_days(received, due, named) == 20


@given(walked(), st.integers(0, 250))
def test_a_clock_is_what_a_walk_gives(oracle, after):
    on = oracle.start + DAY * after
    clock = oracle.clock
    assert (clock.due, clock.taken(on), clock.days_late(on)) == (oracle.due(), oracle.taken(on), oracle.late(on))


@given(walked(), st.integers(0, 90), st.integers(0, 150))
def test_a_transfer_in_is_a_clock_that_begins_where_it_came(oracle, after, later):
    received = oracle.start + DAY * after
    here = Walked(received, oracle.days, oracle.unit, oracle.parts, oracle.pauses)
    clock = oracle.clock.transferred_in(received)
    on = received + DAY * later
    assert (clock.due, clock.taken(on), clock.days_late(on)) == (here.due(), here.taken(on), here.late(on))


@given(walked(), st.integers(0, 90), st.integers(0, 150))
def test_after_a_transfer_out_no_day_counts_here(oracle, after, later):
    passed_on = oracle.start + DAY * after
    clock = oracle.clock.transferred_out(passed_on)
    on = oracle.start + DAY * later
    until = min(on, passed_on)
    assert (clock.taken(on), clock.days_late(on)) == (oracle.taken(until), oracle.late(until))


@given(walked(), st.integers(0, 200), st.integers(0, 30))
def test_time_only_adds(oracle, after, more):
    clock, on = oracle.clock, oracle.start + DAY * after
    assert clock.taken(on) <= clock.taken(on + DAY * more)
    assert clock.days_late(on) <= clock.days_late(on + DAY * more)


@pytest.mark.parametrize("year", range(2000, 2041))
def test_both_transfers_and_the_breaks_of_parliament_in_every_year(year):
    breaks = tuple((one.start, one.end) for one in BREAKS if abs(one.start.year - year) <= 1)
    for number in range(0, 365, 13):
        received = dt.date(year, 1, 1) + DAY * number
        moved, on = received + DAY * 8, received + DAY * 47
        for unit, pauses in (("working days", ()), ("calendar days", breaks)):
            oracle = Walked(received, 20, unit, PARTS, pauses)
            here = Walked(moved, 20, unit, PARTS, pauses)
            clock = oracle.clock
            assert (clock.due, clock.days_late(on)) == (oracle.due(), oracle.late(on))
            back = clock.transferred_in(moved)
            assert (back.due, back.taken(on), back.days_late(on)) == (here.due(), here.taken(on), here.late(on))
            out = clock.transferred_out(moved)
            assert (out.taken(on), out.days_late(on)) == (oracle.taken(moved), oracle.late(moved))
