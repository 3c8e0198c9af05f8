"""Whatever a file of the petitions site lacks, or has besides: it is read whole, or refused by the field's name."""

from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from clerestory.answer.petitions.reading import ReadPetition, read_petitions
from clerestory.errors import AnswerError
from petition_files import archived, live, older

LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
ANY = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3), max_leaves=4
)
BASES = (live(), archived(), older())


def places(document: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place of a document below its top."""
    inside = (
        document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ()
    )
    return [place for key, value in inside for place in ((*path, key), *places(value, (*path, key)))]


@st.composite
def changed(draw) -> Any:
    """A document of the site in which some places lack, are null, are of another kind, or have further keys."""
    document = copy.deepcopy(draw(st.sampled_from(BASES)))
    for _ in range(draw(st.integers(1, 4))):
        path = draw(st.sampled_from(places(document)))
        holder = document
        for key in path[:-1]:
            holder = holder[key]
        what = draw(st.sampled_from(("lacks", "null", "other", "further")))
        if what == "lacks":
            del holder[path[-1]]
        elif what == "further" and isinstance(holder, dict):
            holder[draw(st.text())] = draw(ANY)
        else:
            holder[path[-1]] = None if what == "null" else draw(ANY)
        if not places(document):
            break
    return document


def read_or_refused(data: bytes) -> tuple[ReadPetition, ...] | AnswerError:
    """What was read, or what refuses it; anything else that is raised is a fault of the program."""
    try:
        return read_petitions(data, where="a.json")
    except AnswerError as refusal:
        return refusal


def is_named(refusal: AnswerError) -> bool:
    """Whether a refusal says where, what, and that nothing was imported."""
    return (
        refusal.where.startswith("a.json") and bool(refusal.what) and refusal.remedy.endswith("Nothing was imported.")
    )


@given(changed())
def test_a_changed_file_is_read_whole_or_refused_by_name(document):
    found = read_or_refused(json.dumps(document).encode())
    if isinstance(found, AnswerError):
        assert is_named(found)
        return
    many = document["data"] if isinstance(document["data"], list) else None
    assert [one.document for one in found] == ([{"data": one} for one in many] if many is not None else [document])
    assert all(one.snapshot.number == one.document["data"]["id"] for one in found)


@given(st.sampled_from(BASES), st.data())
def test_what_is_missing_or_null_is_never_a_fault(base, data):
    document = copy.deepcopy(base)
    told = document["data"]["attributes"]
    for name in data.draw(st.sets(st.sampled_from(sorted(told)))):
        if data.draw(st.booleans()):
            del told[name]
        else:
            told[name] = None
    (one,) = read_petitions(json.dumps(document).encode(), where="a.json")
    assert one.document == document


@given(st.binary() | ANY.map(lambda one: json.dumps(one).encode()))
def test_anything_else_is_refused(data):
    found = read_or_refused(data)
    assert is_named(found) if isinstance(found, AnswerError) else all(one.snapshot.number for one in found)
