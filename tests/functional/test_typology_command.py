"""`clerestory analyse typology` as a user gives it."""

from __future__ import annotations

import pytest

from test_protect_commands import clerestory


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["nowhere.csv"], 2, "does not exist"),
        (["items.csv", "--classes", "6-2"], 2, "--classes"),
        (["items.csv", "--classes", "many"], 2, "--classes"),
        (["items.csv", "--bootstrap", "5"], 2, "--bootstrap"),
        (["items.csv", "--chart", "items.csv"], 2, "would replace"),
        (["items.csv", "--covariates", "d"], 30, "has no column d"),
        (["items.csv", "--classes", "4"], 30, "too few items, or rows, for 4 classes"),
    ],
)
def test_wrong_input_is_told_and_nothing_is_printed(tmp_path, words, code, said):
    (tmp_path / "items.csv").write_text("a,b\n" + "1,1\n1,0\n0,1\n0,0\n" * 5)
    done = clerestory("typology", *words, cwd=tmp_path, stage="analyse")
    assert (done.returncode, done.stdout) == (code, "")
    assert said in " ".join(done.stderr.replace("│", " ").split())
