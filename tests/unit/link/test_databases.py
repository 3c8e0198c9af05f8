"""Where records are compared makes no difference to what is found, and what a linkage writes stays where it is told."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from clerestory.errors import EngineError
from clerestory.link.databases import database_of
from clerestory.link.places import HERE, Place, place_for
from clerestory.model.engines import AnalyseSettings, EngineName, SparkSettings
from clerestory.study.writing import PARTIAL
from engines import NO_SPARK
from two_lists import two_lists

MORE_THAN_FITS = "select range as a, hash(range)::varchar as b from range(2_000_000) order by b"


@NO_SPARK
@pytest.mark.slow
def test_pairs_persons_and_expected_errors_are_the_same_on_spark(lent_spark, tmp_path):
    """Also for pairs that share several blocks, values that are not there, and former names."""
    lists = two_lists(120, both=80, seed=4)
    here, there = lists.linked(HERE), lists.linked(Place(tmp_path, SparkSettings()))

    assert_frame_equal(there.pairs, here.pairs, check_exact=True)
    assert np.array_equal(there.person, here.person)
    assert there.error == here.error
    assert [u.tolist() for u in there.model.u] == [u.tolist() for u in here.model.u]
    # Nothing of this would mean anything if few were found.
    rows = np.arange(lists.both)
    assert np.mean(here.person[rows] == here.person[rows + 120]) > 0.9
    gammas = [set(here.pairs[one.gamma]) for one in here.comparisons]
    assert {-1, 1, 2, 3} <= set().union(*gammas)


@NO_SPARK
def test_spark_forgets_the_records_and_writes_no_table_of_them(lent_spark, tmp_path):
    before = held(lent_spark)  # by other tests, on the same session
    with database_of(Place(tmp_path, SparkSettings())) as database:
        database.registered(pl.DataFrame({"record": [1, 2]}))
        assert database.rows("select sum(record) as n from clerestory_records")["n"].to_list() == [3]
    assert held(lent_spark) <= before
    assert list(tmp_path.iterdir()) == []


def held(session) -> set[int]:
    return set(session.sparkContext._jsc.getPersistentRDDs())


@NO_SPARK
def test_what_spark_says_of_records_at_fault_is_not_passed_on(lent_spark, tmp_path):
    place = Place(tmp_path, SparkSettings())
    with pytest.raises(EngineError) as caught, database_of(place) as database:
        database.rows("select cast('ZQX' as int) as a")
    assert "ZQX" not in str(caught.value)


def test_polars_has_no_linkage_so_that_duckdb_links(tmp_path):
    places = {engine: place_for(AnalyseSettings(engine=engine), tmp_path) for engine in EngineName}
    assert places[EngineName.POLARS] == places[EngineName.DUCKDB] == Place(tmp_path)
    assert places[EngineName.SPARK] == Place(tmp_path, SparkSettings())


def test_duckdb_writes_what_does_not_fit_into_the_folder_alone_and_clears_it(tmp_path):
    with database_of(Place(tmp_path)) as database:
        (spilled,) = tmp_path.iterdir()
        database.rows("select 1 as a")
        assert spilled.name.startswith(PARTIAL)  # what the next run sweeps after a kill
        assert spilled.stat().st_mode & 0o777 == 0o700
        said = database.rows("select value from duckdb_settings() where name = 'temp_directory'")
        assert said["value"].to_list() == [str(spilled)]
    assert list(tmp_path.iterdir()) == []
