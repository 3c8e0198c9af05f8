"""Typed cells as the text that a CSV file would hold: nothing is rounded, and nothing is guessed back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal

MOST_DIGITS = 1e15  # a spreadsheet keeps fifteen digits of a number; beyond it the last ones are not what was typed


def text_of(value: object) -> str:
    """Give a cell as text.

    A date is an ISO date, a moment at midnight too; a number that is whole has no decimals; true and false are Y and N.
    """
    return value if isinstance(value, str) else _AS_TEXT.get(type(value), str)(value)


def _float(value: float) -> str:
    return str(int(value)) if value.is_integer() else repr(value)


def _moment(value: dt.datetime) -> str:
    midnight = value.time() == dt.time() and value.tzinfo is None
    return value.date().isoformat() if midnight else value.isoformat()


def _decimal(value: Decimal) -> str:
    return str(int(value)) if value == value.to_integral_value() else format(value.normalize(), "f")


_AS_TEXT: Mapping[type, Callable[..., str]] = {
    type(None): lambda _: "",
    bool: lambda value: "Y" if value else "N",
    float: _float,
    Decimal: _decimal,
    dt.datetime: _moment,
    dt.date: dt.date.isoformat,
    dt.time: dt.time.isoformat,
}
