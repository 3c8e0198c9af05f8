"""Withheld passages as one automaton, counted in a text in plain spelling.

A passage of six letters and figures or more is looked for with everything else left out of both, so that spaces, signs
and line breaks between do not hide it. A shorter one would stand in other words by chance: it counts as whole words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

import ahocorasick

from clerestory.protect.text.normalised import normalise

_LONG = 6  # letters and figures


class Passages:
    """Passages that must be gone; shows nothing of them."""

    def __init__(self, gone: Collection[str]) -> None:
        self._long, self._short = ahocorasick.Automaton(), ahocorasick.Automaton()
        for passage in gone:
            folded = normalise(passage).folded.strip()
            squeezed = _squeezed(folded)
            if len(squeezed) >= _LONG:
                self._long.add_word(squeezed, squeezed)
            elif squeezed:
                self._short.add_word(folded, folded)
        for automaton in (self._long, self._short):
            automaton.make_automaton()

    def __repr__(self) -> str:
        return f"Passages({len(self._long) + len(self._short)})"

    def counted(self, text: str) -> Counter[str]:
        """Count the passages in a text; the counter holds them in clear and is never shown."""
        folded, found = normalise(text).folded, Counter[str]()
        if len(self._long):
            found.update(passage for _, passage in self._long.iter(_squeezed(folded)))
        if len(self._short):
            found.update(p for end, p in self._short.iter(folded) if _is_whole(folded, end + 1 - len(p), end + 1))
        return found


def _squeezed(text: str) -> str:
    return text if text.isalnum() else "".join(filter(str.isalnum, text))


def _is_whole(text: str, start: int, end: int) -> bool:
    return not text[:start][-1:].isalnum() and not text[end : end + 1].isalnum()
