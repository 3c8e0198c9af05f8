"""The page on coding interviews, followed literally, and what the reference page says of files, fields and commands."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from clerestory.cli.interviews import interviews
from clerestory.interviews import coder_log, register
from clerestory.interviews.refi.archive import LIMITS
from clerestory.interviews.refi.parsing import MOST_DEPTH, MOST_ELEMENTS
from clerestory.model.interviews.printed_forms import (
    MatrixForm,
    MatrixRowForm,
    QuoteBankForm,
    QuoteForm,
    SaturationForm,
)
from clerestory.model.interviews.protocol import TEXTS, ExposureLimits, Protocol
from clerestory.model.interviews.quotes import QuoteCheck
from clerestory.model.interviews.register import ConsentScope
from followed import follow

ROOT = Path(__file__).parents[2]
REFERENCE = (ROOT / "docs" / "reference" / "interviews.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    clone = tmp_path_factory.mktemp("clone")
    (clone / "build" / "interviews").mkdir(parents=True)
    done = follow("code-interviews.md", clone)
    return clone / "build" / "interviews", done


@pytest.mark.slow
def test_every_block_does_what_it_says(followed):
    folder, done = followed
    assert [run.stderr for run in done if run.returncode] == []
    assert len(json.loads((folder / "bank.json").read_text())["quotes"]) == 1
    assert (folder / "codes.qdc").exists()


@pytest.mark.parametrize(
    "form", [Protocol, ExposureLimits, QuoteCheck, MatrixForm, MatrixRowForm, SaturationForm, QuoteBankForm, QuoteForm]
)
def test_every_field_has_its_line(form):
    assert [name for name in form.model_fields if f"`{name}`" not in REFERENCE] == []


def test_every_file_column_scope_and_command_has_its_line():
    columns = (*register.COLUMNS, *coder_log.COLUMNS, *TEXTS, *(scope.value for scope in ConsentScope))
    assert [name for name in columns if f"`{name}`" not in REFERENCE] == []
    commands = [command.callback.__name__ for command in interviews.registered_commands]
    assert [name for name in commands if not re.search(rf"^\| `{name} ", REFERENCE, re.MULTILINE)] == []


def test_the_limits_are_those_of_the_program():
    mega = 2**20
    numbers = (
        *(LIMITS.packed_bytes // mega, LIMITS.unpacked_bytes // mega, LIMITS.parts, LIMITS.document_bytes // mega),
        *(LIMITS.text_bytes // mega, LIMITS.ratio, MOST_ELEMENTS, MOST_DEPTH),
    )
    limits = REFERENCE.split("| | limit |")[1]
    assert [number for number in numbers if f"{number:,}" not in limits] == []


def test_rows_and_checks_agree_with_their_schemas():
    check = schema("interview-register-row")
    row = dict(
        zip(register.COLUMNS, ("int" + "a" * 26, "none", "OFF", "verbatim", "2024-01-01", "", "R-1"), strict=True)
    )
    check.validate(row)
    for broken in ({"consent_scope": "all"}, {"int_pseudo": "A Name"}, {"name": "x"}, {"consent_given": "May"}):
        with pytest.raises(jsonschema.ValidationError):
            check.validate(row | broken)
    schema("coder-log-row").validate({"coder": "coder-1", "day": "2024-01-01", "minutes": "50"})
    with pytest.raises(jsonschema.ValidationError):
        schema("coder-log-row").validate({"coder": "A Name", "day": "2024-01-01", "minutes": "50"})


def schema(name):
    path = ROOT / "docs" / "reference" / "schemas" / f"{name}.schema.json"
    return jsonschema.Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))
