"""The ledger of commitments over sequences of acts: no state without its evidence or reason, and nothing that vanishes.

``told_by_hand`` folds the same acts once more, from their JSON alone and in another way.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerestory.answer.commitments.chains import check_beside
from clerestory.answer.commitments.folding import after
from clerestory.answer.commitments.policies import check
from clerestory.answer.commitments.transitions import COMMITMENT
from clerestory.errors import AnswerNowError
from clerestory.model.answers.acts.commitments import COMMITMENT_ACT, COMMITMENT_ACTS
from clerestory.model.answers.commitments import CommitmentState
from clerestory.model.answers.done import Done
from clerestory.model.answers.settings import AnswerSettings
from clerestory.model.commission import DataKind

SETTINGS = AnswerSettings(form="clerestory-answers/1", office="A fictional office", data=DataKind.SYNTHETIC)
NOON = dt.datetime(2032, 6, 1, 12, tzinfo=dt.UTC)
TODAY = "2032-06-01"  # everything is recorded on it
WHY = {"reason": "as the minutes of the fictional board say"}
SUBJECTS = ("one", "two", "three")


def source(day: str) -> dict[str, str]:
    return {"document": "A fictional letter", "dated": day, "words": "We will do it."}


def shown(day: str) -> list[dict[str, str]]:
    return [{"title": "A fictional page", "dated": day, "address": "https://example.org/page"}]


MADE = {"act": "make commitment", "title": "Do it", "owner": "A fictional office", "source": source("2031-01-10")}
PARTS = [{"id": "first", "title": "The first"}, {"id": "second", "title": "The second"}]
MAKING = (
    {**MADE, "due_words": "this year", "due": "2031-12-31"},
    {**MADE, "due_words": "shortly"},
    {**MADE, "due": "2031-06-30", "parts": PARTS},
    {**MADE, "due": "2031-06-30", "condition": "if the audit asks for it"},
)
ALPHABET = (
    *MAKING,
    {"act": "date commitment", "due": "2031-09-30", "said_on": "2031-02-01", **WHY},
    {"act": "date commitment", "due": "2032-03-31", "said_on": "2031-12-20", **WHY},
    {"act": "report progress", "happened": "2031-05-01", **WHY},
    {
        "act": "judge condition",
        "is_met": True,
        "decision": "It asks",
        "decided": "2031-04-01",
        "due": "2031-12-31",
        **WHY,
    },
    {"act": "judge condition", "is_met": False, "decision": "Not yet", "decided": "2031-03-01", **WHY},
    {"act": "keep commitment", "evidence": shown("2031-06-30"), **WHY},
    {"act": "keep commitment", "evidence": shown("2032-01-01"), **WHY},
    {"act": "keep commitment", "evidence": [*shown("2031-05-01"), *shown("2032-05-01")], **WHY},
    {"act": "keep part", "part": "first", "evidence": shown("2031-05-01"), **WHY},
    {"act": "keep part", "part": "second", "evidence": shown("2031-09-01"), **WHY},
    {"act": "keep part", "evidence": shown("2031-05-01"), **WHY},
    *({"act": "supersede commitment", "successor": one, "happened": "2031-05-01", **WHY} for one in SUBJECTS),
    {"act": "break commitment", "happened": "2032-01-02", **WHY},
    {"act": "drop commitment", "happened": "2031-05-01", **WHY},
    {"act": "add source", "source": source("2031-01-12"), **WHY},
    {"act": "add source", "source": source("2031-12-20"), **WHY},
    {"act": "amend commitment", "title": "Do all of it", **WHY},
    *({"act": "set aside change", "number": number, **WHY} for number in range(1, 7)),
)

ASIDE = {act["number"]: act for act in ALPHABET if act["act"] == "set aside change"}
FORMS = {id(said): COMMITMENT_ACT.validate_python(said) for said in ALPHABET}


class Ledger:
    """Some commitments, each with the acts that were let in."""

    def __init__(self) -> None:
        self.states, self.acts, self.moves = {}, {}, []

    def tried(self, subject: str, said: dict) -> bool:
        """Do an act, unless it is refused."""
        act, before = FORMS[id(said)], self.states.get(subject)
        done = Done(NOON + dt.timedelta(minutes=len(self.moves)), "ann", act)
        try:
            check(before, done, SETTINGS)
            check_beside(subject, act, self.states.get)
        except AnswerNowError:
            return False
        now = after(before, done, SETTINGS)
        self.states[subject] = now
        self.acts.setdefault(subject, []).append(said)
        self.moves.append((before.state if before else CommitmentState.NONE, type(act), now.state))
        return True


def told_by_hand(acts: list[dict]) -> tuple[str, str, str]:
    """Give state, day and successor of a commitment from the acts about it."""
    counting: list[dict] = []
    places: dict[int, dict] = {}
    for number, act in enumerate(acts, start=1):
        if act["act"] == "set aside change":
            counting.remove(places[act["number"]])
        else:
            places[number] = {**act, "number": number}
            counting.append(places[number])
    ended = [act for act in counting if act["act"] in ENDS]
    days = _days(counting)
    successor = next((act["successor"] for act in counting if "successor" in act), "")
    last = ended[-1] if ended else counting[-1]
    return ENDS.get(last["act"], _still_open)(counting, last), days[-1][1] if days else "", successor


def _still_open(counting: list[dict], _last: dict) -> str:
    return "PROG" if any(act["act"] == "report progress" for act in counting) else "MADE"


def _by_evidence(counting: list[dict], last: dict) -> str:
    """Say by text alone whether all is kept, and whether late: ISO days sort as they follow each other."""
    kept = [act for act in counting if act["act"] in ("keep commitment", "keep part")]
    wanted = {part["id"] for part in counting[0].get("parts", [])}
    if last["act"] == "keep part" and not (wanted and {act.get("part") for act in kept} >= wanted):
        return "PART"
    proved = max(one["dated"] for act in kept for one in act["evidence"])
    days = _days(counting[: counting.index(last)])
    in_force = [due for said, due in days if said <= proved] or [days[0][1]]
    return "KEPTL" if proved > in_force[-1] else "KEPT"


def _days(counting: list[dict]) -> list[tuple[str, str]]:
    """Give each day that was given, and from when it counts: recorded when the one before had passed, from then."""
    given: list[tuple[str, str]] = []
    for number, act in enumerate(counting):
        if not act.get("due"):
            continue
        said = act.get("said_on") or act.get("decided") or act["source"]["dated"]
        shown = {one["source"]["dated"] for one in counting[:number] if "source" in one}
        if given and given[-1][1] < TODAY and said not in shown:
            said = TODAY
        given.append((said, act["due"]))
    return given


ENDS = {
    "keep commitment": _by_evidence,
    "keep part": _by_evidence,
    "supersede commitment": lambda *_: "SUPS",
    "break commitment": lambda *_: "BROK",
    "drop commitment": lambda *_: "DROP",
}


def check_ledger(ledger: Ledger) -> None:
    table = {(one.before, one.act, one.after) for one in COMMITMENT}
    assert set(ledger.moves) <= table
    for subject, state in ledger.states.items():
        acts = ledger.acts[subject]
        due = state.due.isoformat() if state.due else ""
        assert (state.state.value, due, state.successor) == told_by_hand(acts)
        assert [change.act for change in state.history] == [FORMS[id(act)] for act in acts]
        assert all(len(change.act.reason) >= 10 for change in state.history[1:])
        check_shown(state)
        check_no_circle(subject, ledger)


def check_shown(state) -> None:
    """No state stands without what shows it: evidence and a day, a successor, or the day and reason of its end."""
    shown_by = {
        CommitmentState.KEPT: bool(state.shown and state.due and state.is_bound),
        CommitmentState.KEPT_LATE: bool(state.shown and state.due and state.is_bound),
        CommitmentState.PARTLY_KEPT: bool(state.shown and state.due and state.is_bound),
        CommitmentState.SUPERSEDED: bool(state.successor and state.closed),
        CommitmentState.BROKEN: state.closed is not None,
        CommitmentState.DROPPED: state.closed is not None,
    }
    assert shown_by.get(state.state, state.closed is None and not state.successor)


def check_no_circle(subject: str, ledger: Ledger) -> None:
    seen = [subject]
    while successor := ledger.states[seen[-1]].successor:
        assert successor in ledger.states
        assert successor not in seen
        seen.append(successor)


@given(st.lists(st.tuples(st.sampled_from(SUBJECTS), st.sampled_from(ALPHABET)), max_size=25))
def test_no_sequence_of_acts_leaves_a_state_without_its_evidence_or_reason(steps):
    ledger = Ledger()
    for subject in SUBJECTS:
        ledger.tried(subject, MAKING[0])
    for subject, act in steps:
        ledger.tried(subject, act)
    check_ledger(ledger)


@pytest.mark.parametrize("made", MAKING, ids=("this year", "shortly", "parts", "condition"))
def test_every_two_changes_are_told_as_by_hand(made):
    changes = [act for act in ALPHABET[len(MAKING) :] if act["act"] not in ("add source", "amend commitment")]
    for steps in product(changes[::2], changes):
        ledger = begun(made)
        for act in steps:
            ledger.tried("one", act)
        check_ledger(ledger)


@pytest.mark.slow  # thousands of sequences
def test_every_longer_sequence_is_told_as_by_hand_and_the_table_has_just_what_happens():
    assert {one.act for one in COMMITMENT} == set(COMMITMENT_ACTS)
    happened = set()
    for made in MAKING:
        sequences: list[tuple[dict, ...]] = [()]
        for _ in range(3):
            sequences = [longer for steps in sequences for longer in one_longer(made, steps, happened)]
    assert happened == {(one.before, one.act, one.after) for one in COMMITMENT}


def one_longer(made: dict, steps: tuple[dict, ...], happened: set) -> Iterator[tuple[dict, ...]]:
    """Yield each sequence that lets one further act in; those that end in what changes no state go no further."""
    for act in ALPHABET[len(MAKING) :]:
        ledger = begun(made)
        assert all(ledger.tried("one", step) for step in steps)
        if ledger.tried("one", act):
            check_ledger(ledger)
            last, changes = ledger.moves[-1], act["act"] in ("date commitment", "judge condition")
            if len(steps) < 4:  # the alphabet sets aside no later change
                assert ledger.tried("one", ASIDE[len(steps) + 2]) == (act["act"] != "set aside change")
                check_ledger(ledger)
            happened |= set(ledger.moves)
            if last[0] is not last[2] or changes:
                yield (*steps, act)


def begun(made: dict) -> Ledger:
    ledger = Ledger()
    assert ledger.tried("two", MAKING[0])
    assert ledger.tried("one", made)
    return ledger
