"""Assessments held against the paper: every finding that it prints is weighed once, by somebody fit, in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from clerestory.errors import AssessmentError
from clerestory.model.assessments import Assessments, ImpactDecision
from clerestory.model.commission import StudySettings
from clerestory.model.wording.anchors import could_identify
from clerestory.publish.claims import sentences, unsupported_words
from clerestory.publish.numbers import counting_numbers
from clerestory.publish.paper.reading import Paper
from clerestory.publish.paper.references import Block

WHERE = "assessment.toml"


def printed_ids(paper: Paper, settings: StudySettings) -> tuple[str, ...]:
    """Give the ids of what a paper prints, in its order: tables, findings and texts; of a chart the table it shows."""
    drawn = {chart.id: chart.table for chart in settings.charts}
    blocks = (
        what
        for what in paper.references
        if isinstance(what, Block) and what.kind not in ("register", "reference_group")
    )
    return tuple(dict.fromkeys(drawn.get(block.name, block.name) for block in blocks))


def check_assessments(assessments: Assessments | None, paper: Paper, settings: StudySettings, *, needed: bool) -> None:
    """Check that everything was weighed that has to be before a release is signed.

    Parameters
    ----------
    assessments : Assessments, optional
        None where the study has none.
    needed : bool
        Whether it may not be None: of real cases it may not.

    Raises
    ------
    AssessmentError
        With every fault: a finding that nobody weighed or that is to be withheld, an id that the paper does not print,
        a decision of an author or of nobody, and words that count, claim or could identify. No text is repeated.
    """
    if assessments is None:
        if needed:
            raise _fault(["is missing, and no release of real cases is signed without it"])
        return
    faults = [
        *_of_coverage(assessments, printed_ids(paper, settings)),
        *_of_deciders(assessments, settings),
        *(f"{where}: {what}" for where, text in assessments.texts() for what in _of_words(text)),
    ]
    if faults:
        raise _fault(faults)


def _of_coverage(assessments: Assessments, printed: tuple[str, ...]) -> Iterator[str]:
    weighed = Counter(name for entry in assessments.impact for name in entry.of)
    yield from (f"nobody weighed {name}, which the paper prints" for name in printed if name not in weighed)
    yield from (f"{name} is weighed twice" for name, times in weighed.items() if times > 1)
    yield from (
        f"{name} is weighed, and the paper prints nothing of that id" for name in weighed if name not in printed
    )
    held = {name for entry in assessments.impact if entry.decision is ImpactDecision.WITHHOLD for name in entry.of}
    yield from (f"{name} is to be withheld, and the paper prints it" for name in printed if name in held)


def _of_deciders(assessments: Assessments, settings: StudySettings) -> Iterator[str]:
    fit = {person.id for person in settings.people} - set(settings.study.authors)
    for where, person, day in assessments.decisions():
        if person not in fit:
            yield f"{where}, decided_by: name somebody of [[people]] who is no author"
        if day > settings.release.date:
            yield f"{where}, decided: is after the release"
    if all(told.on >= settings.release.date for told in assessments.told):
        yield "told: nobody was told before the day of the release"


def _of_words(text: str) -> Iterator[str]:
    if any(counting_numbers(text)):
        yield "holds a number; say it without"
    if any(unsupported_words(sentence) for sentence in sentences(text)):
        yield "claims something that a table would have to bear out; say it without"
    yield from could_identify(text)


def _fault(faults: list[str]) -> AssessmentError:
    remedy = "`clerestory publish assess STUDY` says what is missing; docs/reference/assessment.md has the form."
    return AssessmentError("; ".join(faults), where=WHERE, remedy=remedy)
