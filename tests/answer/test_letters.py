"""The register of letters: numbers, people and texts that are kept, search, merging, erasure."""

from __future__ import annotations

import csv
import datetime as dt
import email
import io
import json
import subprocess
import sys
from email.policy import default
from pathlib import Path

import pytest

from clerestory.answer.writing.templates import shipped_templates
from clerestory.errors import AnswerError, AnswerNotPermittedError, AnswerNowError, AnswerTextError
from clerestory.model.answers.acts import letters as acts
from clerestory.model.answers.acts.commitments import DateCommitment, MakeCommitment, Source
from clerestory.model.answers.acts.letters import Sender
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.letters import LetterPeople, LetterState, Party
from clerestory.pipeline.answering.letters.files import reply_file
from clerestory.pipeline.answering.letters.kept import kept_documents, kept_people, kept_text, part_of
from clerestory.pipeline.answering.letters.listed import Asked, Which, letters_csv, listed_letters
from clerestory.pipeline.answering.letters.recording import (
    Incoming,
    assign_letter,
    clear_reply,
    do_to_letter,
    draft_reply,
    erase_letters,
    hold_letter,
    merge_letters,
    receive_back,
    receive_letter,
    send_reply,
    start_letter,
)
from clerestory.pipeline.answering.performing import perform
from clerestory.pipeline.answering.reading import record_of
from clerestory.pipeline.answering.texts.checking import check_text
from clerestory.publish.letters import LetterForm
from letters import FOLK, WHY, at, new, office

RECEIVING = Path(__file__).parent.parent / "receiving_process.py"
MONDAY = dt.date(2026, 3, 2)
LETTER = Incoming("letter.txt", "text/plain", b"About the quarry at Samplewick.", "About the quarry at Samplewick.")
REPLY = "Dear Quill,\n\nThank you for your letter.\n\n{{ sorry }}\n\nThe guidance is being revised."


@pytest.fixture
def place(tmp_path):
    return office(tmp_path / "office")


def found(place, words: str, which: Which = Which.ALL) -> list[str]:
    return [one.subject for one in listed_letters(place, Asked(which, words, "ann")).rows]


def answered(place, reference: str, day: dt.date) -> str:
    later = at(place.root, day)
    draft_reply(later, "ann", reference, REPLY)
    clear_reply(later, "ben", reference, 1)
    return send_reply(later, "ann", reference, sent=day, signatory="Minister of State")


def test_a_letter_to_two_members_is_found_by_both_references_and_both_names(place):
    """Document C: two addressees, own and other's reference, registered with the office's."""
    office_with = office(place.root, letters="\n[letters]\nfirst = 7211\n")
    reference = receive_letter(office_with, "ann", new(theirs=("AG/GUES01001/01180267",), files=(LETTER,)))
    assert reference == "MIN/0007211/1"
    for words in (
        reference,
        "min/0007211",
        "AG/GUES01001/01180267",
        "holloway",
        "Quill guidance",
        "quarry samplew",
        "Underhill",
    ):
        assert found(office_with, words) == ["MIN/0007211"], words
    assert found(office_with, "holloway quarry nothing") == found(office_with, "%") == found(office_with, '"') == []
    letter, part = part_of(office_with, "ag/gues01001/01180267")
    assert (letter.reference(part.number), kept_people(office_with, part)) == (reference, FOLK)
    assert [file.data for _, file in kept_documents(office_with, part)] == [LETTER.data]


def test_acts_have_no_names_addresses_or_texts(place):
    reference = receive_letter(place, "ann", new(files=(LETTER,), asks=("When is it out?",)))
    answered(place, reference, MONDAY)
    bodies = "".join(link.body for link in record_of(place).acts(Kind.LETTER, "MIN/0000001"))
    assert [word for word in ("Quill", "Marsh", "Fern", "Hall", "quarry", "revised", "Thank") if word in bodies] == []
    assert "When is it out?" in bodies


def test_what_is_erased_is_not_found_nor_in_any_file(place):
    kept = receive_letter(place, "ann", new(files=(LETTER,)))
    erased = receive_letter(place, "ann", new(files=(LETTER,)))
    for reference in (kept, erased):
        do_to_letter(place, "ann", reference, acts.CloseLetter, day=MONDAY, reason=WHY)
    late = at(place.root, dt.date(2029, 3, 5))
    with pytest.raises(AnswerNowError, match="kept until"):
        erase_letters(place, "ann", ended_before=dt.date(2026, 3, 3), reason=WHY)
    assert erase_letters(late, "ann", ended_before=MONDAY, reason=WHY) == ()
    assert erase_letters(late, "ann", ended_before=dt.date(2027, 1, 1), reason=WHY, references=[erased]) == (erased,)
    assert found(late, "quarry") == found(late, "holloway") == ["MIN/0000001"]
    assert erase_letters(late, "ann", ended_before=dt.date(2027, 1, 1), reason=WHY) == (kept,)
    assert found(late, "quarry") == []
    assert found(late, "guidance") == ["MIN/0000001", "MIN/0000002"]
    left = b"".join(path.read_bytes() for path in late.folder.iterdir()).lower()
    assert [word for word in (b"quarry", b"holloway", b"underhill", b"marsh") if word in left] == []
    assert record_of(late).verify().length == 6
    assert [one.name for one in kept_people(late, part_of(late, kept)[1]).writers] == ["Erased"]
    with pytest.raises(AnswerError, match="was erased"):
        kept_text(late, part_of(late, kept)[1].documents[0])


def test_a_late_reply_goes_out_with_its_apology(place):
    reference = receive_letter(place, "ann", new(dated=dt.date(2026, 2, 27)))
    text = answered(place, reference, dt.date(2026, 4, 7))
    line = "I am sorry for the delay in replying to your letter of 27 February 2026: 4 working days over our target."
    assert text.split("\n\n") == ["Dear Quill,", "Thank you for your letter.", line, "The guidance is being revised."]
    part = part_of(place, reference)[1]
    assert (kept_text(place, part.sent.text), part.sent.days_late) == (text, 4)
    assert kept_text(place, part.draft.text) == REPLY


def test_a_reply_in_time_has_no_apology(place):
    reference = receive_letter(place, "ann", new())
    assert "sorry" not in answered(place, reference, dt.date(2026, 3, 30))


def test_a_reply_that_tells_other_days_does_not_go_out(place):
    reference = receive_letter(place, "ann", new())
    draft_reply(place, "ann", reference, "Dear Quill,\n\nI am sorry: this is 9 working days over our target.")
    clear_reply(place, "ben", reference, 1)
    with pytest.raises(AnswerTextError, match="9 working days"):
        send_reply(at(place.root, dt.date(2026, 4, 7)), "ann", reference, sent=dt.date(2026, 4, 7), signatory="A post")
    assert part_of(place, reference)[1].state is LetterState.CLEARED


def test_a_reply_goes_out_as_it_was_cleared(place):
    """What it cites may change between: then somebody reads it again."""
    source = Source(document="SYNTHETIC letter", dated=MONDAY, words="We will publish it in May.")
    made = MakeCommitment(title="The guidance", source=source, owner="Policy unit", due=dt.date(2026, 5, 31))
    perform(place, "ann", Kind.COMMITMENT, "guidance", made)
    reference = receive_letter(place, "ann", new())
    text = 'Dear Quill,\n\nIt comes by {{ due["guidance"] }}.\n\n{{ sorry }}'
    draft_reply(place, "ann", reference, text)
    clear_reply(place, "ben", reference, 1)
    moved = DateCommitment(due=dt.date(2026, 6, 30), said_on=MONDAY, reason="The printer needs longer.")
    perform(place, "ann", Kind.COMMITMENT, "guidance", moved)
    late = at(place.root, dt.date(2026, 4, 7))
    with pytest.raises(AnswerNowError, match="no longer prints as it was cleared"):
        send_reply(late, "ann", reference, sent=dt.date(2026, 4, 7), signatory="Minister of State")
    draft_reply(place, "ann", reference, text)
    cleared = clear_reply(place, "ben", reference, 2).parts[0].draft.cleared_text
    sent = send_reply(late, "ann", reference, sent=dt.date(2026, 4, 7), signatory="Minister of State")
    assert sent.split("\n\n")[:2] == kept_text(place, cleared).split("\n\n")
    assert sent.split("\n\n")[1:] == [
        "It comes by 30 June 2026.",
        "I am sorry for the delay in replying to your letter: 4 working days over our target.",
    ]


def test_what_was_cleared_is_erased_with_the_rest(place):
    reference = receive_letter(place, "ann", new())
    draft_reply(place, "ann", reference, "Dear Quill,\n\nThe zeppelin is being revised.")
    digest = clear_reply(place, "ben", reference, 1).parts[0].draft.cleared_text
    do_to_letter(place, "ann", reference, acts.CloseLetter, day=MONDAY, reason=WHY)
    erase_letters(at(place.root, dt.date(2029, 3, 5)), "ann", ended_before=dt.date(2027, 1, 1), reason=WHY)
    with pytest.raises(AnswerError, match="was erased"):
        kept_text(place, digest)
    assert b"zeppelin" not in b"".join(path.read_bytes() for path in place.folder.iterdir())


def test_a_follow_up_is_the_next_part_and_a_further_reply_too(place):
    first = receive_letter(place, "ann", new())
    answered(place, first, MONDAY)
    follow_up = receive_letter(place, "ann", new(thread="MIN/0000001", subject="Guidance, again"))
    assert follow_up == "MIN/0000001/2"
    assert start_letter(place, "cat", new(thread="MIN/0000001")) == "MIN/0000001/3"
    assert receive_letter(place, "ann", new()) == "MIN/0000002/1"
    with pytest.raises(AnswerError, match="no letter of this reference"):
        receive_letter(place, "ann", new(thread="MIN/0009999"))
    assert receive_letter(place, "ann", new()) == "MIN/0000003/1"  # what was refused took no number


def test_one_of_two_copies_of_a_letter_is_answered(place):
    one = receive_letter(place, "ann", new(theirs=("AG/1",)))
    third = receive_letter(place, "ann", new())
    people = LetterPeople(writers=tuple(reversed(FOLK.writers)), copies=(Party(name="Sedge Copse"),))
    other = receive_letter(place, "ann", new(theirs=("AG/2",), people=people))
    merge_letters(place, "ann", other, into=one, day=MONDAY, reason="The same letter to two addressees.")
    _, part = part_of(place, one)
    assert (part.theirs, part.duplicates) == (("AG/1", "AG/2"), (other,))
    assert kept_people(place, part) == FOLK.model_copy(update={"copies": (*FOLK.copies, Party(name="Sedge Copse"))})
    assert found(place, "sedge", Which.OPEN) == ["MIN/0000001"]
    with pytest.raises(AnswerNowError, match="is the same letter"):
        merge_letters(place, "ann", one, into=one, day=MONDAY, reason=WHY)
    with pytest.raises(AnswerNowError, match="merged with another"):
        merge_letters(place, "ann", third, into=other, day=MONDAY, reason=WHY)
    assert part_of(place, third)[1].state is LetterState.RECEIVED  # both acts were taken back


@pytest.mark.parametrize("names", [("Sedge Copse",), ("Quill Marsh",), ("Quill Marsh", "Fern Holloway", "Sedge Copse")])
def test_letters_of_different_people_are_answered_each(place, names):
    """One reply would tell each of the other's name and address."""
    one = receive_letter(place, "ann", new())
    people = LetterPeople(writers=tuple(Party(name=name, address="1 Example Row") for name in names))
    other = receive_letter(place, "ann", new(people=people))
    for duplicate, into in ((one, other), (other, one)):
        with pytest.raises(AnswerNowError, match="other people wrote"):
            merge_letters(place, "ann", duplicate, into=into, day=MONDAY, reason=WHY)
    assert part_of(place, other)[1].state is part_of(place, one)[1].state is LetterState.RECEIVED


def test_a_reply_to_two_copies_goes_to_each_name_once(place):
    """Somebody else may have the same name: what is sent to one address does not tell another."""
    letters = [
        receive_letter(place, "ann", new(people=LetterPeople(writers=(Party(name=name, address=address),))))
        for name, address in (("Quill Marsh", "a@example.org"), ("quill  marsh", "b@example.org"))
    ]
    merge_letters(place, "ann", letters[1], into=letters[0], day=MONDAY, reason=WHY)
    answered(place, letters[0], MONDAY)
    message = email.message_from_bytes(reply_file(place, letters[0], LetterForm.EML)[1], policy=default)
    assert [one.addr_spec for one in message["To"].addresses] == ["a@example.org"]


def test_what_comes_back_has_the_target_of_its_sender(place):
    reference = receive_letter(place, "ann", new(sender=Sender.PUBLIC))
    do_to_letter(place, "ann", reference, acts.TransferOut, to="SYNTHETIC Office", day=MONDAY, reason=WHY)
    changed = office(place.root, dt.date(2026, 3, 9), letters="\n[letters.targets]\npublic = 15\n")
    letter = receive_back(
        changed, "ann", reference, received=dt.date(2026, 3, 9), source="SYNTHETIC Office", reason=WHY
    )
    assert [run.target_days for run in letter.parts[0].runs] == [20, 15]


def test_lists_show_what_they_say(place):
    days = [MONDAY - dt.timedelta(days=days) for days in (60, 1, 0)]
    old, mine, ended = [receive_letter(place, "ann", new(day)) for day in days]
    assign_letter(place, "ben", mine, "ann")
    draft_reply(place, "ann", mine, REPLY)
    do_to_letter(place, "ann", ended, acts.CloseLetter, day=MONDAY, reason=WHY)
    threads = {
        name: reference.rpartition("/")[0] for name, reference in [("old", old), ("mine", mine), ("ended", ended)]
    }
    listed = {which: found(place, "", which) for which in Which}
    assert listed == {
        Which.OPEN: [threads["old"], threads["mine"]],
        Which.OVERDUE: [threads["old"]],
        Which.MINE: [threads["mine"]],
        Which.CLEARANCE: [threads["mine"]],
        Which.ENDED: [threads["ended"]],
        Which.ALL: [threads["old"], threads["mine"], threads["ended"]],
    }


def test_a_list_is_a_file_that_no_spreadsheet_calculates(place):
    receive_letter(place, "ann", new(subject="=1+1", theirs=("AG/1", "AG/2")))
    rows = list(csv.DictReader(io.StringIO(letters_csv(place, Asked()))))
    assert [row["letter"] for row in rows] == ["MIN/0000001"]
    assert rows[0]["subject"] != "=1+1"
    assert (rows[0]["data"], rows[0]["references"]) == ("synthetic", "MIN/0000001; MIN/0000001/1; AG/1; AG/2")


def test_who_only_reads_does_nothing(place):
    with pytest.raises(AnswerNotPermittedError, match="Dan has no role"):
        receive_letter(place, "dan", new())
    assert receive_letter(place, "ann", new()) == "MIN/0000001/1"
    with pytest.raises(AnswerError, match="nobody of the id"):
        assign_letter(place, "ann", "MIN/0000001/1", "eve")


def test_a_form_that_does_not_hold_is_told_without_what_was_typed(place):
    with pytest.raises(AnswerError, match="theirs") as refused:
        receive_letter(place, "ann", new(theirs=("x" * 90,)))
    assert "xxx" not in str(refused.value)
    with pytest.raises(AnswerNowError, match="its subject holds what looks like"):
        receive_letter(place, "ann", new(subject="About quill@example.org"))
    assert listed_letters(place, Asked(Which.ALL)).total == 0


def test_a_holding_reply_is_kept(place):
    reference = receive_letter(place, "ann", new())
    text = hold_letter(place, "ann", reference, sent=MONDAY, expected=dt.date(2026, 4, 20), reason=WHY)
    assert kept_text(place, part_of(place, reference)[1].holdings[0].text) == text
    assert "You will have a full reply by 20 April 2026." in text


@pytest.mark.parametrize("dated", [None, MONDAY])
def test_a_holding_reply_that_nobody_cleared_has_no_words_of_anybody(place, dated):
    """What was typed of the letter and its people is not in it, nor anything that a check of texts stops."""
    said = {"subject": "412 suspects of Northmoor", "people": LetterPeople(writers=(Party(name="Oakley Trial"),))}
    reference = receive_letter(place, "ann", new(dated=dated, **said))
    text = hold_letter(
        place, "ann", reference, sent=MONDAY, expected=dt.date(2026, 4, 20), reason="Of the quarry case."
    )
    shipped = shipped_templates()["holding-reply"].text
    filled_in = "Dear Sir or Madam, Yours faithfully, letter. letter of 2 March 2026. by 20 April 2026."
    assert set(text.split()) <= {*shipped.split(), *filled_in.split()}
    assert check_text(place, text, kind=Kind.LETTER).problems == ()


@pytest.mark.slow
def test_processes_that_are_killed_lose_no_letter_and_repeat_no_number(tmp_path):
    place = office(tmp_path / "office")
    environment = {"PYTHONPATH": f"{RECEIVING.parent}:{RECEIVING.parents[1] / 'src'}"}
    done = subprocess.run(
        [sys.executable, RECEIVING, place.root], capture_output=True, text=True, check=True, env=environment
    )
    said = json.loads(done.stdout)
    acknowledged, on_record = said["acknowledged"], record_of(place).subjects(Kind.LETTER)
    assert set(said["ends"]) == {9}, done.stderr
    assert len(acknowledged) == len(set(acknowledged)) >= 30
    assert {reference.rpartition("/")[0] for reference in acknowledged} <= set(on_record)
    assert list(on_record) == [f"MIN/{number:07d}" for number in range(1, len(on_record) + 1)]
    assert all(kept_people(place, part_of(place, reference)[1]) == FOLK for reference in acknowledged)
    assert record_of(place).verify().length == len(on_record)
    assert receive_letter(place, "ann", new()) == f"MIN/{len(on_record) + 1:07d}/1"
