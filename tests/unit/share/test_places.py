"""Where each kind of data lies: every file is counted, hashed and erased once."""

from __future__ import annotations

import pytest

from clerestory.model.retention import Dataset
from clerestory.share.erasing import Scope, places_of
from clerestory.study import Study, open_study
from studies import small_study

TABLES = '[[tables]]\nid = "t1"\ntitle = "Persons by area"\ncount = "person"\nrows = "person.area"\n'
FILES = (
    "links/g0/r1/encodings.parquet", "links/g1/r1/encodings.parquet", "reports/g0--r1.html", "reports/g1--r1.html",
    "reports/index.html", "vault/cases/person.parquet", "vault/checks.json", "vault/left/d/left.json",
    "vault/link/g0/r1.parquet", "vault/link/g1/r1.parquet", "vault/protected/draft.json",
    "vault/returns/g0/r1/v1/person.parquet", "vault/returns/g1/r1/v1/person.parquet", "vault/rotation/g0/r1.parquet",
    "vault/tables/table-t1.json", "vault/interviews/register.csv",
)  # fmt: skip


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> Study:
    root = small_study(tmp_path_factory.mktemp("s") / "s", {"area": ["n"]}, [("n",)] * 2, tables=TABLES, givers=2)
    for name in FILES:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"a case")
    return open_study(root)


@pytest.mark.parametrize("dataset", list(Dataset))
@pytest.mark.parametrize("provider", ["", "g0"])
def test_no_place_of_a_dataset_lies_in_another(study, dataset, provider):
    places = places_of(study, Scope(dataset, provider))
    assert places
    assert not [(one, other) for one in places for other in places if one in other.parents]


@pytest.mark.parametrize(
    ("provider", "return_id", "found"),
    [
        # all of it: the zones whole, and nothing of them again
        ("", "", ["links", "vault/link"]),
        ("g0", "", ["links/g0/r1", "vault/link/g0/r1.parquet"]),
        ("g1", "r1", ["links/g1/r1", "vault/link/g1/r1.parquet"]),
        ("g1", "r2", []),
    ],
)  # fmt: skip
def test_the_encodings_of_a_scope_lie_in_the_inbox_and_in_the_link_zone(study, provider, return_id, found):
    places = places_of(study, Scope(Dataset.ENCODINGS, provider, return_id))
    assert [place.relative_to(study.root).as_posix() for place in places] == found
