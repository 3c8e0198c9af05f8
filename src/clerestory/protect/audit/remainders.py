"""What published sums leave over: the attacker's own additions, cover by cover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clerestory.model.rules import ThresholdRule
from clerestory.model.tables import Position, ProtectedTable


def leaves_a_small_remainder(table: ProtectedTable, rule: ThresholdRule) -> bool:
    """Say whether a published number, less published parts of it, is a small number of cases (rule S15).

    Parameters
    ----------
    table : ProtectedTable
        What a reader sees of one table.
    rule : ThresholdRule
        Says which numbers of cases are small.
    """
    rows, columns = table.shape.rows, table.shape.columns
    down = [[row[at] for row in table.counts] for at in range(len(columns))]
    return any(_in_line(rows, line, rule) for line in down) or any(
        _in_line(columns, line, rule) for line in table.counts
    )


def _in_line(positions: Sequence[Position], counts: Sequence[int | None], rule: ThresholdRule) -> bool:
    leaves = _leaves(positions)
    for whole, own in enumerate(leaves):
        count = counts[whole]
        if count is None:
            continue
        parts = {number: part for number, part in enumerate(leaves) if part < own}
        for cover in _covers(own, parts):
            if rule.is_unsafe(count - sum(counts[number] or 0 for number in cover)):
                return True
    return False


def _covers(own: frozenset[str], parts: dict[int, frozenset[str]]) -> Iterator[tuple[int, ...]]:
    """Yield every way in which parts make up the whole, each leaf once."""
    if not own:
        yield ()
        return
    first = min(own)
    for number, part in parts.items():
        if first in part and part <= own:
            yield from ((number, *rest) for rest in _covers(own - part, parts))


def _leaves(positions: Sequence[Position]) -> list[frozenset[str]]:
    """Give the leaves of each position; none where positions speak of several classifications and sum to nothing."""
    names = {name for position in positions for name, _ in position.where}
    if len(names) != 1:
        return []
    everything = frozenset(code for position in positions for _, codes in position.where for code in codes)
    return [next((codes for _, codes in position.where), everything) for position in positions]
