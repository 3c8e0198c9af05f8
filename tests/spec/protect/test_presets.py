"""Presets as data: what the shipped ones say, and which files are refused when they are loaded."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from clerestory.errors import RuleSetError
from clerestory.model.attackers import Attacker
from clerestory.model.commission import DataKind
from clerestory.model.rules import TableScope
from clerestory.study import preset_for_study, read_presets, shipped_presets

CHILD = shipped_presets()["CHILD-SEX-OFF"]
NATIONAL = "min_persons = 6\nmin_operations = 3\nmax_share_pct = 50\npercent_base = 30\n"
BELOW = "min_persons = 10\nmin_operations = 3\nmax_share_pct = 50\npercent_base = 30\n"
CROSSED = "min_persons = 10\nmin_operations = 5\nmax_share_pct = 33\npercent_base = 50\n"
LIVE = "min_operations = 5\nmax_share_pct = 20\n"


def toml(head="", *, national=NATIONAL, below=BELOW, crossed=CROSSED, live=LIVE):
    return (
        'form = "clerestory-presets/1"\n[[presets]]\nname = "MINE"\nwhy = "A test."\nfit_for = ["synthetic"]\n'
        f"{head}\n[presets.national]\n{national}[presets.below_national]\n{below}[presets.crossed]\n{crossed}"
        f"[presets.live]\n{live}"
    )


def rounded_to(national, below, crossed):
    return toml(
        national=f"{NATIONAL}rounding_base = {national}\n",
        below=f"{BELOW}rounding_base = {below}\n",
        crossed=f"{CROSSED}rounding_base = {crossed}\n",
    )


@pytest.mark.parametrize(
    ("scope", "persons", "operations", "share", "percent_base", "rounding_base"),
    [
        (TableScope.NATIONAL, 6, 3, Fraction(1, 2), 30, 10),
        (TableScope.BELOW_NATIONAL, 10, 3, Fraction(1, 2), 30, 5),
        (TableScope.CROSSED, 10, 5, Fraction(33, 100), 50, 10),
    ],
)
def test_the_preset_for_child_sexual_offences_is_that_of_the_rules(
    scope, persons, operations, share, percent_base, rounding_base
):
    rules = CHILD.rules_for(scope)
    assert rules.threshold.minimum == persons
    assert (rules.operations.min_operations, rules.operations.max_share) == (operations, share)
    assert (rules.percent_base, rules.rounding_base) == (percent_base, rounding_base)
    assert (rules.live.min_operations, rules.live.max_share) == (5, Fraction(1, 5))


def test_networks_and_text_have_columns_of_their_own():
    assert (CHILD.networks.rule.min_networks, CHILD.networks.rule.min_operations) == (10, 10)
    assert (CHILD.networks.min_persons, CHILD.networks.rounding_base, CHILD.networks.completeness_pct) == (10, 5, 60)
    assert (CHILD.texts.anchors_for_review, CHILD.texts.live_cases) == (2, 0)


@pytest.mark.parametrize(("name", "minimum"), [("PUBLISHED-COUNTS", 6), ("THRESHOLD-6", 6), ("THRESHOLD-10", 10)])
def test_a_plain_preset_has_one_threshold_whatever_the_table(name, minimum):
    preset = shipped_presets()[name]
    assert {preset.rules_for(scope).threshold.minimum for scope in TableScope} == {minimum}
    assert not preset.needs_operations
    attackers = "outsider" if name == "PUBLISHED-COUNTS" else "outsider, singleton"
    assert preset.as_settings() == {
        "preset": name,
        "threshold": minimum,
        "percent_base": 30,
        "attackers": attackers,
        "interval": 1,
    }


def test_settings_of_the_manifest_are_those_that_a_study_applies():
    settings = CHILD.as_settings()
    assert settings["below_national_threshold"] == 10
    assert settings["crossed_max_share"] == "33/100"
    assert {name: settings[name] for name in settings if "rounding" in name or "completeness" in name} == {
        "national_rounding_base": 10,
        "below_national_rounding_base": 5,
        "crossed_rounding_base": 10,
        "national_completeness_pct": 60,
        "below_national_completeness_pct": 60,
        "crossed_completeness_pct": 80,
    }


def test_the_preset_of_children_asks_for_every_attacker_and_the_width_of_rule_s3():
    assert CHILD.attackers == frozenset(Attacker)
    assert CHILD.width_for(CHILD.rules_for(TableScope.NATIONAL)).of(np.array([3, 40])).tolist() == [6, 20]
    assert CHILD.width_for(CHILD.rules_for(TableScope.BELOW_NATIONAL)).of(np.array([3, 40])).tolist() == [10, 20]


def test_a_good_file_is_read():
    assert read_presets(toml())["MINE"].needs_operations
    assert not read_presets(toml())["MINE"].rounds
    assert read_presets(rounded_to(12, 11, 12))["MINE"].rounds  # the largest bases that leave a count of 6 above 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (toml("threshold = 5"), "a study needs 6 at least"),
        (toml(below=BELOW.replace("10", "5")), r"\[below_national\] has a threshold of 5"),
        (toml(below=BELOW.replace("10", "8"), national=NATIONAL.replace("6", "9")), "laxer than what holds nationally"),
        (toml(crossed=CROSSED.replace("min_operations = 5", "min_operations = 2")), "laxer than what holds nationally"),
        (toml(crossed=CROSSED.replace("33", "60")), "laxer than what holds nationally"),
        (toml(national=NATIONAL.replace("30", "4")), "base of a percentage of .national. is below its threshold"),
        (toml("percent_base = 5"), "base of a percentage of the preset is below its threshold"),
        (toml(live=LIVE.replace("5", "4")), "live case rule of .crossed. is laxer"),
        (toml(live=LIVE.replace("20", "40")), "live case rule of .crossed. is laxer"),
        (toml('symbols = "by_reason"\ninterval_width = 5'), "no interval is wider than 4, and 5 is asked for"),
        (toml("interval_width = 0"), "is one number"),
        (toml('symbols = "by_reason"\ninterval_by_rule_s3 = true'), "no interval is wider than 4, and 6 is asked for"),
        (toml('attackers = ["singleton"]'), "leaves out the outsider"),
        # 6 persons, the fewest that are shown, would be published as 0
        (rounded_to(13, 5, 10), r"rounding base of \[national\] would publish a count of 6 as 0"),
        (rounded_to(10, 5, 14), r"rounding base of \[crossed\] would publish a count of 6 as 0"),
        (toml(national=NATIONAL + "rounding_base = 10\n"), "rounded in some scopes and not in others"),
        (
            toml(national=NATIONAL + "completeness_pct = 60\n", below=BELOW + "completeness_pct = 50\n"),
            r"\[below_national\] is laxer than what holds nationally",
        ),
    ],
)
def test_a_preset_that_cannot_be_met_is_refused(text, said):
    with pytest.raises(RuleSetError, match=said):
        read_presets(text)


def test_the_width_that_a_sign_by_reason_leaves_is_accepted():
    """A cell that readers know to be 1 to 5 has bounds that are 4 apart at most; one sign for all tells less."""
    plain = toml("").replace('fit_for = ["synthetic"]', 'fit_for = ["synthetic"]\ninterval_width = 4')
    assert read_presets(plain.replace("[[presets]]", '[[presets]]\nsymbols = "by_reason"'))["MINE"].interval_width == 4
    assert read_presets(toml("interval_width = 60"))["MINE"].interval_width == 60


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (toml("treshold = 6"), "treshold"),
        (toml(national=NATIONAL + "min_person = 3\n"), "min_person"),
        (toml(national=NATIONAL.replace("min_operations = 3\n", "")), "stand together"),
        (toml().replace("[presets.crossed]\n" + CROSSED, ""), "stand together"),
        (toml().replace("clerestory-presets/1", "clerestory-presets/2"), "form"),
        (toml() + toml().partition("\n")[2], "stands twice"),
        (toml("this is no TOML"), "is not TOML"),
        (toml(national=NATIONAL + 'sensitive = ["x"]\n'), "need the size of a small group"),
    ],
)
def test_a_file_of_another_form_is_refused(text, said):
    with pytest.raises(RuleSetError, match=said):
        read_presets(text)


@pytest.mark.parametrize("name", [*shipped_presets(), "NONE"])
def test_no_preset_is_fit_for_confidential_data(name):
    with pytest.raises(RuleSetError):
        preset_for_study(name, DataKind.CONFIDENTIAL)


def test_readers_are_told_what_holds_beside_the_threshold():
    told = " ".join(CHILD.for_readers())
    assert "In tables below national level, counts of 1 to 9 are withheld." in told
    assert "no percentage has a base of fewer than 50" in told
    assert "one operation could be recognised" in told
    assert "live case" in told
    assert "(national to the nearest 10, below national level to the nearest 5, crossing 3 or more variables" in told
    assert "needs 60% of cases to be known, and is marked [u] under 80%; in tables crossing 3 or more var" in told
    assert "people who know some of the cases" in told
    assert shipped_presets()["PUBLISHED-COUNTS"].for_readers() == ()
