"""The press notice: the paper's own sentences, statements apart, and nothing that the release has not."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pytest
from tests.studies import published_example

from clerestory import pipeline
from clerestory.errors import ReleaseError, StudyError
from clerestory.publish.packs import open_release
from clerestory.publish.press import press_files
from commands import clerestory

PRESS = """
form = "clerestory-press/1"
contact = "The press office"

[[quotations]]
by = "The minister"
words = "This paper says what is known and what is not."

[[quotations]]
by = "A survivor"
words = "I wanted somebody to write it down for once."
is_testimony = true
"""


@pytest.fixture
def study(tmp_path_factory) -> Path:
    return published_example(tmp_path_factory)


def notice(study: Path, to: Path) -> str:
    made = clerestory("publish", "press", study, "--to", to)
    assert made.returncode == 0, made.stderr
    return (to / "REBUILT-press-notice.txt").read_text(encoding="utf-8")


def test_every_number_of_the_notice_stands_in_the_paper_of_its_release(study, tmp_path):
    text = notice(study, tmp_path / "press")
    page = next((study / "releases").glob("2*")) / "index.html"
    paper = re.sub(r"<[^>]+>", " ", page.read_text(encoding="utf-8"))
    told = text.split("Notes to editors")[0]
    numbers = set(re.findall(r"\d[\d,.]*\d|\d", told))
    assert numbers
    assert all(number in paper for number in numbers)


def test_its_sentences_are_those_of_the_first_section_and_of_the_limits(study, tmp_path):
    text = notice(study, tmp_path / "press")
    page = next((study / "releases").glob("2*")) / "index.html"
    paper = " ".join(re.sub(r"<[^>]+>", "", page.read_text(encoding="utf-8")).split())
    said = text[text.index("describes no acts") : text.index("Notes to editors")].split("\n\n")[1:]
    sentences = [" ".join(one.split()) for one in said if one and not one.startswith("Limits, in")]
    assert len(sentences) >= 2
    unescaped = paper.replace("&quot;", '"').replace("&#39;", "'").replace("&amp;", "&")
    assert [one for one in sentences if one not in unescaped] == []


def test_statements_stand_apart_and_testimony_is_called_so(study, tmp_path):
    (study / "press.toml").write_text(PRESS)
    text = notice(study, tmp_path / "press")
    assert 'A statement, not a finding. The minister:\n"This paper says' in text
    assert 'Testimony, not a finding. A survivor:\n"I wanted' in text
    assert "Press contact: The press office" in text
    page = (tmp_path / "press" / "REBUILT-press-notice.html").read_text(encoding="utf-8")
    assert page.index("What the paper says") < page.index("What was said of it") < page.index("Notes to editors")
    assert "Rebuilt from published counts" in page


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("what is known and what is not", "that 12 of them are known", "holds a number"),
        ("what is known and what is not", "that three quarters are known", "quotations.0: counts in words"),
        ("A survivor", "The eleven survivors", "quotations.1: counts in words"),
        ("what is known and what is not", "that ten per cent are known", "holds a number"),
        ("for once", "at the school in Eastmoor", "together could identify"),
        ("for once", "to someone@mail.example now", "looks like"),
        ('contact = "The press office"', "", "contact"),
        ("is_testimony = true", "is_testimony = maybe", "not TOML"),
    ],
)
def test_a_statement_that_counts_or_could_identify_is_refused_and_not_repeated(study, tmp_path, old, new, said):
    assert old in PRESS
    (study / "press.toml").write_text(PRESS.replace(old, new))
    with pytest.raises(StudyError, match=said) as error:
        pipeline.write_press_notice(study, tmp_path / "press")
    assert "Eastmoor" not in str(error.value)
    assert not (tmp_path / "press").exists()


def test_a_release_that_is_neither_signed_nor_published_has_no_notice(study, tmp_path):
    text = (study / "study.toml").read_text(encoding="utf-8")
    later = text.replace("date = 2026-11-26", "date = 2027-02-25").replace("= 2027-11-25", "= 2028-01-25")
    (study / "study.toml").write_text(later, encoding="utf-8")
    with pytest.raises(ReleaseError, match="neither signed nor in its place"):
        pipeline.write_press_notice(study, tmp_path / "press")


def test_a_notice_is_never_overwritten_and_is_the_same_twice(study, tmp_path):
    assert notice(study, tmp_path / "one") == notice(study, tmp_path / "two")
    with pytest.raises(ReleaseError, match="exists already"):
        pipeline.write_press_notice(study, tmp_path / "one")


def test_a_release_whose_register_has_not_its_form_or_is_missing_has_no_notice(study):
    release = open_release(next((study / "releases").glob("2*")))
    name = "REBUILT-register.json"
    (release.folder / name).write_bytes(b"{}")
    files = {file.path: file for file in release.manifest.files}
    other = files[name].model_copy(update={"sha256": "sha256:" + hashlib.sha256(b"{}").hexdigest()})
    for known, said in ((files | {name: other}, "has not its form"), (files, "was changed")):
        spoilt = replace(release, manifest=release.manifest.model_copy(update={"files": tuple(known.values())}))
        with pytest.raises(ReleaseError, match=said):
            press_files(spoilt, None, opens="", address="")
    without = tuple(file for path, file in files.items() if path != name)
    older = replace(release, manifest=release.manifest.model_copy(update={"files": without}))
    with pytest.raises(ReleaseError, match="no register for programs"):
        press_files(older, None, opens="", address="")


@pytest.mark.parametrize("place", ["releases/press", "vault/press", "desk/waiting/a/press", "link/press"])
def test_a_notice_never_lies_where_the_study_keeps_its_own(study, tmp_path, place):
    (study / "link").symlink_to(study / "releases")
    before = sorted(study.rglob("*"))
    made = clerestory("publish", "press", study, "--to", study / place)
    assert made.returncode == 51
    assert "is a place of the study" in made.stderr
    packed = clerestory("publish", "pack", study, "--audience", "national", "--to", place, cwd=study)
    assert packed.returncode == 58
    assert "is a place of the study" in packed.stderr
    assert sorted(study.rglob("*")) == before


def test_a_notice_may_lie_in_a_folder_of_its_own_beside_what_the_study_keeps(study):
    made = clerestory("publish", "press", ".", "--to", "press", cwd=study)
    assert made.returncode == 0, made.stderr
    assert clerestory("ledger", "verify", study).returncode == 0
