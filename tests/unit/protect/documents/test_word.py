"""Documents of word processors, made by python-docx, read to blocks and written anew."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from clerestory.errors import DocumentError, ResidueError
from clerestory.model.redaction.documents import Role
from clerestory.protect.documents import check_clear, read_document, write_document


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    file = docx.Document()
    file.add_heading("Report", 2)
    file.add_paragraph("Ask Zarquon\ttoday.")
    file.add_paragraph("first", style="List Bullet")
    table = file.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 1).text = "North", "Zarquon"
    file.sections[0].header.paragraphs[0].text = "Of the force"
    file.core_properties.author = "Zarquon"
    file.save(tmp_path / "letter.docx")
    return tmp_path / "letter.docx"


def test_a_letter_is_read_as_a_reader_sees_it(letter: Path) -> None:
    blocks = read_document(letter).blocks
    assert [(b.role, b.level, b.text) for b in blocks if b.role is not Role.CELL] == [
        (Role.PARAGRAPH, 1, "Of the force"),
        (Role.HEADING, 2, "Report"),
        (Role.PARAGRAPH, 1, "Ask Zarquon\ttoday."),
        (Role.ITEM, 1, "first"),
    ]
    assert [(b.row, b.column, b.text) for b in blocks if b.role is Role.CELL and b.text] == [
        (1, 1, "North"),
        (2, 2, "Zarquon"),
    ]


def test_what_is_written_reads_the_same_again_and_has_the_same_bytes(letter: Path, tmp_path: Path) -> None:
    document = read_document(letter)
    for name in ("one.docx", "two.docx"):
        write_document(document, tmp_path / name)
    assert (tmp_path / "one.docx").read_bytes() == (tmp_path / "two.docx").read_bytes()
    assert read_document(tmp_path / "one.docx").blocks == document.blocks
    assert read_document(tmp_path / "one.docx").left_behind == {"numbering and themes": 1}


def test_python_docx_sees_headings_lists_and_tables_in_what_is_written(letter: Path, tmp_path: Path) -> None:
    write_document(read_document(letter), tmp_path / "new.docx")
    file = docx.Document(str(tmp_path / "new.docx"))
    assert [p.style.name for p in file.paragraphs][:4] == ["Normal", "Heading 2", "Normal", "List Paragraph"]
    assert [[c.text for c in row.cells] for row in file.tables[0].rows] == [["North", ""], ["", "Zarquon"]]


def test_a_passage_that_was_to_be_gone_is_found_and_never_said(letter: Path, tmp_path: Path) -> None:
    document = read_document(letter)
    write_document(document, tmp_path / "new.docx")
    with pytest.raises(ResidueError, match=r"new\.docx, word/document\.xml: text") as error:
        check_clear(tmp_path / "new.docx", ["Zarquon"])
    assert "zarquon" not in str(error.value).lower()
    check_clear(tmp_path / "new.docx", ["Zarquon"], kept=document.text)


def test_nothing_is_written_over(letter: Path) -> None:
    before = letter.read_bytes()
    with pytest.raises(DocumentError, match="there already"):
        write_document(read_document(letter), letter)
    assert letter.read_bytes() == before
