"""What a run asks of the desk where study.toml says so: that gate release and the signature are acts on its record.

The desk lays the very links of these acts beside its ledger; a run computes their hashes and finds them there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from clerestory.errors import ActsError, GateError
from clerestory.ledger import ledger_entries, verify_ledger
from clerestory.model.decisions import Decision, Gate
from clerestory.model.desk.acts import ACT, Recorded
from clerestory.model.desk.acts.disclosure import SignRelease
from clerestory.model.desk.links import KeptLink, Link, ReleaseActs
from clerestory.model.desk.outputs import Admitted, Desk
from clerestory.model.desk.states import ReleaseState
from clerestory.pipeline.desk.decided import alone
from clerestory.review.desk.decided import decision_of
from clerestory.review.desk.transitions import RELEASE, name_of
from clerestory.study import Study
from clerestory.study.stored import write_json
from clerestory.study.written import WrittenFile

RELEASE_ACTS = "release-acts.json"
_ACTS = "acts.jsonl"
_KINDS = {name_of(one.act) for one in RELEASE if one.before is not one.after} - {"admit draft"}


@dataclass(frozen=True)
class OnRecord:
    """What the desk has on record of the release of a draft; ``signed_by`` is empty so long as nobody has."""

    decisions: tuple[Decision, ...] = ()
    signed_by: str = ""


def put_release_acts(study: Study, now: Callable[[], Desk], links: Iterable[Link]) -> None:
    """Lay the acts of the last draft's release beside the ledger of the desk, where it has some.

    Parameters
    ----------
    now : function
        Gives the state by all acts so far.
    links : iterable of Link
        All acts of the desk; taken while no other process writes.
    """
    if (latest := now().latest) is not None and latest.state is not ReleaseState.ADMITTED:
        with alone(study.desk):
            _put_release_acts(study, latest, links)


def _put_release_acts(study: Study, latest: Admitted, links: Iterable[Link]) -> None:
    kept = tuple(_kept(link) for link in links if latest.draft in link.body and _is_of(link, latest.draft))
    made = ReleaseActs(draft=latest.draft, acts=kept)
    write_json(study.desk / RELEASE_ACTS, made.model_dump(mode="json"))


def on_record(study: Study, draft: str) -> OnRecord:
    """Give what the desk has on record of the release of a draft; nothing where it has another draft or none.

    Raises
    ------
    ActsError
        If the file has not its form, or an act is not the one that the ledger of the desk names.
    LedgerError
        If that ledger does not hold.
    """
    path = study.desk / RELEASE_ACTS
    file = WrittenFile(str(path), ActsError, "Start the desk again: it writes the file anew from its record.")
    text = file.text(path)
    if text is None:
        return OnRecord()
    said = file.formed(file.json(text), ReleaseActs)
    if said.draft != draft or not said.acts:
        return OnRecord()
    done = tuple(_checked(study.desk / _ACTS, said))
    decisions = tuple(decision for one in done if (decision := decision_of(one)) is not None)
    signed = [one.person for one in done if isinstance(one.act, SignRelease)]
    return OnRecord(decisions, signed[0] if signed else "")


def check_on_record(study: Study, draft: str, decisions: Sequence[Decision]) -> None:
    """Check that the decisions on a draft at gate release are acts of the desk, where study.toml asks for that.

    Raises
    ------
    GateError
        If one is not.
    ActsError, LedgerError
        As ``on_record`` does.
    """
    if not study.settings.release.desk:
        return
    known = on_record(study, draft).decisions
    for decision in decisions:
        if decision.gate is Gate.RELEASE and decision.draft == draft and decision not in known:
            raise GateError(
                f"the decision of {decision.person} is not on record at the desk",
                where=f"gate release, draft {draft}",
                remedy="Have the person decide on the pages of the desk, which write the file; or remove the file.",
            )


def _is_of(link: Link, draft: str) -> bool:
    act = ACT.validate_json(link.body)
    return act.act in _KINDS and getattr(act, "draft", "") == draft


def _kept(link: Link) -> KeptLink:
    return KeptLink(seq=link.seq, time=link.time, person=link.person, body=link.body, prev=link.prev, hash=link.hash)


def _checked(ledger: Path, said: ReleaseActs) -> Iterator[Recorded]:
    """Give the acts that the file tells of, as the ledger names them."""
    verify_ledger(ledger)
    named = {entry.detail["act"]: (entry.actor, entry.detail["hash"]) for entry in ledger_entries(ledger)}
    for kept in said.acts:
        link = kept.link
        if link.hash != kept.hash or named.get(link.seq) != (link.person, link.hash):
            raise _other(ledger, link.seq)
        try:
            act = ACT.validate_json(link.body)
        except ValidationError:
            raise _other(ledger, link.seq) from None
        if act.act not in _KINDS or getattr(act, "draft", "") != said.draft:
            raise _other(ledger, link.seq)
        yield Recorded(link.time, link.person, act)


def _other(ledger: Path, seq: int) -> ActsError:
    return ActsError(
        f"act {seq} is not the one that the ledger of the desk names",
        where=str(ledger.with_name(RELEASE_ACTS)),
        remedy="Keep both files as evidence. Start the desk again: it writes the file anew from its record.",
    )
