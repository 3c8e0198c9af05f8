"""Forms that are looked for by their rarest part, so that a text without it costs one quick pass."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from clerestory.model.redaction.findings import Certainty, Kind
from clerestory.protect.text.landmarks import AROUND, NEAR, Stretch

_LONGEST_BEFORE = 12  # signs before the rare part that may belong to it


@dataclass(frozen=True, slots=True)
class Found:
    """A passage of the plain text."""

    start: int
    end: int
    kind: Kind
    rule: str
    certainty: Certainty = Certainty.REMOVE


def always(_: str) -> bool:
    """Check nothing: the form says enough."""
    return True


@dataclass(frozen=True)
class AnchoredForm:
    """A form of identifier, in parts.

    Attributes
    ----------
    kind : Kind
    rule : str
    core : re.Pattern
        What is searched for; begins with a class of signs that few texts have, such as a digit.
    before : re.Pattern, optional
        What has to stand before it and belongs to it; ends with ``$``.
    check : callable
        Whether the whole has the right check digits.
    certainty : Certainty
    needs : str
        A sign or signs without which a text has none of it.
    """

    kind: Kind
    rule: str
    core: re.Pattern[str]
    before: re.Pattern[str] | None = None
    check: Callable[[str], bool] = always
    certainty: Certainty = Certainty.REMOVE
    needs: str = ""

    def found_in(self, plain: str, where: Iterable[Stretch]) -> Iterator[Found]:
        """Yield where it stands in some stretches, as a word of its own and with the right check digits."""
        if self.needs not in plain:
            return
        find, before = self.core.finditer, self.before
        for core in chain.from_iterable(find(plain, first, last) for first, last in where):
            start, end = core.span()
            if before is not None:
                lead = before.search(plain, max(0, start - _LONGEST_BEFORE), start)
                if lead is None:
                    continue
                start = lead.start()
            if stands_alone(plain, start, end) and self.check(plain[start:end]):
                yield Found(start, end, self.kind, self.rule, self.certainty)


def stretches(plain: str, rare: re.Pattern[str], within: Iterable[Stretch]) -> Iterator[Stretch]:
    """Yield the stretches around what is rare, in order, none overlapping another; most of a text is in none.

    Parameters
    ----------
    plain : str
    rare : re.Pattern
    within : iterable of Stretch
        Where it may stand.
    """
    start = end = -1
    for first, last in within:
        for found in rare.finditer(plain, first, last):
            if found.start() - AROUND > end + NEAR:
                if end >= 0:
                    yield start, end
                start = max(0, found.start() - AROUND)
            end = min(found.end() + AROUND, len(plain))
    if end >= 0:
        yield start, end


def stands_alone(plain: str, start: int, end: int) -> bool:
    """Say whether no letter or digit touches a passage."""
    return not (start and plain[start - 1].isalnum()) and not plain[end : end + 1].isalnum()


def form(
    rule: str,
    core: str,
    before: str = "",
    *,
    kind: Kind = Kind.CODE,
    check: Callable[[str], bool] = always,
    certainty: Certainty = Certainty.REMOVE,
    needs: str = "",
) -> AnchoredForm:
    """Give a form from its expressions; the one before the core is given without its ``$``."""
    compiled = re.compile(f"{before}$") if before else None
    return AnchoredForm(kind, f"pattern.{rule}", re.compile(core), compiled, check, certainty, needs)
