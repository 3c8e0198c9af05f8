"""Documents: MB of file a second to read, write and check, beside bare python-docx reading the same file.

Run: python benchmarks/redact_forms.py [PARAGRAPHS]; 500 words are counted as a page.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import docx

from clerestory.model.redaction.documents import Block, Document, Format, Role
from clerestory.protect.documents import check_clear, read_document, write_document

_SENTENCE = "The panel of paragraph {n} met on a day of no note and found that records were kept as they should be. "
_WORDS_A_PAGE = 500
_GONE = ("Zarquonbly", "Quibblewick Street")


def main() -> None:
    paragraphs = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    blocks = tuple(Block(_SENTENCE.format(n=n) * 3) for n in range(paragraphs))
    words = sum(len(block.text.split()) for block in blocks)
    print(f"{paragraphs:,} paragraphs, {words / _WORDS_A_PAGE:,.0f} pages\n")
    print(f"{'format':8}{'step':28}{'seconds':>9}{'MB text/s':>11}{'pages/s':>10}")
    text_mb = sum(len(block.text) for block in blocks) / 1e6
    with tempfile.TemporaryDirectory() as folder:
        for form in (Format.TEXT, Format.DOCX, Format.ODT, Format.EMAIL):
            path = Path(folder) / f"made{form.value}"
            document = Document(form, (Block("Notes of a panel", Role.FIELD, label="Subject"), *blocks))
            steps: dict[str, Callable[[], object]] = {
                "write": lambda d=document, p=path: write_document(d, p),
                "read": lambda p=path: read_document(p),
                "check": lambda p=path, d=document: check_clear(p, _GONE, kept=d.text),
            }
            if form is Format.DOCX:
                steps["bare python-docx, read"] = lambda p=path: [x.text for x in _opened(p).paragraphs]
            for name, step in steps.items():
                _print(form, name, _seconds(step), text_mb, words / _WORDS_A_PAGE)


def _opened(path: Path) -> docx.document.Document:
    return docx.Document(io.BytesIO(path.read_bytes()))


def _seconds(step: Callable[[], object]) -> float:
    start = time.perf_counter()
    step()
    return time.perf_counter() - start


def _print(form: Format, name: str, seconds: float, text_mb: float, pages: float) -> None:
    print(f"{form.value:8}{name:28}{seconds:9.2f}{text_mb / seconds:11.2f}{pages / seconds:10.0f}")


if __name__ == "__main__":
    main()
