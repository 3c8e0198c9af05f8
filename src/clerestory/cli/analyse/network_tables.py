"""What is printed of networks, as tables on a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from clerestory.model.findings.networks import PrintedNetworks
from clerestory.model.tables import SUPPRESSED
from clerestory.publish.findings.networks.words import part_text


def network_tables(printed: PrintedNetworks) -> Iterator[str]:
    """Yield the lines of each table that there is, an empty line and a heading before it."""
    for heading, rows in (
        (f"{printed.history_by.capitalize():9}{_HEADS}", list(_history(printed))),
        ("Members who are there again later", list(_again(printed))),
        ("Members of a year who are members in a later one too", list(_overlaps(printed))),
        ("Persons by role, each role by itself", list(_roles(printed))),
        ("Networks in which somebody has the role, by size", list(_role_bands(printed))),
    ):
        if rows:
            yield f"\n{heading}"
            yield from rows


_HEADS = "".join(f"{name:>9}" for name in ("Networks", "Born", "Merged", "Split", "Died"))


def _history(printed: PrintedNetworks) -> Iterator[str]:
    for row in printed.history:
        yield f"{row.period:9}" + _counts(row.present, row.births, row.merges, row.splits, row.deaths)
    if total := printed.history_total:
        yield f"{total.period:18}" + _counts(total.births, total.merges, total.splits, total.deaths)


def _again(printed: PrintedNetworks) -> Iterator[str]:
    for row in printed.stayed:
        yield f"after {row.lag_quarters} quarter(s): {part_text(row.stayed_pct)}"


def _overlaps(printed: PrintedNetworks) -> Iterator[str]:
    for row in printed.overlaps:
        yield f"{row.year} in {row.later}: {part_text(row.again_pct)}"


def _roles(printed: PrintedNetworks) -> Iterator[str]:
    for row in printed.roles:
        yield f"{row.role.value:9}{_counts(row.persons)}"


def _role_bands(printed: PrintedNetworks) -> Iterator[str]:
    for row in printed.role_bands:
        yield f"{row.role.value:9}{row.label:>9}{part_text(row.networks_pct):>11}"


def _counts(*counts: int | None) -> str:
    return "".join(f"{SUPPRESSED if count is None else f'{count:,}':>9}" for count in counts)
