"""The parts of an ODT that are the same in every file that we write; written by us after OpenDocument 1.3."""

from __future__ import annotations

from clerestory.protect.documents.markup import HEAD

MIMETYPE = "application/vnd.oasis.opendocument.text"
_BASE = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = {
    f"xmlns:{prefix}": f"{_BASE}{name}:1.0"
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("fo", "xsl-fo-compatible"),
    )
}  # fmt: skip
SPACES = " ".join(f'{name}="{value}"' for name, value in NAMES.items())
MANIFEST = (
    f'{HEAD}<manifest:manifest xmlns:manifest="{_BASE}manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIMETYPE}"/>'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{name}.xml" manifest:media-type="text/xml"/>'
        for name in ("content", "styles")
    )
    + "</manifest:manifest>"
)


def _heading(level: int) -> str:
    size = max(16 - 2 * (level - 1), 11)
    return (
        f'<style:style style:name="Heading{level}" style:family="paragraph" style:default-outline-level="{level}">'
        '<style:paragraph-properties fo:margin-top="0.4cm" fo:margin-bottom="0.2cm" fo:keep-with-next="always"/>'
        f'<style:text-properties fo:font-size="{size}pt" fo:font-weight="bold"/></style:style>'
    )


STYLES = (
    f'{HEAD}<office:document-styles {SPACES} office:version="1.3"><office:styles>'
    '<style:default-style style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.2cm"/>'
    '<style:text-properties fo:font-family="Arial" fo:font-size="11pt" fo:language="en" fo:country="GB"/>'
    "</style:default-style>"
    + "".join(map(_heading, range(1, 10)))
    + '<text:list-style style:name="List">'
    + "".join(
        f'<text:list-level-style-bullet text:level="{level}" text:bullet-char="\u2022">'
        f'<style:list-level-properties text:space-before="{0.6 * level:.1f}cm" text:min-label-width="0.6cm"/>'
        "</text:list-level-style-bullet>"
        for level in range(1, 10)
    )
    + "</text:list-style></office:styles>"
    "<office:automatic-styles>"
    '<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"'
    ' fo:margin="2.5cm"/></style:page-layout></office:automatic-styles><office:master-styles>'
    '<style:master-page style:name="Standard" style:page-layout-name="A4"/></office:master-styles>'
    "</office:document-styles>"
)
# Of cells programs take the styles of the content alone
CELL_STYLE = (
    '<office:automatic-styles><style:style style:name="Cell" style:family="table-cell">'
    '<style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="0.1cm"/></style:style>'
    "</office:automatic-styles>"
)
