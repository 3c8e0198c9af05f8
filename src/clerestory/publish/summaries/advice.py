"""What a writer is told of a version that holds: how long its sentences are, and how readable its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from clerestory.model.beside_paper import BesidePaper, Version
from clerestory.model.commission import StudySettings
from clerestory.model.findings.finding import Finding
from clerestory.model.redaction.case_texts import CaseText
from clerestory.model.tables import ProtectedTable
from clerestory.publish.paper.reading import read_paper
from clerestory.publish.paper.references import Sources
from clerestory.publish.paper.structure import check_parts
from clerestory.publish.release.beside import read_beside
from clerestory.publish.summaries.easy_read import lines_of, reading_ease
from clerestory.publish.summaries.reading import ReadVersion

# Flesch's bands: 80 and above is easy, 70 and above fairly easy.
_EASE_WANTED: Mapping[Version, int] = MappingProxyType({Version.EASY_READ: 80, Version.CHILD_FRIENDLY: 70})


@dataclass(frozen=True)
class VersionTold:
    """A version that holds, and what could make it better; the ease is None where the measure is not made for it."""

    version: Version
    lines: int
    ease: float | None
    advice: tuple[str, ...]


def summaries_of(
    source: str,
    settings: StudySettings,
    tables: tuple[ProtectedTable, ...],
    beside: BesidePaper,
    *,
    findings: tuple[Finding, ...] = (),
    texts: tuple[CaseText, ...] = (),
) -> tuple[VersionTold, ...]:
    """Hold all that is written beside a paper against it, and tell how readable each version is.

    Raises
    ------
    PaperError
        If the paper, a version or the reference group's note does not hold.
    """
    paper = read_paper(source, settings, tables, findings=findings, texts=texts)
    check_parts(paper, settings)
    read = read_beside(beside, paper, Sources.of(settings, tables, findings=findings, texts=texts))
    return tuple(map(_told, read.versions))


def _told(of: ReadVersion) -> VersionTold:
    lines = [line for _, line in lines_of(of.text) if line]
    wanted = _EASE_WANTED.get(of.kind)
    ease = reading_ease(lines) if wanted else None
    return VersionTold(of.kind, len(lines), ease, tuple(_advice(ease, wanted)))


def _advice(ease: float | None, wanted: int | None) -> Iterator[str]:
    if ease is not None and wanted and ease < wanted:
        yield f"its reading ease is below {wanted}: shorter words and sentences would help"
