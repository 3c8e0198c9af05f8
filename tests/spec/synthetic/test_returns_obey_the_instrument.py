"""Every row of every return keeps the rules of the instrument, but for the faults that truth names."""

from pathlib import Path

import polars as pl
import pytest

from clerestory.collect import collect_returns
from clerestory.study import read_instrument, shipped_instrument
from clerestory.synthetic import make_nation
from spec.synthetic.return_checker import Instrument, faults_of, queries_of, read


def faults_in(folder: Path) -> list[tuple[str, int, str]]:
    instrument = Instrument(folder / "instrument")
    returns = sorted((folder / "returns").glob("*/*"))
    return [fault for place in returns for fault in faults_of(folder, place, instrument)]


def planted_in(truth: Path) -> list[tuple[str, int, str]]:
    return pl.read_parquet(truth / "faults.parquet").select("file", "row", "column").rows()


def test_the_planted_faults_are_the_only_ones(nation):
    assert sorted(faults_in(nation.folder)) == sorted(planted_in(nation.summary.truth))


@pytest.mark.parametrize(
    ("persons", "givers", "seed"),
    [
        (100, 4, 3),  # the smallest nation
        (200, 4, 1),
        (100, 44, 2),  # givers with nothing to report
        (500, 9, 7),
        (3000, 120, 0),  # three digits in the provider
    ],
)
def test_small_nations_keep_the_rules_too(tmp_path, persons, givers, seed):
    instrument = read_instrument(shipped_instrument())
    made = make_nation(tmp_path / "study", instrument, persons=persons, givers=givers, seed=seed)
    assert sorted(faults_in(made.folder)) == sorted(planted_in(made.truth))
    assert len(list((made.folder / "returns").glob("*/*"))) == givers


def test_the_product_quarantines_the_planted_rows_and_what_hangs_on_them_and_asks_its_questions(nation):
    found = collect_returns(nation.folder / "returns", read_instrument(nation.folder / "instrument"))
    faults = [fault for receipt in found.receipts for fault in receipt.faults]
    own = {(f"returns/{f.file}", f.row, f.column) for f in faults if f.rule != "K3"}
    assert own == set(planted_in(nation.summary.truth))
    assert {f.rule for f in faults} == {"V1", "V2", "V3", "K3"}
    asked = {r.return_id: sorted((q.row, q.column) for q in r.queries) for r in found.receipts}
    assert asked == {place.name: queries_of(place) for place in (nation.folder / "returns").glob("*/*")}
    assert sum(map(len, asked.values())) > 10


@pytest.mark.slow
def test_some_givers_write_the_older_code_of_ethnicity_and_the_product_counts_what_it_maps(nation):
    found = collect_returns(nation.folder / "returns", read_instrument(nation.folder / "instrument"))
    mapped = {(m.path, r.provider): m.values for r in found.receipts for m in r.mapped}
    written = {
        (f"{entity}.ethnicity_sde", giver.replace("-", ":")): rows
        for entity in ("suspect", "victim")
        for giver, rows in nation.returned(entity).filter(ethnicity_sde="O1").group_by("giver").len().iter_rows()
    }
    assert mapped == written
    assert {provider for _, provider in mapped} < {r.provider for r in found.receipts}
    assert "O1" not in found.cases["suspect"]["ethnicity_sde"]


def test_about_one_row_in_two_thousand_of_the_forces_has_a_fault(nation):
    rows = sum(nation.returned(entity, "FORCE").height for entity in Instrument(nation.folder / "instrument").entities)
    assert nation.summary.faults == nation.truth("faults").height
    assert nation.summary.faults == pytest.approx(rows / 2000, abs=3)


def test_faults_are_of_three_kinds_in_force_returns_and_never_in_a_key(nation):
    faults = nation.truth("faults")
    assert set(faults["kind"]) == {
        "wrong code",
        "empty mandatory field without a reason",
        "years out of order",
    }
    assert faults["provider"].str.starts_with("SYN:FORCE:").all()
    assert not faults["column"].str.ends_with("_pseudo").any()
    assert not faults["file"].str.contains("investigation|return.csv").any()
    assert faults.select("file", "row").is_unique().all()


def test_truth_tells_what_stood_there_and_what_stands_there_now(nation):
    for fault in nation.truth("faults").iter_rows(named=True):
        row = read(nation.folder / fault["file"])[fault["row"] - 2]
        assert row[fault["column"]] == (fault["written"] or "")
        assert fault["before"] not in (fault["written"], "", None)


def test_every_return_has_a_file_of_every_entity_and_lies_where_its_row_says(nation):
    entities = Instrument(nation.folder / "instrument").entities
    for place in (nation.folder / "returns").glob("*/*"):
        assert sorted(path.stem for path in place.iterdir()) == sorted(entities)
        (row,) = read(place / "return.csv")
        assert (row["provider"].replace(":", "-"), row["return_id"]) == (place.parent.name, place.name)


def test_every_return_names_a_basis_and_a_gateway_that_fit_its_giver(nation):
    """Rules D1 and D2: competent authorities under Part 3, others under UK GDPR."""
    parents = {row["code"]: row["parent"] for row in read(nation.folder / "instrument/codelists/lawful_basis.csv")}
    for row in nation.returned("return").iter_rows(named=True):
        codes = row["lawful_basis"].split(";")
        police = row["giver"].startswith(("SYN-FORCE", "SYN-NCA"))
        assert {parents[code] for code in codes} - {"GATEWAY"} == ({"PART3"} if police else {"UKGDPR"})
        assert ("S36-4" in codes) == police
        assert ("PA96-S44" in codes) == row["giver"].startswith("SYN-FORCE")  # nobody else can be required
        assert "GATEWAY" in {parents[code] for code in codes}


def test_a_field_that_a_giver_lacks_is_empty_throughout_and_says_so(nation):
    lacking = nation.returned("return").drop_nulls("fields_unavailable")
    assert lacking.height > 0
    for giver, fields in lacking.select("giver", "fields_unavailable").iter_rows():
        for path in fields.replace("=ND", "").split(";"):
            entity, field = path.split(".")
            rows = nation.returned(entity).filter(pl.col("giver") == giver)
            assert rows[field].is_null().all()


def test_free_text_has_no_digits_and_no_transcript_is_made(nation):
    texts = nation.returned("investigation")["context_text"].drop_nulls()
    assert 0 < len(texts) < nation.summary.groups * 4
    assert not texts.str.contains(r"\d").any()
    assert nation.returned("interview").height > 0
    assert nation.returned("interview")["transcript"].is_null().all()
