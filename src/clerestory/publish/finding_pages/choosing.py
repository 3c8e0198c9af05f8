"""Which sections of a paper are findings, and what each is called."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from clerestory.model.commission import PaperPart
from clerestory.model.findings.finding import FindingKind
from clerestory.publish.paper.reading import Paper
from clerestory.publish.paper.references import Block
from clerestory.publish.paper.structure import Section, sections_of

_SHOWS = {"table", "shares", "comparison", "chart", *(kind.value for kind in FindingKind)}
_LONGEST = 60  # characters of a file's name, so that no address breaks


@dataclass(frozen=True)
class FindingSection:
    """A section of the paper that is a finding, and the name of its page below the release."""

    section: Section
    page: str


def findings_of(paper: Paper) -> tuple[FindingSection, ...]:
    """Give the findings of a paper in its order.

    Each part of a section of findings is one, and so is what a section says before its first part, where it shows
    a table, a chart or an analysis. A section that shows none is no finding: there is nothing to hold it against.
    """
    found: list[FindingSection] = []
    for section in _of_findings(paper):
        slug = _slug(section.heading.text)
        name = f"findings/{slug}.html"
        if any(other.page == name for other in found):
            name = f"findings/{slug}-{section.heading.number.replace('.', '-')}.html"
        found.append(FindingSection(section, name))
    return tuple(found)


def _of_findings(paper: Paper) -> Iterator[Section]:
    inside = False
    for section in sections_of(paper, deepest=3):
        if section.heading.level == 2:
            inside = section.heading.part is PaperPart.FINDINGS
        if inside and shown_in(section, paper):
            yield section


def shown_in(section: Section, paper: Paper) -> list[Block]:
    """Give the tables, charts and analyses that a section shows, in order."""
    found = (paper.references[number] for number in section.references)
    return [what for what in found if isinstance(what, Block) and what.kind in _SHOWS]


def _slug(text: str) -> str:
    """Give a heading as part of a file's name.

    Examples
    --------
    >>> _slug("Age and sex: what’s known?")
    'age-and-sex-what-s-known'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "replace").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return words[:_LONGEST].strip("-") or "finding"
