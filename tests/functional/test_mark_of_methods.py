"""Methods on one file say that their data are made up where the user says so, in words, JSON and charts. SYNTHETIC."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from network_ties import many_networks
from panel_cases import write_panel
from test_protect_commands import clerestory
from test_scale_command import LISTS

ITEMS = "a,b,c\n" + "1,1,1\n1,1,0\n1,0,1\n0,1,1\n0,0,0\n0,0,1\n0,1,0\n1,0,0\n1,1,1\n0,0,0\n" * 20
SENTENCE = "SYNTHETIC: made-up records of fictional forces. Nothing here is about real people or places."
DRAWN = {
    "typology": ("items.csv", "--classes", "2", "--starts", "2", "--bootstrap", "0"),
    "network": ("ties.csv", "--replicates", "20"),
    "scale": ("lists.csv", "--bootstrap", "200", "--methods", "stepwise"),
}
WORDS = {
    "panel": ("codings.csv", "items.csv", "--classes", "1"),
    "agreement": ("codings.csv", "--bootstrap", "200"),
}


def said_in(folder, *words):
    done = clerestory(*words, cwd=folder, stage="analyse")
    assert done.returncode == 0, done.stderr
    return done.stdout


def texts_in(chart):
    root = ElementTree.fromstring(chart.read_text())  # noqa: S314 - our own file
    return [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize("method", DRAWN)
def test_words_and_chart_are_marked_where_the_user_says_so_and_not_else(tmp_path, method):
    for name, rows in (("items.csv", ITEMS), ("ties.csv", many_networks()), ("lists.csv", LISTS)):
        (tmp_path / name).write_text(rows)
    plain = said_in(tmp_path, method, *DRAWN[method], "--chart", "plain.svg")
    made_up = said_in(tmp_path, method, *DRAWN[method], "--chart", "made-up.svg", "--mark", "synthetic")
    assert made_up.removeprefix(f"{SENTENCE}\n\n").replace("made-up.svg", "plain.svg") == plain
    assert made_up.startswith(SENTENCE)
    assert "SYNTHETIC" in texts_in(tmp_path / "made-up.svg")
    assert "SYNTHETIC" not in texts_in(tmp_path / "plain.svg")


@pytest.mark.parametrize("method", WORDS)
def test_words_without_a_chart_are_marked_in_the_json_too(tmp_path, method):
    write_panel(tmp_path, 60)
    plain = said_in(tmp_path, method, *WORDS[method])
    assert "SYNTHETIC" not in plain
    made = json.loads(said_in(tmp_path, method, *WORDS[method], "--mark", "synthetic", "--json"))
    assert SENTENCE in json.dumps(made)


def test_networks_in_a_folder_of_charts_are_each_marked(tmp_path):
    (tmp_path / "ties.csv").write_text(many_networks())
    said_in(tmp_path, "network", *DRAWN["network"], "--charts", "pictures", "--mark", "synthetic")
    charts = sorted((tmp_path / "pictures").glob("*.svg"))
    assert charts
    assert [chart.name for chart in charts if "SYNTHETIC" not in texts_in(chart)] == []
