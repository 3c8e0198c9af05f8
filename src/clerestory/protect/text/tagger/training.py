"""Learning a tagger from labelled texts, by python-crfsuite, without a word that few texts have."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pycrfsuite

from clerestory.errors import TaggerError
from clerestory.progress import SILENT, Progress
from clerestory.protect.text.tagger.corpus import LabelledText
from clerestory.protect.text.tagger.examples import Example, example_of, frequent
from clerestory.protect.text.tagger.features import Hashes, buckets_of
from clerestory.protect.text.tagger.field import Floats
from clerestory.protect.text.tagger.marginals import probabilities_of
from clerestory.protect.text.tagger.model import OUTSIDE, STAYS, Learning, TaggerModel
from clerestory.protect.text.tagger.passages import read
from clerestory.protect.text.tagger.tuning import Tuned, tuned

FEWEST_TEXTS = 10
_MODEL = "field.crfsuite"
_OUTSIDE = "O"  # the library takes no empty label
# Of the penalties: both small, since features of few texts are gone before.
_PENALTIES = {"c1": 0.05, "c2": 0.05}


@dataclass(frozen=True)
class TrainingSettings:
    """How a tagger is trained.

    Attributes
    ----------
    members : int
        Fields of which the weights are averaged. Each learns from all texts but every so-manieth, and is tried on those
        (cross-validation committees: Parmanto, Munro and Doyle 1996).
    least_documents : int
        A feature that fewer texts have is not learnt: so no weight hangs on a name of one case.
    recall : float
        Proportion of entities of texts held out that the threshold has to find whole.
    iterations : int
        Most steps of the optimiser.
    seed : int
        Of the salt; the same seed and corpus give the same bytes.
    """

    members: int = 5
    least_documents: int = 3
    recall: float = 0.915
    iterations: int = 90
    seed: int = 1

    def __post_init__(self) -> None:
        if self.least_documents < 2 or not 2 <= self.members <= FEWEST_TEXTS or not 0 < self.recall < 1:
            raise ValueError("2 documents, 2 to 10 members, and a recall between 0 and 1")


@dataclass(frozen=True, repr=False)
class _Field:
    """Weights of one field, by bucket and label, and by two labels in a row."""

    states: dict[tuple[str, str], float]
    steps: dict[tuple[str, str], float]


def train_tagger(
    texts: Sequence[LabelledText], settings: TrainingSettings | None = None, *, progress: Progress = SILENT
) -> TaggerModel:
    """Train a tagger.

    Parameters
    ----------
    texts : sequence of LabelledText
        At least ``FEWEST_TEXTS``.
    settings : TrainingSettings, optional

    Returns
    -------
    TaggerModel
        The same texts and settings give the same weights.

    Raises
    ------
    TaggerError
        If there are too few texts, nothing was marked in them, or nothing recurs from one to another.
    """
    settings = settings or TrainingSettings()
    salt = hashlib.blake2b(b"clerestory tagger %d" % settings.seed, digest_size=16).digest()
    progress.begin("learning from texts", len(texts) + settings.members)
    examples = []
    for text in texts:
        examples.append(example_of(text, salt))
        progress.advance()
    labels = _labels(examples)
    learnt = frequent(examples, settings.least_documents)
    fields = []
    for held in range(settings.members):
        chosen = [example for i, example in enumerate(examples) if i % settings.members != held]
        fields.append(_field(chosen, learnt, settings.iterations))
        progress.advance()
    found = tuned(examples, _held_out(examples, fields, (salt, labels)), recall=settings.recall)
    return _model(fields, (salt, labels), _learning(found, settings, len(texts)))


def _labels(examples: Sequence[Example]) -> tuple[str, ...]:
    found = {label for example in examples for label in example.labels} - {OUTSIDE}
    if len(examples) < FEWEST_TEXTS or all(label.endswith(STAYS) for label in found):
        raise TaggerError(
            f"has fewer than {FEWEST_TEXTS} texts, or none in which something is to be withheld",
            where="the corpus",
            remedy="Add labelled texts.",
        )
    return (OUTSIDE, *sorted(found))


def _field(examples: Sequence[Example], learnt: Hashes, iterations: int) -> _Field:
    """Train one field from features that enough texts have."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for example in examples:
        names = _names(example, learnt)
        for part in example.paragraphs:
            trainer.append([names[i] for i in part], [example.labels[i] or _OUTSIDE for i in part])
    trainer.set_params({**_PENALTIES, "max_iterations": iterations})
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / _MODEL)
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
        tagger.close()
    return _Field(dict(info.state_features), dict(info.transitions))


def _names(example: Example, learnt: Hashes) -> list[list[str]]:
    buckets, kept = buckets_of(example.hashes).T, np.isin(example.hashes, learnt).T
    return [list(map(str, row[some].tolist())) for row, some in zip(buckets, kept, strict=True)]


def _held_out(
    examples: Sequence[Example], fields: Sequence[_Field], named: tuple[bytes, tuple[str, ...]]
) -> list[Floats]:
    """Give how probably each token is to be withheld by the one field that did not learn from its text."""
    models = [_model([field], named, Learning(0.5, 0.0, 0.0, 2, 1, 2)) for field in fields]
    return list(_by_the_other(examples, models))


def _by_the_other(examples: Sequence[Example], models: Sequence[TaggerModel]) -> Iterator[Floats]:
    for i, example in enumerate(examples):
        model = models[i % len(models)]
        probable = probabilities_of(model, example.tokens, example.hashes)
        yield read(model, example.tokens, probable).withhold


def _model(fields: Sequence[_Field], named: tuple[bytes, tuple[str, ...]], learning: Learning) -> TaggerModel:
    """Give the mean of fields: weights are added up and divided, where a field lacks one it is 0."""
    salt, labels = named
    number = {label or _OUTSIDE: i for i, label in enumerate(labels)}
    buckets = np.unique(np.array([int(bucket) for field in fields for bucket, _ in field.states], dtype=np.int64))
    if not len(buckets):
        raise TaggerError("has nothing that recurs in its texts", where="the corpus", remedy="Add labelled texts.")
    weights, transitions = np.zeros((len(buckets), len(labels))), np.zeros((len(labels), len(labels)))
    for field in fields:
        at = np.searchsorted(buckets, [int(bucket) for bucket, _ in field.states])
        weights[at, [number[label] for _, label in field.states]] += list(field.states.values())
        for (before, after), weight in field.steps.items():
            transitions[number[before], number[after]] += weight
    n = len(fields)
    mean, steps = (weights / n).astype(np.float32), (transitions / n).astype(np.float32)
    return TaggerModel(salt, labels, buckets, mean, steps, learning)


def _learning(found: Tuned, settings: TrainingSettings, documents: int) -> Learning:
    return Learning(
        threshold=found.threshold,
        held_out_recall=found.recall,
        held_out_precision=found.precision,
        members=settings.members,
        documents=documents,
        least_documents=settings.least_documents,
    )
