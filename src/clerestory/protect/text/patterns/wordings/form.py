"""What a word that gives something away is, with what has to stand around it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from clerestory.model.redaction.findings import Certainty, Kind
from clerestory.protect.text.patterns.anchored import Found, always

_LONGEST_BEFORE = 80
# Parts of expressions: a word with a capital, and words with one that are no name.
CAPITAL = r"[A-Z][\w'\-]+"
NO_NAME = (
    r"(?!(?:The|A(?!\.)|An|And|Or|Of|In|On|At|To|For|By|From|With|It|This|That|These|We|I(?!\.)|He|She|They|No|Not|If)"
    r"\b)"
)


@dataclass(frozen=True)
class Wording:
    """Words, and what has to stand at and around them.

    Attributes
    ----------
    words : tuple of str
        In small letters; a text without them is not looked at further.
    pattern : re.Pattern
        Matched from the word on, capitals kept. Its group ``it``, if it has one, is what is found.
    before : re.Pattern, optional
        What has to stand right before the word and belongs to what is found; ends with ``$``.
    """

    kind: Kind
    rule: str
    words: tuple[str, ...]
    pattern: re.Pattern[str]
    before: re.Pattern[str] | None = None
    certainty: Certainty = Certainty.REMOVE
    check: Callable[[str], bool] = always

    def found_at(self, plain: str, start: int) -> Found | None:
        """Give what stands at a word; None if it is only the word."""
        found = self.pattern.match(plain, start)
        if found is None:
            return None
        start, end = found.span("it") if "it" in self.pattern.groupindex else found.span()
        if self.before is not None:
            before = self.before.search(plain, max(0, start - _LONGEST_BEFORE), start)
            if before is None:
                return None
            start = before.start()
        if not self.check(plain[start:end]):
            return None
        return Found(start, end, self.kind, self.rule, self.certainty)
