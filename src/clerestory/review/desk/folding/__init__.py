"""The state of a desk: what comes of its acts, one after another. Acts were checked before they were recorded."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from clerestory.model.desk.acts import Recorded
from clerestory.model.desk.outputs import Desk
from clerestory.review.desk.folding.group import GROUP_FOLDS
from clerestory.review.desk.folding.holds import HOLD_FOLDS
from clerestory.review.desk.folding.outputs import OUTPUT_FOLDS
from clerestory.review.desk.folding.passages import PASSAGE_FOLDS

EMPTY = Desk()
_FOLDS = {**GROUP_FOLDS, **OUTPUT_FOLDS, **HOLD_FOLDS, **PASSAGE_FOLDS}


def folded(recorded: Iterable[Recorded], start: Desk = EMPTY) -> Desk:
    """Give the state after all these acts, from a state before them."""
    return reduce(after, recorded, start)


def after(desk: Desk, done: Recorded) -> Desk:
    """Give the state after one more act."""
    return _FOLDS[type(done.act)](desk, done, done.act)
