"""Any identifier with the right check digit is found in any grouping; with a wrong one it is asked about at most."""

from __future__ import annotations

import datetime as dt

from hypothesis import assume, given
from hypothesis import strategies as st

from clerestory.model.redaction.findings import Certainty, Kind
from clerestory.model.redaction.roster import ClearRoster, RosterPerson
from clerestory.protect.text.finders import find_all
from clerestory.protect.text.patterns import UkPatterns
from clerestory.protect.text.roster import RosterFacts

FINDER = UkPatterns()
FACTS = RosterFacts(ClearRoster((RosterPerson(telephones=("07700 900123",), addresses=("1 Mill Lane",)),)))
GAPS = st.sampled_from(["", " ", "-"])
PNC_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
AREAS = ("LS", "M", "SW", "EC", "BT", "ZE", "B", "CF")
NEVER_GIVEN = ("BG", "GB", "KN", "NK", "NT", "TN", "ZZ")
MARK = "ABCDEFGHJKLMNPRSTUVWXY"


def letters(of, n):
    return st.text(alphabet=of, min_size=n, max_size=n)


def removed(text, kind):
    """What is removed without asking as of a kind."""
    found = [f for f in find_all(text, [FINDER]) if f.certainty is Certainty.REMOVE and f.kind is kind]
    return [text[f.start : f.end] for f in found]


def nhs_digit(nine):
    """The tenth digit; 10 where there is none."""
    weighted = 0
    for place in range(9):
        weighted += (10 - place) * int(nine[place])
    return {11: 0}.get(11 - weighted % 11, 11 - weighted % 11)


@given(letters("0123456789", 9), GAPS)
def test_a_valid_nhs_number_is_removed_and_no_other_digit_is_valid(nine, gap):
    last = nhs_digit(nine)
    assume(last < 10 and len(set(nine)) > 1)
    for digit in range(10):
        written = gap.join((nine[:3], nine[3:6], f"{nine[6:]}{digit}"))
        assert removed(f"of {written} there", Kind.NHS) == [written] * (digit == last)


@given(st.integers(1950, 2049), st.integers(100, 9_999_999), st.booleans())
def test_a_pnc_id_is_removed_with_its_letter_alone(year, serial, four):
    rest = int(f"{year % 100}{serial:07}") % 23
    head = f"{year}/{serial:07}" if four else f"{year % 100:02}/{serial}"
    for at, letter in enumerate(PNC_LETTERS):
        assert removed(f"of {head}{letter} there", Kind.PNC) == [f"{head}{letter}"] * (at == rest)


@given(letters("ABCEGHJKLMNOPRSTWXYZ", 1), letters("ABCEGHJKLMNPRSTWXYZ", 1), letters("0123456789", 6), GAPS)
def test_a_national_insurance_number_is_removed_unless_its_letters_are_never_given(first, second, six, gap):
    written = gap.join((first + second, six[:2], six[2:4], six[4:], "C"))
    given_out = first + second not in NEVER_GIVEN
    assert removed(f"of {written} there", Kind.NATIONAL_INSURANCE) == [written] * given_out


@given(st.sampled_from(AREAS), st.integers(1, 99), st.integers(0, 9), letters("ABDEFGHJLNPQRSTUWXYZ", 2), GAPS)
def test_any_postcode_of_an_area_is_removed_in_capitals_and_small_letters(area, district, sector, unit, gap):
    written = f"{area}{district}{gap}{sector}{unit}"
    assert removed(f"of {written} there", Kind.POSTCODE) == [written]
    assume(unit not in ("ST", "ND", "RD"))
    assert removed(f"of {written.lower()} there", Kind.POSTCODE) == [written.lower()]


@given(
    st.dates(dt.date(1920, 1, 1), dt.date(2024, 12, 31)),
    st.sampled_from(["%d/%m/%Y", "%d.%m.%y", "%Y-%m-%d", "%d %B %Y"]),
)
def test_a_date_of_birth_of_a_roster_is_removed_and_the_day_after_is_not(day, form):
    finder = RosterFacts(ClearRoster((RosterPerson(dates_of_birth=(day.isoformat(),)),)))
    for shown, expected in ((day, 1), (day + dt.timedelta(days=1), 0)):
        found = find_all(f"on {shown.strftime(form)} there", [finder])
        assert sum(f.certainty is Certainty.REMOVE for f in found) == expected


@given(
    letters(MARK, 2),
    st.integers(51, 75),
    letters(MARK, 3),
    st.lists(st.sampled_from(["", " ", "-", "\n"]), min_size=6, max_size=6),
)
def test_a_vehicle_of_a_roster_is_found_whatever_stands_between_its_signs(first, tag, last, gaps):
    registration = f"{first}{tag}{last}"
    finder = RosterFacts(ClearRoster((RosterPerson(vehicles=(registration,)),)))
    written = "".join(sign + gap for sign, gap in zip(registration, [*gaps, ""], strict=True))
    text = f"of {written} there"
    whole = [text[f.start : f.end] for f in find_all(text, [finder]) if f.certainty is Certainty.REMOVE]
    assert whole == [written]


@given(st.text(max_size=300))
def test_no_text_breaks_a_finder(text):
    for finding in find_all(text, [FINDER, FACTS]):
        assert 0 <= finding.start < finding.end <= len(text)
