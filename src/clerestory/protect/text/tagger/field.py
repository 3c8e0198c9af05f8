"""A linear-chain conditional random field over many paragraphs at once: how probable each label of each token is.

Weights are learnt by python-crfsuite (see ``training``); here they are used, with arrays in place of a look-up for each
feature of each token. Lafferty, McCallum and Pereira (2001), "Conditional random fields", section 3; the scaled
recursions are those of Rabiner (1989), "A tutorial on hidden Markov models", section V.A.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_MOST_CELLS = 65_536  # tokens of paragraphs of like length that are worked on together: bounds the memory


def label_scores(rows: npt.NDArray[np.int32], weights: npt.NDArray[np.float32]) -> Floats:
    """Add up the weights of each token's features.

    Parameters
    ----------
    rows : int array of shape (n_features, n)
        Row of ``weights`` for each feature of each token.
    weights : float array of shape (n_rows, n_labels)

    Returns
    -------
    float array of shape (n, n_labels)
    """
    scores = np.zeros((rows.shape[1], weights.shape[1]), dtype=np.float32)
    for column in rows:
        scores += weights.take(column, axis=0)
    return scores.astype(np.float64)


def label_probabilities(scores: Floats, transitions: Floats, groups: Ints) -> Floats:
    """Give the marginal probability of every label of every token.

    Parameters
    ----------
    scores : float array of shape (n, n_labels)
    transitions : float array of shape (n_labels, n_labels)
        Weight of a label (column) right after another (row).
    groups : int array of shape (n,)
        The paragraph of each token, never falling: labels of one say nothing of those of another.

    Returns
    -------
    float array of shape (n, n_labels)
        Rows add up to 1.
    """
    found = np.zeros_like(scores)
    for first, lengths in _batches(groups):
        found_at = first[:, None] + np.arange(lengths.max())[None, :]
        inside = np.arange(lengths.max())[None, :] < lengths[:, None]
        padded = np.zeros((*inside.shape, scores.shape[1]))
        padded[inside] = scores[found_at[inside]]
        found[found_at[inside]] = _of_batch(padded, transitions, inside)[inside]
    return found


def _batches(groups: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Yield first tokens and lengths of paragraphs, the longest first, those of like length together."""
    first = np.flatnonzero(np.diff(groups, prepend=groups[:1] - 1))
    lengths = np.diff(first, append=len(groups))
    order = np.argsort(-lengths, kind="stable")
    at = 0
    while at < len(order):
        chosen = order[at : at + max(1, _MOST_CELLS // int(lengths[order[at]]))]
        yield first[chosen], lengths[chosen]
        at += len(chosen)


def _of_batch(scores: Floats, transitions: Floats, inside: npt.NDArray[np.bool_]) -> Floats:
    """Forward and backward over padded paragraphs; past its end a paragraph's values are of no matter."""
    own = np.exp(scores - scores.max(axis=2, keepdims=True))
    step = np.exp(transitions - transitions.max())
    forward = np.empty_like(own)
    forward[:, 0] = _to_one(own[:, 0])
    for t in range(1, own.shape[1]):
        forward[:, t] = _to_one((forward[:, t - 1] @ step) * own[:, t])
    backward = np.ones_like(own)
    for t in range(own.shape[1] - 2, -1, -1):
        after = _to_one((backward[:, t + 1] * own[:, t + 1]) @ step.T)
        backward[:, t] = np.where(inside[:, t + 1, None], after, 1.0)
    return _to_one(forward * backward)


def _to_one(values: Floats) -> Floats:
    summed: Floats = values.sum(axis=-1, keepdims=True)
    return values / summed
