"""What a remedy names: codes of a code list, and no year, quarter or value that only a case has."""

from __future__ import annotations

import pytest

from clerestory.analyse.classify import coding_of
from clerestory.errors import TableError
from clerestory.study import read_instrument, shipped_instrument


@pytest.mark.parametrize(
    ("path", "remedy"),
    [
        ("offence.quarter_recorded", "Use one of known, not_recorded."),
        ("offence.year_offence_from", "Use one of known, not_recorded."),
        ("offence.recency", "Use one of known, R0, R1, R2, R3, not_recorded."),
    ],
)
def test_an_error_in_settings_does_not_say_which_values_occur(path, remedy):
    instrument = read_instrument(shipped_instrument())
    coding = coding_of(instrument, path, {None}, ["1987", "1987-Q3"] if "offence.r" not in path else [])
    with pytest.raises(TableError) as refused:
        coding.leaves_of(["2031"], None)
    assert refused.value.remedy == remedy
