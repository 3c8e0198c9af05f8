"""A matrix that leaves: written, said in the ledger, and never twice with so small a change that it tells who it was.

Two matrices of which one has a single interview less (it was withdrawn) tell together what the one interview said. So
the vault remembers which interviews, with which codes, the last matrix that left was of.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from clerestory.clock import SystemClock
from clerestory.errors import InterviewError
from clerestory.ledger import PROGRAM, Duty, Ledger
from clerestory.model.interviews.findings import PrintedMatrix
from clerestory.model.interviews.printed_forms import matrix_form
from clerestory.pipeline.acting import check_actor, check_words
from clerestory.pipeline.interviews.analysing import check_enough, matrix_of
from clerestory.pipeline.interviews.opened import OpenedInterviews, open_interviews
from clerestory.pipeline.stages.published import sealed_heads
from clerestory.progress import SILENT, Progress
from clerestory.study import write_atomically
from clerestory.study.stored import read_written
from clerestory.study.writing import write_secret

LEFT = "matrix of interviews disclosed"


def export_matrix(
    root: Path, out: Path, *, why: str, progress: Progress = SILENT, actor: str = PROGRAM
) -> PrintedMatrix:
    """Write the matrix of codes by kinds into a file, as it may leave.

    Raises
    ------
    InterviewError
        If fewer interviews than the threshold changed since the last matrix that left.
    """
    opened = open_interviews(root, progress)
    check_enough(opened)
    study, now = opened.study, _interviews_now(opened)
    who, said = check_actor(study.settings, actor), check_words(why, "--why")
    matrix = matrix_of(opened, progress)
    with study.locked():
        ledger = Ledger(study.ledger, SystemClock(), actor=who)
        ledger.check(sealed=sealed_heads(study))
        _check_change(opened, now)
        ledger.append(LEFT, why=said, duty=Duty.DISCLOSURE, detail={"codes": len(matrix.table.shape.rows) - 1})
        write_secret(opened.places.left, json.dumps(now, sort_keys=True))
    write_atomically(out, matrix_form(matrix).model_dump_json(indent=2) + "\n")
    return matrix


def _interviews_now(opened: OpenedInterviews) -> dict[str, str]:
    """Give a keyed hash of what the matrix has of each interview, by a keyed hash of the interview."""
    applied, hashed = opened.coded.applied, opened.study.keyed_hash
    found = {}
    for at, pseudonym in enumerate(opened.coded.interviews):
        codes = [code.guid for code, given in zip(opened.coded.codes, applied[at], strict=True) if given]
        parts = (pseudonym, opened.interviews[pseudonym].kind, *sorted(codes))
        found[hashed(b"interview", pseudonym.encode())] = hashed(*(part.encode() for part in parts))
    return found


def _check_change(opened: OpenedInterviews, now: Mapping[str, str]) -> None:
    if not opened.places.left.exists():
        return
    before = read_written(opened.places.left, dict)
    changed = sum(before.get(interview) != now.get(interview) for interview in before.keys() | now.keys())
    if 0 < changed < opened.threshold.minimum:
        raise InterviewError(
            f"differ from those of the last matrix that left in fewer than {opened.threshold.minimum} interviews",
            where="the interviews of a matrix",
            remedy="Let the earlier matrix stand, or wait until more interviews came in, were coded anew or withdrew.",
        )
