"""After a whole demonstration no name, date of birth or address of its truth is in any byte of the study."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import shutil
from contextlib import suppress
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest

from clerestory import pipeline
from clerestory.errors import LinkZoneError
from clerestory.ledger import ledger_entries
from clerestory.pipeline import Stage
from clerestory.share.encoding.encode import SCHEMA
from clerestory.share.encoding.received import ROTATION_SCHEMA
from released.searching import parts_of
from studies import CLOCK, demonstration

NATION = {"persons": 600, "givers": 10, "seed": 5}
WORDS = re.compile(rb"[a-z]{4,}")
DATES = re.compile(rb"\d{4}-\d{2}-\d{2}")
_SCRIPT = re.compile(rb'script="[a-z]{4}"')
POSTCODES = re.compile(rb"\b[qvx][ijz]\d{1,2} ?\d[a-z]{2}\b")


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Path:
    return demonstration(tmp_path_factory, **NATION)


def truth(root: Path) -> dict[str, set[bytes]]:
    lists = [path.read_text(encoding="utf-8") for path in root.with_name("nation.truth").glob("people/*.csv")]
    people = [row for text in lists for row in csv.DictReader(io.StringIO(text))]
    names = " ".join(row[c] for row in people for c in ("first_names", "family_name", "other_family_name", "town"))
    return {
        "names": set(WORDS.findall(names.replace("'", "").lower().encode())),
        "dates": {row["date_of_birth"].encode() for row in people} - {b""},
        "postcodes": {row["postcode"].lower().encode() for row in people} - {b""},
    }


def texts(root: Path) -> dict[str, bytes]:
    """Every file as its bytes; of Parquet, which may be compressed, every string of every column too.

    Of packages and PDF every part that is text: in packed bytes and in fonts a short name stands by chance.
    """
    found = {}
    for path in root.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            if path.suffix == ".parquet":
                strings = pl.read_parquet(path).select(pl.selectors.string())
                data += "\n".join(str(value) for row in strings.rows() for value in row).encode()
            if data.startswith((b"PK", b"%PDF")):
                data = b"\n".join(part for place, part in parts_of(path.name, data) if _is_text(part))
            # A theme of an office file names scripts by codes, one of which is a first name.
            found[path.relative_to(root).as_posix()] = _SCRIPT.sub(b"", data.lower())
    return found


def _is_text(data: bytes) -> bool:
    try:
        return "\0" not in data.decode("utf-8")
    except UnicodeDecodeError:
        return False


def leaks(data: bytes, planted: dict[str, set[bytes]]) -> set[bytes]:
    return (
        planted["names"] & set(WORDS.findall(data))
        | planted["dates"] & set(DATES.findall(data))
        | planted["postcodes"] & set(POSTCODES.findall(data))
    )


def test_no_name_birth_date_or_address_is_in_any_byte_of_a_study(demo):
    planted, found = truth(demo), texts(demo)
    assert min(len(values) for values in planted.values()) > 200
    for part in ("vault/cases/", "vault/link/", "reports/", "desk/", "releases/", "returns/", "ledger.jsonl"):
        assert any(name.startswith(part) for name in found), part
    assert {name: hits for name, data in found.items() if (hits := leaks(data, planted))} == {}


def test_the_search_finds_what_is_planted(demo, tmp_path):
    planted = truth(demo)
    for values in planted.values():
        assert leaks(b"x " + sorted(values)[0] + b" y", planted)
    list_of_one = next(demo.with_name("nation.truth").glob("people/*.csv")).read_bytes().lower()
    assert len(leaks(list_of_one, planted)) > 100


def test_encodings_lie_apart_and_closed_and_the_inbox_is_empty(demo):
    zone = sorted((demo / "vault" / "link").rglob("*.parquet"))
    assert len(zone) == NATION["givers"]
    assert {path.stat().st_mode & 0o777 for path in zone} == {0o600}
    assert not (demo / "links").exists()
    cases = pl.read_parquet(demo / "vault" / "cases" / "suspect.parquet")
    for path in zone:
        frame = pl.read_parquet(path)
        assert not set(frame.columns) & set(cases.columns) - {"pseudonym"}
        mine = cases.filter(pl.col("return_ref") == path.stem)["sus_pseudo"]
        assert set(frame.filter(pl.col("kind") == "suspect")["pseudonym"]) == set(mine)


def test_one_person_has_comparable_encodings_at_two_givers(demo):
    zone = pl.concat(
        pl.read_parquet(path).with_columns(giver=pl.lit(path.stem))
        for path in sorted((demo / "vault" / "link").rglob("*.parquet"))
    )
    assert zone.group_by("kind").agg(pl.col("parameters").n_unique())["parameters"].to_list() == [1, 1]
    both = zone.join(zone, on="pseudonym", suffix="_other")
    pairs = both.filter(pl.col("giver") < pl.col("giver_other"))
    assert pairs.height > 5
    same = pairs.select((pl.col("family_name") == pl.col("family_name_other")).mean()).item()
    assert 0.6 < same < 1  # lists have errors


def test_encodings_are_erased_as_every_dataset_is(demo, tmp_path):
    root = tmp_path / "copy"
    shutil.copytree(demo, root)
    scope = pipeline.Scope(pipeline.Dataset.ENCODINGS)
    pipeline.erase(root, scope, why="They are linked.", on=dt.date(2026, 11, 20), clock=CLOCK)
    assert not list((root / "vault" / "link").rglob("*.parquet"))
    *_, last = ledger_entries(root / "ledger.jsonl")
    assert last.duty.value == "ERA"
    pipeline.verify_study_ledger(root)


def with_strangers(frame: pl.DataFrame) -> pl.DataFrame:
    more = frame.head(20).with_columns(pl.col("pseudonym").str.head(3) + pl.lit("a" * 24) + more_letters())
    return pl.concat([frame, more])


def more_letters() -> pl.Expr:
    return pl.int_range(pl.len()).map_elements(lambda i: chr(97 + i) + "z", return_dtype=pl.String)


def mixed(frame: pl.DataFrame) -> pl.Series:
    return pl.Series("parameters", ["enc-" + f"{i % 2:016x}" for i in range(frame.height)])


# Each takes the encodings that a giver sent, and changes one thing.
WRONG = {
    "another column": (lambda f: f.with_columns(pl.lit("x").alias("remark")), "has not the columns and types"),
    "a column less": (lambda f: f.drop("town"), "has not the columns and types"),
    "nine words": (
        lambda f: f.with_columns(pl.lit([0] * 9, pl.Array(pl.Int64, 9)).alias("town")),
        "has not the columns",
    ),
    "a list": (lambda f: f.with_columns(pl.col("town").arr.to_list()), "has not the columns and types"),
    "a name": (lambda f: f.with_columns(pl.lit("Ann").alias("pseudonym")), "is no pseudonym of its kind"),
    "twice": (lambda f: pl.concat([f, f]), "is no pseudonym of its kind, or stands twice"),
    "the other kind": (lambda f: f.with_columns(pl.lit("victim").alias("kind")), "is no pseudonym of its kind"),
    "a stranger": (with_strangers, "who are not in the return"),
    "two parameters": (lambda f: f.with_columns(mixed(f)), "has not one identifier of parameters"),
    "nobody's parameters": (lambda f: f.with_columns(pl.lit("enc-1").alias("parameters")), "has not one identifier"),
    "none": (lambda f: f.with_columns(pl.lit(None, pl.String).alias("pseudonym")), "columns and types|mandatory value"),
}

OF_TYPES = ("another column", "a column less", "nine words", "a list", "none")


@pytest.fixture(scope="module")
def sent(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("sent") / "nation"
    pipeline.synthesise(root, persons=300, givers=4, seed=3)
    return root


@pytest.mark.parametrize("wrong", WRONG)
def test_encodings_of_any_other_form_are_refused_and_nothing_is_moved(sent, tmp_path, wrong):
    root = tmp_path / "n"
    shutil.copytree(sent, root)
    path = sorted((root / "links").rglob("encodings.parquet"))[0]
    change, what = WRONG[wrong]
    rewrite(path, change(pl.read_parquet(path)), as_it_is=wrong in OF_TYPES)
    with pytest.raises(LinkZoneError, match=what):
        pipeline.run(root, [Stage.COLLECT], clock=CLOCK)
    assert not (root / "vault" / "link").exists()
    assert len(list((root / "links").rglob("encodings.parquet"))) == 4


def rewrite(path: Path, frame: pl.DataFrame, *, as_it_is: bool) -> None:
    """Write with the very types of the form, unless the types are what is wrong."""
    table = frame.to_arrow()
    pq.write_table(table if as_it_is else table.cast(SCHEMA), path)


@pytest.mark.parametrize("stray", ["links/names.csv", "links/a/b/names.csv", "links/a/b/encodings.parquet"])
def test_anything_else_in_the_inbox_is_refused(sent, tmp_path, stray):
    root = tmp_path / "n"
    shutil.copytree(sent, root)
    (root / stray).parent.mkdir(parents=True, exist_ok=True)
    (root / stray).write_bytes(b"x")
    with pytest.raises(LinkZoneError, match=r"no encodings of a return|belongs to no return"):
        pipeline.run(root, [Stage.COLLECT], clock=CLOCK)
    assert not (root / "vault" / "link").exists()


def test_metadata_that_a_file_hides_does_not_come_along(sent, tmp_path):
    root = tmp_path / "n"
    shutil.copytree(sent, root)
    path = sorted((root / "links").rglob("encodings.parquet"))[0]
    pq.write_table(pq.read_table(path).replace_schema_metadata({"remark": "Anneliese Quillbury"}), path)
    pipeline.run(root, [Stage.COLLECT], clock=CLOCK)
    assert not any(b"Quillbury" in p.read_bytes() for p in (root / "vault").rglob("*") if p.is_file())


def revised(root: Path) -> tuple[Path, Path]:
    """Collect a nation, then let a giver send its return again, with its encodings; gives the return and its links."""
    first = sorted((root / "links").rglob("encodings.parquet"))[0].parent
    data = (first / "encodings.parquet").read_bytes()
    pipeline.run(root, [Stage.COLLECT], clock=CLOCK)
    again = root / "returns" / first.parent.name / f"{first.name}.v2"
    shutil.copytree(again.with_name(first.name), again)
    link = first.with_name(again.name)
    link.mkdir(parents=True)
    (link / "encodings.parquet").write_bytes(data)
    return again, link


def test_encodings_of_a_revised_return_are_named_after_it_and_replace_those_before(sent, tmp_path):
    root = tmp_path / "n"
    shutil.copytree(sent, root)
    again, link = revised(root)
    new = pl.read_parquet(link / "encodings.parquet")["pseudonym"]
    moved = pl.DataFrame({"kind": new.str.head(3).replace({"sus": "suspect", "vic": "victim"}), "new": new})
    old = pl.col("new").str.head(3) + pl.int_range(pl.len()).map_elements(letters, return_dtype=pl.String)
    rotation = moved.select("kind", old.alias("old"), "new").to_arrow().cast(ROTATION_SCHEMA)
    pq.write_table(rotation, link / "rotation.parquet")
    before = pl.read_parquet(root / "vault" / "link" / again.parent.name / f"{link.name[:-3]}.parquet")
    (line,) = pipeline.run(root, [Stage.COLLECT], clock=CLOCK).lines
    assert f"link zone: encodings of {before.height} people from 1 returns" in line
    assert len(list((root / "vault" / "link").rglob("*"))) == 8  # four givers, and a file of each
    (kept,) = (root / "vault" / "rotation").rglob("*.parquet")
    assert kept.relative_to(root / "vault" / "rotation").parts == (again.parent.name, f"{again.name}.parquet")
    pipeline.erase(
        root, pipeline.Scope(pipeline.Dataset.CASES), why="All is done.", on=dt.date(2026, 11, 20), clock=CLOCK
    )
    assert not kept.exists()


def letters(number: int) -> str:
    return "".join("abcdefghij"[int(digit)] for digit in f"{number:026d}")


def test_encodings_of_a_version_that_no_longer_counts_are_refused(sent, tmp_path):
    root = tmp_path / "n"
    shutil.copytree(sent, root)
    again, link = revised(root)
    link.rename(link.with_name(again.name[:-3]))
    with pytest.raises(LinkZoneError, match="not to the version of it that counts"):
        pipeline.run(root, [Stage.COLLECT], clock=CLOCK)


@pytest.mark.parametrize("after", range(1, 6))
def test_a_run_that_was_killed_while_it_emptied_the_inbox_goes_on(sent, tmp_path, monkeypatch, after):
    """Each time one more file is removed before the kill."""
    root = tmp_path / "n"
    shutil.copytree(sent, root)
    removed = []

    def killed(place: Path) -> None:
        for path in sorted(place.rglob("*.parquet")):
            removed.append(path)
            if len(removed) == after:
                raise KeyboardInterrupt
            path.unlink()

    monkeypatch.setattr("clerestory.pipeline.links.zone.remove_erased", killed)
    with suppress(KeyboardInterrupt):
        pipeline.run(root, [Stage.COLLECT], clock=CLOCK)
    monkeypatch.undo()
    pipeline.run(root, [Stage.COLLECT], clock=CLOCK)
    assert not (root / "links").exists()
    assert len(list((root / "vault" / "link").rglob("*.parquet"))) == 4
