"""docs/how-to/assess-before-you-publish.md, followed word by word on a study whose draft is on the desk."""

from __future__ import annotations

import re
from pathlib import Path

from tests.studies import published_example

from commands import clerestory

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "assess-before-you-publish.md"


def test_the_page_can_be_followed(tmp_path_factory):
    study = published_example(tmp_path_factory)
    template, asked, notice, press = re.findall(r"```sh\n(.*?)\n```", PAGE.read_text(encoding="utf-8"), re.DOTALL)

    def gave(command: str):
        return clerestory(*command.replace("STUDY", str(study)).split()[1:], cwd=study.parent)

    assert gave(asked).returncode == 61
    assert gave(template).stdout.strip() == str(study / "assessment.toml")
    assert gave(template).returncode == 61  # what is there is not overwritten
    assert "nobody filled in" in gave(asked).stderr
    filled = (study / "assessment.toml").read_text(encoding="utf-8")
    filled = filled.replace('decision = "..."', 'decision = "publish"').replace("0001-01-01", "2026-11-20")
    filled = filled.replace('decided_by = "..."', 'decided_by = "statistician"')
    (study / "assessment.toml").write_text(filled.replace('"..."', '"None is expected."'), encoding="utf-8")
    assert gave(asked).returncode == 0, gave(asked).stderr
    said = gave(notice)
    assert said.returncode == 0
    assert "26 November 2026" in said.stdout
    assert gave(press).returncode == 0
    assert (study.parent / "press" / "REBUILT-press-notice.txt").is_file()
