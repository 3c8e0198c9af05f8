"""What commitments have to do with each other: which took whose place, and which came out of which."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from clerestory.errors import AnswerNowError
from clerestory.model.answers.acts import commitments as acts
from clerestory.model.answers.commitments import Commitment

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")  # as model.commission.Slug: lessons name a commitment by it
Ledger = Callable[[str], Commitment | None]


def check_beside(subject: str, act: acts.CommitmentAct, ledger: Ledger) -> None:
    """Check that the commitments that an act names are in the ledger, and that no chain of successors comes round.

    Parameters
    ----------
    subject : str
        The commitment that the act is about.
    ledger : callable
        Gives a commitment by its id; None where there is none.

    Raises
    ------
    AnswerNowError
        If the id is none, or a commitment is not there, or would come to be its own successor.
    """
    if not _ID.fullmatch(subject):
        raise _refused(act, "that is no id of a commitment", "Use small letters, digits and hyphens, at most 61.")
    named = act.follows if isinstance(act, acts.MakeCommitment) else ()
    if isinstance(act, acts.SupersedeCommitment):
        named = (act.successor,)
        if subject in (act.successor, *successors(act.successor, ledger)):
            raise _refused(act, "a commitment would take its own place", "Name one that is not in its own chain.")
    missing = [one for one in named if one == subject or ledger(one) is None]
    if missing:
        raise _refused(
            act, f"the ledger has no other commitment {', '.join(missing)}", "Enter it first, or mend its id."
        )


def successors(subject: str, ledger: Ledger) -> Iterator[str]:
    """Yield what took a commitment's place, what took that one's place, and so on."""
    seen = {subject}
    state = ledger(subject)
    while state is not None and state.successor and state.successor not in seen:
        yield state.successor
        seen.add(state.successor)
        state = ledger(state.successor)


def predecessors(subject: str, ledger: Mapping[str, Commitment]) -> tuple[str, ...]:
    """Give the commitments whose place one took, sorted."""
    return tuple(sorted(name for name, state in ledger.items() if state.successor == subject))


def followers(subject: str, ledger: Mapping[str, Commitment]) -> tuple[str, ...]:
    """Give the commitments that came out of one, sorted."""
    return tuple(sorted(name for name, state in ledger.items() if subject in state.made.follows))


def _refused(act: acts.CommitmentAct, what: str, remedy: str) -> AnswerNowError:
    return AnswerNowError(what, where=act.act, remedy=remedy)
