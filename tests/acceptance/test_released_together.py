"""A second program sets beside each other what is protected apart: units, two releases, packs and the press notice."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from tests.acceptance.test_demo import NATION
from tests.acceptance.test_nothing_leaks import codes, drawn, people_of
from tests.acceptance.test_released_attack import PLAIN, RULES, UNITS, attacked, cells, true_counts

from clerestory import pipeline
from clerestory.model.lessons.packs import PackRequest
from clerestory.model.lessons.study import Audience
from released import pages
from released.attack import Coded, Crossed, System
from released.data_files import cells_of, rows_of, tables_of_counts, values_of
from released.readers_knowledge import RELATIONS, rules_of
from released.together import Relation, Releases, Units
from released.values import numbers
from studies import demonstration, pseudonym, published, revise, small_study

BY = {"t1": Crossed(Coded("a"), Coded("b"))}
TABLE = '[[tables]]\nid = "t1"\ntitle = "A by B"\ncount = "person"\nrows = "person.a"\ncolumns = "person.b"\n'
WHY = '\n[[release.corrections]]\npart = "t1"\nwhy = "Cases came late."\ntold = ["Reference group"]\n'


# Units


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Path:
    return demonstration(tmp_path_factory, **NATION)


def test_all_units_of_a_nation_together_bound_no_unsafe_count_too_closely(demo):
    """Every investigation has an offence, and every group-based one an offence and a victim that are group-based."""
    narrow, closer = together(demo, tables={"t8", "t9", "t10"})
    assert narrow == []
    assert closer  # else the units would not have been set beside each other


@pytest.mark.slow
def test_all_units_of_a_larger_nation_together_bound_no_unsafe_count_too_closely(tmp_path_factory):
    narrow, _ = together(demonstration(tmp_path_factory, persons=2000, givers=44, seed=5))
    assert narrow == []


def together(nation: Path, tables: set[str] | None = None) -> tuple[list, list]:
    """The unsafe cells that are bounded too closely by all units together, and those that are more than by one."""
    attacks = {unit: attacked(nation, unit) for unit in UNITS}
    true = {unit: attack.truth for unit, attack in attacks.items()}
    units = Units({unit: attack.system for unit, attack in attacks.items()}, RELATIONS)
    assert units.allows(true)
    narrow, closer = [], []
    for unit, attack in attacks.items():
        for key in (key for key in attack.asked if tables is None or key[0] in tables):
            low, high = units.interval(unit, key)
            assert low <= attack.truth[key] <= high, key
            narrow += [key] if high - low < max(attack.asked[key], 1) else []
            closer += [key] if high - low < span(attack.system.interval(key)) else []
    assert attacks
    return narrow, closer


def span(interval: tuple[float, float]) -> float:
    low, high = interval
    return high - low


def test_the_attacker_takes_from_one_unit_what_another_does_not_print():
    """Four group-based victims, and one at least in each investigation: of these there are four at most."""
    investigations = System({"t": cells([[20, None, None]])}, {"t": PLAIN}, RULES)
    victims = System({"u": cells([[30, 4, 26]])}, {"u": PLAIN}, RULES_THAT_PRINT_FEW)
    relation = Relation(("victim", ("u", "total", "m1")), ("investigation", ("t", "total", "m1")))
    units = {"investigation": investigations, "victim": victims}
    assert Units(units, []).interval("investigation", ("t", "total", "m1")) == (0, 20)
    assert Units(units, [relation]).interval("investigation", ("t", "total", "m1")) == (0, 4)


RULES_THAT_PRINT_FEW = type(RULES)(fewest=1, fewest_below_nation=1, may_be_zero=True)


# Releases


def late(root: Path, people: list[tuple[str, ...]], more: list[tuple[str, ...]]) -> None:
    """Put a version beside the return with further people, and ask for a correction."""
    rows = "".join(f"{pseudonym(len(people) + at)},{','.join(codes)}\n" for at, codes in enumerate(more))
    revise(root, "person", lambda text: text + rows)
    settings = (root / "study.toml").read_text(encoding="utf-8").replace("= 2027-11-25", "= 2028-01-25")
    settings = settings.replace("date = 2026-11-26", "date = 2027-02-25\ncorrects = 2026-11-26")
    (root / "study.toml").write_text(settings + WHY, encoding="utf-8")


def read(release: Path) -> System:
    rules = rules_of((release / "index.html").read_text(encoding="utf-8"))
    return System({"t1": cells_of(tables_of_counts(release)["t1"])}, BY, rules)


def corrected(folder: Path, seed: int, more: list[tuple[str, ...]]):
    """Both releases of a study to which cases came late, and the true counts of both."""
    people = people_of(drawn((4, 3), seed))
    root = small_study(folder, codes((4, 3)), people, tables=TABLE)
    then, true_then = published(root), true_counts(root, ["t1"])
    late(root, people, more)
    now = published(root)
    return read(then), read(now), true_then, true_counts(root, ["t1"])


def small_changes(both: Releases, then, now) -> list[tuple[str, ...]]:
    """The cells of which is told that so few came or went, and how many."""
    few = {key: now[key] - then[key] for key in now if 0 < abs(now[key] - then[key]) < both.now.fewest[key[0]]}
    assert few
    return [key for key, change in few.items() if both.change(key) == (change, change)]


LATE = {5: [("a2", "b2"), ("a3", "b0"), ("a0", "b0")], 6: [("a1", "b2"), ("a2", "b0"), ("a2", "b0")]}


@pytest.mark.parametrize("seed", LATE)
def test_a_release_and_its_correction_tell_of_no_few_who_came_late(tmp_path, seed):
    then, now, true_then, true_now = corrected(tmp_path / "study", seed, LATE[seed])
    for only_added in (False, True):
        both = Releases(then, now, only_added=only_added)
        assert both.allows(true_then, true_now)
        assert small_changes(both, true_then, true_now) == []
        for key in now.hidden:
            low, high = both.interval(key)
            assert low < high, key
    free = Releases(then, now)
    for key in (key for key in now.hidden if 0 < true_now[key] < now.fewest["t1"]):
        low, high = free.interval(key)
        assert high - low >= now.fewest["t1"], key


def test_two_releases_that_know_nothing_of_each_other_tell_of_the_few_who_came_late(tmp_path):
    """The same cases, published by two studies: what the correction hides is there to be found."""
    people = people_of(drawn((4, 3), 5))
    systems, true = [], []
    for name, cases in (("then", people), ("now", people + LATE[5])):
        root = small_study(tmp_path / name, codes((4, 3)), cases, tables=TABLE)
        systems.append(read(published(root)))
        true.append(true_counts(root, ["t1"]))
    assert small_changes(Releases(*systems), *true) != []


def test_the_attacker_computes_the_change_of_what_neither_release_prints():
    """k1 is the rest of the total: 30 then and 32 now. That k2 only grew bounds what was hidden of it."""
    then = System({"t": cells([[60], [None], [30], [0]])}, {"t": PLAIN}, RULES)
    now = System({"t": cells([[62], [None], [30], [None]])}, {"t": PLAIN}, RULES)
    assert Releases(then, now).interval_then(("t", "k1", "total")) == (30, 30)
    assert Releases(then, now).change(("t", "k1", "total")) == (-30, 2)
    assert Releases(then, now, only_added=True).change(("t", "k1", "total")) == (0, 2)


# Packs and the press notice


def test_packs_and_the_press_notice_have_no_number_that_the_release_has_not(demo, tmp_path):
    """A line of a pack is one of the release, a picture is the same, and a sentence has its numbers."""
    release = next((demo / "releases").glob("2*"))
    told = words_told(release)
    seen = Counter()
    for audience in Audience:
        pack = tmp_path / audience.value
        pipeline.build_pack(demo, pack, PackRequest(audience))
        for path in pack.glob("tables/*.csv"):
            lines = rows_of(release / "tables" / path.name)
            assert [line for line in rows_of(path) if line not in lines] == [], path
            seen["lines"] += len(rows_of(path))
        for path in pack.glob("charts/*.svg"):
            assert path.read_bytes() == (release / "charts" / path.name).read_bytes()
            seen["pictures"] += 1
        assert set(numbers(pages.words(pages.page(pack / "index.html")))) - told == set()
    for path in (path for path in pipeline.write_press_notice(demo, tmp_path / "press") if path.suffix != ".css"):
        said = path.read_text(encoding="utf-8") if path.suffix == ".txt" else pages.words(pages.page(path))
        assert set(numbers(said)) - told == set(), path.name
        seen["notices"] += 1
    assert min(seen[kind] for kind in ("lines", "pictures", "notices")) >= 2


def words_told(release: Path) -> set[Decimal]:
    """Every number of the pages and files of a release."""
    pages_of = [pages.words(pages.page(path)) for path in release.rglob("*.html")]
    files = [values_of(path) for path in release.rglob("*.csv")]
    return set().union(*files, *(numbers(words) for words in pages_of))


def test_the_list_of_corrections_has_no_value_that_neither_release_prints(tmp_path):
    people = people_of(drawn((4, 3), 1))
    root = small_study(tmp_path / "study", codes((4, 3)), people, tables=TABLE)
    then = published(root)
    late(root, people, LATE[5] * 10)
    now = published(root)
    (listed,) = now.glob("*corrections.csv")
    printed = {
        name: {(cell.count, cell.status) for cell in cells_of(tables_of_counts(release)["t1"])}
        for name, release in (("then", then), ("now", now))
    }
    assert rows_of(listed)
    for line in rows_of(listed):
        for name, there in printed.items():
            assert line[name] in {str(count) if count is not None else sign for count, sign in there}, line
