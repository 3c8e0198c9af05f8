"""Concern notices: children whom several bodies know and none flagged, and what a person decided to tell these bodies.

Everything lies in ``vault/concerns/`` and goes with the links. Nobody is listed but by the number of a notice, in an
order that says nothing; nothing is written without a record of sharing and a person's decision.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from clerestory.clock import Clock, SystemClock
from clerestory.errors import DecisionError, RecordsError, SharingError
from clerestory.ledger import PROGRAM, Duty, Ledger
from clerestory.link.concerns import Concern, Concerns, Tie, concerns_of
from clerestory.model.canonical import canonical_json
from clerestory.model.commission import DataKind, Role
from clerestory.model.links.concerns import ConcernDecision, ConcernNotice, NoticeOutcome
from clerestory.model.links.settings import ConcernSettings, Queue
from clerestory.model.sharing import SharedCases
from clerestory.pipeline.acting import check_words
from clerestory.pipeline.consulting import consulted
from clerestory.pipeline.custody.erased import check_no_erasure_waits
from clerestory.pipeline.custody.sharing import check_records
from clerestory.pipeline.gates import private_key
from clerestory.pipeline.links.known_children import check_variables, known_people
from clerestory.pipeline.links.persons import LINKS, naming_secret, verdicts_of
from clerestory.pipeline.links.review import nothing_linked
from clerestory.pipeline.stages.published import sealed_heads
from clerestory.review import check_concern_decision, sign
from clerestory.share import file_hash, read_records, slug_of
from clerestory.share.notices import Decided, Receiver, notice_for, takes_part
from clerestory.share.toml_text import toml_text
from clerestory.study import Study, open_study
from clerestory.study.writing import make_secret, write_secret

CONCERNS = "concerns"
DECIDED, DISCLOSED = "concern notice decided", "concern notice disclosed"
_FORM = "clerestory-concern-decision/1"
_LINK_WORDS = {
    Tie.SAME: "These returns recorded the same names and the same date of birth.",
    Tie.CONFIRMED: "A reviewer saw how the records agree, and found them to be of one person.",
    Tie.LINKED: "The records agree closely. Nobody has confirmed that they are of one person.",
}


@dataclass(frozen=True)
class ConcernsTold:
    """What is told of concerns: numbers, and the numbers of notices that wait, in an order that says nothing.

    Attributes
    ----------
    bodies : int
        Fewest bodies that know a child.
    children, unconfirmed : int
        As ``link.concerns.Concerns`` has them.
    decided : int
        Notices that a person decided about.
    left_out : int
        Givers whose records of sharing do not let their returns be used for this.
    """

    bodies: int
    children: int
    unconfirmed: int
    decided: int
    left_out: int
    waiting: tuple[str, ...]


@dataclass(frozen=True)
class NoticeSaid:
    """What somebody says about a notice."""

    person: str
    outcome: NoticeOutcome
    reason: str
    on: dt.date
    key_file: Path | None = None


@dataclass(frozen=True)
class _Found:
    study: Study
    settings: ConcernSettings
    records: Mapping[str, SharedCases]  # of the givers that take part
    left_out: int
    concerns: Concerns

    @property
    def folder(self) -> Path:
        return self.study.vault / CONCERNS

    def is_decided(self, notice: str) -> bool:
        return _decision_path(self.folder, notice).exists()

    def waiting(self, notice: str) -> Concern:
        """Give a notice that waits.

        Raises
        ------
        RecordsError
            If it does not.
        """
        for one in self.concerns.notices:
            if one.notice == notice and not self.is_decided(notice):
                return one
        raise RecordsError(
            "waits for nobody under that number: it was decided, or links, flags or bodies have changed since",
            where="notice",
            remedy="`clerestory link concerns STUDY` has those that wait.",
        )


def link_concerns(root: Path, *, why: str, actor: str = PROGRAM, clock: Clock | None = None) -> ConcernsTold:
    """Tell how many children several bodies know and none flagged, and which notices wait for a person.

    Raises
    ------
    RecordsError
        If study.toml does not ask for it, or nothing was linked.
    SharingError
        If no giver has a record of sharing that lets its returns be used for this; it says what to write.
    EntryError
        If the actor is nobody of the study, or the reason may not stand in the ledger.
    """
    found = _found(open_study(root))
    consulted(found.study, who=actor, why=why, what=f"vault/{LINKS}, for concern notices", clock=clock)
    numbers = [one.notice for one in found.concerns.notices]
    waiting = tuple(number for number in numbers if not found.is_decided(number))
    return ConcernsTold(
        bodies=found.settings.bodies,
        children=found.concerns.children,
        unconfirmed=found.concerns.unconfirmed,
        decided=len(numbers) - len(waiting),
        left_out=found.left_out,
        waiting=waiting,
    )


def concern_words(
    root: Path, notice: str, *, why: str, actor: str = PROGRAM, clock: Clock | None = None
) -> tuple[str, ...]:
    """Give what each giver of a notice would be told, without its pseudonyms: what a person decides on.

    Raises
    ------
    RecordsError
        If no such notice waits.
    """
    found = _found(open_study(root))
    concern = found.waiting(notice)
    consulted(found.study, who=actor, why=why, what=f"notice {notice}", clock=clock)
    drafts = _notices(found, concern, Decided("the post of who decides", dt.date.min))
    return tuple(
        f"To {one.provider}, {one.to}: {one.known} {one.flags} {one.link} {one.limits} {one.todo}" for one in drafts
    )


def decide_concern(root: Path, notice: str, said: NoticeSaid, *, clock: Clock | None = None) -> tuple[Path, ...]:
    """Take in a person's decision about a notice; where it is to notify, write a notice for each giver.

    The entry of a disclosure is in the ledger before its file is there. The decision is written last, so that one that
    was interrupted is made again.

    Returns
    -------
    tuple of Path
        The notices, to be handed over, each to its own giver.

    Raises
    ------
    RecordsError
        If no such notice waits.
    DecisionError
        If the person may not decide, or did not sign.
    """
    found = _found(open_study(root))
    study = found.study
    concern = found.waiting(notice)
    decision = _decision(found, concern, said)
    person = check_concern_decision(decision, study.settings)
    reason = check_words(said.reason, "--reason")
    outcome = decision.outcome
    notices = _notices(found, concern, Decided(person.post, said.on)) if outcome is NoticeOutcome.NOTIFY else ()
    with study.locked():
        ledger = Ledger(study.ledger, clock or SystemClock(), actor=person.id)
        ledger.check(sealed=sealed_heads(study))
        check_no_erasure_waits(study)
        found.waiting(notice)  # still: nobody else decided while this was made
        ledger.append(DECIDED, why=reason, detail={"notice": notice, "outcome": outcome.value})
        paths = tuple(_disclose(found, one, ledger, notice=notice) for one in notices)
        _write(_decision_path(found.folder, notice), toml_text(decision, mark=study.settings.study.data.mark))
    return paths


def _found(study: Study) -> _Found:
    settings = study.settings.link.concern if study.settings.link else None
    if settings is None:
        raise RecordsError(
            "does not ask for concern notices",
            where=f"{study.root}/study.toml",
            remedy="Add [link.concern] with the codes that are flags; docs/reference/concern-notices.md.",
        )
    if not (study.vault / LINKS / "victim.parquet").exists():
        raise nothing_linked(study.root, Queue.VICTIM)
    check_variables(study, settings)
    records, left_out = _taking_part(study)
    people = known_people(study, settings, records)
    secret = naming_secret(study, Queue.VICTIM)
    verdicts = verdicts_of(study, Queue.VICTIM)
    concerns = concerns_of(people, verdicts, secret=secret, bodies=settings.bodies, links=settings.links)
    return _Found(study, settings, records, left_out, concerns)


def _taking_part(study: Study) -> tuple[dict[str, SharedCases], int]:
    """Give the records of the givers that take part, and how many do not; fails closed where fewer than two do."""
    records = read_records(study.sharing)
    found = {slug: one for slug, one in records.items() if takes_part(one) and isinstance(one, SharedCases)}
    if len(found) < 2:
        raise SharingError(
            f"{len(found)} of {len(records)} records let returns be used for concern notices, and it takes two",
            where="sharing/",
            remedy="Each giver's record needs a use with the purpose safeguarding, [safeguarding] with every test, and "
            "[concern_notices] with conditions, for_receiving and to; docs/how-to/tell-givers-of-a-concern.md has one.",
        )
    check_records(study, found)
    return found, len(records) - len(found)


def _notices(found: _Found, concern: Concern, decided: Decided) -> tuple[ConcernNotice, ...]:
    kinds = {slug: found.records[slug].giver.kind for slug in concern.bodies}
    return tuple(
        notice_for(
            _reference(found.study, concern.notice, slug),
            concern.rows_of(slug),
            Receiver(
                found.records[slug],
                file_hash(found.study.sharing / f"{slug}.toml"),
                tuple(kind for other, kind in kinds.items() if other != slug),
            ),
            link=_LINK_WORDS[concern.tie],
            decided=decided,
        )
        for slug in concern.bodies
    )


def _decision(found: _Found, concern: Concern, said: NoticeSaid) -> ConcernDecision:
    drafts = [one.model_dump(mode="json") for one in _notices(found, concern, Decided("", said.on))]
    if len(said.reason.strip()) < 10:
        raise DecisionError("says in too few words why", where="--reason", remedy="Give the reason in a sentence.")
    decision = ConcernDecision(
        form=_FORM,
        notice=concern.notice,
        draft=found.study.keyed_hash(canonical_json(drafts)),
        person=said.person,
        role=Role.SAFEGUARDING,
        outcome=said.outcome,
        reason=said.reason,
        decided=said.on,
        simulated=said.key_file is None and found.study.settings.study.data is not DataKind.CONFIDENTIAL,
    )
    return sign(decision, private_key(said.key_file)) if said.key_file else decision


def _reference(study: Study, notice: str, slug: str) -> str:
    """Give the reference by which one giver knows a notice: two givers who compare theirs learn nothing."""
    of = f"reference\x00{notice}\x00{slug}".encode()
    return study.keyed_hash(of).removeprefix("hmac-sha256:")[: len(notice)]


def _disclose(found: _Found, told: ConcernNotice, ledger: Ledger, *, notice: str) -> Path:
    """Enter a notice into the ledger, with whom it goes to (DPA 2018 s.62(3)), and write it."""
    text = toml_text(told, mark=told.mark)
    path = found.folder / "notices" / slug_of(told.provider) / f"{told.notice}.toml"
    detail = {
        "notice": notice,
        "reference": told.notice,
        "provider": told.provider,
        "record": told.record,
        "file": found.study.keyed_hash(text.encode()),
    }
    ledger.append(DISCLOSED, why="to safeguard a child, by decision", duty=Duty.DISCLOSURE, detail=detail)
    _write(path, text)
    return path


def _decision_path(folder: Path, notice: str) -> Path:
    return folder / "decisions" / f"{notice}.toml"


def _write(path: Path, text: str) -> None:
    make_secret(path.parent)
    write_secret(path, text)
