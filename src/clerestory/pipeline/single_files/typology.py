"""A typology from a file of coded items, outside any study."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from clerestory.analyse.typology import find_typology, read_items
from clerestory.ledger import PROGRAM
from clerestory.model.commission import DataKind
from clerestory.model.findings.typology import PrintedTypology, Typology, TypologySettings
from clerestory.model.rules import EstimateRule, ProfileRule
from clerestory.pipeline.consulting import consulted_files
from clerestory.pipeline.single_files.marking import marked
from clerestory.progress import SILENT, Progress
from clerestory.protect.rules.outputs import printed_typology
from clerestory.publish.findings.typology.chart import draw_profiles
from clerestory.publish.findings.typology.words import typology_sentences
from clerestory.study import write_atomically


@dataclass(frozen=True)
class TypologyAnswer:
    """A typology, which is confidential, and what may be printed of it, in numbers and in words."""

    found: Typology
    printed: PrintedTypology
    sentences: tuple[str, ...]


def typology_of_items(
    source: Path,
    settings: TypologySettings | None = None,
    *,
    covariates: Sequence[str] = (),
    chart: Path | None = None,
    data: DataKind = DataKind.CONFIDENTIAL,
    progress: Progress = SILENT,
    actor: str = PROGRAM,
) -> TypologyAnswer:
    """Find latent classes in the coded items of a CSV file.

    Parameters
    ----------
    source : Path
        A row for each person, a column for each item; an empty field is missing.
    settings : TypologySettings, optional
    covariates : sequence of str
        Columns that the class is regressed on.
    chart : Path, optional
        Where a heat map of what may be printed goes, as SVG; not written where no profile may be given.
    data : DataKind
        Where the items come from; the words and the heat map of made-up ones say so.

    Raises
    ------
    TableError
        If the file is no table of coded items.
    """
    consulted_files([source], who=actor, why="analyse typology")
    found = find_typology(read_items(source, covariates), settings or TypologySettings(), progress=progress)
    printed = printed_typology(found, ProfileRule(), EstimateRule())
    if chart and not printed.why_not:
        write_atomically(chart, draw_profiles(printed, data).svg)
    return TypologyAnswer(found, printed, marked(typology_sentences(printed), data))
