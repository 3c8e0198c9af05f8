"""The page on erasing by date, followed literally in sh."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from clerestory import pipeline
from clerestory.ledger import ledger_entries
from clerestory.pipeline import Stage
from commands import PATIENCE, forked
from studies import CLOCK, sharing_record, small_study

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "erase-by-date.md"
TABLES = '[[tables]]\nid = "t1"\ntitle = "Persons by area"\ncount = "person"\nrows = "person.area"\n'


def test_every_command_of_the_page_does_what_it_says(tmp_path):
    root = small_study(tmp_path / "STUDY", {"area": ["n", "s"]}, [("n",)] * 60, tables=TABLES, givers=2)
    for old, new in ((root / "returns" / "g1", "SYN-FORCE-02"), (root / "returns" / "SYN-FORCE-02" / "r1", "2024")):
        old.rename(old.with_name(new))
    path = root / "returns" / "SYN-FORCE-02" / "2024" / "return.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("r1,g1", "2024,SYN-FORCE-02"), encoding="utf-8")
    givers = root / "instrument" / "codelists" / "giver.csv"
    givers.write_text(givers.read_text(encoding="utf-8").replace("g1,g1", "SYN-FORCE-02,g1"), encoding="utf-8")
    (root / "sharing" / "SYN-FORCE-02.toml").write_text(sharing_record("SYN-FORCE-02"), encoding="utf-8")
    with (root / "study.toml").open("a", encoding="utf-8") as file:
        file.write('\n[ledger]\nposts = ["Records manager"]\n')
    pipeline.run(root, [Stage.COLLECT], clock=CLOCK)

    blocks = re.findall(r"^ *```sh\n(.*?)^ *```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    command = f'clerestory() {{ {" ".join(forked())} "$@"; }}\n'
    for block in blocks:
        subprocess.run(["sh", "-ec", command + block], cwd=tmp_path, capture_output=True, timeout=PATIENCE, check=True)
    assert len(blocks) == 3
    certificate = (tmp_path / "certificate.md").read_text(encoding="utf-8")
    assert "# Certificate of erasure: cases of SYN-FORCE-02/2024" in certificate
    events = [(entry.event, entry.actor) for entry in ledger_entries(root / "ledger.jsonl")][-3:]
    assert events == [(event, "Records manager") for event in ("erasure begun", "data erased", "noted by hand")]
    assert [path.name for path in (root / "returns").iterdir()] == ["g0"]
