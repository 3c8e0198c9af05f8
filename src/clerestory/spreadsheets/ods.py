"""Workbooks as ODS, written by ourselves: no library marks header rows and language as screen readers need them."""

from __future__ import annotations

import io
from xml.sax.saxutils import escape

from clerestory.spreadsheets.opendocument import (
    SPACES,
    attribute,
    cleaned,
    column_style,
    paragraphs,
    write_package,
)
from clerestory.spreadsheets.sheets import Cell, Closed, Column, Sheet, Workbook

_EMPTY_ROWS = 10_000  # to be filled; a validation lies on cells, and more of them cost a reader time


def ods_bytes(workbook: Workbook) -> bytes:
    """Give a workbook as ODS; the same workbook gives the same bytes.

    Parameters
    ----------
    workbook : Workbook
        Headers are bold, marked as header rows and repeated on every page; the language is British English.
    """
    out = io.BytesIO()
    write_package(
        out,
        {
            "content.xml": [_content(workbook)],
            "styles.xml": [_styles(workbook.mark)],
            "meta.xml": [_meta(workbook.title)],
            "settings.xml": [_settings(workbook)],
        },
    )
    return out.getvalue()


def _content(workbook: Workbook) -> str:
    widths = sorted({column.width_characters for sheet in workbook.sheets for column in sheet.columns})
    return "".join(
        [
            f'<office:document-content {SPACES} office:version="1.3"><office:automatic-styles>',
            '<number:text-style style:name="N"><number:text-content/></number:text-style>',
            '<style:style style:name="text" style:family="table-cell" style:data-style-name="N">',
            '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/></style:style>',
            '<style:style style:name="header" style:family="table-cell" style:data-style-name="N">',
            '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/>',
            '<style:text-properties fo:font-weight="bold"/></style:style>',
            '<style:style style:name="sheet" style:family="table" style:master-page-name="Page">',
            '<style:table-properties table:display="true"/></style:style>',
            *(column_style(f"w{width}", width) for width in widths),
            "</office:automatic-styles><office:body><office:spreadsheet>",
            _validations(workbook),
            *map(_sheet, workbook.sheets),
            "</office:spreadsheet></office:body></office:document-content>",
        ]
    )


def _validations(workbook: Workbook) -> str:
    made = "".join(
        _validation(_name(sheet, n), column)
        for sheet in workbook.sheets
        for n, column in enumerate(sheet.columns)
        if _is_offered(column)
    )
    return f"<table:content-validations>{made}</table:content-validations>" if made else ""


def _validation(name: str, column: Column) -> str:
    condition, error = "", ""
    if column.choices is not None:
        cells = column.choices
        place = f"[${cells.sheet}.${cells.column}${cells.first_row}:.${cells.column}${cells.last_row}]"
        condition = f' table:condition="of:cell-content-is-in-list({place})" table:display-list="unsorted"'
        shown = "true" if cells.closed is Closed.YES else "false"
        error = f'<table:error-message table:display="{shown}" table:message-type="stop"/>'
    help_text = (
        f'<table:help-message table:title={attribute(column.header)} table:display="true">'
        f"{paragraphs(column.prompt)}</table:help-message>"
    )
    return (
        f'<table:content-validation table:name={attribute(name)}{condition} table:allow-empty-cell="true">'
        f"{help_text}{error}</table:content-validation>"
    )


def _sheet(sheet: Sheet) -> str:
    columns = "".join(
        f'<table:table-column table:style-name="w{column.width_characters}" table:default-cell-style-name="text"/>'
        for column in sheet.columns
    )
    header = "".join(_cell(column.header, "header") for column in sheet.columns)
    rows = "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in sheet.rows)
    return (
        f'<table:table table:name={attribute(sheet.name)} table:style-name="sheet">'
        f"{columns}<table:table-header-rows><table:table-row>{header}</table:table-row></table:table-header-rows>"
        f"{rows}{_empty_rows(sheet)}</table:table>"
    )


def _empty_rows(sheet: Sheet) -> str:
    """Give rows to fill, whose cells carry the validations of their columns."""
    if not any(map(_is_offered, sheet.columns)):
        return ""
    cells = "".join(
        f'<table:table-cell table:style-name="text" table:content-validation-name={attribute(_name(sheet, n))}/>'
        if _is_offered(column)
        else '<table:table-cell table:style-name="text"/>'
        for n, column in enumerate(sheet.columns)
    )
    return f'<table:table-row table:number-rows-repeated="{_EMPTY_ROWS}">{cells}</table:table-row>'


def _cell(value: Cell, style: str = "text") -> str:
    if isinstance(value, str):
        kind = ' office:value-type="string"' if value else ""
        return f'<table:table-cell table:style-name="{style}"{kind}>{paragraphs(value)}</table:table-cell>'
    return (
        f'<table:table-cell office:value-type="float" office:value="{value!r}"><text:p>{value!r}</text:p>'
        "</table:table-cell>"
    )


def _styles(mark: str) -> str:
    header = f"<style:header>{paragraphs(mark)}</style:header>" if mark else ""
    return (
        f'<office:document-styles {SPACES} office:version="1.3"><office:styles>'
        '<style:default-style style:family="table-cell"><style:text-properties fo:language="en" fo:country="GB"/>'
        "</style:default-style></office:styles><office:automatic-styles>"
        '<style:page-layout style:name="landscape"><style:page-layout-properties fo:page-width="29.7cm"'
        ' fo:page-height="21cm" style:print-orientation="landscape" fo:margin="1.5cm" style:scale-to-X="1"/>'
        '<style:header-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-bottom="0.2cm"/>'
        "</style:header-style></style:page-layout></office:automatic-styles><office:master-styles>"
        f'<style:master-page style:name="Page" style:page-layout-name="landscape">{header}</style:master-page>'
        "</office:master-styles></office:document-styles>"
    )


def _meta(title: str) -> str:
    return (
        f'<office:document-meta {SPACES} office:version="1.3"><office:meta>'
        f"<dc:title>{escape(cleaned(title))}</dc:title>"
        "<dc:language>en-GB</dc:language></office:meta></office:document-meta>"
    )


def _settings(workbook: Workbook) -> str:
    """Say that the header row of every sheet stays in view."""
    sheets = "".join(map(_frozen, workbook.sheets))
    return (
        f'<office:document-settings {SPACES} office:version="1.3"><office:settings>'
        '<config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views">'
        "<config:config-item-map-entry>"
        '<config:config-item config:name="ViewId" config:type="string">view1</config:config-item>'
        '<config:config-item config:name="ActiveTable" config:type="string">'
        f"{escape(workbook.sheets[0].name)}</config:config-item>"
        f'<config:config-item-map-named config:name="Tables">{sheets}</config:config-item-map-named>'
        "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings>"
        "</office:document-settings>"
    )


def _frozen(sheet: Sheet) -> str:
    items = {
        "HorizontalSplitMode": 0, "VerticalSplitMode": 2, "HorizontalSplitPosition": 0, "VerticalSplitPosition": 1,
        "ActiveSplitRange": 2, "PositionLeft": 0, "PositionRight": 0, "PositionTop": 0, "PositionBottom": 1,
    }  # fmt: skip
    kinds = {name: "short" if name.endswith(("Mode", "Range")) else "int" for name in items}
    told = "".join(
        f'<config:config-item config:name="{name}" config:type="{kinds[name]}">{value}</config:config-item>'
        for name, value in items.items()
    )
    name = attribute(sheet.name)
    return f"<config:config-item-map-entry config:name={name}>{told}</config:config-item-map-entry>"


def _is_offered(column: Column) -> bool:
    return bool(column.prompt) or column.choices is not None


def _name(sheet: Sheet, n: int) -> str:
    return f"{sheet.name}.{n + 1}"
