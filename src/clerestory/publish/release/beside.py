"""What is written beside the paper, read and held against it: versions of its summary, the reference group's note."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from clerestory.model.beside_paper import BesidePaper
from clerestory.publish.paper.group_note import NO_NOTE, GroupNote, check_printed, read_group_note
from clerestory.publish.paper.reading import Paper
from clerestory.publish.paper.references import Sources
from clerestory.publish.summaries.reading import ReadVersion, read_versions


@dataclass(frozen=True)
class Beside:
    """What is beside a paper, as readers see it."""

    versions: tuple[ReadVersion, ...] = ()
    group_note: GroupNote = NO_NOTE

    @property
    def decided(self) -> dict[str, Any]:
        """What people decide on, as JSON values; what is not there is left out."""
        versions = [version.as_json() for version in self.versions]
        said = {"versions": versions, "reference_group": [*self.group_note.paragraphs, *self.group_note.account]}
        return {name: what for name, what in said.items() if what}


def read_beside(beside: BesidePaper, paper: Paper, sources: Sources) -> Beside:
    """Read all that is written beside a paper.

    Raises
    ------
    PaperError
        If a version does not say what the summary says, or the note does not hold or is not printed.
    """
    note = read_group_note(beside.group_note, sources, beside.review)
    check_printed(note, paper)
    return Beside(read_versions(beside.versions, paper, sources), note)
