"""What it costs to ask more of a table than its cells: safe remainders (S15), and nothing said of small groups (S4).

Each table is protected as usual, with safe remainders, with zeros that may be suppressed, and with these and the rule
of groups. Beside hidden cells and time stands what each version gives away, counted from the published numbers and the
true ones by code of this file alone: published wholes that leave over 1 to 4 persons in several parts, and full cells
of groups under 30 that are printed.

    .venv/bin/python benchmarks/stricter_rules.py [--tables T1,T2] [--seeds 1,2,3] [--attackers outsider,singleton]
"""

import argparse
import time
from collections import defaultdict

import polars as pl
from hierarchical_tables import SIZES, table

from clerestory.model.attackers import Attacker
from clerestory.model.criteria import Residuals
from clerestory.model.rules import GroupDisclosureRule, TableRules, ThresholdRule
from clerestory.protect import protect_frame
from clerestory.protect.hierarchies.engine import ZeroRule

THRESHOLD, SMALL = 5, 30
PLAIN = TableRules(ThresholdRule(THRESHOLD))
GROUPS = TableRules(ThresholdRule(THRESHOLD), groups=GroupDisclosureRule(SMALL))
HIDDEN_ZEROS = ZeroRule(published=False)
VERSIONS = {
    "as usual": (PLAIN, ZeroRule(), Residuals.ALLOW),
    "remainders": (PLAIN, ZeroRule(), Residuals.PROTECT),
    "zeros suppressed": (PLAIN, HIDDEN_ZEROS, Residuals.ALLOW),
    "and groups": (GROUPS, HIDDEN_ZEROS, Residuals.ALLOW),
    "and both": (GROUPS, HIDDEN_ZEROS, Residuals.PROTECT),
}


def splits(published: pl.DataFrame, dims: list[list[str]]) -> dict[tuple, list[tuple]]:
    """For each whole, in each dimension, its parts: by their codes."""
    levels = [level for levels in dims for level in levels]
    found = defaultdict(list)
    for codes in published.select(levels).iter_rows():
        begin = 0
        for number, own in enumerate(dims):
            at = slice(begin, begin + len(own))
            kept = [code for code in codes[at] if code != "Total"]
            if kept:
                above = (*kept[:-1], *["Total"] * (len(own) - len(kept) + 1))
                found[number, (*codes[: at.start], *above, *codes[at.stop :])].append(codes)
            begin = at.stop
    return found


def given_away(published: pl.DataFrame, truth: dict[tuple, int], dims: list[list[str]]) -> tuple[int, int]:
    """Count small remainders of published wholes, and full cells of small groups that are printed."""
    levels = [level for levels in dims for level in levels]
    shown = dict(zip(published.select(levels).iter_rows(), published["freq"].to_list(), strict=True))
    small = full = 0
    for (_, whole), parts in splits(published, dims).items():
        hidden = [part for part in parts if shown[part] is None]
        if shown[whole] is not None and len(hidden) > 1:
            small += 0 < sum(truth[part] for part in hidden) < THRESHOLD
        if len(parts) > 1 and 0 < truth[whole] < SMALL:
            full += sum(shown[part] is not None and truth[part] == truth[whole] for part in parts)
    return small, full


def one_version(name: str, seed: int, version: str, attackers: list[Attacker]) -> list[str]:
    size = SIZES[name]
    dims = [levels.split("/") for levels in size.dims.split(",")]
    cells = table(size, seed)
    open_table, _ = protect_frame(cells, dims, "freq", ThresholdRule(1), seed=seed, attackers=[Attacker.OUTSIDER])
    levels = [level for levels in dims for level in levels]
    truth = dict(zip(open_table.select(levels).iter_rows(), open_table["freq"].to_list(), strict=True))
    rules, zeros, residuals = VERSIONS[version]
    begun = time.process_time()
    published, proof = protect_frame(
        cells, dims, "freq", rules, seed=seed, zeros=zeros, residuals=residuals, attackers=attackers
    )
    seconds = time.process_time() - begun
    hidden = int((published["symbol"] == "[c]").sum())
    small, full = given_away(published, truth, dims)
    figures = (published.height, len(proof.unsafe), hidden, small, full)
    return [name, str(seed), version, *(f"{n:,}" for n in figures), f"{seconds:.1f}"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tables", default="T1,T2")
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--attackers", default="outsider")
    asked = parser.parse_args()
    attackers = [Attacker(word) for word in asked.attackers.split(",")]
    heads = ["table", "seed", "version", "cells", "unsafe", "hidden", "small remainders", "all printed", "cpu s"]
    print(f"| {' | '.join(heads)} |\n|{' --- |' * len(heads)}")
    for name in asked.tables.split(","):
        for seed in asked.seeds.split(","):
            for version in VERSIONS:
                print(f"| {' | '.join(one_version(name, int(seed), version, attackers))} |", flush=True)


if __name__ == "__main__":
    main()
