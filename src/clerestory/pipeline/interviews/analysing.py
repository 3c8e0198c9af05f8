"""What comes of coded interviews: agreement of coders, codes by kind of interview, saturation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from clerestory.analyse.agreement import Codings, measure_agreement
from clerestory.errors import InterviewError
from clerestory.interviews.matrix import CodedKinds, code_tables, joined, known_kinds, without_kinds
from clerestory.interviews.saturation import saturation_curve
from clerestory.interviews.units import units_of
from clerestory.ledger import PROGRAM
from clerestory.model.findings.agreement import AgreementSettings, MeasuredAgreement, PrintedAgreement
from clerestory.model.interviews.coded import Bools, Coded, Unit
from clerestory.model.interviews.findings import About, PrintedMatrix, PrintedSaturation, SaturationSettings
from clerestory.model.rules import EstimateRule, PercentBase, ProfileRule, TableScope
from clerestory.model.tables import Counts, ProtectedTable
from clerestory.pipeline.consulting import consulted
from clerestory.pipeline.interviews.opened import OpenedInterviews, open_interviews
from clerestory.progress import SILENT, Progress
from clerestory.protect import protect_tables
from clerestory.protect.perturb import rounded_table
from clerestory.protect.rules.outputs import percentages, printed_agreement, printed_saturation, shown_kinds
from clerestory.publish.findings.agreement.words import agreement_sentences

_READ = "vault/interviews, codings"


@dataclass(frozen=True)
class CodersAgreement:
    """How far coders agree: what was found is confidential, what is printed may leave."""

    found: MeasuredAgreement
    printed: PrintedAgreement
    sentences: tuple[str, ...]
    about: About


def coders_agreement(
    root: Path,
    unit: Unit,
    settings: AgreementSettings | None = None,
    *,
    progress: Progress = SILENT,
    actor: str = PROGRAM,
) -> CodersAgreement:
    """Measure how far the coders of a study's interviews agree on each code.

    Parameters
    ----------
    unit : Unit
        What they are compared on.
    settings : AgreementSettings, optional
        Bootstrap and seed; values are nominal.

    Raises
    ------
    InterviewError
        If there are fewer than two coders, or the interviews cannot be opened.
    TableError
        If no unit was coded twice.
    """
    opened = open_interviews(root, progress)
    if opened.coded.coders < 2:
        raise InterviewError(
            "have one coder alone",
            where=str(opened.places.coding),
            remedy="Have some interviews coded by a second person, from the same codebook, without seeing the first's.",
        )
    consulted(opened.study, who=actor, why="agreement of coders", what=_READ)
    codings = codings_of(opened.coded, unit)
    found = measure_agreement(codings, settings, progress=progress)
    printed = printed_agreement(found, estimate=EstimateRule(), profile=ProfileRule(), percent=PercentBase())
    return CodersAgreement(found, printed, agreement_sentences(printed), opened.about)


def codings_of(coded: Coded, unit: Unit) -> Codings:
    """Give what coders gave to units as sets of codes, the form that agreement is measured on."""
    given, looked_at = units_of(coded, unit)
    sets, place = np.unique(given.reshape(-1, given.shape[2]), axis=0, return_inverse=True)
    at = np.where(looked_at, place.reshape(given.shape[:2]), -1).astype(np.int64)
    labels = tuple(code.label for code in coded.codes)
    return Codings(at, np.arange(len(sets), dtype=np.float64), labels, _columns(sets))


def _columns(sets: Bools) -> Bools:
    return np.ascontiguousarray(sets.T)


def interview_matrix(root: Path, *, progress: Progress = SILENT, actor: str = PROGRAM) -> PrintedMatrix:
    """Count the interviews of each kind with each code, as they may be printed.

    Raises
    ------
    InterviewError
        If there are fewer interviews than the threshold, or they cannot be opened.
    """
    opened = open_interviews(root, progress)
    check_enough(opened)
    consulted(opened.study, who=actor, why="codes by kind of interview", what=_READ)
    return matrix_of(opened, progress)


def matrix_of(opened: OpenedInterviews, progress: Progress = SILENT) -> PrintedMatrix:
    """Give the matrix of opened interviews."""
    shown = shown_kinds(opened.by_kind, opened.threshold)
    labels = {kind: label for kind, label in opened.labels.items() if kind in shown}
    found = CodedKinds(opened.coded, opened.interviews, labels, opened.proceedings, opened.givers)
    table = joined(found, _protected(found, opened, progress))
    rules = opened.preset.rules_for(TableScope.NATIONAL)
    rows, columns = table.shape.size
    base = rules.rounding_base
    printed = rounded_table(replace(table, rounding=((base,) * columns,) * rows)) if base else table
    return PrintedMatrix(printed, _percents(printed, rules.percent_base), opened.about)


def _protected(found: CodedKinds, opened: OpenedInterviews, progress: Progress) -> tuple[ProtectedTable, ...]:
    """Protect the table of each code; of one that is withheld whole, try how many interviews of all kinds have it."""
    cohorts, tables = code_tables(found)
    preset, known = opened.preset, known_kinds(found)
    scopes = {table.shape.id: TableScope.NATIONAL for table in tables} if preset.scopes else None
    key = opened.study.key()
    progress.begin("codes", len(tables))
    done = []
    for number, (name, cohort) in enumerate(cohorts.items()):
        for asked in (tables[number], without_kinds(tables[number])):
            one = protect_tables(
                {name: cohort}, [asked], preset, secret=key, scopes=scopes, earlier=[known[number]]
            ).tables[0]
            if one.suppressed < one.shape.size[0] * one.shape.size[1]:
                break
        done.append(one)
        progress.advance()
    return tuple(done)


def _percents(table: ProtectedTable, base: int) -> tuple[tuple[float | None, ...], ...]:
    counts = table.counts[:-1]
    parts: Counts = np.array([[count or 0 for count in row] for row in counts], dtype=np.int64)
    bases = np.broadcast_to(np.array(table.counts[-1], dtype=np.int64), parts.shape)
    found = percentages(parts, bases, PercentBase(base, max(base, PercentBase().crossed)), variables=2)
    return tuple(
        tuple(None if count is None or np.isnan(value) else float(value) for count, value in zip(*row, strict=True))
        for row in zip(counts, found, strict=True)
    )


def interview_saturation(
    root: Path, settings: SaturationSettings | None = None, *, progress: Progress = SILENT, actor: str = PROGRAM
) -> tuple[PrintedSaturation, About]:
    """Give how many codes have been met after so many interviews, as it may be printed, and what is said with it."""
    opened = open_interviews(root, progress)
    check_enough(opened)
    settings = settings or SaturationSettings()
    consulted(opened.study, who=actor, why="saturation of codes", what=_READ)
    found = saturation_curve(opened.coded.applied, settings)
    return printed_saturation(found, opened.threshold, orders=settings.orders), opened.about


def check_enough(opened: OpenedInterviews) -> None:
    """Refuse fewer interviews than the threshold: whatever is said of them is said of single people."""
    if len(opened.interviews) < opened.threshold.minimum:
        raise InterviewError(
            f"are fewer than {opened.threshold.minimum} that may be used",
            where=str(opened.places.folder),
            remedy="Say what they say in words, under the rules of quotes; no count of so few is printed.",
        )
