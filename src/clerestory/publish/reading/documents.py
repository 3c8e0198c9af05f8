"""The documents that the reference group reads: a page for each finding, the paper, and the versions of its summary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePosixPath

from markdown_it.tree import SyntaxTreeNode

from clerestory.model.beside_paper import Version
from clerestory.model.commission import StudySettings
from clerestory.model.desk.documents import Document
from clerestory.model.findings.finding import FindingKind
from clerestory.model.releases import Approval, Register
from clerestory.model.rules import Preset
from clerestory.publish.charts.svg import Chart
from clerestory.publish.finding_pages.choosing import FindingSection, findings_of
from clerestory.publish.finding_pages.evidence import Evidence
from clerestory.publish.finding_pages.page import (
    CLAIMS_TITLE,
    claims_within,
    evidence_within,
    limits_once,
    withheld_within,
)
from clerestory.publish.paper.places import PLACE, number_at
from clerestory.publish.paper.reading import Paper, read_paper
from clerestory.publish.paper.references import OTHER_EXPLANATION, Block, Sources
from clerestory.publish.reading.blocks import blocks_of
from clerestory.publish.release.beside import read_beside
from clerestory.publish.release.contents import Contents, Drafted, whole_contents, withheld_entries
from clerestory.publish.shown.accounts import claims_grid
from clerestory.publish.shown.blocks import Numbering
from clerestory.publish.shown.prose import Heading, Listing, Paragraph, Piece, Run, Terms, shown_pieces
from clerestory.publish.shown.values import RegisterPart
from clerestory.publish.shown.whole import shown_paper
from clerestory.publish.summaries.frames import FRAMES
from clerestory.publish.summaries.pages import in_lines
from clerestory.publish.summaries.reading import ReadVersion

PAPER = "paper"
_NO_OTHER = "The paper gives no other explanation of this finding."
_NAMED = {"table": "table", "comparison": "comparison", "chart": "chart", "text": "text"}
_NAMED |= {kind.value: "finding" for kind in FindingKind}
Named = tuple[str, Piece]  # with the address of what it shows


def reading_documents(
    drafted: Drafted, settings: StudySettings, rules: Preset, approvals: Sequence[Approval] = ()
) -> tuple[Document, ...]:
    """Give the documents of a draft: its findings in order, the paper, the versions of the summary.

    Parameters
    ----------
    drafted : Drafted
        What gate 2 decides on, protected and rounded.
    approvals : sequence of Approval
        Those of gate 1, whose posts the register names.

    Raises
    ------
    PaperError
        If the paper or what is beside it does not hold.
    """
    paper = read_paper(drafted.paper, settings, drafted.tables, findings=drafted.findings, texts=drafted.texts)
    sources = Sources.of(settings, drafted.tables, findings=drafted.findings, texts=drafted.texts)
    register = Register(
        form="clerestory-register/1",
        data=settings.study.data,
        release=settings.release.date,
        withheld=withheld_entries(drafted, settings, paper, approvals),
        came_out=(),
    )
    beside = read_beside(drafted.beside, paper, sources)
    contents = whole_contents(drafted, settings, rules, paper=paper, register=register, beside=beside, further={})
    made = _Made(paper, contents)
    return (*made.findings(), made.whole(), *(_version(of, contents) for of in contents.versions))


@dataclass(frozen=True)
class _Made:
    """A paper with what its files show."""

    paper: Paper
    contents: Contents

    def whole(self) -> Document:
        """Give the paper."""
        shown = shown_paper(self.paper, self.contents)
        named = self._named
        pieces = [("", shown.block), *named, *(("", piece) for piece in shown.pieces[len(named) :])]
        return Document(PAPER, shown.title, blocks_of(pieces, self._narrow))

    def findings(self) -> Iterator[Document]:
        """Yield a document for each finding: what it says and shows, its claims, limits and other explanations."""
        named, nodes = self._named, SyntaxTreeNode(list(self.paper.tokens)).children
        starts = {piece.anchor: at for at, (_, piece) in enumerate(named) if isinstance(piece, Heading)}
        for of in findings_of(self.paper):
            first = starts[of.section.heading.anchor]
            last = next((at for at in range(first + 1, len(named)) if _ends(named[at][1])), len(named))
            apart = [at for at in range(first, last) if self._is_other(nodes[at])]
            main = _under_title([named[at] for at in range(first, last) if at not in apart])
            pieces = [*main, *self._accounts(of, [named[at] for at in apart])]
            name = f"finding-{PurePosixPath(of.page).stem}"
            yield Document(name, of.section.heading.text, blocks_of(pieces, self._narrow))

    @cached_property
    def _named(self) -> list[Named]:
        """Give the pieces of the text, each with the address of what it shows."""
        nodes = SyntaxTreeNode(list(self.paper.tokens)).children
        pieces = shown_pieces(self.paper, Numbering(self.contents))
        return [(self._address(node), piece) for node, piece in zip(nodes, pieces, strict=True)]

    def _address(self, node: SyntaxTreeNode) -> str:
        place = PLACE.fullmatch(node.children[0].content) if node.type == "paragraph" else None
        what = self.paper.references[number_at(place)] if place else ""
        if not isinstance(what, Block):
            return ""
        if what.kind == "shares":
            return f"shares.{what.name}.{what.row}"
        return f"{_NAMED[what.kind]}.{what.name}" if what.kind in _NAMED else ""

    def _is_other(self, node: SyntaxTreeNode) -> bool:
        if node.type != "paragraph":
            return False
        return OTHER_EXPLANATION in {self.paper.said[number_at(m)] for m in PLACE.finditer(node.children[0].content)}

    def _accounts(self, of: FindingSection, explanations: Sequence[Named]) -> Iterator[Named]:
        claims = claims_grid(claims_within(of, self.contents), self.contents.named)
        if claims.rows:
            yield _heading("What it claims")
            yield "table.claims", RegisterPart("claims", CLAIMS_TITLE, "", claims)
        yield _heading("Limits")
        evidence = Evidence(self.contents, {}, self.paper.table_numbers, ())
        for labels, limits in limits_once(evidence_within(of, self.paper, evidence)):
            yield _heading("; ".join(labels), level=4)
            yield "", Listing(is_numbered=False, items=tuple((_paragraph(said),) for said in limits))
        yield _heading("Other explanations")
        yield from explanations or [("", _paragraph(_NO_OTHER))]
        yield _heading("What is withheld")
        yield "", withheld_within(of, self.paper, self.contents)
        study = self.contents.settings.study
        yield _heading("What was counted")
        yield "", Terms((("Definition", (study.definition,)), ("What is counted", (study.selection,))))

    @cached_property
    def _narrow(self) -> Mapping[str, str]:
        found = (shown.chart for shown in self.contents.findings.values() if shown.chart)
        drawn: Iterable[Chart] = (*self.contents.charts.values(), *found)
        return {chart.svg: chart.narrow_svg for chart in drawn}


def _ends(piece: Piece) -> bool:
    return isinstance(piece, Heading) and 2 <= piece.level <= 3


def _under_title(named: Sequence[Named]) -> Iterator[Named]:
    """Yield a finding as a document of its own: its heading is of level 2, and those within are below it."""
    for at, (name, piece) in enumerate(named):
        if isinstance(piece, Heading):
            yield name, replace(piece, level=max(piece.level - 1, 3) if at else 2)
        else:
            yield name, piece


def _heading(text: str, level: int = 3) -> Named:
    return "", Heading(level, "", (Run(text),))


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def _version(of: ReadVersion, contents: Contents) -> Document:
    """Give a version of the summary; in easy read each line stands on its own."""
    frame = FRAMES[of.kind]
    tokens = tuple(map(in_lines, of.text.tokens)) if of.kind is Version.EASY_READ else of.text.tokens
    words = shown_pieces(replace(of.text, tokens=tokens), Numbering(contents))
    missing = [_paragraph(frame.missing), _paragraph(of.source.missing)] if of.source.missing else []
    pieces = [("", piece) for piece in (*words, *missing)]
    return Document(PurePosixPath(frame.page).stem, frame.title, blocks_of(pieces, {}), frame.language)
