"""Protection of a single table, outside any study."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from clerestory.errors import TableError
from clerestory.model.attackers import Attacker
from clerestory.model.criteria import NOT_PINNED, Width
from clerestory.model.rules import ThresholdRule
from clerestory.progress import SILENT, Progress
from clerestory.protect.audit.proof_check import Checked, check_proof
from clerestory.protect.audit.table_audit import Criterion, TableAudit, audit_published
from clerestory.protect.hierarchies import protect_grid
from clerestory.protect.hierarchies.auditing import interval_columns
from clerestory.protect.hierarchies.engine import ZeroRule
from clerestory.protect.hierarchies.files import (
    parsed_dims,
    proof_text,
    read_cells,
    read_known,
    read_proof,
    read_published,
)
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
    width: Width = NOT_PINNED,
    attackers: Collection[Attacker] | None = None,
    contributors: Mapping[Attacker, str] | None = None,
    iterations: int,
    seed: int,
    out: Path,
    proof: Path,
    progress: Progress = SILENT,
) -> TableOutlook:
    """Protect the table in a CSV file: the published table goes to ``out``, the confidential proof to ``proof``.

    ``contributors`` names the column of the operation, or the giver, of each row; the rest is as for ``protect_grid``.

    Raises
    ------
    TableError
        If the file is no table of these dimensions.
    ProtectionError
        If the result cannot be proven; nothing is written.
    """
    read = read_cells(source, parsed_dims(dims), count, contributors or {})
    made = protect_grid(
        read.grid,
        rule,
        seed=seed,
        zeros=zeros,
        width=width,
        attackers=attackers,
        contributions=read.contributions,
        iterations=iterations,
        progress=progress,
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


def audit_table(
    table: Path,
    *,
    dims: str | None,
    criterion: Criterion,
    zeros: ZeroRule,
    knows: Path | None = None,
    proof: Path | None = None,
    people: int = 0,
    out: Path | None = None,
    progress: Progress = SILENT,
) -> TableAudit:
    """Bound every hidden cell of a published table as an attacker would; intervals go to ``out``.

    The file is for its owner only if a proof or an attacker's knowledge went into it.

    Raises
    ------
    TableError
        If the file is no published table, or its numbers contradict each other.
    ProtectionError
        If the proof does not hold, or a solver gives up.
    """
    read = None if proof is None else read_proof(proof)
    if dims is None and read is None:
        raise TableError("has dimensions that nobody named", where=str(table), remedy="Give --dims, or --proof.")
    published = read_published(table, parsed_dims(dims if dims is not None else ",".join(read.dims if read else ())))
    seen = published if knows is None else read_known(knows, published)
    done = audit_published(seen, criterion=criterion, least=zeros.least, proof=read, people=people, progress=progress)
    if out is not None:
        write = write_atomically if read is None and knows is None else write_secret
        write(out, pl.DataFrame(interval_columns(seen, done)).write_csv())
    return done
