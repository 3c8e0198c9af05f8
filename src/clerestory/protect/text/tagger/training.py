"""Learning a tagger from labelled texts, by python-crfsuite, without a word that few texts have."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pycrfsuite

from clerestory.errors import TaggerError
from clerestory.progress import SILENT, Progress
from clerestory.protect.text.normalised import NormalisedText, normalise
from clerestory.protect.text.tagger.corpus import LabelledSpan, LabelledText
from clerestory.protect.text.tagger.features import BUCKET_BITS, feature_ids
from clerestory.protect.text.tagger.model import OUTSIDE, TaggerModel
from clerestory.protect.text.tagger.tokens import Tokens, tokens_of

Ints = npt.NDArray[np.int64]
FEWEST_TEXTS = 10
_MODEL = "field.crfsuite"


@dataclass(frozen=True)
class TrainingSettings:
    """How a tagger is trained.

    Attributes
    ----------
    members : int
        Fields that are averaged; each learns from other texts by chance (Breiman 1996, bagging), the first from all.
    least_documents : int
        A feature that fewer texts have is not learnt: so no weight hangs on a name of one case.
    threshold : float
        Proportion: a token is found where something of it is more probable than that to need removing.
    iterations : int
        Most steps of the optimiser.
    seed : int
        The same seed and corpus give the same bytes.
    """

    members: int = 3
    least_documents: int = 3
    threshold: float = 0.02
    iterations: int = 90
    seed: int = 1

    def __post_init__(self) -> None:
        if self.least_documents < 2 or self.members < 1 or not 0 < self.threshold < 1:
            raise ValueError("2 documents, 1 member, and a threshold between 0 and 1 are the least")


# Of the penalties: both small, since features of few texts are gone before (measured on public judgments).
_PENALTIES = {"c1": 0.05, "c2": 0.05}


@dataclass(frozen=True, repr=False)
class _Example:
    tokens: Tokens
    features: Ints
    labels: tuple[str, ...]


def train_tagger(
    texts: Sequence[LabelledText], settings: TrainingSettings | None = None, *, progress: Progress = SILENT
) -> TaggerModel:
    """Train a tagger.

    Parameters
    ----------
    texts : sequence of LabelledText
        At least ``FEWEST_TEXTS``.
    settings : TrainingSettings, optional

    Raises
    ------
    TaggerError
        If there are too few texts, or nothing was marked in them.
    """
    settings = settings or TrainingSettings()
    salt = hashlib.blake2b(b"clerestory tagger %d" % settings.seed, digest_size=16).digest()
    progress.begin("learning from texts", len(texts) + settings.members)
    examples = []
    for text in texts:
        examples.append(_example(text, salt))
        progress.advance()
    labels = (OUTSIDE, *sorted({label for example in examples for label in example.labels} - {OUTSIDE}))
    if len(examples) < FEWEST_TEXTS or len(labels) < 2:
        raise TaggerError(
            f"has fewer than {FEWEST_TEXTS} texts, or none in which something was marked",
            where="the corpus",
            remedy="Add labelled texts.",
        )
    learnt = _frequent(examples, settings.least_documents)
    fields = []
    for chosen in _members(examples, settings):
        fields.append(_field(chosen, learnt, settings.iterations))
        progress.advance()
    return _model(fields, labels, salt, settings=settings, documents=len(texts))


def _example(text: LabelledText, salt: bytes) -> _Example:
    normalised = normalise(text.text)
    tokens = tokens_of(normalised)
    return _Example(tokens, feature_ids(tokens, salt), token_labels(text.spans, normalised, tokens))


def token_labels(spans: Sequence[LabelledSpan], text: NormalisedText, tokens: Tokens) -> tuple[str, ...]:
    """Give the label of each token: that of the first marked passage that it touches."""
    labels = np.zeros(len(tokens), dtype=np.int64)
    names = [OUTSIDE]
    starts = text.offsets[tokens.starts]
    ends = np.maximum(text.offsets[tokens.ends], text.offsets[tokens.ends - 1] + 1)
    for span in spans:
        if span.identifies != "no":
            names.append(span.kind + (".direct" if span.identifies == "direct" else ""))
            labels[(starts < span.end) & (ends > span.start) & (labels == 0)] = len(names) - 1
    return tuple(names[label] for label in labels)


def _frequent(examples: Sequence[_Example], least: int) -> npt.NDArray[np.bool_]:
    """Mark the buckets that enough texts have."""
    having = np.zeros(2**BUCKET_BITS, dtype=np.int64)
    for example in examples:
        having[np.unique(example.features)] += 1
    return having >= least


def _members(examples: Sequence[_Example], settings: TrainingSettings) -> list[Sequence[_Example]]:
    rng = np.random.default_rng(settings.seed)
    drawn = [rng.integers(len(examples), size=len(examples)) for _ in range(settings.members - 1)]
    return [examples, *([examples[i] for i in sorted(some.tolist())] for some in drawn)]


def _field(
    examples: Sequence[_Example], learnt: npt.NDArray[np.bool_], iterations: int
) -> tuple[dict[tuple[str, str], float], dict[tuple[str, str], float]]:
    """Train one field; gives weights by feature and label, and by two labels in a row."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for example in examples:
        for part in _paragraphs(example.tokens):
            rows = [[str(bucket) for bucket in row[learnt[row]]] for row in example.features[part]]
            trainer.append(rows, [example.labels[i] or "O" for i in part])
    trainer.set_params({**_PENALTIES, "max_iterations": iterations})
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / _MODEL)
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
        tagger.close()
    return info.state_features, info.transitions


def _paragraphs(tokens: Tokens) -> list[Ints]:
    return np.split(np.arange(len(tokens)), np.flatnonzero(np.diff(tokens.paragraph)) + 1)


def _model(
    fields: Sequence[tuple[dict[tuple[str, str], float], dict[tuple[str, str], float]]],
    labels: tuple[str, ...],
    salt: bytes,
    *,
    settings: TrainingSettings,
    documents: int,
) -> TaggerModel:
    number = {label or "O": i for i, label in enumerate(labels)}
    buckets = np.unique([int(bucket) for states, _ in fields for bucket, _ in states])
    weights = np.zeros((len(fields), len(buckets), len(labels)), dtype=np.float32)
    transitions = np.zeros((len(fields), len(labels), len(labels)), dtype=np.float32)
    for member, (states, steps) in enumerate(fields):
        at = np.searchsorted(buckets, [int(bucket) for bucket, _ in states])
        weights[member, at, [number[label] for _, label in states]] = list(states.values())
        for (before, after), weight in steps.items():
            transitions[member, number[before], number[after]] = weight
    return TaggerModel(
        salt, labels, buckets, weights, transitions, settings.threshold, documents, settings.least_documents
    )
