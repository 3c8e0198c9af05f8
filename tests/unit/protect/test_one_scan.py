"""A scan that several rules share is done once a text, and a dense text leaves Python as it was."""

import gc

import pytest

from clerestory.protect.text.finders import find_all
from clerestory.protect.text.normalised import normalise
from clerestory.protect.text.patterns import UkPatterns
from clerestory.protect.text.written_dates import dates_in


class Failing:
    def find(self, text):
        raise RuntimeError("no finder")


def test_a_shared_scan_gives_what_the_scan_itself_gives():
    text = normalise("Born on 3 April 2009, or 04/05/2010.")
    assert text.once(dates_in) is text.once(dates_in)
    assert list(text.once(dates_in)) == list(dates_in(text))


@pytest.mark.parametrize("was_on", [True, False])
def test_a_search_leaves_the_collection_of_garbage_as_it_was(was_on):
    (gc.enable if was_on else gc.disable)()
    try:
        find_all("Ring 07700 900123.", [UkPatterns()])
        assert gc.isenabled() is was_on
        with pytest.raises(RuntimeError):
            find_all("Ring 07700 900123.", [Failing()])
        assert gc.isenabled() is was_on
    finally:
        gc.enable()
