"""A protocol is written before coding begins, and whatever is lacking is named."""

from __future__ import annotations

import pytest

from clerestory.errors import InterviewError
from clerestory.interviews.protocol import new_protocol, read_protocol, unwritten
from clerestory.model.interviews.protocol import TEXTS, TO_WRITE


def written(folder):
    new_protocol(folder)
    for path in folder.iterdir():
        path.write_text(path.read_text(encoding="utf-8").replace(TO_WRITE, "Written here"), encoding="utf-8")
    return folder


def test_a_template_is_no_protocol(tmp_path):
    new_protocol(tmp_path)
    lacking = list(unwritten(tmp_path))
    assert len(lacking) == 1 + sum(len(headings) for headings in TEXTS.values())
    with pytest.raises(InterviewError, match="before coding begins"):
        read_protocol(tmp_path)


def test_what_is_there_stays(tmp_path):
    written(tmp_path)
    assert new_protocol(tmp_path) == ()
    assert read_protocol(tmp_path).exposure.minutes_a_day == 240


def test_a_missing_file_is_named(tmp_path):
    (written(tmp_path) / "topic-guide.md").unlink()
    assert list(unwritten(tmp_path)) == ["topic-guide.md is not there"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("## Opening", "## Start", "the heading 'Opening' is not there"),
        ("Who is here and why", "TO BE WRITTEN", "'Opening' is to be written"),
    ],
)
def test_a_part_that_is_not_written_is_named(tmp_path, old, new, said):
    path = written(tmp_path) / "topic-guide.md"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert [what for what in unwritten(tmp_path) if said in what] != []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("minutes_a_day = 240", "minutes_a_day = 2000", "minutes_a_day"),
        ("minutes_a_day = 240", "minutes_a_day = 20", "must rise"),
        ("[exposure]", "extra = 1\n[exposure]", "extra"),
        ('form = "', 'form "', "is not TOML"),
    ],
)
def test_settings_that_are_wrong_are_refused(tmp_path, old, new, said):
    path = written(tmp_path) / "protocol.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(InterviewError, match=said):
        read_protocol(tmp_path)
