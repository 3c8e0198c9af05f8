"""Rules V6, V7 and V8: what the rows of one investigation say together.

Each quarantines the row that makes the claim, and no other: a wrong number of suspects the investigation, a wrong
outcome the offence. What hangs on that row is then quarantined for its lost parent (K3), as for any other fault.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from clerestory.collect.rules.broken import Broken
from clerestory.collect.rules.sent import Sent
from clerestory.model.instrument import INVESTIGATION

OFFENCE, LINK = "offence", "link_suspect_offence"
_INV, _OFF, _SUS, _IDENTIFIED, _OUTCOME, _STAGE = (
    "inv_pseudo",
    "off_pseudo",
    "sus_pseudo",
    "n_suspects_identified",
    "outcome",
    "proceedings_stage",
)
_CHARGED, _NO_SUSPECT = ("1", "1A"), "18"
_BELOW_CHARGE = ("P0", "P1", "P2")  # a stage that is not known is below nothing


def linked_suspects(sent: Sent, entity: str) -> Iterator[Broken]:
    """Yield investigations that count other suspects than are linked to their offences (rule V6)."""
    needed = sent.has(INVESTIGATION, _INV, _IDENTIFIED) and sent.has(OFFENCE, _INV, _OFF) and sent.has(LINK, _SUS, _OFF)
    if entity != INVESTIGATION or not needed:
        return
    offences = sent.frames[OFFENCE].select(_OFF, _INV).unique(_OFF, keep="first")
    linked = sent.frames[LINK].filter(pl.col(_SUS) != "").join(offences, on=_OFF).group_by(_INV)
    found = linked.agg(_linked=pl.col(_SUS).n_unique())
    claimed = sent.frames[entity].select(_INV, n=pl.col(_IDENTIFIED).cast(pl.Int64, strict=False))
    rows = claimed.join(found, on=_INV, how="left", maintain_order="left").select(
        (pl.col("n") != pl.col("_linked").fill_null(0)).fill_null(value=False)
    )
    what = "is not the number of suspects linked to the offences of the investigation"
    remedy = f"Mend the number, or add the suspects to {LINK}."
    yield Broken(_IDENTIFIED, "V6", rows.to_series(), what, remedy)


def charged_below_charge(sent: Sent, entity: str) -> Iterator[Broken]:
    """Yield offences that were charged in an investigation whose stage is below a charge (rule V7)."""
    needed = sent.has(OFFENCE, _INV, _OUTCOME) and sent.has(INVESTIGATION, _INV, _STAGE)
    if entity == OFFENCE and needed:
        stages = sent.frames[INVESTIGATION]
        below = stages.filter(pl.col(_STAGE).is_in(_BELOW_CHARGE))[_INV].unique()
        frame = sent.frames[entity]
        rows = frame[_OUTCOME].is_in(_CHARGED) & frame[_INV].is_in(below.to_list())
        what = f"is a charge, and the {_STAGE} of the investigation is below a charge"
        yield Broken(_OUTCOME, "V7", rows, what, f"Mend the outcome, or {_STAGE} of the investigation.")


def suspect_of_none(sent: Sent, entity: str) -> Iterator[Broken]:
    """Yield offences whose outcome is that no suspect was identified, and that have one (rule V8)."""
    if entity == OFFENCE and sent.has(OFFENCE, _OFF, _OUTCOME) and sent.has(LINK, _OFF):
        frame = sent.frames[entity]
        suspected = sent.frames[LINK][_OFF].unique()
        rows = (frame[_OUTCOME] == _NO_SUSPECT) & frame[_OFF].is_in(suspected.to_list())
        what = f"says that no suspect was identified, and {LINK} has one"
        yield Broken(_OUTCOME, "V8", rows, what, "Mend the outcome, or the link.")
