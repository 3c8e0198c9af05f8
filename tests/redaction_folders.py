"""A folder at a giver with a made-up roster, a text and two reviewers, and the command line run in it."""

from __future__ import annotations

import contextlib
import io
import sys
from types import SimpleNamespace

from clerestory.cli import main
from clerestory.review import make_keys

ROSTER = """person,name,alias,date_of_birth
P1,Zelda Quillfeather,Zee-Zee,2004-03-12
P2,Marvin Oakenshaw,,1970-01-02
P3,Ottoline Thistlewood,,
"""
TEXT = (
    "Zelda Quillfeather's car hit a wall.\r\nMarvin Oakenshaw, on 12 March 2014, saw Zelda and Ottoline Thistlewood.\n"
)
REVIEWERS = """form = "clerestory-reviewers/1"
[[people]]
id = "one"
post = "Disclosure checker"
roles = ["disclosure checker"]
public_key = "{one}"
[[people]]
id = "two"
post = "Second disclosure checker"
roles = ["disclosure checker"]
public_key = "{two}"
"""


def protect(folder, *words, stdin=b""):
    """Run the command line here, with bytes for its streams."""
    streams = {name: io.TextIOWrapper(io.BytesIO(), write_through=True) for name in ("stdout", "stderr")}
    streams["stdin"] = io.TextIOWrapper(io.BytesIO(stdin))
    before = {name: getattr(sys, name) for name in (*streams, "argv")}
    vars(sys).update(streams, argv=["clerestory", "protect", *words])
    try:
        with contextlib.chdir(folder):
            main()
        code = 0
    except SystemExit as end:
        code = end.code or 0
    finally:
        vars(sys).update(before)
    out, err = (streams[name].buffer.getvalue() for name in ("stdout", "stderr"))
    return SimpleNamespace(returncode=code, stdout=out, stderr=err)


def fill(folder):
    """Write roster, text, reviewers and their keys into a folder."""
    (folder / "roster.csv").write_text(ROSTER)
    (folder / "a.txt").write_bytes(TEXT.encode())
    keys = {}
    for name in ("one", "two"):
        private, keys[name] = make_keys()
        (folder / f"{name}.key").write_text(private)
    (folder / "reviewers.toml").write_text(REVIEWERS.format(**keys))
    return folder
