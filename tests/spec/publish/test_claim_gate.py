"""The claim gate as a reader of the rules sees it: a sentence, the table it cites, and what becomes of it (Q3, Q4).

The table has 1,000 suspects: 282 men, 58 women, 660 not recorded. One of its forces is suppressed but for its total.
"""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from clerestory.errors import PaperError
from clerestory.model.findings.finding import Finding, FindingKind, NotGiven
from clerestory.model.findings.trends import Change, Family, Measure, PrintedTrend, Quarter
from clerestory.model.wording.claims import Meaning, Sense
from clerestory.publish.claims import Evidence, read_citation
from clerestory.publish.paper.reading import read_paper
from clerestory.publish.paper.texts import check_words
from papers import column_table, study, table

POPULATIONS = [
    {
        "id": name, "kind": kind, "title": title, "age": "18 and over", "sex": "all", "area": "Both forces",
        "year": 2021, "source": "A made-up source", "counts": counts,
    }
    for name, kind, title, counts in (
        ("people", "residents", "residents", {"M": 2, "F": 98}),
        ("abuse", "all child sexual abuse", "suspects of all forms", {"M": 90, "F": 10}),
    )
]  # fmt: skip


def read(sentence: str, **more):
    return read_paper(f"## A part\n\n{sentence}\n", study(**more), (table(), column_table()))


HOLDS = [
    # more than half are not recorded, whatever these are
    'Sex was not recorded of most suspects {{ claim t1["total", "not_recorded"] is most }}.',
    'Most were in Aldermere {{ claim t1["F1", "total"] is most }}.',
    'Aldermere had the most suspects {{ claim t1["F1", "total"] is largest }}.',
    'Most were not in Brackenshire {{ claim t1["F1", "total"] is most }}.',
    'Not most were in Brackenshire {{ claim t1["F2", "total"] is not most }}.',
    'A minority of suspects were in Brackenshire {{ claim t1["F2", "total"] is a minority }}.',
    'More were in Aldermere than in Brackenshire {{ claim t1["F1", "total"] is more than t1["F2", "total"] }}.',
    # what the bounds do not decide is said to be so
    'Whether most were men cannot be determined from these data {{ claim t1["total", "M"] is most }}.',
    'Whether few were women cannot be determined from these data {{ claim t1["total", "F"] is few }}.',
    'Whether men outnumber women cannot be determined {{ claim t1["total", "M"] is more than t1["total", "F"] }}.',
    # of a suppressed cell nothing can be
    'Whether most in Brackenshire were men cannot be determined {{ claim t1["F2", "M"] is most }}.',
    # somebody else's words, and no claim at all
    'The minister said: “Most of them are men” {{ testimony }}.',
    "The value that was recorded most often counts {{ no claim: method }}.",
    "Delays are due to a lack of staff {{ claim source fact.lists }}.",
    "Recorded is not committed.",
    "The most recent year is the last; a suspect counts once at most.",
    'Is it true that most are men?',
]  # fmt: skip


@pytest.mark.parametrize("sentence", HOLDS)
def test_a_sentence_that_its_table_bears_out_is_printed(sentence):
    assert read(sentence).claims or "{{" not in sentence


REFUSED = [
    ("Most suspects were men.", "'Most' claims “most” and cites nothing that bears it"),
    ('Most were men {{ claim t1["total", "M"] is most }}.', r"cannot be determined \(between 28.2% and 94.2% of all\)"),
    ('Few were women {{ claim t1["total", "F"] is few }}.', "does not hold: cannot be determined"),
    ('Most were in Brackenshire {{ claim t1["F2", "total"] is most }}.', "does not hold: contradicted"),
    ('Few were in Aldermere {{ claim t1["F1", "total"] is few }}.', "does not hold: contradicted"),
    # the other way round: what the bounds decide may not be called undetermined
    (
        'Whether most were in Aldermere cannot be determined from these data {{ claim t1["F1", "total"] is most }}.',
        r"they decide it: .* is supported",
    ),
    (
        'Whether most were in Brackenshire cannot be determined {{ claim t1["F2", "total"] is most }}.',
        "they decide it: .* is contradicted",
    ),
    ("Whether most were men cannot be determined from these data.", "cites no table"),
    # evidence of another kind, and one citation for two claims
    ('The number rose {{ claim t1["F1", "total"] is most }}.', "'rose' claims “rose”"),
    ('Most were in Aldermere, and few elsewhere {{ claim t1["F1", "total"] is most }}.', "'few' claims “few”"),
    ('There was no link with sex {{ claim t1["F1", "total"] is most }}.', "claims “not a link”"),
    # a number that is withheld bears nothing
    ('Most were men {{ claim t1["F2", "M"] is most }}.', "a count that it needs is suppressed"),
    # marks
    ("Most of them are men {{ testimony }}.", "quotes nobody"),
    ("Most of them are men {{ no claim: because }}.", "no claim for one of a few reasons"),
    ('Most were here {{ claim t1["F1", "total"] is most }} {{ no claim: method }}.', "marked as no claim and cites"),
    # cause and prevalence
    ("Delays are due to a lack of staff.", "'due to' claims “a cause”"),
    ("The number of offences committed is above.", "of recorded cases write “recorded”"),
    # what is cited is not there, or cannot be compared
    ('Most were here {{ claim t9["a"] is most }}.', "there is no table 't9'"),
    ('Most were here {{ claim t1["F9", "M"] is most }}.', "no one row 'F9'"),
    ('More came {{ claim t1["F1", "M"] is more than t2["M"] }}.', "compares table t1 with table t2"),
    ('More came {{ claim t1["F1", "M"] is more than t1["F2", "F"] }}.', "in different rows and columns"),
    ('More came {{ claim t1["F1", "M"] is more than t1["F1", "M"] }}.', "compares a cell with itself"),
    ('Most were here {{ claim t1["F1", "M"] is plenty }}.', "is no citation"),
    ("No link was seen {{ claim t2 shows no link }}.", "has one column"),
    ("That is how much happened {{ claim s1 estimates scale }}.", "there is no estimate of scale 's1'"),
    ("It was caused so {{ claim source fact.nobody }}.", "there is no fact 'nobody'"),
]


@pytest.mark.parametrize(("sentence", "what"), REFUSED)
def test_a_sentence_that_its_table_does_not_bear_out_stops_the_paper(sentence, what):
    with pytest.raises(PaperError, match=what):
        read(sentence)


def test_over_representation_needs_residents_and_all_forms_beside():
    sentence = 'Men were over-represented {{ claim t1["total", "M"] is over-represented against people beside abuse }}.'
    made = read(sentence, populations=POPULATIONS)
    said = "between 28.2% and 94.2% of all, beside 2.0% of residents (Both forces, 18 and over, all, 2021) and 90.0% of"
    assert said in made.text
    assert [(claim.meaning, claim.verdict.value) for claim in made.claims] == [("over-represented", "supported")]
    for wrong, what in (
        (sentence.replace("against people", "against abuse"), "no population 'abuse' of residents"),
        (sentence.replace("beside abuse", "beside nobody"), "no population 'nobody' of all child sexual abuse"),
        (sentence.replace("over-", "under-"), "does not hold: contradicted"),
        (sentence.replace('"M"', '"not_recorded"'), "does not count 'not_recorded'"),
    ):
        with pytest.raises(PaperError, match=what):
            read(wrong, populations=POPULATIONS)


def test_every_fault_is_told_at_once_with_its_place():
    with pytest.raises(PaperError) as caught:
        read("Most were men.\n\n- Few were women.\n\n### The number rose\n\nThere were 12 of them.")
    assert caught.value.where == "paper/paper.md, line 3, column 1"
    told = str(caught.value)
    for place in ("line 5, column 3: 'Few'", "line 7, column 16: 'rose'", "line 9, column 12: the number '12'"):
        assert place in told


def test_markup_within_a_word_and_a_line_end_hide_no_claim():
    for sentence in (
        "Mo\u200bst were men.",
        "\uff2dost were men.",
        "**Mo**st were men.",
        "The over-\nwhelming majority were men.",
        "| A |\n| - |\n| Most were men |",
    ):
        with pytest.raises(PaperError, match="cites nothing"):
            read(sentence)


def test_a_mark_prints_nothing_and_a_citation_prints_its_bounds():
    text = 'Most were here {{ claim t1["F1", "total"] is most }}. The most votes count {{ no claim: method }}.'
    _, made = read(text).html(lambda block: "")
    assert "Most were here (70.0% of all). The most votes count." in made


TITLES = [
    ({"title": "Most suspects were men"}, r"study.toml, \[study\] title"),
    ({"charts": [{"id": "c1", "table": "t1", "title": "Suspects rose"}]}, "chart c1, title"),
    ({"tables": [{"id": "t1", "title": "T", "count": "suspect", "rows": "a.b", "note": "Few are older."}]}, "t1, note"),
]


@pytest.mark.parametrize(("change", "where"), TITLES)
def test_titles_and_notes_claim_nothing_since_they_can_cite_nothing(change, where):
    with pytest.raises(PaperError, match=where):
        check_words(study(**change))


def trend(low: float, high: float) -> Finding:
    at, change = Quarter(2016, 1), Change((low + high) / 2, low, high)
    printed = PrintedTrend(at, at, "offences", "HO2020", Measure.RECORDED, False, change, (), (), (), Family.POISSON)
    return Finding(FindingKind.TREND, "r1", printed)


MOVED = [
    (trend(1.2, 6.4), "rose", "supported"),
    (trend(-6.4, -1.2), "rose", "contradicted"),
    (trend(-6.4, -1.2), "fell", "supported"),
    (trend(-2.0, 3.0), "rose", "cannot be determined"),
    (trend(-2.0, 3.0), "fell", "cannot be determined"),
    (Finding(FindingKind.TREND, "r1", NotGiven("The cases are too few.")), "rose", "cannot be determined"),
]


@pytest.mark.parametrize(("finding", "movement", "verdict"), MOVED)
def test_a_trend_bears_a_movement_where_its_interval_lies_on_one_side(finding, movement, verdict):
    asked = Evidence(
        SimpleNamespace(findings=[SimpleNamespace(id="r1", finding=FindingKind.TREND)]), {}, {"r1": finding}
    )
    citation = read_citation(f"trend r1 {movement}", asked)
    assert citation.judgement.verdict.value == verdict
    assert Meaning({"rose": Sense.RISE, "fell": Sense.FALL}[movement]) in citation.meanings


def test_a_trend_that_nobody_asked_for_is_told():
    with pytest.raises(PaperError, match="there is no trend 'r9'"):
        read_citation("trend r9 rose", Evidence(SimpleNamespace(findings=[]), {}))
