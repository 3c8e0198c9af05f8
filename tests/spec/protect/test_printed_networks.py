"""What is printed of networks, and what is not. SYNTHETIC."""

from __future__ import annotations

import ast
import dataclasses
from pathlib import Path

import numpy as np
import pytest

import clerestory
from clerestory.analyse.networks import network_findings, read_ties
from clerestory.model.findings.networks import (
    History,
    NetworkSettings,
    Persisting,
    PrintedNetworks,
    Role,
    RoleCount,
    Tally,
)
from clerestory.model.findings.networks.findings import Shaken
from clerestory.model.findings.networks.form import network_form
from clerestory.pipeline import networks_of_ties
from clerestory.protect.rules.outputs import printed_networks
from network_ties import many_networks

QUICK = NetworkSettings(replicates=20)


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    path = tmp_path_factory.mktemp("ties") / "ties.csv"
    path.write_text(many_networks())
    return network_findings(read_ties(path), QUICK)


def tally(count, operations, largest=None):
    """Give a count that is spread evenly over its operations, or of which one has so many."""
    even = -(-count // operations) if operations else 0
    return Tally(count, operations, (largest or even, even), (1, 1))


@pytest.mark.parametrize(
    ("networks", "operations", "printed"),
    [(0, 0, None), (9, 20, None), (10, 9, None), (10, 10, 10), (12, 12, 10), (13, 12, 15), (1234, 99, 1235)],
)
def test_a_count_of_networks_is_rounded_and_needs_ten_of_ten_operations(found, networks, operations, printed):
    own = tally(networks, operations)
    row = History("2021-Q1", *[own] * 8)
    made = printed_networks(dataclasses.replace(found, history=(row,), years=(row,), whole=row)).history
    assert [dataclasses.astuple(one) for one in made] == ([("2021-Q1", *[printed] * 5)] if printed else [])


@pytest.mark.parametrize(("largest", "printed"), [(20, 40), (21, None)])
def test_a_count_of_networks_of_which_one_operation_has_over_half_is_withheld(found, largest, printed):
    ok = tally(40, 20)
    row = History("2021-Q1", ok, ok, ok, ok, tally(40, 20, largest), ok, ok, ok)
    (made,) = printed_networks(dataclasses.replace(found, history=(row,), years=(row,))).history
    assert (made.births, made.deaths) == (40, printed)


@pytest.mark.parametrize(
    ("share", "base", "told"),
    [
        (0.5, 60, True),
        (0.5, 29, False),
        (9 / 60, 60, False),
        (10 / 60, 60, True),
        (51 / 60, 60, False),
        (1, 900, False),
    ],
)
def test_a_share_of_few_is_left_out_since_it_is_a_count_in_other_words(found, share, base, told):
    shaken = (Shaken("persons in a network", base, share, share, share, share),)
    assert bool(printed_networks(dataclasses.replace(found, shaken=shaken)).shaken) is told


@pytest.mark.parametrize(("stayed", "gone", "printed"), [(40, 10, 80), (40, 9, None), (9, 40, None), (29, 29, None)])
def test_a_share_of_members_needs_persons_on_both_sides(found, stayed, gone, printed):
    row = Persisting(1, 0.8, tally(stayed, 3), tally(gone, 3))
    assert printed_networks(dataclasses.replace(found, persisting=(row,))).stayed[0].stayed_pct == printed


@pytest.mark.parametrize(("persons", "operations", "printed"), [(9, 9, None), (10, 2, None), (12, 3, 10), (13, 3, 15)])
def test_persons_of_a_role_are_rounded_and_ten_at_least(found, persons, operations, printed):
    roles = (RoleCount(Role.VICTIM, tally(persons, operations)), RoleCount(Role.OTHER, tally(50, 25)))
    assert printed_networks(dataclasses.replace(found, roles=roles)).roles[0].persons == printed


def test_a_role_that_nobody_has_is_withheld_like_one_that_few_have(found):
    roles = [RoleCount(role, tally(0, 0)) for role in Role]
    assert printed_networks(dataclasses.replace(found, roles=tuple(roles))).roles == ()
    roles[1] = RoleCount(Role.SUSPECT, tally(50, 25))
    made = printed_networks(dataclasses.replace(found, roles=tuple(roles))).roles
    assert [(row.role.value, row.persons) for row in made] == [
        ("victim", None),
        ("suspect", 50),
        ("offender", None),
        ("other", None),
    ]


def test_fewer_than_ten_networks_are_told_in_no_way(tmp_path):
    (tmp_path / "few.csv").write_text(many_networks(9))
    answer = networks_of_ties(tmp_path / "few.csv", QUICK, chart=tmp_path / "few.svg")
    assert answer.printed == PrintedNetworks(why_not=answer.printed.why_not)
    assert answer.sentences == (f"No figures are given. {answer.printed.why_not}",)
    assert not (tmp_path / "few.svg").exists()


def test_nothing_in_the_answer_is_as_long_as_the_persons_or_the_networks(tmp_path):
    (tmp_path / "ties.csv").write_text(many_networks(300))
    answer = networks_of_ties(tmp_path / "ties.csv", QUICK)
    form = network_form(answer.printed, QUICK, answer.sentences)
    longest = max(len(value) for _, value in form if isinstance(value, tuple))
    assert longest <= 12  # quarters of the file
    assert "P1-" not in form.model_dump_json()


def test_persons_by_another_name_change_nothing(tmp_path):
    text = many_networks()
    (tmp_path / "a.csv").write_text(text)
    (tmp_path / "b.csv").write_text(text.replace("\nP", "\nzz."))
    one, two = (networks_of_ties(tmp_path / name, QUICK) for name in ("a.csv", "b.csv"))
    assert one == two


def test_findings_are_sorted_so_that_no_place_stands_for_anybody(found):
    for values in (found.rows.size, found.ties.quarters, found.members.quarters, found.networks.quarters):
        assert (np.diff(values) >= 0).all()
    assert repr(found) == f"NetworkFindings({len(found.rows)} networks, {len(found.history)} steps)"


def test_no_public_function_of_networks_gives_a_value_for_a_person():
    rooms = names_of("clerestory.analyse.networks")
    assert rooms == ["network_findings", "read_ties"]


def names_of(name):
    path = Path(clerestory.__path__[0], *name.split(".")[1:], "__init__.py")
    (made,) = [n for n in ast.parse(path.read_text()).body if isinstance(n, ast.Assign)]
    return ast.literal_eval(made.value)


def test_one_module_alone_imports_igraph():
    root = Path(clerestory.__path__[0])
    importing = [
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import) and any(alias.name.split(".")[0] == "igraph" for alias in node.names)
    ]
    assert importing == ["analyse/networks/graphs.py"]
