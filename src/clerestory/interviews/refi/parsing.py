"""From bytes to a document, hardened: no document type, so no entity can be declared, expanded or fetched."""

from __future__ import annotations

from collections.abc import Iterable
from xml.parsers import expat

from clerestory.interviews.refi.refusals import damaged, too_large
from clerestory.model.interviews.markup import Child, Comment, Document, Element, Instruction, Name

MOST_ELEMENTS = 3_000_000
MOST_DEPTH = 200
_APART = "\x1f"  # stands in no XML, so in no namespace


def parse(chunks: Iterable[bytes], *, where: str) -> Document:
    """Read a document.

    Parameters
    ----------
    chunks : iterable of bytes
    where : str
        What messages call it.

    Raises
    ------
    QdaFileError
        If it is no XML, has a document type, or is too large or too deep.
    """
    building = _Building(where)
    try:
        for chunk in chunks:
            building.parser.Parse(chunk, False)  # noqa: FBT003 - the library takes it by position alone
        building.parser.Parse(b"", True)  # noqa: FBT003 - the library takes it by position alone
    except (expat.ExpatError, LookupError, ValueError):  # an unknown or wrong encoding is among them
        raise damaged("is no XML, or is cut off", where=where) from None
    return building.document()


class _Open:
    """An element whose end has not come yet."""

    def __init__(
        self, name: Name, attributes: tuple[tuple[Name, str], ...], namespaces: tuple[tuple[str, str], ...]
    ) -> None:
        self.name, self.attributes, self.namespaces = name, attributes, namespaces
        self.children: list[Child] = []

    def closed(self) -> Element:
        return Element(self.name, self.attributes, tuple(self.children), self.namespaces)


class _Building:
    def __init__(self, where: str) -> None:
        self._where, self._count = where, 0
        self._open: list[_Open] = []
        self._names: dict[str, Name] = {}
        self._declared: list[tuple[str, str]] = []
        self._root: Element | None = None
        self._before: list[Comment | Instruction] = []
        self._after: list[Comment | Instruction] = []
        self.parser = expat.ParserCreate(namespace_separator=_APART)
        self.parser.namespace_prefixes = True
        self.parser.ordered_attributes = True
        self.parser.buffer_text = True
        self.parser.buffer_size = 2**20  # a transcript in one piece
        self.parser.StartDoctypeDeclHandler = self._no_document_type
        self.parser.StartNamespaceDeclHandler = self._declare
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.CommentHandler = self._comment
        self.parser.ProcessingInstructionHandler = self._instruction

    def document(self) -> Document:
        assert self._root is not None  # the parser refuses a document without a root
        return Document(self._root, tuple(self._before), tuple(self._after))

    def _no_document_type(self, *_: object) -> None:
        raise damaged("has a document type, which no file of the standard needs and attacks use", where=self._where)

    def _declare(self, prefix: str | None, namespace: str | None) -> None:
        self._declared.append((prefix or "", namespace or ""))

    def _start(self, name: str, attributes: list[str]) -> None:
        self._count += 1
        if self._count > MOST_ELEMENTS:
            raise too_large(f"has more than {MOST_ELEMENTS:,} elements", where=self._where)
        if len(self._open) >= MOST_DEPTH:
            raise too_large(f"nests elements more than {MOST_DEPTH} deep", where=self._where)
        named = self._name
        pairs = tuple([(named(attributes[at]), attributes[at + 1]) for at in range(0, len(attributes), 2)])
        self._open.append(_Open(named(name), pairs, tuple(self._declared)))
        self._declared = []

    def _name(self, spelled: str) -> Name:
        """Give a name; a file has few, many times each."""
        found = self._names.get(spelled)
        if found is None:
            found = self._names[spelled] = _parted(spelled)
        return found

    def _end(self, _: str) -> None:
        element = self._open.pop().closed()
        if self._open:
            self._open[-1].children.append(element)
        else:
            self._root = element

    def _text(self, text: str) -> None:
        children = self._open[-1].children
        if children and isinstance(children[-1], str):
            children[-1] += text
        else:
            children.append(text)

    def _comment(self, text: str) -> None:
        self._add(Comment(text))

    def _instruction(self, target: str, text: str) -> None:
        self._add(Instruction(target, text))

    def _add(self, node: Comment | Instruction) -> None:
        if self._open:
            self._open[-1].children.append(node)
        else:
            (self._before if self._root is None else self._after).append(node)


def _parted(spelled: str) -> Name:
    parts = spelled.split(_APART)
    if len(parts) == 1:
        return Name(parts[0])
    return Name(parts[1], parts[0], parts[2] if len(parts) > 2 else "")
