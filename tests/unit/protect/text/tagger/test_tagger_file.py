"""The file of a tagger: what goes in comes out, no word of the texts is in it, and nothing damaged is read."""

from __future__ import annotations

import hashlib
import json
import re
import stat
import zlib

import numpy as np
import pytest

from clerestory.errors import TaggerError
from clerestory.protect.text.tagger import read_tagger, train_tagger, write_tagger
from text_notes import QUICK, notes


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    path = tmp_path_factory.mktemp("made") / "m.tagger"
    model = train_tagger(notes(15), QUICK)
    write_tagger(path, model)
    return path, model


def test_what_is_written_is_read(made):
    path, model = made
    found = read_tagger(path)
    assert (found.salt, found.labels, found.learning) == (model.salt, model.labels, model.learning)
    for name in ("buckets", "weights", "transitions"):
        np.testing.assert_array_equal(getattr(found, name), getattr(model, name))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_same_tagger_gives_the_same_bytes(made, tmp_path):
    path, model = made
    write_tagger(tmp_path / "again", model)
    assert (tmp_path / "again").read_bytes() == path.read_bytes()


def test_no_word_of_the_texts_is_in_the_file(made):
    path, model = made
    head, _, packed = path.read_bytes().partition(b"\n")
    unpacked = (head + zlib.decompress(packed)).lower()
    fields = {*re.findall(r"[a-z]+", " ".join([*json.loads(head), *model.labels]).lower())}
    words = {word.lower() for note in notes(15) for word in re.findall(r"[^\W\d_]{4,}", note.text)} - fields
    assert len(words) > 100
    assert [word for word in words if word.encode() in unpacked] == []


def changed(path, **fields):
    head, _, packed = path.read_bytes().partition(b"\n")
    return json.dumps(json.loads(head) | fields).encode() + b"\n" + packed


def with_body(path, change):
    head, _, packed = path.read_bytes().partition(b"\n")
    body = change(zlib.decompress(packed))
    head = json.dumps(json.loads(head) | {"sha256": hashlib.sha256(body).hexdigest()}).encode()
    return head + b"\n" + zlib.compress(body)


DAMAGE = {
    "empty": lambda path: b"",
    "cut": lambda path: path.read_bytes()[:-20],
    "another file": lambda path: b"PK\x03\x04" * 100,
    "one bit": lambda path: path.read_bytes()[:-9] + bytes([path.read_bytes()[-9] ^ 1]) + path.read_bytes()[-8:],
    "the form before": lambda path: changed(path, form="clerestory-tagger/1"),
    "a later form": lambda path: changed(path, form="clerestory-tagger/3"),
    "a field too many": lambda path: changed(path, note="x"),
    "a label of no kind": lambda path: changed(path, labels=["", "SCORE"]),
    "no empty label": lambda path: changed(path, labels=["PERSON", "DATE"]),
    "a label twice": lambda path: changed(path, labels=["", "DATE", "DATE"]),
    "more features than there are": lambda path: changed(path, features=1_000_000),
    "a threshold of all": lambda path: changed(path, threshold=1.0),
    "no number": lambda path: with_body(path, lambda body: body[:-4] + np.float32(np.nan).tobytes()),
    "buckets out of order": lambda path: with_body(path, lambda body: body[4:8] + body[:4] + body[8:]),
    "a bucket too far": lambda path: with_body(
        path, lambda body: body[: 4 * n_of(path) - 4] + b"\xff\xff\xff\xff" + body[4 * n_of(path) :]
    ),
    "a bomb": lambda path: path.read_bytes().partition(b"\n")[0] + b"\n" + zlib.compress(bytes(300_000_000), 1),
    "deep JSON": lambda path: b"[" * 200_000 + b"\n",
}


def n_of(path):
    return json.loads(path.read_bytes().partition(b"\n")[0])["features"]


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_what_is_damaged_is_refused(made, tmp_path, damage):
    (tmp_path / "m").write_bytes(damage(made[0]))
    with pytest.raises(TaggerError, match="is not a tagger, or is damaged"):
        read_tagger(tmp_path / "m")


def test_what_is_not_there_or_a_folder_is_refused(tmp_path):
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(TaggerError):
            read_tagger(path)
