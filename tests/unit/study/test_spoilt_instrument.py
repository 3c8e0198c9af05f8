"""An instrument file that is no whole table is an error of ours, with its place."""

from __future__ import annotations

import shutil

import pytest

from clerestory.errors import InstrumentError
from clerestory.study import read_instrument, shipped_instrument


@pytest.mark.parametrize(
    ("data", "what"),
    [
        # nothing at all
        (b"", "has no column entity"),
        # a short row, and a long one
        (b"entity,key,kind,references,prefix,mandatory\nreturn,return_id\n", "more or fewer fields than the header"),
        (b"entity,key,kind\nreturn,return_id,primary,more\n", "more or fewer fields than the header"),
        # a quote that is never closed
        (b'entity,key,kind\n"return,return_id,primary\n', "cannot be read"),
        (b"\xff\xfe", "cannot be read"),
    ],
)
def test_a_spoilt_file_of_keys_is_told(tmp_path, data, what):
    shutil.copytree(shipped_instrument(), tmp_path / "i")
    (tmp_path / "i" / "keys.csv").write_bytes(data)
    with pytest.raises(InstrumentError, match=what):
        read_instrument(tmp_path / "i")
