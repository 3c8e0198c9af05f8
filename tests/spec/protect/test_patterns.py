"""British identifiers in a text without a roster: what is found whole, what is only asked about, what is left alone."""

from __future__ import annotations

import pytest

from clerestory.model.redaction.findings import Certainty, Kind
from clerestory.protect.text.finders import find_all
from clerestory.protect.text.patterns import Dates, PatternSettings, UkPatterns


def found_in(text, settings=None):
    """Each passage with its kind; those that ask have a question mark."""
    return [
        (text[f.start : f.end] + "?" * (f.certainty is Certainty.ASK), f.kind)
        for f in find_all(text, [UkPatterns(settings)])
    ]


@pytest.mark.parametrize(
    ("text", "passage", "kind"),
    [
        # postcodes: the form and an area that there is
        ("lives in LS1 4AP now", "LS1 4AP", Kind.POSTCODE),
        ("lives in ls14ap now", "ls14ap", Kind.POSTCODE),
        ("at EC1A 1BB.", "EC1A 1BB", Kind.POSTCODE),
        ("in LS1\n4AP", "LS1\n4AP", Kind.POSTCODE),
        # National Insurance: letters that are given out
        ("NI AB 12 34 56 C given", "AB 12 34 56 C", Kind.NATIONAL_INSURANCE),
        ("ab123456c", "ab123456c", Kind.NATIONAL_INSURANCE),
        ("it was AB 12 34 56 there", "AB 12 34 56?", Kind.NATIONAL_INSURANCE),  # without its last letter
        ("NI number QQ 12 34 56 C", "QQ 12 34 56 C?", Kind.NATIONAL_INSURANCE),  # letters never given, beside the word
        # NHS: 10*9 + 9*4 + 8*3 + 7*4 + 6*7 + 5*6 + 4*5 + 3*9 + 2*1 = 299, 299 mod 11 = 2, 11 - 2 = 9
        ("943 476 5919", "943 476 5919", Kind.NHS),
        ("9434765919 was", "9434765919", Kind.NHS),
        ("NHS number 943 476 5918", "943 476 5918?", Kind.NHS),  # a wrong last digit beside its word
        # vehicles
        ("drove AB12 CDE off", "AB12 CDE", Kind.VEHICLE),
        ("drove ab12cde off", "ab12cde", Kind.VEHICLE),
        ("drove A123 BCD off", "A123 BCD", Kind.VEHICLE),
        ("drove ABC 123D off", "ABC 123D", Kind.VEHICLE),
        ("drove FCZ 1234 off", "FCZ 1234", Kind.VEHICLE),  # CZ is a mark of Northern Ireland
        ("the registration ABC 12 was", "ABC 12", Kind.VEHICLE),  # dateless, by the word before it
        # driving licence: a woman born on 4 July 1965 has 5 added to the tens of the month
        ("MORGA657054SM9IJ", "MORGA657054SM9IJ", Kind.DRIVING_LICENCE),
        # telephones
        ("rang 07700 900123 twice", "07700 900123", Kind.TELEPHONE),
        ("rang (0113) 496 0123 twice", "(0113) 496 0123", Kind.TELEPHONE),
        ("rang +44 (0)20 7946 0958", "+44 (0)20 7946 0958", Kind.TELEPHONE),
        ("rang 020 7946 0958 ext 12", "020 7946 0958 ext 12", Kind.TELEPHONE),
        ("rang 0161-496-0000", "0161-496-0000", Kind.TELEPHONE),
        (
            "oh seven seven double oh nine oh oh one two three",
            "oh seven seven double oh nine oh oh one two three",
            Kind.TELEPHONE,
        ),
        # e-mail and accounts
        ("to x.y84@example.com today", "x.y84@example.com", Kind.EMAIL),
        ("x [at] example [dot] com", "x [at] example [dot] com", Kind.EMAIL),
        ("x at example dot com", "x at example dot com", Kind.EMAIL),
        ("as @x_y on", "@x_y", Kind.ACCOUNT),
        ("see https://www.instagram.com/x_y/ for", "https://www.instagram.com/x_y/", Kind.ACCOUNT),
        ("his snapchat was xx_99 then", "xx_99", Kind.ACCOUNT),
        # references
        ("ref 13/12345/23.", "13/12345/23", Kind.CRIME_REFERENCE),
        ("as 01TW0012323 shows", "01TW0012323", Kind.CRIME_REFERENCE),
        ("as 42AB/12345/23 shows", "42AB/12345/23", Kind.CRIME_REFERENCE),
        ("CAD 1234/01JAN23", "1234/01JAN23", Kind.CRIME_REFERENCE),
        ("log 1234 shows", "1234", Kind.CRIME_REFERENCE),
        ("as 13240123456 shows", "13240123456?", Kind.CRIME_REFERENCE),  # eleven digits by themselves
        # PNC: 120345678 mod 23 is 18, and U the letter of 18
        ("id 2012/0345678U.", "2012/0345678U", Kind.PNC),
        ("id 12/345678U.", "12/345678U", Kind.PNC),
        ("id 2012/0345678X.", "2012/0345678X?", Kind.PNC),  # a wrong letter
        # banks, cards, machines, places
        ("UTR 12345 67890 given", "12345 67890", Kind.CODE),
        ("from 192.168.1.14.", "192.168.1.14", Kind.CODE),  # at the end of a sentence
        ("12-34-56 12345678", "12-34-56 12345678", Kind.CODE),
        ("sort code 12-34-56 only", "12-34-56", Kind.CODE),
        ("GB29 NWBK 6016 1331 9268 19", "GB29 NWBK 6016 1331 9268 19", Kind.CODE),
        ("4111 1111 1111 1111", "4111 1111 1111 1111", Kind.CODE),
        ("from 192.168.10.1 then", "192.168.10.1", Kind.CODE),
        ("at 00:1A:2B:3C:4D:5E", "00:1A:2B:3C:4D:5E", Kind.CODE),
        ("at 53.8008, -1.5491", "53.8008, -1.5491", Kind.CODE),
        ("at ///filled.count.soap", "///filled.count.soap", Kind.ADDRESS),
        # dates
        ("born 3/4/09 in", "3/4/09", Kind.DATE_OF_BIRTH),
        ("DOB: 03.04.2009", "03.04.2009", Kind.DATE_OF_BIRTH),
        (
            "born on the third of April two thousand and nine",
            "the third of April two thousand and nine",
            Kind.DATE_OF_BIRTH,
        ),
        ("met on 3 April 2009 there", "3 April 2009?", Kind.DATE),
        # addresses
        ("at 12 Acacia Avenue then", "12 Acacia Avenue", Kind.ADDRESS),
        ("at Flat 3, 14b St John's Rd then", "Flat 3, 14b St John's Rd", Kind.ADDRESS),
        ("at 12 acacia avenue then", "12 acacia avenue?", Kind.ADDRESS),
        ("to PO Box 12 then", "PO Box 12", Kind.ADDRESS),
        # names and operations, by the word before them
        ("saw Mr Quillbury there", "Quillbury", Kind.PERSON),
        ("saw DC Jo O'Quill there", "Jo O'Quill", Kind.PERSON),
        ("saw DC 4411 Quillbury there", "4411 Quillbury", Kind.PERSON),  # an officer's number tells who it is
        ("saw Dr. A. Quillbury there", "A. Quillbury", Kind.PERSON),
        ("said Recorder Quillbury there", "Quillbury", Kind.PERSON),
        ("said Jo Quillbury KC there", "Jo Quillbury KC", Kind.PERSON),
        ("Dear Jo, we", "Jo?", Kind.PERSON),
        ("with kind regards,\n\nJo Quillbury", "Jo Quillbury?", Kind.PERSON),
        ("her sister Jo works there", "Jo?", Kind.PERSON),
        ("her friend, Jo Quillbury, works there", "Jo Quillbury?", Kind.PERSON),
        ("saw mr quillbury there", "quillbury", Kind.PERSON),
        ("a friend called Quill came", "Quill", Kind.PERSON),
        ("in Operation Marram we", "Marram", Kind.OPERATION),
        ("in Op MARRAM we", "MARRAM", Kind.OPERATION),
        ("at Oakfield High School then", "Oakfield High School?", Kind.SCHOOL),
    ],
)
def test_an_identifier_is_found_whole(text, passage, kind):
    assert found_in(text) == [(passage, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "in QQ1 1AA",  # no such area
        "on the E1 2nd floor",
        "BG 12 34 56 C",  # letters that are never given
        "943 476 5918",  # a wrong last digit
        "1111111111",
        "MORGA653354SM9IJ",  # month 53 is March, but day 35
        "ISO 8601 and A4 paper",
        "in 2023/24 and 2023/2024",
        "version 1.2.3.4",
        "0.9860, 0.9945",
        "4111 1111 1111 1112",
        "GB29 NWBK 6016 1331 9268 18",
        "3 @ 2.50",
        "14 people in the street",
        "he may 3 times",
        "by 1 to 5 of 12 in 2019",
        "the operation was late, the school closed, and Mr was a word",
        "The named suspect; what is called The",
        "one two, and then three four",
    ],
)
def test_what_only_looks_like_one_is_left_alone(text):
    assert found_in(text) == []


@pytest.mark.parametrize(
    ("dates", "found"),
    [(Dates.KEEP, []), (Dates.ASK, [("3 April 2009?", Kind.DATE)]), (Dates.REMOVE, [("3 April 2009", Kind.DATE)])],
)
def test_a_full_date_is_kept_asked_about_or_removed_by_setting(dates, found):
    assert found_in("met on 3 April 2009 there", PatternSettings(dates=dates)) == found


def test_the_name_in_a_message_s_header_is_found_beside_its_address():
    assert found_in('to "Quillbury, Jo" <jo@example.org> today') == [
        ("Quillbury, Jo", Kind.PERSON),
        ("jo@example.org", Kind.EMAIL),
    ]


def test_who_is_greeted_by_a_post_is_no_person():
    assert found_in("Dear Home Secretary, Dear Sir or Madam, Dear All, he regards The Panel as closed") == []


def test_who_signs_sends_or_is_quoted_is_found_without_a_title():
    text = (
        "Thanks, Hester Dunmoor. Cheers Ingrid. From: Tallowby, Brenda Sent: today. On Friday Cora Wexcombe wrote: no"
    )
    assert found_in(text) == [
        ("Hester Dunmoor?", Kind.PERSON),
        ("Ingrid?", Kind.PERSON),
        ("Tallowby, Brenda?", Kind.PERSON),
        ("Friday Cora Wexcombe wrote:?", Kind.PERSON),
    ]
    assert found_in("Thanks, All. Cheers went up. From: 3 to 4. To: the chair. Then he wrote: no. Best, by far") == []


def test_a_force_s_own_form_of_reference_is_found():
    assert found_in("as XQ.77.b shows", PatternSettings(references=("AA.99.b",))) == [("XQ.77.b", Kind.CRIME_REFERENCE)]


def test_two_numbers_beside_each_other_are_two():
    assert found_in("07700 900123 07700 900456") == [("07700 900123", Kind.TELEPHONE), ("07700 900456", Kind.TELEPHONE)]


def test_a_number_after_other_digits_is_found():
    assert found_in("in 2019 07700 900123") == [("07700 900123", Kind.TELEPHONE)]


def test_full_width_digits_and_hidden_signs_hide_nothing():
    assert found_in("\uff19\uff14\uff13 47\u200b6 5919") == [("\uff19\uff14\uff13 47\u200b6 5919", Kind.NHS)]
