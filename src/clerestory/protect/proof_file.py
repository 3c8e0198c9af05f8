"""The proof as a file of the vault: rule, unsafe cells, hidden true counts, intervals and integer witnesses."""

from __future__ import annotations

from typing import Any

from clerestory.model.tables import Predicate
from clerestory.protect.engine import Proof


def proof_json(proof: Proof) -> dict[str, Any]:
    """Give a proof as plain JSON values; confidential, it holds true counts."""
    return {
        "form": "clerestory-proof/2",
        "cohort": proof.cohort,
        "rule": proof.rule,
        "history": list(proof.history),
        "already_public": [_cell(cell) for cell in proof.public],
        "attackers": [kind.value for kind in proof.attackers],
        "unsafe": [
            {"cell": _cell(cell), "count": count, "width": proof.widths.get(cell)} for cell, count in proof.unsafe
        ],
        "secondary": [{"cell": _cell(cell), "count": count} for cell, count in proof.secondary],
        "intervals": [
            {"cell": _cell(i.cell), "lower": round(i.lower, 6), "upper": round(i.upper, 6)}
            for i in proof.audit.intervals
        ],
        "witnesses": [
            {
                "classifications": list(witness.names),
                "moves": [
                    {"kind": [list(codes) for codes in kind], "change": change} for kind, change in witness.moves
                ],
                "alike": witness.alike,
                "changes": [_cell(cell) for cell in witness.cells],
            }
            for witness in proof.audit.witnesses
        ],
    }


def _cell(predicate: Predicate) -> dict[str, list[str]]:
    return {name: sorted(codes) for name, codes in sorted(predicate, key=lambda item: item[0])}
