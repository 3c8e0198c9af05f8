"""Hostile, damaged and ill-formed files are refused with words that echo nothing of them."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from clerestory.errors import QdaFileError
from clerestory.interviews.refi import only_sources, read_codebook, read_project, write_project
from clerestory.interviews.refi.archive import LIMITS
from clerestory.interviews.refi.keeping import parts_of
from qda_projects import NAMESPACE, package_of

A, B, C, D, E = (f"0f8fad5b-d9cb-469f-a165-7086772895{n:02}" for n in range(5))
SECRET = "Verysecretword"


def project(sources: str = "", *, head: str = "", codes: str = "") -> str:
    code = codes or f'<Code guid="{A}" name="n" isCodable="true"/>'
    return (
        f'{head}<Project xmlns="{NAMESPACE}" name="{SECRET}"><Users><User guid="{B}" name="{SECRET}"/></Users>'
        f"<CodeBook><Codes>{code}</Codes></CodeBook><Sources>{sources}</Sources></Project>"
    )


def text_source(within: str, text: str = "abcdef", guid: str = C) -> str:
    return f'<TextSource guid="{guid}" name="{SECRET}"><PlainTextContent>{text}</PlainTextContent>{within}</TextSource>'


def selection(start: object, end: object, code: str = A, user: str = B) -> str:
    coding = f'<Coding guid="{E}" creatingUser="{user}"><CodeRef targetGUID="{code}"/></Coding>'
    return f'<PlainTextSelection guid="{D}" startPosition="{start}" endPosition="{end}">{coding}</PlainTextSelection>'


BILLION = '<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + project().replace(
    SECRET, "&b;"
)
OUTSIDE = '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + project().replace(SECRET, "&x;")


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (BILLION, "document type"),  # entities that grow
        (OUTSIDE, "document type"),  # an entity that reads a file
        ("<Project", "is no XML"),  # cut off
        ("", "is no XML"),
        (project().replace("project:1.0", "project:9.9"), "first element"),  # another version
        (project(text_source(selection(0, 7))), "positions"),  # beyond the text
        (project(text_source(selection(3, 2))), "positions"),  # backwards
        (project(text_source(selection(-1, 2))), "positions"),
        (project(text_source(selection("x", 2))), "startPosition"),
        (project(text_source(selection(0, 1, code=D))), "CodeRef 1 names no code"),
        (project(text_source(selection(0, 1, user=D))), "Coding 1 names no user"),
        (project(codes=f'<Code guid="{A}" name="n"/>'), "Code 1 has no isCodable"),
        (project(codes=f'<Code guid="{A[:-1]}" name="n" isCodable="true"/>'), "Code 1, guid"),
        (project(text_source("") + text_source("")), "1 GUIDs stand for two"),
        (project(f'<TextSource guid="{C}" name="{SECRET}"/>'), "both or neither"),
        (project(f'<TextSource guid="{C}" plainTextPath="absolute:///etc/passwd"/>'), "outside the package"),
        (project(f'<TextSource guid="{C}" plainTextPath="internal://../x.txt"/>'), "outside the package"),
        (project("<a>" * 300 + "</a>" * 300), "nests elements"),
    ],
)
def test_a_document_that_is_not_what_the_standard_asks_is_refused(tmp_path, document, said):
    with pytest.raises(QdaFileError, match=said) as error:
        read_project(package_of(tmp_path, document))
    assert SECRET not in str(error.value)


def test_faults_are_told_together(tmp_path):
    document = project(codes=f'<Code guid="x" name="n" isCodable="maybe" color="{SECRET}"/>')
    with pytest.raises(QdaFileError, match=r"guid.*isCodable.*color") as error:
        read_project(package_of(tmp_path, document))
    assert SECRET not in str(error.value)


@pytest.mark.parametrize("name", ["../up.txt", "/etc/x", "sources/..\\x", "C:/x", "sources/a\nb"])
def test_a_part_whose_name_leads_out_is_refused(tmp_path, name):
    with pytest.raises(QdaFileError, match="leads out"):
        read_project(package_of(tmp_path, project(), {name: b"x"}))


def test_a_part_that_unpacks_out_of_proportion_is_refused(tmp_path):
    with pytest.raises(QdaFileError, match="times its size"):
        read_project(package_of(tmp_path, project(), {"sources/a.txt": bytes(LIMITS.ratio_from_bytes + 1)}))


def test_a_text_above_the_limit_is_refused(tmp_path):
    data = b"".join(struct.pack("<I", n * 2654435761 % 2**32) for n in range(LIMITS.text_bytes // 4 + 1))
    source = f'<TextSource guid="{C}" plainTextPath="internal://{C}.txt"/>'
    with pytest.raises(QdaFileError, match="more than 16,777,216 bytes"):
        read_project(package_of(tmp_path, project(source), {f"sources/{C}.txt": data}))


def test_two_parts_of_one_name_are_refused(tmp_path):
    path = package_of(tmp_path, project(), {"sources/a.txt": b"1", "sources/A.txt": b"2"})
    with pytest.raises(QdaFileError, match="two parts of one name"):
        read_project(path)


def test_a_package_without_a_project_or_with_two_is_refused(tmp_path):
    with pytest.raises(QdaFileError, match=r"2 files \.qde"):
        read_project(package_of(tmp_path, project(), {"other.qde": b"x"}))
    empty = tmp_path / "empty.qdpx"
    with zipfile.ZipFile(empty, "w"):
        pass
    with pytest.raises(QdaFileError, match=r"0 files \.qde"):
        read_project(empty)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 cut off", b"no zip at all"])
def test_what_is_no_package_is_refused(tmp_path, data):
    path = tmp_path / "a.qdpx"
    path.write_bytes(data)
    with pytest.raises(QdaFileError, match=r"no \.qdpx package"):
        read_project(path)


def test_a_damaged_part_is_refused(tmp_path):
    path = package_of(tmp_path, project(text_source(selection(0, 3))))
    data = bytearray(path.read_bytes())
    data[60:70] = b"\xff" * 10
    path.write_bytes(bytes(data))
    with pytest.raises(QdaFileError):
        read_project(path)


def test_a_text_that_is_not_utf_8_is_refused(tmp_path):
    source = f'<TextSource guid="{C}" plainTextPath="internal://{C}.txt"/>'
    with pytest.raises(QdaFileError, match="not UTF-8"):
        read_project(package_of(tmp_path, project(source), {f"sources/{C}.txt": b"\xff\xfe"}))


def test_a_codebook_with_a_document_type_is_refused(tmp_path):
    path = tmp_path / "a.qdc"
    path.write_text('<!DOCTYPE x><CodeBook xmlns="urn:QDA-XML:codebook:1.0"/>')
    with pytest.raises(QdaFileError, match="document type"):
        read_codebook(path)


def test_elements_of_another_namespace_are_not_taken_for_the_standards(tmp_path):
    foreign = f'<v:Code xmlns:v="urn:v" guid="{D}"/>'
    hidden = f'<Code xmlns="urn:v" guid="{D}" name="n" isCodable="true"/>'
    code = f'<Code guid="{A}" name="n" isCodable="true">{foreign}{hidden}</Code>'
    assert [code.guid for code in read_project(package_of(tmp_path, project(codes=code))).codes] == [A]


def test_a_source_that_goes_takes_everything_made_from_it_along(tmp_path):
    """The words of the withdrawn source, its note, its case and its file are nowhere; the other stays whole."""
    one = f'<TextSource guid="{C}" name="intone.txt" plainTextPath="internal://{C}.txt">{selection(0, 3)}'
    one += f'<NoteRef targetGUID="{"e" + A[1:]}"/></TextSource>'
    two = text_source("", text="stays here", guid="c" + A[1:]).replace(SECRET, "inttwo")
    rest = (
        f'<Notes><Note guid="{"e" + A[1:]}"><PlainTextContent>{SECRET} noted</PlainTextContent></Note></Notes>'
        f'<Sets><Set guid="{"f" + A[1:]}" name="s"><MemberSource targetGUID="{C}"/></Set></Sets>'
        f'<Links><Link guid="{"a" + A[1:]}" name="{SECRET}" originGUID="{D}"/></Links></Project>'
    )
    case = f'<Cases><Case guid="{"d" + A[1:]}" name="{SECRET}"><SourceRef targetGUID="{C}"/></Case></Cases><Sources>'
    document = project(one + two).replace(f'name="{SECRET}"', 'name="p"').replace("</Project>", rest)
    document = document.replace("<Sources>", case)
    path = package_of(tmp_path, document, {f"sources/{C}.txt": f"{SECRET} said".encode(), "sources/loose.txt": b"x"})
    kept = only_sources(read_project(path), {"inttwo"})
    out = tmp_path / "out.qdpx"
    write_project(out, kept, source=path, parts=parts_of(kept, path))
    with zipfile.ZipFile(io.BytesIO(out.read_bytes())) as package:
        assert package.namelist() == ["project.qde"]
        text = package.read("project.qde").decode()
    assert "stays here" in text
    assert [word for word in (SECRET, C, D, "noted", "Case ") if word in text] == []
    assert [source.name for source in read_project(out).sources] == ["inttwo"]


def test_writing_leaves_nothing_behind_when_a_source_is_damaged(tmp_path: Path):
    path = package_of(tmp_path, project(), {"sources/a.bin": bytes(range(256)) * 20})
    read = read_project(path)
    data = bytearray(path.read_bytes())
    at = data.index(b"sources/a.bin") + 40
    data[at : at + 20] = b"\xff" * 20
    path.write_bytes(bytes(data))
    with pytest.raises(QdaFileError):
        write_project(tmp_path / "out.qdpx", read, source=path)
    assert sorted(p.name for p in tmp_path.iterdir()) == [path.name]
