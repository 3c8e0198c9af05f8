"""Pauses of clocks while Parliament is prorogued or dissolved."""

from __future__ import annotations

from collections.abc import Iterable

from clerestory.answer.clocks.clock import Pause
from clerestory.model.answers.parliament import BREAKS, ParliamentBreak


def pauses_of(more: Iterable[ParliamentBreak] = ()) -> tuple[Pause, ...]:
    """Give the pause of every prorogation and dissolution since 2000, and of those that settings add."""
    return tuple(Pause(one.start, one.end, one.kind.value) for one in (*BREAKS, *more))
