"""What stands below a table or a chart: the meaning of its signs, how its counts are rounded, and what counts once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from clerestory.model.rules import Preset
from clerestory.model.shares import RELIABLE_PCT, Completeness, NoShare, Share
from clerestory.model.tables import LOW_RELIABILITY, NOT_AVAILABLE, SUPPRESSED, ProtectedTable

WITHHELD = (SUPPRESSED, "withheld, because it is small or would give away a small number")
_OR_ZERO = (SUPPRESSED, f"{WITHHELD[1]}, or something of everybody in a small group; it may be a zero")
_INSTEAD = {
    NoShare.SUPPRESSED: WITHHELD,
    NoShare.SMALL_BASE: (NOT_AVAILABLE, "not available: the base is too small for a percentage"),
    NoShare.SEVERAL: (NOT_AVAILABLE, "not available: one case may count in several rows, so they are no shares"),
    NoShare.APART: (NOT_AVAILABLE, "not available: rounded to different bases, the part is larger than the whole"),
}

LEAST_BASE = 5  # to which the ends of a range are rounded where counts are not

# A person has one pseudonym in all returns; of these each giver makes its own, so nothing tells that two are the same.
_OF_EACH_GIVER = ("investigation", "offence", "interview")


def unit_note(unit: str) -> str:
    """Say how often one of what a table counts is counted.

    Examples
    --------
    >>> unit_note("victim"), unit_note("offence")
    ('Each victim counts once.', 'Each offence counts once for each body that returned it.')
    """
    return f"Each {unit} counts once{' for each body that returned it' if unit in _OF_EACH_GIVER else ''}."


def persons_note(table: ProtectedTable) -> str:
    """Say that linked persons are counted, and how far the links may move the total; nothing where pseudonyms are.

    The range follows from the printed total and from two whole percents of all persons of the kind, so whoever reads it
    learns nothing of any cell. A table whose total is withheld has the percents alone.
    """
    unit = table.shape.persons
    if unit is None:
        return ""
    said = (
        f"Each {table.shape.unit} counts once across the {unit.bodies} bodies that made returns. Which of their records"
        f" are one person was worked out from keyed encodings, and links may be wrong: the linkage expects that of all"
        f" {table.shape.unit}s there are up to {unit.fewer_pct}% fewer, as links were missed, or up to {unit.more_pct}%"
        " more, as links are false."
    )
    if table.shape.comparison:  # its rows are populations, and none of them is everybody
        return said
    total = table.counts[0][0]  # rows and columns begin with their total
    if not total:
        return said
    low, high = unit.range_of(total, max([LEAST_BASE, *table.bases(row=0, column=0)]))
    return f"{said} By these shares the total here stands for {low:,} to {high:,}; the truth may lie beyond."


def zeros_note(labels: Iterable[str]) -> str:
    """Name the rows that a table leaves out because nobody is in them."""
    return f"All cells are 0, and so not shown, for: {'; '.join(labels)}."


def withheld_sign(table: ProtectedTable) -> tuple[str, str]:
    """Give the sign of a suppressed cell, with its meaning in a table."""
    return _OR_ZERO if table.hides_zeros else WITHHELD


def share_signs(table: ProtectedTable, shares: Sequence[Share | NoShare]) -> tuple[tuple[str, str], ...]:
    """Give each sign that stands among some shares of a table, with its meaning."""
    meanings = _INSTEAD | {NoShare.SUPPRESSED: withheld_sign(table)}
    instead = [meaning for why, meaning in meanings.items() if why in shares]
    return tuple(dict.fromkeys([*instead, *completeness_signs(shares)]))


def completeness_signs(shares: Sequence[Share | NoShare]) -> Iterator[tuple[str, str]]:
    """Yield the signs that say how much is known (rule Q7), with their meaning."""
    there = [share for share in shares if isinstance(share, Share)]
    found = {share.completeness for share in there}
    asked = max((share.completeness_pct or 0 for share in there), default=0)
    if Completeness.TOO_LOW in found:
        yield (
            NOT_AVAILABLE,
            f"not available: known for fewer than {asked}% of cases, so only what is possible is published",
        )
    if Completeness.LOW in found:
        yield LOW_RELIABILITY, f"low reliability: known for fewer than {RELIABLE_PCT}% of cases"


def counts_note(bases: Iterable[int], rules: Preset) -> str:
    """Say how counts are rounded and what follows; nothing where they are not.

    Parameters
    ----------
    bases : iterable of int
        The base of each count that is shown; none where counts are not rounded.
    """
    there = sorted(set(bases))
    if not there:
        return ""
    return f"Counts are rounded {_to(there, rules)}, each by itself, so they need not add up; a 0 is a true zero."


def shares_note(bases: Iterable[int], rules: Preset) -> str:
    """Say the same where percentages are shown."""
    note = counts_note(bases, rules)
    return f"{note} Percentages are made of the rounded counts." if note else ""


def _to(bases: Sequence[int], rules: Preset) -> str:
    if len(bases) == 1:
        return f"to the nearest {bases[0]}"
    names: dict[int | None, str] = {}
    for scope, of_scope in rules.scopes.items():
        names.setdefault(of_scope.rounding_base, scope.label)
    return "(" + ", ".join(f"{names.get(base, 'some')} to the nearest {base}" for base in bases) + ")"
