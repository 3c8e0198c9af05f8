"""What rule V13 finds in free text and what it leaves, as a table: the ways in which people really type it."""

from __future__ import annotations

import pytest

from clerestory.collect.identifying import kinds_in
from clerestory.model.wording.identifiers import kinds_found

DATE, POSTCODE, PHONE = "a date, as of birth", "a postcode", "a telephone number"
EMAIL, ACCOUNT, NINO = "an e-mail address", "an account name", "a National Insurance number"
NHS, CRIME, CAR = "an NHS number", "a crime reference", "a vehicle registration"
OPERATION, NAME, ADDRESS = "an operation name", "a name after a title", "an address"

FOUND = {
    # separators, order, words, full-width digits, hard and thin spaces, invisible characters, every dash
    DATE: [
        "born 3.4.2006", "03/04/06", "3-4-2006", "2006-04-03", "2006/4/3", "3 . 4 . 2006", "03\u201304\u20132006",
        "03\u221204\u22122006", "03\u201104\u20112006", "\uff10\uff13/\uff10\uff14/\uff12\uff10\uff10\uff16",
        "3\u00a0April\u00a02006", "3 4 2006", "the 3rd of April 2006", "April 3, 2006", "3 apr 06", "3-Apr-2006",
        "3Apr2006", "third of April, the year after", "twenty-first March", "2006 April 3", "20060403", "03042006",
        "DOB unknown to us", "d.o.b. on file", "date of birth given", "born in April", "born 2006", "03\\04\\2006",
        "03\u200b/04/2006", "3rd\u2009April\u20092006",
    ],
    POSTCODE: [
        "near SW1A 2AA", "near sw1a2aa", "LS1-4AP", "LS1\u00a04AP", "\uff2c\uff33\uff11 \uff14\uff21\uff30",
        "postcode is LS1", "LS1 4AP",
    ],
    PHONE: [
        "call 07700 900123", "07700900123", "+44 7700 900 123", "0044 7700 900123", "+44 (0)7700 900123",
        "(0113) 496 0000", "07700.900.123", "07700\u2013900\u2013123",
        "\uff10\uff17\uff17\uff10\uff10 \uff19\uff10\uff10\uff11\uff12\uff13", "+353 1 496 0123",
    ],
    EMAIL: [
        "a@b.example", "a\uff20b.example", "jane [at] mail.example", "jane at mail dot com",
    ],
    ACCOUNT: [
        "writes as @teapot99",
    ],
    NINO: [
        "AB 12 34 56 C", "ab123456c", "AB-12-34-56-C",
    ],
    NHS: [
        "943 476 5919", "943-476-5919", "9434765919",
    ],
    CRIME: [
        "crime 12/34567/19", "12345/219", "12-34567-19", "19AB/123456", "crime ref 1234567",
        "Crime number: 1234567", "URN 1234567", "PNC 06/123456A", "CR/123456/19", "occurrence no. 1234567",
    ],
    CAR: [
        "a car AB12 CDE", "ab12cde", "AB12-CDE", "A123 BCD",
    ],
    OPERATION: [
        "under Operation Teapot", "op amber", "operation amber", "OP. AMBER", "Op-Amber", "op: amber",
        "operation \u2018Amber\u2019", "op\u00a0amber", "code-named so", "Opn Amber",
    ],
    NAME: [
        "told Mrs Teapot", "told mrs teapot", "MR TEAPOT said", "Mr. J. Teapot", "PC Teapot",
        "first name is unknown to teapot", "surname: Teapot", "known as Spout", "aka Spout", "a man called Spout",
        "Mrs \u00c9clair", "Mr\u00a0Teapot",
    ],
    ADDRESS: [
        "at 12 Teapot Road", "at 12 teapot road", "12a, Old Teapot Lane", "flat 3", "12 Teapot Close",
        "12 teapot close", "1 Old Teapot Court", "12 Teapot St", "PO Box 12",
    ],
}  # fmt: skip

LEFT = [
    # codes, ids and names of papers
    "DSA-2024-0012", "DSA/2024/7", "REC-19-0412 version 2", "Force crime registrar", "E06000001", "SYN:FORCE:01",
    "WC-2020", "RED;BLUE;GREEN", "event.colours=NR;victim.age_at_first_offence=NS", "2020-Q3", "16-17", "00-09",
    "version 1.2.3", "susaaaaaaaaaaaaaaaaaaaaaaaaaaa", "R-12", "HO2020", "ADR149", "COCAD",
    # years, spans and counts
    "in 2019", "between 2019 and 2020", "from 2019/20 to 2020/21", "in 2019/2020", "2019-2020", "3 of 12 victims",
    "1,234 rows", "ages 10 to 17", "about 30 interviews", "in April 2020", "spring 2020", "a quarter of 2020",
    # ordinary words that look like the beginning of one
    "The operation had several phases in summer.", "the operation was wound down", "operation of the unit",
    "op is closed", "Two reports were joined.", "3 suspects appeared in court", "2 victims took part by the end",
    "one in 3 went to court", "3 of them were on the way", "12 cases took place", "Miss nothing in the file",
    "called off in May", "the case 2019 review", "they may 3 times have met", "mar 2 of the files",
    "at the square in town", "the first of many", "Mr", "sir, said the boy", "a court of 3 judges",
    "4 people walk home", "12 officers drive", "no names are held", "6 house moves", "24 hours a day",
    "two drives of 500 GB", "Statement at 9.30", "0.5 of a post", "10% of 2,000", "the 3rd visit",
    "sat at the second table",
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in FOUND.items() for text in texts])
def test_it_is_found_however_it_is_typed(kind, text):
    assert kind in kinds_in([text]), text


@pytest.mark.parametrize("text", LEFT)
def test_codes_and_ordinary_sentences_are_left(text):
    assert kinds_in([text]) == []


@pytest.mark.parametrize("text", [*LEFT, *(text for texts in FOUND.values() for text in texts)])
def test_what_a_column_shows_a_single_text_shows_too(text):
    assert list(kinds_found(text)) == kinds_in([text])
