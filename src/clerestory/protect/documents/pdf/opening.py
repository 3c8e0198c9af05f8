"""A PDF is opened by two libraries: PDFium for what a reader sees, pikepdf for what lies behind it."""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import pikepdf
import pypdfium2

from clerestory.errors import DocumentError
from clerestory.protect.documents.pdf.limits import LIMITS, check_size, refuse

_UNLOCK = "Save a copy without the password or restriction, with the consent of whoever set it, and give that."
_REPAIR = "Ask for the file again, or print it to a new PDF with the program that made it."
_LIBRARIES = ("pikepdf", "pypdf", "pypdfium2")


def silence_libraries() -> None:
    """Leave what is wrong with a PDF to our errors: the libraries quote the file, or advise on building them."""
    for name in _LIBRARIES:
        logging.getLogger(name).setLevel(logging.CRITICAL)


@contextmanager
def opened(data: bytes, where: str) -> Iterator[tuple[pypdfium2.PdfDocument, pikepdf.Pdf]]:
    """Open a PDF for reading with both libraries; nothing in it is run, and nothing is fetched.

    Raises
    ------
    DocumentError
        If it is absent, too large, encrypted in any way, damaged, or has no or too many pages.
    """
    check_size(data, where)
    silence_libraries()
    with _behind(data, where) as behind:
        if behind.is_encrypted:
            raise refuse(where, "the PDF is encrypted", remedy=_UNLOCK)
        with _seen(data, where) as seen:
            _check_pages(where, len(seen))
            yield seen, behind


@contextmanager
def _behind(data: bytes, where: str) -> Iterator[pikepdf.Pdf]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            behind = pikepdf.open(io.BytesIO(data), suppress_warnings=True)
        except pikepdf.PasswordError:
            raise refuse(where, "the PDF is locked with a password", remedy=_UNLOCK) from None
        except (pikepdf.PdfError, ValueError, RuntimeError):
            raise damaged(where) from None
    with behind:
        yield behind


@contextmanager
def _seen(data: bytes, where: str) -> Iterator[pypdfium2.PdfDocument]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        raise damaged(where) from None
    try:
        if document.get_formtype():
            document.init_forms()
        yield document
    finally:
        document.close()


def _check_pages(where: str, count: int) -> None:
    if count == 0:
        raise refuse(where, "the PDF has no pages", remedy=_REPAIR)
    if count > LIMITS.pages:
        raise refuse(where, f"the PDF has {count:,} pages; {LIMITS.pages:,} is the most", remedy="Split it.")


def damaged(where: str, page: int = 0) -> DocumentError:
    """Give the error of a damaged file, or of one of its pages."""
    what = f"page {page} is damaged" if page else "this is no PDF, or a damaged one"
    return refuse(where, what, remedy=_REPAIR)
