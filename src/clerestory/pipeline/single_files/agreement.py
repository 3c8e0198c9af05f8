"""The agreement of coders from a file of their codings, outside any study."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from clerestory.analyse.agreement import measure_agreement, read_codings
from clerestory.ledger import PROGRAM
from clerestory.model.commission import DataKind
from clerestory.model.findings.agreement import AgreementSettings, MeasuredAgreement, PrintedAgreement
from clerestory.model.rules import EstimateRule, PercentBase, ProfileRule
from clerestory.pipeline.consulting import consulted_files
from clerestory.pipeline.single_files.marking import marked
from clerestory.progress import SILENT, Progress
from clerestory.protect.rules.outputs import printed_agreement
from clerestory.publish.findings.agreement.words import agreement_sentences


@dataclass(frozen=True)
class AgreementAnswer:
    """Agreement, which is confidential, and what may be printed of it, in numbers and in words."""

    found: MeasuredAgreement
    printed: PrintedAgreement
    sentences: tuple[str, ...]


def agreement_of_codings(
    source: Path,
    settings: AgreementSettings | None = None,
    *,
    data: DataKind = DataKind.CONFIDENTIAL,
    progress: Progress = SILENT,
    actor: str = PROGRAM,
) -> AgreementAnswer:
    """Measure how far coders agree, from a CSV file of their codings.

    Parameters
    ----------
    source : Path
        Columns ``unit``, ``coder``, ``value``; or ``unit`` and a column for each coder.
    settings : AgreementSettings, optional
    data : DataKind
        Where the codings come from; the words of made-up ones say so.

    Raises
    ------
    TableError
        If the file is no table of codings, or no unit has two values.
    """
    settings = settings or AgreementSettings()
    consulted_files([source], who=actor, why="analyse agreement")
    found = measure_agreement(read_codings(source, settings.level), settings, progress=progress)
    printed = printed_agreement(found, estimate=EstimateRule(), profile=ProfileRule(), percent=PercentBase())
    return AgreementAnswer(found, printed, marked(agreement_sentences(printed), data))
