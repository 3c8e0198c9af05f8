"""The register of interviews: its form, what a fault says, and that it echoes nothing."""

from __future__ import annotations

import pytest

from clerestory.errors import InterviewError
from clerestory.interviews.register import COLUMNS, read_register
from clerestory.model.interviews.register import ConsentScope, KindWords, Register

INT, INV = "int" + "a" * 26, "inv" + "b" * 26
GOOD = f"{INT},{INV},OFF,verbatim,2024-03-04,,REF-1"
SECRET = "Verysecretword"


def register(tmp_path, *rows: str, header: str = ",".join(COLUMNS)):
    path = tmp_path / "register.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return read_register(path, ("OFF", "SURV"))


def test_a_row_is_an_interview(tmp_path):
    (one,) = register(tmp_path, GOOD, "", ",,,,,,")
    assert (one.pseudonym, one.investigation, one.kind, one.scope) == (INT, INV, "OFF", ConsentScope.VERBATIM)
    assert one.is_usable
    assert repr(one) == "Interview()"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (GOOD.replace(INT, SECRET), "int_pseudo"),
        (GOOD.replace(INV, SECRET), "inv_pseudo"),
        (GOOD.replace("OFF", SECRET), "kind"),
        (GOOD.replace("verbatim", SECRET), "consent_scope"),
        (GOOD.replace("2024-03-04", SECRET), "consent_given"),
        (GOOD.replace("04,,", f"04,{SECRET},"), "consent_withdrawn"),
        (GOOD.replace("04,,", "04,2024-03-03,"), "before consent was given"),
        (GOOD.replace("2024-03-04,,", ",2024-03-03,"), "before consent was given, or without it"),
        (GOOD.replace("REF-1", f"<{SECRET}>"), "ethics_reference"),
        (GOOD + "\n" + GOOD, "row 3: has an interview that stands in a row above"),
        (GOOD + f",{SECRET}", "has 8 fields"),
        ('"' + SECRET, "is not a CSV file"),
    ],
)
def test_a_fault_is_named_by_its_place_and_never_quoted(tmp_path, row, said):
    with pytest.raises(InterviewError, match=said) as error:
        register(tmp_path, row)
    assert SECRET not in str(error.value)


def test_other_columns_are_refused(tmp_path):
    with pytest.raises(InterviewError, match="has other columns"):
        register(tmp_path, GOOD, header="name," + ",".join(COLUMNS))


def test_a_register_that_is_not_there_says_how_to_begin(tmp_path):
    with pytest.raises(InterviewError, match="interviews new"):
        read_register(tmp_path / "register.csv", ("OFF",))


@pytest.mark.parametrize(
    ("row", "usable"),
    [
        (GOOD, True),
        (GOOD.replace("2024-03-04", ""), False),  # no consent on record
        (GOOD.replace("04,,", "04,2024-05-01,"), False),  # withdrawn
        (GOOD.replace("04,,", "04,2999-01-01,"), False),  # withdrawn, whatever the day that somebody wrote
        (GOOD.replace("REF-1", ""), False),  # no ethics approval
    ],
)
def test_only_what_consent_stands_for_is_usable(tmp_path, row, usable):
    assert bool(Register(register(tmp_path, row)).usable) is usable


def test_a_withdrawal_in_a_return_counts_too(tmp_path):
    assert not Register(register(tmp_path, GOOD), frozenset({INT})).usable


def test_a_kind_that_would_single_out_is_an_interview():
    words = KindWords({"OFF": "Investigating officer", "SURV": "Survivor"}, {"OFF"})
    assert (words.of("OFF"), words.of("SURV")) == ("an interview: investigating officer", "an interview")
