"""Splink at work: pairs that share a block are compared field by field."""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Sequence

import numpy as np
from splink import Linker, SettingsCreator
from splink.blocking_rule_library import CustomRule
from splink.comparison_level_library import CustomLevel, ElseLevel
from splink.comparison_library import CustomComparison
from splink.internals.comparison_level_creator import ComparisonLevelCreator
from splink.internals.splink_dataframe import SplinkDataFrame

from clerestory.link.comparisons import FieldComparison
from clerestory.link.databases import database_of
from clerestory.link.pairs import LEFT, RIGHT, Compared
from clerestory.link.places import HERE, Place
from clerestory.link.preparing.comparable import RECORD, SOURCE, Comparable, Within
from clerestory.link.training import Floats

_SEED = 20_130  # of the random pairs; a constant, so that the same records give the same links
_RANDOM_PAIRS = 1_000_000
_PRIOR = 1e-4  # only to cut off what is hopeless; the true share of matches is trained
_HOPELESS = -2.0  # match weight without the prior: the fields speak four to one against a match
_CUT = math.log2(_PRIOR / (1 - _PRIOR)) + _HOPELESS
_SAME_WEIGHT = 1e-9
_SIDE = re.compile(r"\b(\w+)_(l|r)\b")


def compare(records: Comparable, place: Place = HERE) -> Compared:
    """Compare every two records that share a block.

    Returns
    -------
    Compared
        The same for the same records, whatever the machine or place.

    Raises
    ------
    EngineError
        If the place is a Spark that cannot be used.
    """
    u = _random_pairs(records, place)
    with database_of(place) as database:
        linker = _linker(records, database.registered(records.frame), u)
        found = linker.inference.predict(threshold_match_weight=_CUT, warning_mode="never")
        levels = ", ".join(_level_of(one, of) for one, of in zip(records.comparisons, u, strict=True))
        query = f"select {RECORD}_l as {LEFT}, {RECORD}_r as {RIGHT}, {levels} from {found.physical_name}"  # noqa: S608 - our own names
        pairs = database.rows(query)
    return Compared(pairs.sort(LEFT, RIGHT), u)


def _linker(records: Comparable, table: SplinkDataFrame, u: Sequence[Floats] = ()) -> Linker:
    """Make a linker; without u probabilities it is one to estimate them with."""
    logging.getLogger("splink").setLevel(logging.CRITICAL)  # it tells of training, which is done here otherwise
    known = [one.tolist() for one in u] or [()] * len(records.comparisons)
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[comparison_for_splink(one, of) for one, of in zip(records.comparisons, known, strict=True)],
        blocking_rules_to_generate_predictions=[CustomRule(rule) for rule in rules_in_sql(records, records.compared)],
        probability_two_random_records_match=_PRIOR,
        unique_id_column_name=RECORD,
        source_dataset_column_name=SOURCE,
        retain_matching_columns=False,  # they are names, or stand for names
        retain_intermediate_calculation_columns=True,
        linker_uid="clerestory",
    )
    return Linker(table, settings, log_level=None, validate_settings=False)


def _level_of(comparison: FieldComparison, u: Floats) -> str:
    """Give SQL for the level of a pair, from the weight that Splink gave it; the weights of levels all differ."""
    weights = np.log2(np.array(comparison.first_m()) / u)
    cases = " ".join(
        f"when abs(mw_{comparison.name} - ({weight!r})) < {_SAME_WEIGHT} then {level}"
        for level, weight in enumerate(weights.tolist())
    )
    return f"cast(case {cases} else -1 end as tinyint) as {comparison.gamma}"


def comparison_for_splink(comparison: FieldComparison, u: Sequence[float] = ()) -> CustomComparison:
    """Give a comparison as Splink takes it.

    Parameters
    ----------
    u : sequence of float
        The u probabilities, the last level first; without them Splink has them to estimate.
    """
    conditions = ["ELSE", *(level.condition for level in reversed(comparison.levels))]
    levels = [
        _configured(condition, f"{comparison.name} {place}", m, u[place] if u else None)
        for place, (condition, m) in enumerate(zip(conditions, comparison.first_m(), strict=True))
    ]
    missing = CustomLevel(comparison.missing, "missing").configure(is_null_level=True)
    return CustomComparison([missing, *reversed(levels)], output_column_name=comparison.name)


def _configured(condition: str, label: str, m: float, u: float | None) -> ComparisonLevelCreator:
    level = ElseLevel() if condition == "ELSE" else CustomLevel(condition, label)
    level.configure(m_probability=m)
    return level if u is None else level.configure(u_probability=u)


def rules_in_sql(records: Comparable, within: Within) -> list[str]:
    """Give the blocking rules as Splink takes them: ``l.column`` and ``r.column``."""
    return [_SIDE.sub(r"\2.\1", rule.condition(within=within)) for rule in records.rules]


def _random_pairs(records: Comparable, place: Place) -> tuple[Floats, ...]:
    """Give the share of random pairs at each level; a level that none of them met gets half a pair.

    On this machine wherever records are compared: a sample is small, and each engine would draw another.
    """
    n = records.frame.height
    with database_of(Place(place.folder)) as database:
        linker = _linker(records, database.registered(records.frame))
        linker.training.estimate_u_using_random_sampling(
            max_pairs=_RANDOM_PAIRS, seed=_SEED, min_count_per_level=None, num_chunks=1
        )
        estimated = linker.misc.save_model_to_json()["comparisons"]
    floor = 0.5 / min(_RANDOM_PAIRS, max(1, n * (n - 1) // 2))
    found = []
    for comparison in estimated:
        levels = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
        u = np.maximum([level.get("u_probability", 0.0) for level in reversed(levels)], floor)
        found.append(u / u.sum())
    return tuple(found)
