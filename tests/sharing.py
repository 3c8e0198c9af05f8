"""Records of sharing for tests: whole ones, of which a test changes one thing."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from clerestory.model.commission import DataKind
from clerestory.share import Expected, blocks, new_record, warnings

STUDY = Expected(DataKind.SYNTHETIC, frozenset({"A6-1E", "A9-J-P4"}))
STEPS = ("law", "objective", "policies_and_systems", "transparency_and_rights", "impact_assessment", "agreement",
         "principles", "lawful_basis", "emergency_route", "code_read")  # fmt: skip
RULES = ("protection_first", "engaged", "consent_not_needed", "advice", "identities_protected", "relevant_and_accurate",
         "recorded")  # fmt: skip
TESTS = {
    "purpose": "Protects children from harm by groups.",
    "protects": "under 18",
    "at_risk_test": "Age from the force's own record.",
    "no_consent_reason": "C",
    "substantial_public_interest": "Children are harmed otherwise.",
}
CARE = {
    "form": "clerestory-sharing/1",
    "provider": "SYN:CSC:01",
    "version": 1,
    "data": "synthetic",
    "decision": "share",
    "reason": "Made-up cases for a test.",
    "decided": "2026-01-12",
    "decided_by": "Head of safeguarding",
    "power": "VOL",
    "agreement_id": "DSA-1",
    "destroy_by": "2031-12-31",
    "subjects": ["SUS", "VIC"],
    "kept_apart": "Separate files.",
    "giver": {"kind": "social care", "conditions": ["A6-1E", "A9-J-P4", "A10-S10-5"]},
    "receiver": {"conditions": ["A6-1E", "A9-J-P4", "A10-S10-5"]},
    "steps": dict.fromkeys(STEPS, "Said in words") | {"impact_assessment": "DPIA-1", "code_read": "2026-01-05"},
    "golden_rules": dict.fromkeys(RULES, "Said in words"),
    "uses": [
        {"purpose": "statistics", "what": "Protected tables.", "by": "Analysts",
         "conditions": ["A6-1E", "A9-J-P4", "A10-S10-5"]}
    ],
}  # fmt: skip
POLICE = CARE | {
    "provider": "SYN:FORCE:01",
    "power": "PA96-S44",
    "giver": {
        "kind": "police",
        "conditions": ["S35-2B", "S8-P9", "S36-4"],
        "for_sharing": ["A6-1C", "A9-J-P4", "A10-S10-5"],
        "authorised_by": "Police Act 1996 s.44",
        "policy_document": "APD-1",
        "strictly_necessary": "No table without these fields answers.",
    },
}
NOT_SHARED = {
    "form": "clerestory-sharing/1", "provider": "SYN:VOL:01", "version": 1, "data": "synthetic",
    "decision": "do not share", "reason": "The body cannot keep categories of people apart.",
    "decided": "2026-01-12", "decided_by": "Trustee for data",
    "kind": "voluntary", "purpose": "statistics", "advice": "The data protection officer was asked.",
    "risk_to_child": "None: what protects a child is shared at once by another way.",
}  # fmt: skip
COUNTS = {
    "form": "clerestory-sharing/1", "provider": "LA", "version": 1, "data": "rebuilt from published counts",
    "decision": "share", "reason": "Counts that were printed in public.", "decided": "2026-01-12",
    "decided_by": "Analyst", "published_source": "A printed report of 2014", "no_personal_data": True,
}  # fmt: skip


def changed(fields: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Give fields with some changed; ``giver__conditions`` is a field of a table, and None leaves one out."""
    made = copy.deepcopy(fields)
    for name, value in changes.items():
        *tables, last = name.split("__")
        place = made
        for table in tables:
            place = place.setdefault(table, {})
        place[last] = value
        if value is None:
            del place[last]
    return made


def record(fields: dict[str, Any], **changes: Any):
    return new_record(changed(fields, **changes), where=Path("sharing/a-test.toml"))


def refusals(fields: dict[str, Any], expected: Expected = STUDY, **changes: Any) -> list[str]:
    """The rules that refuse a record, each as often as it does."""
    return [refusal.rule for refusal in blocks(record(fields, **changes), expected)]


def reasons(fields: dict[str, Any], expected: Expected = STUDY, **changes: Any) -> str:
    return "\n".join(f"{r.rule}: {r.reason} ({r.section})" for r in blocks(record(fields, **changes), expected))


def warned(fields: dict[str, Any], **changes: Any) -> list[tuple[str, str]]:
    return [(warning.rule, warning.field) for warning in warnings(record(fields, **changes))]
