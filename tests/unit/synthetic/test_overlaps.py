"""Lists that depend on each other as the caller chose, and names that people go by."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from clerestory.errors import StudyError
from clerestory.synthetic.cases import INDEPENDENT, KINDS, LIST_PROPS, list_patterns
from clerestory.synthetic.fiction import GiverKind
from clerestory.synthetic.habits import NAMES_OF_BIRTH, RENAMED, RESPELT, SHORT, Habits, with_habits
from clerestory.synthetic.overlaps import Dependence, Overlaps

TOGETHER = Overlaps(KINDS, LIST_PROPS, (Dependence(GiverKind.FORCE, GiverKind.CSC, 4.0),))
N = 40_000


def odds_ratio(a, b):
    table = [[(~a & ~b).sum(), (~a & b).sum()], [(a & ~b).sum(), (a & b).sum()]]
    return table[0][0] * table[1][1] / (table[0][1] * table[1][0])


def all_cases(overlaps):
    """Draw cases, those that nobody knows among them, as numpy draws from shares."""
    return overlaps.patterns[np.random.default_rng(1).choice(16, N * 10, p=overlaps.weights())]


def test_the_odds_ratio_of_two_kinds_is_the_chosen_one_and_no_other_moves():
    known = all_cases(TOGETHER)
    force, agency, care, voluntary = known.T
    assert odds_ratio(force, care) == pytest.approx(4.0, rel=0.05)
    assert odds_ratio(agency, voluntary) == pytest.approx(1.0, rel=0.1)


def test_dependence_leaves_how_many_cases_each_kind_knows():
    assert all_cases(TOGETHER).mean(axis=0) == pytest.approx(LIST_PROPS, abs=0.005)


def test_where_lists_go_together_more_cases_are_on_none():
    assert (~all_cases(TOGETHER).any(axis=1)).mean() == pytest.approx(TOGETHER.unseen_prop, abs=0.005)
    assert TOGETHER.unseen_prop > INDEPENDENT.unseen_prop == pytest.approx(0.38 * 0.95 * 0.75 * 0.90)


def test_of_known_cases_the_share_of_care_alone_is_as_drawn():
    known = all_cases(TOGETHER)
    seen = known[known.any(axis=1)]
    assert (~seen[:, :2].any(axis=1)).mean() == pytest.approx(TOGETHER.only_care_prop, abs=0.005)


def test_cases_are_drawn_with_the_dependence():
    drawn = list_patterns(np.random.default_rng(2), N, overlaps=TOGETHER, police=None)
    independent = list_patterns(np.random.default_rng(2), N, overlaps=INDEPENDENT, police=None)
    assert odds_ratio(drawn[:, 0], drawn[:, 2]) > 2 * odds_ratio(independent[:, 0], independent[:, 2])


def entries(habits, n=4_000, lists=3):
    who = np.repeat(np.arange(n), lists)
    frame = pl.DataFrame(
        {
            "first_names": ["Anneliese Mary", "Theophil"] * (len(who) // 2),
            "family_name": ["Schoolyard", "Thackeray"] * (len(who) // 2),
            "other_family_name": [""] * len(who),
        }
    )
    return frame, with_habits(np.random.default_rng(3), frame, who, habits), who


def test_names_of_birth_stay_as_they_are():
    before, after, _ = entries(NAMES_OF_BIRTH)
    assert after.select(before.columns).equals(before)
    assert not after.select(pl.any_horizontal(SHORT, RESPELT, RENAMED).any()).item()


def test_as_many_entries_have_a_habit_as_was_asked_and_the_marks_say_which():
    before, after, who = entries(Habits(short_form_prop=0.1))
    changed = before["first_names"] != after["first_names"]
    assert (changed == after[SHORT]).all()
    assert changed.mean() == pytest.approx(0.1, abs=0.02)
    assert set(after.filter(pl.col(SHORT) & pl.col("first_names").str.starts_with("Ann"))["first_names"]) == {
        "Ann Mary",
        "Annie Mary",
        "Anny Mary",
    }
    assert len(who) == after.height


def test_another_spelling_keeps_the_first_letter_and_changes_something():
    before, after, _ = entries(Habits(respelt_prop=1.0))
    assert (after["family_name"].str.head(1) == before["family_name"].str.head(1)).all()
    assert (after["family_name"] != before["family_name"]).all()


def test_a_renamed_person_has_one_new_name_which_only_some_lists_have():
    _, after, who = entries(Habits(renamed_prop=1.0))
    found = after.with_columns(pl.Series("who", who)).filter(pl.col(RENAMED)).group_by("who")
    assert found.agg(pl.col("family_name").n_unique())["family_name"].max() == 1
    assert after[RENAMED].mean() == pytest.approx(0.5, abs=0.03)
    kept = after.filter(pl.col(RENAMED))["other_family_name"]
    assert set(kept) == {"", "Schoolyard", "Thackeray"}


def test_a_share_beyond_one_is_refused_by_its_name():
    with pytest.raises(StudyError, match="renamed_prop"):
        Habits(renamed_prop=1.5)
