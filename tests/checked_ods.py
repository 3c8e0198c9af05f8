"""An ODS that keeps every rule of the checklist, written out by hand, and ways to spoil it; figures are SYNTHETIC."""

from __future__ import annotations

from checked_workbooks import LONG, Spoiled
from workbooks import packed

_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in [
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("fo", "xsl-fo-compatible"),
        ("draw", "drawing"), ("svg", "svg-compatible"), ("meta", "meta"), ("config", "config"), ("script", "script"),
    ]
)  # fmt: skip
_SPACES += ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
_SPACES += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_STYLES = f"""{_HEAD}<office:document-styles {_SPACES}><office:styles>
<style:default-style style:family="table-cell"><style:text-properties fo:font-size="11pt" fo:font-family="Arial"/>
</style:default-style>
<style:style style:name="Default" style:family="table-cell"/>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="table-cell"
 style:parent-style-name="Default"><style:text-properties fo:font-size="14pt" fo:font-weight="bold"/></style:style>
<style:style style:name="Signal" style:family="table-cell"><style:text-properties fo:color="#990000"/></style:style>
</office:styles><office:automatic-styles/><office:master-styles><style:master-page style:name="Default">
<style:header><text:p><text:sheet-name>???</text:sheet-name></text:p></style:header>
<style:footer><text:p>Page <text:page-number>1</text:page-number></text:p></style:footer>
</style:master-page></office:master-styles></office:document-styles>"""
_META = f"""{_HEAD}<office:document-meta {_SPACES}><office:meta><dc:title>Synthetic cases by area</dc:title>
<dc:creator>An office of statistics</dc:creator><dc:language>en-GB</dc:language></office:meta></office:document-meta>"""
_SETTINGS = f"""{_HEAD}<office:document-settings {_SPACES}><office:settings><config:config-item-set config:name="view">
<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>
<config:config-item config:name="ActiveTable" config:type="string">Cover</config:config-item>
<config:config-item-map-named config:name="Tables"><config:config-item-map-entry config:name="Cover">
<config:config-item config:name="CursorPositionX">0</config:config-item>
<config:config-item config:name="CursorPositionY">0</config:config-item></config:config-item-map-entry>
<config:config-item-map-entry config:name="Table_1">
<config:config-item config:name="HorizontalSplitMode">0</config:config-item>
<config:config-item config:name="VerticalSplitMode">0</config:config-item></config:config-item-map-entry>
</config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set>
</office:settings></office:document-settings>"""
_LOOKS = {
    "wrap": ('fo:wrap-option="wrap"', ""),
    "plain": ("", ""),
    "serif": ('fo:wrap-option="wrap"', 'fo:font-family="Times New Roman"'),
    "small": ('fo:wrap-option="wrap"', 'fo:font-size="8pt"'),
    "italic": ('fo:wrap-option="wrap"', 'fo:font-style="italic"'),
    "under": ('fo:wrap-option="wrap"', 'style:text-underline-style="solid"'),
    "turned": ('fo:wrap-option="wrap" style:rotation-angle="90"', ""),
    "raised": ('fo:wrap-option="wrap"', 'style:text-position="super 58%"'),
    "red": ('fo:wrap-option="wrap"', 'fo:color="#990000"'),
    "grey": ('fo:wrap-option="wrap"', 'fo:color="#808080"'),
    "filled": ('fo:wrap-option="wrap" fo:background-color="#ffffff"', ""),
    "lined": ('fo:wrap-option="wrap" fo:border-bottom="0.74pt solid #000000"', ""),
}


def _look(name: str, of_cell: str, of_text: str) -> str:
    return (
        f'<style:style style:name="{name}" style:family="table-cell" style:parent-style-name="Default">'
        f"<style:table-cell-properties {of_cell}/><style:text-properties {of_text}/></style:style>"
    )


def cell(text: object, look: str = "wrap", more: str = "") -> str:
    """A cell with a number or a text; spoiled workbooks replace it by what this gives for something else."""
    kind = f'"float" office:value="{text}"' if isinstance(text, int) else '"string"'
    said = f"<text:p>{text}</text:p>" if text != "" else ""
    kind = f" office:value-type={kind}" if text != "" else ""
    return f'<table:table-cell table:style-name="{look}"{kind}{more}>{said}</table:table-cell>'


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>\n"


TITLE, HEADER = cell("Table 1: Synthetic cases, by area", "Heading_20_1"), cell("Cases [note 1]")
SAYS = cell("This sheet holds one table. It refers to a note, which is on the sheet Notes.", "plain")
METHOD = cell('<text:a xlink:href="https://example.org/method">Method of the synthetic tables</text:a>', "plain")
NORTH = row(cell("North"), cell(12), cell(40))
SOUTH = row(cell("South"), cell(18), cell("[c]"))
WEST = row(cell("West"), cell(30), cell(100))
RANGE = '<table:database-range table:name="cases_by_area" table:target-range-address="Table_1.A3:Table_1.C6"/>'
COLUMNS = '<table:table-column table:style-name="wide" table:number-columns-repeated="3"/>'
_AFTER = row('<table:table-cell table:number-columns-repeated="16384"/>', more=' table:number-rows-repeated="1048570"')
CONTENT = f"""{_HEAD}<office:document-content {_SPACES}><office:scripts/><office:automatic-styles>
<style:style style:name="wide" style:family="table-column"><style:table-column-properties style:column-width="3cm"/>
</style:style><style:style style:name="shown" style:family="table" style:master-page-name="Default">
<style:table-properties table:display="true"/></style:style><style:style style:name="gone" style:family="table">
<style:table-properties table:display="false"/></style:style><style:style style:name="up" style:family="text">
<style:text-properties style:text-position="super 58%"/></style:style>
{"".join(_look(name, *look) for name, look in _LOOKS.items())}</office:automatic-styles>
<office:body><office:spreadsheet>
<table:table table:name="Cover" table:style-name="shown"><table:table-column table:style-name="wide"/>
{row(cell("Synthetic cases by area", "Heading_20_1"))}{row(cell("SYNTHETIC figures of fictional areas", "plain"))}
{row(METHOD)}</table:table><table:table table:name="Table_1" table:style-name="shown">
{COLUMNS}
{row(TITLE)}{row(SAYS)}{row(cell("Area"), HEADER, cell("Share"))}{NORTH}{SOUTH}{WEST}{_AFTER}</table:table>
<table:table table:name="Notes" table:style-name="shown">
<table:table-column table:style-name="wide" table:number-columns-repeated="2"/>
{row(cell("Notes to tables", "Heading_20_1"))}{row(cell("This sheet holds one table.", "plain"))}
{row(cell("Note"), cell("Text"))}{row(cell("[note 1]"), cell("Counted in synthetic years."))}</table:table>
<table:named-expressions/><table:database-ranges>{RANGE}
<table:database-range table:name="notes_to_tables" table:target-range-address="$Notes.$A$3:.$B$4"/>
</table:database-ranges></office:spreadsheet></office:body></office:document-content>"""
_KIND = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = f"""{_HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{_KIND}"/></manifest:manifest>"""
GOOD = {
    "mimetype": _KIND,
    "content.xml": CONTENT,
    "styles.xml": _STYLES,
    "meta.xml": _META,
    "settings.xml": _SETTINGS,
    "META-INF/manifest.xml": _MANIFEST,
}


def ods_bytes(parts: dict[str, str] | None = None) -> bytes:
    return packed({name: text.encode() for name, text in (parts or GOOD).items()})


def _case(rule: str, place: str, *changes: str, part: str = "content.xml", verdict: str = "failed", beside: str = ""):
    """A workbook of which texts are changed: old and new by turns."""

    def spoil() -> dict[str, str]:
        text = GOOD[part]
        for old, new in zip(changes[::2], changes[1::2], strict=True):
            assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {part}"
            text = text.replace(old, new)
        return GOOD | {part: text}

    sheet, _, cells = place.partition("!")
    return Spoiled(rule, spoil, sheet, cells, verdict, frozenset(beside.split()))


def _with_part(rule: str, name: str) -> Spoiled:
    return Spoiled(rule, lambda: GOOD | {name: "x"}, "", "")


def _north(look: str) -> str:
    return row(cell("North"), cell(12, look), cell(40))


def _in_cell(inside: str) -> str:
    """The row of North with something beside the text of B4."""
    return row(cell("North"), cell(12).replace("</table:table-cell>", f"{inside}</table:table-cell>"), cell(40))


def _conditional(entry: str) -> str:
    area = 'calcext:target-range-address="Table_1.B4:Table_1.B6"'
    one = f"<calcext:conditional-format {area}>{entry}</calcext:conditional-format>"
    return f"<calcext:conditional-formats>{one}</calcext:conditional-formats>"


def _within(element: str, more: str) -> str:
    return element.replace("/>", f" {more}/>")


def _frame(inside: str) -> str:
    return f"<draw:frame>{inside}</draw:frame>"


_SUB = f"<table:table>{row('<table:table-cell><text:p>x</text:p></table:table-cell>')}</table:table>"
_TABLE_END = f"{_AFTER}</table:table>"
_TABLE = f"{row(cell('Area'), HEADER, cell('Share'))}{NORTH}{SOUTH}{WEST}"
_NAMED = '"Table_1" table:style-name="shown"'
_OTHER = "".join(row(cell(a), cell(b)) for a, b in [("Area", "Open"), ("North", 3), ("South", 4)])
_TO = "xlink:href"
_BELOW = WEST + _AFTER
_SCALE = _conditional("<calcext:color-scale><calcext:color-scale-entry/></calcext:color-scale>")
_SIGNAL = _conditional('<calcext:condition calcext:apply-style-name="Signal"/>')
SPOILED_ODS = [
    _case("mark-up-tables", "Table_1!A3:C6", RANGE, ""),
    _case("mark-up-tables", "Table_1!A3:C6", "cases_by_area", "__Anonymous_Sheet_DB__0"),
    _case("name-tables", "Table_1!A3:C6", "cases_by_area", "Table1"),
    _case("no-merged-cells", "Table_1!A2:C2", SAYS, SAYS.replace("-cell", '-cell table:number-columns-spanned="3"', 1)),
    _case("no-merged-cells", "Table_1!B4", NORTH, _in_cell(_SUB)),
    _case("no-blank-rows-or-columns", "Table_1!A5:C5", SOUTH, row(cell(""), cell(""), cell(""))),
    _case("one-header-row", "Table_1!B3", HEADER, cell("")),
    _case("one-header-row", "Table_1!B3", HEADER, cell("AREA")),
    _case("one-header-row", "Table_1!A3:C6", RANGE, _within(RANGE, 'table:contains-header="false"')),
    _case("wrap-text", "Table_1!A5", SOUTH, SOUTH.replace("South", LONG).replace('"wrap"', '"plain"', 1)),
    _case("no-filters-or-frozen-panes", "Table_1!A3:C6", RANGE, _within(RANGE, 'table:display-filter-buttons="true"')),
    _case("no-filters-or-frozen-panes", "Table_1!A3:C6", RANGE, f"{RANGE[:-2]}><table:filter/></table:database-range>"),
    _case(
        "no-filters-or-frozen-panes", "Table_1!", 'VerticalSplitMode">0', 'VerticalSplitMode">2', part="settings.xml"
    ),
    _case("explain-empty-cells", "Table_1!B5", SOUTH, row(cell("South"), cell(""), cell("[c]"))),
    _case("hide-nothing", "Table_1!A5", SOUTH, SOUTH.replace("-row", '-row table:visibility="collapse"', 1)),
    _case("hide-nothing", "Table_1!A1:C1", COLUMNS, _within(COLUMNS, 'table:visibility="collapse"')),
    _case("hide-nothing", "Table_1!", _NAMED, _NAMED.replace("shown", "gone")),
    _case("no-symbols-for-notes", "Table_1!A4", NORTH, NORTH.replace("North", "North\u2020")),
    _case("no-symbols-for-notes", "Table_1!A4", NORTH, NORTH.replace("North", "North\u00b2")),
    _case(
        "no-symbols-for-notes",
        "Table_1!A4",
        NORTH,
        NORTH.replace("North", 'North<text:span text:style-name="up">a</text:span>'),
    ),
    _case("no-symbols-for-notes", "Table_1!B4", NORTH, _north("raised")),
    _case("say-note", "Table_1!A4", NORTH, NORTH.replace("North", "North, see footnote")),
    _case("say-note", "Table_1!B3", HEADER, cell("Cases [note 1, 2]")),
    _case("no-markers-in-cells", "Table_1!B5", SOUTH, row(cell("South"), cell("18 [note 1]"), cell("[c]"))),
    _case("notes-on-a-sheet", "Table_1!B3", HEADER, cell("Cases [note 7]")),
    _case("readable-words", "Table_1!A2", SAYS, cell("THIS SHEET HOLDS ONE TABLE", "plain")),
    _case("accessible-links", "Cover!A3", ">Method of the synthetic tables<", ">More information<"),
    _case("accessible-links", "Cover!A3", f'{_TO}="https://example.org/method"', f'{_TO}="a.pdf"', verdict="look"),
    _case("readable-text", "Table_1!B4", NORTH, _north("serif")),
    _case("readable-text", "Table_1!B4", NORTH, _north("small")),
    _case("readable-text", "Table_1!B4", NORTH, _north("italic")),
    _case("readable-text", "Table_1!B4", NORTH, _north("under")),
    _case("readable-text", "Table_1!B4", NORTH, _north("turned")),
    _case(
        "tagged-titles",
        "Notes!A1",
        'Heading_20_1" office:value-type="string"><text:p>Notes',
        'big" office:value-type="string"><text:p>Notes',
    ),
    _case("tagged-titles", "Table_1!A1", TITLE, cell("Synthetic cases by area", "Heading_20_1")),
    _case("tagged-titles", "Table_1!A1", TITLE, cell(""), beside="use-column-a"),
    _case("no-symbols", "Table_1!C5", SOUTH, SOUTH.replace("[c]", "..")),
    _case("no-symbols", "Table_1!A5", SOUTH, SOUTH.replace("South", "South \u2192".replace("\u2192", "\u25b2"))),
    _case("nothing-beside-cells", "Cover!", "???</text:sheet-name>", "???</text:sheet-name> secret", part="styles.xml"),
    _case(
        "nothing-beside-cells",
        "Table_1!B4",
        NORTH,
        _in_cell(_frame("<draw:text-box><text:p>x</text:p></draw:text-box>")),
    ),
    _case(
        "nothing-beside-cells",
        "Table_1!B4",
        NORTH,
        _in_cell("<draw:custom-shape><text:p>x</text:p></draw:custom-shape>"),
    ),
    _case(
        "nothing-beside-cells",
        "Table_1!B4",
        NORTH,
        _in_cell("<office:annotation><text:p>x*</text:p></office:annotation>"),
        verdict="look",
    ),
    _case("no-dividers", "Table_1!A4:C4", NORTH, NORTH.replace('"wrap"', '"lined"')),
    _case("no-dividers", "Table_1!A4:C6", NORTH, NORTH.replace('"wrap"', '"filled"'), beside="no-fill"),
    _case("no-fill", "Table_1!B4", NORTH, _north("filled")),
    _case("no-fill", "Table_1!B8:C8", WEST, f"{WEST}{row()}{row(cell(''), cell('', 'filled'), cell('', 'filled'))}"),
    _case("not-by-colour-alone", "Table_1!B4", NORTH, _north("red")),
    _case(
        "not-by-colour-alone",
        "Table_1!B4:B6",
        _TABLE_END,
        f"{_AFTER}{_SCALE}</table:table>",
    ),
    _case(
        "not-by-colour-alone",
        "Table_1!B4:B6",
        _TABLE_END,
        f"{_AFTER}{_SIGNAL}</table:table>",
    ),
    _case("enough-contrast", "Table_1!B4", NORTH, _north("grey"), beside="not-by-colour-alone"),
    _case("no-images", "Table_1!B4", NORTH, _in_cell(_frame('<draw:image xlink:href="a"/>'))),
    _case(
        "no-images", "Table_1!B4", NORTH, _in_cell(_frame("<draw:object/><draw:image/><svg:desc>A chart</svg:desc>"))
    ),
    _with_part("no-macros", "Basic/script-lc.xml"),
    _with_part("nothing-beside-cells", "Configurations2/toolbar/own.xml"),
    _case(
        "name-sheets",
        "Tabelle1!",
        '="Notes" ',
        '="Tabelle1" ',
        '"$Notes.$A$3:.$B$4"',
        '"$Tabelle1.$A$3:.$B$4"',
        beside="notes-on-a-sheet",
    ),
    _case("no-blank-sheets", "Extra!", _TABLE_END, f'{_TABLE_END}<table:table table:name="Extra"/>'),
    _case("use-column-a", "Table_1!C2", SAYS, f"{SAYS}{cell('')}{cell('Source', 'plain')}"),
    _case("use-column-a", "Table_1!A2", SAYS, cell(""), verdict="look"),
    _case(
        "tables-at-the-left-edge",
        "Table_1!B3:D6",
        _TABLE,
        _TABLE.replace("<table:table-row>", f"<table:table-row>{cell('')}"),
        "A3:Table_1.C6",
        "B3:Table_1.D6",
    ),
    _case(
        "nothing-below-tables",
        "Table_1!A8",
        _BELOW,
        f"{WEST}{row()}{row(cell('Source: synthetic', 'plain'))}{_AFTER}",
    ),
    _case(
        "one-table-a-sheet",
        "Table_1!A8:B10",
        _BELOW,
        f"{WEST}{row()}{_OTHER}{_AFTER}",
        RANGE,
        RANGE + RANGE.replace("cases", "open").replace("A3", "A8").replace("C6", "B10"),
    ),
    _case("document-information", "!", "<dc:title>Synthetic cases by area</dc:title>", "", part="meta.xml"),
    _case("document-information", "!", "<dc:language>en-GB</dc:language>", "", part="meta.xml"),
    _case(
        "document-information",
        "!",
        "<dc:creator>An office of statistics</dc:creator>",
        "",
        part="meta.xml",
        verdict="look",
    ),
    _case("cursor-in-a1", "Cover!C1", 'CursorPositionX">0', 'CursorPositionX">2', part="settings.xml"),
    _case("cursor-in-a1", "Table_1!", 'string">Cover', 'string">Table_1', part="settings.xml"),
]
