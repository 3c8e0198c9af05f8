"""The commands of encoding, keys and rosters, as the person at the giver uses them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from clerestory.model.custody import KeyKind
from commands import clerestory
from people_files import ANN, BEN, key_files, people_file


def run(*words: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    return clerestory(*words, cwd=cwd)


def test_a_custodian_makes_keys_and_a_giver_encodes_with_them(tmp_path):
    made = run("share", "keys", "make", "custody", "--study", "nation", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    suspect, victim = sorted((tmp_path / "custody").glob("*.key"))
    assert run("share", "keys", "show-id", suspect, cwd=tmp_path).stdout.strip() in made.stdout.split()
    assert json.loads(suspect.read_text())["key"] not in made.stdout + made.stderr
    people_file(tmp_path, ANN, BEN)
    words = ("share", "encode", "people.csv", "--key", suspect, "--key", victim, "--json")
    tried = run(*words, "--dry-run", cwd=tmp_path)
    assert tried.returncode == 0, tried.stderr
    assert not (tmp_path / "encodings.parquet").exists()
    done = run(*words, "--pseudonyms", "pseudonyms.csv", cwd=tmp_path)
    assert json.loads(done.stdout) == json.loads(tried.stdout)
    assert (json.loads(done.stdout)["suspects"], json.loads(done.stdout)["victims"]) == (1, 1)
    assert {"encodings.parquet", "pseudonyms.csv"} <= {path.name for path in tmp_path.iterdir()}
    assert not list(tmp_path.glob(".partial-*"))


@pytest.mark.parametrize(
    ("row", "code", "said"),
    [
        (ANN.replace("1981-03-09", "9.3.81"), 73, "people.csv, row 2, column date_of_birth"),
        (ANN.replace("1981-03-09", ""), 73, "--provider"),
        (BEN, 74, "there is no victim key"),
    ],
)
def test_a_fault_ends_with_its_code_and_without_a_name(tmp_path, row, code, said):
    people_file(tmp_path, row)
    suspect, _ = key_files(tmp_path / "keys")
    done = run("share", "encode", "people.csv", "--key", suspect, cwd=tmp_path)
    assert done.returncode == code
    assert said in done.stderr
    assert not [word for word in ("Quillbury", "Tallowby", "Anneliese", "9.3.81", "Traceback") if word in done.stderr]
    assert not (tmp_path / "encodings.parquet").exists()


def test_missing_files_and_keys_are_named(tmp_path):
    suspect, _ = key_files(tmp_path / "keys")
    assert run("share", "encode", "none.csv", "--key", suspect, cwd=tmp_path).returncode == 73
    people_file(tmp_path, ANN)
    assert run("share", "encode", "people.csv", "--key", "none.key", cwd=tmp_path).returncode == 74
    assert run("share", "encode", "people.csv", cwd=tmp_path).returncode == 2


def test_a_giver_searches_a_release_and_only_sees_words_on_request(tmp_path):
    (key,) = key_files(tmp_path / "keys", KeyKind.ROSTER)
    (tmp_path / "names.csv").write_text("first_names,family_name\nAnneliese,Quillbury\n")
    assert run("share", "roster", "make", "names.csv", "--key", key, cwd=tmp_path).returncode == 0
    (tmp_path / "release").mkdir()
    (tmp_path / "release" / "index.html").write_text("<p>x</p>\n<p>Anneliese Quillbury</p>")
    words = ("share", "roster", "scan", "release", "--key", key)
    blind, shown = run(*words, cwd=tmp_path), run(*words, "--show", cwd=tmp_path)
    assert (blind.returncode, shown.returncode) == (77, 77)
    assert blind.stdout == "index.html, line 2: 1\n"
    assert "Quillbury" not in blind.stdout + blind.stderr + shown.stderr
    assert shown.stdout == "index.html, line 2: 1 (Anneliese Quillbury)\n"
    assert "searched 1 times before" in shown.stderr
    (tmp_path / "release" / "index.html").write_text("<p>nobody</p>")
    clear = run(*words, "--json", cwd=tmp_path)
    assert clear.returncode == 0
    assert json.loads(clear.stdout)["hits"] == []


def test_keys_are_rotated_and_destroyed_by_the_custodian(tmp_path):
    suspect, _ = key_files(tmp_path / "keys")
    assert run("share", "keys", "rotate", suspect, "--why", "lost", cwd=tmp_path).returncode == 0
    assert (tmp_path / "keys" / "nation-suspect-2.key").exists()
    assert run("share", "keys", "destroy", suspect, "--why", "rotated", cwd=tmp_path).returncode == 0
    assert not suspect.exists()
    assert run("share", "keys", "destroy", suspect, "--why", "again", cwd=tmp_path).returncode == 74
