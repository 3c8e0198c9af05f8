"""`clerestory analyse trend` as a user gives it: words, JSON, chart, and wrong input."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import jsonschema
import pytest

from clerestory.cli.reference import pages
from test_protect_commands import clerestory
from trend_series import made_series

QUICK = ("--bootstrap", "200", "--joinpoints", "1")


def trend(folder, *words):
    return clerestory("trend", *words, cwd=folder, stage="analyse")


@pytest.fixture(scope="module")
def series():
    """Forty SYNTHETIC quarters with a turn, and a declared break that lifts the level by a fifth."""
    made, _ = made_series(3)
    lines = ["quarter,count,unit,definition,break"]
    for at, count in enumerate(made.counts):
        definition, lifted = ("HO2020", count) if at < 14 else ("COCAD", count * 6 // 5)
        lines.append(f"{made.quarter(at)},{lifted},offences,{definition},{'wider group' if at == 14 else ''}")
    return "\n".join(lines) + "\n"


@pytest.fixture
def folder(tmp_path, series):
    (tmp_path / "series.csv").write_text(series)
    return tmp_path


def test_words_say_recorded_and_print_no_count(folder, series):
    done = trend(folder, "series.csv", *QUICK, "--chart", "trend.svg")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Recorded offences (definition COCAD)")
    assert "The trend turned at about" in done.stdout
    assert "[b] From 2017Q3 the definition is another (wider group)" in done.stdout
    picture = (folder / "trend.svg").read_text()
    root = ElementTree.fromstring(picture)  # noqa: S314 - our own file
    said = done.stdout + "".join(root.itertext())
    assert "committed" not in said
    counts = {row.split(",")[1] for row in series.splitlines()[1:]}
    assert counts & set(re.findall(r"[0-9]+", said)) == set()


def test_made_up_counts_are_marked_in_words_and_chart_where_the_user_says_so(folder):
    for words, marked in (((), False), (("--mark", "synthetic"), True)):
        done = trend(folder, "series.csv", *QUICK, "--chart", "trend.svg", *words)
        root = ElementTree.fromstring((folder / "trend.svg").read_text())  # noqa: S314 - our own file
        shown = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
        assert (done.stdout.startswith("SYNTHETIC: "), "SYNTHETIC" in shown) == (marked, marked)
        assert "Recorded offences: index, 2014Q1\u00a0=\u00a0100" in shown


def test_the_json_agrees_with_its_schema_and_prints_two_digits(folder, series):
    done = trend(folder, "series.csv", *QUICK, "--json")
    made = json.loads(done.stdout)
    jsonschema.Draft202012Validator(json.loads(pages()["schemas/trend.schema.json"])).validate(made)
    assert "as confidential as the counts" in done.stderr
    found, printed = (made[part]["overall_annual_change"] for part in ("found", "printed"))
    assert printed == {name: float(f"{value:.2g}") for name, value in found.items()}
    assert made["found"]["breaks"][0]["change"]["low"] < 20 < made["found"]["breaks"][0]["change"]["high"]
    rows = jsonschema.Draft202012Validator(json.loads(pages()["schemas/series-row.schema.json"]))
    header, first, *_ = series.splitlines()
    rows.validate(dict(zip(header.split(","), first.split(","), strict=True)))


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["nowhere.csv"], 2, "does not exist"),
        (["series.csv", "--bootstrap", "10"], 2, "--bootstrap"),
        (["series.csv", "--joinpoints", "4"], 2, "--joinpoints"),
        (["series.csv", "--distance", "1"], 2, "--distance"),
        (["series.csv", "--chart", "series.csv"], 2, "would replace"),
        (["empty.csv"], 30, "empty.csv: is empty"),
        (["wrong.csv"], 30, "wrong.csv, row 16, column definition: differs from the row before"),
        (["huge.csv"], 30, "row 122: is beyond 120 quarters"),
    ],
)
def test_wrong_input_is_told_and_nothing_is_printed(folder, series, words, code, said):
    (folder / "empty.csv").write_text("")
    (folder / "wrong.csv").write_text(series.replace("wider group", ""))
    (folder / "huge.csv").write_text("quarter,count,unit,definition\n" + "2014Q1,9,offences,HO2020\n" * 300_000)
    done = trend(folder, *words)
    assert (done.returncode, done.stdout) == (code, "")
    assert said.replace(" ", "") in "".join(done.stderr.replace("│", " ").split())
