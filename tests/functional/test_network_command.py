"""`clerestory analyse network` as a user gives it: words, JSON, chart, and wrong input. SYNTHETIC."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest

import clerestory as clerestory_package
from clerestory.cli.reference import pages
from commands import PATIENCE
from network_ties import many_networks
from test_protect_commands import clerestory

QUICK = ("--replicates", "20")
ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(clerestory_package.__path__[0]).parent)}


def network(folder, *words):
    return clerestory("network", *words, cwd=folder, stage="analyse")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "ties.csv").write_text(many_networks())
    return tmp_path


def test_words_come_first_and_the_chart_is_one_of_bands(folder):
    done = network(folder, "ties.csv", *QUICK, "--chart", "sizes.svg")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Networks of the whole period, rounded to 5: ")
    assert "Year" in done.stdout
    assert "Persons by role" in done.stdout
    picture = ElementTree.fromstring((folder / "sizes.svg").read_text())  # noqa: S314 - our own file
    assert picture.get("role") == "img"
    assert "Bars. " in "".join(picture.itertext())


def test_the_json_agrees_with_its_schema_and_is_the_same_again(folder):
    done = network(folder, "ties.csv", *QUICK, "--json")
    made = json.loads(done.stdout)
    jsonschema.Draft202012Validator(json.loads(pages()["schemas/networks.schema.json"])).validate(made)
    assert all(band["networks"] % 5 == 0 for band in (*made["sizes"], *made["forces"]))
    assert network(folder, "ties.csv", *QUICK, "--json").stdout == done.stdout


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["nowhere.csv"], 2, "does not exist"),
        (["ties.csv", "--replicates", "3"], 2, "--replicates"),
        (["ties.csv", "--missing", "2"], 2, "--missing"),
        (["ties.csv", "--chart", "ties.csv"], 2, "would replace"),
        (["wrong.csv"], 30, "wrong.csv, row 2, column start: is no quarter and no day"),
    ],
)
def test_wrong_input_is_told_and_nothing_is_printed(folder, words, code, said):
    (folder / "wrong.csv").write_text("person,event,start,end\nA,x,Zebulon,\n")
    done = network(folder, *words)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in " ".join(done.stderr.replace("│", " ").split())
    assert "Zebulon" not in done.stderr


def test_a_folder_gets_a_picture_of_each_part_that_may_be_drawn(folder):
    done = network(folder, "ties.csv", *QUICK, "--charts", "pictures/all")
    names = sorted(path.stem for path in (folder / "pictures" / "all").iterdir())
    assert names == ["forces", "history", "lasting", "loss", "overlap", "sizes"]
    assert all(name in done.stderr for name in names)
    assert "Warning" not in done.stderr


def test_no_picture_and_no_folder_where_no_figures_are_given(folder):
    (folder / "few.csv").write_text(many_networks(5))
    assert network(folder, "few.csv", "--charts", "pictures").returncode == 0
    assert not (folder / "pictures").exists()


def test_a_bar_shows_long_work_and_stopped_by_a_key_it_leaves_no_file_and_no_traceback(folder):
    (folder / "many.csv").write_text(many_networks(2000))
    words = ("analyse", "network", "many.csv", "--replicates", "1000", "--charts", "pictures", "--chart", "sizes.svg")
    command = (sys.executable, "-c", "from clerestory.cli import main; main()", *words)
    terminal, end = pty.openpty()
    with subprocess.Popen(command, cwd=folder, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=end) as running:
        os.close(end)
        said = read_until(b"random loss", terminal)
        os.kill(running.pid, signal.SIGINT)
        out, _ = running.communicate(timeout=PATIENCE)
    said += read_until(None, terminal)
    assert b"random loss" in said
    assert (running.returncode, out) == (130, b"")
    assert b"Traceback" not in said
    assert sorted(path.name for path in folder.iterdir()) == ["many.csv", "ties.csv"]


def read_until(words, terminal):
    said = b""
    while words is None or words not in said:
        try:
            said += os.read(terminal, 1024)
        except OSError:  # Linux has it so at the end
            break
    return said


def test_few_networks_get_words_and_no_figures(folder):
    (folder / "few.csv").write_text(many_networks(5))
    done = network(folder, "few.csv", "--json")
    made = json.loads(done.stdout)
    assert (done.returncode, made["figures_given"], made["sizes"], made["history"]) == (0, False, [], [])
