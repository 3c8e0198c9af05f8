"""Promises of several documents, each once, with every place at which it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from clerestory.answer.reading.sameness import Traits, traits_of
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
    """Promises that are one; no two of their days differ."""

    proposed: list[tuple[str, ProposedCommitment]] = field(default_factory=list)
    traits: set[Traits] = field(default_factory=set)

    def takes(self, traits: Traits) -> bool:
        """Say whether a promise is the same as those of the group."""
        dues = {held.due for held in self.traits if held.due} | ({traits.due} if traits.due else set())
        return len(dues) <= 1 and any(held.same(traits) for held in self.traits)

    def add(self, name: str, promise: ProposedCommitment, traits: Traits) -> None:
        """Add a promise that the group takes."""
        self.proposed.append((name, promise))
        self.traits.add(traits)

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
    near: dict[tuple[bool, str, str], list[_Group]] = {}  # those that can be one: the same act on the same thing
    groups: list[_Group] = []
    for name, promise in _promises(documents):
        traits = traits_of(promise)
        there = near.setdefault((promise.kind is PromiseKind.CONTENT, traits.core.act, traits.core.head), [])
        group = next((one for one in there if one.takes(traits)), None)
        if group is None:
            group = _Group()
            there.append(group)
            groups.append(group)
        group.add(name, promise, traits)
    return JoinedPromises(promises=tuple(group.joined() for group in groups))


def _promises(documents: Iterable[tuple[str, Proposals]]) -> Iterator[tuple[str, ProposedCommitment]]:
    for name, proposals in documents:
        for promise in proposals.promises:
            yield name, promise
