"""Faults of a paper, each with its place; they are told together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clerestory.errors import PaperError


@dataclass(frozen=True)
class Fault:
    """What is wrong, at a line and column of a text, and what to do."""

    line: int
    column: int
    what: str
    remedy: str


PAPER = "paper/paper.md"


def together(faults: Sequence[Fault], text: str = PAPER) -> PaperError:
    """Join all faults of a text into one error, in order of lines; the first gives the place."""
    ordered = sorted(faults, key=lambda fault: (fault.line, fault.column))
    first, rest = ordered[0], ordered[1:]
    more = "".join(f"\n  line {f.line}, column {f.column}: {f.what}. {f.remedy}" for f in rest)
    where = f"{text}, line {first.line}, column {first.column}"
    return PaperError(first.what, where=where, remedy=first.remedy + (f"\nAlso:{more}" if more else ""))
