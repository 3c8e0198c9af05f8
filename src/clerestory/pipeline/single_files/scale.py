"""A multiple systems estimate from a file of lists, outside any study."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from clerestory.analyse.scale import estimate_scale, read_lists
from clerestory.ledger import PROGRAM
from clerestory.model.commission import DataKind
from clerestory.model.findings.scale import PrintedScale, ScaleEstimate, ScaleSettings
from clerestory.model.rules import EstimateRule
from clerestory.pipeline.consulting import consulted_files
from clerestory.pipeline.single_files.marking import marked
from clerestory.progress import SILENT, Progress
from clerestory.protect.rules.outputs import printed_scale
from clerestory.publish.findings.scale.chart import draw_scale
from clerestory.publish.findings.scale.words import scale_sentences
from clerestory.study import write_atomically


@dataclass(frozen=True)
class ScaleAnswer:
    """An estimate, which is confidential, and what may be printed of it, in numbers and in words."""

    found: ScaleEstimate
    printed: PrintedScale
    sentences: tuple[str, ...]


def scale_of_lists(
    source: Path,
    settings: ScaleSettings | None = None,
    *,
    chart: Path | None = None,
    data: DataKind = DataKind.CONFIDENTIAL,
    progress: Progress = SILENT,
    actor: str = PROGRAM,
) -> ScaleAnswer:
    """Estimate how many cases there are in all from the overlaps of lists in a CSV file.

    Parameters
    ----------
    source : Path
        A column of 0 and 1 for each list, and ``count``.
    settings : ScaleSettings, optional
    chart : Path, optional
        Where a chart of what may be printed goes, as SVG; not written where no number may be given.
    data : DataKind
        Where the lists come from; the words and the chart of made-up ones say so.

    Raises
    ------
    TableError
        If the file is no table of lists.
    """
    consulted_files([source], who=actor, why="analyse scale")
    found = estimate_scale(read_lists(source), settings, progress=progress)
    printed = printed_scale(found, EstimateRule())
    if chart and printed.spread:
        write_atomically(chart, draw_scale(printed, data).svg)
    return ScaleAnswer(found, printed, marked(scale_sentences(printed), data))
