"""Returns of the shipped instrument for tests: two investigations, every row of them without fault.

The first investigation has two suspects, who know each other, two victims and two offences; the second one of each.
"""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

from clerestory.model.instrument import Code, Codelist
from clerestory.study import read_instrument, shipped_instrument

GIVER, OTHER_GIVER, RETURN, AREA = "SYN:FORCE:01", "SYN:FORCE:02", "r1", "X23000001"
# The shipped instrument but for its real forces: nothing is said of one.
SHIPPED = read_instrument(shipped_instrument())
FICTIONAL = {
    "provider": Codelist("provider", (Code(GIVER, "Aldermere", "FORCE"), Code(OTHER_GIVER, "Brackenshire", "FORCE"))),
    "police_force_area": Codelist("police_force_area", (Code(AREA, "Aldermere", "NAT"),)),
}
CASES = replace(SHIPPED, codelists={**SHIPPED.codelists, **FICTIONAL})
Rows = dict[str, list[dict[str, str]]]


def key(prefix: str, letter: str) -> str:
    return prefix + letter * 26


INV_A, INV_B = key("inv", "a"), key("inv", "b")
OFF_A, OFF_B, OFF_C = (key("off", letter) for letter in "abc")
SUS_A, SUS_B, SUS_C = (key("sus", letter) for letter in "abc")
VIC_A, VIC_B = key("vic", "a"), key("vic", "b")

_INVESTIGATION = {
    "return_id": RETURN, "op_name_held": "N", "lead_body": AREA, "year_opened": "2021", "flag_source": "MAN",
    "cocad_category": "CSE", "typology": "T6", "n_suspects_unidentified": "0", "suspects_known_to_each_other": "FACT",
    "n_victims_identified": "1", "first_offence_year": "2020", "last_offence_year": "2021", "proceedings_stage": "P3",
    "linked_matters": "N", "police_release": "ACTIVE", "release_review_date": "2027-03-31",
}  # fmt: skip
_OFFENCE = {
    "offence_code": "19C", "year_offence_from": "2020", "year_offence_to": "2021", "quarter_recorded": "2021-Q2",
    "recency": "R1", "cse_flag": "Y", "csa_flag": "Y", "group_flag": "Y", "contact_type": "CON",
    "location_type": "OPEN", "initial_contact": "PEER", "outcome": "1", "outcome_quarter": "2021-Q4",
}  # fmt: skip
_SUSPECT = {
    "subject_category": "SUS", "sex": "M", "age_at_first_offence": "25-34", "ethnicity_sde": "NS",
    "ethnicity_obs": "IC6", "ethnicity_basis": "SD", "nationality_group": "UK", "custody_interview": "Y",
    "court_result": "PEND",
}  # fmt: skip
_VICTIM = {
    "sex": "F", "age_at_first_offence": "13-15", "age_at_report": "16-17", "ethnicity_sde": "NS", "disability": "N",
    "vulnerability": "NONE", "support_offered": "Y",
}  # fmt: skip
_LINK = {"role": "DIRECT", "evidence": "FACT"}
GOOD: Rows = {
    "return": [
        {
            "return_id": RETURN, "provider": GIVER, "period_start": "2021-01-01", "period_end": "2021-12-31",
            "counting_basis": "OFF", "definition_applied": "COCAD", "lawful_basis": "S35-2B;S36-4;PA96-S44",
            "agreement_id": "DSA-1", "fields_unavailable_missing": "NA", "sign_off": "Registrar",
        }
    ],
    "investigation": [
        _INVESTIGATION | {"inv_pseudo": INV_A, "n_suspects_identified": "2", "n_victims_identified": "2"},
        _INVESTIGATION | {"inv_pseudo": INV_B, "n_suspects_identified": "1"},
    ],
    "offence": [
        _OFFENCE | {"off_pseudo": OFF_A, "inv_pseudo": INV_A},
        _OFFENCE | {"off_pseudo": OFF_B, "inv_pseudo": INV_A},
        _OFFENCE | {"off_pseudo": OFF_C, "inv_pseudo": INV_B},
    ],
    "suspect": [_SUSPECT | {"sus_pseudo": sus} for sus in (SUS_A, SUS_B, SUS_C)],
    "victim": [_VICTIM | {"vic_pseudo": vic} for vic in (VIC_A, VIC_B)],
    "link_suspect_offence": [
        _LINK | {"sus_pseudo": SUS_A, "off_pseudo": OFF_A},
        _LINK | {"sus_pseudo": SUS_A, "off_pseudo": OFF_B},
        _LINK | {"sus_pseudo": SUS_B, "off_pseudo": OFF_B},
        _LINK | {"sus_pseudo": SUS_C, "off_pseudo": OFF_C},
    ],
    "link_victim_offence": [
        {"vic_pseudo": VIC_A, "off_pseudo": OFF_A, "victim_of": "Y"},
        {"vic_pseudo": VIC_B, "off_pseudo": OFF_B, "victim_of": "Y"},
        {"vic_pseudo": VIC_B, "off_pseudo": OFF_C, "victim_of": "Y"},
    ],
    "link_suspect_victim": [{"sus_pseudo": SUS_A, "vic_pseudo": VIC_A, "relationship": "FRND"}],
    "link_suspect_suspect": [
        {"sus_pseudo": SUS_A, "other_sus_pseudo": SUS_B, "tie": "FRND", "tie_year_from": "2019", "evidence": "FACT"},
    ],
    "interview": [],
}  # fmt: skip


def changed(entity: str, row: int, **fields: str) -> Rows:
    """The good return with some fields of one row, counted from 0, changed."""
    rows = [dict(one) for one in GOOD[entity]]
    rows[row] |= fields
    return {entity: rows}


def a_case_return(folder: Path, change: Rows | None = None) -> Path:
    """Write the return with some entities changed; gives its folder."""
    place = folder / "returns" / GIVER.replace(":", "-") / RETURN
    place.mkdir(parents=True, exist_ok=True)
    for entity, rows in (GOOD | (change or {})).items():
        columns = CASES.columns_of(entity)
        extra = [name for name in dict.fromkeys(name for row in rows for name in row) if name not in columns]
        out = io.StringIO()
        writer = csv.DictWriter(out, [*columns, *extra], restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        (place / f"{entity}.csv").write_text(out.getvalue(), encoding="utf-8")
    return place
