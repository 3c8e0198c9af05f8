"""The threshold of a tagger, from texts that what is tried did not learn from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clerestory.protect.text.tagger.examples import Example
from clerestory.protect.text.tagger.field import Floats

_LEAST, _MOST = 0.001, 0.5


@dataclass(frozen=True)
class Tuned:
    """A threshold, and the recall of entities and precision of words at it; proportions."""

    threshold: float
    recall: float
    precision: float


def tuned(examples: Sequence[Example], withhold: Sequence[Floats], *, recall: float) -> Tuned:
    """Give the highest threshold at which enough entities are found whole.

    Parameters
    ----------
    examples : sequence of Example
    withhold : sequence of float arrays of shape (n,)
        How probably each token of each example is to be withheld, by a field that did not learn from it.
    recall : float
        Proportion of entities of which every word of every mention has to be found.
    """
    pairs = list(zip(examples, withhold, strict=True))
    weakest = np.sort([probable[words].min() for example, probable in pairs for words in example.entities])
    missed = int((1 - recall) * len(weakest))
    # Found is what is more probable than the threshold, so it lies just under the weakest entity to be found.
    threshold = float(np.clip(weakest[missed] * (1 - 1e-9), _LEAST, _MOST)) if len(weakest) else _LEAST
    return Tuned(threshold, float((weakest > threshold).mean()) if len(weakest) else 0.0, _precision(pairs, threshold))


def _precision(pairs: Sequence[tuple[Example, Floats]], threshold: float) -> float:
    right = found = 0
    for example, probable in pairs:
        withheld = (probable > threshold) & example.tokens.words
        found += int(withheld.sum())
        right += int((withheld & example.marked).sum())
    return right / found if found else 0.0
