"""Holding a study's links against a truth, for those who have one."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from clerestory.clock import Clock
from clerestory.ledger import PROGRAM
from clerestory.link.report import Measured, held_against, read_truth
from clerestory.model.links.people import PersonKind
from clerestory.model.links.settings import Queue
from clerestory.pipeline.consulting import consulted
from clerestory.pipeline.custody.sharing import giver_kind
from clerestory.pipeline.links.review import nothing_linked
from clerestory.study import Study, open_study


def measure_links(
    root: Path, kind: PersonKind, truth: Path, *, why: str, actor: str = PROGRAM, clock: Clock | None = None
) -> tuple[Measured, ...]:
    """Hold the persons of a study against a truth, for those who have one, of a synthetic nation or a sample.

    Parameters
    ----------
    truth : Path
        CSV or Parquet: ``id`` (or ``sus_pseudo``, ``vic_pseudo``) and ``person`` of every row that was linked.

    Returns
    -------
    tuple of Measured
        Of all pairs of rows, and by kinds of givers.

    Raises
    ------
    RecordsError
        If nothing was linked, or the truth is not of the form or of other rows.
    EntryError
        If the actor is nobody of the study, or the reason may not stand in the ledger.
    """
    study = open_study(root)
    path = study.vault / "links" / f"{kind.value}.parquet"
    if not path.exists():
        raise nothing_linked(root, Queue(kind.value))
    said = read_truth(truth, ("id", f"{kind.prefix}_pseudo"))
    consulted(study, who=actor, why=why, what=f"vault/links/{path.name}", clock=clock)
    rows = pl.read_parquet(path)
    kinds = {slug: _kind_words(study, slug) for slug in rows["provider"].unique()}
    named = rows.select(
        pl.col("pseudonym").alias("id"),
        pl.col("provider").alias("source"),
        pl.col("provider").replace_strict(kinds, return_dtype=pl.String).alias("kind"),
        "person",
    )
    return held_against(named, said, where=str(truth), across=False)


def _kind_words(study: Study, slug: str) -> str:
    kind = giver_kind(study.instrument, slug)
    return kind.value if kind else "other"
