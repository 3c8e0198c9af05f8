"""The tagger as a finder: people, places and days that no roster knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt

from clerestory.model.redaction.findings import Finding, Kind
from clerestory.protect.text.normalised import NormalisedText
from clerestory.protect.text.tagger.features import feature_ids
from clerestory.protect.text.tagger.field import label_probabilities, label_scores
from clerestory.protect.text.tagger.model import TaggerModel
from clerestory.protect.text.tagger.tokens import Tokens, tokens_of

RULE, AGAIN = "tagger", "tagger.again"
_REPEATED = (Kind.PERSON, Kind.CODE)  # once found in a text, found wherever it stands in it
_SHORTEST = 3  # letters of a word that is looked for again
_SURE = 0.5  # probability from which on it is


@dataclass(frozen=True, repr=False)
class Tagger:
    """Finds what a model learnt to find.

    Attributes
    ----------
    model : TaggerModel
    """

    model: TaggerModel

    def __repr__(self) -> str:
        return f"Tagger({self.model!r})"

    def find(self, text: NormalisedText) -> Iterator[Finding]:
        """Yield passages of which some token is more probably of some kind than the threshold of the model."""
        tokens = tokens_of(text)
        if not len(tokens):
            return
        probable = self.probabilities(tokens)
        best = 1 + probable[:, 1:].argmax(axis=1)
        found = 1 - probable[:, 0] > self.model.threshold
        again = _again(tokens, best, probable, self.model) & ~found
        kinds = self.model.kinds
        yield from _passages(text, tokens, [kinds[label - 1] for label in best], rules=_rules(found, again))

    def probabilities(self, tokens: Tokens) -> npt.NDArray[np.float64]:
        """Give the probability of every label of every token, averaged over the fields; shape (n, n_labels)."""
        model = self.model
        rows = model.rows[feature_ids(tokens, model.salt)].astype(np.int64)
        total = np.zeros((len(tokens), len(model.labels)))
        for weights, transitions in zip(model.weights, model.transitions, strict=True):
            with_none = np.concatenate([np.zeros((1, weights.shape[1]), dtype=np.float32), weights])
            scores = label_scores(rows, with_none)
            total += label_probabilities(scores, transitions.astype(np.float64), tokens.paragraph)
        return total / len(model.weights)


def _again(
    tokens: Tokens, best: npt.NDArray[np.int64], probable: npt.NDArray[np.float64], model: TaggerModel
) -> npt.NDArray[np.bool_]:
    """Mark words that begin with a capital or digit and are surely a person or code elsewhere in the text."""
    repeated = np.array([False, *(kind in _REPEATED for kind in model.kinds)])
    sure = repeated[best] & (probable[np.arange(len(best)), best] > _SURE)
    worth = np.array([len(word) >= _SHORTEST and (word[0].isupper() or word.isdigit()) for word in tokens.types])
    of_types = np.zeros(len(tokens.types), dtype=np.bool_)
    of_types[tokens.type_of[sure]] = True
    marked: npt.NDArray[np.bool_] = (of_types & worth)[tokens.type_of]
    return marked


def _rules(found: npt.NDArray[np.bool_], again: npt.NDArray[np.bool_]) -> list[str]:
    return [RULE if first else AGAIN if second else "" for first, second in zip(found, again, strict=True)]


def _passages(text: NormalisedText, tokens: Tokens, kinds: list[Kind], *, rules: list[str]) -> Iterator[Finding]:
    """Yield runs of found tokens of one kind, rule and paragraph."""
    marked = zip(range(len(tokens)), kinds, rules, tokens.paragraph.tolist(), strict=True)
    for (rule, kind, _), run in groupby(marked, key=lambda token: (token[2], token[1], token[3])):
        if rule:
            of_run = [token[0] for token in run]
            start, end = text.original_span(int(tokens.starts[of_run[0]]), int(tokens.ends[of_run[-1]]))
            yield Finding(start, end, kind, rule)
