"""Tables read from a release's files say the same as the tables that the release was made of."""

from __future__ import annotations

import datetime as dt
import hashlib
import tempfile
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.small_tables import classification, positions

from clerestory.errors import PaperError, ReleaseError
from clerestory.model.canonical import pretty_json
from clerestory.model.catalogue import Catalogue, CatalogueEntry
from clerestory.model.commission import DataKind
from clerestory.model.releases import Manifest, ReleasedFile
from clerestory.model.tables import Position, ProtectedTable, TableShape
from clerestory.publish.cited import Standing, read_cited, released_tables
from clerestory.publish.claims import Evidence, read_citation
from clerestory.publish.claims.evidence import NOTHING_DECLARED
from clerestory.publish.csv_files import table_csv
from clerestory.publish.packs.released import ReleasedContent
from clerestory.publish.release.catalogue import basis_of

DAY = dt.date(2026, 11, 26)
AREA, SEX = classification("area", ["n", "s"]), classification("sex", ["f", "m", "not_recorded"])
SHAPE = TableShape("t1", "A table", "person", "person", positions(AREA), positions(SEX))
LISTS = tuple(Position(key, key, frozenset({(f"list={key}", frozenset({"on"}))})) for key in ("A", "B"))
OVERLAP = replace(SHAPE, rows=(Position("total", "All"), *LISTS), columns=(Position("total", "All"), *LISTS))
SEVERAL = tuple(Position(key, key, frozenset({("met", frozenset(codes))})) for key, codes in (("A", "xy"), ("B", "yz")))
DEFINED = replace(SHAPE, rows=(Position("total", "Total"), *SEVERAL), columns=(Position("total", "Number"),))
CLAIMS = ("is most", "is few", "is not nearly all", "is over a third", "is largest", "is smallest")


def content(folder: Path, *tables: ProtectedTable, **entry: object) -> ReleasedContent:
    """A release of tables alone, by its names and hashes."""
    entries = [
        CatalogueEntry(
            id=table.shape.id, kind="table", title="A table", unit="person", files=(), basis=basis_of(table)
        ).model_copy(update=entry)
        for table in tables
    ]
    catalogue = Catalogue(
        form="clerestory-catalogue/1", study="s", title="A study", publisher="P", data=DataKind.SYNTHETIC, release=DAY,
        period_start=DAY, period_end=DAY, questions=("Why",), entries=tuple(entries),
    )  # fmt: skip
    files = {f"tables/SYNTHETIC-{one.shape.id}.csv": table_csv(one, DataKind.SYNTHETIC).encode() for one in tables}
    files["SYNTHETIC-catalogue.json"] = pretty_json(catalogue.model_dump(mode="json", exclude_none=True)).encode()
    (folder / "tables").mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    named = [
        ReleasedFile(path=name, size=len(data), sha256=f"sha256:{hashlib.sha256(data).hexdigest()}")
        for name, data in sorted(files.items())
    ]
    manifest = Manifest(
        form="clerestory-manifest/1", study="s", title="A study", data=DataKind.SYNTHETIC, release=DAY, software="s",
        rules={}, files=tuple(named),
    )  # fmt: skip
    return ReleasedContent(folder, manifest, "")


@st.composite
def tables(draw, shape: TableShape) -> ProtectedTable:
    """Counts of a shape, some withheld, rounded or not."""
    rows, columns = shape.size
    base = draw(st.sampled_from([1, 5, 10]))
    counts = draw(st.lists(st.integers(0, 40), min_size=rows * columns, max_size=rows * columns))
    hidden = draw(st.lists(st.booleans(), min_size=rows * columns, max_size=rows * columns))
    pairs = enumerate(zip(counts, hidden, strict=True))
    grid = np.array([None if gone and at % 3 == 0 else one * base for at, (one, gone) in pairs])
    return ProtectedTable(
        shape,
        tuple(map(tuple, grid.reshape(rows, columns).tolist())),
        whole=all(count is None for count in grid),
        percent_base=draw(st.sampled_from([0, 30])),
        completeness_pct=draw(st.sampled_from([None, 60])),
        rounding=None if base == 1 else ((base,) * columns,) * rows,
    )


@pytest.mark.parametrize("shape", [SHAPE, OVERLAP, DEFINED], ids=["parts", "lists", "several"])
@given(data=st.data())
@settings(max_examples=25)
def test_a_table_from_its_files_bears_out_what_the_table_bears_out(shape, data):
    table = data.draw(tables(shape))
    with tempfile.TemporaryDirectory() as folder:
        read = released_tables(content(Path(folder), table))
    again, evidence = read.table("t1"), Evidence(NOTHING_DECLARED, {"t1": table})
    assert (again.counts, again.rounding, again.whole) == (table.counts, table.rounding, table.whole)
    for row in shape.rows:
        for column in shape.columns:
            cell = f't1["{row.key}", "{column.key}"]'
            for claim in CLAIMS:
                found, expected = (read_citation(f"{cell} {claim}", each) for each in (read.evidence, evidence))
                assert (found.judgement, found.meanings) == (expected.judgement, expected.meanings)


def test_a_share_is_printed_with_what_is_not_known_and_its_bounds(tmp_path):
    counts = ((200, 120, 90, 30, 80), (110, 70, 50, 20, 40), (90, 50, 40, 10, 40))
    table = ProtectedTable(SHAPE, counts, percent_base=30, completeness_pct=60, rounding=((10,) * 5,) * 3)
    read = read_cited('It is {{ t1["total", "f"].share }}.', released_tables(content(tmp_path, table)), Standing())
    known, low, high, lost = (Fraction(*one) for one in ((90, 120), (90, 200), (170, 200), (80, 200)))
    said = [f"{float(100 * one):.1f}%" for one in (known, lost, low, high)]
    assert read.text == "It is {} [u] (not known for {}; so between {} and {} of all).".format(*said)
    assert not read.faults


@pytest.mark.parametrize(
    ("change", "what"),
    [({"basis": None}, "does not say"), ({"id": "t2"}, "names no such file")],
    ids=["an old release", "a table without its file"],
)
def test_a_release_that_does_not_say_enough_is_refused(tmp_path, change, what):
    table = ProtectedTable(SHAPE, ((1,) * 5,) * 3)
    with pytest.raises(ReleaseError, match=what):
        released_tables(content(tmp_path, table, **change))


def test_a_cell_without_number_or_sign_is_no_cell(tmp_path):
    made = content(tmp_path, ProtectedTable(SHAPE, ((1,) * 5,) * 3))
    path = tmp_path / "tables" / "SYNTHETIC-t1.csv"
    data = path.read_bytes().replace(b",1,,", b",,,", 1)
    path.write_bytes(data)
    digest = f"sha256:{hashlib.sha256(data).hexdigest()}"
    changed = {"SYNTHETIC-t1.csv": {"sha256": digest}}
    files = [one.model_copy(update=changed.get(Path(one.path).name, {})) for one in made.manifest.files]
    with pytest.raises(ReleaseError, match="has not the form"):
        released_tables(replace(made, manifest=made.manifest.model_copy(update={"files": tuple(files)})))


def test_a_table_that_the_release_has_not_is_told_with_those_that_it_has(tmp_path):
    read = released_tables(content(tmp_path, ProtectedTable(SHAPE, ((1,) * 5,) * 3)))
    with pytest.raises(PaperError, match="Use one of t1"):
        read.table("t2")
