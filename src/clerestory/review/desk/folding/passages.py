"""What the acts of the reviewers of case texts lead to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from clerestory.model.desk.acts import Recorded, passages
from clerestory.model.desk.acts.common import ActForm
from clerestory.model.desk.outputs import Desk
from clerestory.model.desk.passages import TextReview

Fold = Callable[[Desk, Recorded, Any], Desk]


def _open(desk: Desk, done: Recorded, act: passages.OpenText) -> Desk:
    text = _text(desk, act)
    return _with(desk, act, replace(text, opened={**text.opened, done.person: done.time}))


def _review(desk: Desk, _done: Recorded, act: passages.ReviewPassages) -> Desk:
    text = _text(desk, act)
    return _with(desk, act, replace(text, decisions=(*text.decisions, *act.decisions)))


def _text(desk: Desk, act: passages.OfText) -> TextReview:
    return desk.texts.get(act.text, TextReview())


def _with(desk: Desk, act: passages.OfText, text: TextReview) -> Desk:
    return replace(desk, texts={**desk.texts, act.text: text})


PASSAGE_FOLDS: Mapping[type[ActForm], Fold] = {passages.OpenText: _open, passages.ReviewPassages: _review}
