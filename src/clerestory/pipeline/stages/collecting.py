"""Taking in what givers sent: returns become cases in the vault, and every giver gets a report."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from clerestory.collect import check_quarantine, collect_folders
from clerestory.errors import RetentionError
from clerestory.ledger import Duty
from clerestory.pipeline.custody.sharing import admit_givers, admit_returns
from clerestory.pipeline.links.zone import receive_encodings
from clerestory.pipeline.stages.feedback import INDEX, feedback_of, write_feedback
from clerestory.pipeline.stages.shelf import COLLECTED, Shelf, inputs_hash
from clerestory.pipeline.stages.work import Work
from clerestory.study import Study, replace_directory
from clerestory.study.kept import parquet_bytes
from clerestory.study.writing import new_file


def collect_stage(work: Work) -> str:
    """Read every return, write a report for each giver, and keep what is accepted as cases in the vault.

    A version of a return that has not changed since a run of the same program read it is taken from the vault.
    """
    study = work.study
    admitted = admit_givers(study)  # before a byte of a return is read
    shelf = Shelf(study)
    _check_any(study, shelf)
    found = collect_folders(shelf.folders, study.instrument, take=shelf.take, progress=work.progress)
    revisions = shelf.revisions()
    feedback = feedback_of(study, found, revisions)
    write_feedback(study, feedback)
    check_quarantine(found.receipts, study.settings.collect.quarantine_limit_pct, reports=study.reports)
    admit_returns(study, admitted, found.cases)
    shelf.keep()
    with replace_directory(study.vault / "cases") as cases:
        for entity, frame in found.cases.items():
            _write_cases(cases / f"{entity}.parquet", frame)
        _write_cases(cases / "quarantine.parquet", found.quarantine)
    taken = shelf.note(work.ledger, revisions)
    work.ledger.append(
        COLLECTED,
        why="run",
        duty=Duty.COLLECTION,
        detail={
            "returns": [f"{r.provider}/{r.return_id}" for r in found.receipts],
            "taken": taken,
            "inputs": inputs_hash(study, shelf.sources),
            "sharing": admitted.hashes,
            "sharing_warned": dict(admitted.warned),
        },
    )
    linked = receive_encodings(work, found)
    quarantined = sum(sum(receipt.quarantined.values()) for receipt in found.receipts)
    rows = sum(sum(receipt.rows_in.values()) for receipt in found.receipts)
    left = f"; {found.passed_over} file(s) that a system left beside them were passed over" if found.passed_over else ""
    queries = sum(sum(receipt.query_counts.values()) for receipt in found.receipts)
    asked = f", {queries:,} queries to givers" if queries else ""
    said = f", {len(feedback.findings):,} findings of checks" if feedback.findings else ""
    told = f"{len(found.receipts)} returns, {rows:,} rows, {quarantined:,} of them quarantined{asked}{said}"
    return f"collect: {told}{shelf.told}; see {study.reports / INDEX}{left}{admitted.told}" + (
        f"; {linked}" if linked else ""
    )


def _check_any(study: Study, shelf: Shelf) -> None:
    if not shelf.folders:
        raise RetentionError(
            "every return was erased, so there are no cases",
            where=str(study.root),
            remedy="`clerestory ledger show STUDY --event erasure` lists what was erased, when and why.",
        )


def _write_cases(path: Path, frame: pl.DataFrame) -> None:
    with new_file(path) as file:  # opened here, since polars would make it as open as the umask allows
        file.write(parquet_bytes(frame))
