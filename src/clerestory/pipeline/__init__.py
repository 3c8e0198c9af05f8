"""One function for each thing that a user can ask for; the stages meet here and nowhere else."""

from clerestory.pipeline.gates import current_draft, decide, simulate, write_keys
from clerestory.pipeline.microdata import extract_microdata
from clerestory.pipeline.nation import demonstrate, synthesise
from clerestory.pipeline.perturbation import PTableSettings, perturb_table, ptable_csv, round_table
from clerestory.pipeline.returns import check_one_return
from clerestory.pipeline.rights import (
    NewRequest,
    draft_of,
    open_rights_request,
    rights_letter,
    rights_register,
    step_rights_request,
)
from clerestory.pipeline.running import Outlook, run, verify_study_ledger
from clerestory.pipeline.sharing import check_sharing, destroy_by_of, pick_gateway, record_sharing
from clerestory.pipeline.stages import Stage
from clerestory.pipeline.tables import Asked, audit_table, protect_table, verify_tables
from clerestory.publish import verify_release

__all__ = [
    "Asked",
    "NewRequest",
    "Outlook",
    "PTableSettings",
    "Stage",
    "audit_table",
    "check_one_return",
    "check_sharing",
    "current_draft",
    "decide",
    "demonstrate",
    "destroy_by_of",
    "draft_of",
    "extract_microdata",
    "open_rights_request",
    "perturb_table",
    "pick_gateway",
    "protect_table",
    "ptable_csv",
    "record_sharing",
    "rights_letter",
    "rights_register",
    "round_table",
    "run",
    "simulate",
    "step_rights_request",
    "synthesise",
    "verify_release",
    "verify_study_ledger",
    "verify_tables",
    "write_keys",
]
