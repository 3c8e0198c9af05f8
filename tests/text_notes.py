"""Made-up notes as labelled texts."""

from __future__ import annotations

from dataclasses import asdict

from clerestory.protect.text.tagger import DecidedSpan, LabelledText, TrainingSettings
from clerestory.synthetic.labelled_notes import labelled_notes

QUICK = TrainingSettings(members=2, iterations=40)


def notes(number, *, seed=1):
    return [LabelledText.model_validate(asdict(note)) for note in labelled_notes(number, seed=seed)]


def only(text, *kinds):
    """The same text with passages of some kinds alone marked."""
    return text.model_copy(update={"spans": tuple(span for span in text.spans if span.kind in kinds)})


def as_decided(text, outcome="removed"):
    """The same text as a reviewer leaves it: passages decided about, none marked."""
    decided = tuple(
        DecidedSpan(start=s.start, end=s.end, kind=s.kind, outcome=outcome if s.identifies != "no" else "kept")
        for s in text.spans
    )
    return text.model_copy(update={"id": "decided " + text.id, "spans": (), "decided": decided})
