"""Can anything printed of networks give away one of them, or a person? What a knowing reader would try. SYNTHETIC."""

from __future__ import annotations

import dataclasses
import itertools

import numpy as np
import pytest
from scipy.optimize import linprog

from clerestory.analyse.networks import network_findings, read_ties
from clerestory.model.findings.networks import History, NetworkRows, NetworkSettings, PrintedNetworks, Role, Tally
from clerestory.model.findings.networks.findings import Shaken, Steady
from clerestory.protect.rules.outputs import printed_networks

QUICK = NetworkSettings(replicates=20)
HEADER = "person,event,start,end,operation,role,force"


def printed(folder, networks):
    """Print a file of networks, each (persons, first quarter, last quarter, operation, role, force)."""
    rows = [HEADER]
    for number, (persons, start, end, operation, role, force) in enumerate(networks):
        rows += [f"P{number}-{one},E{number},{start},{end},{operation},{role},{force}" for one in range(persons)]
    (folder / "ties.csv").write_text("\n".join(rows) + "\n")
    return printed_networks(network_findings(read_ties(folder / "ties.csv"), QUICK))


def ordinary(count, persons=3, start="2021-Q1", role="suspect", force="F1"):
    """Give networks that end one after the other, each of its own operation."""
    return [(persons, start, f"202{1 + n % 2}-Q{1 + n // 2 % 4}", f"O{n}", role, force) for n in range(count)]


def test_two_equal_networks_alone_are_told_in_no_way(tmp_path):
    made = printed(tmp_path, ordinary(2, persons=40))
    assert made == PrintedNetworks(why_not=made.why_not)


def test_many_networks_of_one_operation_are_told_in_no_way(tmp_path):
    one = [(3, "2021-Q1", "2021-Q4", "O", "suspect", "F1") for _ in range(60)]
    assert printed(tmp_path, one).sizes == ()
    mostly = [
        (3, "2021-Q1", "2021-Q4", f"O{max(0, n - 40)}", "suspect", "F1") for n in range(60)
    ]  # 41 of 60 are of one
    assert printed(tmp_path, mostly).sizes == ()


def test_one_huge_network_has_no_curve_no_role_and_no_structure_of_its_own(tmp_path):
    huge = [(400, "2021-Q1", "2021-Q3", "H", "victim", "F1")]
    with_it, without = printed(tmp_path, ordinary(60) + huge), printed(tmp_path, ordinary(60))
    assert [band.label for band in with_it.sizes] == [band.label for band in without.sizes]  # no class of its own
    assert {curve.of: bool(curve.points) for curve in with_it.curves}["members"] is False
    assert {curve.of: bool(curve.points) for curve in without.curves}["members"] is True
    assert [row.persons for row in with_it.roles if row.role.value == "victim"] == [None]
    assert (with_it.transitivity, with_it.modularity) == (None, None)
    assert without.transitivity == 1.0


def test_two_huge_networks_do_not_give_each_other_away(tmp_path):
    # Each has under half of the persons; but who knows one takes it away, and sees the other.
    huge = [(600, "2021-Q1", "2021-Q3", name, "victim", "F1") for name in ("H", "K")]
    made = printed(tmp_path, ordinary(60) + huge)
    assert [curve.points for curve in made.curves if curve.of == "members"] == [()]
    assert [row.persons for row in made.roles if row.role.value == "victim"] == [None]


def test_since_when_the_first_tie_was_and_when_the_last_are_not_told(tmp_path):
    early, late = (2, "1998-Q3", "1998-Q4", "X", "other", "F1"), (2, "2031-Q1", "2031-Q2", "Y", "other", "F1")
    many = [row for n in range(4) for row in ordinary(60, start=f"202{n // 2}-Q{1 + 2 * (n % 2)}")]
    many = [(*row[:3], f"O{n}", *row[4:]) for n, row in enumerate(many)]
    many = [row for row in many if row[1] <= row[2]]
    told = printed(tmp_path, [early, *many, late])
    assert told.history
    assert told.overlaps
    years = {row.period[:4] for row in told.history} | {
        str(year) for row in told.overlaps for year in (row.year, row.later)
    }
    assert years <= {"2020", "2021", "2022", "2023"}  # those that were there last end a quarter later
    assert [row.lag_quarters for row in told.stayed] == [1, 2, 4, 8]  # however long the file is


def test_when_a_band_of_pairs_is_merged_their_share_is_left_out_too(tmp_path):
    # 15 networks of two and 5 of three are one band; the share of two would tell the 5.
    pairs, large = ordinary(15, persons=2), shifted(ordinary(20, persons=6), 40)
    apart = printed(tmp_path, pairs + shifted(ordinary(20)) + large)
    merged = printed(tmp_path, pairs + shifted(ordinary(5)) + large)
    assert (apart.sizes[0].label, merged.sizes[0].label) == ("2", "2-4")
    assert "networks of two" in [one.what for one in apart.shaken]
    assert "networks of two" not in [one.what for one in (*merged.shaken, *merged.steady)]


def shifted(rows, by=20):
    return [(*row[:3], f"O{n + by}", *row[4:]) for n, row in enumerate(rows)]


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    path = tmp_path_factory.mktemp("ties") / "ties.csv"
    path.write_text(f"{HEADER}\n" + "".join(f"P{n},E{n // 2},2021-Q1,2021-Q2,O{n // 2},,\n" for n in range(80)))
    return network_findings(read_ties(path), QUICK)


def rows_of(number, *, size=3, forces=1, roles=0):
    """Give networks, each of its own operation."""
    columns = (np.broadcast_to(np.asarray(column), number) for column in (size, forces, roles))
    return NetworkRows(*columns, np.arange(number))


@pytest.mark.parametrize(
    ("without", "told"),
    [
        (0, {"1": 20, "2+": 20}),
        (5, {"1 or not said": 25, "2+": 20}),  # the sizes less the forces would be these five
        (10, {"1": 20, "2+": 20, "not said": 10}),
        (30, {}),  # forces are known for 40 of 70, under 60 %
    ],
)
def test_networks_without_a_force_are_counted_or_join_the_lowest_band(found, without, told):
    rows = rows_of(40 + without, forces=np.repeat([0, 1, 2], [without, 20, 20]))
    made = printed_networks(dataclasses.replace(found, rows=rows))
    assert {band.label: band.networks for band in made.forces} == told


INTRO, MOVE, PREM, PAY, DIRECT, VICTIM = (
    Role[name].bit for name in ("INTRO", "MOVE", "PREM", "PAY", "DIRECT", "VICTIM")
)
ALL, NONE = INTRO + MOVE + PREM, DIRECT


@pytest.mark.parametrize(
    ("by_roles", "told"),
    [
        # all three in 20, none of the three in 30; no network has another, and "none" is not said: 20 join the rest
        ({ALL: 20, NONE: 30}, {"": 30, "other": 20}),
        ({ALL: 20, INTRO: 7, MOVE: 4, NONE: 30}, {"INTRO MOVE PREM": 20, "": 30, "other": 10}),
        # the four of INTRO alone would be the rest; the smallest that is told joins them
        ({ALL: 20, INTRO: 4, NONE: 30}, {"": 30, "other": 25}),
        ({ALL: 20, INTRO: 12, NONE: 30, 0: 10}, {"INTRO MOVE PREM": 20, "INTRO": 10, "": 30, "other": 10}),
        # of three networks nothing is known: the sums would tell them, so the smallest row joins them
        ({ALL: 20, NONE: 30, INTRO: 12, 0: 3}, {"INTRO MOVE PREM": 20, "": 30, "other": 15}),
        ({ALL: 20, NONE: 20, 0: 30}, {}),  # known for 40 of 70
        ({ALL: 4, NONE: 4, VICTIM: 4}, {}),
    ],
)
def test_three_roles_together_are_a_partition_without_small_rows(found, by_roles, told):
    roles = np.repeat(list(by_roles), list(by_roles.values()))
    made = printed_networks(dataclasses.replace(found, rows=rows_of(len(roles), roles=roles))).combined
    assert {"other" if row.other else " ".join(role.value for role in row.roles): row.networks for row in made} == told


def test_a_role_by_size_is_told_for_all_bands_or_none(found):
    size = np.repeat([2, 6], 60)
    pay = np.concatenate([np.arange(60) < 20, np.arange(60) < 30])
    told = printed_networks(dataclasses.replace(found, rows=rows_of(120, size=size, roles=NONE + PAY * pay)))
    assert [(b.role.value, b.label, b.networks_pct) for b in told.role_bands] == [("PAY", "2-4", 33), ("PAY", "5+", 50)]
    few = np.concatenate([np.arange(60) < 9, np.arange(60) < 30])  # nine of the pairs: the other band would tell them
    made = printed_networks(dataclasses.replace(found, rows=rows_of(120, size=size, roles=NONE + PAY * few)))
    assert made.role_bands == ()


def test_a_role_that_the_partition_tells_is_not_told_by_size_too(found):
    size, intro = np.repeat([2, 6], 60), np.arange(120) % 2
    made = printed_networks(dataclasses.replace(found, rows=rows_of(120, size=size, roles=NONE + INTRO * intro)))
    assert made.combined
    assert "INTRO" not in {band.role.value for band in made.role_bands}


def period(name, **given):
    """Give a period with so many networks of each kind, each of its own operation."""
    kinds = ("present", "births", "merges", "splits", "deaths", "carried_on", "unchanged", "left")
    return History(name, **{kind: tally(given.get(kind, 200)) for kind in kinds})


def tally(number):
    return Tally(number, number, (min(number, 1), min(number, 1)), (1, 1))


def history_of(found, quarters, whole=None):
    return printed_networks(dataclasses.replace(found, history=quarters, years=quarters, whole=whole))


@pytest.mark.parametrize(
    ("wrong", "withheld"),
    [
        ({}, []),
        ({"births": 4}, [1]),  # what was, less the ends, with the births, is what is: one run is told, the longest
        ({"deaths": 4}, [1]),
        ({"unchanged": 4}, [2]),  # those present less the births and mergers are four
        ({"left": 4}, [1]),  # those present before less the splits and ends are four
    ],
)
def test_stocks_are_withheld_where_they_would_give_away_a_flow_or_a_rest(found, wrong, withheld):
    rows = tuple(period(f"2021-Q{n}", **(wrong if n == 2 else {})) for n in (1, 2, 3, 4))
    made = history_of(found, rows).history
    assert [at for at, row in enumerate(made, start=1) if row.present is None] == withheld


@pytest.mark.parametrize("seed", range(25))
def test_no_linear_programme_finds_a_withheld_flow_within_ten(found, seed):
    """The attacker knows that stocks are what was, less the ends, with the births, and that nothing merged or split."""
    stocks, births, deaths = a_history(np.random.default_rng(seed))
    steps = range(len(births))
    rows = tuple(
        period(
            f"{2001 + n}",
            present=stocks[n + 1],
            births=births[n],
            merges=0,
            splits=0,
            deaths=deaths[n],
            unchanged=stocks[n + 1] - births[n],
            left=stocks[n] - deaths[n],
        )
        for n in steps
    )
    made = history_of(found, rows, period("whole", births=sum(births), deaths=sum(deaths)))
    attack = Attack(len(births), made)
    for flow in ("births", "deaths"):
        for at in steps:
            if made.history_by == "quarter" and attack.printed(at, flow) is None:
                assert attack.width(at, flow) >= 10


def a_history(rng):
    stocks, births, deaths = [int(rng.integers(20, 120))], [], []
    for _ in range(int(rng.integers(3, 9))):
        few = rng.random(2) < 0.3
        births.append(int(rng.integers(0, 9) if few[0] else rng.integers(10, 40)))
        deaths.append(min(stocks[-1], int(rng.integers(0, 9) if few[1] else rng.integers(10, 40))))
        stocks.append(stocks[-1] - deaths[-1] + births[-1])
    return stocks, births, deaths


class Attack:
    """Bounds of each flow, from the printed rows and sums; the variables are stocks, then births, then deaths."""

    def __init__(self, steps, made):
        self.steps, self.rows = steps, {int(row.period) - 2001: row for row in made.history}
        self.at = {"present": 1, "births": steps + 1, "deaths": 2 * steps + 1}
        self.balance = np.zeros((steps, 3 * steps + 1))
        for n in range(steps):
            self.balance[n, [n, n + 1, steps + 1 + n, 2 * steps + 1 + n]] = [-1, 1, -1, 1]
        self.sums, self.most = [], []
        for flow in ("births", "deaths"):
            total = getattr(made.history_total, flow) if made.history_total else None
            if total is not None:
                one = np.zeros(3 * steps + 1)
                one[self.at[flow] : self.at[flow] + steps] = 1
                self.sums += [one, -one]
                self.most += [total + 2, 2 - total]

    def printed(self, at, what):
        return getattr(self.rows.get(at), what, None)

    def width(self, at, flow):
        bounds = [(0, None)] * (3 * self.steps + 1)
        for what, start in self.at.items():
            for n in range(self.steps):
                if (count := self.printed(n, what)) is not None:
                    bounds[start + n] = (max(count - 2, 10), count + 2)
        asked = np.zeros(len(bounds))
        asked[self.at[flow] + at] = 1
        given = {"A_eq": self.balance, "b_eq": np.zeros(self.steps), "bounds": bounds}
        given |= {"A_ub": np.array(self.sums), "b_ub": self.most} if self.sums else {}
        least, most = linprog(asked, **given), linprog(-asked, **given)
        return np.inf if most.status == 3 else -most.fun - least.fun  # 3: as many as you like


@pytest.mark.parametrize("hidden", range(10))
@pytest.mark.parametrize("others", [(12,), (12, 14, 13), (18, 22, 31)])
def test_a_sum_stands_only_where_a_reader_is_left_ten_values_of_what_is_withheld(found, hidden, others):
    births = (*others, hidden)
    rows = tuple(period(str(2001 + n), births=number, present=0) for n, number in enumerate(births))
    made = history_of(found, rows, period("whole", births=sum(births)))
    if made.history_total.births is not None:
        possible = left_by(made.history_total.births, [row.births for row in made.history if row.births])
        assert hidden in possible
        assert len(possible) > 10
    assert made.history_total.deaths == 200  # nothing of it is withheld


def left_by(total, printed):
    """Try every count that rounds to what is printed: what can the last one be?"""
    parts = [[n for n in range(10, 300) if 5 * int((n + 2.5) // 5) == number] for number in printed]
    totals = [n for n in range(1000) if 5 * int((n + 2.5) // 5) == total]
    return {whole - sum(own) for own in itertools.product(*parts) for whole in totals if whole >= sum(own)}


def test_a_sum_is_withheld_where_one_count_alone_would_be_left(found):
    births = (12, 2)
    rows = tuple(period(str(2001 + n), births=number, present=0) for n, number in enumerate(births))
    assert history_of(found, rows, period("whole", births=14)).history_total.births is None


def test_years_are_told_where_quarters_are_too_few_and_never_both(found):
    quarters = tuple(period(f"2021-Q{n}", births=4, deaths=4) for n in (1, 2, 3, 4))
    years = (period("2021", births=16, deaths=16),)
    made = printed_networks(dataclasses.replace(found, history=quarters, years=years, whole=None))
    assert (made.history_by, [row.period for row in made.history]) == ("year", ["2021"])


@pytest.mark.parametrize("what", ["persons in a network", "networks over several forces"])
def test_a_share_that_is_withheld_has_no_steadiness_either(found, what):
    shaken, steady = (Shaken(what, 40, 0.1, 0.1, 0.1, 0.1),), (Steady(what, 40, 0.1, 0.2),)
    made = printed_networks(dataclasses.replace(found, shaken=shaken, steady=steady))
    assert (made.shaken, made.steady) == ((), ())
