"""Settings of patterns: what is read, and what is refused without being echoed."""

from __future__ import annotations

import pytest

from clerestory.errors import RedactionError
from clerestory.protect.text.patterns import Dates, read_pattern_settings


def written(tmp_path, text):
    path = tmp_path / "patterns.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_references_and_dates_are_read(tmp_path):
    path = written(tmp_path, 'form = "clerestory-patterns/1"\nreferences = ["99/*-A"]\ndates = "remove"\n')
    settings = read_pattern_settings(path)
    assert settings.dates is Dates.REMOVE
    assert settings.reference_patterns[0].fullmatch("12/345-X")


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("references = [", "is not TOML"),
        ('references = ["no digit"]', "references: Value error, a reference has a digit"),
        ('dates = "forget"', "dates"),
        ("unknown = 1", "unknown"),
    ],
)
def test_what_is_wrong_is_refused_by_field(tmp_path, text, match):
    with pytest.raises(RedactionError, match=match):
        read_pattern_settings(written(tmp_path, text))


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(RedactionError, match=r"patterns\.toml"):
        read_pattern_settings(tmp_path / "patterns.toml")
