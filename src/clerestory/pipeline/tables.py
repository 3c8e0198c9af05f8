"""Protection of a single table, outside any study."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from clerestory.model.attackers import Attacker
from clerestory.model.rules import ThresholdRule
from clerestory.progress import SILENT, Progress
from clerestory.protect.audit.proof_check import Checked, check_proof
from clerestory.protect.hierarchies import protect_grid
from clerestory.protect.hierarchies.engine import ZeroRule
from clerestory.protect.hierarchies.files import parsed_dims, proof_text, read_grid, read_proof, read_published
from clerestory.protect.hierarchies.frames import published_columns
from clerestory.study import write_atomically, write_secret


@dataclass(frozen=True)
class TableOutlook:
    """What became of a table: numbers of cells, never a count of cases."""

    cells: int
    unsafe: int
    suppressed: int
    witnesses: int


def protect_table(
    source: Path,
    *,
    dims: str,
    count: str,
    rule: ThresholdRule,
    zeros: ZeroRule,
    attackers: Collection[Attacker],
    iterations: int,
    seed: int,
    out: Path,
    proof: Path,
    progress: Progress = SILENT,
) -> TableOutlook:
    """Protect the table in a CSV file: the published table goes to ``out``, the confidential proof to ``proof``.

    Raises
    ------
    TableError
        If the file is no table of these dimensions.
    ProtectionError
        If the result cannot be proven; nothing is written.
    """
    grid = read_grid(source, parsed_dims(dims), count)
    made = protect_grid(
        grid, rule, seed=seed, zeros=zeros, attackers=attackers, iterations=iterations, progress=progress
    )
    write_secret(proof, proof_text(made.proof))
    write_atomically(out, pl.DataFrame(published_columns(made, count)).write_csv())
    return TableOutlook(made.hidden.size, int(made.unsafe.sum()), int(made.hidden.sum()), len(made.proof.witnesses))


def verify_table(table: Path, proof: Path) -> Checked:
    """Check every unsafe cell of a published table against its proof.

    Raises
    ------
    ProtectionError
        If the proof does not hold.
    """
    read = read_proof(proof)
    return check_proof(read_published(table, parsed_dims(",".join(read.dims))), read)
