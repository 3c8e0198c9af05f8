"""May a statement be repeated on a day, and in which words: with its date, never without its source."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal

from clerestory.errors import AnswerTextError
from clerestory.model.answers.statements import TOLD, Sort, Statement
from clerestory.model.calendar import date_text

_MILLION, _BILLION = 10**6, 10**9
_UNITS = {"": 1, "k": 10**3, "thousand": 10**3, "m": _MILLION, "million": _MILLION, "bn": _BILLION, "billion": _BILLION}
_SUM = re.compile(
    r"(?P<sign>£\s?)?(?<![\w.,])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,13}(?:\.\d{1,6})?)(?!\d)"
    r"(?:\s?(?P<unit>thousand|million|billion|bn|k|m)\b)?(?P<pounds>\spounds\b)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Repeatable:
    """Whether a statement may be repeated on a day; ``why_not`` is empty where it may."""

    why_not: str = ""
    instead: str = ""

    @property
    def may(self) -> bool:
        """Whether it may."""
        return not self.why_not


def repeatable(statement: Statement, on: dt.date) -> Repeatable:
    """Say whether a statement may be repeated on a day: it was said, it holds, and somebody looked in time."""
    if on < statement.said_on:
        return Repeatable(f"it was said on {date_text(statement.said_on)}, later than that")
    if statement.ended is not None and on >= statement.ended:
        return Repeatable(f"it holds no more since {date_text(statement.ended)}", statement.replaced_by)
    if on > statement.review:
        return Repeatable(f"it was to be checked by {date_text(statement.review)}, and nobody confirmed it")
    return Repeatable()


def printed(name: str, statement: Statement, on: dt.date) -> str:
    """Give a statement as a text repeats it on a day, with its date and who said it.

    Parameters
    ----------
    name : str
        Its id.

    Raises
    ------
    AnswerTextError
        If it may not be repeated on that day.
    """
    found = repeatable(statement, on)
    if not found.may:
        remedy = (
            f"Repeat the statement {found.instead} instead." if found.instead else "Leave it out, or confirm it first."
        )
        raise AnswerTextError(found.why_not, where=f'statement["{name}"]', remedy=remedy)
    return words_of(statement)


def words_of(statement: Statement) -> str:
    """Give a statement in words, with its date and who said it; testimony is marked as such."""
    said = f"{statement.by}, {date_text(statement.said_on)}"
    if statement.sort is Sort.TESTIMONY:
        return f"“{statement.words}” ({said}: {TOLD})"
    if statement.sort is Sort.MONEY and statement.amount is not None:
        return f"{statement.words} ({pounds(statement.amount)} for {statement.purpose}; {said})"
    since = f"since {date_text(statement.since)}; " if statement.since else ""
    return f"{statement.words} ({since}{said})"


def without_amount(words: str, amount: int) -> str:
    """Give words with others in place of a sum in pounds, however it is written in digits.

    Examples
    --------
    >>> without_amount("A further £30m, or 30 million pounds, for 412 people", 30_000_000)
    'A further the sum, or the sum, for 412 people'
    """
    return _SUM.sub(lambda found: "the sum" if _pounds_of(found) == amount else found[0], words)


def _pounds_of(found: re.Match[str]) -> Decimal | None:
    """Give how many pounds a number is; None where it is said to be none of pounds."""
    if not (found["sign"] or found["pounds"]):
        return None
    return Decimal(found["number"].replace(",", "")) * _UNITS[(found["unit"] or "").casefold()]


def pounds(amount: int) -> str:
    """Give a sum as texts print it.

    Examples
    --------
    >>> pounds(30_000_000), pounds(1_250_000), pounds(9_999)
    ('£30 million', '£1.25 million', '£9,999')
    """
    for unit, name in ((_BILLION, "billion"), (_MILLION, "million")):
        if amount >= unit and amount % (unit // 100) == 0:
            return f"£{amount / unit:.2f}".rstrip("0").rstrip(".") + f" {name}"
    return f"£{amount:,}"
