"""ODT as a form: read by lxml, written by ourselves, checked by expat and odfdo."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import odfdo

from clerestory.model.redaction.documents import Document
from clerestory.protect.documents.channels import Channel, Seen
from clerestory.protect.documents.opendocument.fixed import MANIFEST, MIMETYPE, NAMES, STYLES
from clerestory.protect.documents.opendocument.reading import read_odt
from clerestory.protect.documents.opendocument.writing import write_odt
from clerestory.protect.documents.package_channels import Vocabulary, package_channels

_CONTENT = Vocabulary(
    {
        "office:document-content": {**NAMES, "office:version": r"1\.3"},
        "office:automatic-styles": {},
        "style:style": {"style:name": "Cell", "style:family": "table-cell"},
        "style:table-cell-properties": {"fo:border": "0.5pt solid #000000", "fo:padding": r"0\.1cm"},
        "office:body": {},
        "office:text": {},
        "text:p": {},
        "text:h": {"text:style-name": "Heading[1-9]", "text:outline-level": "[1-9]"},
        "text:list": {"text:style-name": "List"},
        "text:list-item": {},
        "text:line-break": {},
        "text:tab": {},
        "text:note": {"text:id": r"ftn\d{1,5}", "text:note-class": "footnote"},
        "text:note-citation": {},
        "text:note-body": {},
        "table:table": {"table:name": r"Table\d{1,5}"},
        "table:table-column": {"table:number-columns-repeated": r"\d{1,5}"},
        "table:table-row": {},
        "table:table-cell": {"table:style-name": "Cell"},
    },
    texts=frozenset({"text:p", "text:h", "text:note-citation"}),
    lines=frozenset({"text:p", "text:h", "text:line-break", "text:tab", "text:note"}),
)
_ALLOWED: Mapping[str, Vocabulary | str] = MappingProxyType(
    {
        "mimetype": MIMETYPE,
        r"META-INF/manifest\.xml": MANIFEST,
        r"styles\.xml": STYLES,
        r"content\.xml": _CONTENT,
    }
)


class OpenDocument:
    """Files of word processors after OpenDocument."""

    def read(self, data: bytes, where: str) -> Document:
        """Read an ODT to blocks."""
        return read_odt(data, where)

    def write(self, document: Document) -> bytes:
        """Give a new ODT of the blocks."""
        return write_odt(document)

    def channels(self, data: bytes) -> Iterator[Channel]:
        """Yield the channels of the package, then what odfdo reads; it is asked last, of a sound package."""
        yield from package_channels(data, _ALLOWED)
        body = odfdo.Document(io.BytesIO(data)).body
        yield Channel("content.xml", "text as odfdo reads it", body.inner_text, Seen.CONTENT)


FORM = OpenDocument()
