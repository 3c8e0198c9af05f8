"""`clerestory analyse panel` as a user gives it."""

from __future__ import annotations

import pytest

from panel_cases import write_panel
from test_protect_commands import clerestory

QUICK = ("--classes", "2", "--starts", "3")


def test_the_same_files_give_the_same_words_and_hidden_cells(tmp_path):
    write_panel(tmp_path, 300)
    first, again = (
        clerestory("panel", "codings.csv", "items.csv", *QUICK, cwd=tmp_path, stage="analyse") for _ in range(2)
    )
    assert first.returncode == 0
    assert "[c]" in first.stdout
    assert again.stdout == first.stdout


def test_one_coder_has_no_agreement_and_that_is_said(tmp_path):
    write_panel(tmp_path, 300)
    codings = tmp_path / "codings.csv"
    lines = codings.read_text().splitlines(keepends=True)
    codings.write_text("".join(line for line in lines if ",two," not in line))
    done = clerestory("panel", "codings.csv", "items.csv", *QUICK, cwd=tmp_path, stage="analyse")
    assert done.stdout.startswith("One coder coded, or no case was coded by both")
    assert "Agreement of coders" not in done.stdout


def test_few_cases_give_nothing_and_that_is_said(tmp_path):
    write_panel(tmp_path, 25)
    done = clerestory("panel", "codings.csv", "items.csv", "--classes", "1", cwd=tmp_path, stage="analyse")
    assert (done.returncode, done.stdout) == (0, "Nothing is given. Fewer than 30 cases have a coding and items.\n")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["nowhere.csv", "items.csv"], 2, "does not exist"),
        (["codings.csv"], 2, "ITEMS"),
        (["codings.csv", "items.csv", "--classes", "6-2"], 2, "--classes"),
        (["codings.csv", "items.csv", "--compare", "T6,T6"], 2, "--compare"),
        (["codings.csv", "items.csv", "--compare", "T99"], 31, "names no type, or a code that is none"),
        (["codings.csv", "items.csv", "--compare", ""], 31, "names no type"),
        (["codings.csv", "items.csv", "--operations", "nowhere"], 30, "has no column nowhere"),
        (["items.csv", "codings.csv"], 30, "has not the columns unit, coder, value"),
        (["codings.csv", "others.csv", "--classes", "1"], 30, "have no case in common"),
    ],
)
def test_wrong_input_is_told_and_nothing_is_printed(tmp_path, words, code, said):
    write_panel(tmp_path, 60)
    (tmp_path / "others.csv").write_text("unit,a,b\n" + "".join(f"z{n},{n % 2},{n % 3}\n" for n in range(30)))
    done = clerestory("panel", *words, cwd=tmp_path, stage="analyse")
    assert (done.returncode, done.stdout) == (code, "")
    assert said in " ".join(done.stderr.replace("│", " ").split())
