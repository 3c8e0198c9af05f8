"""Files that are damaged, locked, hostile or too large are refused, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from clerestory.errors import DocumentError
from clerestory.protect.documents import Encoding, read_document
from hiding_places import sources, unzipped, zipped

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
    texts = [block.text for block in read_document(tmp_path / "a.txt", encoding=Encoding.WINDOWS_1252).blocks]
    assert texts == ["café", "\u201cquoted\u201d"]


def test_utf_16_is_read_by_its_mark(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("é one\n".encode("utf-16"))
    assert [block.text for block in read_document(tmp_path / "a.txt").blocks] == ["é one"]
