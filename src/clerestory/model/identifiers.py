"""Patterns of what must never come (rule V13): they refuse the whole file and never echo what they found.

They are for free text, other strings and maps; typed dates and codes have forms of their own. Names without a title
are not found by patterns; the stage redact does that where a roster is held.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DAY = r"\d{1,2}(st|nd|rd|th)?"

PATTERNS: Mapping[str, str] = MappingProxyType(
    {
        "a date, as of birth": (
            r"(?i)\b\d{1,2}[/.-]\d{1,2}[/.-](\d{4}|\d{2})\b|\b(19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}\b"
            rf"|\b{_DAY}\s+(of\s+)?{_MONTH}\.?,?\s+\d{{2,4}}\b|\b{_MONTH}\.?\s+{_DAY},?\s+\d{{4}}\b"
        ),
        "a postcode": r"(?i)\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[ABD-HJLNP-UW-Z]{2}\b",
        "a telephone number": r"(\+44|\b0)(\s?\(0\))?([\s-]?\d){9,10}\b",
        "an e-mail address": r"[^\s@]+@[^\s@]+\.[A-Za-z]{2,}",
        "a National Insurance number": r"(?i)\b[A-CEGHJ-PR-TW-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b",
        "an NHS number": r"\b\d{3}[ -]\d{3}[ -]\d{4}\b|\b\d{10}\b",
        "a crime reference": r"(?i)\b\d{2,}[A-Z]{0,3}/\d{3,}(/\d{2,4})?\b|\b\d{2}[A-Z]{2}/?\d{5,}\b",
        "a vehicle registration": r"\b[A-Z]{2}\d{2}\s?[A-Z]{3}\b",
        "an operation name": r"\b([Oo]peration|[Oo]p\.?|OPERATION|OP)\s+[A-Z][A-Za-z]+",
        "a name after a title": r"\b(Mr|Mrs|Ms|Miss|Dr|PC|DC|DS|DI|DCI|Sgt|Sir|Lady)\.?\s+[A-Z][a-z]+",
        "an address": (
            r"(?i)\b\d{1,4}[a-z]?,?\s+([a-z']+\s+){1,3}"
            r"(street|road|avenue|lane|close|drive|crescent|court|gardens)\b"
        ),
    }
)


def kinds_found(text: str) -> tuple[str, ...]:
    """Name the kinds of identifier that a text of ours seems to hold, such as the reason for an entry of the ledger.

    Examples
    --------
    >>> kinds_found("asked by DC Example on 3/4/2019")
    ('a date, as of birth', 'a name after a title')
    """
    return tuple(kind for kind, pattern in PATTERNS.items() if re.search(pattern, text))
