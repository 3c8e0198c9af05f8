"""Templates and checks of returns as a data officer meets them, with LibreOffice as the other program."""

from __future__ import annotations

import shutil
import signal
import subprocess
import time
from pathlib import Path

import openpyxl
import pytest

from clerestory.study import read_instrument, shipped_instrument
from commands import COMMAND, PATIENCE, clerestory

OFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed (make debian)")
ENTITIES = read_instrument(shipped_instrument()).entities


def converted(path: Path, form: str, folder: Path) -> Path:
    """Let LibreOffice open a workbook and save it in another form."""
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [OFFICE, profile, "--headless", "--convert-to", form, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
    return folder / f"{path.stem}.{form}"


@pytest.mark.parametrize("form", ["csv", "xlsx", "ods", "parquet"])
def test_a_template_of_each_form_is_written_and_checked(tmp_path, form):
    made = clerestory("collect", "template", tmp_path / "new", "--form", form)
    assert made.returncode == 0, made.stderr
    files = [Path(line) for line in made.stdout.splitlines()]
    assert [f.name for f in files] == (
        [f"return.{form}"] if form in ("xlsx", "ods") else [f"{e}.{form}" for e in ENTITIES]
    )
    checked = clerestory("collect", "check", tmp_path / "new")
    assert checked.returncode == 26
    assert "must have exactly one row: this return" in checked.stderr
    assert "1 fault(s) were found" in checked.stdout


def test_a_template_never_overwrites_what_is_there(tmp_path):
    (tmp_path / "return.csv").write_text("somebody's")
    for place in (tmp_path, tmp_path / "return.csv"):
        made = clerestory("collect", "template", place)
        assert made.returncode == 13
        assert "is there already" in made.stderr
    assert (tmp_path / "return.csv").read_text() == "somebody's"


def test_wrong_arguments_name_the_option(tmp_path):
    made = clerestory("collect", "template", tmp_path / "new", "--form", "doc")
    assert (made.returncode, "--form" in made.stderr) == (2, True)


def test_one_workbook_given_alone_is_checked(tmp_path):
    clerestory("collect", "template", tmp_path / "new")
    checked = clerestory("collect", "check", tmp_path / "new" / "return.xlsx")
    assert checked.returncode == 26
    assert "lies in no folder of a return" in checked.stdout


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [("r.xlsx", b"PK\x03\x04", 29), ("r.xls", b"", 29), ("r.csv", b"a", 27), ("nothing.xlsx", None, 21)],
)
def test_a_file_that_is_no_return_says_why(tmp_path, name, data, code):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    checked = clerestory("collect", "check", tmp_path / name)
    assert checked.returncode == code, checked.stderr
    assert "Traceback" not in checked.stderr


@pytest.mark.slow
@needs_office
@pytest.mark.parametrize(("form", "other"), [("xlsx", "ods"), ("ods", "xlsx")])
def test_a_template_that_libreoffice_saved_in_the_other_form_is_read(tmp_path, form, other):
    clerestory("collect", "template", tmp_path / "new", "--form", form)
    path = converted(tmp_path / "new" / f"return.{form}", other, tmp_path)
    checked = clerestory("collect", "check", path)
    assert checked.returncode == 26, checked.stdout
    assert "1 fault(s) were found" in checked.stdout


@pytest.mark.slow
@needs_office
def test_libreoffice_reads_our_ods_with_its_choices_prompts_and_header_rows(tmp_path):
    clerestory("collect", "template", tmp_path / "new", "--form", "ods", "--mark", "synthetic")
    book = openpyxl.load_workbook(converted(tmp_path / "new" / "return.ods", "xlsx", tmp_path))
    assert book.sheetnames == [*ENTITIES, "notes", "codes"]
    sheet = book["suspect"]
    rules = {sheet.cell(1, next(iter(r.sqref.ranges)).min_col).value: r for r in sheet.data_validations.dataValidation}
    assert rules["sex"].formula1.startswith("codes!$B$")
    assert rules["sex"].prompt.startswith("Sex: one code of sex")
    assert (sheet["A1"].font.b, sheet.print_title_rows, sheet.oddHeader.center.text) == (True, "$1:$1", "SYNTHETIC")


@pytest.mark.slow
@needs_office
@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_a_return_that_libreoffice_made_of_csv_gives_its_formulas_away(tmp_path, form):
    path = tmp_path / "return.csv"
    path.write_text("a,b\n=1+1,2020-09-30\n", encoding="utf-8")
    checked = clerestory("collect", "check", converted(path, form, tmp_path))
    assert checked.returncode == 29
    assert "holds formulas" in checked.stdout


def test_a_template_that_is_interrupted_leaves_nothing_half_done(tmp_path):
    running = subprocess.Popen([*COMMAND, "collect", "template", str(tmp_path / "new")], stdout=subprocess.DEVNULL)
    time.sleep(0.7)
    running.send_signal(signal.SIGTERM)
    running.wait(timeout=PATIENCE)
    whole = [p.name for p in (tmp_path / "new").iterdir()] if (tmp_path / "new").exists() else []
    assert whole in ([], ["return.xlsx"])
