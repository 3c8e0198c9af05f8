"""One function for each thing that a user can ask for; the stages meet here and nowhere else."""

from clerestory.collect import TemplateForm
from clerestory.model.retention import Dataset
from clerestory.pipeline.consulting import DutyName, consulted, note_event, show_ledger
from clerestory.pipeline.erasing import erase
from clerestory.pipeline.gates import current_draft, decide, simulate, write_keys
from clerestory.pipeline.microdata import extract_microdata
from clerestory.pipeline.nation import demonstrate, synthesise
from clerestory.pipeline.perturbation import PTableSettings, perturb_table, ptable_csv, round_table
from clerestory.pipeline.retention import Retained, retained
from clerestory.pipeline.returns import check_one_return, write_template
from clerestory.pipeline.running import Outlook, run, verify_study_ledger
from clerestory.pipeline.stages import Stage
from clerestory.pipeline.tables import Asked, audit_table, protect_table, verify_tables
from clerestory.publish import verify_release
from clerestory.share.erasing import Scope, certificate_text

__all__ = [
    "Asked",
    "Dataset",
    "DutyName",
    "Outlook",
    "PTableSettings",
    "Retained",
    "Scope",
    "Stage",
    "TemplateForm",
    "audit_table",
    "certificate_text",
    "check_one_return",
    "consulted",
    "current_draft",
    "decide",
    "demonstrate",
    "erase",
    "extract_microdata",
    "note_event",
    "perturb_table",
    "protect_table",
    "ptable_csv",
    "retained",
    "round_table",
    "run",
    "show_ledger",
    "simulate",
    "synthesise",
    "verify_release",
    "verify_study_ledger",
    "verify_tables",
    "write_keys",
    "write_template",
]
