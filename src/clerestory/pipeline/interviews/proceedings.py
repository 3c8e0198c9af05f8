"""What the cases in the vault say of interviews: proceedings, who sent the case, and withdrawals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from clerestory.model.instrument import PROVIDER
from clerestory.model.interviews.register import Proceedings
from clerestory.study import Study

INVESTIGATION, INTERVIEW = "investigation", "interview"
_ID, _INTERVIEW_ID = "inv_pseudo", "int_pseudo"
_STAGE, _LINKED, _RELEASE, _WITHDRAWN = "proceedings_stage", "linked_matters", "police_release", "consent_withdrawn"
_OVER = ("CLEAR", "NOTEXT")  # holds that have ended, as the code list of stages names them
_CLEAR, _NONE = "CLEAR", "N"


def proceedings_of(study: Study) -> Proceedings:
    """Give which investigations are over and which may be spoken of: only what every record of them says.

    Without cases in the vault, or without a field that says so, none is.
    """
    frame = _cases(study, INVESTIGATION, (_ID, _STAGE, _LINKED, _RELEASE))
    codelist = study.instrument.codelists.get(_STAGE)
    if frame is None or codelist is None:
        return Proceedings()
    over = [code.code for code in codelist.codes if code.parent in _OVER]
    clear = [code.code for code in codelist.codes if code.parent == _CLEAR]
    free = (pl.col(_LINKED) == _NONE) & (pl.col(_RELEASE) == _CLEAR)
    return Proceedings(_always(frame, pl.col(_STAGE).is_in(over)), _always(frame, pl.col(_STAGE).is_in(clear) & free))


def givers_of(study: Study) -> Mapping[str, str]:
    """Give who sent each investigation; of one that several sent, all of them as one."""
    frame = _cases(study, INVESTIGATION, (_ID, PROVIDER))
    if frame is None:
        return {}
    names = frame.group_by(_ID).agg(pl.col(PROVIDER).unique().sort().str.join("+"))
    return dict(zip(names[_ID], names[PROVIDER], strict=True))


def withdrawn_in_returns(study: Study) -> frozenset[str]:
    """Give the interviews that a return says were withdrawn."""
    frame = _cases(study, INTERVIEW, (_INTERVIEW_ID, _WITHDRAWN))
    if frame is None:
        return frozenset()
    return frozenset(frame.filter(pl.col(_WITHDRAWN).fill_null("") != "")[_INTERVIEW_ID])


def _always(frame: pl.DataFrame, holds: pl.Expr) -> frozenset[str]:
    told = frame.group_by(_ID).agg(holds.fill_null(value=False).all().alias("always"))
    return frozenset(told.filter("always")[_ID])


def _cases(study: Study, entity: str, columns: Sequence[str]) -> pl.DataFrame | None:
    path = study.vault / "cases" / f"{entity}.parquet"
    if not path.exists() or not set(columns) <= set(pl.read_parquet_schema(path)):
        return None
    return pl.read_parquet(path, columns=list(columns)).with_columns(pl.col(list(columns)).cast(pl.String))
