"""Django is ready before a module of these tests is imported; what they share."""

from __future__ import annotations

import pytest

from clerestory.web.service.serving import Serving
from served_desks import desk, example, make_ready

make_ready()


@pytest.fixture
def serving(tmp_path):
    """A desk to which people are invited."""
    with desk(Serving(example(tmp_path))) as ready:
        yield ready


@pytest.fixture
def demo(tmp_path):
    """A desk at which anybody is anybody."""
    with desk(Serving(example(tmp_path), demo=True)) as ready:
        yield ready
