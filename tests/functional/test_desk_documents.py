"""The documents of drafts on the desk: what is printed, nothing of the vault, and versions as drafts come."""

from __future__ import annotations

import shutil
import subprocess
import sys
from html.parser import HTMLParser

import pytest

from clerestory import pipeline
from clerestory.errors import GateError
from clerestory.model.desk.documents import BlockKind
from clerestory.pipeline.desk.documents import documents_before, documents_of_draft, documents_of_release
from clerestory.review.desk.differences import differences
from clerestory.study import open_study
from clerestory.study.stored import read_draft
from studies import CLOCK, published_example

# Reads the documents and a copy of each, and tells of every file below the study that was opened.
READS = """
import datetime, pathlib, sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
from clerestory.pipeline.desk.documents import documents_before, documents_of_draft, documents_of_release
from clerestory.pipeline.desk.reading import reading_copy
from clerestory.study import open_study
from clerestory.study.stored import read_draft
study = open_study(pathlib.Path(sys.argv[1]))
here = documents_of_draft(study, read_draft(study.desk / "draft.json"))
documents_before(study, here.draft), documents_of_release(study)
now = datetime.datetime(2026, 11, 27, tzinfo=datetime.UTC)
for one in here.documents:
    reading_copy(one, post="Member", copy_id="a1b2c3d4e5f6", opened=now)
print("\\n".join(sorted({path for path in opened if path.startswith(sys.argv[1])})))
"""


class Printed(HTMLParser):
    """The texts of a released page, by the element that they stand in."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: dict[str, list[str]] = {}
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag in ("p", "li", "td", "h2", "h3"):
            self.open.append(tag)
            self.found.setdefault(tag, []).append("")

    def handle_endtag(self, tag):
        if self.open and tag == self.open[-1]:
            self.open.pop()

    def handle_data(self, data):
        if self.open:
            self.found[self.open[-1]][-1] += data

    def texts(self, tag):
        return {" ".join(text.split()) for text in self.found[tag]}


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return published_example(tmp_path_factory)


@pytest.fixture
def study(root, tmp_path):
    return open_study(shutil.copytree(root, tmp_path / "study"))


def lying(study):
    """The documents of the draft that lies on the desk."""
    return documents_of_draft(study, read_draft(study.desk / "draft.json"))


def test_the_documents_say_what_the_released_pages_print(root):
    study = open_study(root)
    documents = {one.id: one for one in lying(study).documents}
    release = next(path for path in study.releases.iterdir() if path.is_dir())
    page = Printed((release / "index.html").read_text(encoding="utf-8"))
    paper = documents["paper"]
    told = {kind: {" ".join(b.text.split()) for b in paper.blocks if b.kind is kind} for kind in BlockKind}
    plain = {b.text for b in paper.blocks if b.kind is BlockKind.PARAGRAPH and not b.label and b.look.value == "plain"}
    assert {" ".join(text.split()) for text in plain} <= page.texts("p")
    assert told[BlockKind.LIST_ITEM] <= page.texts("li")
    # Register and claims name who decided; all other cells are those of the page too.
    cells = {cell.text for b in paper.blocks for cell in b.cells}
    assert cells <= page.texts("td")
    assert {"heading.overlaps", "table.t1", "chart.c1", "finding.s1"} <= paper.by_id.keys()
    for path in sorted((release / "findings").iterdir()):
        one = documents[f"finding-{path.stem}"]
        limits = {b.text for b in one.blocks if b.kind is BlockKind.LIST_ITEM}
        assert limits
        assert limits <= Printed(path.read_text(encoding="utf-8")).texts("li")


def test_nothing_of_the_vault_is_opened_to_read(root):
    made = subprocess.run([sys.executable, "-c", READS, str(root)], capture_output=True, text=True, check=True)
    opened = {path.removeprefix(f"{root}/").split("/")[0] for path in made.stdout.split()}
    assert {"study.toml", "desk"} <= opened
    assert not opened & {"vault", "returns", "texts"}


def test_a_new_draft_is_a_new_version_and_what_changed_is_told(study):
    first = lying(study)
    assert documents_before(study, first.draft) is None
    assert documents_of_release(study) == first
    paper = study.paper.read_text(encoding="utf-8")
    study.paper.write_text(paper.replace("These figures are not new.", "These figures are old."), encoding="utf-8")
    with pytest.raises(GateError):
        pipeline.run(study.root, clock=CLOCK)
    later = lying(study)
    assert documents_before(study, later.draft) == first
    assert documents_of_release(study) == first
    same = [one.id for one in later.documents if one.version == first.document(one.id).version]
    assert [one.id for one in later.documents if one.id not in same] == ["paper"]
    found = differences(first.document("paper"), later.document("paper"))
    (changed,) = [one for one in found if one.change.value != "same"]
    marked = [(one.change.value, one.text) for one in changed.words if one.change.value != "same"]
    assert marked == [("removed", "not new"), ("added", "old")]
    with pytest.raises(GateError):
        pipeline.run(study.root, clock=CLOCK)
    assert len(list((study.desk / "documents").glob("*.json"))) == 2  # the same draft is no new version


def test_a_release_that_was_recalled_is_compared_with_nothing(study):
    release = next(path for path in study.releases.iterdir() if path.is_dir())
    (release / "manifest.json").unlink()
    assert documents_of_release(study) is None


def test_a_draft_of_which_the_desk_has_nothing_has_no_documents(study):
    assert documents_of_draft(study, "hmac-sha256:" + "0" * 64) is None
    there = read_draft(study.desk / "draft.json")
    shutil.rmtree(study.desk / "documents")
    assert documents_of_draft(study, there) is None
