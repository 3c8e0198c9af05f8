"""`clerestory protect inspect` as a user gives it."""

from __future__ import annotations

import json

import jsonschema
import pytest
from PIL import Image

from clerestory.cli.reference import pages
from redacted_pdfs import NAMES, bad_pdf, good_pdf, write
from test_protect_commands import clerestory


@pytest.fixture
def bad(tmp_path):
    return write(bad_pdf("shape over text", 0)[0], tmp_path / "bad.pdf")


@pytest.fixture
def good(tmp_path):
    return write(good_pdf("running text", 0), tmp_path / "good.pdf")


def inspect(*words):
    return clerestory("inspect", *map(str, words), cwd=".")


def words_of_names(text):
    return [part for name in NAMES for part in name.split() if part in text]


def test_a_good_file_ends_with_0(good):
    done = inspect(good)
    assert done.returncode == 0
    assert "3 pages, 0 found, 0 remarks" in done.stdout


def test_a_bad_file_ends_with_35_and_no_hidden_word_is_printed(bad, good):
    done = inspect(good, bad)
    assert done.returncode == 35
    assert "text under a shape that was drawn over it" in done.stdout
    assert "1 of 2 files" in done.stderr
    assert words_of_names(done.stdout + done.stderr) == []


def test_the_words_are_printed_where_that_is_asked_for(bad):
    assert words_of_names(inspect(bad, "--show").stdout)


def test_a_file_that_cannot_be_read_ends_with_34_and_the_others_are_inspected(good, tmp_path):
    unread = write(b"%PDF-1.4 nothing", tmp_path / "unread.pdf")
    done = inspect(unread, good)
    assert done.returncode == 34
    assert "0 found" in done.stdout
    assert "1 of 2 files were not read" in done.stderr


def test_a_remark_alone_ends_with_0(tmp_path):
    done = inspect(write(bad_pdf("width of a box", 0)[0], tmp_path / "w.pdf"))
    assert done.returncode == 0
    assert "0 found, 1 remarks" in done.stdout


def test_the_json_agrees_with_its_schema_and_keeps_words_back(bad, tmp_path):
    unread = write(b"nothing", tmp_path / "unread.pdf")
    schema = jsonschema.Draft202012Validator(json.loads(pages()["schemas/inspection.schema.json"]))
    made = json.loads(inspect(bad, unread, "--json").stdout)
    schema.validate(made)
    first, second = made["files"]
    assert first["traces"][0]["words"] is None
    assert first["traces"][0]["letters"] > 8
    assert second["error"] == "it does not begin as a PDF does"
    shown = json.loads(inspect(bad, "--json", "--show").stdout)
    schema.validate(shown)
    assert words_of_names(shown["files"][0]["traces"][0]["words"])


def test_pictures_frame_the_places_and_none_is_overwritten(bad, tmp_path):
    folder = tmp_path / "pictures"
    done = inspect(bad, "--pictures", folder)
    assert done.returncode == 35
    (picture,) = folder.iterdir()
    with Image.open(picture) as image:
        colours = {colour for _, colour in image.getcolors(2**20)}
    assert (204, 32, 32) in colours
    again = inspect(bad, "--pictures", folder)
    assert again.returncode not in (0, 35)
    assert "is there already" in again.stderr
