"""Texts that go out: figures are of the last release, claims borne out, no promise is open, no case is spoken of."""

from __future__ import annotations

import csv
import datetime as dt
import json
import shutil
from pathlib import Path

import pytest
from tests.answering_studies import FREE_BODY, LIVE_BODY, answering_study

from clerestory.answer.writing.templates import filled, shipped_templates
from clerestory.errors import AnswerError, AnswerNotPermittedError, AnswerNowError, AnswerTextError
from clerestory.model.answers.kinds import Kind
from clerestory.pipeline.answering.texts.certificates import CertifyText
from clerestory.pipeline.answering.texts.checking import certify_text, check_text, checked_text
from clerestory.study.answers import open_place
from commands import clerestory

DAY = dt.date(2026, 12, 1)
OF_A_CASE = "The court in {} heard the case, and we are sorry for what was done."


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    return answering_study(tmp_path_factory.mktemp("kept") / "study")


@pytest.fixture
def place(kept, tmp_path):
    return open_place(Path(shutil.copytree(kept, tmp_path / "study")))


@pytest.fixture(scope="module")
def unchanged(kept):
    return open_place(kept)


def found(place, text: str, kind: Kind = Kind.LETTER, **more) -> tuple[str, ...]:
    """What keeps a text from going out."""
    return tuple(problem.what for problem in check_text(place, text, kind=kind, on=DAY, **more).problems)


def cells(place) -> list[dict[str, str]]:
    """The cells of the released table, read by nothing of the product."""
    path = next(place.root.glob("releases/2*/tables/SYNTHETIC-t1.csv"))
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_cell_is_printed_and_told_as_the_release_has_it(unchanged):
    for cell in cells(unchanged):
        reference = f'{{{{ t1["{cell["row_key"]}", "{cell["column_key"]}"] }}}}'
        checked = checked_text(unchanged, f"There were {reference} of them on record.", kind=Kind.LETTER, on=DAY)
        shown = f"{int(cell['count']):,}" if cell["count"] else "[c]"
        assert checked.text == f"There were {shown} of them on record.\n".rstrip("\n")
        (cited,) = checked.cells
        assert (cited.row, cited.column, cited.printed) == (cell["row_key"], cell["column_key"], shown)
        assert cited.release == checked.release == "2026-11-26-SYNTHETIC"


def test_a_share_is_that_of_the_counts_in_the_file(unchanged):
    counts = {(one["row_key"], one["column_key"]): one["count"] for one in cells(unchanged)}
    part, whole = (int(counts[LIVE_BODY, column]) for column in ("P6", "total"))
    tenths = (2000 * part + whole) // (2 * whole)
    checked = check_text(unchanged, f'It is {{{{ t1["{LIVE_BODY}", "P6"].share }}}}.', kind=Kind.PETITION, on=DAY)
    assert checked.text == f"It is {tenths // 10}.{tenths % 10}% (known for all)."


# Each text is refused for one reason, and the one beside it, which says nearly the same, is not.
TWINS = {
    "a bare figure": ("We saw 31 of them.", 'We saw {{ t1["total", "P6"] }} of them.'),
    "a figure in words": ("We saw thirty of them.", "We saw some of them."),
    "a year": ("It began in 2019.", "It began in {{ year 2019 }}."),
    "a table that is not": ('We saw {{ t9["total"] }}.', 'We saw {{ t1["total", "total"] }}.'),
    "a row that is not": ('We saw {{ t1["West", "total"] }}.', 'We saw {{ t1["total", "total"] }}.'),
    "most": ("Most of them are over.", 'Most of them are over {{ claim t1["total", "P6"] is most }}.'),
    "a claim that is false": (
        'Most of them are live {{ claim t1["total", "P3"] is most }}.',
        'Not most of them are live {{ claim t1["total", "P3"] is not most }}.',
    ),
    "more": (
        "There were more of these than others.",
        'There were more of these than others {{ claim t1["total", "P6"] is more than t1["total", "P3"] }}.',
    ),
    "committed": ("Most abuse is committed at home.", "What is recorded is not all that was done."),
    "a cause": ("It happened because of neglect.", "It happened, and there was neglect."),
    "shortly": ("We will publish it shortly.", "We will publish it."),
    "in due course": ("You will hear in due course.", "It was published shortly after the first return came."),
    "a quotation": (
        "A survivor said “nobody ever asked me how I was”.",
        "A survivor said “nobody ever asked me how I was” {{ testimony }}.",
    ),
    "a cause in testimony": (
        "A survivor said “it went on because of their silence” {{ testimony }}.",
        "A survivor said “they were silent and it went on” {{ testimony }}.",
    ),
    "braces": ("We saw {{ t1.", "We saw it."),
    "no reference": ("We saw {{ something else }}.", 'We saw {{ date 2020-05-19 }}.'),
    "a place beside an offence": (f"Children in {FREE_BODY} were abused.", "Children in England were abused."),
    "a day of proceedings": ("A trial began on 3 May 2020.", "A consultation began on 3 May 2020."),
    "a number of defendants": ("Several were charged, and five men convicted.", "Several were charged and convicted."),
    "a court": ("It is for Eastwick Crown Court.", "It is for the courts."),
    "an operation": ("We know of Operation Example.", "We know of its operation."),
    "this case": ("We do not speak of this case.", "We do not speak of single cases."),
    "a date of birth": ("She was born on 3 May 2001.", "She wrote to us on 3 May 2001."),
    "a crime reference": ("It is crime number 1234567.", "It has a crime number."),
    "a hidden sign": ("We saw\u200b it.", "We saw it."),
}  # fmt: skip


@pytest.mark.parametrize("of", TWINS)
def test_what_is_refused_has_a_near_twin_that_may_go_out(unchanged, of):
    refused, twin = TWINS[of]
    assert found(unchanged, refused)
    assert not found(unchanged, twin)


@pytest.mark.parametrize(
    "text",
    [
        "Thank you for your letter of 25 May 2018, and for that of 19 May.",
        "Your reference is AG/GUES01001/01180267, and ours MIN/0007211/1.",
        "By section 22 or 22A, and sections 30 and 31, of the Freedom of Information Act 2000 it is exempt.",
        "Schedule 1, paragraph 18 of the Data Protection Act 2018 allows it.",
        "E-petition 300239 asked for it, and so did petition 104834.",
        "You have a right to ask for a review within 40 working days.",
        "I am sorry for the delay: 12 working days over our target.\n\n{{ sorry }}",
        "It is on https://www.example.org/papers/2020 for all to read.",
        "The Home Office and the National Crime Agency look at how children are exploited in England and Wales.",
    ],
)
def test_days_references_and_laws_may_stand(unchanged, text):
    assert not found(unchanged, text)


def test_a_reference_of_another_form_stands_where_it_is_named(unchanged):
    assert found(unchanged, "Yours is T2020.77 of that day.")
    assert not found(unchanged, "Yours is T2020.77 of that day.", references=["T2020.77"])


@pytest.mark.parametrize("count", ["31", "2020-77", "131626", "412 suspects", "412-suspects", "412 CASES", "S 412"])
def test_no_count_stands_because_it_is_named_as_a_reference(unchanged, count):
    assert found(unchanged, f"In all {count} were recorded.", references=[count])


def test_a_letter_may_name_whom_it_is_about_and_what_all_may_read_may_not(unchanged):
    text = "We thank Ms Example for it."
    assert not found(unchanged, text, Kind.LETTER)
    assert found(unchanged, text, Kind.PETITION) == ("holds what looks like a name after a title",)


def test_problems_stand_in_order_and_repeat_nothing(unchanged):
    text = "It rose by 4711.\n\nIt is well. Ring 07700 900123, born on 3 May 2001."
    problems = check_text(unchanged, text, kind=Kind.PETITION, on=DAY).problems
    assert [one.where for one in problems] == sorted(one.where for one in problems)
    assert problems[0].where == "paragraph 1, sentence 1"
    assert problems[-1].where == "paragraph 2, sentence 2"
    assert not any(word in str(one) for one in problems for word in ("4711", "07700", "900123", "2001"))


@pytest.mark.parametrize("name", shipped_templates())
def test_a_shipped_template_says_nothing_that_may_not_go_out(unchanged, name):
    template = shipped_templates()[name]
    values = {**dict.fromkeys(template.slots, "It is so."), "their_day": "25 May 2026", "new_day": "3 June 2026"}
    there = {slot: values[slot] for slot in template.slots}
    assert not found(unchanged, filled(template, there).text)


def test_without_a_release_no_figure_goes_out(place):
    shutil.rmtree(place.root / "releases")
    assert found(place, 'We saw {{ t1["total", "total"] }}.') == ("cites a table, and nothing is released yet",)
    assert not found(place, "We saw it on {{ date 2020-05-19 }}.")


def test_wording_is_told_and_stops_nothing(unchanged):
    checked = check_text(unchanged, "The child prostitute was helped in order to learn.", kind=Kind.LETTER, on=DAY)
    assert checked.may_go_out
    assert len(checked.advice) == 2


def test_a_text_that_could_be_of_a_case_goes_out_with_the_certificate_of_a_lawyer(place):
    text = OF_A_CASE.format(FREE_BODY)
    assert found(place, text)
    path = certify_text(place, text, certifying(), kind=Kind.LETTER)
    assert not found(place, text)
    assert found(place, text.replace("sorry", "glad"))  # another text
    assert FREE_BODY not in path.read_text(encoding="utf-8")
    late = DAY + dt.timedelta(days=29)
    assert check_text(place, text, kind=Kind.LETTER, on=late).problems


def test_the_desk_checks_a_text_without_the_vault(place):
    text = OF_A_CASE.format(FREE_BODY)
    certify_text(place, text, certifying(), kind=Kind.LETTER)
    shutil.rmtree(place.root / "vault")
    shutil.rmtree(place.root / "returns")
    assert found(place, f"{text} We are.")  # another text
    assert not found(place, text)
    assert not found(place, 'We saw {{ t1["total", "total"] }} of them.')


def test_nothing_is_certified_that_names_the_body_of_a_live_case(place):
    with pytest.raises(AnswerTextError, match="is held") as refusal:
        certify_text(place, OF_A_CASE.format(LIVE_BODY), certifying(), kind=Kind.LETTER)
    assert LIVE_BODY not in str(refusal.value)
    assert not list(place.root.glob("answer/certificates/*"))


def test_only_a_lawyer_certifies_and_only_what_needs_it(place):
    text = OF_A_CASE.format(FREE_BODY)
    with pytest.raises(AnswerNotPermittedError, match="lawyer"):
        certify_text(place, text, certifying("letters"), kind=Kind.LETTER)
    with pytest.raises(AnswerNowError, match="no sentence"):
        certify_text(place, "We are sorry for what was done.", certifying(), kind=Kind.LETTER)
    with pytest.raises(AnswerTextError, match="number"):
        certify_text(place, text + " We saw 31.", certifying(), kind=Kind.LETTER)


def test_a_certificate_that_was_changed_lets_nothing_out(place):
    text = OF_A_CASE.format(FREE_BODY)
    path = certify_text(place, text, certifying(), kind=Kind.LETTER)
    path.write_text(path.read_text().replace('"lawyer"', '"letters"'), encoding="utf-8")
    with pytest.raises(AnswerNotPermittedError, match="lawyer"):
        check_text(place, text, kind=Kind.LETTER, on=DAY)
    path.write_text("text = 1", encoding="utf-8")
    with pytest.raises(AnswerError):
        check_text(place, text, kind=Kind.LETTER, on=DAY)


def test_the_command_checks_and_certifies(place, tmp_path):
    file = tmp_path / "reply.md"
    file.write_text(OF_A_CASE.format(FREE_BODY), encoding="utf-8")
    refused = clerestory("answer", "check-text", place.root, file, "--on", DAY)
    assert refused.returncode == AnswerTextError.exit_code
    assert "could be about a case" in refused.stderr
    said = ("--zone", "vault", "--person", "lawyer", "--reason", "It was looked at, and this is so.", "--on", DAY)
    assert clerestory("answer", "check-text", place.root, file, *said, check=True).stdout.strip().endswith(".toml")
    told = json.loads(clerestory("answer", "check-text", place.root, file, "--on", DAY, "--json", check=True).stdout)
    assert told["may_go_out"]
    assert told["problems"] == []


def certifying(person: str = "lawyer") -> CertifyText:
    return CertifyText(person, "It was looked at, and this is so.", DAY)
