"""Flags against what the other fields say (check 6, the part that needs no sample)."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from clerestory.collect.checks.placing import WHOSE, Wording, findings_in, has_all
from clerestory.collect.returns import Collection
from clerestory.model.checks import Check, Finding, Weight
from clerestory.model.instrument import Instrument

_NEEDED = (
    "offence.inv_pseudo",
    "offence.off_pseudo",
    "offence.cse_flag",
    "offence.csa_flag",
    "offence.group_flag",
    "investigation.n_suspects_identified",
    "investigation.n_suspects_unidentified",
    "investigation.cocad_category",
    "link_victim_offence.off_pseudo",
)
_GROUP = pl.col("suspects") >= 2
_CSE = pl.col("cocad_category") == "CSE"
# Flag, rows that contradict it, what is said of them.
_CONTRADICTIONS = (
    ("group_flag", (pl.col("group_flag") == "N") & _GROUP, "says no group; its investigation has two or more suspects"),
    (
        "group_flag",
        (pl.col("group_flag") == "Y") & ~_GROUP,
        "says a group; its investigation has fewer than two suspects",
    ),
    ("cse_flag", (pl.col("cse_flag") == "N") & _CSE, "says no exploitation; its investigation is in that category"),
    (
        "cse_flag",
        (pl.col("cse_flag") == "Y") & (pl.col("csa_flag") == "N"),
        "says exploitation and no sexual abuse; sexual exploitation of a child is sexual abuse",
    ),
    (
        "csa_flag",
        (pl.col("csa_flag") == "N") & pl.col("victims") & pl.col("sexual"),
        "says no sexual abuse of a child; the offence is a sexual one with a victim of this study",
    ),
)
_SEXUAL = ("RAPE", "OTHSEX", "IIOC")  # parents of the code list offence
_REMEDY = "Look at the record, set the flag right at its source, and send the row again."


def contradicted_flags(collection: Collection, instrument: Instrument) -> Iterator[Finding]:
    """Yield the offences whose flags the other fields contradict.

    A contradiction is a query: an offence of one suspect may belong to an investigation of a group.
    """
    if not has_all(instrument, _NEEDED):
        return
    rows = _offences(collection, instrument)
    for flag, wrong, what in _CONTRADICTIONS:
        wording = Wording(Check.FLAG_AUDIT, Weight.QUERY, what, _REMEDY)
        yield from findings_in(rows.filter(wrong), "offence", flag, wording=wording)


def _offences(collection: Collection, instrument: Instrument) -> pl.DataFrame:
    """Give the offences with what is known of their investigation and whether a victim is linked."""
    counts = [pl.col(f"n_suspects_{kind}identified").cast(pl.Int64, strict=False).fill_null(0) for kind in ("", "un")]
    cases = collection.cases["investigation"].select(
        *WHOSE, "inv_pseudo", "cocad_category", suspects=pl.sum_horizontal(counts)
    )
    linked = collection.cases["link_victim_offence"].select(*WHOSE, "off_pseudo").unique()
    offences = collection.placed("offence").join(cases, on=[*WHOSE, "inv_pseudo"], how="left")
    offences = offences.join(linked.with_columns(victims=True), on=[*WHOSE, "off_pseudo"], how="left")
    codes = [code.code for code in instrument.codelists["offence"].codes if code.parent in _SEXUAL]
    return offences.with_columns(pl.col("victims").is_not_null(), sexual=pl.col("offence_code").is_in(codes))
