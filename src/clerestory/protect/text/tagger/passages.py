"""One decision for what stands several times: passages of the same words in a text are withheld together or not at all.

Whether a body or a day identifies somebody is told by some of the places where it is named, not by all. What the field
makes of the words of a passage, and of the places where the same words stand, is therefore taken together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clerestory.model.redaction.findings import Kind
from clerestory.protect.text.tagger.field import Floats
from clerestory.protect.text.tagger.marginals import to_withhold
from clerestory.protect.text.tagger.model import OUTSIDE, TaggerModel
from clerestory.protect.text.tagger.tokens import Tokens

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_SOMETHING = 0.05  # probability of any label from which on a token is of a passage
_LEAST = 1e-4  # the log odds of less, and of as near to 1, are no larger


@dataclass(frozen=True, repr=False)
class Read:
    """What a model makes of the tokens of a text.

    Attributes
    ----------
    kinds : tuple of Kind
        Those that the model knows.
    kind : int array of shape (n,)
        The likeliest of ``kinds`` for each token.
    alone, withhold : float arrays of shape (n,)
        How probably each token is to be withheld, by itself and with all passages of the same words.
    """

    kinds: tuple[Kind, ...]
    kind: Ints
    alone: Floats
    withhold: Floats


def read(model: TaggerModel, tokens: Tokens, probable: Floats) -> Read:
    """Take together what a model makes of the passages of a text.

    Parameters
    ----------
    model : TaggerModel
    tokens : Tokens
    probable : float array of shape (n, n_labels)
        Probability of every label of every token.
    """
    kinds = tuple(dict.fromkeys(model.kinds))
    of_kind = np.array([[kind is other for other in kinds] for kind in model.kinds], dtype=np.float64)
    kind = (probable[:, 1:] @ of_kind).argmax(axis=1)
    alone = to_withhold(model, probable)
    something = 1 - probable[:, model.labels.index(OUTSIDE)] > _SOMETHING
    return Read(kinds, kind, alone, _together(tokens, alone, list(runs(something, kind, tokens.paragraph))))


def runs(found: Mask, kind: Ints, paragraph: Ints) -> Iterator[tuple[int, int]]:
    """Yield first and last of tokens in a row that were found, of one kind and paragraph."""
    changed = (np.diff(found) != 0) | (np.diff(kind) != 0) | (np.diff(paragraph) != 0)
    first = np.concatenate([[0], np.flatnonzero(changed) + 1])
    last = np.concatenate([first[1:] - 1, [len(found) - 1]])
    for begins, ends in zip(first.tolist(), last.tolist(), strict=True):
        if found[begins]:
            yield begins, ends


def _together(tokens: Tokens, alone: Floats, passages: Sequence[tuple[int, int]]) -> Floats:
    """Give the tokens of passages the mean log odds of all of the same words, each that of its most probable word.

    A passage that is by itself more probably to be withheld than not stays so, whatever is made of the others.
    """
    is_word = tokens.words
    clipped = np.clip(alone, _LEAST, 1 - _LEAST)
    odds = np.where(is_word, np.log(clipped / (1 - clipped)), -np.inf)
    same: dict[tuple[str, ...], list[slice]] = defaultdict(list)
    small = [word.lower() for word in tokens.types]
    for first, last in passages:
        run = slice(first, last + 1)
        same[tuple(small[i] for i in tokens.type_of[run][is_word[run]])].append(run)
    same.pop((), None)  # signs alone
    together = alone.copy()
    for places in same.values():
        mean = sum(odds[run].max() for run in places) / len(places)
        for run in places:
            own = odds[run].max()
            together[run] = 1 / (1 + np.exp(-(max(own, mean) if own > 0 else mean)))
    return together
