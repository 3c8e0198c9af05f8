"""Case texts: everything that keeps one from leaving though its case is not held (D10, J2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clerestory.model.redaction.case_texts import LONGEST
from clerestory.model.redaction.findings import Finding
from clerestory.model.rules import TextOutputs
from clerestory.model.wording.anchor_places import anchor_spans
from clerestory.model.wording.anchors import Anchor
from clerestory.model.wording.identifiers import kinds_found
from clerestory.protect.text.anchors import AnchorFacts
from clerestory.protect.text.finders import find_all
from clerestory.protect.text.normalised import normalise
from clerestory.protect.text.patterns import UkPatterns


def case_text_faults(title: str, paragraphs: Sequence[str], rule: TextOutputs) -> tuple[str, ...]:
    """Give every reason for which a text may not leave, with the paragraph, and never what stands there.

    Parameters
    ----------
    title : str
        Looked at as paragraph 0: facts of it and of the text stand together.
    paragraphs : sequence of str
    rule : TextOutputs
        From how many kinds of anchor facts on a passage is held.

    Examples
    --------
    >>> case_text_faults("A case", ["They met in Eastmoor in March."], TextOutputs())
    ('paragraph 1: a date, a place together could identify the case',)
    """
    if not any(paragraph.strip() for paragraph in paragraphs):
        return ("it is empty",)
    return tuple(_faults((title, *paragraphs), rule))


def names_place(title: str, paragraphs: Sequence[str]) -> bool:
    """Say whether a text names a place, alone or not: that takes the lawyer's decision.

    Examples
    --------
    >>> names_place("A case", ["It was noticed in Eastmoor."]), names_place("A case", ["It was noticed at school."])
    (True, False)
    """
    plain = normalise("\n".join((title, *paragraphs))).plain
    return any(span.anchor is Anchor.PLACE for span in anchor_spans(plain))


def _faults(paragraphs: Sequence[str], rule: TextOutputs) -> Iterator[str]:
    if sum(map(len, paragraphs)) > LONGEST:
        yield f"it is longer than {LONGEST:,} signs"
    for number, paragraph in enumerate(paragraphs):
        kinds = {*kinds_found(paragraph), *(of.kind.value for of in find_all(paragraph, [UkPatterns()]))}
        if kinds:
            yield f"paragraph {number}: {', '.join(sorted(kinds))}"
    yield from _anchor_faults(paragraphs, rule)


def _anchor_faults(paragraphs: Sequence[str], rule: TextOutputs) -> Iterator[str]:
    """Yield the paragraphs with anchor facts; facts of neighbouring paragraphs stand together too."""
    found = find_all("\n".join(paragraphs), [AnchorFacts(rule.anchors_for_review)])
    at = 0
    for number, paragraph in enumerate(paragraphs):
        kinds = _kinds_between(found, at, at + len(paragraph) + 1)
        if kinds:
            yield f"paragraph {number}: {', '.join(kinds)} together could identify the case"
        at += len(paragraph) + 1


def _kinds_between(found: Sequence[Finding], start: int, end: int) -> list[str]:
    return sorted({of.kind.value for of in found if start <= of.start < end})
