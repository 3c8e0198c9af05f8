"""What ODS workbooks and ODT letters of ours have in common: package, names of XML, texts that keep their spaces.

Source: OASIS, OpenDocument 1.3, parts 2 (packages) and 3 (schema). The package begins with its mimetype, stored; its
dates are fixed, so that the same content gives the same bytes.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from clerestory.errors import WorkbookError

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_NEVER = (1980, 1, 1, 0, 0, 0)  # the earliest date that a package can hold
_CM_PER_CHARACTER = 0.23
SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in [("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"),
                         ("fo", "xsl-fo-compatible"), ("number", "datastyle"), ("meta", "meta"), ("config", "config")]
) + (
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
)  # fmt: skip
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
LARGEST = 2**31 - 2**20  # bytes of one file within; beyond 2**31 the package needs a form that few read
_PERMISSIONS = 0o600 << 16
# A character that XML has no place for; it cannot be seen, and would make the whole workbook unreadable.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_PLAIN = re.compile(r"[\w.,:;()%/-]+(?: [\w.,:;()%/-]+)*")


def write_package(out: IO[bytes], parts: Mapping[str, Iterable[str]], *, mimetype: str = MIMETYPE) -> None:
    """Write a package of XML files, each piece by piece, so that none need fit into memory.

    Parameters
    ----------
    out : binary file that can seek
    mimetype : str
        Of the document; a workbook's if left out.
    parts : mapping of str to iterable of str
        The pieces of each file, ``content.xml`` for example; the manifest names them all and comes last.

    Raises
    ------
    WorkbookError
        If a file grows beyond ``LARGEST``.
    """
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(zipfile.ZipInfo("mimetype", _NEVER), mimetype)
        for name, pieces in [*parts.items(), ("META-INF/manifest.xml", [_manifest(parts, mimetype)])]:
            entry = zipfile.ZipInfo(name, _NEVER)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, _PERMISSIONS
            size = 0
            with package.open(entry, "w") as file:
                for piece in chain([_HEAD], pieces):
                    size += file.write(piece.encode())
                    _check_size(size)


def _check_size(size: int) -> None:
    if size > LARGEST:
        raise WorkbookError(
            f"is larger than {LARGEST:,} bytes before it is packed, which programs do not open",
            where="an ODS workbook",
            remedy="Split its tables, or publish them as CSV.",
        )


def column_style(name: str, width_characters: float) -> str:
    """Give the style of a column that is so many characters wide."""
    width = f"{width_characters * _CM_PER_CHARACTER:.2f}cm"
    return (
        f'<style:style style:name="{name}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width}"/></style:style>'
    )


def paragraphs(text: str) -> str:
    """Give a text as the content of a cell, a paragraph a line."""
    if is_plain(text):
        return f"<text:p>{text}</text:p>"
    return "".join(f"<text:p>{spaced(line)}</text:p>" for line in cleaned(text).split("\n")) if text else ""


def is_plain(text: str) -> bool:
    """Say whether a text is one that stands in XML as it is; most are, and need no other look."""
    return _PLAIN.fullmatch(text) is not None


def spaced(line: str) -> str:
    """Give a line with its runs of spaces kept: XML joins them, so the form has an element for them."""
    parts = re.split(r"(^ +| {2,}| +$|\t)", line)
    return "".join(_space(p) if p.isspace() and n % 2 else escape(p) for n, p in enumerate(parts))


def attribute(text: str) -> str:
    """Give a text as the value of an attribute, in quotes."""
    return quoteattr(cleaned(text))


def cleaned(text: str) -> str:
    """Give a text with a sign of replacement for every character that XML has no place for."""
    return _NOT_XML.sub("\ufffd", text)


def _space(run: str) -> str:
    return "<text:tab/>" if run == "\t" else f'<text:s text:c="{len(run)}"/>'


def _manifest(parts: Iterable[str], mimetype: str) -> str:
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in [("/", mimetype), *((part, "text/xml") for part in parts)]
    )
    return f'<manifest:manifest xmlns:manifest="{space}" manifest:version="1.3">{entries}</manifest:manifest>'
