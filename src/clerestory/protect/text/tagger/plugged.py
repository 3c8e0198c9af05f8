"""Models of others as finders: spaCy and GLiNER, from a folder on this machine; nothing is ever downloaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from clerestory.errors import ExtraError, TaggerError
from clerestory.model.redaction.findings import Finding, Kind
from clerestory.protect.text.finders import Finder
from clerestory.protect.text.normalised import NormalisedText
from clerestory.protect.text.tagger.finder import Tagger
from clerestory.protect.text.tagger.model import read_tagger
from clerestory.protect.text.tagger.plugged_labels import GLINER_LABELS, SPACY_LABELS

SPACY_RULE, GLINER_RULE = "spacy", "gliner"
# Longest piece that a model is given, and how far it reaches into the next, so that no name is cut in both.
_SPACY_PIECE, _GLINER_PIECE, _OVERLAP = 100_000, 1_200, 200
_GLINER_SURE = 0.3  # proportion; lower than GLiNER's own 0.5, since what is missed is seen by everybody


@dataclass(frozen=True, repr=False)
class SpacyFinder:
    """Finds what the named entities of a spaCy pipeline are.

    Attributes
    ----------
    pipeline : callable
        A loaded ``spacy.language.Language``.
    """

    pipeline: Callable[[str], SpacyDoc]

    def __repr__(self) -> str:
        return "SpacyFinder()"

    def find(self, text: NormalisedText) -> Iterator[Finding]:
        """Yield its entities; one of a label that is not known is something that may identify."""
        for at, piece in _pieces(text.plain, _SPACY_PIECE):
            for entity in self.pipeline(piece).ents:
                kind = SPACY_LABELS.get(entity.label_, Kind.OTHER)
                if kind is not None and entity.start_char < entity.end_char:
                    span = text.original_span(at + entity.start_char, at + entity.end_char)
                    yield Finding(*span, kind, SPACY_RULE)


@dataclass(frozen=True, repr=False)
class GlinerFinder:
    """Finds what a GLiNER model finds when it is asked for our kinds of matter.

    Attributes
    ----------
    predict : callable
        ``GLiNER.predict_entities`` of a loaded model.
    """

    predict: Callable[..., Sequence[dict[str, object]]]

    def __repr__(self) -> str:
        return "GlinerFinder()"

    def find(self, text: NormalisedText) -> Iterator[Finding]:
        """Yield its entities."""
        for at, piece in _pieces(text.plain, _GLINER_PIECE):
            for entity in self.predict(piece, list(GLINER_LABELS), threshold=_GLINER_SURE):
                start, end = int(str(entity["start"])), int(str(entity["end"]))
                if start < end:
                    kind = GLINER_LABELS.get(str(entity["label"]), Kind.OTHER)
                    yield Finding(*text.original_span(at + start, at + end), kind, GLINER_RULE)


class _SpacySpan(Protocol):
    start_char: int
    end_char: int
    label_: str


class SpacyDoc(Protocol):
    """What a spaCy pipeline makes of a text, as far as it is used."""

    ents: Sequence[_SpacySpan]


def tagger_at(path: Path) -> Finder:
    """Give the tagger that lies at a path: a file of ours, or the folder of a spaCy or GLiNER model.

    Raises
    ------
    TaggerError
        If it is none of them, or damaged.
    ExtraError
        If the library of the model is not installed.
    """
    if (path / "config.cfg").is_file():
        return spacy_finder(path)
    if (path / "gliner_config.json").is_file():
        return gliner_finder(path)
    return Tagger(read_tagger(path))


def spacy_finder(folder: Path) -> SpacyFinder:
    """Load a spaCy pipeline from its folder. Its folder can hold code: take it only from whom you trust.

    Raises
    ------
    ExtraError
        If spaCy is not installed.
    TaggerError
        If it cannot be loaded, or finds no named entities.
    """
    _check_installed("spacy", "Run pip install '.[spacy]' in the program's folder.")
    import spacy  # noqa: PLC0415 - an extra, and slow to import

    try:
        pipeline = spacy.load(folder)
    except (OSError, ValueError, KeyError, ImportError):
        raise _unusable(folder, "is no spaCy pipeline that can be loaded") from None
    if not {"ner", "entity_ruler", "span_ruler", "beam_ner"} & set(pipeline.pipe_names):
        raise _unusable(folder, "is a spaCy pipeline that finds no named entities")
    return SpacyFinder(pipeline)


def gliner_finder(folder: Path) -> GlinerFinder:
    """Load a GLiNER model from its folder.

    Raises
    ------
    ExtraError
        If GLiNER is not installed.
    TaggerError
        If it cannot be loaded.
    """
    _check_installed("gliner", "Install gliner beside the program; it needs torch, so it is no extra of ours.")
    from gliner import GLiNER  # noqa: PLC0415 - as above

    try:
        return GlinerFinder(GLiNER.from_pretrained(str(folder), local_files_only=True).predict_entities)
    except (OSError, ValueError, KeyError, RuntimeError):
        raise _unusable(folder, "is no GLiNER model that can be loaded") from None


def _check_installed(library: str, remedy: str) -> None:
    if find_spec(library) is None:
        raise ExtraError(f"{library} is not installed", where="--tagger", remedy=remedy)


def _unusable(folder: Path, what: str) -> TaggerError:
    return TaggerError(what, where=str(folder), remedy="Name a folder that the library wrote, or a file of our own.")


def _pieces(plain: str, longest: int) -> Iterator[tuple[int, str]]:
    for at in range(0, max(len(plain) - _OVERLAP, 1), longest - _OVERLAP):
        yield at, plain[at : at + longest]
