"""A workbook made of anybody's files, with what is said of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from clerestory.errors import WorkbookError
from clerestory.publish.workbooks.book import Column, TableSheet, table_name
from clerestory.publish.workbooks.described import DescribedTable, DescribedTables
from clerestory.publish.workbooks.sources import read_source


def sheets_of_files(
    files: Sequence[Path], described: DescribedTables, *, meanings: Mapping[str, str], empty: str = ""
) -> tuple[TableSheet, ...]:
    """Give a sheet for each file, in the order in which they are named.

    Parameters
    ----------
    described : DescribedTables
    meanings : mapping of str to str
        What each symbol means that needs no explanation of the publisher.
    empty : str
        The symbol that stands for empty cells.

    Raises
    ------
    WorkbookError
        If a file is no table, or something is said of a file or column that is not there.
    """
    names = [path.name for path in files]
    if twice := _twice(names):
        raise WorkbookError(f"two files are named {twice!r}", where="the files", remedy="Name each otherwise.")
    if twice := _twice([table.file for table in described.tables]):
        what = f"two entries of tables speak of {twice!r}, and only one would count"
        raise WorkbookError(what, where="the notes", remedy="Write them as one.")
    strangers = [table.file for table in described.tables if table.file not in names]
    if strangers:
        what = f"something is said of {strangers[0]!r}, which is none of the files"
        raise WorkbookError(what, where="the notes", remedy=f"Use one of {', '.join(names)}.")
    known = {**meanings, **described.symbols}
    return tuple(
        _sheet(path, described.of(path.name), number, known=known, empty=empty)
        for number, path in enumerate(files, start=1)
    )


def _twice(names: Sequence[str]) -> str:
    return next((name for at, name in enumerate(names) if name in names[:at]), "")


def _sheet(path: Path, said: DescribedTable, number: int, *, known: Mapping[str, str], empty: str) -> TableSheet:
    source = read_source(path, empty=empty)
    strangers = {*said.headers, *said.column_notes} - {column.header for column in source.columns}
    if strangers:
        what = f"something is said of the column {min(strangers)!r}, which is not there"
        raise WorkbookError(what, where=str(path), remedy="Use a name of its header row.")
    unknown = [symbol for symbol in source.symbols if symbol not in known]
    if unknown:
        remedy = "Say what it means under [symbols] of a --notes file in TOML."
        raise WorkbookError(f"nothing says what {unknown[0]} means", where=str(path), remedy=remedy)
    name = said.sheet or f"Table {number}"
    title = said.title or path.stem.replace("_", " ").replace("-", " ").capitalize()
    return TableSheet(
        name=name,
        title=title,
        table_name=table_name(f"Table {number} {title}"),
        columns=tuple(_column(column, said) for column in source.columns),
        rows=source.rows,
        notes=said.notes,
        symbols=tuple((symbol, known[symbol]) for symbol in source.symbols),
    )


def _column(column: Column, said: DescribedTable) -> Column:
    header = said.headers.get(column.header, column.header)
    return replace(column, header=header, notes=said.column_notes.get(column.header, ()))
