"""Taking in what givers sent: returns become cases in the vault, and every giver gets a report."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from clerestory.collect import check_quarantine, collect_returns
from clerestory.ledger import Duty
from clerestory.pipeline.feedback import INDEX, feedback_of, write_feedback
from clerestory.pipeline.work import Work, inputs_hash
from clerestory.study import replace_directory
from clerestory.study.writing import new_file


def collect_stage(work: Work) -> str:
    """Read every return, write a report for each giver, and keep what is accepted as cases in the vault."""
    study = work.study
    found = collect_returns(study.returns, study.instrument, progress=work.progress)
    feedback = feedback_of(study, found)
    write_feedback(study, feedback)
    check_quarantine(found.receipts, study.settings.collect.quarantine_limit_pct, reports=study.reports)
    with replace_directory(study.vault / "cases") as cases:
        for entity, frame in found.cases.items():
            _write_cases(cases / f"{entity}.parquet", frame)
        _write_cases(cases / "quarantine.parquet", found.quarantine)
    work.ledger.append(
        "returns collected",
        why="run",
        duty=Duty.COLLECTION,
        detail={"returns": [f"{r.provider}/{r.return_id}" for r in found.receipts], "inputs": inputs_hash(study)},
    )
    quarantined = sum(sum(receipt.quarantined.values()) for receipt in found.receipts)
    rows = sum(sum(receipt.rows_in.values()) for receipt in found.receipts)
    left = f"; {found.passed_over} file(s) that a system left beside them were passed over" if found.passed_over else ""
    told = f"{len(found.receipts)} returns, {rows:,} rows, {quarantined:,} of them quarantined"
    said = f", {len(feedback.findings):,} findings of checks" if feedback.findings else ""
    return f"collect: {told}{said}; see {study.reports / INDEX}{left}"


def _write_cases(path: Path, frame: pl.DataFrame) -> None:
    with new_file(path) as file:  # opened here, since polars would make it as open as the umask allows
        frame.write_parquet(file, statistics=False)
