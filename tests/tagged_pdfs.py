"""What a tagged PDF says, as a screen reader hears it: the tree by pikepdf, the words by Chromium's reader."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw

BREAK = "\n"  # between the words of two elements


class Tagged:
    """A PDF with its structure tree."""

    def __init__(self, data: bytes) -> None:
        self.document = pikepdf.open(io.BytesIO(data))
        self.root = self.document.Root
        self._pages = {page.objgen: number for number, page in enumerate(self.document.pages)}
        self._words = _words_by_mark(data)

    def elements(self, *kinds: str) -> Iterator[pikepdf.Dictionary]:
        """Yield the elements of some kinds, in the order of reading."""
        for element in _all(self.root.StructTreeRoot):
            if str(element.S) in kinds:
                yield element

    def text(self, element: pikepdf.Dictionary | None = None) -> str:
        """Give the words of an element and all below it."""
        return BREAK.join(self._text(element if element is not None else self.root.StructTreeRoot, None))

    def tables(self) -> list[list[list[str]]]:
        """Give the cells of each table, row by row, a cell that spans several once."""
        return [
            [[self.text(cell) for cell in children(row)] for row in _below(table, "/TR")]
            for table in self.elements("/Table")
        ]

    def marks(self) -> set[tuple[int, int]]:
        """Give page and number of each piece of content that an element has."""
        return set(_marks(self.root.StructTreeRoot, None, self._pages))

    def artifacts(self) -> list[str]:
        """Give the words of each page that no element has: what runs along with it."""
        return [self._words.get((number, -1), "") for number in range(len(self.document.pages))]

    def _text(self, element, page) -> Iterator[str]:
        page = element.get("/Pg", page)
        for kid in _kids(element):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from self._text(kid, page)
            elif isinstance(kid, int):
                yield self._words.get((self._pages[page.objgen], kid), "")
            elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR":
                yield self._words.get((self._pages[kid.get("/Pg", page).objgen], int(kid.MCID)), "")


def children(element: pikepdf.Dictionary) -> list[pikepdf.Dictionary]:
    """Give the elements just below one."""
    return [kid for kid in _kids(element) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def attribute(element: pikepdf.Dictionary, name: str):
    """Give an attribute of an element, or None."""
    found = element.get("/A", pikepdf.Array())
    owners = list(found) if isinstance(found, pikepdf.Array) else [found]
    return next((owner[name] for owner in owners if name in owner), None)


def squeezed(text: str) -> str:
    """Give a text without spaces, which lines end with on paper and not on a screen."""
    return "".join(text.split())


def _kids(element) -> list:
    found = element.get("/K", pikepdf.Array())
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def _all(element) -> Iterator[pikepdf.Dictionary]:
    for kid in children(element):
        yield kid
        yield from _all(kid)


def _below(element, kind: str) -> Iterator[pikepdf.Dictionary]:
    return (of for of in _all(element) if kind == of.S)


def _marks(element, page, pages) -> Iterator[tuple[int, int]]:
    page = element.get("/Pg", page)
    for kid in _kids(element):
        if isinstance(kid, int):
            yield pages[page.objgen], kid
        elif isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from _marks(kid, page, pages)
        elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR":
            yield pages[kid.get("/Pg", page).objgen], int(kid.MCID)


def _words_by_mark(data: bytes) -> dict[tuple[int, int], str]:
    """Read the words of each piece of marked content, with Chromium's reader."""
    found: dict[tuple[int, int], str] = {}
    document = pdfium.PdfDocument(data)
    for number, page in enumerate(document):
        words = page.get_textpage()
        for of in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=15):
            mark = raw.FPDFPageObj_GetMarkedContentID(of.raw)
            size = raw.FPDFTextObj_GetText(of.raw, words.raw, None, 0)
            buffer = (ctypes.c_ushort * (size // 2))()
            raw.FPDFTextObj_GetText(of.raw, words.raw, buffer, size)
            text = bytes(buffer).decode("utf-16-le").rstrip("\0").replace("\x02", "-")
            found[number, mark] = f"{found[number, mark]} {text}" if (number, mark) in found else text
    return found
