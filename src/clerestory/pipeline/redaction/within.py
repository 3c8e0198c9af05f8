"""Files inside a document, each a document of its own: which of them can be read, and what the marks say of them.

What cannot be read is left behind with its number and the reason; the document in which it lies is written all the
same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from clerestory.errors import DocumentError
from clerestory.model.redaction.choices import TextEncoding
from clerestory.model.redaction.documents import Document, Inside, InsideKind
from clerestory.protect.documents import read_bytes, read_document
from clerestory.protect.documents.formats import suffix_written
from clerestory.protect.documents.limits import MOST_BYTES, MOST_INSIDE, MOST_NESTED, MOST_UNPACKED
from clerestory.protect.documents.pictures import SIGNS

_LEFT = {InsideKind.ATTACHMENT: "attachments", InsideKind.PICTURE: "pictures"}


@dataclass(frozen=True, repr=False)
class Opened:
    """A document with all those inside it, read; confidential.

    Attributes
    ----------
    document : Document
        What it left behind includes what was inside and cannot be read.
    name : str
        Where it lies, by numbers: "attachment 1, picture 2"; empty for the main one.
    marks : tuple of str
        What stands in its text in place of each of ``document.inside``.
    inner : mapping of str to Opened
        Those that are read, by the end of the name of their file: "attachment-01.pdf".
    unread : mapping of str to str
        Why others are left behind, by where they lie.
    """

    document: Document
    name: str = ""
    marks: tuple[str, ...] = ()
    inner: Mapping[str, Opened] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"Opened({len(self.inner)} inside)"

    def every(self) -> Iterator[Opened]:
        """Yield the document, and then all inside it."""
        yield self
        for inner in self.inner.values():
            yield from inner.every()

    def files(self, out: Path) -> Mapping[Path, Opened]:
        """Give all documents by the files in which they are written, each after those inside it.

        Where files inside a neighbour of another form have these names already, the form goes into the names.
        """
        files = dict(self._files(out, out.stem))
        if any(path.exists() for path in files if path != out):
            files = dict(self._files(out, out.name.replace(".", "-")))
        return files

    def _files(self, out: Path, stem: str) -> Iterator[tuple[Path, Opened]]:
        for end, inner in self.inner.items():
            file = out.with_name(f"{stem}.{end}")
            yield from inner._files(file, file.stem)
        yield out, self


def open_with_all(source: Path, *, encoding: TextEncoding) -> Opened:
    """Read a document, and all that is inside it at any depth within the limits.

    Raises
    ------
    DocumentError
        If the document itself cannot be read; what is inside it never raises.
    """
    return _Opening(encoding).opened(read_document(source, encoding=encoding), "", depth=0)


class _Opening:
    """What was read so far of one document; the limits are of all together."""

    def __init__(self, encoding: TextEncoding) -> None:
        self._encoding = encoding
        self._files, self._bytes = 0, 0

    def opened(self, document: Document, name: str, *, depth: int) -> Opened:
        """Read what is inside a document; the same file twice is one, and has one number."""
        told: dict[Inside, str] = {}
        numbers, left = Counter[InsideKind](), Counter[str]()
        inner: dict[str, Opened] = {}
        unread: dict[str, str] = {}
        for inside in document.inside:
            alike = replace(inside, after=0, cell=())
            if alike in told:
                continue
            numbers[inside.kind] += 1
            here = f"{inside.kind.value} {numbers[inside.kind]}"
            try:
                read = self._read(inside, ", ".join(filter(None, (name, here))), depth=depth + 1)
            except DocumentError as error:
                told[alike], unread[", ".join(filter(None, (name, here)))] = f"[{here}: left behind]", error.what
                left[_LEFT[inside.kind]] += 1
            else:
                told[alike] = f"[{here}]"
                inner[f"{inside.kind.value}-{numbers[inside.kind]:02}{_suffix(read.document)}"] = read
        marks = tuple(told[replace(inside, after=0, cell=())] for inside in document.inside)
        kept = Counter(document.left_behind) + left
        return Opened(replace(document, left_behind=dict(kept)), name, marks, inner, unread)

    def _read(self, inside: Inside, name: str, *, depth: int) -> Opened:
        self._check(inside, name, depth)
        document = read_bytes(inside.data, inside.suffix, where=name, encoding=self._encoding)
        if document.format in SIGNS.values() and not document.text.strip():
            raise _left("no word is read on it", name)
        return self.opened(document, name, depth=depth)

    def _check(self, inside: Inside, name: str, depth: int) -> None:
        self._files += 1
        self._bytes += len(inside.data)
        if depth > MOST_NESTED:
            raise _left("it lies too deep in others", name)
        if self._files > MOST_INSIDE:
            raise _left(f"more than {MOST_INSIDE:,} files are inside", name)
        if len(inside.data) > MOST_BYTES or self._bytes > MOST_UNPACKED:
            raise _left("it is too large, or all files inside together are", name)


def _suffix(document: Document) -> str:
    return suffix_written(document.format.value)


def _left(what: str, name: str) -> DocumentError:
    return DocumentError(what, where=name, remedy="Redact it by itself.")
