"""docs/how-to/run-the-desk.md, followed: the commands that end by themselves."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from commands import clerestory
from desks import TERMS, TERMS_VERSION
from served_desks import example

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "run-the-desk.md"


def test_the_commands_of_the_page_invite_back_up_and_restore(tmp_path):
    study = example(tmp_path)
    text = PAGE.read_text(encoding="utf-8")
    lines = re.findall(r"^ *clerestory (desk .*)$", text, re.MULTILINE)
    named = {"STUDY": str(study), "desk.zip": str(tmp_path / "desk.zip")}
    invite, mail, backup, restore = ([named.get(word, word) for word in shlex.split(line)] for line in lines)
    link = clerestory(*invite, check=True).stdout
    assert link.startswith("https://desk.example.org/account/invitation/chair/")
    terms = ("--set", f"version={TERMS_VERSION}", "--set", f"text={TERMS}")
    clerestory("desk", "act", study, "set terms", "--person", "secretary", *terms, check=True)
    assert "0 letters went out" in clerestory(*mail, check=True).stderr
    tried = clerestory(*mail, "--dry-run", check=True)
    assert (tried.stdout, tried.stderr) == ("", "No letter is due.\n")
    clerestory(*backup, check=True)
    left = re.search(r"move what is left of (.*) away", text)[1]
    for name in re.findall(r"`([\w.]+)`", left):
        for path in (study / "desk").glob(f"{name}*"):
            path.unlink()
    assert "1 acts are back" in clerestory(*restore, check=True).stdout
