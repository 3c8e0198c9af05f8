"""A letter as ODT, from nothing: the same letter gives the same bytes, and no date but its own.

Source: OASIS, OpenDocument 1.3, part 3. No library writes the language, the title and the outline without a template
of its own, which brings the day and the machine with it.
"""

from __future__ import annotations

import io

from clerestory.model.answers.written import LetterOut
from clerestory.publish.letters.laid import Laid, LaidBlock, laid_out
from clerestory.spreadsheets.opendocument import SPACES, attribute, cleaned, spaced, write_package

MIMETYPE = "application/vnd.oasis.opendocument.text"
_VERSION = 'office:version="1.3"'
_HEADINGS = {Laid.TITLE: 1, Laid.HEADING: 2}
_NAMES = {Laid.MARK: "Mark", Laid.OFFICE: "Office", Laid.SIGNATORY: "Signatory"}


def letter_odt(letter: LetterOut) -> bytes:
    """Give a letter as ODT."""
    out = io.BytesIO()
    body = "".join(map(_block, laid_out(letter)))
    content = (
        f"<office:document-content {SPACES} {_VERSION}><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    parts = {"content.xml": [content], "styles.xml": [_STYLES], "meta.xml": [_meta(letter)]}
    write_package(out, parts, mimetype=MIMETYPE)
    return out.getvalue()


def _block(block: LaidBlock) -> str:
    words = "<text:line-break/>".join(spaced(cleaned(line)) for line in block.lines)
    level = _HEADINGS.get(block.kind)
    if level:
        return f'<text:h text:style-name="Heading{level}" text:outline-level="{level}">{words}</text:h>'
    if block.kind is Laid.ITEM:
        return (
            f'<text:list text:style-name="List"><text:list-item><text:p>{words}</text:p></text:list-item></text:list>'
        )
    return f'<text:p text:style-name="{_NAMES.get(block.kind, "Standard")}">{words}</text:p>'


def _meta(letter: LetterOut) -> str:
    day = f"{letter.date.isoformat()}T00:00:00"
    mark = letter.data.mark_sentence
    subject = f"<dc:subject>{spaced(cleaned(mark))}</dc:subject>" if mark else ""
    return (
        f"<office:document-meta {SPACES} {_VERSION}><office:meta><dc:title>{spaced(cleaned(letter.title))}</dc:title>"
        f"<dc:creator>{spaced(cleaned(letter.office[0]))}</dc:creator><dc:language>en-GB</dc:language>{subject}"
        f"<dc:date>{day}</dc:date></office:meta></office:document-meta>"
    )


def _style(name: str, paragraph: str = "", text: str = "", more: str = "") -> str:
    inner = f"<style:paragraph-properties {paragraph}/>" if paragraph else ""
    inner += f"<style:text-properties {text}/>" if text else ""
    return f'<style:style style:name={attribute(name)} style:family="paragraph" {more}>{inner}</style:style>'


_BOLD = 'fo:font-weight="bold"'
_STYLES = (
    f"<office:document-styles {SPACES} {_VERSION}><office:styles>"
    '<style:default-style style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.35cm"'
    ' fo:orphans="2" fo:widows="2"/>'
    '<style:text-properties fo:font-family="Arial" fo:font-size="11pt" fo:language="en" fo:country="GB"/>'
    "</style:default-style>"
    + _style("Standard")
    + _style("Mark", text=_BOLD)
    + _style("Office", 'fo:text-align="end"')
    + _style("Signatory", 'fo:margin-top="1.5cm"')
    + _style(
        "Heading1", 'fo:keep-with-next="always"', f'fo:font-size="14pt" {_BOLD}', 'style:default-outline-level="1"'
    )
    + _style(
        "Heading2", 'fo:keep-with-next="always"', f'fo:font-size="12pt" {_BOLD}', 'style:default-outline-level="2"'
    )
    + '<text:list-style style:name="List"><text:list-level-style-bullet text:level="1" text:bullet-char="\u2022">'
    '<style:list-level-properties text:space-before="0.4cm" text:min-label-width="0.5cm"/>'
    "</text:list-level-style-bullet></text:list-style></office:styles>"
    '<office:automatic-styles><style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm"'
    ' fo:page-height="29.7cm" fo:margin="2.5cm"/></style:page-layout></office:automatic-styles>'
    '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4"/>'
    "</office:master-styles>"
    "</office:document-styles>"
)
