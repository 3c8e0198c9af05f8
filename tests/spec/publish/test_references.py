"""What may stand in a paper, as a table: a line of its source, and what it prints or why not."""

from __future__ import annotations

import re

import pytest

from clerestory.errors import PaperError
from clerestory.publish.paper.reading import read_paper
from papers import column_table, study, table

TABLES = (table(), column_table())


def printed(line: str) -> str:
    """The text of one paragraph with its references printed; sections come before, so that there are some."""
    return read_paper(f"## First\n\n## Second\n\n{line}\n", study(), TABLES).text.splitlines()[-1]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        # cells by key and by label, with separators; what is withheld prints its symbol
        ('{{ t1["total", "total"] }}', "1,000"),
        ('{{ t1["Aldermere", "Male"] }}', "200"),
        ('{{ t1["F2", "M"] }}', "[c]"),
        ('{{ t2["M"] }}', "12"),
        # a share never stands without what is not known and the bounds
        ('{{ t1["total", "M"].share }}', "82.9% (not known for 66.0%; so between 28.2% and 94.2% of all)"),
        ('{{ t1["F2", "M"].share }}', "[c]"),
        # fewer than 30 known cases are no base for a percentage
        ('{{ t2["M"].share }}', "[x]"),
        # facts, years, dates, sections, pages
        ("{{ fact.lists }}", "six"),
        ("{{ year 2013 }}", "2013"),
        ("{{ date 2026-12-05 }}", "5 December 2026"),
        ("see {{ section 2 }}", "see section 2"),
        ("{{ date 1900-01-01 }}", "1 January 1900"),
        ("{{ date 2100-12-31 }}", "31 December 2100"),
        ("{{ page 12 }}", "page 12"),
        ("{{ page 999 }}", "page 999"),
        ("{{ release.date }}", "15 December 2026"),
        ("{{ study.period }}", "1 January 2020 to 31 December 2020"),
        # words that are no numbers
        ("The first, once, is nobody's second.", "The first, once, is nobody's second."),
        ("No one knew, and each one of the ones asked one another.", None),
        ("The one who asks looks at any one of them, one by one, without one word.", None),
        ("Each pair of lists, the couple, the third party, I and V.", None),
        ("GO, CI, DC, MI, Oxford and attend are no numerals; stones, tense and onset hold no number.", None),
        ("hand\u00adwrit\u00adten", None),
        ("1. a list\n2. that counts", "2. that counts"),
    ],
)
def test_what_is_printed(line, text):
    assert printed(line) == (line if text is None else text)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        # numbers that no table backs: digits, other scripts, signs, entities, words
        ("There were 12 cases.", "the number '12' has no table behind it"),
        ("There were 1,234.5 cases.", "the number '1,234.5'"),
        ("Half of them.", "the number 'Half'"),
        ("Twenty-three children.", "the number 'Twenty-three'"),
        ("A dozen, or a third.", "the number 'dozen'"),
        # one, where it does not stand for somebody or something
        ("Exactly one girl.", "the number 'one'"),
        ("One of them.", "the number 'One'"),
        ("No more than one.", "the number 'one'"),
        ("the one girl", "the number 'one'"),
        ("not a single case", "the number 'a single'"),
        # nothing, pairs and dozens, plurals, multiples, parts
        ("zero cases", "the number 'zero'"),
        ("nil", "the number 'nil'"),
        ("a couple of girls", "the number 'a couple'"),
        ("another pair", "the number 'another pair'"),
        ("some dozens", "the number 'dozens'"),
        ("in fours", "the number 'fours'"),
        ("in sixes", "the number 'sixes'"),
        ("fourfold", "the number 'fourfold'"),
        ("a quarter", "the number 'a quarter'"),
        ("an eighth", "the number 'an eighth'"),
        ("in quarters", "the number 'quarters'"),
        # words run together, whatever the hyphen, and beside a sign that is no letter
        ("twentyfive", "the number 'twentyfive'"),
        ("onehundred", "the number 'onehundred'"),
        ("twenty\u2011one", "the number 'twenty\u2011one'"),
        ("twelve_girls", "the number 'twelve'"),
        # numerals of I, V and X
        ("XIV cases", "the number 'XIV'"),
        ("part IX", "the number 'IX'"),
        # markup within a word, or around a piece of one
        ("tw**elve** girls", "the number 'twelve'"),
        ("`f`our girls", "the number 'four'"),
        ("t[w](#x)o girls", "the number 'two'"),
        ("x*two* girls", "the number 'two'"),
        # signs without a shape, and letters of another form
        ("fo\u200bur", "the number 'fo\\u200bur'"),
        ("fif\u00adteen", "the number 'fif\\xadteen'"),
        ("thr\u2060ee", "the number 'thr\\u2060ee'"),
        ("thr\u2028ee", "the number 'thr\\u2028ee'"),
        ("thr\u0008ee", "the number 'thr\\x08ee'"),
        ("thr\U000e0080ee", "the number 'thr\\U000e0080ee'"),
        # ... which may part words as well as join them
        ("two\u200bgirls", "the number 'two'"),
        ("two\u2028girls", "the number 'two'"),
        ("XII\u2060girls", "the number 'XII'"),
        ("fi\ufe0fve", "the number 'fi"),
        ("t\u034fwo", "the number 't"),
        ("s\u3164ix", "the number 's"),
        ("ﬁve", "the number 'ﬁve'"),
        ("ｔｗｏ", "the number 'ｔｗｏ'"),
        ("𝐬𝐢𝐱", "the number '𝐬𝐢𝐱'"),
        # the start of a list
        ("3. girls were on the lists", "a list begins with 3, a number that has no table behind it"),
        ("0. girls", "a list begins with 0"),
        ("- in a list\n\n  12) girls", "a list begins with 12"),
        ("x² and ½ and Ⅻ and 十二 and ١٢", "the number '²'"),
        ("&#49;&#50; cases", "the number '12'"),
        ("`12` in code", "the number '12'"),
        ("- a list of 12", "the number '12'"),
        ("| a | b |\n| --- | --- |\n| 12 | c |", "the number '12'"),
        ("[twelve](https://a.example)", "the number 'twelve'"),
        ('[a link](https://a.example "12 of them")', "the number '12'"),
        ("    12 in a block of code", "the number '12'"),
        # references to nothing
        ('{{ t9["a"] }}', "there is no table 't9'"),
        ('{{ t1["F9", "M"] }}', "there is no one row 'F9' in table t1"),
        ('{{ t1["F1"] }}', "named by a row and a column"),
        ("{{ chart c9 }}", "there is no chart 'c9'"),
        ("{{ fact.moon }}", "there is no fact 'moon'"),
        ("{{ year 2500 }}", "'2500' is not a year"),
        ("{{ year 271828 }}", "'271828' is not a year"),
        ("{{ section 3 }}", "there is no section '3'"),
        ("{{ page 2744 }}", "'2744' is not a page"),
        ("{{ page 1000 }}", "'1000' is not a page"),
        ("{{ page 0 }}", "'0' is not a page"),
        ("{{ date 2026-13-01 }}", "'2026-13-01' is not a date"),
        ("{{ date 2744-01-01 }}", "'2744-01-01' is not a date"),
        ("{{ date 1899-12-31 }}", "'1899-12-31' is not a date"),
        ("{{ date 2101-01-01 }}", "'2101-01-01' is not a date"),
        ("{{ date 20261215 }}", "'20261215' is not a date"),
        ("{{ date 2026-W51-2 }}", "'2026-W51-2' is not a date"),
        ("{{ year 02013 }}", "'02013' is not a year"),
        ("{{ 12 }}", "is not a reference"),
        ('{{ shares t1["total", "M"] }}', "shares are named by a table and a row"),
        # braces that make no reference would be printed as they stand
        ('{{ t1["total", "total"]', "{{ begins or ends no reference"),
        ('t1["total", "total"] }}', "}} begins or ends no reference"),
        ('{{ t1["total",\n"total"] }}', "line 5, column 1: {{ begins or ends no reference"),
        ('{{ t1["to{tal", "total"] }}', "{{ begins or ends no reference"),
        # blocks stand alone; no pictures, no script
        ("a table {{ table t1 }} within", "a table stands within a line"),
        ("- {{ chart c1 }}", "a chart stands within a line"),
        ("![a picture](a.png)", "holds a picture"),
        ("[here](ftp://a.example)", "neither https:// nor in the paper"),
        ("[here](https://a.example/{{ year 2013 }})", "a reference in a link's address"),
    ],
)
def test_what_is_refused(line, message):
    with pytest.raises(PaperError, match=re.escape(message)):
        printed(line)


def test_every_fault_is_told_at_once_with_its_place():
    source = '## First\n\nA line\nwith 12 in it.\n\n{{ t9["a"] }} and\nseven more.\n'
    with pytest.raises(PaperError) as caught:
        read_paper(source, study(), TABLES)
    text = str(caught.value)
    assert text.startswith("paper/paper.md, line 4, column 6: the number '12'")
    assert "line 6, column 1: there is no table 't9'" in text
    assert "line 7, column 1: the number 'seven'" in text


def test_a_number_in_a_later_line_of_a_paragraph_is_told_once_with_its_line():
    with pytest.raises(PaperError) as caught:
        read_paper(
            "## First\n\nWords of **a\nline** with tw*elve*\nand a dozen.\n\n```\nx\n7\n```\n\n3. x\n", study(), TABLES
        )
    assert [line.split(".")[0].strip() for line in str(caught.value).splitlines() if "behind it" in line] == [
        "paper/paper",
        "line 5, column 7: the number 'dozen' has no table behind it",
        "line 9, column 1: the number '7' has no table behind it",
        "line 12, column 1: a list begins with 3, a number that has no table behind it",
    ]
    assert "line 4, column 1: the number 'twelve'" in str(caught.value)


@pytest.mark.parametrize("sign", ["{{", "}}", "{", "{{ ", "{{ t1", "}}{{", "{{ \t"])
def test_braces_in_any_number_end_in_one_error(sign):
    """A scanner that begins anew at each brace does not come to an end here."""
    with pytest.raises(PaperError, match="begins or ends no reference") as caught:
        read_paper("## One\n\n" + sign * 200_000, study(), TABLES)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize("gap", [" ", "\t", " \t", "\n"])
@pytest.mark.parametrize("end", ["", "12", "}}"])
def test_gaps_in_any_number_end_in_an_error(gap, end):
    with pytest.raises(PaperError, match=r"is not a reference|begins or ends no reference"):
        read_paper("## One\n\n{{" + gap * 200_000 + end, study(), TABLES)


def test_html_stays_text():
    _, html = read_paper("## A\n\n<script>x</script> & <b>b</b>\n", study(), TABLES).html(lambda block: "")
    assert "&lt;script&gt;" in html
    assert "<script" not in html


def test_a_link_that_would_run_something_stays_text():
    _, html = read_paper("## A\n\n[here](javascript:alert)\n", study(), TABLES).html(lambda block: "")
    assert "<a" not in html


def test_sections_are_numbered():
    paper = read_paper("## A\n\n### Aa\n\n## B\n", study(), TABLES)
    assert [(h.number, h.text, h.anchor) for h in paper.headings] == [
        ("1", "A", "section-1"), ("1.1", "Aa", "section-1-1"), ("2", "B", "section-2"),
    ]  # fmt: skip
