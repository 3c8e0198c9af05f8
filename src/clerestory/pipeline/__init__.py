"""One function for each thing that a user can ask for; the stages meet here and nowhere else.

A name is imported when it is first asked for (PEP 562), so that a command waits for no stage but its own.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clerestory.collect import TemplateForm
    from clerestory.model.redaction.choices import Dates, Style, TextEncoding
    from clerestory.model.retention import Dataset
    from clerestory.model.stages import Stage, Zone
    from clerestory.pipeline.consulting import DutyName, consulted, note_event, show_ledger, verify_study_ledger
    from clerestory.pipeline.custody.account import sharing_account
    from clerestory.pipeline.custody.encoding import Encoding, Outputs, encode_people
    from clerestory.pipeline.custody.erasing import erase
    from clerestory.pipeline.custody.keys import (
        blind_roster,
        destroy_key,
        make_keys,
        read_key,
        rotate_key,
        search_release,
    )
    from clerestory.pipeline.custody.retention import Retained, retained
    from clerestory.pipeline.custody.rights import (
        NewRequest,
        draft_of,
        open_rights_request,
        rights_letter,
        rights_register,
        step_rights_request,
    )
    from clerestory.pipeline.custody.sharing import check_sharing, pick_gateway, record_sharing
    from clerestory.pipeline.gates import current_draft, decide, simulate, write_keys
    from clerestory.pipeline.interviews.analysing import (
        CodersAgreement,
        coders_agreement,
        interview_matrix,
        interview_saturation,
    )
    from clerestory.pipeline.interviews.demonstrating import demonstrate_interviews
    from clerestory.pipeline.interviews.erasing import erase_withdrawn
    from clerestory.pipeline.interviews.keeping import (
        InterviewsOutlook,
        check_interviews,
        codebook_of_file,
        coders_exposure,
        export_interviews,
        new_interviews,
    )
    from clerestory.pipeline.interviews.leaving import export_matrix
    from clerestory.pipeline.interviews.quoting import (
        QuoteSaid,
        check_quote,
        export_quotes,
        interview_quotes,
        show_passage,
    )
    from clerestory.pipeline.links.concerns import (
        ConcernsTold,
        NoticeSaid,
        concern_words,
        decide_concern,
        link_concerns,
    )
    from clerestory.pipeline.links.measuring import measure_links
    from clerestory.pipeline.links.records import LinkAsked, LinkedRecords, link_records
    from clerestory.pipeline.links.review import decide_links, link_queue
    from clerestory.pipeline.live_cases.certifying import (
        CertificateSaid,
        ViewSaid,
        certify_hold,
        live_cases_of,
        view_hold,
    )
    from clerestory.pipeline.nation import Nation, demonstrate, synthesise, synthesise_nation
    from clerestory.pipeline.packs import build_pack, check_pack
    from clerestory.pipeline.redaction.answering import says_enough
    from clerestory.pipeline.redaction.asked import RedactionAnswer, RedactionAsked
    from clerestory.pipeline.redaction.documents import FolderAnswer, redact_document, redact_folder
    from clerestory.pipeline.redaction.holds import check_may_be_spoken_of, hold_of, holds_of
    from clerestory.pipeline.redaction.inspecting import inspect_pdf
    from clerestory.pipeline.redaction.learning import DecidedText, train_tagger_of_corpus, write_labelled_notes
    from clerestory.pipeline.redaction.reviewed import Shown
    from clerestory.pipeline.redaction.reviewing import (
        Review,
        Reviewer,
        decided_into,
        open_review,
        read_answers,
    )
    from clerestory.pipeline.redaction.texts import redact_text, redact_text_file
    from clerestory.pipeline.releases.assessing import assess, notice_to_survivors, write_assessment
    from clerestory.pipeline.releases.breaches import BreachStatus, recall_status
    from clerestory.pipeline.releases.due import Due, withheld_due
    from clerestory.pipeline.releases.early import read_early
    from clerestory.pipeline.releases.press import write_press_notice
    from clerestory.pipeline.releases.recalling import Recalled, recall
    from clerestory.pipeline.releases.reproducing import Outcome, Reproduction, reproduce
    from clerestory.pipeline.releases.signing import sign_waiting, signing_key, verify_with_key
    from clerestory.pipeline.releases.site import publish_site
    from clerestory.pipeline.single_files.agreement import AgreementAnswer, agreement_of_codings
    from clerestory.pipeline.single_files.microdata import extract_microdata
    from clerestory.pipeline.single_files.networks import NetworkAnswer, networks_of_ties
    from clerestory.pipeline.single_files.panel import PanelAnswer, panel_of_codings
    from clerestory.pipeline.single_files.perturbation import PTableSettings, perturb_table, ptable_csv, round_table
    from clerestory.pipeline.single_files.returns import Checked, check_one_return, write_template
    from clerestory.pipeline.single_files.scale import ScaleAnswer, scale_of_lists
    from clerestory.pipeline.single_files.tables import Asked, audit_table, protect_table, verify_tables
    from clerestory.pipeline.single_files.trends import TrendAnswer, trend_of_series
    from clerestory.pipeline.single_files.typology import TypologyAnswer, typology_of_items
    from clerestory.pipeline.single_files.workbooks import WorkbookAsked, publish_spreadsheet
    from clerestory.pipeline.stages.claiming import claims_of_study, summaries_of_study
    from clerestory.pipeline.stages.running import Outlook, run
    from clerestory.publish import verify_release
    from clerestory.publish.checklist import inspect_workbook
    from clerestory.share.erasing import Scope, certificate_text
    from clerestory.synthetic import Dependence, GiverKind, Habits

_NAMES = {
    "clerestory.collect": ("TemplateForm",),
    "clerestory.model.redaction.choices": ("Dates", "Style", "TextEncoding"),
    "clerestory.model.retention": ("Dataset",),
    "clerestory.model.stages": ("Stage", "Zone"),
    "clerestory.pipeline.consulting": ("DutyName", "consulted", "note_event", "show_ledger", "verify_study_ledger"),
    "clerestory.pipeline.custody.account": ("sharing_account",),
    "clerestory.pipeline.custody.encoding": ("Encoding", "Outputs", "encode_people"),
    "clerestory.pipeline.custody.erasing": ("erase",),
    "clerestory.pipeline.custody.keys": (
        "blind_roster",
        "destroy_key",
        "make_keys",
        "read_key",
        "rotate_key",
        "search_release",
    ),
    "clerestory.pipeline.custody.retention": ("Retained", "retained"),
    "clerestory.pipeline.custody.rights": (
        "NewRequest",
        "draft_of",
        "open_rights_request",
        "rights_letter",
        "rights_register",
        "step_rights_request",
    ),
    "clerestory.pipeline.custody.sharing": ("check_sharing", "pick_gateway", "record_sharing"),
    "clerestory.pipeline.gates": ("current_draft", "decide", "simulate", "write_keys"),
    "clerestory.pipeline.interviews.analysing": (
        "CodersAgreement",
        "coders_agreement",
        "interview_matrix",
        "interview_saturation",
    ),
    "clerestory.pipeline.interviews.demonstrating": ("demonstrate_interviews",),
    "clerestory.pipeline.interviews.erasing": ("erase_withdrawn",),
    "clerestory.pipeline.interviews.keeping": (
        "InterviewsOutlook",
        "check_interviews",
        "codebook_of_file",
        "coders_exposure",
        "export_interviews",
        "new_interviews",
    ),
    "clerestory.pipeline.interviews.leaving": ("export_matrix",),
    "clerestory.pipeline.interviews.quoting": (
        "QuoteSaid",
        "check_quote",
        "export_quotes",
        "interview_quotes",
        "show_passage",
    ),
    "clerestory.pipeline.links.concerns": (
        "ConcernsTold",
        "NoticeSaid",
        "concern_words",
        "decide_concern",
        "link_concerns",
    ),
    "clerestory.pipeline.links.measuring": ("measure_links",),
    "clerestory.pipeline.links.records": ("LinkAsked", "LinkedRecords", "link_records"),
    "clerestory.pipeline.links.review": ("decide_links", "link_queue"),
    "clerestory.pipeline.nation": ("Nation", "demonstrate", "synthesise", "synthesise_nation"),
    "clerestory.pipeline.packs": ("build_pack", "check_pack"),
    "clerestory.pipeline.redaction.answering": ("says_enough",),
    "clerestory.pipeline.redaction.asked": ("RedactionAnswer", "RedactionAsked"),
    "clerestory.pipeline.live_cases.certifying": (
        "CertificateSaid",
        "ViewSaid",
        "certify_hold",
        "live_cases_of",
        "view_hold",
    ),
    "clerestory.pipeline.redaction.documents": ("FolderAnswer", "redact_document", "redact_folder"),
    "clerestory.pipeline.redaction.holds": ("check_may_be_spoken_of", "hold_of", "holds_of"),
    "clerestory.pipeline.redaction.inspecting": ("inspect_pdf",),
    "clerestory.pipeline.redaction.learning": ("DecidedText", "train_tagger_of_corpus", "write_labelled_notes"),
    "clerestory.pipeline.redaction.reviewed": ("Shown",),
    "clerestory.pipeline.redaction.reviewing": (
        "Review",
        "Reviewer",
        "decided_into",
        "open_review",
        "read_answers",
    ),
    "clerestory.pipeline.redaction.texts": ("redact_text", "redact_text_file"),
    "clerestory.pipeline.releases.assessing": ("assess", "notice_to_survivors", "write_assessment"),
    "clerestory.pipeline.releases.due": ("Due", "withheld_due"),
    "clerestory.pipeline.releases.breaches": (
        "BreachStatus",
        "recall_status",
    ),
    "clerestory.pipeline.releases.recalling": (
        "Recalled",
        "recall",
    ),
    "clerestory.pipeline.releases.reproducing": (
        "Reproduction",
        "Outcome",
        "reproduce",
    ),
    "clerestory.pipeline.releases.press": ("write_press_notice",),
    "clerestory.pipeline.releases.site": ("publish_site",),
    "clerestory.pipeline.single_files.agreement": ("AgreementAnswer", "agreement_of_codings"),
    "clerestory.pipeline.single_files.microdata": ("extract_microdata",),
    "clerestory.pipeline.single_files.networks": ("NetworkAnswer", "networks_of_ties"),
    "clerestory.pipeline.single_files.panel": ("PanelAnswer", "panel_of_codings"),
    "clerestory.pipeline.single_files.perturbation": ("PTableSettings", "perturb_table", "ptable_csv", "round_table"),
    "clerestory.pipeline.single_files.returns": ("Checked", "check_one_return", "write_template"),
    "clerestory.pipeline.single_files.scale": ("ScaleAnswer", "scale_of_lists"),
    "clerestory.pipeline.single_files.tables": ("Asked", "audit_table", "protect_table", "verify_tables"),
    "clerestory.pipeline.single_files.trends": ("TrendAnswer", "trend_of_series"),
    "clerestory.pipeline.single_files.typology": ("TypologyAnswer", "typology_of_items"),
    "clerestory.pipeline.single_files.workbooks": ("WorkbookAsked", "publish_spreadsheet"),
    "clerestory.pipeline.stages.claiming": ("claims_of_study", "summaries_of_study"),
    "clerestory.pipeline.stages.running": ("Outlook", "run"),
    "clerestory.pipeline.releases.early": ("read_early",),
    "clerestory.pipeline.releases.signing": ("sign_waiting", "signing_key", "verify_with_key"),
    "clerestory.publish": ("verify_release",),
    "clerestory.publish.checklist": ("inspect_workbook",),
    "clerestory.share.erasing": ("Scope", "certificate_text"),
    "clerestory.synthetic": ("Dependence", "GiverKind", "Habits"),
}
_HOMES = {name: module for module, names in _NAMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = found  # asked for once
    return found


__all__ = [
    "AgreementAnswer",
    "Asked",
    "BreachStatus",
    "CertificateSaid",
    "Checked",
    "CodersAgreement",
    "ConcernsTold",
    "Dataset",
    "Dates",
    "DecidedText",
    "Dependence",
    "Due",
    "DutyName",
    "Encoding",
    "FolderAnswer",
    "GiverKind",
    "Habits",
    "InterviewsOutlook",
    "LinkAsked",
    "LinkedRecords",
    "Nation",
    "NetworkAnswer",
    "NewRequest",
    "NoticeSaid",
    "Outcome",
    "Outlook",
    "Outputs",
    "PTableSettings",
    "PanelAnswer",
    "QuoteSaid",
    "Recalled",
    "RedactionAnswer",
    "RedactionAsked",
    "Reproduction",
    "Retained",
    "Review",
    "Reviewer",
    "ScaleAnswer",
    "Scope",
    "Shown",
    "Stage",
    "Style",
    "TemplateForm",
    "TextEncoding",
    "TrendAnswer",
    "TypologyAnswer",
    "ViewSaid",
    "WorkbookAsked",
    "Zone",
    "agreement_of_codings",
    "assess",
    "audit_table",
    "blind_roster",
    "build_pack",
    "certificate_text",
    "certify_hold",
    "check_interviews",
    "check_may_be_spoken_of",
    "check_one_return",
    "check_pack",
    "check_quote",
    "check_sharing",
    "claims_of_study",
    "codebook_of_file",
    "coders_agreement",
    "coders_exposure",
    "concern_words",
    "consulted",
    "current_draft",
    "decide",
    "decide_concern",
    "decide_links",
    "decided_into",
    "demonstrate",
    "demonstrate_interviews",
    "destroy_key",
    "draft_of",
    "encode_people",
    "erase",
    "erase_withdrawn",
    "export_interviews",
    "export_matrix",
    "export_quotes",
    "extract_microdata",
    "hold_of",
    "holds_of",
    "inspect_pdf",
    "inspect_workbook",
    "interview_matrix",
    "interview_quotes",
    "interview_saturation",
    "link_concerns",
    "link_queue",
    "link_records",
    "live_cases_of",
    "make_keys",
    "measure_links",
    "networks_of_ties",
    "new_interviews",
    "note_event",
    "notice_to_survivors",
    "open_review",
    "open_rights_request",
    "panel_of_codings",
    "perturb_table",
    "pick_gateway",
    "protect_table",
    "ptable_csv",
    "publish_site",
    "publish_spreadsheet",
    "read_answers",
    "read_early",
    "read_key",
    "recall",
    "recall_status",
    "record_sharing",
    "redact_document",
    "redact_folder",
    "redact_text",
    "redact_text_file",
    "reproduce",
    "retained",
    "rights_letter",
    "rights_register",
    "rotate_key",
    "round_table",
    "run",
    "says_enough",
    "scale_of_lists",
    "search_release",
    "sharing_account",
    "show_ledger",
    "show_passage",
    "sign_waiting",
    "signing_key",
    "simulate",
    "step_rights_request",
    "summaries_of_study",
    "synthesise",
    "synthesise_nation",
    "train_tagger_of_corpus",
    "trend_of_series",
    "typology_of_items",
    "verify_release",
    "verify_study_ledger",
    "verify_tables",
    "verify_with_key",
    "view_hold",
    "withheld_due",
    "write_assessment",
    "write_keys",
    "write_labelled_notes",
    "write_press_notice",
    "write_template",
]
