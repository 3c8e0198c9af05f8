"""Taking in what givers sent: returns become cases in the vault, and every giver gets a report."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from clerestory.collect import check_quarantine, collect_returns, feedback_report
from clerestory.ledger import Duty
from clerestory.pipeline.links import receive_encodings
from clerestory.pipeline.work import Work, inputs_hash
from clerestory.study import replace_directory, write_atomically
from clerestory.study.writing import new_file


def collect_stage(work: Work) -> str:
    """Read every return, write a report for each giver, and keep what is accepted as cases in the vault."""
    study = work.study
    found = collect_returns(study.returns, study.instrument, progress=work.progress)
    with replace_directory(study.reports) as reports:
        for receipt in found.receipts:
            write_atomically(reports / receipt.report_name, feedback_report(receipt, study.instrument))
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
    linked = receive_encodings(work, found)
    quarantined = sum(sum(receipt.quarantined.values()) for receipt in found.receipts)
    rows = sum(sum(receipt.rows_in.values()) for receipt in found.receipts)
    left = f"; {found.passed_over} file(s) that a system left beside them were passed over" if found.passed_over else ""
    told = f"{len(found.receipts)} returns, {rows:,} rows, {quarantined:,} of them quarantined"
    return f"collect: {told}; see {study.reports}{left}" + (f"; {linked}" if linked else "")


def _write_cases(path: Path, frame: pl.DataFrame) -> None:
    with new_file(path) as file:  # opened here, since polars would make it as open as the umask allows
        frame.write_parquet(file, statistics=False)
