"""One function for each thing that a user can ask for; the stages meet here and nowhere else."""

from clerestory.pipeline.gates import current_draft, decide, simulate, write_keys
from clerestory.pipeline.microdata import extract_microdata
from clerestory.pipeline.nation import demonstrate, synthesise
from clerestory.pipeline.perturbation import PTableSettings, perturb_table, ptable_csv, round_table
from clerestory.pipeline.returns import Checked, check_one_return
from clerestory.pipeline.running import Outlook, run, verify_study_ledger
from clerestory.pipeline.stages import Stage
from clerestory.pipeline.tables import Asked, audit_table, protect_table, verify_tables
from clerestory.publish import verify_release

__all__ = [
    "Asked",
    "Checked",
    "Outlook",
    "PTableSettings",
    "Stage",
    "audit_table",
    "check_one_return",
    "current_draft",
    "decide",
    "demonstrate",
    "extract_microdata",
    "perturb_table",
    "protect_table",
    "ptable_csv",
    "round_table",
    "run",
    "simulate",
    "synthesise",
    "verify_release",
    "verify_study_ledger",
    "verify_tables",
    "write_keys",
]
