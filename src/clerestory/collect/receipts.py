"""Receipts as JSON values, so that a return that has not changed need not be read again to report on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clerestory.collect.changes import Change, Way
from clerestory.collect.checks.completeness import FieldCount
from clerestory.collect.faults import Fault, Receipt
from clerestory.collect.rules import Mapped
from clerestory.errors import ReturnError, all_errors

_KINDS = {kind.__name__: kind for kind in all_errors() if issubclass(kind, ReturnError)}


def receipt_json(receipt: Receipt) -> dict[str, Any]:
    """Give a receipt as plain JSON values, mappings as lists so that their order stays."""
    return {
        **vars(receipt),
        "rows_in": list(receipt.rows_in.items()),
        "accepted": list(receipt.accepted.items()),
        "quarantined": list(receipt.quarantined.items()),
        "faults": [_fault_json(fault) for fault in receipt.faults],
        "fault_counts": [[*place, number] for place, number in receipt.fault_counts.items()],
        "warnings": [_fault_json(fault) for fault in receipt.warnings],
        "queries": [_fault_json(fault) for fault in receipt.queries],
        "query_counts": [[*place, number] for place, number in receipt.query_counts.items()],
        "warning_counts": [[*place, number] for place, number in receipt.warning_counts.items()],
        "mapped": [vars(mapped) for mapped in receipt.mapped],
        "key_fields": [{**vars(one), "not_known": list(one.not_known.items())} for one in receipt.key_fields],
        "changes": [{**vars(change), "way": change.way.name} for change in receipt.changes],
        "lacking": list(receipt.lacking.items()),
        "empty_fields": [[path, *numbers] for path, numbers in receipt.empty_fields.items()],
    }


def receipt_of(value: Mapping[str, Any]) -> Receipt:
    """Give the receipt that ``receipt_json`` made a value of.

    Raises
    ------
    KeyError, TypeError, ValueError
        If it is none.
    """
    kept = dict(value)
    for name in ("rows_in", "accepted", "quarantined"):
        kept[name] = dict(value[name])
    for name in ("faults", "warnings", "queries"):
        kept[name] = tuple(_fault(fault) for fault in value[name])
    for name in ("fault_counts", "query_counts", "warning_counts"):
        kept[name] = {(file, column, rule): number for file, column, rule, number in value[name]}
    kept["lacking"] = dict(value["lacking"])
    kept["key_fields"] = tuple(
        FieldCount(**{**one, "not_known": dict(one["not_known"])}) for one in value["key_fields"]
    )
    kept["changes"] = tuple(Change(**{**change, "way": Way[change["way"]]}) for change in value["changes"])
    kept["mapped"] = tuple(Mapped(**mapped) for mapped in value["mapped"])
    kept["empty_fields"] = {path: (empty, rows) for path, empty, rows in value["empty_fields"]}
    return Receipt(**kept)


def _fault_json(fault: Fault) -> dict[str, Any]:
    return {**vars(fault), "kind": fault.kind.__name__}


def _fault(value: Mapping[str, Any]) -> Fault:
    return Fault(**{**value, "kind": _KINDS[value["kind"]]})
