"""What the cases in the vault say of interviews: proceedings, who sent the case, and withdrawals."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from clerestory.model.instrument import PROVIDER
from clerestory.model.interviews.register import Proceedings
from clerestory.model.redaction.holds import HoldState
from clerestory.pipeline.live_cases.known_cases import INVESTIGATION, frame_of, holds_of_study, records_of, stages_of
from clerestory.protect.holds.cases import ID
from clerestory.study import Study

INTERVIEW = "interview"
_INTERVIEW_ID, _WITHDRAWN = "int_pseudo", "consent_withdrawn"
_OVER = (HoldState.CLEAR, HoldState.NOTEXT)  # holds that have ended


def proceedings_of(study: Study) -> Proceedings:
    """Give which investigations are over and which may be spoken of: only what every record of them says.

    Without cases in the vault, or without a field that says so, none is.
    """
    records, stages = records_of(study), stages_of(study)
    live = {one.investigation for one in records if stages.get(one.stage) not in _OVER}
    holds = holds_of_study(study, study.settings.release.date).values()
    quotable = frozenset(hold.investigation for hold in holds if hold.may_be_spoken_of)
    return Proceedings(frozenset(one.investigation for one in records) - live, quotable)


def givers_of(study: Study) -> Mapping[str, str]:
    """Give who sent each investigation; of one that several sent, all of them as one."""
    frame = frame_of(study, INVESTIGATION, (ID, PROVIDER))
    if frame is None:
        return {}
    names = frame.group_by(ID).agg(pl.col(PROVIDER).unique().sort().str.join("+"))
    return dict(zip(names[ID], names[PROVIDER], strict=True))


def withdrawn_in_returns(study: Study) -> frozenset[str]:
    """Give the interviews that a return says were withdrawn."""
    frame = frame_of(study, INTERVIEW, (_INTERVIEW_ID, _WITHDRAWN))
    if frame is None:
        return frozenset()
    return frozenset(frame.filter(pl.col(_WITHDRAWN).fill_null("") != "")[_INTERVIEW_ID])
