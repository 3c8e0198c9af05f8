"""Words in the structure of a tagged file and in marked content, which readers and copying give in place of glyphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import pikepdf

from clerestory.model.redaction.inspection import Fault, Sureness, Trace, Way
from clerestory.protect.documents.inspection.annotations import text_of
from clerestory.protect.documents.inspection.opening import OpenedPdf
from clerestory.protect.documents.inspection.tokens import unknown_in

MOST_ELEMENTS = 500_000
_FILE = (Way.FILE,)
_PICTURES = ("/Figure", "/Formula", "/Link", "/Form", "/Artifact")
_REPLACEMENT = re.compile(rb"/ActualText\s*(?:\(((?:[^()\\]|\\.)*)\)|<([0-9A-Fa-f\s]*)>)", re.DOTALL)
_LEAST_LETTERS = 3
_SHOWING = ("Tj", "TJ", "'", '"')


def marked_traces(page: pikepdf.Page, number: int, known: Counter[str]) -> Iterator[Trace]:
    """Give replacement texts in the content of a page whose words its glyphs do not show."""
    if not _has_words(page):
        return
    for words, shown in _marked(page):
        unknown = unknown_in(words, known)
        is_one_sign = 0 < len(set(shown)) <= 2 < len(set(words.lower()))
        if is_one_sign or (unknown and not shown):
            letters = sum(sign.isalnum() for sign in words)
            yield Trace(Fault.STRUCTURE, number, None, Sureness.LIKELY, _FILE, words, letters)


def structure_traces(pdf: OpenedPdf, known: Counter[str], *, looks_redacted: bool) -> Iterator[Trace]:
    """Give replacement texts of the structure whose words no page shows; alternative ones where the file looks so."""
    root = pdf.objects.Root.get("/StructTreeRoot")
    if root is None:
        return
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.objects.pages, start=1)}
    for element in _elements(root):
        page = element.get("/Pg")
        number = numbers.get(page.objgen, 0) if page is not None else 0
        for words, sureness in _texts(element, looks_redacted=looks_redacted):
            if unknown := unknown_in(words, known):
                yield Trace(Fault.STRUCTURE, number, None, sureness, _FILE, words, sum(map(len, unknown)))


def _texts(element: pikepdf.Object, *, looks_redacted: bool) -> Iterator[tuple[str, Sureness]]:
    yield text_of(element, "/ActualText"), Sureness.LIKELY
    if looks_redacted:
        is_picture = element.get("/S") in _PICTURES
        yield text_of(element, "/Alt"), Sureness.UNSURE if is_picture else Sureness.LIKELY
        yield text_of(element, "/E"), Sureness.LIKELY


def _elements(root: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Give the elements of a structure, each once, however they refer to one another."""
    waiting, met, given = [root], set(), 0
    while waiting and given < MOST_ELEMENTS:
        here = waiting.pop()
        if here.is_indirect and here.objgen in met:
            continue
        met.add(here.objgen)
        given += 1
        yield here
        kids = here.get("/K")
        listed = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        waiting += [kid for kid in listed if isinstance(kid, pikepdf.Dictionary)]


def _has_words(page: pikepdf.Page) -> bool:
    """Say whether the content of a page may have replacement texts of words; most are of a hyphen or a ligature."""
    if any("/ActualText" in listed for listed in _property_lists(page).values()):
        return True
    return any(_letters(found) >= _LEAST_LETTERS for found in _REPLACEMENT.finditer(_content(page)))


def _letters(found: re.Match[bytes]) -> int:
    """Give how many letters a string has; of one in parentheses at least, of one in digits by its encoding."""
    if found[2] is None:
        return sum(byte < 128 and chr(byte).isalnum() for byte in found[1])
    digits = b"".join(found[2].split()).decode("ascii")
    words = str(pikepdf.String(bytes.fromhex(digits + "0" * (len(digits) % 2))))
    return sum(sign.isalnum() for sign in words)


def _content(page: pikepdf.Page) -> bytes:
    """Give the content of a page, and of it alone; forms within have no replacement texts in practice."""
    found = page.get("/Contents")
    parts = list(found) if isinstance(found, pikepdf.Array) else [found]
    try:
        return b"\n".join(part.read_bytes() for part in parts if isinstance(part, pikepdf.Stream))
    except pikepdf.PdfError:
        return b""  # the first reader has its own way with damaged content, and shows what it shows


def _marked(page: pikepdf.Page) -> Iterator[tuple[str, str]]:
    """Give each replacement text and the bytes that are shown in its place, as Latin-1."""
    open_marks: list[tuple[str, list[str]]] = []
    for instruction in pikepdf.parse_content_stream(page):
        operands, name = list(instruction.operands), str(instruction.operator)
        if name in ("BDC", "BMC"):
            open_marks.append((_replacement(page, operands), []))
        elif name == "EMC" and open_marks:
            words, shown = open_marks.pop()
            if words:
                yield words, "".join(shown)
        elif name in _SHOWING and open_marks:
            open_marks[-1][1].append(_shown(operands))


def _property_lists(page: pikepdf.Page) -> dict[str, pikepdf.Dictionary]:
    """Give the property lists that the content of a page may name."""
    resources = page.get("/Resources")
    listed = resources.get("/Properties") if isinstance(resources, pikepdf.Dictionary) else None
    named = listed.items() if isinstance(listed, pikepdf.Dictionary) else ()
    return {name: value for name, value in named if isinstance(value, pikepdf.Dictionary)}


def _replacement(page: pikepdf.Page, operands: Sequence[object]) -> str:
    properties = operands[-1] if operands else None
    if isinstance(properties, pikepdf.Name):
        properties = _property_lists(page).get(str(properties))
    return text_of(properties, "/ActualText") if isinstance(properties, pikepdf.Dictionary) else ""


def _shown(operands: Sequence[object]) -> str:
    last = operands[-1] if operands else None
    parts = list(last) if isinstance(last, pikepdf.Array) else [last]
    return "".join(bytes(part).decode("latin-1") for part in parts if isinstance(part, pikepdf.String))
