"""Faults of a paper, each with its place; they are told together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clerestory.errors import PaperError


@dataclass(frozen=True)
class Fault:
    """What is wrong, at a line and column of paper/paper.md, and what to do."""

    line: int
    column: int
    what: str
    remedy: str


def together(faults: Sequence[Fault]) -> PaperError:
    """Join all faults into one error, in order of lines; the first gives the place."""
    ordered = sorted(faults, key=lambda fault: (fault.line, fault.column))
    first, rest = ordered[0], ordered[1:]
    more = "".join(f"\n  line {f.line}, column {f.column}: {f.what}. {f.remedy}" for f in rest)
    where = f"paper/paper.md, line {first.line}, column {first.column}"
    return PaperError(first.what, where=where, remedy=first.remedy + (f"\nAlso:{more}" if more else ""))
