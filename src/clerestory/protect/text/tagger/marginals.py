"""What a model makes of the tokens of a text: how probable each label is, and how probably each is to be withheld."""

from __future__ import annotations

import numpy as np

from clerestory.protect.text.tagger.features import Hashes, buckets_of, feature_hashes
from clerestory.protect.text.tagger.field import Floats, label_probabilities, label_scores
from clerestory.protect.text.tagger.model import TaggerModel
from clerestory.protect.text.tagger.tokens import Tokens


def probabilities(model: TaggerModel, tokens: Tokens) -> Floats:
    """Give the probability of every label of every token; shape (n, n_labels)."""
    return probabilities_of(model, tokens, feature_hashes(tokens, model.salt))


def probabilities_of(model: TaggerModel, tokens: Tokens, hashes: Hashes) -> Floats:
    """Give the same from features that were worked out before."""
    none = np.zeros((1, len(model.labels)), dtype=np.float32)
    scores = label_scores(model.rows[buckets_of(hashes)], np.concatenate([none, model.weights]))
    return label_probabilities(scores, model.transitions.astype(np.float64), tokens.paragraph)


def to_withhold(model: TaggerModel, probable: Floats) -> Floats:
    """Give how probably each token is to be withheld; shape (n,)."""
    found: Floats = probable[:, model.withheld].sum(axis=1)
    return found
