"""Whatever a release says, a pack holds rows and words of it and no other, and limits follow from what is printed."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from fractions import Fraction
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from clerestory.errors import PackError
from clerestory.model.lessons.packs import PackRequest
from clerestory.model.lessons.study import Area, Audience, Lessons
from clerestory.model.shares import NoShare, share_of
from clerestory.model.tables import ProtectedTable
from clerestory.publish.finding_pages.limits import limits_of_table
from clerestory.publish.packs import open_release, pack_files
from clerestory.study import shipped_presets
from lesson_files import lesson, lessons, released
from papers import approved, shape, study

FORCES = {"F1": "Aldermere", "F2": "Brackenshire", "F3": "Cold Vale"}
LINE = st.lists(st.one_of(st.none(), st.integers(0, 500)), min_size=5, max_size=5)
AUDIENCES = st.lists(st.sampled_from(["national", "local"]), min_size=1, unique=True)


def rows(data: bytes) -> list[tuple[tuple[str, str], ...]]:
    return [tuple(row.items()) for row in csv.DictReader(io.StringIO(data.decode()))]


@settings(max_examples=20, deadline=None)
@given(
    counts=st.lists(LINE, min_size=4, max_size=4),
    of=st.lists(AUDIENCES, min_size=1, max_size=3),
    audience=st.sampled_from(list(Audience)),
    area=st.sampled_from(["", *FORCES]),
)
def test_a_pack_is_a_selection(counts, of, audience, area):
    table = ProtectedTable(shape(forces=FORCES), tuple(map(tuple, counts)))
    made = lessons(*(lesson(id=f"l{at}", audiences=list(who), evidence=["t1"]) for at, who in enumerate(of)))
    said = Lessons(made.file, tuple(Area(*one) for one in FORCES.items()), made.axes)
    with tempfile.TemporaryDirectory() as folder:
        output = approved("## A\n\n{{ table t1 }}\n", (table,))
        content = open_release(released(Path(folder), said, output, study(charts=[])))
        mine = [f"l{at}" for at, who in enumerate(of) if audience.value in who]
        try:
            pack = pack_files(content, PackRequest(audience, area))
        except PackError:
            assert mine == []
            return
        lesson_rows = rows(pack["SYNTHETIC-lessons.csv"])
        assert [dict(row)["id"] for row in lesson_rows] == mine
        assert set(lesson_rows) <= set(rows(content.read("SYNTHETIC-lessons.csv")))
        kept, every = rows(pack["tables/SYNTHETIC-t1.csv"]), rows(content.read("tables/SYNTHETIC-t1.csv"))
        wanted = {"total", area} if area else {"total", *FORCES}
        assert kept == [row for row in every if dict(row)["row_key"] in wanted]


@settings(max_examples=200, deadline=None)
@given(total=st.integers(0, 5_000), known=st.integers(0, 5_000), one=st.integers(0, 5_000))
def test_the_width_that_limits_name_is_that_of_the_bounds_of_every_share(total, known, one):
    counts = ((total, known, one, known - one, total - known), *((None,) * 5,) * 2)
    table = ProtectedTable(shape(), counts)
    sentences = limits_of_table(table, (), shipped_presets()["THRESHOLD-6"])
    named = [match[1] for said in sentences if (match := re.search(r"are (\d+\.\d) percentage points apart", said))]
    share = share_of(table, 0, 2)
    if isinstance(share, NoShare):
        assert named == [] or one > known
    elif total == known:
        assert "Sex is known for all." in sentences
    else:
        width = 100 * (share.upper_prop - share.lower_prop)
        assert abs(Fraction(named[0]) - width) <= Fraction(1, 20)
