"""The generated part of docs/reference: JSON Schemas, exit codes, presets, commands and the instrument.

``python -m clerestory.cli.reference docs/reference`` writes it anew; a test says when it is out of date.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import typer.main
from pydantic import TypeAdapter

from clerestory.analyse.scale.reading import COUNT, HIDDEN
from clerestory.cli.app import app
from clerestory.cli.reference_pages.agreement_schemas import agreement_schemas
from clerestory.cli.reference_pages.answer_schemas import answer_schemas
from clerestory.cli.reference_pages.commitments_page import commitments_page
from clerestory.cli.reference_pages.correction_schemas import correction_schemas
from clerestory.cli.reference_pages.desk_acts_page import desk_acts_page, desk_schemas
from clerestory.cli.reference_pages.encoding_schemas import encoding_schemas
from clerestory.cli.reference_pages.feedback_schemas import feedback_schemas
from clerestory.cli.reference_pages.gateways_page import gateways_page
from clerestory.cli.reference_pages.holds_page import holds_page
from clerestory.cli.reference_pages.interview_schemas import interview_schemas
from clerestory.cli.reference_pages.lesson_schemas import lesson_schemas
from clerestory.cli.reference_pages.link_schemas import link_schemas
from clerestory.cli.reference_pages.presets_page import presets_page
from clerestory.cli.reference_pages.redaction_schemas import redaction_schemas
from clerestory.cli.reference_pages.requests_page import requests_page
from clerestory.cli.reference_pages.spreadsheet_rules_page import spreadsheet_rules_page
from clerestory.cli.reference_pages.trend_schemas import trend_schemas
from clerestory.errors import all_errors
from clerestory.ledger import Entry, Head
from clerestory.model.assessments import Assessments
from clerestory.model.catalogue import Catalogue
from clerestory.model.checklist.report_form import ChecklistForm
from clerestory.model.commission import StudySettings
from clerestory.model.decisions import Decision
from clerestory.model.definitions import DEFINITION
from clerestory.model.findings.lists import LEAST_LISTS, MOST_LISTS
from clerestory.model.findings.networks.form import NetworkForm
from clerestory.model.findings.panel_form import PanelForm
from clerestory.model.findings.scale_form import ScaleForm
from clerestory.model.findings.typology_form import TypologyForm
from clerestory.model.history import OutsidePublication
from clerestory.model.instrument import Codelist, Instrument, Key, Need, ValueType, Variable
from clerestory.model.microdata import MicrodataReport
from clerestory.model.press import PressFile
from clerestory.model.proofs import GridProof, LinkedProof
from clerestory.model.redaction.inspection_form import InspectionForm
from clerestory.model.releases import Manifest, Register, Seal, Withheld
from clerestory.model.rights import RightsRequest
from clerestory.model.rules import PresetFile
from clerestory.model.sharing import Controller, ShareRecord
from clerestory.model.versions import Withdrawal
from clerestory.model.wording.claims_form import ClaimsForm
from clerestory.protect.text.tagger.corpus import LabelledText
from clerestory.protect.text.tagger.model import TaggerHead
from clerestory.publish import REFERENCE_PATTERNS
from clerestory.publish.workbooks.described import DescribedTables
from clerestory.study import read_instrument, shipped_instrument
from clerestory.study.kept import KeptVersion

_MADE = "<!-- Made by `make docs`; change the code, not this page. -->\n\n"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def pages() -> dict[str, str]:
    """Give every generated file of docs/reference by its path."""
    instrument = read_instrument(shipped_instrument())
    made = {f"schemas/{name}.schema.json": _json(schema) for name, schema in schemas(instrument).items()}
    made["exit-codes.md"] = _exit_codes()
    made["presets.md"] = _MADE + presets_page()
    made["gateways.md"] = _MADE + gateways_page()
    made["spreadsheet-rules.md"] = _MADE + spreadsheet_rules_page()
    made["holds.md"] = _MADE + holds_page(instrument)
    made["desk-acts.md"] = _MADE + desk_acts_page()
    made["commitments.md"] = _MADE + commitments_page()
    made["answer-requests.md"] = _MADE + requests_page()
    made["commands.md"] = _commands()
    made["instrument.md"] = _instrument(instrument)
    return made


def schemas(instrument: Instrument) -> dict[str, dict[str, Any]]:
    """Give the JSON Schema of every file form by its name; of a return, one for the rows of each entity."""
    made: dict[str, dict[str, Any]] = {
        "study-toml": StudySettings.model_json_schema(),
        "labelled-text": LabelledText.model_json_schema(),
        "tagger-head": TaggerHead.model_json_schema(mode="serialization"),
        "decision": Decision.model_json_schema(),
        "manifest": Manifest.model_json_schema(mode="serialization"),
        "seal": Seal.model_json_schema(mode="serialization"),
        "assessment": Assessments.model_json_schema(mode="validation"),
        "catalogue": Catalogue.model_json_schema(mode="serialization"),
        "press": PressFile.model_json_schema(mode="validation"),
        "register": Register.model_json_schema(mode="serialization"),
        "register-entry": Withheld.model_json_schema(mode="serialization"),
        "ledger-line": _ledger_line(),
        "ledger-head": TypeAdapter(Head).json_schema(),
        "paper-reference": _references(),
        "presets": PresetFile.model_json_schema(),
        "history": OutsidePublication.model_json_schema(),
        "withdrawal": Withdrawal.model_json_schema(),
        "kept-version": KeptVersion.model_json_schema(mode="serialization"),
        "sharing": TypeAdapter(ShareRecord).json_schema(),
        "controller": Controller.model_json_schema(),
        "rights-request": RightsRequest.model_json_schema(),
        "grid-proof": GridProof.model_json_schema(mode="serialization"),
        "linked-proof": LinkedProof.model_json_schema(mode="serialization"),
        "microdata-report": MicrodataReport.model_json_schema(mode="serialization"),
        "checklist": ChecklistForm.model_json_schema(mode="serialization"),
        "inspection": InspectionForm.model_json_schema(mode="serialization"),
        "scale": ScaleForm.model_json_schema(mode="serialization"),
        "networks": NetworkForm.model_json_schema(mode="serialization"),
        "claims": ClaimsForm.model_json_schema(mode="serialization"),
        "lists-row": _lists_row(),
        "typology": TypologyForm.model_json_schema(mode="serialization"),
        "panel": PanelForm.model_json_schema(mode="serialization"),
        "workbook": DescribedTables.model_json_schema(),
        "exit-codes": _exit_code_schema(),
        **encoding_schemas(),
    }
    made |= feedback_schemas()
    made |= lesson_schemas()
    made |= answer_schemas()
    made |= correction_schemas()
    made |= desk_schemas()
    made |= interview_schemas()
    made |= redaction_schemas()
    made |= link_schemas()
    made |= trend_schemas()
    made |= agreement_schemas()
    made |= {f"return-{entity}": _row_schema(instrument, entity) for entity in instrument.entities}
    return {name: {"$schema": _DIALECT, "title": name, **schema} for name, schema in made.items()}


def _lists_row() -> dict[str, Any]:
    count = {"type": "string", "pattern": rf"^([0-9]{{1,9}}|{re.escape(HIDDEN)})$"}
    return {
        "type": "object",
        "description": "A row of a table of lists: the cases on exactly these lists; every value is text.",
        "properties": {COUNT: count},
        "required": [COUNT],
        "additionalProperties": {"enum": ["0", "1"]},
        "minProperties": LEAST_LISTS + 1,
        "maxProperties": MOST_LISTS + 1,
    }


def _ledger_line() -> dict[str, Any]:
    entry = TypeAdapter(Entry).json_schema(ref_template="#/properties/entry/$defs/{model}")
    digest = {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"}
    properties = {"entry": entry, "hash": digest}
    return {"type": "object", "properties": properties, "required": ["entry", "hash"], "additionalProperties": False}


def _references() -> dict[str, Any]:
    forms = [{"description": meaning, "pattern": pattern} for meaning, pattern in REFERENCE_PATTERNS.items()]
    return {"type": "string", "description": "What may stand between {{ and }} in a paper.", "anyOf": forms}


def _exit_code_schema() -> dict[str, Any]:
    kinds = [{"const": kind.exit_code, "title": kind.__name__, "description": kind.heading} for kind in all_errors()]
    known = [
        {"const": 0, "title": "Done", "description": "Done"},
        {"const": 1, "title": "Bug", "description": "A fault of the program"},
        {"const": 2, "title": "Usage", "description": "Wrong arguments"},
    ]
    return {"type": "integer", "oneOf": known + kinds}


def _row_schema(instrument: Instrument, entity: str) -> dict[str, Any]:
    """Describe a row of an entity's file as an object of strings, the way a CSV reader gives it."""
    properties: dict[str, Any] = {key.name: _key_schema(key) for key in instrument.keys_of(entity)}
    properties |= {
        v.name: _value_schema(v, _accepted(instrument, v))
        for v in instrument.variables_of(entity)
        if v.name not in properties
    }
    reasons = list(instrument.codelists["missing_reason"].by_code)
    properties |= {name: {"enum": ["", *reasons]} for name in instrument.optional_columns_of(entity)}
    return {
        "type": "object",
        "description": f"A row of {entity}.csv; every value is text.",
        "properties": properties,
        "required": list(instrument.columns_of(entity)),
        "additionalProperties": False,
    }


def _key_schema(key: Key) -> dict[str, Any]:
    filled = {"type": "string", "pattern": f"^{key.pattern}$"}
    return filled if key.need is Need.YES else {"anyOf": [filled, {"const": ""}]}


def _accepted(instrument: Instrument, variable: Variable) -> Codelist | None:
    """Give the codes that a field may hold: those of its list, and older ones, which are mapped (rule V12)."""
    current = instrument.codelists.get(variable.codelist)
    if current is None:
        return None
    older = (code for codes in instrument.older_lists_of(current.name) for code in codes.codes)
    return Codelist(current.name, (*current.codes, *(code for code in older if code.code not in current.by_code)))


def _value_schema(variable: Variable, codelist: Codelist | None) -> dict[str, Any]:
    """Describe a value; an empty one is allowed here, and whether it needs a reason is rule V2's to say."""
    described = {"type": "string", "description": variable.definition}
    if variable.type is ValueType.CODE and codelist and not codelist.patterns:
        return described | {"enum": ["", *codelist.by_code]}
    if variable.type is ValueType.CODES and codelist:
        one = "(" + "|".join(sorted(codelist.by_code)) + ")"
        return described | {"pattern": f"^({one}(;{one})*)?$"}
    if variable.type is ValueType.MAP and codelist:
        one = r"[a-z_]+\.[a-z_0-9]+=(" + "|".join(sorted(codelist.by_code)) + ")"
        return described | {"pattern": f"^({one}(;{one})*)?$"}
    patterns = {
        ValueType.BOOLEAN: "^[YN]?$",
        ValueType.DATE: r"^(\d{4}-\d{2}-\d{2})?$",
        ValueType.YEAR: r"^(\d{4})?$",
        ValueType.QUARTER: r"^(\d{4}-Q[1-4])?$",
        ValueType.INTEGER: r"^\d*$",
    }
    return described | ({"pattern": patterns[variable.type]} if variable.type in patterns else {})


def _json(schema: dict[str, Any]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _exit_codes() -> str:
    rows = [
        "| code | kind | when |",
        "| --- | --- | --- |",
        "| 0 | | done |",
        "| 1 | | a fault of the program; please report it |",
    ]
    rows.append("| 2 | | wrong arguments; the option is named |")
    rows += [f"| {kind.exit_code} | `{kind.__name__}` | {_first_line(kind.__doc__)} |" for kind in all_errors()]
    text = "# Exit codes\n\nOne for each kind of error. Of several faults in one return the lowest counts.\n\n"
    return _MADE + text + "\n".join(rows) + "\n"


def _commands() -> str:
    root = typer.main.get_command(app)
    return _MADE + "# Commands\n\n" + "\n".join(_help(root, "clerestory"))


def _help(command: Any, name: str) -> Iterator[str]:
    context = click.Context(command, info_name=name, max_content_width=100, terminal_width=100)
    yield f"## `{name}`\n\n```text\n{command.get_help(context)}\n```\n"
    if hasattr(command, "list_commands"):
        for sub in command.list_commands(context):
            yield from _help(command.get_command(context, sub), f"{name} {sub}")


def _instrument(instrument: Instrument) -> str:
    text = [
        "# The instrument\n",
        "A study's `instrument/` folder, or the one that is shipped, holds:\n",
        "- `variables.csv`: entity, variable, definition, type (string, code, code[], date, year, quarter, int, bool,",
        "  text, map), codelist, mandatory (yes, no, `if p18` or `if absent`), source_standard, class, questions;",
        "- `keys.csv`: entity, key, kind (primary, foreign, cross), references, prefix, mandatory;",
        "- `codelists/<name>.csv`: code, label, parent, note. The note `not known` marks a code that says that the",
        "  value is not known; `not stated` one that says that the person was asked and did not say. Parents in",
        "  further lists stand in `further_parents`, with `;` between them: an area has a region, and a band;",
        "- `older_lists.csv`, which may be left out: older, current. Codes of the older list are accepted where the",
        "  current one is asked for, and mapped to the code in their column parent (rule V12).\n",
        f"Nobody sends `{DEFINITION}`: it is computed from the fields that the tests of",
        "[definitions](../methods/definitions.md) look at, where the instrument has these. `investigation.duration` is",
        "computed from the first and the last year of offending.\n",
        "Below is the instrument that is shipped.\n",
    ]
    for entity in instrument.entities:
        text += [
            f"## {entity}\n",
            "| column | what | type | code list | mandatory |",
            "| --- | --- | --- | --- | --- |",
        ]
        for key in instrument.keys_of(entity):
            what = {"primary": "identifies the row", "foreign": f"names a row of {key.references}"}.get(
                key.kind.value, "the protected pseudonym of a person who is both victim and suspect"
            )
            text.append(f"| `{key.name}` | {what} | {key.form} | | {key.need.value} |")
        names = [key.name for key in instrument.keys_of(entity)]
        for v in instrument.variables_of(entity):
            if v.name not in names:
                need = f"if {v.condition.value}" if v.condition else v.need.value
                text.append(f"| `{v.name}` | {v.definition} | {v.type.value} | {v.codelist} | {need} |")
        text.append("")
    return _MADE + "\n".join(text)


def _first_line(text: str | None) -> str:
    return (text or "").strip().splitlines()[0].rstrip(".")


def main() -> None:
    """Write the generated files into the folder that is named."""
    folder = Path(sys.argv[1])
    for name, text in pages().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
