"""The catalogue of a release: what is in it, for the site's search and for anybody's."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from clerestory.model.canonical import pretty_json
from clerestory.model.catalogue import Axis, Catalogue, CatalogueEntry, TableBasis
from clerestory.model.commission import PaperPart
from clerestory.model.shares import may_be_in_several
from clerestory.model.tables import Position, ProtectedTable
from clerestory.publish.open_data.metadata import BESIDE
from clerestory.publish.paper.reading import Paper
from clerestory.publish.paper.structure import sections_of, summary_of
from clerestory.publish.release.contents import Contents
from clerestory.publish.shown.sections import section_in_words

CATALOGUE = "catalogue"


def catalogue_json(paper: Paper, contents: Contents, files: Collection[str]) -> str:
    """Give the catalogue of a release, of which ``files`` are the others."""
    study = contents.settings.study
    summary = summary_of(paper)
    limits = [section for section in sections_of(paper) if section.heading.part is PaperPart.LIMITS]
    made = Catalogue(
        form="clerestory-catalogue/1",
        study=study.id,
        title=study.title,
        publisher=study.publisher,
        data=study.data,
        release=contents.settings.release.date,
        period_start=study.period_start,
        period_end=study.period_end,
        questions=study.questions,
        definition=study.definition,
        selection=study.selection,
        summary=section_in_words(summary, paper, contents) if summary else (),
        limits=tuple(said for section in limits for said in section_in_words(section, paper, contents)),
        entries=tuple(_entries(paper, contents, files)),
    )
    return pretty_json(made.model_dump(mode="json", exclude_none=True))


def _entries(paper: Paper, contents: Contents, files: Collection[str]) -> Iterator[CatalogueEntry]:
    """Yield tables in the order of the paper, those that it does not print last; then findings and charts."""
    numbers = paper.table_numbers
    for name in sorted(contents.tables, key=lambda name: (name not in numbers, numbers.get(name, 0))):
        shape = contents.tables[name].shape
        yield CatalogueEntry(
            id=name,
            kind="table",
            title=shape.title,
            number=numbers.get(name),
            unit=shape.unit,
            shows=tuple(heading for heading in (shape.row_heading, shape.column_heading) if heading),
            about=shape.about,
            basis=basis_of(contents.tables[name]),
            files=files_of(name, "tables", contents, files),
        )
    for name, shown in contents.findings.items():
        found = (*files_of(name, "tables", contents, files), *files_of(name, "charts", contents, files))
        yield CatalogueEntry(id=name, kind="finding", title=shown.title, files=found)
    for name, chart in contents.charts.items():
        yield CatalogueEntry(id=name, kind="chart", title=chart.title, files=files_of(name, "charts", contents, files))


def basis_of(table: ProtectedTable) -> TableBasis:
    """Give what somebody who has the release alone needs to make the shares of a table as its paper does (rule S14)."""
    compared = table.shape.comparison
    return TableBasis(
        percent_base=table.percent_base,
        completeness_pct=table.completeness_pct,
        rows=_axis(table.shape.rows),
        columns=_axis(table.shape.columns),
        definition=compared.definition if compared else "",
        population=compared.population if compared else "",
    )


def _axis(positions: tuple[Position, ...]) -> Axis:
    if may_be_in_several(positions):
        return "several"
    return "parts" if len({name for position in positions for name, _ in position.where}) <= 1 else "lists"


def files_of(name: str, folder: str, contents: Contents, files: Collection[str]) -> tuple[str, ...]:
    """Give the files of an id: its own first, then what is made of it, such as shares or a narrow drawing.

    Metadata are none of them: they are found by the name of the file that they are of.
    """
    own = f"{folder}/{contents.file_name(name)}"
    there = (f for f in files if f.startswith((f"{own}.", f"{own}-")) and not f.endswith(BESIDE))
    return tuple(sorted(there, key=lambda f: (len(f), f)))
