"""The demonstration: a small synthetic nation, from its givers' returns to a published paper."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import shutil
import signal
import subprocess
import time
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from itertools import product
from pathlib import Path

import polars as pl
import pytest

from clerestory import pipeline
from clerestory.errors import StudyError
from clerestory.model.engines import EngineName
from clerestory.pipeline import Stage
from clerestory.pipeline.stages.history import read_history
from clerestory.study import open_study, read_instrument, shipped_instrument
from commands import COMMAND, PATIENCE, clerestory
from csvw_files import check_csvw
from engines import NO_SPARK
from studies import CLOCK, demonstration, released_bytes

NATION = {"persons": 600, "givers": 10, "seed": 5}
PSEUDONYM = re.compile(rb"(?:vic|sus|inv|off|lnk|op|grp|int)[a-z2-7]{26}")


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Path:
    return demonstration(tmp_path_factory, **NATION)


@pytest.fixture(scope="module")
def release(demo) -> Path:
    return next((demo / "releases").glob("2*"))


def pseudonyms(root: Path) -> set[bytes]:
    return {found for path in root.glob("returns/*/*/*.csv") for found in PSEUDONYM.findall(path.read_bytes())}


def rows_of(release: Path, table: str) -> list[dict[str, str]]:
    text = (release / "tables" / f"SYNTHETIC-{table}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def test_every_page_picture_file_and_table_is_marked(release):
    assert release.name.endswith("-SYNTHETIC")
    files = released_bytes(release)
    pages = [name for name in files if name.endswith(".html")]
    assert {"index.html", "lessons.html", "register.html", "impact.html", "summary-easy-read.html"} < set(pages)
    assert len([name for name in pages if name.startswith("findings/")]) >= 8
    assert all(files[name].count(b"SYNTHETIC: ") >= 3 for name in pages)
    english = [name for name in pages if name != "summary-welsh.html"]
    assert all(files[name].count(b"SYNTHETIC: made-up records of fictional forces") >= 2 for name in english)
    assert files["index.html"].count(b'<span class="tag">SYNTHETIC</span> Table') == 11
    assert files["index.html"].count(b'<span class="tag">SYNTHETIC</span> Chart') == 7
    others = [name for name in files if name.endswith((".csv", ".svg"))]
    assert len(others) >= 10
    assert all(Path(name).name.startswith("SYNTHETIC-") for name in others)
    assert all(b">SYNTHETIC<" in files[name] for name in others if name.endswith(".svg"))
    rows = [line for name in others if name.endswith(".csv") for line in files[name].splitlines()[1:]]
    assert all(line.endswith(b",synthetic") for line in rows)
    assert json.loads(files["manifest.json"])["data"] == "synthetic"


def test_a_second_reader_of_csvw_accepts_every_file_of_the_release(release):
    assert check_csvw(release) >= 16


def test_no_pseudonym_of_any_return_is_outside_the_vault(demo):
    planted = pseudonyms(demo)
    assert len(planted) > 1000
    outside = [demo / "ledger.jsonl", *demo.glob("releases/**/*"), *demo.glob("desk/**/*"), *demo.glob("decisions/*")]
    for path in outside:
        if path.is_file():
            assert not planted & set(PSEUDONYM.findall(path.read_bytes())), path.name


def test_no_real_force_or_area_is_named(demo):
    forces = read_instrument(shipped_instrument()).codelists["police_force_area"].codes
    real = [code for code in forces if re.fullmatch(r"[EWSN]\d{8}", code.code)]
    assert len(real) >= 43
    files = [*demo.glob("returns/*/*/*"), *demo.glob("releases/**/*")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files if path.suffix in {".csv", ".html", ".svg"})
    for path in demo.glob("instrument/codelists/*"):  # code and label; the source may cite a real body
        text += "\n".join(" ".join(row[1:3]) for row in csv.reader(path.read_text(encoding="utf-8").splitlines()))
    assert [code.code for code in real if code.code in text] == []
    assert [code.label for code in real if re.search(rf"\b{re.escape(code.label)}\b", text)] == []


def test_published_counts_are_those_of_the_returns_and_small_ones_are_withheld(demo, release):
    """Victims by age and sex, counted again by hand from the accepted rows."""
    records: dict[str, Counter] = {}
    sexes: dict[str, Counter] = {}
    victims = pl.read_parquet(demo / "vault" / "cases" / "victim.parquet")
    for who, age, sex in victims.select("vic_pseudo", "age_at_first_offence", "sex").iter_rows():
        records.setdefault(who, Counter()).update([age] if age not in (None, "U") else [])
        sexes.setdefault(who, Counter()).update([sex] if sex not in (None, "U") else [])
    rows = rows_of(release, "t3")
    ages = [row["row_key"] for row in rows if row["column_key"] == "total"]
    kinds = list(dict.fromkeys(row["column_key"] for row in rows))
    truth, behind = Counter(), {}
    operations = operations_of(demo)
    for who, seen in records.items():
        age = most_often(seen, ages)
        sex = most_often(sexes[who], kinds)
        for row in ("total", age, *(["known"] if age != "not_recorded" else [])):
            for column in ("total", sex, *(["known"] if sex != "not_recorded" else [])):
                truth[row, column] += 1
                behind.setdefault((row, column), Counter()).update(operations[who])
    hidden = 0
    for row in rows:
        count = truth[row["row_key"], row["column_key"]]
        hidden += row["status"] == "[c]"
        assert row["status"] == "[c]" or -5 <= count - int(row["count"]) < 5  # of multiples of 10 there is one
        assert row["status"] == "[c]" or int(row["count"]) % 10 == 0
        assert row["status"] == "[c]" or (int(row["count"]) == 0) == (count == 0)
        assert row["status"] == "[c]" or not 0 < count < 6
        shares = behind.get((row["row_key"], row["column_key"]), Counter())
        assert row["status"] == "[c]" or count == 0 or (len(shares) >= 3 and 2 * max(shares.values()) <= count)
    assert 0 < hidden < len(rows) / 2


TABLES = [f"t{number}" for number in range(1, 11)]


def test_no_published_count_is_between_0_and_what_it_is_rounded_to(release):
    rows = [row for table in TABLES for row in rows_of(release, table)]
    assert {row["rounded_to"] for row in rows} == {"5", "10"}
    counts = [(int(row["count"]), int(row["rounded_to"])) for row in rows if row["count"]]
    assert all(count % base == 0 for count, base in counts)
    page = (release / "index.html").read_text(encoding="utf-8")
    counted = re.sub(
        r"<details>\s*<summary>How the number of classes.*?</details>", "", page, flags=re.S
    )  # these are no counts
    assert counted != page
    printed = re.findall(r'<td class="number">([0-9,]+)</td>', counted)
    assert len(printed) > 100
    assert all(int(number.replace(",", "")) % 5 == 0 for number in printed)


def test_every_table_says_on_which_counting_basis_the_returns_were_made(release):
    page = html.unescape((release / "index.html").read_text(encoding="utf-8"))
    kinds = "offences recorded; victims identified; investigations opened; sample or selection"
    assert (
        page.count(f'<p class="about">Counting basis: the returns differ ({kinds}).</p>') == 11 + 4
    )  # tables, and charts of them


def test_every_table_says_that_records_of_each_body_its_own_count_once_for_each(release):
    page = (release / "index.html").read_text(encoding="utf-8")
    said = Counter(re.findall(r'<p class="under">(Each [^.]+\.) <a', page))
    for_each = "counts once for each body that returned it."
    assert said == {
        "Each suspect counts once.": 4,
        "Each victim counts once.": 2,
        f"Each investigation {for_each}": 2,
        f"Each offence {for_each}": 1,
    }


def test_the_number_under_every_definition_has_a_row_for_each_and_one_for_what_cannot_be_decided(release):
    keys = [row["row_key"] for row in rows_of(release, "t8")]
    definitions = ["BEREL2013", "HO2020", "IICSA2019", "STRICT", "COCAD", "OCG"]
    assert keys == ["total", *(key for name in definitions for key in (name, f"{name}_not_known")), "none"]


def test_the_same_cases_are_the_same_number_in_every_table(release):
    """The vault says which cells are of the same cases: a region of one force and that force, say."""
    found: dict[str, set[tuple[str, str]]] = {}
    for path in sorted((release.parents[1] / "vault" / "protected").glob("table-*.json")):
        shape = json.loads(path.read_bytes())["shape"]
        printed = {(r["row_key"], r["column_key"]): r["count"] for r in rows_of(release, shape["id"])}
        for row, column in product(shape["rows"], shape["columns"]):
            cases = json.dumps([shape["cohort"], row["where"] | column["where"]], sort_keys=True)
            if (row["key"], column["key"]) in printed:
                found.setdefault(cases, set()).add((shape["id"], printed[row["key"], column["key"]]))
    shared = [cells for cells in found.values() if len({table for table, _ in cells}) > 1]
    assert any(count for cells in shared for _, count in cells)
    assert all(len({count for _, count in cells}) == 1 for cells in shared)


def test_every_percentage_follows_from_the_published_counts(release):
    """Rebuilt from the release alone: the file of shares, and the shares within sentences."""
    t1 = {r["column_key"]: r["count"] for r in rows_of(release, "t1") if r["row_key"] == "total"}
    names = ("of_known_pct", "not_known_pct", "at_least_pct", "at_most_pct", "status")
    for row in rows_of(release, "t1-total-shares"):
        assert [row[name] for name in names] == shares(t1[row["key"]], t1["known"], t1["total"])
    text = html.unescape((release / "index.html").read_text(encoding="utf-8"))
    for table, sex, word in (("t2", "M", "male"), ("t3", "F", "female")):
        counts = {r["column_key"]: r["count"] for r in rows_of(release, table) if r["row_key"] == "total"}
        known, not_known, least, most, _ = shares(counts[sex], counts["known"], counts["total"])
        told = f"{known}% (not known for {not_known}%; so between {least}% and {most}% of all)" if known else "[c]"
        assert f" {told} were {word}." in text


def shares(count: str, known: str, total: str) -> list[str]:
    """What a reader computes from published counts: of the known, not known, at least, at most, and the sign."""
    if "" in (count, known, total):
        return ["", "", "", "", "[c]"]
    n, k, all_of_them = int(count), int(known), int(total)
    bounds = [percent(part, all_of_them) for part in (all_of_them - k, n, n + all_of_them - k)]
    if 100 * k < 60 * all_of_them:
        return ["", *bounds, "[x]"]
    return [percent(n, k), *bounds, "[u]" if 100 * k < 80 * all_of_them else ""]


def percent(part: int, whole: int) -> str:
    return str((100 * Decimal(part) / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP))


def test_exact_counts_stay_in_the_vault_where_later_releases_are_held_against_them(demo, release, tmp_path):
    copy = Path(shutil.copytree(demo, tmp_path / "nation"))
    text = (copy / "study.toml").read_text(encoding="utf-8").replace("2026-12-15", "2027-03-16", 1)
    (copy / "study.toml").write_text(text.replace("2027-12-14", "2028-03-14"), encoding="utf-8")
    (left,) = read_history(open_study(copy)).left  # it knows every table of the release
    telling = {table.shape.id for table in left.tables if any(count for row in table.counts for count in row)}
    assert len(telling) >= 8  # in a small nation a table may have only zeros to tell
    assert not any(table.is_printable for table in left.tables if table.shape.id in telling)
    exact = {table.shape.id: table.counts for table in left.tables}
    for path in (copy / "desk" / "tables").glob("table-*.json"):
        drafted = json.loads(path.read_bytes())
        pairs = [
            (e, d, base)
            for rows in zip(exact[drafted["shape"]["id"]], drafted["counts"], drafted["rounding"], strict=True)
            for e, d, base in zip(*rows, strict=True)
        ]
        assert all((e is None) == (d is None) for e, d, _ in pairs)
        assert all(d % base == 0 and 2 * abs(d - e) <= base for e, d, base in pairs if e is not None)
        assert any(e != d for e, d, _ in pairs) or drafted["shape"]["id"] not in telling


def operations_of(demo: Path) -> dict[str, set[str]]:
    """The investigations of each victim, from the offences that their givers link them to."""
    cases = demo / "vault" / "cases"
    offences = pl.read_parquet(cases / "offence.parquet").select("return_ref", "off_pseudo", "inv_pseudo").iter_rows()
    of_offence = {(giver, offence): operation for giver, offence, operation in offences}
    found: dict[str, set[str]] = {}
    links = pl.read_parquet(cases / "link_victim_offence.parquet").select("return_ref", "off_pseudo", "vic_pseudo")
    for giver, offence, victim in links.iter_rows():
        found.setdefault(victim, set()).add(of_offence[giver, offence])
    return found


def most_often(seen: Counter, order: list[str]) -> str:
    return min(seen, key=lambda code: (-seen[code], order.index(code))) if seen else "not_recorded"


def told_by_the_giver(demo: Path) -> list[str]:
    """Every name, place of a name and number of the roster, in whole and word by word."""
    with (demo.with_name(f"{demo.name}.truth") / "case-texts" / "roster.csv").open(newline="") as file:
        cells = [row[column] for row in csv.DictReader(file) for column in ("name", "date_of_birth", "vehicle")]
    return [word for cell in cells if cell for word in {cell, *cell.split()} if len(word) > 3]


def test_two_cases_are_told_without_a_name_and_the_live_one_nowhere(demo, release):
    page = html.unescape((release / "index.html").read_text(encoding="utf-8"))
    assert page.count('<div class="case">') == 2
    assert page.count("Quorlehaven") == 2
    assert page.count("A lawyer decided that the place may be named.") == 1
    giver = demo.with_name(f"{demo.name}.truth") / "case-texts"
    secrets = told_by_the_giver(demo)
    assert all(any(word in (giver / f"{name}.txt").read_text() for word in secrets) for name in ("a1", "a2", "a3"))
    inside = [path for path in demo.rglob("*") if path.is_file() and path.suffix != ".parquet"]
    everything = b"".join(path.read_bytes() for path in inside)
    assert [word for word in secrets if word.encode() in everything] == []
    beyond = [path for path in inside if path.parent.name != "texts"]
    assert b"".join(path.read_bytes() for path in beyond).count(b"housing officer") == 0
    assert b"housing officer" in (demo / "texts" / "a3.txt").read_bytes()


def test_the_register_accounts_for_the_live_case_and_the_lawyer_decided(demo, release):
    with (release / "SYNTHETIC-register.csv").open(newline="") as file:
        entries = list(csv.DictReader(file))
    of_texts = {row["reason"]: row["decided_by"] for row in entries if row["extent"] == "texts"}
    assert sorted(of_texts) == ["ACTIVE", "NCND"]
    assert all("Legal adviser (simulated)" in decided for decided in of_texts.values())
    assert not any("Legal adviser" in row["decided_by"] for row in entries if row["extent"] not in ("texts", "output"))
    assert 'role = "lawyer"' in (demo / "decisions" / "protect-lawyer.toml").read_text()


def test_release_and_ledger_verify(demo, release):
    pipeline.verify_release(release)
    assert pipeline.verify_study_ledger(demo).length >= 5


@pytest.mark.parametrize("engine", ["duckdb", pytest.param("spark", marks=[NO_SPARK, pytest.mark.slow])], indirect=True)
def test_every_engine_leaves_the_same_bytes_in_the_vault(demo, tmp_path, engine):
    """Cells, operations and givers of every cohort; counted again beside the release, as the next run does."""
    tables = {}
    for name in ("polars", engine):
        root = Path(shutil.copytree(demo, tmp_path / name))
        pipeline.run(root, [Stage.ANALYSE], engine=EngineName(name), clock=CLOCK)
        folder = root / "vault" / "tables"
        tables[name] = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    assert len(tables["polars"]) > 10
    assert tables[engine] == tables["polars"]


BEGUN, COLLECTED = "nation.truth/unfinished", "nation/vault/cases"


def kill_at(waits_for: str, folder: Path) -> None:
    """Kill a demonstration at its work, as soon as something is there."""
    process = subprocess.Popen([*COMMAND, *words_in(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    patience = time.monotonic() + PATIENCE
    while not (folder / waits_for).exists():
        assert process.poll() is None
        assert time.monotonic() < patience
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL  # it was at work when it was killed


def words_in(folder: Path) -> list[str]:
    return ["demo", str(folder / "nation"), *(f"--{name}={value}" for name, value in NATION.items())]


def goes_on(folder: Path, release: Path) -> None:
    done = clerestory(*words_in(folder))
    assert done.returncode == 0, done.stderr
    assert released_bytes(next((folder / "nation" / "releases").glob("2*"))) == released_bytes(release)
    assert not list(folder.rglob(".partial-*"))
    assert not (folder / BEGUN).exists()


@pytest.mark.slow  # the ordinary tests kill a study's runs at every stage: test_faults.py
def test_a_demonstration_that_is_killed_again_and_again_goes_on_where_it_stopped(tmp_path, release):
    for waits_for in (BEGUN, COLLECTED):
        kill_at(waits_for, tmp_path)
    goes_on(tmp_path, release)


@pytest.mark.slow
@pytest.mark.parametrize(
    "waits_for",
    [
        BEGUN,
        "nation/returns",
        "nation/study.toml",
        COLLECTED,
        "nation/vault/protected",
        "nation/desk/draft.json",
    ],
)
def test_a_killed_demonstration_goes_on_where_it_stopped(tmp_path, release, waits_for):
    kill_at(waits_for, tmp_path)
    goes_on(tmp_path, release)


def test_a_folder_that_holds_something_else_is_left_alone(demo, tmp_path):
    with pytest.raises(StudyError, match="another study"):
        pipeline.demonstrate(demo, **NATION | {"seed": 6}, clock=CLOCK)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("keep me", encoding="utf-8")
    with pytest.raises(StudyError, match="not empty"):
        pipeline.demonstrate(tmp_path / "mine", **NATION, clock=CLOCK)
    assert (tmp_path / "mine" / "letter.txt").read_text(encoding="utf-8") == "keep me"
