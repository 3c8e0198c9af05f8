"""Holds on what may be said of a case (rules L5 to L8, P6): computed from its stage, linked matters and orders.

A case may always be counted, as far as rule L6 lets it; a hold says whether it may be spoken of, in a text, a quote, a
letter or an answer. What is not known holds. The law is recalled, not quoted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from clerestory.model.instrument import NOT_KNOWN, Codelist
from clerestory.model.redaction.certificates import LONGEST_DAYS, NO_CERTIFICATE, Certification, Effect
from clerestory.model.redaction.orders import Order, Restriction, restrictions_on

NCND = "NCND"  # neither confirmed nor denied: what the public is told of an operational hold
_APPEAL_WINDOW = "P5A"
APPEAL_DAYS = 28
_NO = "N"


class HoldState(Enum):
    """Whether a case may be spoken of; the values are the codes of ``hold_state``, the strictest first."""

    ACTIVE = "ACTIVE"
    HOLD = "HOLD"
    NOTEXT = "NOTEXT"
    CLEAR = "CLEAR"

    @property
    def words(self) -> str:
        """What it means."""
        return _WORDS[self]


_WORDS: Mapping[HoldState, str] = {
    HoldState.ACTIVE: "statutory hold: proceedings are active",
    HoldState.HOLD: "operational hold: the police have not released it",
    HoldState.NOTEXT: "may be counted, never described",
    HoldState.CLEAR: "no hold",
}
_RANK = {state: rank for rank, state in enumerate(HoldState)}


class Why(Enum):
    """Why a case is held: the code of ``withhold_reason``, the law, and what is so, in words.

    What is so stays inside the vault: of a case in which nobody was arrested, even the reason tells too much.
    """

    STAGE_ACTIVE = ("ACTIVE", "Contempt of Court Act 1981 ss.1-2 and Sch 1", "its proceedings are active")
    LINKED = (
        "ACTIVE",
        "Contempt of Court Act 1981 ss.1-2; Criminal Procedure and Investigations Act 1996 ss.37-38 and 41",
        "a linked trial, appeal or inquest is not over, or nobody says that all are",
    )
    POSTPONED = ("COURT", "Contempt of Court Act 1981 s.4(2)", "a court has postponed reports of it")
    SAID_ACTIVE = ("ACTIVE", "Contempt of Court Act 1981 ss.1-2", "the police say that proceedings are active")
    INVESTIGATED = ("INV", "Freedom of Information Act 2000 s.30", "it is under investigation")
    UNKNOWN_STAGE = ("INV", "Freedom of Information Act 2000 s.30", "its stage is not known")
    NOT_RELEASED = ("LEO", "Freedom of Information Act 2000 s.31", "the police have not released it")
    CERTIFIED = (
        "LEO",
        "Freedom of Information Act 2000 s.31",
        "its officer certified a hold, or a clearance that does not count: overdue, or a lawyer has not agreed",
    )
    NOT_CONVICTED = (
        "PERS",
        "Freedom of Information Act 2000 s.40(2)",
        "it ended without a conviction: nothing is told of people who were acquitted or never charged",
    )
    NO_RECORD = ("INV", "Freedom of Information Act 2000 s.30", "no record of it is known")

    def __init__(self, code: str, law: str, words: str) -> None:
        self.code, self.law, self.words = code, law, words

    @property
    def is_police_matter(self) -> bool:
        """Whether an officer's certificate can lift it: what is not known could be statutory, and stays."""
        return self in (Why.INVESTIGATED, Why.NOT_RELEASED)


@dataclass(frozen=True)
class CaseRecord:
    """What one record says of an investigation; several givers may have records of the same one.

    Attributes
    ----------
    investigation : str
        Its pseudonym.
    stage : str
        Code of ``proceedings_stage``.
    linked_matters : str
        Code of ``yes_no_missing``.
    police_release : str
        Code of ``hold_state``.
    review : date, optional
        ``release_review_date``: when the giver looks at it again.
    lead : str
        ``lead_body``: the force that leads it; empty where nobody says.
    """

    investigation: str
    stage: str = ""
    linked_matters: str = ""
    police_release: str = ""
    review: dt.date | None = None
    lead: str = ""


@dataclass(frozen=True)
class Hold:
    """Whether an investigation may be spoken of on a day, and why not.

    Attributes
    ----------
    investigation : str
    state : HoldState
    why : Why, optional
        The strictest reason; None where the state is CLEAR.
    review : date
        When it is looked at again: a year at most, sooner where something ends sooner (rule P6). A day that has passed
        is given as the day of the question: it is due.
    restrictions : tuple of Restriction
        What holds whatever the state: nobody may be led to identify these people.
    is_unarrested : bool
        Whether the stage of a record says that nobody was arrested, or nothing.
    """

    investigation: str
    state: HoldState
    why: Why | None
    review: dt.date
    restrictions: tuple[Restriction, ...] = ()
    is_unarrested: bool = False

    @property
    def may_be_spoken_of(self) -> bool:
        """Whether a text, quote, letter or answer may tell of it."""
        return self.state is HoldState.CLEAR

    @property
    def code(self) -> str:
        """The reason code inside the vault; empty where there is no hold."""
        return self.why.code if self.why else ""

    @property
    def public_code(self) -> str:
        """The reason code that the public is told; an operational hold is neither confirmed nor denied (rule S13)."""
        if self.why is None:
            return ""
        return NCND if self.state is HoldState.HOLD or self.is_unarrested else self.code


def states_of_stages(codelist: Codelist) -> Mapping[str, HoldState]:
    """Give the hold of each stage: its parent in the code list; one that names no hold is held.

    A code that says that the stage is not known is left out, and what is left out holds.

    Parameters
    ----------
    codelist : Codelist
        ``proceedings_stage``.
    """
    known = {state.value: state for state in HoldState}
    return {code.code: known.get(code.parent, HoldState.HOLD) for code in codelist.codes if code.note != NOT_KNOWN}


def hold_on(
    day: dt.date,
    records: Sequence[CaseRecord],
    stages: Mapping[str, HoldState],
    *,
    investigation: str = "",
    orders: Iterable[Order] = (),
    certification: Certification = NO_CERTIFICATE,
) -> Hold:
    """Compute the hold of one investigation on a day, from all that is known of it.

    Parameters
    ----------
    day : date
    records : sequence of CaseRecord
        All of one investigation; the strictest counts. Without one it is held.
    stages : mapping of str to HoldState
        As ``states_of_stages`` gives them; a stage that is not among them is held.
    investigation : str
        Its pseudonym, where there may be no record.
    orders : iterable of Order
        All that are about it.
    certification : Certification
        What its officer certified: it adds a hold, or lifts what the police can lift, and nothing besides.

    Returns
    -------
    Hold

    Examples
    --------
    >>> stages = {"P3": HoldState.ACTIVE, "P6": HoldState.CLEAR}
    >>> hold_on(dt.date(2026, 1, 1), [CaseRecord("inv1", "P6", "N", "CLEAR")], stages).state
    <HoldState.CLEAR: 'CLEAR'>
    >>> hold_on(dt.date(2026, 1, 1), [CaseRecord("inv1", "P6", "Y", "CLEAR")], stages).why.words
    'a linked trial, appeal or inquest is not over, or nobody says that all are'
    """
    restrictions = restrictions_on(day, orders)
    found = [reason for record in records for reason in _reasons(record, stages)]
    if not records:
        found.append((HoldState.HOLD, Why.NO_RECORD))
    if any(restriction.section.holds_case for restriction in restrictions):
        found.append((HoldState.ACTIVE, Why.POSTPONED))
    state, why = _strictest(_certified(found, certification.effect(day)))
    is_statutory = state in (HoldState.ACTIVE, HoldState.NOTEXT)
    own = None if is_statutory else certification.latest  # of what the law holds readers are told a date
    return Hold(
        records[0].investigation if records else investigation,
        state,
        why,
        _review(day, records, restrictions, certified=own.review if own else None),
        restrictions,
        not records or any(stages.get(record.stage, HoldState.HOLD) is HoldState.HOLD for record in records),
    )


def state_if_cleared(records: Sequence[CaseRecord], stages: Mapping[str, HoldState]) -> HoldState:
    """Give what would still hold a case if its officer cleared it and a lawyer agreed; no record, no clearance."""
    found = [reason for record in records for reason in _reasons(record, stages)]
    return _strictest(_certified(found, Effect.CLEARS))[0] if records else HoldState.HOLD


def _strictest(found: Iterable[tuple[HoldState, Why]]) -> tuple[HoldState, Why | None]:
    return min(found, key=lambda pair: (_RANK[pair[0]], pair[1].code), default=(HoldState.CLEAR, None))


def _certified(found: Sequence[tuple[HoldState, Why]], effect: Effect) -> Sequence[tuple[HoldState, Why]]:
    """Give the reasons that count when certificates do."""
    if effect is Effect.CLEARS:
        return [reason for reason in found if not reason[1].is_police_matter]
    return [*found, (HoldState.HOLD, Why.CERTIFIED)] if effect is Effect.HOLDS else found


def _reasons(record: CaseRecord, stages: Mapping[str, HoldState]) -> Iterable[tuple[HoldState, Why]]:
    """Yield every reason that one record gives; none where it may be spoken of."""
    stage = stages.get(record.stage)
    of_stage = {
        HoldState.ACTIVE: Why.STAGE_ACTIVE,
        HoldState.HOLD: Why.INVESTIGATED,
        HoldState.NOTEXT: Why.NOT_CONVICTED,
    }
    if stage is None:
        yield HoldState.HOLD, Why.UNKNOWN_STAGE
    elif stage in of_stage:
        yield stage, of_stage[stage]
    if record.linked_matters != _NO:
        yield HoldState.ACTIVE, Why.LINKED
    yield from _of_release(record.police_release)


def _of_release(release: str) -> Iterable[tuple[HoldState, Why]]:
    if release == HoldState.ACTIVE.value:
        yield HoldState.ACTIVE, Why.SAID_ACTIVE
    elif release == HoldState.NOTEXT.value:
        yield HoldState.NOTEXT, Why.NOT_CONVICTED
    elif release != HoldState.CLEAR.value:
        yield HoldState.HOLD, Why.NOT_RELEASED


def _review(
    day: dt.date,
    records: Sequence[CaseRecord],
    restrictions: Iterable[Restriction],
    *,
    certified: dt.date | None,
) -> dt.date:
    dates = [day + dt.timedelta(days=most_days(records)), *([certified] if certified else [])]
    dates += [record.review for record in records if record.review]
    dates += [restriction.until for restriction in restrictions if restriction.until]
    return max(day, min(dates))


def most_days(records: Iterable[CaseRecord]) -> int:
    """Give how many days may pass before a case is looked at again: a year, or the window of an appeal."""
    return APPEAL_DAYS if any(record.stage == _APPEAL_WINDOW for record in records) else LONGEST_DAYS
