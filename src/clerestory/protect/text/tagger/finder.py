"""The tagger as a finder: people, places and days that no roster knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clerestory.model.redaction.findings import Certainty, Finding, Kind
from clerestory.protect.text.normalised import NormalisedText
from clerestory.protect.text.tagger.field import Floats
from clerestory.protect.text.tagger.marginals import probabilities
from clerestory.protect.text.tagger.model import TaggerModel
from clerestory.protect.text.tagger.passages import Read, read, runs
from clerestory.protect.text.tagger.tokens import Tokens, tokens_of

DIRECT_RULE, QUASI_RULE, AGAIN_RULE = "tagger.direct", "tagger.quasi", "tagger.again"
_REPEATED = (Kind.PERSON, Kind.CODE)  # once found in a text, found wherever it stands in it
_SHORTEST = 3  # letters of a word that is looked for again
_SURE = 0.5  # probability from which on nobody is asked

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, repr=False)
class _Seen:
    """What was made of each token, how probably it identifies by itself, and whether its word surely does elsewhere."""

    read: Read
    direct: Floats
    again: Mask


@dataclass(frozen=True, repr=False)
class Tagger:
    """Finds what a model learnt to find.

    Rules are ``tagger.direct`` for what identifies by itself, ``tagger.quasi`` for what does so together with other
    things, and ``tagger.again`` for a word of a name or code that is surely one elsewhere in the text. A passage of
    which no token is to be withheld more probably than not asks a reviewer.

    Attributes
    ----------
    model : TaggerModel
    """

    model: TaggerModel

    def __repr__(self) -> str:
        return f"Tagger({self.model!r})"

    def find(self, text: NormalisedText) -> Iterator[Finding]:
        """Yield passages that are more probably to be withheld, with those of the same words, than the threshold."""
        tokens = tokens_of(text)
        if not len(tokens):
            return
        seen = _seen(tokens, self.model)
        kinds, kind = seen.read.kinds, seen.read.kind
        found = (seen.read.withhold > self.model.learning.threshold) | seen.again
        for first, last in runs(found, kind, tokens.paragraph):
            run = slice(first, last + 1)
            certainty = Certainty.REMOVE if _is_sure(seen, run) else Certainty.ASK
            start, end = text.original_span(int(tokens.starts[first]), int(tokens.ends[last]))
            yield Finding(start, end, kinds[kind[first]], _rule(seen, run), certainty)


def _seen(tokens: Tokens, model: TaggerModel) -> _Seen:
    probable = probabilities(model, tokens)
    made = read(model, tokens, probable)
    repeated = np.array([kind in _REPEATED for kind in made.kinds])
    return _Seen(made, probable[:, model.direct].sum(axis=1), _again(tokens, repeated[made.kind], made.alone))


def _again(tokens: Tokens, repeated: Mask, alone: Floats) -> Mask:
    """Mark words that begin with a capital or digit and are surely of a name or code elsewhere in the text."""
    worth = np.array([len(word) >= _SHORTEST and (word[0].isupper() or word.isdigit()) for word in tokens.types])
    of_types = np.zeros(len(tokens.types), dtype=np.bool_)
    of_types[tokens.type_of[repeated & (alone > _SURE)]] = True
    marked: Mask = (of_types & worth)[tokens.type_of]
    return marked


def _is_sure(seen: _Seen, run: slice) -> bool:
    return bool((seen.again[run] | (seen.read.withhold[run] > _SURE)).any())


def _rule(seen: _Seen, run: slice) -> str:
    if not (seen.read.withhold[run] > _SURE).any() and seen.again[run].any():
        return AGAIN_RULE
    return DIRECT_RULE if (2 * seen.direct[run] > seen.read.alone[run]).any() else QUASI_RULE
