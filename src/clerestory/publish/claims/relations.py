"""The verdicts: for each thing that can be claimed of cells, whether it holds in every completion, in none, or in some.

A completion puts each case that is not known into one category and gives each rounded count one of the true counts that
are published so. Every function looks at the two completions that favour the claim most and least; the methods page has
the formulas, and a property test lists all completions of small tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from clerestory.model.shares import Line, NoShare
from clerestory.model.tables import ProtectedTable
from clerestory.model.wording.claims import Judgement, Verdict, verdict_of
from clerestory.publish.claims.bounds import Place, Spread, Whole, line_for, share_spread, whole_of
from clerestory.publish.numbers import count_text, percent_text

CLOSE = Fraction(1, 20)  # shares that differ by no more are similar; levels are ours


@dataclass(frozen=True)
class Cell:
    """A cell of a protected table."""

    table: ProtectedTable
    place: Place

    @property
    def spread(self) -> Spread | NoShare:
        """The bounds of its share."""
        return share_spread(self.table, self.place)

    @property
    def printed(self) -> str:
        """Its count as the paper prints it."""
        count = self.table.counts[self.place[0]][self.place[1]]
        return count_text(count)


@dataclass(frozen=True)
class Level:
    """A share that a claim says is passed: ``above`` it or below it, never just reached."""

    share: Fraction
    above: bool

    def judge(self, cell: Cell) -> Judgement:
        """Judge whether a cell's share of all cases lies beyond the level."""
        spread = cell.spread
        if isinstance(spread, NoShare):
            return _nothing(spread)
        above = verdict_of(always=spread.low > self.share, never=spread.high <= self.share)
        below = verdict_of(always=spread.high < self.share, never=spread.low >= self.share)
        return Judgement(above if self.above else below, f"{spread.words} of all")


def judge_rank(cell: Cell, *, largest: bool) -> Judgement:
    """Judge whether a category is the largest, or the smallest, of the known categories of its line.

    Whoever is not known may belong to the category or to any one other.
    """
    line = line_for(cell.table, cell.place)
    if isinstance(line, NoShare):
        return _nothing(line)
    own = whole_of(cell.table, cell.place, line)
    others = [whole_of(cell.table, part, line) for part in line.parts if part != cell.place]
    known = [each for each in others if isinstance(each, Whole)]
    if isinstance(own, NoShare) or len(known) < len(others) or cell.place not in line.parts or not others:
        return _nothing(NoShare.SUPPRESSED)
    verdict = _largest(own, known) if largest else _smallest(own, known)
    return Judgement(verdict, _of_line(cell, line, own))


def judge_more(one: Cell, other: Cell, *, factor: Fraction = Fraction(1)) -> Judgement:
    """Judge whether one cell of a line holds more cases than ``factor`` times another; equal is not more."""
    pair = _pair(one, other)
    if isinstance(pair, NoShare):
        return _nothing(pair)
    first, second = pair
    return Judgement(_more(first, second, factor), _two_counts(one, other, first))


def judge_times(one: Cell, other: Cell, *, factor: Fraction) -> Judgement:
    """Judge whether one cell of a line holds at least ``factor`` times as many cases as another."""
    pair = _pair(one, other)
    if isinstance(pair, NoShare):
        return _nothing(pair)
    first, second = pair
    verdict = verdict_of(always=first.low >= factor * second.most, never=first.most < factor * second.low)
    return Judgement(verdict, _two_counts(one, other, first))


def judge_steady(one: Cell, other: Cell) -> Judgement:
    """Judge whether two counts of a line differ by no more than a twentieth of the first."""
    pair = _pair(one, other)
    if isinstance(pair, NoShare):
        return _nothing(pair)
    first, second = pair
    up, down = 1 + CLOSE, 1 - CLOSE
    verdict = verdict_of(
        always=second.most <= up * first.low and second.low >= down * first.most,
        never=second.low > up * first.most or second.most < down * first.low,
    )
    return Judgement(verdict, _two_counts(one, other, first))


def judge_higher(one: Cell, other: Cell) -> Judgement:
    """Judge whether one share is higher than another of which nobody is part of both."""
    spreads = _spreads(one, other)
    if isinstance(spreads, NoShare):
        return _nothing(spreads)
    first, second = spreads
    verdict = verdict_of(always=first.low > second.high, never=first.high <= second.low)
    return Judgement(verdict, _two_shares(first, second))


def judge_similar(one: Cell, other: Cell) -> Judgement:
    """Judge whether two shares differ by no more than five percentage points."""
    spreads = _spreads(one, other)
    if isinstance(spreads, NoShare):
        return _nothing(spreads)
    first, second = spreads
    least, most = _apart(first, second)
    return Judgement(verdict_of(always=most <= CLOSE, never=least > CLOSE), _two_shares(first, second))


def judge_different(one: Cell, other: Cell) -> Judgement:
    """Judge whether two shares differ at all."""
    spreads = _spreads(one, other)
    if isinstance(spreads, NoShare):
        return _nothing(spreads)
    first, second = spreads
    least, most = _apart(first, second)
    return Judgement(verdict_of(always=least > 0, never=most == 0), _two_shares(first, second))


def judge_no_link(table: ProtectedTable) -> Judgement:
    """Judge whether the shares of every column are similar in all rows, margins and unknown ones left out.

    It is false as soon as two rows differ by more than five points at all completions, and true if no two can.
    """
    apart = [_widest(table, column) for column in _categories(table, down=False)]
    if not apart:
        return _nothing(NoShare.SEVERAL)
    least = max((each[0] for each in apart if each), default=Fraction(0))
    most = max((each[1] for each in apart if each), default=Fraction(1)) if all(apart) else Fraction(1)
    verdict = verdict_of(always=most <= CLOSE, never=least > CLOSE)
    return Judgement(verdict, f"shares that lie at least {percent_text(least)} and at most {percent_text(most)} apart")


def judge_against(cell: Cell, comparison: Fraction, *, over: bool) -> Judgement:
    """Judge whether a share is over, or under, the share of a comparison population (rule Q4)."""
    spread = cell.spread
    if isinstance(spread, NoShare):
        return _nothing(spread)
    above = verdict_of(always=spread.low > comparison, never=spread.high <= comparison)
    below = verdict_of(always=spread.high < comparison, never=spread.low >= comparison)
    return Judgement(above if over else below, f"{spread.words} of all")


def _pair(one: Cell, other: Cell) -> tuple[Whole, Whole] | NoShare:
    line = line_for(one.table, one.place, other.place)
    if isinstance(line, NoShare):
        return line
    first, second = whole_of(one.table, one.place, line), whole_of(other.table, other.place, line)
    hidden = None in (count for cell in (one, other) for count in [cell.table.counts[cell.place[0]][cell.place[1]]])
    if isinstance(first, NoShare) or isinstance(second, NoShare) or hidden:
        return NoShare.SUPPRESSED
    return first, second


def _spreads(one: Cell, other: Cell) -> tuple[Spread, Spread] | NoShare:
    first, second = one.spread, other.spread
    if isinstance(first, NoShare):
        return first
    return second if isinstance(second, NoShare) else (first, second)


def _more(one: Whole, other: Whole, factor: Fraction = Fraction(1)) -> Verdict:
    return verdict_of(always=one.low > factor * other.most, never=one.most <= factor * other.low)


def _largest(own: Whole, others: Sequence[Whole]) -> Verdict:
    return verdict_of(
        always=all(own.low > other.most for other in others), never=any(own.most <= other.low for other in others)
    )


def _smallest(own: Whole, others: Sequence[Whole]) -> Verdict:
    """Give the verdict on the smallest: to be that, each other must be lifted above it from the one pool of unknown."""
    needed = sum(max(own.low + 1 - other.high, 0) for other in others)
    return verdict_of(always=all(other.low > own.most for other in others), never=needed > own.unknown)


def _apart(one: Spread, other: Spread) -> tuple[Fraction, Fraction]:
    """Give how far two shares lie apart at least and at most."""
    least = max(one.low - other.high, other.low - one.high, Fraction(0))
    return least, max(one.high - other.low, other.high - one.low)


def _widest(table: ProtectedTable, column: int) -> tuple[Fraction, Fraction] | None:
    spreads = [share_spread(table, (row, column)) for row in _categories(table, down=True)]
    there = [spread for spread in spreads if isinstance(spread, Spread)]
    if len(there) < 2:
        return None
    apart = [_apart(one, other) for at, one in enumerate(there) for other in there[at + 1 :]]
    most = max(each[1] for each in apart) if len(there) == len(spreads) else Fraction(1)
    return max(each[0] for each in apart), most


def _categories(table: ProtectedTable, *, down: bool) -> list[int]:
    line = line_for(table, (0, 0), (1, 0)) if down else line_for(table, (0, 0), (0, 0))
    if isinstance(line, NoShare):
        return []
    return [row if down else column for row, column in line.parts]


def _of_line(cell: Cell, line: Line, own: Whole) -> str:
    unknown = _unknown(cell.table, line.total, own)
    total = cell.table.counts[line.total[0]][line.total[1]]
    return f"{cell.printed} of {count_text(total)}{unknown}"


def _unknown(table: ProtectedTable, place: Place, whole: Whole) -> str:
    """Say how many are not known at most, to what the count of a place is rounded: a finer number would seem exact."""
    base = table.rounding[place[0]][place[1]] if table.rounding else 1
    return f", with up to {base * ceil(whole.unknown / base):,} not known" if whole.unknown else ""


def _two_counts(one: Cell, other: Cell, first: Whole) -> str:
    unknown = _unknown(one.table, one.place, first)
    return f"{one.printed} and {other.printed}{unknown}"


def _two_shares(one: Spread, other: Spread) -> str:
    return f"{one.words}, beside {other.words}"


def _nothing(why: NoShare) -> Judgement:
    return Judgement(Verdict.UNDETERMINED, why.value)
