"""Files that are damaged, locked, hostile or too large are refused, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from clerestory.errors import DocumentError
from clerestory.model.redaction.choices import TextEncoding
from clerestory.protect.documents import read_document
from hiding_places import in_part, sources, unzipped, zipped

SOURCES = dict(sources())
_LAUGHS = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'
_FETCHES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'
_MAIN = {"docx": "word/document.xml", "odt": "content.xml", "xlsx": "xl/workbook.xml"}


@pytest.mark.parametrize("form", _MAIN)
@pytest.mark.parametrize("xml", [_LAUGHS, _FETCHES, b"<a", b""])
def test_a_part_with_a_document_type_or_without_xml_is_refused(form: str, xml: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"a.{form}"
    path.write_bytes(zipped(unzipped(SOURCES[form]) | {_MAIN[form]: xml}))
    with pytest.raises(DocumentError):
        read_document(path)


@pytest.mark.parametrize("form", _MAIN)
def test_a_package_that_unpacks_to_much_more_is_refused(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{form}"
    path.write_bytes(zipped(unzipped(SOURCES[form]) | {"bomb.xml": bytes(40 * 2**20)}))
    with pytest.raises(DocumentError, match="unpack"):
        read_document(path)


@pytest.mark.parametrize("form", _MAIN)
def test_half_a_file_is_refused(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{form}"
    path.write_bytes(SOURCES[form][: len(SOURCES[form]) // 2])
    with pytest.raises(DocumentError, match="damaged"):
        read_document(path)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "password"),  # as a password leaves it
        ("a.docx", SOURCES["xlsx"], "damaged"),  # another form than the name says
        ("a.txt", SOURCES["docx"], "damaged"),
        ("a.rtf", b"{}", "not read"),  # a form that nobody reads
        ("a.txt", b"caf\xe9", "UTF-8"),  # Windows-1252 that nobody declared
        ("a.txt", b"a\0b", "no text"),
        ("a.docx", b"", "damaged"),
        ("a.eml", b"just words", "damaged"),
    ],
)
def test_what_is_no_such_document_is_refused(name: str, data: bytes, words: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(DocumentError, match=words):
        read_document(tmp_path / name)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.docx", tmp_path):
        with pytest.raises(DocumentError, match="cannot be read"):
            read_document(path)


def test_windows_1252_is_read_where_it_is_declared(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"caf\xe9\r\n\x93quoted\x94")
    texts = [block.text for block in read_document(tmp_path / "a.txt", encoding=TextEncoding.WINDOWS_1252).blocks]
    assert texts == ["café", "\u201cquoted\u201d"]


def test_utf_16_is_read_by_its_mark(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("é one\n".encode("utf-16"))
    assert [block.text for block in read_document(tmp_path / "a.txt").blocks] == ["é one"]


_DEEP = {
    "docx": ("word/document.xml", "<w:sectPr", "<w:p>" + "<w:ins>" * 230 + "</w:ins>" * 230 + "</w:p>"),
    "odt": ("content.xml", "</office:text>", "<text:p>" + "<text:span>" * 230 + "</text:span>" * 230 + "</text:p>"),
}


def outcome(path: Path) -> str:
    """Give the text of a document, or what was said when it was refused."""
    try:
        return read_document(path).text
    except DocumentError as error:
        return error.what


@pytest.mark.parametrize("form", _DEEP)
def test_parts_that_lie_deep_in_one_another_are_read_or_refused(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{form}"
    path.write_bytes(in_part(*_DEEP[form])(SOURCES[form]))
    said = outcome(path)
    assert "Seen by all" in said or "too deep" in said or "damaged" in said


@pytest.mark.parametrize("part", ["[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"])
def test_a_workbook_without_a_part_that_it_needs_is_refused(part: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(zipped({name: data for name, data in unzipped(SOURCES["xlsx"]).items() if name != part}))
    with pytest.raises(DocumentError, match="damaged"):
        read_document(path)


@pytest.mark.parametrize("form", _MAIN)
def test_a_directory_that_points_in_front_of_the_file_is_refused(form: str, tmp_path: Path) -> None:
    parts, main = unzipped(SOURCES[form]), _MAIN[form]
    path, data = tmp_path / f"a.{form}", zipped({main: parts[main]} | parts)
    first = data.index(b"PK\x01\x02")
    # Bytes that are gone in front of the directory move every place it names; the first lies before the file then.
    path.write_bytes(data[:30] + data[100:first] + data[first:])
    with pytest.raises(DocumentError, match="damaged"):
        read_document(path)


def test_an_encoding_of_a_mail_that_is_no_name_is_refused(tmp_path: Path) -> None:
    for charset in (b"utf\0-8", b"x" * 300, b"rot13", b"hex", b"zlib"):
        (tmp_path / "a.eml").write_bytes(b"To: a\r\nContent-Type: text/plain; charset=" + charset + b"\r\n\r\nwords")
        with pytest.raises(DocumentError, match="encoding"):
            read_document(tmp_path / "a.eml")


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_macros_are_refused_by_the_name_of_a_part_and_by_the_form(form: str, tmp_path: Path) -> None:
    path, parts = tmp_path / f"a.{form}", unzipped(SOURCES[form])
    types = "[Content_Types].xml"
    for changed in (
        {"word/vbaProject.bin": b"x"},
        {types: parts[types].replace(b".main+xml", b".macroEnabled.main+xml")},
    ):
        path.write_bytes(zipped(parts | changed))
        with pytest.raises(DocumentError, match="macros"):
            read_document(path)
