"""The proof as a file of the vault: rule, unsafe cells, hidden true counts, intervals and integer witnesses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clerestory.model.attackers import Attacker
from clerestory.model.tables import Predicate
from clerestory.protect.audit.attack import Audit, Interval, Witness
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


def proof_of_json(value: Mapping[str, Any]) -> Proof:
    """Rebuild a proof from ``proof_json``; one that was written has nothing that failed.

    Raises
    ------
    KeyError, TypeError, ValueError
        If it is not that.
    """
    if value["form"] != "clerestory-proof/2":
        raise ValueError("a proof of another form")
    unsafe = tuple((_predicate(one["cell"]), int(one["count"])) for one in value["unsafe"])
    return Proof(
        value["cohort"],
        value["rule"],
        unsafe,
        tuple((_predicate(one["cell"]), int(one["count"])) for one in value["secondary"]),
        Audit(
            tuple(Interval(_predicate(one["cell"]), one["lower"], one["upper"]) for one in value["intervals"]),
            tuple(map(_witness, value["witnesses"])),
            failed=(),
            remainders=(),
        ),
        tuple(map(Attacker, value["attackers"])),
        {_predicate(one["cell"]): one["width"] for one in value["unsafe"] if one["width"] is not None},
        public=tuple(map(_predicate, value["already_public"])),
        history=tuple(value["history"]),
    )


def _witness(value: Mapping[str, Any]) -> Witness:
    moves = tuple((tuple(map(tuple, one["kind"])), int(one["change"])) for one in value["moves"])
    cells = tuple(map(_predicate, value["changes"]))
    return Witness(tuple(value["classifications"]), moves, cells, alike=value["alike"])


def _predicate(value: Mapping[str, list[str]]) -> Predicate:
    return frozenset((name, frozenset(codes)) for name, codes in value.items())
