"""XML as it was read, whole: what a program does not understand it writes again as it was.

An element keeps the spelling of its prefix, the order of its attributes, namespaces where they are declared, comments
and processing instructions; so reading and writing lose nothing that canonical XML tells apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TypeAlias

XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"


@dataclass(frozen=True, slots=True)
class Name:
    """A name with the namespace that it means and the prefix that it is spelled with."""

    local: str
    namespace: str = ""
    prefix: str = ""

    @property
    def spelled(self) -> str:
        """The name as it stands in the file."""
        return f"{self.prefix}:{self.local}" if self.prefix else self.local


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment."""

    text: str


@dataclass(frozen=True, slots=True)
class Instruction:
    """A processing instruction."""

    target: str
    text: str


Child: TypeAlias = "Element | Comment | Instruction | str"


@dataclass(frozen=True, slots=True, repr=False)
class Element:
    """An element; ``repr`` shows its name alone, since its text may be that of an interview.

    Attributes
    ----------
    attributes : tuple of (Name, str)
        In the order of the file.
    namespaces : tuple of (prefix, namespace)
        Those that are declared here.
    """

    name: Name
    attributes: tuple[tuple[Name, str], ...] = ()
    children: tuple[Child, ...] = ()
    namespaces: tuple[tuple[str, str], ...] = ()

    def __repr__(self) -> str:
        return f"Element({self.name.spelled!r})"

    def get(self, name: str) -> str | None:
        """Give the value of an attribute without namespace."""
        for key, value in self.attributes:
            if key.local == name and not key.namespace:
                return value
        return None

    def elements(self, *names: str) -> Iterator[Element]:
        """Yield the child elements of this element's own namespace, of these names or of any."""
        ours = (child for child in self.children if isinstance(child, Element))
        for child in ours:
            if child.name.namespace == self.name.namespace and (not names or child.name.local in names):
                yield child

    def first(self, name: str) -> Element | None:
        """Give the first child element of a name."""
        return next(self.elements(name), None)

    @property
    def text(self) -> str:
        """The text directly within."""
        return "".join(child for child in self.children if isinstance(child, str))

    def everywhere(self) -> Iterator[Element]:
        """Yield this element and all elements below it, in the order of the file."""
        waiting: list[Element] = [self]
        while waiting:
            here = waiting.pop()
            yield here
            waiting += [child for child in reversed(here.children) if isinstance(child, Element)]

    def with_children(self, children: tuple[Child, ...]) -> Element:
        """Give the element with other children."""
        return replace(self, children=children)


@dataclass(frozen=True, slots=True)
class Document:
    """A root element, with the comments and instructions around it."""

    root: Element
    before: tuple[Comment | Instruction, ...] = ()
    after: tuple[Comment | Instruction, ...] = field(default=())
