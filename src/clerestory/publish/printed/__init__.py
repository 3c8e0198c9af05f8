"""The paper as files that are printed and passed on: PDF/UA-1 by Typst, and DOCX, of the same values as its page."""

from clerestory.publish.printed.files import printed_files

__all__ = ["printed_files"]
