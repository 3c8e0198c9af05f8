"""Channels of a package: what lies between its parts, their names, and every part by expat.

An element, attribute or value that our writers do not write is FOREIGN, with or without words in it.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from clerestory.protect.documents.channels import Channel, Seen
from clerestory.protect.documents.visible import invisible_signs

_LOCAL = struct.Struct("<4s5H3I2H")  # head of a part, as the parts themselves repeat it
_CENTRAL, _END = 46, 22  # bytes of an entry of the directory and of its end, without names


@dataclass(frozen=True)
class Vocabulary:
    """What a part may hold: elements with attributes and patterns of their values, and where text may stand."""

    elements: Mapping[str, Mapping[str, str]]
    texts: frozenset[str]
    lines: frozenset[str]  # elements that part lines


@dataclass
class _Part:
    """What expat has met of a part."""

    allowed: Vocabulary
    text: list[str] = field(default_factory=list)
    foreign: dict[str, list[str]] = field(default_factory=dict)
    path: list[str] = field(default_factory=list)

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        known = self.allowed.elements.get(name)
        if known is None:
            self.note("elements", name)
        for key, value in attributes.items():
            pattern = (known or {}).get(key)
            if pattern is None or not re.fullmatch(pattern, value):
                self.note("attributes", f"{key} {value}")
        if name in self.allowed.lines:
            self.text.append("\n")
        self.path.append(name)

    def end(self, name: str) -> None:
        self.path.pop()

    def words(self, text: str) -> None:
        if self.path[-1] in self.allowed.texts:
            self.text.append(text)
        elif text.strip():
            self.note("text outside of paragraphs", text)

    def note(self, kind: str, text: str) -> None:
        self.foreign.setdefault(kind, []).append(text)

    def comment(self, text: str) -> None:
        self.note("comments of XML", text)

    def instruction(self, target: str, text: str) -> None:
        self.note("processing instructions", f"{target} {text}")

    def doctype(self, name: str, *rest: object) -> None:
        self.note("document types", name)


def package_channels(data: bytes, allowed: Mapping[str, Vocabulary | str]) -> Iterator[Channel]:
    """Yield the channels of a package.

    Parameters
    ----------
    data : bytes
    allowed : mapping of pattern of a part's name to Vocabulary or str
        A str is the whole part, which is then the same in every file and needs no search.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        yield Channel("the package", "bytes", data.decode("latin-1"), Seen.FOREIGN)
        return
    yield from _between(data, archive)
    seen: set[str] = set()
    for number, entry in enumerate(archive.infolist(), start=1):
        rule = next((rule for pattern, rule in allowed.items() if re.fullmatch(pattern, entry.filename)), None)
        place = entry.filename if rule is not None else f"part {number} of the package"
        if rule is None or entry.filename in seen:
            yield Channel(place, "names of parts", entry.filename, Seen.FOREIGN)
        seen.add(entry.filename)
        yield from _part(place, archive.read(entry), rule)


def _between(data: bytes, archive: zipfile.ZipFile) -> Iterator[Channel]:
    """Yield the bytes of a package that belong to no part: in front, between, after, and in its directory."""
    at, kept, names = 0, [], 0
    for entry in sorted(archive.infolist(), key=lambda entry: entry.header_offset):
        head = data[entry.header_offset : entry.header_offset + _LOCAL.size]
        width, extra = struct.unpack_from("<2H", head, 26) if len(head) == _LOCAL.size else (0, 0)
        name = data[entry.header_offset + _LOCAL.size :][:width]
        begin = entry.header_offset + _LOCAL.size + width
        kept += [data[at : entry.header_offset], data[begin : begin + extra], entry.extra, entry.comment]
        kept += [] if name == entry.filename.encode() else [name]
        at = begin + extra + entry.compress_size
        names += len(entry.filename.encode())
    directory = names + _CENTRAL * len(archive.infolist()) + _END
    if len(data) - at != directory:
        kept.append(data[at:])
    kept.append(archive.comment)
    if found := b"\n".join(filter(None, kept)):
        yield Channel("the package", "bytes that belong to no part", found.decode("latin-1"), Seen.FOREIGN)


def _part(place: str, data: bytes, rule: Vocabulary | str | None) -> Iterator[Channel]:
    if isinstance(rule, str):
        if data != rule.encode():
            yield Channel(place, "other content than we write", data.decode("latin-1"), Seen.FOREIGN)
        return
    if rule is None:
        yield Channel(place, "bytes", data.decode("latin-1"), Seen.FOREIGN)
        return
    yield from _xml(place, data, rule)


def _xml(place: str, data: bytes, rule: Vocabulary) -> Iterator[Channel]:
    part = _Part(rule)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = part.begin, part.end
    parser.CharacterDataHandler, parser.CommentHandler = part.words, part.comment
    parser.ProcessingInstructionHandler, parser.StartDoctypeDeclHandler = part.instruction, part.doctype
    try:
        parser.ParseFile(io.BytesIO(data))
    except expat.ExpatError:
        yield Channel(place, "bytes", data.decode("latin-1"), Seen.FOREIGN)
        return
    text = "".join(part.text)
    for kind, found in part.foreign.items():
        yield Channel(place, kind, "".join(found), Seen.FOREIGN)
        yield Channel(place, kind, "\n".join(found), Seen.FOREIGN)
    if any(sign not in "\n\t" for sign in invisible_signs(text)):
        yield Channel(place, "signs without a shape", text, Seen.FOREIGN)
    yield Channel(place, "text", text, Seen.CONTENT)
