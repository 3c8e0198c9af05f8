"""Ptables against rows worked by hand, the condition of greatest entropy, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from clerestory.errors import RuleSetError
from clerestory.protect.perturb import PTable, make_ptable
from clerestory.protect.perturb.ptable_file import ptable_text, read_ptable


@pytest.mark.parametrize("v", [0.01, 0.3, 0.5, 0.9, 1.0])
def test_a_deviation_of_one_leaves_one_distribution(v):
    assert make_ptable(deviation=1, variance=v).probabilities == pytest.approx(
        np.array([[0, 1, 0], [v / 2, 1 - v, v / 2]]), abs=1e-12
    )


def test_rows_of_a_deviation_of_two():
    # Variance 2 is that of the uniform distribution on -2..2. On -1..2 it is the largest there is: -1 and 2 alone.
    p = make_ptable(deviation=2, variance=2).probabilities
    assert p[2] == pytest.approx(np.full(5, 0.2), abs=1e-9)
    assert p[1] == pytest.approx(np.array([0, 2 / 3, 0, 0, 1 / 3]), abs=1e-9)
    # Without a published 1 a count of 1 goes to 0, 2 or 3: three equations for three probabilities.
    p = make_ptable(deviation=2, variance=1.5, small=1).probabilities
    assert p[1] == pytest.approx(np.array([0, 7 / 12, 0, 1 / 4, 1 / 6]), abs=1e-9)


@pytest.mark.parametrize(("D", "V", "small"), [(3, 1.5, 0), (5, 3, 2), (4, 2.5, 1), (10, 9.5, 5), (8, 0.01, 0)])
def test_every_row_keeps_its_moments_and_has_the_greatest_entropy(D, V, small):
    made = make_ptable(deviation=D, variance=V, small=small)
    d = made.deviations.astype(float)
    assert made.probabilities[0].tolist() == (d == 0).astype(float).tolist()
    for n, p in enumerate(made.probabilities[1:], start=1):
        used = p > 0
        assert [p.sum(), p @ d, p @ d**2] == pytest.approx([1, 0, V], abs=1e-9)
        assert used.tolist() == [x == 0 or x > small for x in n + d]
        # Entropy is greatest where its gradient, log p + 1, is a combination of the three conditions' gradients.
        conditions = np.stack([np.ones(used.sum()), d[used] / D, (d[used] / D) ** 2], axis=1)
        fitted = conditions @ np.linalg.lstsq(conditions, np.log(p[used]), rcond=None)[0]
        assert np.log(p[used]) == pytest.approx(fitted, abs=1e-6)


def test_counts_above_the_last_row_may_deviate_to_all_sides():
    made = make_ptable(deviation=5, variance=4, small=3)
    assert (made.probabilities[-1] > 0).all()
    assert not (made.probabilities[-2] > 0).all()
    assert (made.draw(np.full(2, 10**9), np.array([0, 1 - 2**-32])) == [-5, 5]).all()


@pytest.mark.parametrize(
    ("settings", "count"),
    [
        ({"deviation": 2, "variance": 2.5}, 1),  # from 1 the widest is to 0 and 3, variance 2
        ({"deviation": 5, "variance": 3, "small": 3}, 2),  # 2 goes to 0, or to 4 and more: at least 4
        ({"deviation": 2, "variance": 2, "small": 3}, 1),  # 1 goes to 0, or to 4, which is too far
    ],
)
def test_where_there_is_no_distribution_the_count_is_named(settings, count):
    with pytest.raises(RuleSetError, match=f"for the count {count}:"):
        make_ptable(**settings)


@pytest.mark.parametrize(
    "settings",
    [
        {"deviation": 0, "variance": 1}, {"deviation": 3, "variance": 0}, {"deviation": 3, "variance": float("nan")},
        {"deviation": 3, "variance": 1, "small": -1},
    ],
)  # fmt: skip
def test_settings_that_protect_nothing_are_refused(settings):
    with pytest.raises(RuleSetError, match="the ptable"):
        make_ptable(**settings)


def test_a_written_ptable_is_read_the_same(tmp_path):
    made = make_ptable(deviation=5, variance=3, small=2)
    (tmp_path / "p.csv").write_text(ptable_text(made))
    assert np.array_equal(read_ptable(tmp_path / "p.csv").probabilities, made.probabilities)


GOOD = "count,deviation,probability\n0,0,1\n1,-1,0.25\n1,0,0.5\n1,1,0.25\n"


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("1,1,0.25", "1,1,0.35", "count 1: has probabilities of another sum"),
        ("1,0,0.5\n1,1,0.25", "1,0,0.25\n1,1,0.5", "count 1: has another mean"),
        ("1,-1,0.25\n1,0,0.5\n1,1,0.25", "1,-2,0.25\n1,0,0.5\n1,2,0.25", "count 1: could become negative"),
        ("0,0,1\n", "0,0,0.5\n0,1,0.5\n", "count 0"),
        ("0,0,1\n", "", "count 0"),
        ("1,1,0.25", "1,1,", "empty field"),
        ("1,1,0.25", "1,1,much", "no CSV file"),
        ("1,1,0.25", "1,1,-0.25", "count 1: has a probability that is none"),
        ("1,1,0.25", "1,1,nan", "count 1: has a probability that is none"),
        ("1,1,0.25", "1,1,0.25\n1,1,0.25", "twice"),
        ("probability", "chance", "no CSV file"),
        ("1,1,0.25", "1,100000000,0.25", "a deviation beyond"),
    ],
)
def test_a_file_that_is_no_ptable_is_refused(tmp_path, old, new, what):
    path = tmp_path / "p.csv"
    path.write_text(GOOD)
    assert read_ptable(path).probabilities[1].tolist() == [0.25, 0.5, 0.25]
    path.write_text(GOOD.replace(old, new))
    with pytest.raises(RuleSetError, match=what):
        read_ptable(path)


def test_a_key_below_one_never_reaches_what_is_impossible():
    # 0.1 ten times adds to less than 1 in floating point: the last step must not be left to that.
    p = np.zeros((2, 21))
    p[0, 10] = 1
    p[1, 9:12] = [0.5, 0, 0.5]
    p = np.vstack([p, np.where(np.abs(np.arange(-10, 11)) <= 2, [0.2], 0)])
    made = PTable(p)
    assert made.draw(np.array([2, 1, 0]), np.full(3, np.nextafter(1, 0))).tolist() == [2, 1, 0]
    assert made.draw(np.array([2, 1, 0]), np.zeros(3)).tolist() == [-2, -1, 0]
