"""Labelled texts to learn from: a JSON line for each, with the passages that people marked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError, model_validator

from clerestory.errors import TaggerError
from clerestory.model.forms import Form
from clerestory.model.redaction.findings import Kind

_MOST_CHARACTERS = 5_000_000
KindName = Annotated[str, Field(pattern="^(" + "|".join(kind.name for kind in Kind) + ")$")]


class LabelledSpan(Form):
    """A passage that a person marked."""

    start: int = Field(ge=0, description="Code point at which it begins.")
    end: int = Field(ge=1, description="Code point after its last.")
    kind: KindName = Field(description="Name of a kind of matter.")
    identifies: Literal["direct", "quasi", "no"] = Field(
        description="By itself, together with other things, or not at all (it was looked at and may stay)."
    )
    entity: str = Field(default="", description="What it speaks of: passages about the same have the same.")
    annotator: str = Field(default="", description="Who marked it, by a code; of several the most careful one counts.")


class DecidedSpan(Form):
    """A passage about which a reviewer decided."""

    start: int = Field(ge=0, description="Code point at which it begins.")
    end: int = Field(ge=1, description="Code point after its last.")
    kind: KindName = Field(description="Name of a kind of matter.")
    outcome: Literal["removed", "kept"] = Field(description="Whether it was withheld.")


class LabelledText(Form):
    """One line of a corpus: a text, and what was marked in it."""

    form: Literal["clerestory-labelled-text/1"] = "clerestory-labelled-text/1"
    id: str = Field(min_length=1, description="Of the text; each once.")
    text: str = Field(min_length=1, max_length=_MOST_CHARACTERS)
    spans: tuple[LabelledSpan, ...] = Field(default=(), description="What people marked, who read the whole text.")
    decided: tuple[DecidedSpan, ...] = Field(
        default=(),
        description="What reviewers decided; where there are no spans, only these paragraphs are learnt from.",
    )

    @model_validator(mode="after")
    def _spans_lie_in_the_text(self) -> LabelledText:
        places = [(span.start, span.end) for span in self.spans] + [(span.start, span.end) for span in self.decided]
        if any(not start < end <= len(self.text) for start, end in places):
            raise ValueError("a span lies outside its text")
        return self

    def __repr__(self) -> str:
        return f"LabelledText({len(self.text)} code points, {len(self.spans) + len(self.decided)} spans)"

    @property
    def labels(self) -> tuple[LabelledSpan, ...]:
        """All that is known of its passages: the marked ones, and the decided ones as marked ones."""
        outcomes = {"removed": "quasi", "kept": "no"}
        decided = (
            LabelledSpan.model_validate(
                {"start": span.start, "end": span.end, "kind": span.kind, "identifies": outcomes[span.outcome]}
            )
            for span in self.decided
        )
        return (*self.spans, *decided)


_FIELDS = {*LabelledText.model_fields, *LabelledSpan.model_fields, *DecidedSpan.model_fields}


def read_corpus(path: Path) -> tuple[LabelledText, ...]:
    """Read a corpus.

    Raises
    ------
    TaggerError
        If a line is no labelled text, an id stands twice, or there is none.
    """
    texts = tuple(_texts(path))
    if not texts:
        raise TaggerError("holds no text", where=str(path), remedy="Give a corpus of one labelled text a line.")
    if len({text.id for text in texts}) < len(texts):
        raise TaggerError("has an id twice", where=str(path), remedy="Give every text an id of its own.")
    return texts


def _texts(path: Path) -> Iterator[LabelledText]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError:
        raise TaggerError("cannot be read", where=str(path), remedy="Name the file of the corpus.") from None
    except UnicodeDecodeError:
        raise TaggerError("is not UTF-8", where=str(path), remedy="Save it again as UTF-8.") from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _text(line, f"{path}, line {number}")


def _text(line: str, where: str) -> LabelledText:
    try:
        return LabelledText.model_validate(json.loads(line))
    except ValidationError as error:
        # Only the places and kinds of the faults: a message of pydantic's would hold the text.
        faults = "; ".join(f"{_place(fault['loc'])}: {fault['type']}" for fault in error.errors())
        raise TaggerError(faults, where=where, remedy="docs/reference/tagger.md has every field.") from None
    except (ValueError, RecursionError):
        raise TaggerError("is not JSON", where=where, remedy="Write one JSON object a line.") from None


def _place(loc: tuple[int | str, ...]) -> str:
    """Name the place of a fault; the name of a field that is none of ours can be anything, and is not said."""
    return (
        ".".join(str(part) if isinstance(part, int) or part in _FIELDS else "another field" for part in loc) or "text"
    )
