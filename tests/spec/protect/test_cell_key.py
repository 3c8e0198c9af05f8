"""The cell key method: the same records deviate alike, as often as the ptable says, and never where victims count."""

from __future__ import annotations

import hashlib
from fractions import Fraction

import duckdb
import narwhals as nw
import numpy as np
import polars as pl
import pytest
from scipy.stats import chisquare

from clerestory.errors import RuleSetError, TableError
from clerestory.protect.perturb import Unit, check_unit, keyed_grid, make_ptable, perturb_cells, record_keys

SECRET = bytes(range(32))
PTABLE = make_ptable(deviation=5, variance=3, small=2)


def records(n=3_000, seed=1):
    rng = np.random.default_rng(seed)
    force = rng.integers(0, 12, n)
    return pl.DataFrame(
        {
            "region": [f"R{f // 4}" for f in force],
            "force": [f"F{f}" for f in force],
            "sex": rng.choice(["F", "M", "X"], n, p=[0.2, 0.79, 0.01]),
            "age": rng.choice(["a", "b", "c", "d"], n),
            "key": record_keys((f"person {i}" for i in range(n)), SECRET),
        }
    )


def by_codes(keyed, published):
    codes = zip(*(keyed.grid.codes()[level].tolist() for level in keyed.grid.codes()), strict=True)
    return dict(zip(codes, published.ravel().tolist(), strict=True))


def test_every_cell_has_its_records_counted_and_their_keys_summed_exactly():
    frame = records(200)
    keyed = keyed_grid(frame, [["region", "force"], ["sex"]], "key")
    counts, keys = by_codes(keyed, keyed.grid.counts), by_codes(keyed, keyed.cell_keys())
    for codes, count in counts.items():
        inside = frame
        for level, code in zip(("region", "force", "sex"), codes, strict=True):
            inside = inside if code == "Total" else inside.filter(pl.col(level) == code)
        assert count == inside.height
        assert Fraction(keys[codes]) == sum(map(Fraction, inside["key"]), Fraction()) % 1


def test_the_same_records_have_the_same_count_in_every_table_and_order():
    frame = records()
    one = keyed_grid(frame, [["region", "force"], ["sex"]], "key")
    other = keyed_grid(frame.sample(fraction=1, shuffle=True, seed=5), [["age"], ["sex"], ["region"]], "key")
    first = by_codes(one, perturb_cells(one, PTABLE, unit=Unit.SUSPECTS))
    second = by_codes(other, perturb_cells(other, PTABLE, unit=Unit.SUSPECTS))
    shared = [("R0", "Total", "M"), ("R2", "Total", "Total"), ("Total", "Total", "F"), ("Total", "Total", "Total")]
    assert [first[region, force, sex] for region, force, sex in shared] == [
        second["Total", sex, region] for region, force, sex in shared
    ]


def test_one_other_record_draws_another_deviation():
    frame = records(500)
    without = [keyed_grid(frame[:n], [["sex"]], "key") for n in range(400, 500)]
    off = [int((perturb_cells(k, PTABLE, unit=Unit.SUSPECTS) - k.grid.counts)[0]) for k in without]
    assert len(set(off)) > 5


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 40])
def test_cells_of_a_size_deviate_as_often_as_the_ptable_says(size):
    cells = 20_000
    frame = pl.DataFrame(
        {"cell": np.repeat(np.arange(cells), size), "key": np.random.default_rng(size).random(cells * size)}
    )
    keyed = keyed_grid(frame, [["cell"]], "key")
    published = perturb_cells(keyed, PTABLE, unit=Unit.SUSPECTS)
    inner = keyed.grid.counts == size
    assert inner.sum() == cells
    off = (published - keyed.grid.counts)[inner]
    chances = PTABLE.probabilities[min(size, len(PTABLE.probabilities) - 1)]
    seen = np.bincount(off + PTABLE.deviation, minlength=len(chances))
    assert not seen[chances == 0].any()
    assert chisquare(seen[chances > 0], chances[chances > 0] * cells).pvalue > 0.001


def test_zeros_stay_and_small_counts_are_never_published():
    keyed = keyed_grid(records(), [["region", "force"], ["sex"], ["age"]], "key")
    published = perturb_cells(keyed, PTABLE, unit=Unit.OFFENCES)
    assert not published[keyed.grid.counts == 0].any()
    assert not ((published > 0) & (published <= 2)).any()
    assert np.abs(published - keyed.grid.counts).max() == 5


@pytest.mark.parametrize("unit", [Unit.VICTIMS, Unit.PERSONS])
def test_victims_and_persons_who_may_be_are_refused(unit):
    keyed = keyed_grid(records(50), [["sex"]], "key")
    with pytest.raises(RuleSetError, match="S12"):
        perturb_cells(keyed, PTABLE, unit=unit)
    with pytest.raises(RuleSetError, match="S12"):
        check_unit(unit)


def test_an_engine_that_rounds_where_others_cut_off_sums_the_same_keys():
    """Keys drawn at random are no whole number of steps; half of them would be rounded up."""
    rng = np.random.default_rng(3)
    frame = pl.DataFrame({"sex": rng.choice(["F", "M"], 400), "key": rng.random(400)})
    by_sex = [(sex, [int(key * 2**32) for key in part["key"]]) for (sex,), part in frame.sort("sex").group_by("sex")]
    expected = {sex: sum(keys) for sex, keys in by_sex}
    for source in (frame, frame.lazy(), duckdb.sql("SELECT * FROM frame")):
        keyed = keyed_grid(source, [["sex"]], "key")
        found = dict(zip(keyed.grid.codes()["sex"].tolist(), keyed.keys.tolist(), strict=True))
        assert {sex: found[sex] % 2**32 for sex in expected} == {sex: n % 2**32 for sex, n in expected.items()}


def test_polars_and_arrow_records_and_a_query_give_the_same_table():
    frame = records(300)
    one = keyed_grid(frame, [["region", "force"]], "key")
    other = keyed_grid(frame.to_arrow(), [["region", "force"]], "key")
    query = keyed_grid(frame.lazy(), [["region", "force"]], "key")
    assert nw.from_native(frame.to_arrow(), eager_only=True).implementation.is_pyarrow()
    assert np.array_equal(one.keys, other.keys)
    assert np.array_equal(one.keys, query.keys)
    assert np.array_equal(one.grid.counts, other.grid.counts)


def test_record_keys_are_the_keyed_hash_of_each_pseudonym():
    keys = record_keys(["a", "b"], SECRET)
    hashed = hashlib.blake2b(b"b", key=SECRET, digest_size=4).digest()
    assert keys[1] == int.from_bytes(hashed, "little") / 2**32
    assert record_keys(["b"], SECRET)[0] == keys[1] != record_keys(["b"], SECRET[::-1])[0]
    with pytest.raises(RuleSetError, match="bytes long"):
        record_keys(["a"], b"short")


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"key": [0.1, 1.0, 0.2]}, "key: has 1 values"),
        ({"key": [0.1, -0.2, -0.1]}, "key: has 2 values"),
        ({"key": [0.1, None, 0.2]}, "key: has 1 values"),
        ({"key": [0.1, float("nan"), float("inf")]}, "key: has 2 values"),
        ({"key": ["0.1", "0.2", "much"]}, "no column of numbers"),
        ({"key": [0.5, 0.5, 0.5]}, "same in every row"),
        ({"n": [1, None, 1]}, "not 1 in every row"),
        ({"n": [1, 2, 1]}, "not 1 in every row"),
        ({"sex": ["F", "Total", "M"]}, "stands for a margin"),
        ({"sex": ["F", None, "M"]}, "empty code"),
    ],
)
def test_what_is_no_record_is_refused(change, what):
    good = {"sex": ["F", "M", "M"], "key": [0.1, 0.2, 0.3], "n": [1, 1, 1]}
    keyed_grid(pl.DataFrame(good), [["sex"]], "key", count="n")
    with pytest.raises(TableError, match=what):
        keyed_grid(pl.DataFrame(good | change), [["sex"]], "key", count="n")
