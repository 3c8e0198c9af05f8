"""Every example in a docstring does what it says."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

import clerestory
from served_desks import make_ready

make_ready()  # modules with tables are imported when Django is
SERVES = "clerestory.web.wsgi"  # to import it is to serve what the environment names
MODULES = sorted(module.name for module in pkgutil.walk_packages(clerestory.__path__, "clerestory."))
EXAMPLES = [
    pytest.param(test, id=test.name)
    for name in MODULES
    if name != SERVES
    for test in doctest.DocTestFinder(exclude_empty=True).find(importlib.import_module(name))
    if test.examples
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_does_what_it_says(example):
    failed, tried = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(example)
    assert tried > 0
    assert failed == 0


def test_every_module_is_looked_through():
    found = {path.stem for path in Path(clerestory.__path__[0]).rglob("*.py")} - {"__init__"}
    assert found <= {name.rpartition(".")[2] for name in MODULES}
    assert "clerestory.protect.hierarchies.frames.protect_frame" in {param.id for param in EXAMPLES}
