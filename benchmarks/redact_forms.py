"""Documents: MB of text a second to read, write and check, beside the bare library of the form reading the same file.

Run: python benchmarks/redact_forms.py [PARAGRAPHS]; 500 words are counted as a page. A workbook has a row for each
paragraph, of four cells.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from collections.abc import Callable
from email import message_from_bytes
from pathlib import Path

import docx
import odfdo
import openpyxl

from clerestory.model.redaction.documents import Block, Document, Format, Role
from clerestory.protect.documents import check_clear, read_document, write_document

_SENTENCE = "The panel of paragraph {n} met on a day of no note and found that records were kept as they should be. "
_WORDS_A_PAGE = 500
_GONE = ("Zarquonbly", "Quibblewick Street")


def main() -> None:
    paragraphs = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    texts = [_SENTENCE.format(n=n) * 3 for n in range(paragraphs)]
    words = sum(len(text.split()) for text in texts)
    print(f"{paragraphs:,} paragraphs, {words / _WORDS_A_PAGE:,.0f} pages\n")
    print(f"{'format':8}{'step':28}{'seconds':>9}{'MB text/s':>11}{'pages/s':>10}")
    text_mb = sum(len(text) for text in texts) / 1e6
    with tempfile.TemporaryDirectory() as folder:
        for form, (library, bare) in _PEERS.items():
            path = Path(folder) / f"made{form.value}"
            document = Document(form, _sheet(texts) if form is Format.XLSX else _prose(texts))
            steps: dict[str, Callable[[], object]] = {
                "write": lambda d=document, p=path: write_document(d, p),
                "read": lambda p=path: read_document(p),
                "check": lambda p=path, d=document: check_clear(p, _GONE, kept=d.text),
                f"bare {library}, read": lambda p=path, read=bare: read(p),
            }
            for name, step in steps.items():
                _print(form, name, _seconds(step), text_mb, words / _WORDS_A_PAGE)


def _prose(texts: list[str]) -> tuple[Block, ...]:
    return (Block("Notes of a panel", Role.FIELD, label="Subject"), *map(Block, texts))


def _sheet(texts: list[str]) -> tuple[Block, ...]:
    """Give a sheet with a row for each paragraph: its number, its text in two halves, and a word."""
    blocks = [Block("Notes", Role.HEADING, table=1)]
    for row, text in enumerate(texts, 1):
        half = len(text) // 2
        cells = (str(row), text[:half], text[half:], "seen")
        blocks += [Block(cell, Role.CELL, table=1, row=row, column=at) for at, cell in enumerate(cells, 1)]
    return tuple(blocks)


def _docx(path: Path) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(path.read_bytes())).paragraphs]


def _odt(path: Path) -> str:
    return str(odfdo.Document(io.BytesIO(path.read_bytes())).body.inner_text)


def _xlsx(path: Path) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(path, read_only=True)
    return [row for sheet in book for row in sheet.iter_rows(values_only=True)]


_PEERS: dict[Format, tuple[str, Callable[[Path], object]]] = {
    Format.TEXT: ("Python", lambda path: path.read_text(encoding="utf-8")),
    Format.DOCX: ("python-docx", _docx),
    Format.ODT: ("odfdo", _odt),
    Format.EMAIL: ("email", lambda path: message_from_bytes(path.read_bytes()).get_payload(decode=True)),
    Format.XLSX: ("openpyxl", _xlsx),
}


def _seconds(step: Callable[[], object]) -> float:
    start = time.perf_counter()
    step()
    return time.perf_counter() - start


def _print(form: Format, name: str, seconds: float, text_mb: float, pages: float) -> None:
    print(f"{form.value:8}{name:28}{seconds:9.2f}{text_mb / seconds:11.2f}{pages / seconds:10.0f}")


if __name__ == "__main__":
    main()
