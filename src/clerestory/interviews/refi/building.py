"""Making codebooks and projects of the standard from codes and texts of our own."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from clerestory import __version__
from clerestory.interviews.refi.reading import project_view
from clerestory.model.interviews.markup import Child, Document, Element, Name
from clerestory.model.interviews.project import (
    CODEBOOK_NAMESPACE,
    PROJECT_NAMESPACE,
    Code,
    Codebook,
    Coding,
    Project,
    TextSource,
)

_ORIGIN = f"Clerestory {__version__}"


@dataclass(frozen=True)
class _Maker:
    """Makes elements of one namespace, which the root declares."""

    namespace: str

    def element(self, local: str, children: Iterable[Child] = (), **attributes: str) -> Element:
        pairs = tuple((Name(name), value) for name, value in attributes.items() if value)
        return Element(Name(local, self.namespace), pairs, tuple(children))

    def root(self, local: str, children: Iterable[Child], **attributes: str) -> Document:
        made = self.element(local, children, **attributes)
        return Document(Element(made.name, made.attributes, made.children, (("", self.namespace),)))

    def codes(self, codes: Sequence[Code]) -> Element:
        return self.element("Codes", self._below(codes, ()))

    def _below(self, codes: Sequence[Code], above: tuple[str, ...]) -> Iterator[Element]:
        for code in codes:
            if code.path[:-1] == above:
                described = [self.element("Description", [code.description])] if code.description else []
                yield self.element(
                    "Code",
                    [*described, *self._below(codes, code.path)],
                    guid=code.guid,
                    name=code.name,
                    isCodable="true" if code.is_codable else "false",
                    color=code.colour,
                )


def codebook_of(codes: Sequence[Code]) -> Codebook:
    """Give a codebook of codes; a code stands under the one whose path is its own without the last name."""
    make = _Maker(CODEBOOK_NAMESPACE)
    document = make.root("CodeBook", [make.codes(codes)], origin=_ORIGIN)
    return Codebook(tuple(codes), document)


def project_of(name: str, codes: Sequence[Code], coders: Sequence[str], sources: Sequence[TextSource]) -> Project:
    """Give a project whose texts lie within its document.

    Parameters
    ----------
    name : str
        What other programs call the project.
    codes : sequence of Code
    coders : sequence of str
        GUIDs; each is named by its number alone.
    sources : sequence of TextSource
    """
    make = _Maker(PROJECT_NAMESPACE)
    users = [make.element("User", guid=guid, name=f"coder {at}") for at, guid in enumerate(coders, start=1)]
    texts = [_source(make, source) for source in sources]
    document = make.root(
        "Project",
        [
            make.element("Users", users),
            make.element("CodeBook", [make.codes(codes)]),
            make.element("Sources", texts),
        ],
        name=name,
        origin=_ORIGIN,
    )
    return project_view(document, tuple(sources))


def _source(make: _Maker, source: TextSource) -> Element:
    selections = [
        make.element(
            "PlainTextSelection",
            _codings(make, one.codings, one.guid),
            guid=one.guid,
            startPosition=str(one.start),
            endPosition=str(one.end),
        )
        for one in source.selections
    ]
    text = make.element("PlainTextContent", [source.text])
    whole = _codings(make, source.codings, source.guid)
    return make.element("TextSource", [text, *selections, *whole], guid=source.guid, name=source.name)


def _codings(make: _Maker, codings: Sequence[Coding], within: str) -> Iterator[Element]:
    for at, coding in enumerate(codings):
        guid = str(uuid.uuid5(uuid.UUID(within), f"coding {at}"))
        reference = make.element("CodeRef", targetGUID=coding.code)
        yield make.element("Coding", [reference], guid=guid, creatingUser=coding.coder)
