"""The commands of protection with wrong input: an exit code, what, where and remedy; never a traceback."""

from __future__ import annotations

import contextlib
import io
import json
import stat
import sys
from types import SimpleNamespace

import pytest

from clerestory.cli import main

CELLS = "region,force,sex,n\nN,n1,f,3\nN,n1,m,40\nN,n2,f,50\nN,n2,m,60\nS,s1,f,30\nS,s1,m,20\nS,s2,f,9\nS,s2,m,70\n"
DIMS = "region/force,sex"


def clerestory(*words, cwd, stage="protect"):
    """Run the command line here: its output, what it says and its exit code."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.chdir(cwd), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        before, sys.argv = sys.argv, ["clerestory", stage, *words]
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code or 0
        finally:
            sys.argv = before
    return SimpleNamespace(returncode=code, stdout=out.getvalue(), stderr=err.getvalue())


def table(folder, *more, cells="cells.csv", out="out.csv", dims=DIMS):
    words = ["--dims", dims, "--count", "n", "--threshold", "5", "--seed", "1", "--out", out, "--proof", "proof.json"]
    return clerestory("table", cells, *words, *more, cwd=folder)


def refused(done, code, *words):
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    for word in words:
        assert word in done.stderr


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "cells.csv").write_text(CELLS)
    return tmp_path


@pytest.fixture
def done(folder):
    assert table(folder).returncode == 0
    return folder


WRONG_CELLS = pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(CELLS.replace("sex", "gender").encode(), ["no column 'sex'"], id="a missing column"),
        pytest.param(b"", ["cells.csv", "is empty"], id="an empty file"),
        pytest.param(CELLS.replace("40", "-4").encode(), ["column n, row 2", "whole number"], id="a negative count"),
        pytest.param(CELLS.replace("40", "4.5").encode(), ["column n, row 2", "whole number"], id="a fraction"),
        pytest.param(CELLS.replace("s1", "n1").encode(), ["column force", "'n1' stands under both"], id="overlap"),
        pytest.param((CELLS + "N,Total,f,99\n").encode(), ["row 9", "not the sum"], id="a margin that disagrees"),
        pytest.param((CELLS + "Total,n1,f,3\n").encode(), ["row 9", "no margin"], id="a code below a total"),
        pytest.param(bytes(range(256)) * 4, ["cells.csv", "not a CSV file in UTF-8"], id="a binary file"),
    ],
)


@WRONG_CELLS
def test_a_wrong_table_is_refused_with_where_and_remedy(folder, content, words):
    (folder / "cells.csv").write_bytes(content)
    refused(table(folder), 30, *words)
    assert not (folder / "out.csv").exists()
    assert not (folder / "proof.json").exists()


def test_an_unknown_attacker_and_files_that_are_one_are_wrong_arguments(folder):
    refused(table(folder, "--attackers", "outsider,martian"), 2, "martian", "--attackers")
    refused(table(folder, out="cells.csv"), 2, "--out")
    assert (folder / "cells.csv").read_text() == CELLS


def test_figures_of_what_is_lost_are_a_secret_file_and_never_on_the_screen(folder):
    folder.chmod(0o755)  # in a folder that is its owner's alone every file is, too
    done = table(folder, "--loss", "loss.json")
    assert done.returncode == 0, done.stderr
    lost = json.loads((folder / "loss.json").read_text())
    assert set(lost) == {"cells", "primary", "secondary", "value", "log", "hidden_prop"}
    assert (lost["cells"], lost["primary"]) == (21, 1)  # 7 places by 3, and the 3 women of n1
    assert lost["value"] > 0
    assert stat.S_IMODE((folder / "loss.json").stat().st_mode) == 0o600
    assert f"{lost['value']:,}" not in done.stderr + done.stdout
    refused(table(folder, "--loss", "proof.json"), 2, "--loss")


TURNOVER = "area,sex,n,most,firms\nN,f,90,85,4\nN,m,400,40,30\nS,f,500,30,40\nS,m,600,50,60\n"
TABULATED = ["--magnitude", "--dominance", "1,80", "--largest", "most", "--contributors", "firms"]


def test_a_table_of_totals_is_protected_by_its_largest_contributors(folder):
    (folder / "cells.csv").write_text(TURNOVER)
    done = table(folder, *TABULATED, dims="area,sex")
    assert done.returncode == 0, done.stderr
    assert "1 unsafe ones" in done.stderr  # 85 of 90
    assert "N,f,,[c]\n" in (folder / "out.csv").read_text()
    assert clerestory("verify", "out.csv", "proof.json", cwd=folder).returncode == 0
    two = ["--dims", "area", "--out", "two.csv"]
    assert table(folder, *TABULATED, *two, dims="area,sex").returncode == 0
    assert clerestory("verify", "out.csv", "two.csv", "proof.json", cwd=folder).returncode == 0


def test_tabulated_contributors_that_cannot_be_are_refused(folder):
    (folder / "cells.csv").write_text(TURNOVER.replace(",85,", ",95,"))
    refused(table(folder, *TABULATED, dims="area,sex"), 30, "cells.csv, row 1", "largest contributor")
    refused(table(folder, *TABULATED[:-1], "lost", dims="area,sex"), 30, "'lost'")
    refused(table(folder, *TABULATED[:-2], dims="area,sex"), 2, "--contributors")
    refused(table(folder, *TABULATED, "--operation", "area", dims="area,sex"), 2, "--largest")
    (folder / "cells.csv").write_text(TURNOVER.replace("most", "contributor"))
    refused(table(folder, *TABULATED[:-3], "contributor", *TABULATED[-2:], dims="area,sex"), 30, "'contributor'")


def test_margins_that_agree_may_stand_among_the_cells(folder):
    (folder / "cells.csv").write_text(CELLS + "N,Total,f,53\n")
    assert table(folder).returncode == 0


WRONG_TABLES = pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param(lambda text: "", ["out.csv", "is empty"], id="an empty file"),
        pytest.param(lambda text: text.replace("symbol", "sign"), ["'symbol'"], id="a missing column"),
        pytest.param(lambda text: text.replace(",282,", ",-3,"), ["line"], id="a negative count"),
        pytest.param(lambda text: text.replace(",282,", ",2.5,"), ["line"], id="a fraction"),
        pytest.param(lambda text: text.split("\n")[0] + "\n", ["no row"], id="a header alone"),
    ],
)


@WRONG_TABLES
@pytest.mark.parametrize("command", ["verify", "audit"])
def test_a_wrong_published_table_is_refused(done, command, change, words):
    text = (done / "out.csv").read_text()
    (done / "out.csv").write_text(change(text))
    assert (done / "out.csv").read_text() != text
    more = ["proof.json"] if command == "verify" else ["--dims", DIMS]
    refused(clerestory(command, "out.csv", *more, cwd=done), 30, *words)


@pytest.mark.parametrize("command", ["verify", "audit"])
def test_a_file_that_is_no_proof_is_refused(done, command):
    (done / "proof.json").write_bytes(b"\xff\x00")
    more = ["proof.json"] if command == "verify" else ["--proof", "proof.json"]
    refused(clerestory(command, "out.csv", *more, cwd=done), 32, "proof.json", "not a proof")


def test_an_audit_writes_intervals_that_are_public_without_a_proof_and_secret_with_one(done):
    done.chmod(0o755)  # in a folder that is its owner's alone every file is, too
    plain = clerestory("audit", "out.csv", "--dims", DIMS, "--out", "intervals.csv", cwd=done)
    assert plain.returncode == 0, plain.stderr
    assert (done / "intervals.csv").read_text().startswith("region,force,sex,low,high,exact\n")
    assert stat.S_IMODE((done / "intervals.csv").stat().st_mode) != 0o600
    vault = clerestory("audit", "out.csv", "--proof", "proof.json", "--people", "3", "--out", "secret.csv", cwd=done)
    assert vault.returncode == 0, vault.stderr
    assert stat.S_IMODE((done / "secret.csv").stat().st_mode) == 0o600


def test_an_audit_fails_with_what_a_reader_can_compute(folder):
    (folder / "t.csv").write_text("sex,n,symbol\nf,,[c]\nm,40,\nTotal,43,\n")
    done = clerestory("audit", "t.csv", "--dims", "sex", "--json", cwd=folder)
    assert done.returncode == 32
    assert '"pinned": [2]' in done.stdout
    assert "row 2" in done.stderr


def test_what_an_attacker_knows_beside_the_table_counts(folder):
    (folder / "t.csv").write_text("sex,n,symbol\nf,,[c]\nm,,[c]\nTotal,43,\n")
    assert clerestory("audit", "t.csv", "--dims", "sex", cwd=folder).returncode == 0
    (folder / "knows.csv").write_text("sex,n\nm,40\n")
    assert clerestory("audit", "t.csv", "--dims", "sex", "--knows", "knows.csv", cwd=folder).returncode == 32
    (folder / "knows.csv").write_text("sex,n\nx,40\n")
    refused(clerestory("audit", "t.csv", "--dims", "sex", "--knows", "knows.csv", cwd=folder), 30, "line 2")


def test_margins_that_contradict_each_other_are_named_by_row(folder):
    (folder / "t.csv").write_text("sex,n,symbol\nf,3,\nm,41,\nTotal,43,\n")
    refused(clerestory("audit", "t.csv", "--dims", "sex", cwd=folder), 30, "rows 2, 3, 4", "contradict")


def test_the_width_of_an_unsafe_cell_is_asked_for_with_the_proof(done):
    refused(clerestory("audit", "out.csv", "--dims", DIMS, "--criterion", "width", cwd=done), 30, "proof")
    asked = clerestory("audit", "out.csv", "--proof", "proof.json", "--criterion", "width", cwd=done)
    assert asked.returncode in (0, 32)
    assert "Traceback" not in asked.stderr


def test_what_a_total_leaves_over_is_protected_if_asked(folder):
    """Of 20 persons 15 are in the two ends that are shown, so the other two are 5 together."""
    (folder / "cells.csv").write_text("end,n\na,2\nb,3\nc,7\nd,8\n")
    assert table(folder, dims="end").returncode == 0
    assert (folder / "out.csv").read_text().count("[c]") == 2
    assert table(folder, "--threshold", "6", "--residuals", "protect", dims="end").returncode == 0
    assert (folder / "out.csv").read_text().count("[c]") == 3
    done = clerestory("verify", "out.csv", "proof.json", cwd=folder)
    assert done.returncode == 0, done.stderr


def test_a_time_limit_needs_something_to_end(folder):
    refused(table(folder, "--time-limit", "5"), 2, "--time-limit", "--iterations")


def test_a_search_that_a_time_limit_ended_says_so_wherever_its_proof_is_read(folder):
    ended = table(folder, "--iterations", "2", "--time-limit", "0")
    assert ended.returncode == 0
    assert "time limit" in ended.stderr + ended.stdout
    assert "time limit" in clerestory("verify", "out.csv", "proof.json", cwd=folder).stdout
    in_full = table(folder, "--iterations", "2", "--time-limit", "3600")
    assert "time limit" not in in_full.stderr + in_full.stdout
    assert "time limit" not in clerestory("verify", "out.csv", "proof.json", cwd=folder).stdout
