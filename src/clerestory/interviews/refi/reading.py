"""Reading codebooks and projects: the document as a whole, and a view of what the product needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import MappingProxyType

from clerestory.errors import QdaFileError
from clerestory.interviews.refi.archive import LIMITS, Archive, open_archive
from clerestory.interviews.refi.parsing import parse
from clerestory.interviews.refi.refusals import damaged, too_large
from clerestory.interviews.refi.standard import check_standard, guid_of, is_true
from clerestory.model.interviews.markup import Document, Element
from clerestory.model.interviews.project import (
    CODEBOOK_NAMESPACE,
    PROJECT_NAMESPACE,
    SOURCES,
    Code,
    Codebook,
    Coding,
    Project,
    Selection,
    TextSource,
)

_CHUNK = 2**18


def read_codebook(path: Path) -> Codebook:
    """Read a codebook from a .qdc file.

    Raises
    ------
    QdaFileError
        If it is no such file, is hostile or too large, or is not what the standard asks.
    """
    where = str(path)
    if path.stat().st_size > LIMITS.document_bytes:
        raise too_large(f"has more than {LIMITS.document_bytes:,} bytes", where=where)
    with path.open("rb") as file:
        document = parse(iter(lambda: file.read(_CHUNK), b""), where=where)
    check_standard(document.root, name="CodeBook", namespace=CODEBOOK_NAMESPACE, where=where)
    return Codebook(tuple(_codes(document.root)), document)


def read_project(path: Path) -> Project:
    """Read a project from a .qdpx file; sources other than texts stay in the file, where writing takes them from.

    Raises
    ------
    QdaFileError
        If it is no such file, is hostile or too large, or is not what the standard asks.
    """
    with open_archive(path) as archive:
        name = archive.document
        where = f"{path}, {name}"
        with closing(archive.chunks(name, LIMITS.document_bytes)) as chunks:
            document = parse(chunks, where=where)
        check_standard(document.root, name="Project", namespace=PROJECT_NAMESPACE, where=where)
        sources = tuple(_sources(document, archive, where))
    return project_view(document, sources)


def project_view(document: Document, sources: tuple[TextSource, ...]) -> Project:
    """Give the view of a document whose text sources are known."""
    root = document.root
    codes = tuple(code for book in root.elements("CodeBook") for code in _codes(book))
    users = (user for part in root.elements("Users") for user in part.elements("User"))
    kinds = Counter(one.name.local for part in root.elements("Sources") for one in part.elements(*SOURCES[1:]))
    coders = tuple(guid_of(user.get("guid")) for user in users)
    return Project(codes, coders, sources, document, MappingProxyType(dict(kinds)))


def _codes(book: Element) -> Iterator[Code]:
    for part in book.elements("Codes"):
        for code in part.elements("Code"):
            yield from _code(code, ())


def _code(element: Element, above: tuple[str, ...]) -> Iterator[Code]:
    path = (*above, (element.get("name") or "").strip())
    described = element.first("Description")
    yield Code(
        guid_of(element.get("guid")),
        path,
        is_true(element.get("isCodable")),
        (element.get("color") or "").strip(),
        described.text if described else "",
    )
    for child in element.elements("Code"):
        yield from _code(child, path)


def _sources(document: Document, archive: Archive, where: str) -> Iterator[TextSource]:
    number = 0
    for part in document.root.elements("Sources"):
        for element in part.elements("TextSource"):
            number += 1
            yield _source(element, _text(element, archive, f"{where}, TextSource {number}"), where, number)


def _text(element: Element, archive: Archive, where: str) -> str:
    within, path = element.first("PlainTextContent"), element.get("plainTextPath")
    if (within is None) == (path is None):
        raise damaged("has both or neither of PlainTextContent and plainTextPath", where=where)
    if within is not None:
        return within.text
    part = archive.internal(path or "")
    if part is None:
        raise QdaFileError(
            "has its text outside the package, or nowhere",
            where=where,
            remedy="Export the project with its sources inside.",
        )
    try:
        return archive.read(part, LIMITS.text_bytes).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise damaged("has a text that is not UTF-8", where=where) from None


def _source(element: Element, text: str, where: str, number: int) -> TextSource:
    selections = tuple(
        _selection(one, len(text), f"{where}, TextSource {number}, PlainTextSelection {at}")
        for at, one in enumerate(element.elements("PlainTextSelection"), start=1)
    )
    name = (element.get("name") or "").strip()
    return TextSource(guid_of(element.get("guid")), name, text, selections, tuple(_codings(element)))


def _selection(element: Element, length: int, where: str) -> Selection:
    start, end = int(element.get("startPosition") or 0), int(element.get("endPosition") or 0)
    if not 0 <= start <= end <= length:
        raise damaged(
            "its positions do not lie in its text, in order",
            where=where,
            remedy="Positions count code points of Unicode from 0; the end is the one after the last.",
        )
    return Selection(guid_of(element.get("guid")), start, end, tuple(_codings(element)))


def _codings(element: Element) -> Iterator[Coding]:
    for coding in element.elements("Coding"):
        for reference in coding.elements("CodeRef"):
            user = coding.get("creatingUser") or element.get("creatingUser")
            yield Coding(guid_of(reference.get("targetGUID")), guid_of(user))
