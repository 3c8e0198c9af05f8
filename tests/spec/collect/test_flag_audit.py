"""The flag audit: worked samples, every population of a small size, and the form that a giver sends."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import combinations, product

import numpy as np
import pytest

from clerestory.collect import check_return, read_flag_audit
from clerestory.collect.audit.estimate import CONFIDENCE, Stratum, estimate_flag
from returns import INSTRUMENT, PROVIDER, RETURN, a_return

HEADER = "flag,flagged,stratum_size,verdict"


def test_a_worked_sample():
    """100 flagged, 40 of 50 right; 900 not flagged, 9 of 90 missed: 80 + 90 should have the flag."""
    made = estimate_flag("cse_flag", Stratum(100, 50, 40), Stratum(900, 90, 9))
    assert (made.recorded, made.corrected) == (100, 170)
    assert made.sensitivity == pytest.approx(80 / 170)
    assert made.specificity == pytest.approx(810 / 830)
    # Cochran's formula 3.8 for each: N (N - n) p (1 - p) / (n - 1)
    by_hand = 100 * 50 * 0.8 * 0.2 / 49 + 900 * 810 * 0.1 * 0.9 / 89
    assert made.standard_error == pytest.approx(math.sqrt(by_hand))
    assert made.lower < 170 < made.upper


@pytest.mark.parametrize(
    ("flagged", "unflagged"), [((100, 50, 40), (900, 90, 9)), ((10, 10, 7), (30, 5, 1)), ((40, 8, 8), (60, 9, 2))]
)
def test_rogan_and_gladen_correct_to_the_same_count(flagged, unflagged):
    made = estimate_flag("cse_flag", Stratum(*flagged), Stratum(*unflagged))
    everybody = flagged[0] + unflagged[0]
    apparent = flagged[0] / everybody
    true = (apparent + made.specificity - 1) / (made.sensitivity + made.specificity - 1)
    assert true * everybody == pytest.approx(made.corrected)


def test_when_every_record_was_looked_at_nothing_is_uncertain():
    made = estimate_flag("cse_flag", Stratum(20, 20, 15), Stratum(30, 30, 4))
    assert (made.corrected, made.standard_error, made.lower, made.upper) == (19, 0, 19, 19)


def test_no_missed_record_in_a_sample_is_not_no_missed_record():
    made = estimate_flag("cse_flag", Stratum(20, 20, 20), Stratum(900, 100, 0))
    assert (made.corrected, made.lower) == (20, 20)
    # By hand: the most missed ones that a sample of 100 of 900 passes over with a chance of more than 2.5 %.
    chances = {m: math.prod(Fraction(800 - i, 900 - i) for i in range(m)) for m in range(60)}
    assert made.upper == 20 + max(m for m, chance in chances.items() if chance > Fraction(25, 1000))


def test_a_flag_that_nobody_should_have_has_no_sensitivity():
    made = estimate_flag("cse_flag", Stratum(4, 4, 0), Stratum(5, 5, 0))
    assert (made.sensitivity, made.corrected) == (None, 0)
    assert estimate_flag("cse_flag", Stratum(4, 4, 4), Stratum(5, 5, 5)).specificity is None


SMALL = [((4, 2), (6, 3)), ((5, 3), (5, 2)), ((3, 3), (8, 4)), ((6, 1), (4, 4))]


@pytest.mark.parametrize(("flagged", "unflagged"), SMALL)
def test_in_every_small_population_the_interval_holds_and_estimate_and_variance_are_unbiased(flagged, unflagged):
    """The oracle draws every sample of every population: records are numbered, the first ones should have the flag."""
    possible = product(range(flagged[1] + 1), range(unflagged[1] + 1))
    estimates = {(x, y): estimate_flag("f", Stratum(*flagged, x), Stratum(*unflagged, y)) for x, y in possible}
    for right, missed in product(range(flagged[0] + 1), range(unflagged[0] + 1)):
        samples = list(product(drawn(*flagged, right), drawn(*unflagged, missed)))
        made = [estimates[sample] for sample in samples]
        mean = sum(Fraction(one.corrected).limit_denominator(1000) for one in made) / len(made)
        assert mean == right + missed
        assert sum(one.lower <= right + missed <= one.upper for one in made) >= CONFIDENCE * len(made)
        errors = [one.standard_error for one in made]
        if min(flagged[1], unflagged[1]) > 1:
            true = sum((one.corrected - right - missed) ** 2 for one in made) / len(made)
            assert sum(error**2 for error in errors) / len(made) == pytest.approx(true)
        else:
            assert set(errors) == {None}  # one record says nothing of how records differ


def drawn(size: int, sampled: int, positive: int) -> list[int]:
    """How many positive records each possible sample has."""
    return [sum(record < positive for record in sample) for sample in combinations(range(size), sampled)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("right", "missed"),
    # flags that are mostly right, flags that are half right, and rare misses in a large stratum
    [((400, 360, 60), (3600, 40, 120)), ((300, 150, 50), (2000, 400, 100)), ((250, 200, 80), (15_000, 30, 300))],
)
def test_over_many_samples_of_a_large_population_the_interval_holds(right, missed):
    rng = np.random.default_rng(20)
    true, held = right[1] + missed[1], 0
    pairs = zip(*(rng.hypergeometric(p, n - p, k, size=4_000) for n, p, k in (right, missed)), strict=True)
    for x, y in pairs:
        made = estimate_flag("f", Stratum(right[0], right[2], int(x)), Stratum(missed[0], missed[2], int(y)))
        held += made.lower <= true <= made.upper
    assert held >= 0.94 * 4_000  # 95 % is certain; three standard errors of the simulation are 1 %


def audit(folder, *rows: str, header: str = HEADER):
    place = a_return(folder)
    (place / "flag-audit.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return place, read_flag_audit(place, PROVIDER, RETURN)


def rows_of(flagged: int, right: int, unflagged: int, missed: int) -> list[str]:
    verdicts = [("Y", 9, "Y")] * right + [("Y", 9, "N")] * (flagged - right)
    verdicts += [("N", 40, "Y")] * missed + [("N", 40, "N")] * (unflagged - missed)
    return [f"cse_flag,{flag},{size},{verdict}" for flag, size, verdict in verdicts]


def test_an_audit_beside_the_files_of_a_return_is_read_and_costs_no_row(tmp_path):
    place, made = audit(tmp_path, *rows_of(4, 3, 10, 1))
    assert made.findings == ()
    (estimate,) = made.estimates
    assert (estimate.flag, estimate.recorded, estimate.corrected) == ("cse_flag", 9, 9 * 3 / 4 + 40 * 1 / 10)
    assert check_return(place, INSTRUMENT).faults == ()


def test_without_an_audit_nothing_is_estimated(tmp_path):
    assert read_flag_audit(a_return(tmp_path), PROVIDER, RETURN).estimates == ()


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ([], "has no row"),
        (["ABCXYZ,Y,9,Y"], "is not the name of a flag"),
        (["cse_flag,ABCXYZ,9,Y"], "is not Y or N"),
        (["cse_flag,Y,9,ABCXYZ"], "is not Y or N"),
        (["cse_flag,Y,0,Y"], "is not a whole number above 0"),
        (["cse_flag,Y,ABCXYZ,Y"], "is not a whole number above 0"),
        (["cse_flag,Y,9"], "has 3 fields where the header has 4"),
        # one stratum alone says nothing of the other
        (["cse_flag,Y,9,Y"], "has a sample of only one stratum"),
        # a stratum has one size, and no more records than that
        (["cse_flag,Y,9,Y", "cse_flag,Y,8,Y", "cse_flag,N,9,N"], "gives several sizes"),
        (["cse_flag,Y,1,Y", "cse_flag,Y,1,Y", "cse_flag,N,9,N"], "has more rows than the stratum"),
    ],
)
def test_a_wrong_audit_is_a_finding_gives_no_estimate_and_repeats_nothing(tmp_path, rows, what):
    _, made = audit(tmp_path, *rows)
    assert made.estimates == ()
    assert any(finding.what.startswith(what) for finding in made.findings)
    assert "ABCXYZ" not in str(made.findings)


def test_an_audit_with_other_columns_is_refused_without_repeating_them(tmp_path):
    _, made = audit(tmp_path, header="flag,flagged,stratum_size,verdict,ABCXYZ")
    assert made.findings
    assert "ABCXYZ" not in str(made.findings)
