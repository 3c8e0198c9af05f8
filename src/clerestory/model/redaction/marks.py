"""Marks of redaction in a text that its giver redacted: the number of a section or a person in one counts nothing."""

from __future__ import annotations

import re

from clerestory.model.redaction.reasons import REASONS

_MARKS = sorted(re.escape(reason.mark) for reason in REASONS.values())
_PERSON = r"\[Person [1-9][0-9]{0,5}\]"  # a pseudonym, with the number that the case gives the person
_MARK = re.compile("|".join((*_MARKS, _PERSON)))


def without_marks(text: str) -> str:
    """Give a text without its marks and pseudonyms, as the redaction writes them to the letter.

    Examples
    --------
    >>> without_marks("[Person 2] met [withheld: s.40(2)] and wrote to [withheld: 12 people].")
    ' met  and wrote to [withheld: 12 people].'
    """
    return _MARK.sub("", text)
