"""Case texts gone through passage by passage on the pages of the vault: who may, what is kept, what becomes of it."""

from __future__ import annotations

import re
from threading import Barrier, Thread

import pytest
from django.db import connections
from tests.studies import CLOCK, published

from clerestory import pipeline
from clerestory.errors import NotNowError, NotPermittedError
from clerestory.model.commission import DataKind
from clerestory.model.desk.acts import passages as acts
from clerestory.model.redaction.review import ReviewOutcome
from clerestory.model.retention import Dataset
from clerestory.pipeline.redaction.passages import decisions_file
from clerestory.review.signing import is_signed_by
from clerestory.share.erasing.places import Scope
from clerestory.study import open_study
from clerestory.web.acting.performing import perform
from clerestory.web.pages.passages.models import Draft
from clerestory.web.service.serving import Serving, Zone
from clerestory.web.service.setting_up import settle
from clerestory.web.signing.held import hold
from clerestory.web.store.state import desk_now
from passage_desks import SECRET, WHY, PassageDesk, study
from served_desks import NOON, desk

KEEP, REMOVE = "keep", "remove"


@pytest.fixture
def vault(tmp_path):
    with desk(Serving(study(tmp_path), zone=Zone.VAULT, demo=True)) as serving:
        yield PassageDesk(serving)


def text_of(response) -> str:
    """The words of a page without its marks, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def gone_through(vault: PassageDesk, person: str, outcome: str = REMOVE, note: str = "") -> list[str]:
    """Let a person open the text, answer every passage alike and sign."""
    vault.open(person)
    addresses = vault.addresses(person)
    for address in addresses:
        vault.answer(person, address, outcome, note)
    vault.sign(person)
    return addresses


@pytest.mark.parametrize(
    ("person", "status"),
    [("checker-a", 200), ("lawyer", 200), ("author-checker", 200), ("analyst", 403), ("auditor", 403), ("chair", 403)],
)
def test_checkers_and_lawyer_have_the_pages_and_nobody_else(vault, person, status):
    for page in ("/texts", "/texts/told"):
        assert vault.get(person, page).status_code == status


def test_a_note_is_kept_without_the_sign_that_postgresql_does_not_keep(vault):
    vault.open("checker-a")
    vault.answer("checker-a", vault.addresses("checker-a")[0], KEEP, f"\0{WHY}")
    assert Draft.objects.get().note == WHY


def test_an_author_opens_no_text(vault):
    page = vault.post("author-checker", "/texts/told", {"do": "open text"})
    assert "its person made the tables" in text_of(page)
    assert not desk_now().texts


def test_of_a_held_text_nothing_is_told_but_that_it_is(vault):
    page = vault.get("checker-a", "/texts")
    assert "live Its case may not be spoken of." in text_of(page)
    assert "told" in page.content.decode()
    assert vault.get("checker-a", "/texts/live").status_code == 409
    assert SECRET not in vault.get("checker-a", "/texts/live").content.decode()
    assert vault.get("checker-a", "/texts/other").status_code == 404
    with pytest.raises(NotNowError, match="may not be spoken of"):
        vault.open("checker-a", "live")


def test_the_other_zone_has_no_such_page_and_takes_no_such_act(tmp_path):
    with desk(Serving(study(tmp_path), demo=True)) as serving:
        made = PassageDesk(serving)
        assert made.get("checker-a", "/texts").status_code == 404
        with pytest.raises(NotPermittedError, match="in the vault alone"):
            made.open("checker-a")


def test_no_passage_is_shown_before_the_text_is_opened_that_day(vault):
    vault.open("checker-a")
    first = vault.addresses("checker-a")[0]
    assert vault.get("checker-b", first).status_code == 302
    assert "Eastmoor" not in vault.get("checker-b", "/texts/told").content.decode()
    assert "Eastmoor" in vault.get("checker-a", first).content.decode()
    vault.time = NOON.replace(day=NOON.day + 1)
    vault._browsers.clear()
    assert vault.get("checker-a", first).status_code == 302


def test_every_passage_is_asked_about_once_in_the_order_of_the_command(vault):
    vault.open("checker-a")
    seen = [vault.get("checker-a", address) for address in vault.addresses("checker-a")]
    marked = [re.search(r"<mark.*?</span>(.*?)<span", page.content.decode())[1] for page in seen]
    assert marked == ["Eastmoor", "school", "12 March 2014", "Oakenshaw", "07700 900123"]
    assert [f"Passage {n} of 5" in text_of(page) for n, page in enumerate(seen, 1)] == [True] * 5


def test_a_lawyer_is_asked_about_places_alone(vault):
    vault.open("lawyer")
    page = vault.get("lawyer", vault.addresses("lawyer")[0])
    assert "Passage 1 of 1" in text_of(page)
    assert "Eastmoor" in text_of(page)


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"outcome": KEEP, "note": " short   "}, "Say why the passage may stand, in at least 10 characters"),
        ({"outcome": KEEP, "note": "Mr Oakenshaw said so himself."}, "Say it without names, dates and numbers"),
        ({"outcome": REMOVE, "reason": "INV"}, "Say where the public interest lies"),
        ({"outcome": REMOVE, "note": "x" * 2001}, "Use 2,000 characters or fewer"),
        ({"outcome": "burn"}, "Choose whether the passage may stand or is taken out"),
    ],
)
def test_an_answer_that_would_not_count_is_told_at_its_field_and_not_kept(vault, said, fault):
    vault.open("checker-a")
    page = vault.answer("checker-a", vault.addresses("checker-a")[0], **said)
    assert page.status_code == 422
    assert fault in text_of(page)
    assert not Draft.objects.exists()


def test_an_answer_leads_to_the_next_passage_and_can_be_undone_from_there(vault):
    vault.open("checker-a")
    first, second, *_ = vault.addresses("checker-a")
    page = vault.answer("checker-a", first, REMOVE)
    assert page.redirect_chain == [(f"{second}?after={first.rpartition('/')[2]}#passage", 302)]
    assert "Undo and go back to it" in text_of(page)
    page = vault.post("checker-a", first, {"do": "undo"})
    assert page.redirect_chain == [(f"{first}#passage", 302)]
    assert "No answer yet" in text_of(page)
    assert not Draft.objects.exists()


def test_after_the_last_passage_comes_the_form_that_signs_all(vault):
    vault.open("checker-a")
    addresses = vault.addresses("checker-a")
    for address in addresses:
        page = vault.answer("checker-a", address, REMOVE)
    assert page.redirect_chain == [("/texts/told#sign", 302)]
    assert "Sign and write 5 decisions" in text_of(page)
    assert not decisions_file(open_study(vault.serving.root), "told").exists()
    page = vault.sign("checker-a")
    assert "Decisions on record: 5." in text_of(page)
    assert not Draft.objects.exists()
    assert [one.outcome for one in vault.decisions] == [ReviewOutcome.REMOVE] * 5


def test_the_file_is_that_of_the_command_byte_for_byte(vault, tmp_path):
    """The command reads a copy outside the study, with the same key of ids, people, records and answers."""
    root = vault.serving.root
    vault.open("checker-a")
    for address, outcome in zip(vault.addresses("checker-a"), (KEEP, REMOVE, KEEP, REMOVE, KEEP), strict=True):
        vault.answer("checker-a", address, outcome, WHY if outcome == KEEP else "")
    vault.sign("checker-a")
    giver = tmp_path / "giver"
    giver.mkdir()
    (giver / "told.txt").write_bytes((root / "texts" / "told.txt").read_bytes())
    (giver / "case.json").write_bytes((root / "vault" / "passages" / "case.json").read_bytes())
    (giver / "reviewers.toml").write_text(
        'form = "clerestory-reviewers/1"\n[[people]]\nid = "checker-a"\npost = "A"\nroles = ["disclosure checker"]\n'
    )
    asked = pipeline.RedactionAsked(
        case=giver / "case.json", anchors=1, reviewers=giver / "reviewers.toml", data=DataKind.SYNTHETIC
    )
    # Of a text whose case nobody names a place is sure to go; which passages there are is the same.
    review = pipeline.open_review(
        giver / "told.txt",
        pipeline.decided_into(asked, giver / "decisions.toml"),
        pipeline.Reviewer("checker-a", NOON.date()),
    )
    asks = {"Eastmoor": KEEP, "school": REMOVE, "12 March 2014": KEEP, "Oakenshaw": REMOVE, "07700 900123": KEEP}
    shown = {one.passage: one.proposal for one in review.waiting()}
    for passage, outcome in asks.items():
        review.decide(shown[passage], ReviewOutcome(outcome), note=WHY if outcome == KEEP else "")
    written = decisions_file(open_study(root), "told")
    assert written.read_bytes() == (giver / "decisions.toml").read_bytes()
    assert written.stat().st_mode & 0o077 == 0


def test_what_a_reviewer_did_not_let_stand_is_taken_out_of_the_text_that_leaves(vault):
    root = vault.serving.root
    (root / "texts" / "told.txt").write_text(
        "A worker noticed it on 12 March 2014 and rang 07700 900123. It went on.\n"
    )
    (root / "paper" / "paper.md").write_text("## Findings\n\n{{ table t1 }}\n\n{{ text told }}\n")
    gone_through(vault, "checker-a")
    page = (published(root) / "index.html").read_text()
    assert re.search(r"A worker noticed it on .*?withheld: s\.40\(2\).*? and rang .*?withheld.*?It went on\.", page)
    assert "900123" not in page


# Two reviewers


def pages_of(vault: PassageDesk, person: str, addresses: list[str]) -> list[str]:
    """Every page that a person has of a text, without the tokens that each page has."""
    found = [vault.get(person, page).content.decode() for page in ("/", "/texts", "/texts/told", *addresses)]
    state = vault.get(person, "/api/state").content.decode()
    plain = [re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"', "", page) for page in found]
    return [*plain, re.sub(r'"token": "[^"]+"', "", state)]


def test_no_page_tells_a_reviewer_what_another_answered_before_they_have(vault):
    for person in ("checker-b", "lawyer"):
        vault.open(person)
    addresses = {person: vault.addresses(person) for person in ("checker-b", "lawyer")}
    before = {person: pages_of(vault, person, found) for person, found in addresses.items()}
    gone_through(vault, "checker-a", KEEP, WHY)
    assert len(vault.decisions) == 5
    assert {person: pages_of(vault, person, found) for person, found in addresses.items()} == before


def test_who_has_decided_is_told_what_becomes_of_the_passage(vault):
    gone_through(vault, "checker-a", KEEP, WHY)
    first = text_of(vault.get("checker-a", "/texts/told"))
    # A place waits for the lawyer, what a rule asks about stands by one checker, what it is sure of waits for another.
    assert re.findall(r"Keep, signed\. (It (?:stands|is taken out))", first) == [
        "It is taken out", "It stands", "It stands", "It is taken out", "It is taken out",
    ]  # fmt: skip
    gone_through(vault, "lawyer", KEEP, WHY)
    gone_through(vault, "checker-b", KEEP, WHY)
    assert text_of(vault.get("checker-a", "/texts/told")).count("It stands") == 5
    vault.answer("checker-b", vault.addresses("checker-b")[1], REMOVE)
    vault.sign("checker-b")
    assert text_of(vault.get("checker-a", "/texts/told")).count("It stands") == 4


def test_two_who_sign_at_once_are_both_in_the_file(vault):
    for person in ("checker-a", "checker-b"):
        vault.open(person)
        for address in vault.addresses(person):
            vault.answer(person, address, REMOVE)
    start, statuses = Barrier(2), []

    def sign(person: str) -> None:
        start.wait()
        statuses.append(vault.browser(person).post("/texts/told", {"do": "review passages"}).status_code)
        connections.close_all()

    threads = [Thread(target=sign, args=(person,)) for person in ("checker-a", "checker-b")]
    with vault.clock():
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert statuses == [302, 302]
    written = decisions_file(open_study(vault.serving.root), "told").read_text()
    assert written.count('person = "checker-a"') == written.count('person = "checker-b"') == 5


# Acts without a page


def act_of(vault: PassageDesk, person: str, changed: dict[str, object]) -> acts.ReviewPassages:
    """An act as a program would send it: decisions of a person about all passages."""
    vault.open(person)
    for address in vault.addresses(person):
        vault.answer(person, address, KEEP, WHY)
    vault.sign(person)
    own = [one for one in vault.decisions if one.person == person]
    return acts.ReviewPassages(text="told", decisions=tuple(one.model_copy(update=changed) for one in own))


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"proposal": "0" * 16}, "is about no passage"),
        ({"note": "Mr Oakenshaw said so."}, "would be withheld from a text"),
        ({"note": ""}, "has no note"),
        ({"person": "checker-b"}, "its person is no disclosure checker"),
        ({"simulated": False}, "only a decision signed"),
        ({"decided": NOON.replace(year=2025).date()}, "another day"),
    ],
)
def test_an_act_that_no_page_would_send_is_refused(vault, changed, fault):
    act = act_of(vault, "checker-a", changed)
    only = act.model_copy(update={"decisions": act.decisions[:1]})
    count = len(vault.decisions)
    with pytest.raises((NotNowError, NotPermittedError), match=fault), vault.clock():
        perform("checker-a", only)
    assert len(vault.decisions) == count


def test_answers_about_passages_that_a_changed_text_has_no_more_are_gone(vault):
    vault.open("checker-a")
    vault.answer("checker-a", vault.addresses("checker-a")[0], REMOVE)
    (vault.serving.root / "texts" / "told.txt").write_text("It was noticed in Examplebury.\n")
    assert "1 of 1 passage left" in text_of(vault.get("checker-a", "/texts"))
    assert not Draft.objects.exists()


def test_a_file_that_a_kill_kept_from_the_record_is_there_after_the_next_start(vault):
    gone_through(vault, "checker-a")
    file = decisions_file(open_study(vault.serving.root), "told")
    before = file.read_bytes()
    file.unlink()
    settle(vault.serving)
    assert file.read_bytes() == before


def test_texts_that_were_erased_leave_no_decisions_and_none_come_back(vault):
    gone_through(vault, "checker-a")
    root = vault.serving.root
    on = CLOCK.time.date()
    pipeline.erase(root, Scope(Dataset.CASES), why="The retention of cases has ended.", on=on, clock=CLOCK)
    assert not (root / "vault" / "passages").exists()
    settle(vault.serving)
    assert not (root / "vault" / "passages").exists()


def test_that_a_text_is_opened_is_in_the_ledger_of_the_study_and_nothing_is_where_it_is_refused(vault):
    def consulted() -> list[str]:
        entries = pipeline.show_ledger(vault.serving.root, pipeline.DutyName.CONSULTATION)
        return [f"{one.actor}: {one.detail['what']}" for one in entries]

    before = consulted()
    with pytest.raises(NotPermittedError):
        vault.open("analyst")
    assert consulted() == before
    vault.open("checker-b")
    assert consulted() == [*before, "checker-b: case text told"]


PHRASE, OTHER = "barley lantern quayside", "thimble orchard vestry"
PRIVATE = "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A="  # RFC 8032, 7.1, test 1
PUBLIC = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="


def test_one_passphrase_signs_all_answers_of_a_text(tmp_path):
    with desk(Serving(study(tmp_path, **{"checker-a": PUBLIC}), zone=Zone.VAULT, demo=True)) as serving:
        made = PassageDesk(serving)
        hold("checker-a", PRIVATE, PHRASE)
        made.open("checker-a")
        for address in made.addresses("checker-a"):
            made.answer("checker-a", address, KEEP, WHY)
        page = made.sign("checker-a", passphrase=OTHER)
        assert "This is not the passphrase of your key" in text_of(page)
        assert OTHER not in page.content.decode()
        assert Draft.objects.count() == 5
        made.sign("checker-a", passphrase=PHRASE)
        assert len(made.decisions) == 5
        assert all(is_signed_by(one, PUBLIC) and not one.simulated for one in made.decisions)


def test_single_keys_are_turned_off_and_on(vault):
    vault.open("checker-a")
    first = vault.addresses("checker-a")[0]
    assert 'data-key="r"' in vault.get("checker-a", first).content.decode()
    page = vault.post("checker-a", first, {"do": "keys"}).content.decode()
    assert "data-key" not in page
    assert "keys.js" not in page
    assert 'accesskey="r"' in page
    assert 'data-key="r"' in vault.post("checker-a", first, {"do": "keys"}).content.decode()


def test_the_first_page_says_how_much_of_which_text_is_left(vault):
    for person, hint in {"checker-a": "5 of 5 passages left.", "lawyer": "1 of 1 passage left."}.items():
        assert f"Go through the passages of told {hint}" in text_of(vault.get(person, "/"))
    vault.open("checker-a")
    vault.answer("checker-a", vault.addresses("checker-a")[0], REMOVE)
    expected = "4 of 5 passages left; 1 of your answers wait to be signed."
    assert expected in text_of(vault.get("checker-a", "/"))
    gone_through(vault, "checker-b")
    for person in ("checker-b", "author-checker", "auditor", "analyst"):
        assert "Go through" not in text_of(vault.get(person, "/"))
