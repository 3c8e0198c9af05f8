"""Versions of a return: which counts, and what is refused because something between would be lost."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import polars as pl
import pytest

from clerestory.collect import (
    changes_between,
    check_return,
    collect_returns,
    fault_of,
    feedback_on,
    receipt_json,
    receipt_of,
    report_json,
    return_folders,
)
from clerestory.collect.revisions import Revision, revision_lines
from clerestory.errors import EmptyReturnError, VersionError
from clerestory.model.versions import ReturnVersion, Withdrawal
from returns import GOOD, INSTRUMENT, a_return, event, text_of

SCHEMAS = Path(__file__).parents[3] / "docs" / "reference" / "schemas"
WITHDRAWN = """
form = "clerestory-withdrawal/1"
return_id = "r1"
withdrawn = 2026-02-01
by = "Head of data"
reason = "The cases were sent under the wrong agreement."
"""


def version(folder: Path, number: int, change=None) -> Path:
    """A version beside the first, with some entities changed."""
    first = folder / "returns" / "SYN-FORCE-01" / "r1"
    place = first.with_name(f"r1.v{number}")
    shutil.copytree(first, place)
    for entity, rows in (change or {}).items():
        (place / f"{entity}.csv").write_bytes(text_of(entity, rows).encode())
    return place


def withdrawal(folder: Path, number: int, text: str = WITHDRAWN) -> Path:
    place = folder / "returns" / "SYN-FORCE-01" / f"r1.v{number}"
    place.mkdir()
    (place / "withdrawn.toml").write_text(text, encoding="utf-8")
    return place


@pytest.mark.parametrize(
    ("folder", "return_id", "number", "spelled"),
    [
        ("2024", "2024", 1, "2024"),
        ("2024.v2", "2024", 2, "2024.v2"),
        ("2024.v12", "2024", 12, "2024.v12"),
        # a dot or a letter of its own makes no version
        ("2024.volume", "2024.volume", 1, "2024.volume"),
        ("v2", "v2", 1, "v2"),
        # not how a version is named: its own name is another
        ("2024.v02", "2024", 2, "2024.v2"),
        ("2024.v1", "2024", 1, "2024"),
        ("2024.v0", "2024", 0, "2024"),
    ],
)
def test_a_version_is_read_from_the_name_of_its_folder(folder, return_id, number, spelled):
    found = ReturnVersion.of_folder("g", folder)
    assert (found.return_id, found.number, found.folder) == (return_id, number, spelled)


def test_the_highest_version_counts_and_the_rows_name_the_return(tmp_path):
    a_return(tmp_path)
    version(tmp_path, 2, event(colour="GREEN"))
    version(tmp_path, 3, event(colour="BLUE"))
    found = collect_returns(tmp_path / "returns", INSTRUMENT)
    assert [(receipt.return_id, receipt.version) for receipt in found.receipts] == [("r1", 3)]
    assert found.cases["event"]["colour"].to_list() == ["BLUE", "BLUE"]
    assert set(found.cases["event"]["return_ref"]) == {"r1"}
    assert found.receipts[0].report_name == "SYN-FORCE-01--r1.html"


def test_the_tenth_version_is_higher_than_the_ninth(tmp_path):
    a_return(tmp_path)
    for number in range(2, 11):
        version(tmp_path, number, event(colour="GREEN" if number == 10 else "RED"))
    found = collect_returns(tmp_path / "returns", INSTRUMENT)
    assert found.receipts[0].version == 10
    assert found.cases["event"]["colour"][0] == "GREEN"


@pytest.mark.parametrize(
    ("numbers", "message"),
    [((3,), r"r1\.v3: has version 3, and version 2 is missing"), ((2, 4), r"has version 4, and version 3 is missing")],
)
def test_a_gap_is_refused(tmp_path, numbers, message):
    a_return(tmp_path)
    for number in numbers:
        version(tmp_path, number)
    with pytest.raises(VersionError, match=message):
        return_folders(tmp_path / "returns")


def test_a_version_without_the_first_is_refused(tmp_path):
    a_return(tmp_path).rename(tmp_path / "returns" / "SYN-FORCE-01" / "r1.v2")
    with pytest.raises(VersionError, match="has version 2, and version 1 is missing"):
        collect_returns(tmp_path / "returns", INSTRUMENT)


@pytest.mark.parametrize("name", ["r1.v1", "r1.v02", "r1.v0"])
def test_a_version_of_another_spelling_is_refused(tmp_path, name):
    place = a_return(tmp_path)
    shutil.copytree(place, place.with_name(name))
    with pytest.raises(VersionError, match="is not how a version is named"):
        collect_returns(tmp_path / "returns", INSTRUMENT)


def test_a_revised_return_names_its_return_and_not_its_folder(tmp_path):
    a_return(tmp_path)
    wrong = version(tmp_path, 2, {"return": [GOOD["return"][0] | {"return_id": "r1.v2"}]})
    fault = fault_of(check_return(wrong, INSTRUMENT))
    assert fault is not None
    assert "is not the name of the folder" in fault.what
    assert fault_of(check_return(version(tmp_path, 3), INSTRUMENT)) is None


def test_a_withdrawn_return_counts_no_rows_and_no_faults(tmp_path):
    a_return(tmp_path)
    withdrawal(tmp_path, 2)
    found = collect_returns(tmp_path / "returns", INSTRUMENT)
    assert all(frame.is_empty() for frame in found.cases.values())
    assert (found.receipts[0].quarantined_pct, found.receipts[0].version) == (0.0, 2)
    assert found.cases["event"].columns[:2] == ["return_provider", "return_ref"]


def test_a_return_comes_back_after_it_was_withdrawn(tmp_path):
    a_return(tmp_path)
    withdrawal(tmp_path, 2)
    version(tmp_path, 3)
    assert collect_returns(tmp_path / "returns", INSTRUMENT).cases["event"].height == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "form: Field required"),
        ("not toml", "is not TOML in UTF-8"),
        (WITHDRAWN.replace('"r1"', '"r2"'), "names another return than its folder"),
        (WITHDRAWN.replace("2026-02-01", '"soon"'), "withdrawn: Input should be a valid date"),
        (WITHDRAWN.replace("Head of data", "DC Zqxworth"), "by: holds what looks like a name after a title"),
        (WITHDRAWN.replace("The cases", "Operation Zqxworth"), "reason: holds what looks like an operation name"),
    ],
)
def test_a_withdrawal_that_is_none_is_refused_and_not_echoed(tmp_path, text, message):
    a_return(tmp_path)
    withdrawal(tmp_path, 2, text)
    with pytest.raises(VersionError, match=message) as caught:
        collect_returns(tmp_path / "returns", INSTRUMENT)
    assert "Zqxworth" not in str(caught.value)


def test_a_withdrawal_has_a_version_of_its_own_and_nothing_beside_it(tmp_path):
    place = a_return(tmp_path)
    (place / "withdrawn.toml").write_text(WITHDRAWN, encoding="utf-8")
    with pytest.raises(VersionError, match="stands in the first version"):
        collect_returns(tmp_path / "returns", INSTRUMENT)
    (place / "withdrawn.toml").unlink()
    (withdrawal(tmp_path, 2) / "event.csv").write_text("", encoding="utf-8")
    with pytest.raises(VersionError, match="has other files beside it"):
        collect_returns(tmp_path / "returns", INSTRUMENT)


def test_a_giver_without_a_folder_of_a_return_is_still_a_fault(tmp_path):
    a_return(tmp_path)
    (tmp_path / "returns" / "SYN-FORCE-02").mkdir()
    with pytest.raises(EmptyReturnError, match="is a giver without a return"):
        collect_returns(tmp_path / "returns", INSTRUMENT)


# What a version changed


def rows(entity: str, *values: tuple[str | None, ...]) -> pl.DataFrame:
    columns = {"event": ("off_pseudo", "colour", "number"), "suspect": ("sus_pseudo", "off_pseudo", "age")}[entity]
    frame = pl.DataFrame(values, schema=dict.fromkeys(columns, pl.String), orient="row")
    return frame.with_columns(return_provider=pl.lit("g"), return_ref=pl.lit("r1"))


def change_of(before: pl.DataFrame, after: pl.DataFrame):
    none = {entity: pl.DataFrame(schema={"return_id": pl.String}) for entity in INSTRUMENT.entities}
    empty = {
        e: pl.DataFrame(schema={k.name: pl.String for k in INSTRUMENT.keys_of(e)} | {"x": pl.String}) for e in none
    }
    found = changes_between(empty | {"event": before}, empty | {"event": after}, INSTRUMENT)
    return next(one for one in found if one.entity == "event")


def test_rows_added_gone_and_changed_are_counted_by_key_and_field():
    before = rows("event", ("a", "RED", "1"), ("b", "RED", "2"), ("c", None, "3"), ("d", "RED", None))
    after = rows(
        "event", ("b", "BLUE", "2"), ("c", "RED", "4"), ("d", "RED", None), ("e", "RED", "1"), ("f", "RED", "1")
    )
    found = change_of(before, after)
    assert (found.added, found.gone, found.changed) == (2, 1, {"colour": 2, "number": 1})


def test_order_changes_nothing():
    before = rows("event", ("a", "RED", "1"), ("b", "RED", "2"))
    found = change_of(before, before.reverse())
    assert (found.added, found.gone, found.changed) == (0, 0, {})


def test_rows_that_no_key_tells_apart_are_counted_as_whole_rows():
    before = rows("event", ("a", "RED", "1"), ("a", "RED", "1"), ("a", "BLUE", "1"))
    after = rows("event", ("a", "RED", "1"), ("a", "GREEN", "1"))
    found = change_of(before, after)
    assert (found.added, found.gone, found.changed) == (1, 2, {})


def test_the_section_of_the_report_names_fields_and_counts_and_no_value():
    before, after = rows("event", ("zqx", "RED", "1")), rows("event", ("zqx", "BLUE", "1"))
    text = "\n".join(revision_lines(Revision(ReturnVersion("g", "r1", 2), (change_of(before, after),))))
    assert "| event | 0 | 0 | `colour` 1 |" in text
    assert "## What version 2 changed" in text
    assert not [value for value in ("zqx", "RED", "BLUE") if value in text]


@pytest.mark.parametrize("withdrawn", [False, True])
def test_the_report_for_machines_has_what_a_version_changed(tmp_path, withdrawn):
    a_return(tmp_path)
    (receipt,) = collect_returns(tmp_path / "returns", INSTRUMENT).receipts
    change = change_of(rows("event", ("a", "RED", "1")), rows("event", ("a", "BLUE", "1")))
    back = Withdrawal(
        form="clerestory-withdrawal/1", return_id="r1", withdrawn="2026-03-01", by="data officer", reason="Sent twice."
    )
    revision = Revision(ReturnVersion("g", "r1", 2), (change,), back if withdrawn else None)
    said = json.loads(json.dumps(report_json(feedback_on(receipt, INSTRUMENT, revision=revision))))
    schema = json.loads((SCHEMAS / "feedback.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(said)
    assert said["revision"]["version"] == 2
    assert said["revision"]["changes"] == [{"entity": "event", "added": 0, "gone": 0, "changed": {"colour": 1}}]
    assert (said["revision"]["withdrawal"] is not None) is withdrawn


# Receipts that the vault keeps


def test_a_receipt_is_read_as_it_was_written(tmp_path):
    receipt = check_return(a_return(tmp_path, event(colour="PURPLE", colours="", number="x")), INSTRUMENT)
    assert receipt.faults
    assert receipt.fault_counts
    assert receipt_of(receipt_json(receipt)) == receipt
    assert list(receipt_of(receipt_json(receipt)).rows_in) == list(receipt.rows_in)
