import numpy as np
import polars as pl
import pytest

from clerestory.synthetic.drawing import Coded, Mix, Spans, draw_by, equal, pairs_within, positions, pseudonyms, yes_no


def rng():
    return np.random.default_rng(5)


def test_positions_follow_their_shares():
    counts = np.bincount(positions(rng(), [2, 1, 1], 40_000), minlength=3)
    assert counts == pytest.approx([20_000, 10_000, 10_000], rel=0.03)


def test_a_share_of_nothing_is_never_drawn():
    assert set(positions(rng(), [0, 1, 0], 1000)) == {1}


def test_shares_of_a_mix_add_up_to_one():
    with pytest.raises(AssertionError, match=r"shares add up to 0\.9"):
        Mix({"a": 0.5, "b": 0.4})


def test_equal_shares():
    assert equal("a", "b", "c", "d").shares == {"a": 0.25, "b": 0.25, "c": 0.25, "d": 0.25}


def test_each_row_draws_from_the_mix_of_its_kind():
    drawn = draw_by(rng(), np.array([1, 0, 1]), mixes=(Mix({"a": 1.0}), Mix({"b": 1.0})))
    assert drawn.series().to_list() == ["b", "a", "b"]


def test_the_empty_code_is_a_missing_value():
    column = Coded(np.array([0, 1, 0]), ("x", "y")).where(np.array([True, True, False]), "")
    assert column.series().to_list() == ["x", "y", None]


def test_codes_can_be_translated_taken_and_sought():
    column = Coded(np.array([0, 1, 1]), ("x", "y"))
    assert column.translated({"x": "one", "y": "two"}).take(np.array([2, 0])).series().to_list() == ["two", "one"]
    assert column.among("y", "z").tolist() == [False, True, True]
    assert len(column) == 3


def test_yes_no():
    assert yes_no(np.array([True, False])).to_list() == ["Y", "N"]


def test_pseudonyms_have_their_form_and_differ():
    drawn = pseudonyms(rng(), 5000, prefix="vic")
    assert drawn.dtype == pl.String
    assert drawn.str.contains("^vic[a-z2-7]{26}$").all()
    assert drawn.n_unique() == 5000


def test_no_pseudonyms_at_all():
    assert pseudonyms(rng(), 0, prefix="int").to_list() == []


def test_every_pair_of_a_case_stands_once_and_none_crosses_cases():
    first, second = Spans.of(np.array([2, 0, 1, 3])), Spans.of(np.array([1, 4, 0, 2]))
    a, b, spans = pairs_within(first, second)
    expected = [
        (i, j)
        for case in range(4)
        for i in np.flatnonzero(first.owner == case)
        for j in np.flatnonzero(second.owner == case)
    ]
    assert list(zip(a, b, strict=True)) == expected
    assert spans.counts.tolist() == [2, 0, 0, 6]


def test_spans_know_owner_and_place():
    spans = Spans.of(np.array([2, 0, 3]))
    assert spans.owner.tolist() == [0, 0, 2, 2, 2]
    assert spans.within.tolist() == [0, 1, 0, 1, 2]
    assert spans.total == 5
