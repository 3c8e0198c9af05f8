"""Promises of several documents, each once, with every place at which it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from clerestory.answer.reading.sameness import core_of, same_promise
from clerestory.model.answers.reading import (
    JoinedCommitment,
    JoinedPromises,
    PromiseKind,
    PromiseSource,
    Proposals,
    ProposedCommitment,
)


@dataclass
class _Group:
    """Promises that are one."""

    proposed: list[tuple[str, ProposedCommitment]] = field(default_factory=list)

    def takes(self, one: ProposedCommitment) -> bool:
        """Say whether a promise is the same as those of the group; no two of its days differ."""
        dues = {held.due for _, held in self.proposed if held.due} | ({one.due} if one.due else set())
        is_content = one.kind is PromiseKind.CONTENT
        return len(dues) <= 1 and any(
            same_promise(held, one) for _, held in self.proposed if (held.kind is PromiseKind.CONTENT) is is_content
        )

    def joined(self) -> JoinedCommitment:
        """Give it with its sources in their order."""
        _, best = min(
            enumerate(self.proposed), key=lambda at: (at[1][1].due is None, at[1][1].due or dt.date.max, at[0])
        )
        return JoinedCommitment(
            proposed=best[1],
            sources=tuple(
                PromiseSource(document=name, words=one.words, place=one.place) for name, one in self.proposed
            ),
        )


def join_promises(documents: Iterable[tuple[str, Proposals]]) -> JoinedPromises:
    """Give the promises of documents, the same promise of several places as one.

    Parameters
    ----------
    documents : iterable of (str, Proposals)
        Each with the name by which its sources are told.
    """
    by_thing: dict[tuple[str, str], list[_Group]] = {}
    groups: list[_Group] = []
    for name, promise in _promises(documents):
        core = core_of(promise.words)
        near = by_thing.setdefault((core.act, core.head), [])
        group = next((one for one in near if one.takes(promise)), None)
        if group is None:
            group = _Group()
            near.append(group)
            groups.append(group)
        group.proposed.append((name, promise))
    return JoinedPromises(promises=tuple(group.joined() for group in groups))


def _promises(documents: Iterable[tuple[str, Proposals]]) -> Iterator[tuple[str, ProposedCommitment]]:
    for name, proposals in documents:
        for promise in proposals.promises:
            yield name, promise
