"""What a printed text says: a number, or none."""

from __future__ import annotations

import re
from decimal import Decimal

_GROUPED = r"\d{1,3}(?:,\d{3})+|\d+"
_NUMBER = re.compile(rf"(?<![\w.,])[-\u2212]?(?:{_GROUPED})(?:\.\d+)?(?![\w]|\.\d|,\d{{3}})")
SIGN = re.compile(r"\[(?:c|x|z|u|low)\]")


def numbers(text: str) -> list[Decimal]:
    """Every number that stands in a text by itself, in order: 1,234 and -8.3 and 45 of 45%; not t1, W2 or 2019Q1."""
    plain = re.sub(r"(\d)(?:%|pp)", r"\1 ", text.replace("\u00a0", " ").replace("\u202f", " "))
    return [_decimal(found) for found in _NUMBER.findall(plain)]


def number(text: str) -> Decimal | None:
    """The one number of a cell, its signs left out; None where the cell has a sign alone or nothing."""
    found = numbers(SIGN.sub(" ", text))
    assert len(found) < 2, text
    return found[0] if found else None


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace("\u2212", "-")).normalize()
