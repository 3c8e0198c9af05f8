"""Texts that a spreadsheet would take for a formula when it opens a CSV file.

Source: OWASP, "CSV Injection": a field that begins with = + - @, a tab or a carriage return is calculated, and may
fetch or send data. A form of the sign in full width counts too, as some versions read it alike.
"""

from __future__ import annotations

import re

TAKEN_FOR_FORMULA = r"^[\t\r\n]|^\s*[=+\-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}]"
_TAKEN = re.compile(re.sub(r"\\u\{(\w+)\}", r"\\u\1", TAKEN_FOR_FORMULA))


def defused(value: object) -> object:
    """Give a cell of a CSV file so that no program calculates it: a text gets an apostrophe in front, a number stays.

    Workbooks need none of it: there a text is marked as text.

    Examples
    --------
    >>> defused("=1+1"), defused("North"), defused(-3)
    ("'=1+1", 'North', -3)
    """
    return f"'{value}" if isinstance(value, str) and _TAKEN.match(value) else value
