"""The paper as DOCX: headings, real tables, charts as pictures with their description."""

from clerestory.publish.printed.word.document import paper_docx

__all__ = ["paper_docx"]
