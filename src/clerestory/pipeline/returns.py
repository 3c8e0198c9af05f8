"""Checking one return alone, as its giver would."""

from __future__ import annotations

from pathlib import Path

from clerestory.collect import check_return, fault_of, feedback_report
from clerestory.errors import ClerestoryError
from clerestory.ledger import PROGRAM
from clerestory.pipeline.consulting import consulted_files
from clerestory.study import read_instrument, shipped_instrument


def check_one_return(
    folder: Path, instrument: Path | None = None, *, actor: str = PROGRAM
) -> tuple[str, ClerestoryError | None]:
    """Check a return and give its feedback report, with the gravest fault if there is any.

    Where it lies in a study that was run, this is a consultation by ``actor``, and its ledger says so first.
    """
    consulted_files([folder], who=actor, why="collect check")
    read = read_instrument(instrument or shipped_instrument())
    receipt = check_return(folder, read)
    return feedback_report(receipt, read), fault_of(receipt)
