"""What a piece of evidence is, where it lies in the release, and what is known of its limits."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from clerestory.model.commission import ChartKind, ChartRequest
from clerestory.model.lessons.released import ReleasedEvidence
from clerestory.model.lessons.study import Axis
from clerestory.model.releases import Withheld
from clerestory.model.tables import TOTAL, ProtectedTable
from clerestory.publish.finding_pages.limits import limits_of_table
from clerestory.publish.register import name_of_table
from clerestory.publish.release.catalogue import files_of
from clerestory.publish.release.contents import Contents

Axes = Mapping[str, tuple[Axis, ...]]  # of each table that shows areas


@dataclass(frozen=True)
class Evidence:
    """Everything that a release has, to be found by its id.

    Attributes
    ----------
    numbers : mapping of str to int
        The number under which the paper prints a table.
    files : collection of str
        The files of the release.
    """

    contents: Contents
    axes: Axes
    numbers: Mapping[str, int]
    files: Collection[str]

    def of(self, name: str) -> ReleasedEvidence:
        """Give the table, chart or finding of an id, which was checked to be there."""
        charts = {chart.id: chart for chart in self.contents.settings.charts}
        if name in self.contents.tables:
            return self._table(name)
        return self._chart(charts[name]) if name in charts else self._finding(name)

    def _table(self, name: str) -> ReleasedEvidence:
        table = self.contents.tables[name]
        label = name_of_table(table, self.numbers)
        return self._of_table(name, table, kind="table", label=label, area_axes=self.axes.get(name, ()))

    def _chart(self, chart: ChartRequest) -> ReleasedEvidence:
        table, drawn = self.contents.tables[chart.table], self.contents.charts[chart.id]
        axes = _drawn_areas(chart, self.axes.get(chart.table, ()))
        made = self._of_table(chart.id, table, kind="chart", label=f"Chart: {drawn.title}", area_axes=axes)
        shares = f"tables/{self.contents.file_name(f'{chart.table}-{chart.row}-shares')}.csv"
        files = (shares,) if chart.kind is ChartKind.BOUNDS and shares in self.files else ()
        return made.model_copy(update={"description": drawn.description, "files": files})

    def _finding(self, name: str) -> ReleasedEvidence:
        shown = self.contents.findings[name]
        kinds = {request.id: request.finding for request in self.contents.settings.findings}
        return ReleasedEvidence(
            id=name,
            kind="finding",
            label=f"{kinds[name].noun.capitalize()}: {shown.title}",
            files=self._found("tables", name),
            pictures=self._found("charts", name),
            description=shown.chart.description if shown.chart else "",
            limits=shown.sentences,
        )

    def _of_table(self, name: str, table: ProtectedTable, **said: object) -> ReleasedEvidence:
        entries = self._entries(table)
        known = {
            "id": name,
            "table": table.shape.id,
            "heading": table.shape.row_heading,
            "files": self._found("tables", name),
            "pictures": self._found("charts", name),
            "limits": limits_of_table(table, entries, self.contents.rules),
            "withheld": entries[0].extent if entries else "nothing",
            "register_id": entries[0].id if entries else "",
        }
        return ReleasedEvidence.model_validate(known | said)

    def _entries(self, table: ProtectedTable) -> list[Withheld]:
        """Give the entries of the register that are about a table, by the name that it has there."""
        name = name_of_table(table, self.numbers)
        return [entry for entry in self.contents.register.withheld if entry.output == name]

    def _found(self, folder: str, name: str) -> tuple[str, ...]:
        return files_of(name, folder, self.contents, self.files)


def _drawn_areas(chart: ChartRequest, axes: tuple[Axis, ...]) -> tuple[Axis, ...]:
    """Give the axes whose areas a chart draws: rows, but of bounds, which are those of one row."""
    is_bounds = chart.kind is ChartKind.BOUNDS
    drawn = {"rows": not is_bounds or chart.row != TOTAL, "columns": is_bounds or chart.column != TOTAL}
    return tuple(axis for axis in axes if drawn[axis])
