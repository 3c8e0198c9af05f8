"""What officers and lawyers do about live cases at the command line, under the same rules as on the pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from clerestory.clock import Clock, SystemClock
from clerestory.ledger import PROGRAM
from clerestory.model.commission import DataKind
from clerestory.model.desk.acts import Recorded
from clerestory.model.desk.acts.holds import CertifyHold, TellHolds, ToldHold, ViewHold
from clerestory.model.desk.holds import LiveCase
from clerestory.model.desk.outputs import Desk
from clerestory.model.redaction.certificates import NO_CERTIFICATE, NO_VERSION, Certified
from clerestory.model.redaction.holds import CaseRecord, HoldState, hold_on, most_days, state_if_cleared
from clerestory.pipeline.consulting import consulted
from clerestory.pipeline.gates import private_key
from clerestory.pipeline.live_cases.certified import case_number, certifications_of, holding, write_certification
from clerestory.pipeline.live_cases.known_cases import records_of, stages_of
from clerestory.review.desk import after, checked
from clerestory.review.desk.live_cases import in_order
from clerestory.review.desk.receiving import read_act
from clerestory.review.desk.signed import check_signed, signature_of
from clerestory.review.desk.transitions import name_of
from clerestory.study import Study, open_study

_NOON = dt.time(12, tzinfo=dt.UTC)
_A_DAY = dt.timedelta(days=1)  # any review that has its form: of a case that nobody knows, that is what is told


@dataclass(frozen=True)
class CertificateSaid:
    """What an officer certifies.

    Attributes
    ----------
    review : date, optional
        The last day on which it clears; the last that the case allows if left out.
    key_file : Path, optional
        Their private key; only cases that are not real do without.
    """

    person: str
    outcome: Certified
    reason: str
    on: dt.date
    review: dt.date | None = None
    key_file: Path | None = None


@dataclass(frozen=True)
class ViewSaid:
    """What a lawyer says of the last certificate of a case."""

    person: str
    reason: str
    on: dt.date
    agrees: bool
    key_file: Path | None = None


def certify_hold(root: Path, investigation: str, said: CertificateSaid) -> Path:
    """Write an officer's certificate about a case, and give its file.

    Raises
    ------
    ActFormError
        If a field has not its form.
    NotPermittedError, NotNowError
        If the rules of the desk refuse it, in the words that a page shows.
    DecisionError
        If the key is not a key.
    """

    def act(case: LiveCase | None) -> dict[str, object]:
        earlier = case.certification.certificates if case else ()
        return {
            "act": name_of(CertifyHold),
            "number": len(earlier) + 1,
            "outcome": said.outcome,
            "review": said.review or (case.told.latest_review(said.on) if case else said.on + _A_DAY),
        }

    return _done(root, investigation, said, act)


def view_hold(root: Path, investigation: str, said: ViewSaid) -> Path:
    """Write a lawyer's view of the last certificate of a case, and give its file.

    Errors are those of ``certify_hold``.
    """

    def act(case: LiveCase | None) -> dict[str, object]:
        latest = case.certification.latest if case else None
        return {
            "act": name_of(ViewHold),
            "number": latest.number if latest else 1,
            "certificate": latest.version if latest else NO_VERSION,
            "agrees": said.agrees,
        }

    return _done(root, investigation, said, act)


def live_cases_of(
    root: Path, *, on: dt.date | None = None, clock: Clock | None = None, actor: str = PROGRAM
) -> dict[str, LiveCase]:
    """List every case that a text of study.toml is about or something was certified of, what is overdue first.

    Parameters
    ----------
    on : date, optional
        The day to judge by; the clock's if left out.
    actor : str
        Who asks, for the ledger.

    Returns
    -------
    dict of str to LiveCase
        By pseudonym, or by number where no record has the case any more.
    """
    study = open_study(root)
    clock = clock or SystemClock()
    if study.ledger.exists():
        consulted(study, who=actor, why="review of live cases", what="stages of investigations", clock=clock)
    names, cases = names_of_cases(study), desk_of(study).holds.values()
    return {names.get(one.told.case, one.told.case): one for one in in_order(cases, on or clock.now().date())}


def names_of_cases(study: Study) -> dict[str, str]:
    """Give the pseudonym of every case that a record or a text of study.toml has, by its number."""
    known = {record.investigation for record in records_of(study)}
    known.update(asked.investigation for asked in study.settings.texts)
    return {case_number(study, one): one for one in known}


def told_holds(study: Study, also: str = "") -> TellHolds:
    """Give what the records say of each case that a text is about, something was certified of, or ``also`` names."""
    by_case: dict[str, list[CaseRecord]] = {}
    for record in records_of(study):
        by_case.setdefault(record.investigation, []).append(record)
    texts: dict[str, list[str]] = {also: []} if also in by_case else {}
    for asked in study.settings.texts:
        texts.setdefault(asked.investigation, []).append(asked.id)
    if certified := certifications_of(study):
        texts = {one: [] for one in by_case if case_number(study, one) in certified} | texts
    stages = stages_of(study)
    told = [_told(case_number(study, one), by_case.get(one, []), stages, texts[one]) for one in texts]
    return TellHolds(holds=tuple(sorted(told, key=lambda one: one.case)))


def desk_of(study: Study, also: str = "") -> Desk:
    """Give the live cases of a study as a desk has them, from records and files."""
    certified = certifications_of(study)
    told = told_holds(study, also).holds
    return Desk(holds={one.case: LiveCase(one, certified.get(one.case, NO_CERTIFICATE)) for one in told})


def _done(
    root: Path,
    investigation: str,
    said: CertificateSaid | ViewSaid,
    own: Callable[[LiveCase | None], dict[str, object]],
) -> Path:
    study = open_study(root)
    people = {person.id: person for person in study.settings.people}
    case = case_number(study, investigation)
    common = {
        "case": case,
        "reason": said.reason,
        "decided": said.on,
        "simulated": said.key_file is None and study.settings.study.data is not DataKind.CONFIDENTIAL,
    }
    with holding(study):
        desk = desk_of(study, investigation)
        act = read_act({**own(desk.holds.get(case)), **common})
        if said.key_file:
            signature = signature_of(act, said.person, private_key(said.key_file))
            act = act.model_copy(update={"signature": signature})
        done = Recorded(dt.datetime.combine(said.on, _NOON), said.person, act)
        check_signed(checked(desk, people, done), study.settings)
        return write_certification(study, case, after(desk, done).holds[case].certification)


def _told(case: str, records: Sequence[CaseRecord], stages: Mapping[str, HoldState], texts: Sequence[str]) -> ToldHold:
    hold = hold_on(dt.date.min, records, stages)  # no day changes it without an order
    return ToldHold(
        case=case,
        state=hold.state,
        if_cleared=state_if_cleared(records, stages),
        why=hold.why.name if hold.why else "",
        days=most_days(records),
        reviews=tuple(sorted({record.review for record in records if record.review})),
        leads=tuple(sorted({record.lead for record in records})),
        texts=tuple(texts),
    )
