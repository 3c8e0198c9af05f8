"""Every CSV file of a release with its code lists and metadata, made from what all files show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from clerestory.model.commission import ChartKind
from clerestory.model.comparisons.differences import is_too_incomplete
from clerestory.model.tables import ProtectedTable
from clerestory.publish.answers.files import answer_tables
from clerestory.publish.comparisons.files import COMPARISON_COLUMNS, comparison_csv
from clerestory.publish.corrections import CORRECTION_COLUMNS, CORRECTIONS
from clerestory.publish.csv_files import (
    CLAIMS_COLUMNS,
    SHARES_COLUMNS,
    claims_csv,
    shares_csv,
    table_columns,
    table_csv,
)
from clerestory.publish.finding_pages.limits import limits_of_table
from clerestory.publish.lessons.files import LESSON_COLUMNS, LESSONS, LESSONS_PAGE
from clerestory.publish.notes import persons_note, unit_note
from clerestory.publish.open_data.basis import counting_basis
from clerestory.publish.open_data.code_lists import CODE_COLUMNS, CodeList, Dimensions, fixed_lists, list_csv
from clerestory.publish.open_data.columns import Column, data_column
from clerestory.publish.open_data.metadata import DataFile, metadata_files
from clerestory.publish.paper.reading import Paper
from clerestory.publish.paper.references import Block
from clerestory.publish.register import REGISTER, REGISTER_COLUMNS, name_of_table, register_csv
from clerestory.publish.release.contents import Contents


def open_data_files(paper: Paper, contents: Contents) -> dict[str, bytes]:
    """Give the CSV files of a release, the code lists that their columns refer to, and the metadata of all."""
    made = _OpenData(paper, contents)
    files = [*made.registers(), *made.tables(), *made.findings()]
    described = [*(file for file, _ in files), *made.beside_the_paper()]
    asked = {name for file in described for name in file.lists_of()}
    lists = {codes.name: (made.code_list(codes), codes) for codes in made.code_lists() if codes.name in asked}
    written = [*files, *((file, list_csv(codes, made.data)) for file, codes in lists.values())]
    return {file.path: text.encode() for file, text in written} | metadata_files(
        described, {name: file for name, (file, _) in lists.items()}, contents.settings
    )


def data_tables(paper: Paper, contents: Contents) -> Iterator[tuple[DataFile, str]]:
    """Yield every table of a release as CSV, with what is said of it: counts, what is made of them, and findings."""
    made = _OpenData(paper, contents)
    yield from (*made.tables(), *made.findings())


class _OpenData:
    """The CSV files of a release, each with what is said of it."""

    def __init__(self, paper: Paper, contents: Contents) -> None:
        self._paper, self._contents = paper, contents
        self._tables = tuple(contents.tables.values())
        self.data = contents.settings.study.data
        self._fixed = tuple(fixed_lists(self._tables))
        names = {codes.name for codes in self._fixed}
        self._dimensions = Dimensions(self._tables, contents.settings, reserved=names)

    def code_lists(self) -> tuple[CodeList, ...]:
        return self._fixed + self._dimensions.lists

    def code_list(self, codes: CodeList) -> DataFile:
        return self._file(f"codelists/{self._contents.file_name(codes.name)}", codes.title, CODE_COLUMNS)

    def registers(self) -> Iterator[tuple[DataFile, str]]:
        """Yield the registers: of what is withheld, and of claims."""
        name = self._contents.file_name(REGISTER)
        file = self._file(name, "Register of what is withheld", REGISTER_COLUMNS)
        yield file, register_csv(self._contents.register.withheld, self.data)
        if self._paper.claims:
            name = self._contents.file_name("claims")
            yield self._file(name, "Register of claims", CLAIMS_COLUMNS), claims_csv(self._paper.claims, self.data)

    def beside_the_paper(self) -> Iterator[DataFile]:
        """Yield what is said of files that are made with a page of their own: lessons, corrections, answers."""
        if self._contents.beside_paper.keys() >= LESSONS_PAGE.keys():
            yield self._file(self._contents.file_name(LESSONS), "Lessons and implications", LESSON_COLUMNS)
        if self._contents.settings.release.corrects:
            yield self._file(self._contents.file_name(CORRECTIONS), "What was corrected", CORRECTION_COLUMNS)
        for one in answer_tables(self._contents.answers):
            yield one.described(f"{self._contents.file_name(one.name)}.csv", self.data)

    def tables(self) -> Iterator[tuple[DataFile, str]]:
        """Yield each table, and what is made of it."""
        for name, table in self._contents.tables.items():
            lists = {"row_key": self._dimensions.of(name, "rows"), "column_key": self._dimensions.of(name, "columns")}
            yield self._of_table(table, "", table_columns(table), **lists), table_csv(table, self.data)
            if table.shape.comparison and not is_too_incomplete(table):
                file = self._of_table(table, "comparison", COMPARISON_COLUMNS, key=lists["column_key"])
                yield file, comparison_csv(table, self.data)
        for name, row in sorted(self._rows_with_shares()):
            table = self._contents.tables[name]
            at = [position.key for position in table.shape.rows].index(row)
            key = self._dimensions.of(name, "rows" if len(table.shape.columns) == 1 else "columns")
            yield self._of_table(table, f"{row}-shares", SHARES_COLUMNS, key=key), shares_csv(table, at, self.data)

    def findings(self) -> Iterator[tuple[DataFile, str]]:
        for name, shown in self._contents.findings.items():
            file = self._file(f"tables/{self._contents.file_name(name)}", shown.title, shown.columns)
            yield (
                replace(
                    file,
                    basis=counting_basis(self._contents.settings),
                    notes=(*shown.sentences, *([shown.note] if shown.note else [])),
                ),
                shown.csv,
            )

    def _of_table(self, table: ProtectedTable, part: str, columns: tuple[Column, ...], **lists: str) -> DataFile:
        name = "-".join([table.shape.id, *([part] if part else [])])
        called = name_of_table(table, self._paper.table_numbers)
        title = f"{called}: {part.replace('-', ', ')}" if part else called
        file = self._file(f"tables/{self._contents.file_name(name)}", title, columns)
        entries = [entry for entry in self._contents.register.withheld if entry.output == called]
        basis = counting_basis(self._contents.settings, persons_note(table) or unit_note(table.shape.unit))
        notes = limits_of_table(table, entries, self._contents.rules)
        return replace(file, basis=basis, notes=notes, lists=lists)

    def _file(self, name: str, title: str, columns: tuple[Column, ...]) -> DataFile:
        marked = f"{self.data.mark}: {title}" if self.data.mark else title
        return DataFile(f"{name}.csv", marked, (*columns, data_column(self.data)))

    def _rows_with_shares(self) -> set[tuple[str, str]]:
        charts = self._contents.settings.charts
        shown = {(b.name, b.row) for b in self._paper.references if isinstance(b, Block) and b.kind == "shares"}
        return shown | {(chart.table, chart.row) for chart in charts if chart.kind is ChartKind.BOUNDS}
