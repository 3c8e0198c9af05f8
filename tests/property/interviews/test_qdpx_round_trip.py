"""Projects come out as they went in: the document by canonical XML, every other part byte for byte."""

from __future__ import annotations

import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from clerestory.interviews.refi import codebook_of, read_codebook, read_project, write_codebook, write_project
from clerestory.model.interviews.project import Code
from qda_projects import packed, projects

SETTINGS = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


@SETTINGS
@given(made=projects())
def test_a_project_is_written_as_it_was_read(made, tmp_path_factory):
    document, parts = made
    folder = tmp_path_factory.mktemp("trip")
    path, again = folder / "a.qdpx", folder / "b.qdpx"
    path.write_bytes(packed(document, parts))
    project = read_project(path)
    write_project(again, project, source=path)
    with zipfile.ZipFile(again) as package:
        assert canonical(package.read("project.qde")) == canonical(document)
        assert {name: package.read(name) for name in package.namelist() if name != "project.qde"} == parts
    assert read_project(again) == project


@SETTINGS
@given(made=projects())
def test_writing_twice_gives_the_same_bytes(made, tmp_path_factory):
    folder = tmp_path_factory.mktemp("twice")
    path = folder / "a.qdpx"
    path.write_bytes(packed(*made))
    for name in ("b.qdpx", "c.qdpx"):
        write_project(folder / name, read_project(path), source=path)
    assert (folder / "b.qdpx").read_bytes() == (folder / "c.qdpx").read_bytes()


@SETTINGS
@given(made=projects())
def test_the_view_has_what_a_second_reader_finds(made, tmp_path_factory):
    document, parts = made
    path = tmp_path_factory.mktemp("view") / "a.qdpx"
    path.write_bytes(packed(document, parts))
    project = read_project(path)
    root = ET.fromstring(document)  # noqa: S314 - made here
    ns = "{urn:QDA-XML:project:1.0}"
    assert len(project.codes) == len(list(root.find(f"{ns}CodeBook").iter(f"{ns}Code")))
    found = root.find(f"{ns}Sources").findall(f"{ns}TextSource")
    assert [len(s.selections) for s in project.sources] == [len(s.findall(f"{ns}PlainTextSelection")) for s in found]
    for source, element in zip(project.sources, found, strict=True):
        content = element.find(f"{ns}PlainTextContent")
        if content is None:
            name = "sources/" + element.get("plainTextPath").removeprefix("internal://")
            assert source.text == parts[name].decode().removeprefix("\ufeff")
        else:
            assert source.text == (content.text or "")


def test_a_codebook_is_written_as_it_was_read(tmp_path: Path):
    guid = "0f8fad5b-d9cb-469f-a165-70867728950{}"
    codes = (
        Code(guid.format(0), ("Setting",), is_codable=False, colour="#12436D", description="Where, in kind & <place>"),
        Code(guid.format(1), ("Setting", "Transport"), is_codable=True),
        Code(guid.format(2), ("Setting", "Transport", "At night"), is_codable=True),
        Code(guid.format(3), ("First contact",), is_codable=True),
    )
    write_codebook(tmp_path / "a.qdc", codebook_of(codes))
    read = read_codebook(tmp_path / "a.qdc")
    assert read.codes == codes
    write_codebook(tmp_path / "b.qdc", read)
    assert (tmp_path / "b.qdc").read_bytes() == (tmp_path / "a.qdc").read_bytes()


def canonical(document: bytes) -> str:
    """Canonical XML 2.0 by the standard library, which shares no code with our reader."""
    return ET.canonicalize(document.decode(), with_comments=True)
