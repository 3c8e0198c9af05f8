"""The structure of a paper: its sections, what part each is, and which parts a paper has to have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from clerestory.errors import PaperError
from clerestory.model.commission import NEEDED_PARTS, DataKind, PaperPart, StudySettings
from clerestory.publish.paper.faults import PAPER
from clerestory.publish.paper.group_note import GROUP_NOTE, prints_note
from clerestory.publish.paper.places import PLACE, number_at
from clerestory.publish.paper.reading import Heading, Paper
from clerestory.publish.paper.references import OTHER_EXPLANATION, PART


@dataclass(frozen=True)
class Section:
    """A heading with all that stands below it, up to the next heading of its level or a higher one.

    Attributes
    ----------
    heading : Heading
    tokens : tuple of Token
        Without those of the heading itself.
    lines : range
        Of the source.
    """

    heading: Heading
    tokens: tuple[Token, ...]
    lines: range

    @property
    def references(self) -> tuple[int, ...]:
        """The numbers of the references within, in order."""
        return tuple(number_at(match) for token in self.tokens for match in PLACE.finditer(token.content))


def sections_of(paper: Paper, *, deepest: int = 2) -> tuple[Section, ...]:
    r"""Give the sections of a paper; with a deeper level, each is cut where a part of it begins.

    Examples
    --------
    >>> from clerestory.publish.paper.references import Sources
    >>> from clerestory.publish.paper.reading import read_text
    >>> paper = read_text("## A\n\nA.\n\n### B\n\nB.\n", Sources(None, {}))
    >>> [section.heading.text for section in sections_of(paper, deepest=3)], len(sections_of(paper))
    (['A', 'B'], 1)
    """
    starts = paper.opened(deepest=deepest)
    if not starts:
        return ()
    ends = [(at, heading.line) for at, heading in starts[1:]] + [(len(paper.tokens), _LAST)]
    return tuple(
        Section(heading, paper.tokens[at + 3 : end], range(heading.line, line))
        for (at, heading), (end, line) in zip(starts, ends, strict=True)
    )


_LAST = 1 << 30  # a line behind every other


def summary_of(paper: Paper) -> Section | None:
    """Give the paper's own summary: the section that says so, or the first; None where it has no section."""
    sections = sections_of(paper)
    return next((s for s in sections if s.heading.part is PaperPart.SUMMARY), sections[0] if sections else None)


def check_parts(paper: Paper, settings: StudySettings) -> None:
    """Check that a paper has every part that it has to have: of real cases all of them.

    Raises
    ------
    PaperError
        With every part that is missing, and the line to add for each.
    """
    needed = NEEDED_PARTS if settings.study.data is DataKind.CONFIDENTIAL else settings.release.parts
    missing = [part for part in needed if part not in set(_parts_there(paper))]
    if not missing:
        return
    told = ", ".join(part.value for part in missing)
    lines = ", ".join(f"`{line}`" for line in map(_line_to_add, missing))
    mark = f"{{{{ {PART}{PaperPart.LIMITS.value} }}}}"
    remedy = (
        f"Add {lines}. A section of another name says in its heading what it is, as in `## What we do not know {mark}`."
    )
    raise PaperError(f"has no part for {told}", where=PAPER, remedy=remedy)


def decided_marks(paper: Paper) -> dict[str, list[str]]:
    """Give the marks of a paper that print nothing and say what its sections and paragraphs are; none without any."""
    marks = [said for said in paper.said if said.startswith(PART) or said == OTHER_EXPLANATION]
    return {"marks": marks} if marks else {}


def _parts_there(paper: Paper) -> Iterator[PaperPart]:
    yield from (section.heading.part for section in sections_of(paper) if section.heading.part)
    if prints_note(paper):
        yield PaperPart.REFERENCE_GROUP


def _line_to_add(part: PaperPart) -> str:
    if part is PaperPart.REFERENCE_GROUP:
        return f"{{{{ {GROUP_NOTE} }}}}"
    return f"## {part.value.capitalize()}"
