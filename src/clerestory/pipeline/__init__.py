"""One function for each thing that a user can ask for; the stages meet here and nowhere else."""

from clerestory.collect import TemplateForm
from clerestory.model.retention import Dataset
from clerestory.pipeline.consulting import DutyName, consulted, note_event, show_ledger
from clerestory.pipeline.custody import blind_roster, destroy_key, make_keys, read_key, rotate_key, search_release
from clerestory.pipeline.encoding import Encoding, Outputs, encode_people
from clerestory.pipeline.erasing import erase
from clerestory.pipeline.gates import current_draft, decide, simulate, write_keys
from clerestory.pipeline.linking import LinkAsked, LinkedRecords, link_records
from clerestory.pipeline.microdata import extract_microdata
from clerestory.pipeline.nation import Nation, demonstrate, synthesise, synthesise_nation
from clerestory.pipeline.perturbation import PTableSettings, perturb_table, ptable_csv, round_table
from clerestory.pipeline.retention import Retained, retained
from clerestory.pipeline.returns import Checked, check_one_return, write_template
from clerestory.pipeline.reviewing_links import decide_links, link_queue
from clerestory.pipeline.rights import (
    NewRequest,
    draft_of,
    open_rights_request,
    rights_letter,
    rights_register,
    step_rights_request,
)
from clerestory.pipeline.running import Outlook, run, verify_study_ledger
from clerestory.pipeline.scale import ScaleAnswer, scale_of_lists
from clerestory.pipeline.sharing import check_sharing, pick_gateway, record_sharing
from clerestory.pipeline.stages import Stage
from clerestory.pipeline.tables import Asked, audit_table, protect_table, verify_tables
from clerestory.publish import verify_release
from clerestory.share.erasing import Scope, certificate_text
from clerestory.synthetic import Dependence, GiverKind, Habits

__all__ = [
    "Asked",
    "Checked",
    "Dataset",
    "Dependence",
    "DutyName",
    "Encoding",
    "GiverKind",
    "Habits",
    "LinkAsked",
    "LinkedRecords",
    "Nation",
    "NewRequest",
    "Outlook",
    "Outputs",
    "PTableSettings",
    "Retained",
    "ScaleAnswer",
    "Scope",
    "Stage",
    "TemplateForm",
    "audit_table",
    "blind_roster",
    "certificate_text",
    "check_one_return",
    "check_sharing",
    "consulted",
    "current_draft",
    "decide",
    "decide_links",
    "demonstrate",
    "destroy_key",
    "draft_of",
    "encode_people",
    "erase",
    "extract_microdata",
    "link_queue",
    "link_records",
    "make_keys",
    "note_event",
    "open_rights_request",
    "perturb_table",
    "pick_gateway",
    "protect_table",
    "ptable_csv",
    "read_key",
    "record_sharing",
    "retained",
    "rights_letter",
    "rights_register",
    "rotate_key",
    "round_table",
    "run",
    "scale_of_lists",
    "search_release",
    "show_ledger",
    "simulate",
    "step_rights_request",
    "synthesise",
    "synthesise_nation",
    "verify_release",
    "verify_study_ledger",
    "verify_tables",
    "write_keys",
    "write_template",
]
