"""What the package `pipeline` gives: each name when it is asked for, and no stage before."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from clerestory import pipeline
from commands import PATIENCE

HEAVY = {"matplotlib", "splink", "mimesis", "highspy", "scipy.stats", "pyspark"}


@pytest.mark.parametrize("name", pipeline.__all__)
def test_every_name_is_given(name):
    assert getattr(pipeline, name).__name__ == name


def test_what_type_checkers_read_is_what_is_given():
    tree = ast.parse(Path(pipeline.__file__).read_text(encoding="utf-8"))
    (checked,) = [node for node in tree.body if isinstance(node, ast.If)]
    homes = {alias.name: node.module for node in checked.body for alias in node.names}
    assert sorted(homes) == pipeline.__all__
    assert homes == pipeline._HOMES


def test_a_name_that_is_none_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'cook'"):
        pipeline.cook  # noqa: B018 - asking is the test


@pytest.mark.parametrize("words", [["--version"], ["review", "keys"], ["ledger", "show"], ["link", "queue"]])
def test_a_command_imports_no_library_that_it_does_not_need(words):
    program = (
        "import sys\nfrom clerestory.cli import main\n"
        f"sys.argv = ['clerestory', *{words!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(','.join(sorted(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=PATIENCE, check=True)
    assert HEAVY.isdisjoint(done.stdout.splitlines()[-1].split(","))
