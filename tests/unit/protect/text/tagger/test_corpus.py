"""Reading a labelled corpus: every fault has its line, and no message a word of the text."""

from __future__ import annotations

import json

import pytest

from clerestory.errors import TaggerError
from clerestory.protect.text.tagger import read_corpus

SPAN = {"start": 0, "end": 5, "kind": "PERSON", "identifies": "direct"}
LINE = {"form": "clerestory-labelled-text/1", "id": "a", "text": "Zzyzx went home.", "spans": [SPAN]}


def written(tmp_path, *lines):
    path = tmp_path / "corpus.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), "utf-8")
    return path


def test_a_corpus_is_read_in_order(tmp_path):
    found = read_corpus(written(tmp_path, LINE, "", LINE | {"id": "b", "spans": []}))
    assert [(text.id, len(text.spans)) for text in found] == [("a", 1), ("b", 0)]
    assert "Zzyzx" not in repr(found)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "no text"),
        ([LINE, LINE], "twice"),
        ([LINE, "{"], "line 2: is not JSON"),
        (["[" * 100_000], "line 1: is not JSON"),
        ([LINE | {"spans": [SPAN | {"end": 99}]}], "line 1: text: value_error"),
        ([LINE | {"spans": [SPAN | {"start": 5}]}], "line 1: text: value_error"),
        ([LINE | {"spans": [SPAN | {"start": -1}]}], "spans.0.start"),
        ([LINE | {"spans": [SPAN | {"kind": "NAME"}]}], "spans.0.kind"),
        ([LINE | {"spans": [SPAN | {"identifies": "maybe"}]}], "spans.0.identifies"),
        ([LINE | {"decided": [{"start": 0, "end": 5, "kind": "PERSON", "outcome": "?"}]}], "decided.0.outcome"),
        ([LINE | {"text": ""}], "text: string_too_short"),
        ([LINE | {"Zzyzx": 1}], "extra_forbidden"),
        (["[]"], "line 1"),
    ],
)
def test_a_fault_has_its_line_and_no_word_of_the_text(tmp_path, lines, said):
    with pytest.raises(TaggerError) as error:
        read_corpus(written(tmp_path, *lines))
    assert said in str(error.value)
    assert "Zzyzx" not in str(error.value)


def test_what_is_not_utf_8_or_not_there_is_refused(tmp_path):
    (tmp_path / "x").write_bytes(b"\xff\xfe")
    for path, said in ((tmp_path / "x", "UTF-8"), (tmp_path / "none", "cannot be read")):
        with pytest.raises(TaggerError, match=said):
            read_corpus(path)
