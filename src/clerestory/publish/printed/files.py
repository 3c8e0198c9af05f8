"""The printed files of a release."""

from __future__ import annotations

from clerestory.publish.paper.reading import Paper
from clerestory.publish.printed.pdf import paper_pdf
from clerestory.publish.printed.word import paper_docx
from clerestory.publish.release.contents import Contents
from clerestory.publish.shown.front import printed_links
from clerestory.publish.shown.whole import shown_paper


def printed_files(paper: Paper, contents: Contents) -> dict[str, bytes]:
    """Give the paper as PDF and as DOCX, by name below the release's folder."""
    shown = shown_paper(paper, contents)
    pdf, docx = printed_links(contents)
    return {pdf.file: paper_pdf(shown), docx.file: paper_docx(shown)}
