"""What finders find in a text once coded pieces of it are decoded; the coded piece goes as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from clerestory.model.redaction.findings import Finding
from clerestory.protect.text.coded.codings import CODINGS
from clerestory.protect.text.coded.dense import dense_stretches
from clerestory.protect.text.coded.views import View
from clerestory.protect.text.finders import ClueFinder, Finder, find_all
from clerestory.protect.text.normalised import NormalisedText

RULE = "coded"
_LAYERS = 3  # what is coded can be coded again
_DEEP_BELOW = 200_000  # signs; a longer piece is decoded once


class CodedMatter(ClueFinder[Finding]):
    """Finds what other finders would find if it were written plainly.

    Parameters
    ----------
    finders : sequence of Finder
        Those whose matter is looked for.
    """

    def __init__(self, finders: Sequence[Finder]) -> None:
        self._finders = tuple(finders)

    def __repr__(self) -> str:
        return f"CodedMatter({len(self._finders)} finders)"

    def clues(self, text: NormalisedText) -> Iterator[Finding]:
        """Yield nothing: a coded piece can be as long as the text, whose codes are looked at as they are written."""
        return iter(())

    def settled(self, clues: Iterable[Finding], original: str) -> Iterator[Finding]:
        """Yield every coded piece in which something is found."""
        return self._found(original, _LAYERS)

    def _found(self, text: str, layers: int) -> Iterator[Finding]:
        dense = dense_stretches(text)
        for coding in CODINGS:
            for view in coding.views(text, dense):
                yield from self._of_view(view, layers if len(view.text) < _DEEP_BELOW else 1)

    def _of_view(self, view: View, layers: int) -> Iterator[Finding]:
        deeper = self._found(view.text, layers - 1) if layers > 1 else ()
        for found in (*find_all(view.text, self._finders), *deeper):
            span = view.in_text(found.start, found.end)
            if span is not None:
                rule = found.rule if found.rule.startswith(f"{RULE}.") else f"{RULE}.{found.rule}"
                yield replace(found, start=span[0], end=span[1], rule=rule)
