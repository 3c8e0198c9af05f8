"""An ODS, read part by part."""

from __future__ import annotations

from clerestory.publish.checklist.filling import Filler, check_tables
from clerestory.publish.checklist.ods.around import (
    Views,
    macros_of,
    properties_of,
    read_styles,
    views_of,
    worded_pages,
)
from clerestory.publish.checklist.ods.content import Content
from clerestory.publish.checklist.ods.styles import Styles
from clerestory.publish.checklist.workbook import Sheet, Workbook
from clerestory.spreadsheets.addresses import cell_at
from clerestory.spreadsheets.opendocument import MIMETYPE
from clerestory.spreadsheets.package import Package, Refusals

_ENCRYPTED = b"encryption-data"


def read_ods(package: Package, refusals: Refusals) -> Workbook:
    """Give an ODS as the rules see it.

    Raises
    ------
    One of the refusals
        If it is damaged, locked, or too large.
    """
    _check_kind(package, refusals)
    styles = Styles(refusals.damaged)
    read_styles(package, styles, refusals.damaged)
    content = Content(styles, Filler(refusals), refusals)
    content.read(package)
    check_tables(content.sheets, refusals)
    views = views_of(package, refusals.damaged)
    worded = worded_pages(package, refusals.damaged)
    for sheet, master in zip(content.sheets, content.masters, strict=True):
        sheet.page_texts = master in worded
        _set_view(sheet, views)
    names = [sheet.name for sheet in content.sheets]
    events = ("macros that events start",) if content.has_events else ()
    return Workbook(
        form="ods",
        sheets=tuple(content.sheets),
        active=names.index(views.active) if views.active in names else 0,
        properties=properties_of(package, styles, refusals.damaged),
        macros=(*macros_of(package), *events),
        toolbars=any(name.lower().startswith("configurations2/toolbar/") for name in _files(package)),
    )


def _check_kind(package: Package, refusals: Refusals) -> None:
    if package.read("mimetype").strip() != MIMETYPE.encode() or "content.xml" not in package.names:
        raise refusals.damaged("is an OpenDocument of another kind than a spreadsheet")
    listed = package.read("META-INF/manifest.xml", 2**23) if "META-INF/manifest.xml" in package.names else b""
    if _ENCRYPTED in listed or "encrypted-package" in package.names:
        raise refusals.locked("is locked with a password")


def _files(package: Package) -> list[str]:
    return [name for name in package.names if not name.endswith("/")]


def _set_view(sheet: Sheet, views: Views) -> None:
    view = views.sheets.get(sheet.name)
    if view is not None:
        sheet.is_frozen = view.is_frozen
        sheet.cursor = cell_at(*view.cursor) if view.cursor else None
