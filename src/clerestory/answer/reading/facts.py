"""Statements of fact that may go out of date: money, and what is in force."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from clerestory.answer.reading.dates import past_period
from clerestory.answer.reading.text import Said
from clerestory.model.answers.reading import Proposed, ProposedMoney

_NUMBER = r"(?P<number{n}>\d{{1,3}}(?:,\d{{3}}){{1,4}}|\d{{1,12}})(?P<part{n}>\.\d{{1,4}})?"
_SCALE = r"(?P<scale{n}>thousand|million|billion|trillion|k|m|mn|bn|tn)"
_POUNDS = re.compile(
    rf"(?:£|\bGBP ?) ?{_NUMBER.format(n=1)}(?: ?{_SCALE.format(n=1)}\b)?"
    rf"|\b{_NUMBER.format(n=2)}(?: {_SCALE.format(n=2)})? pounds\b",
    re.IGNORECASE,
)
_SCALES = {"": 0, "thousand": 3, "k": 3, "million": 6, "m": 6, "mn": 6, "billion": 9, "bn": 9, "trillion": 12, "tn": 12}
_ANNOUNCED = re.compile(
    r"\b(?:announc\w+|set aside|allocat\w+|invest\w+|award\w+|commit\w+|provid\w+|gave|given|spent|pledg\w+"
    r"|secur\w+|said|confirm\w+"
    r"|made available)\b",
    re.IGNORECASE,
)
_IN_FORCE = re.compile(
    r"\b(?:remains?|remained|continues? to be|still|is|are|has been|have been|stays?)(?: now| still| also"
    r"| therefore)? (?:in force|in effect"
    r"|in place|mandatory|compulsory|binding|a legal duty|a statutory duty|a (?:national|strategic"
    r"|cross-government) (?:threat|priority))\b"
    r"|\b(?:has|have|had) (?:\w+ ){0,2}(?:been|remained|stood"
    r"|applied)\b[^.;]{0,60}\bsince\b(?! (?:then,? )?(?:we|I|you|they|he|she)\b)"
    r"|\b(?:has|have) remained one\b|\bcontinues? to be (?:classed|treated|designated|categorised|listed) as\b"
    r"|\b(?:came into force|took effect|entered into force)\b|\b(?:is|are|remains?) (?:classed|designated"
    r"|categorised) as\b",
    re.IGNORECASE,
)


def read_money(sentences: Iterable[Said], said_on: dt.date | None) -> Iterator[ProposedMoney]:
    """Yield each amount in pounds, with the days on which it was announced where the words say so.

    Parameters
    ----------
    said_on : date, optional
        The day of the text, by which "last September" gets its year.
    """
    for said in sentences:
        for match in _POUNDS.finditer(said.words):
            when = past_period(said.words, said_on) if said_on and _ANNOUNCED.search(said.words) else None
            yield ProposedMoney(
                words=said.words,
                place=said.place,
                why="It names an amount of money.",
                confirm="Source and date of the amount, whether it is new money, and whether it still holds.",
                pounds=_amount(match),
                announced_from=when.first if when else None,
                announced_to=when.last if when else None,
            )


def read_statuses(sentences: Iterable[Said]) -> Iterator[Proposed]:
    """Yield the sentences that say that something is in force or has a standing."""
    for said in sentences:
        if _IN_FORCE.search(said.words):
            yield Proposed(
                words=said.words,
                place=said.place,
                why="It says that something is in force, or has been since a time.",
                confirm="Since when, by which source, and whether it still holds.",
            )


def _amount(match: re.Match[str]) -> Decimal:
    n = "1" if match["number1"] else "2"
    number = Decimal(match[f"number{n}"].replace(",", "") + (match[f"part{n}"] or ""))
    return number.scaleb(_SCALES[(match[f"scale{n}"] or "").lower()])
