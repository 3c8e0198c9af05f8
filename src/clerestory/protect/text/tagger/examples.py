"""Labelled texts as tokens, features and labels: what a tagger is trained on and tried on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clerestory.protect.text.normalised import NormalisedText, normalise
from clerestory.protect.text.tagger.corpus import LabelledSpan, LabelledText
from clerestory.protect.text.tagger.features import Hashes, feature_hashes
from clerestory.protect.text.tagger.model import DIRECT, OUTSIDE, STAYS
from clerestory.protect.text.tagger.tokens import Tokens, tokens_of

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
_ENDINGS = {"direct": DIRECT, "quasi": "", "no": STAYS}
_CARE = {"direct": 0, "quasi": 1, "no": 2}  # where marks overlap the most careful one counts


@dataclass(frozen=True, repr=False)
class Example:
    """One labelled text; confidential.

    Attributes
    ----------
    tokens : Tokens
    hashes : uint64 array of shape (n_features, n)
    labels : tuple of str
        Of each token.
    entities : tuple of int arrays
        The words of each entity that is to be withheld.
    paragraphs : tuple of int arrays
        Tokens of each paragraph that is learnt from.
    """

    tokens: Tokens
    hashes: Hashes
    labels: tuple[str, ...]
    entities: tuple[Ints, ...]
    paragraphs: tuple[Ints, ...]

    def __repr__(self) -> str:
        return f"Example({len(self.tokens)} tokens)"

    @property
    def marked(self) -> Mask:
        """Tokens that are to be withheld."""
        return np.array([label != OUTSIDE and not label.endswith(STAYS) for label in self.labels], dtype=np.bool_)


def example_of(text: LabelledText, salt: bytes) -> Example:
    """Give a labelled text as an example."""
    normalised = normalise(text.text)
    tokens = tokens_of(normalised)
    return Example(
        tokens=tokens,
        hashes=feature_hashes(tokens, salt),
        labels=token_labels(text.labels, normalised, tokens),
        entities=_entities(text.labels, normalised, tokens),
        paragraphs=_paragraphs(text, normalised, tokens),
    )


def token_labels(spans: Sequence[LabelledSpan], text: NormalisedText, tokens: Tokens) -> tuple[str, ...]:
    """Give the label of each token: that of the passage that it touches, the most careful one first."""
    labels = np.zeros(len(tokens), dtype=np.int64)
    names = [OUTSIDE]
    starts, ends = _in_original(text, tokens)
    for span in sorted(spans, key=lambda span: _CARE[span.identifies]):
        names.append(span.kind + _ENDINGS[span.identifies])
        labels[(starts < span.end) & (ends > span.start) & (labels == 0)] = len(names) - 1
    return tuple(names[label] for label in labels)


def frequent(examples: Sequence[Example], least: int) -> Hashes:
    """Give the features that enough texts have, ascending.

    Features are counted before they share a bucket: a word of fewer texts is not learnt from because others fell into
    its bucket.
    """
    found = [np.unique(example.hashes) for example in examples]
    values, texts = np.unique(np.concatenate(found), return_counts=True)
    kept: Hashes = values[texts >= least]
    return kept


def _in_original(text: NormalisedText, tokens: Tokens) -> tuple[Ints, Ints]:
    starts = text.offsets[tokens.starts]
    return starts.astype(np.int64), np.maximum(text.offsets[tokens.ends], text.offsets[tokens.ends - 1] + 1)


def _entities(spans: Sequence[LabelledSpan], text: NormalisedText, tokens: Tokens) -> tuple[Ints, ...]:
    starts, ends = _in_original(text, tokens)
    is_word = tokens.words
    places: dict[tuple[str, str, int], list[Ints]] = defaultdict(list)
    for number, span in enumerate(spans):
        if span.identifies != "no":
            named = (span.annotator, span.entity, -1) if span.entity else ("", "", number)
            places[named].append(np.flatnonzero(is_word & (starts < span.end) & (ends > span.start)))
    joined = (np.concatenate(some) for some in places.values())
    return tuple(some for some in joined if len(some))


def _paragraphs(text: LabelledText, normalised: NormalisedText, tokens: Tokens) -> tuple[Ints, ...]:
    """Give all paragraphs of a text that was read whole; of one with decisions alone those with one of them."""
    parts = np.split(np.arange(len(tokens)), np.flatnonzero(np.diff(tokens.paragraph)) + 1) if len(tokens) else []
    if text.spans or not text.decided:
        return tuple(parts)
    starts, ends = _in_original(normalised, tokens)
    decided = np.zeros(len(tokens), dtype=np.bool_)
    for span in text.decided:
        decided |= (starts < span.end) & (ends > span.start)
    return tuple(part for part in parts if decided[part].any())
