"""What is written beside the paper of a study, read strictly."""

from __future__ import annotations

import pytest

from clerestory.errors import StudyError
from clerestory.model.beside_paper import NOTHING_BESIDE, Version
from clerestory.study import open_study
from clerestory.study.beside_paper import read_beside_paper
from studies import example


@pytest.fixture
def study(tmp_path):
    return open_study(example(tmp_path))


def write(study, name, text):
    path = study.root / "paper" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_study_may_have_none_of_it(study):
    assert read_beside_paper(study) == NOTHING_BESIDE


def test_versions_come_in_one_order_with_what_their_heads_say(study):
    write(study, "summary/bsl.toml", 'video = "https://example.org/v"\ntranscript = "A.\\n"\nmissing = "B"\n')
    write(study, "summary/welsh.md", "Testun.\n")
    write(study, "summary/easy-read.md", "---\nmissing: Too hard.\n---\n\nText.\n")
    write(study, "reference-group.md", "We read it.\n")
    read = read_beside_paper(study)
    assert [of.kind for of in read.versions] == [Version.EASY_READ, Version.WELSH, Version.BSL]
    easy, welsh, signed = read.versions
    assert (easy.missing, welsh.missing, signed.missing) == ("Too hard.", "", "B")
    assert signed.video == "https://example.org/v"
    assert read.group_note == "We read it.\n"


def test_lines_keep_their_numbers_behind_a_head(study):
    write(study, "summary/easy-read.md", "---\nmissing: Why.\n---\n\nText.\n")
    (easy,) = read_beside_paper(study).versions
    assert easy.text.split("\n").index("Text.") == 4  # the fifth line


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("summary/easyread.md", "Text.", "is no version of the summary"),
        ("summary/easy-read.md", "---\nlacking: why\n---\nText.", "has a head with other than"),
        ("summary/easy-read.md", "---\nmissing: a\nmissing: b\n---\nText.", "has a head with other than"),
        ("summary/easy-read.md", "---\nmissing:\n---\nText.", "has a head with other than"),
        ("summary/bsl.toml", "video", "is not TOML"),
        ("summary/bsl.toml", 'video = "http://example.org"\ntranscript = "A"', "video"),
        ("summary/bsl.toml", 'video = "https://example.org"', "transcript"),
        ("summary/bsl.toml", 'video = "https://a.org"\ntranscript = "A"\nfile = "v.mp4"', "file"),
    ],
)
def test_what_has_not_its_form_is_refused(study, name, text, why):
    write(study, name, text)
    with pytest.raises(StudyError, match=why):
        read_beside_paper(study)


def test_a_link_is_no_version(study):
    write(study, "summary/welsh.md", "Testun.")
    folder = study.root / "paper" / "summary"
    (folder / "easy-read.md").symlink_to(folder / "welsh.md")
    with pytest.raises(StudyError, match="is not a file"):
        read_beside_paper(study)


@pytest.mark.parametrize("make", [lambda at: at.write_text("Text."), lambda at: at.symlink_to("nowhere")])
def test_what_should_be_the_folder_of_versions_is_not_passed_over(study, make):
    make(study.root / "paper" / "summary")
    with pytest.raises(StudyError, match="is not a folder"):
        read_beside_paper(study)


def test_a_mark_of_byte_order_is_no_part_of_the_text(study):
    write(study, "summary/easy-read.md", "\ufeff---\nmissing: Too hard.\n---\n\nText.\n")
    (easy,) = read_beside_paper(study).versions
    assert (easy.missing, easy.text.strip()) == ("Too hard.", "Text.")


def test_other_bytes_than_text_are_refused(study):
    write(study, "summary/welsh.md", "")
    (study.root / "paper" / "summary" / "welsh.md").write_bytes(b"\xff\xfe")
    with pytest.raises(StudyError, match="UTF-8"):
        read_beside_paper(study)
