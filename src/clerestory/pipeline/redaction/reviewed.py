"""Sources as a reviewer meets them: texts and documents, with the place of every passage in words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from clerestory.errors import ClerestoryError
from clerestory.model.redaction.choices import TextEncoding
from clerestory.model.redaction.documents import Document
from clerestory.model.redaction.findings import Certainty, tells_place
from clerestory.model.redaction.review import Proposal, UnreadInk
from clerestory.pipeline.redaction.documents import is_document, sources_in
from clerestory.pipeline.redaction.redactor import Redactor
from clerestory.pipeline.redaction.texts import decoded, read_bytes
from clerestory.pipeline.redaction.unread_ink import with_unread_ink
from clerestory.pipeline.redaction.within import open_with_all
from clerestory.progress import SILENT, Progress

_LINE_END = re.compile("\n")
_PER_CENT = 10  # thousandths, in which the sides of an area are given
AROUND = 160  # code points of the text that a reviewer sees on each side


@dataclass(frozen=True)
class Shown:
    """A passage as a reviewer sees it; confidential.

    Attributes
    ----------
    is_place : bool
        Whether it tells of a place, which takes a lawyer beside them.
    document : str
        Name of the file in which it stands, which may hold a name itself.
    place : str
        Page and block, or line, from 1; of unread ink page and area.
    number, of : int
        Which of how many.
    before, passage, after : str
        Empty of ink that nobody read: it is looked at in the source.
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
    is_place: bool = False
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
    ink : tuple of UnreadInk
        Areas of scans that nobody has read.
    starts, pages : sequence of int
        Where each block or line of the text begins, and on which page it stands; 0 where there are no pages.
    """

    name: str
    text: str
    proposals: tuple[Proposal, ...]
    ink: tuple[UnreadInk, ...]
    starts: Sequence[int]
    pages: Sequence[int]

    def __repr__(self) -> str:
        return f"Reviewed({len(self.proposals)} passages)"

    def shown(self, item: Proposal | UnreadInk, *, number: int, of: int) -> Shown:
        """Give a passage with what stands around it, or say where to look for ink that nobody read."""
        if isinstance(item, UnreadInk):
            return self._ink(item, number=number, of=of)
        return self._passage(item, number=number, of=of)

    def _passage(self, proposal: Proposal, *, number: int, of: int) -> Shown:
        start, end = proposal.finding.start, proposal.finding.end
        return Shown(
            proposal=proposal.id,
            number=number,
            of=of,
            before=self.text[max(start - AROUND, 0) : start],
            passage=self.text[start:end],
            after=self.text[end : end + AROUND],
            kind=proposal.finding.kind.value,
            rule=proposal.finding.rule,
            reason=proposal.reason.law,
            is_sure=is_sure(proposal),
            is_place=is_place(proposal),
            document=self.name,
            place=self._place(start),
        )

    def _ink(self, ink: UnreadInk, *, number: int, of: int) -> Shown:
        left, top, right, bottom = (f"{side / _PER_CENT:.0f}%" for side in ink.place)
        page = f"page {ink.page}, " if ink.page else ""
        return Shown(
            proposal=ink.id,
            number=number,
            of=of,
            before="",
            passage="",
            after="",
            kind="ink that nobody read",
            rule="scan.unread",
            reason="No finder knows what it says; it is left out unless two people let it stand.",
            is_sure=True,
            document=self.name,
            place=f"{page}from {left} to {right} across, from {top} to {bottom} down",
        )

    def _place(self, start: int) -> str:
        block = max(bisect_right(self.starts, start), 1)
        if not self.pages:
            return f"line {block}"
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


def is_place(proposal: Proposal) -> bool:
    """Say whether a passage tells of a place."""
    return tells_place(proposal.finding.kind, proposal.finding.certainty)


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
        return ToReview(tuple(_reviewed(source, redactor)), {})
    files = sources_in(source)
    progress.begin("documents", len(files))
    found: list[Reviewed] = []
    failed: dict[str, ClerestoryError] = {}
    for number, file in enumerate(files, 1):
        try:
            found += _reviewed(file, redactor)
        except ClerestoryError as error:
            failed[f"file {number}"] = error
        progress.advance()
    return ToReview(tuple(found), failed)


def texts_in(file: Path, encoding: TextEncoding) -> Iterator[tuple[str, str]]:
    """Yield the text of a file, and those of the documents inside it, each with where it lies ("" for the file itself).

    Raises
    ------
    RedactionError, DocumentError
        If the file cannot be read.
    """
    yield from ((name, text) for name, text, _ in _read(file, encoding))


def _reviewed(file: Path, redactor: Redactor) -> Iterator[Reviewed]:
    read = tuple(_read(file, redactor.encoding))
    together = redactor.redact_documents({name: document for name, _, document in read if document})
    for name, text, document in read:
        found = together[name] if document else redactor.redact(text)
        ink = with_unread_ink(redactor, found, document)[0] if document else None
        yield Reviewed(
            name=f"{file.name}, {name}" if name else file.name,
            text=text,
            proposals=(*found.withheld, *found.kept),
            ink=(*ink.ink, *ink.kept_ink) if ink else (),
            starts=document.starts if document else _lines(text),
            pages=[block.page for block in document.blocks] if document else (),
        )


def _lines(text: str) -> Sequence[int]:
    return [0, *(match.end() for match in _LINE_END.finditer(text))]


def _read(file: Path, encoding: TextEncoding) -> Iterator[tuple[str, str, Document | None]]:
    """Yield a text, kept line by line, or a document and those inside it."""
    if not is_document(file):
        yield "", decoded(read_bytes(file), str(file), encoding=encoding), None
        return
    for opened in open_with_all(file, encoding=encoding).every():
        yield opened.name, opened.document.text, opened.document
