"""Opening a study: what is wrong is named, all at once; one run at a time; keys that stay where they are."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from clerestory.errors import InstrumentError, StudyBusyError, StudyError, TableError
from clerestory.study import open_study

EXAMPLE = Path(__file__).parents[3] / "examples" / "modern-slavery-2013"


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "study"
    root.mkdir()
    shutil.copy(EXAMPLE / "study.toml", root)
    shutil.copytree(EXAMPLE / "instrument", root / "instrument")
    return root


def change(folder, old, new):
    path = folder / "study.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_no_study(tmp_path):
    with pytest.raises(StudyError, match=r"there is no study\.toml"):
        open_study(tmp_path)


def test_a_study_that_is_not_toml(folder):
    change(folder, "[study]", "[study")
    with pytest.raises(StudyError, match="is not TOML"):
        open_study(folder)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        # a setting nobody knows
        ("[protect]", "[protect]\nthreshhold = 3", r"protect\.threshhold: Extra inputs"),
        # a chart of a table that is not there
        ('table = "t1"', 'table = "t9"', r"a chart names the table t9"),
        # two tables of one id
        ('id = "c1"', 'id = "t1"', r"share the id t1"),
        # the review of what is withheld may be a year off, no more
        ("review_by = 2027-11-25", "review_by = 2028-11-25", r"at most a year later"),
        # authors must be people
        ('authors = ["analyst"]', 'authors = ["somebody"]', r"authors somebody are not in"),
        # the period
        ("period_end = 2013-12-31", "period_end = 2012-12-31", r"period_end is before period_start"),
        # a kind of data that is not one
        ('data = "rebuilt from published counts"', 'data = "real"', r"study\.data"),
    ],
)
def test_wrong_settings_are_named(folder, old, new, message):
    change(folder, old, new)
    with pytest.raises(StudyError, match=message):
        open_study(folder)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        # a misspelt setting of a table: the table by its id, and nothing about how many tables there are
        ('lists = "case.list"', 'list = "case.list"',
         r"toml: \[\[tables\]\] t1, lists: Field required; \[\[tables\]\] t1, list: Extra inputs are not permitted\n"),
        # a table without an id, and of a kind that is not one
        ('id = "t1"\n', "", r"toml: \[\[tables\]\], the 1\. of them, id: Field required"),
        ('kind = "overlap"', 'kind = "cube"', r"toml: \[\[tables\]\] t1, kind: use 'cross' or 'overlap'\n"),
        # a fault of the whole has no place of its own
        ('table = "t1"', 'table = "t9"', r"toml: a chart names the table t9, which is not in \[\[tables\]\]\n"),
        # a fault of a part
        ("period_end = 2013-12-31", "period_end = 2012-12-31", r"toml: study: period_end is before period_start\n"),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_named_as_study_toml_names_it(folder, old, new, message):
    change(folder, old, new)
    with pytest.raises(StudyError, match=message):
        open_study(folder)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('lists = "case.list"', 'lists = "case.lst"',
         r"^study\.toml, table t1, lists: there is no variable 'case\.lst' in the instrument\n.* such as case\.list"),
        ('count = "case"', 'count = "victim"', r"^study\.toml, table t1, count: 'victim' cannot be counted\nCount one"),
        ('note = "Read', 'groups = { "case.list" = "kinds" }\nnote = "Read',
         r"^study\.toml, table t1, groups: there is no code list 'kinds' in the instrument\n"),
        ('note = "Read', 'headings = { "case.liste" = "List" }\nnote = "Read',
         r"^study\.toml, table t1, headings: there is no variable 'case\.liste'"),
        # all of them at once
        ('count = "case"\nlists = "case.list"', 'count = "victim"\nlists = "case.lst"',
         r"table t1, count: (.|\n)*Also study\.toml, table t1, lists: there is no variable"),
    ],
)  # fmt: skip
def test_a_table_that_names_what_is_not_in_the_instrument_is_found_at_once(folder, old, new, message):
    change(folder, old, new)
    with pytest.raises(TableError, match=message):
        open_study(folder)


@pytest.mark.parametrize("make", [lambda path: path.touch(), lambda path: path.symlink_to("nowhere")])
def test_what_stands_in_place_of_an_instrument_is_not_passed_over(folder, make):
    shutil.rmtree(folder / "instrument")
    make(folder / "instrument")
    with pytest.raises(InstrumentError, match="instrument: is not a folder"):
        open_study(folder)


def test_a_study_toml_that_is_not_utf8_says_where(folder):
    path = folder / "study.toml"
    data = path.read_bytes().replace(b"Silverman", b"Silverm\xe4n")
    path.write_bytes(data)
    at = data.index(b"\xe4")
    line = data[:at].count(b"\n") + 1
    with pytest.raises(StudyError, match=rf"is not UTF-8: line {line} holds .* \(byte {at + 1:,} of the file\)"):
        open_study(folder)


def test_an_instrument_that_contradicts_itself(folder):
    (folder / "instrument" / "codelists" / "list_holder.csv").unlink()
    with pytest.raises(InstrumentError, match="names the code list 'list_holder', which is not there"):
        open_study(folder)


HOLD = """
import sys
import tracemalloc
from pathlib import Path
from clerestory.study import open_study
with open_study(Path(sys.argv[1])).locked():
    print("held", flush=True)
    sys.stdin.read()
"""


def test_one_run_at_a_time(folder):
    command = [sys.executable, "-c", HOLD, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "held\n"
        with pytest.raises(StudyBusyError, match="another run"), open_study(folder).locked():
            pass
        other.communicate("")
    with open_study(folder).locked():
        pass


def test_public_cases_have_a_public_key_and_real_ones_a_secret(folder, tmp_path):
    public = open_study(folder).key()
    assert public == open_study(EXAMPLE).key()
    assert not (folder / "vault").exists()

    change(folder, 'data = "rebuilt from published counts"', 'data = "confidential"')
    secret = open_study(folder)
    key = secret.key()
    assert key == open_study(folder).key() != public
    assert (folder / "vault").stat().st_mode & 0o077 == (folder / "vault" / "study.key").stat().st_mode & 0o077 == 0


def test_real_cases_do_not_become_made_up_ones_by_a_word(folder):
    """Decisions could be simulated then, and anybody could confirm a guess of what a hash is of."""
    change(folder, 'data = "rebuilt from published counts"', 'data = "confidential"')
    open_study(folder).key()
    change(folder, 'data = "confidential"', 'data = "synthetic"')
    with pytest.raises(StudyError, match="do not become made-up ones"):
        open_study(folder).keyed_hash(b"a guess")


def test_a_keyed_hash_tells_parts_apart():
    study = open_study(EXAMPLE)
    assert study.keyed_hash(b"ab", b"c") != study.keyed_hash(b"a", b"bc")


def test_the_hash_of_files_is_that_of_their_names_and_bytes(folder):
    study = open_study(folder)
    paths = {"a/b.csv": b"x" * 3_000_000, "a/c.csv": b""}
    for name, data in paths.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
    found = study.hash_of_files([folder / name for name in paths], folder)
    assert found == study.keyed_hash(*(part for name, data in paths.items() for part in (name.encode(), data)))


def test_a_file_of_any_size_is_hashed_within_a_little_memory(folder):
    study, large = open_study(folder), folder / "large.csv"
    with large.open("wb") as file:
        file.truncate(256 * 2**20)
    tracemalloc.start()
    study.hash_of_files([large], folder)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 * 2**20
