"""Sources as a reviewer meets them: texts and documents, with the place of every passage in words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from clerestory.errors import ClerestoryError
from clerestory.model.redaction.findings import Certainty
from clerestory.model.redaction.review import Proposal
from clerestory.pipeline.redaction.documents import is_document, sources_in, text_of
from clerestory.pipeline.redaction.redactor import Redactor
from clerestory.progress import SILENT, Progress
from clerestory.protect.documents import read_document

_AROUND = 160  # code points of the text that a reviewer sees on each side


@dataclass(frozen=True)
class Shown:
    """A passage as a reviewer sees it; confidential.

    Attributes
    ----------
    document : str
        Name of the file in which it stands, which may hold a name itself.
    place : str
        Page and block, or line, from 1.
    number, of : int
        Which of how many.
    before, passage, after : str
    kind, rule, reason : str
        In words.
    is_sure : bool
        Whether the rule is sure; two people have to agree that such a passage may stand.
    """

    proposal: str
    number: int
    of: int
    before: str = field(repr=False)
    passage: str = field(repr=False)
    after: str = field(repr=False)
    kind: str = ""
    rule: str = ""
    reason: str = ""
    is_sure: bool = False
    document: str = field(default="", repr=False)
    place: str = ""


@dataclass(frozen=True, repr=False)
class Reviewed:
    """One source and what is proposed about it; confidential.

    Attributes
    ----------
    name : str
        Of the file.
    text : str
    proposals : tuple of Proposal
    starts, pages : sequence of int
        Where each block or line of the text begins, and on which page it stands; 0 where there are no pages.
    """

    name: str
    text: str
    proposals: tuple[Proposal, ...]
    starts: Sequence[int]
    pages: Sequence[int]

    def __repr__(self) -> str:
        return f"Reviewed({len(self.proposals)} passages)"

    def shown(self, proposal: Proposal, *, number: int, of: int) -> Shown:
        """Give a passage with what stands around it."""
        start, end = proposal.finding.start, proposal.finding.end
        return Shown(
            proposal=proposal.id,
            number=number,
            of=of,
            before=self.text[max(start - _AROUND, 0) : start],
            passage=self.text[start:end],
            after=self.text[end : end + _AROUND],
            kind=proposal.finding.kind.value,
            rule=proposal.finding.rule,
            reason=proposal.reason.law,
            is_sure=is_sure(proposal),
            document=self.name,
            place=self._place(start),
        )

    def _place(self, start: int) -> str:
        block = max(bisect_right(self.starts, start), 1)
        page = self.pages[block - 1] if block <= len(self.pages) else 0
        return f"page {page}, block {block}" if page else f"block {block}"


@dataclass(frozen=True)
class ToReview:
    """Sources that are to be reviewed, and those that cannot be read, by number in the order of names."""

    sources: tuple[Reviewed, ...]
    failed: Mapping[str, ClerestoryError]


def is_sure(proposal: Proposal) -> bool:
    """Say whether the rule is sure that a passage is to be withheld."""
    return proposal.finding.certainty is Certainty.REMOVE


def sources_to_review(source: Path, redactor: Redactor, *, progress: Progress = SILENT) -> ToReview:
    """Read a text, a document or a folder of them, and say what is proposed about each.

    Raises
    ------
    RedactionError, DocumentError
        If the only one cannot be read; of a folder such files are told of.
    ResidueError
        If what is found in it comes to no end.
    """
    if not source.is_dir():
        return ToReview((_reviewed(source, redactor),), {})
    files = sources_in(source)
    progress.begin("documents", len(files))
    found: list[Reviewed] = []
    failed: dict[str, ClerestoryError] = {}
    for number, file in enumerate(files, 1):
        try:
            found.append(_reviewed(file, redactor))
        except ClerestoryError as error:
            failed[f"file {number}"] = error
        progress.advance()
    return ToReview(tuple(found), failed)


def _reviewed(file: Path, redactor: Redactor) -> Reviewed:
    text, starts, pages = _read(file)
    found = redactor.redact(text)
    return Reviewed(file.name, text, (*found.withheld, *found.kept), starts, pages)


def _read(file: Path) -> tuple[str, Sequence[int], Sequence[int]]:
    if is_document(file):
        document = read_document(file)
        return document.text, document.starts, [block.page for block in document.blocks]
    text = text_of(file)
    return text, [0, *(at + 1 for at, sign in enumerate(text) if sign == "\n")], ()
