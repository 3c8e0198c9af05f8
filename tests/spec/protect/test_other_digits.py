"""Digits of other scripts are digits: a number tells as much in one script as in another."""

import unicodedata

import pytest

from clerestory.model.redaction.findings import Kind
from clerestory.model.redaction.roster import ClearRoster, RosterPerson
from clerestory.protect.text.finders import find_all
from clerestory.protect.text.normalised import normalise
from clerestory.protect.text.patterns import UkPatterns
from clerestory.protect.text.roster import RosterFacts

ZEROS = {
    "Arabic-Indic": "\u0660",
    "extended Arabic-Indic": "\u06f0",
    "Devanagari": "\u0966",
    "Bengali": "\u09e6",
    "Gurmukhi": "\u0a66",
    "full width": "\uff10",
    "mathematical": "\U0001d7ce",
}


def in_script(text, zero):
    return "".join(chr(ord(zero) + int(sign)) if sign in "0123456789" else sign for sign in text)


def test_every_decimal_digit_of_unicode_becomes_the_digit_it_means():
    digits = [chr(point) for point in range(0x110000) if unicodedata.category(chr(point)) == "Nd"]
    assert len(digits) > 600
    assert [normalise(digit).plain for digit in digits] == [str(int(digit)) for digit in digits]


@pytest.mark.parametrize("zero", ZEROS.values(), ids=ZEROS)
@pytest.mark.parametrize(
    ("written", "kind"),
    [("943 476 5919", Kind.NHS), ("07700 900123", Kind.TELEPHONE), ("12/05/2009", Kind.DATE)],
)
def test_a_pattern_is_found_in_the_digits_of_any_script(written, kind, zero):
    (found,) = find_all(f"It is {in_script(written, zero)}, she said.", [UkPatterns()])
    assert (found.start, found.end, found.kind) == (6, 6 + len(written), kind)


@pytest.mark.parametrize("zero", ZEROS.values(), ids=ZEROS)
@pytest.mark.parametrize(
    ("column", "written"),
    [("telephones", "0113 496 0099"), ("dates_of_birth", "03/04/2009"), ("addresses", "14 Acacia Avenue")],
)
def test_a_fact_of_the_roster_is_found_in_the_digits_of_any_script(column, written, zero):
    roster = ClearRoster((RosterPerson(**{column: (written,)}),))
    found = find_all(f"So: {in_script(written, zero)}.", [RosterFacts(roster)])
    assert [(f.start, f.end) for f in found] == [(4, 4 + len(written))]
