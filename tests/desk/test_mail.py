"""Letters of the desk: an address of one's own, what a letter says, how it goes, and that it goes once."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import signal
import subprocess
import sys
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from django.db import connection
from django.test import override_settings

from clerestory.clock import FixedClock
from clerestory.errors import MailError, ServingError
from clerestory.model.desk.acts import group
from clerestory.web.mail import carrying
from clerestory.web.mail.models import Address, Told
from clerestory.web.mail.posts import Post
from clerestory.web.mail.sending import Sent, letters_due, send_letters
from commands import clerestory
from group_desks import TEXT, GroupDesk, study
from mail_servers import HOST, PASSWORD, USER, Letters, here_by_name, mail_server, with_starttls
from served_desks import NOON, Serving, browser_of, desk, example

MAILING = Path(__file__).parent.parent / "mailing_process.py"
WITH_ADDRESS = ("chair", "member-a", "member-b", "secretary")


@pytest.fixture
def group_desk(tmp_path):
    """A desk of a group with an open round in which two members read; some gave addresses."""
    with desk(Serving(study(tmp_path), demo=True)) as serving:
        yield begun(serving)


def begun(serving) -> GroupDesk:
    made = GroupDesk(serving)
    made.admit()
    made.open("member-a", "member-b", "chair")
    for person in WITH_ADDRESS:
        Address.objects.create(person=person, address=f"{person}@example.org", confirmed=NOON)
    return made


def sent_by(post: Post) -> Sent:
    """What a run gives whose letters go by a server."""
    from django.conf import settings

    with override_settings(SERVING=replace(settings.SERVING, post=post)):
        return send_letters()


def outbox(serving) -> list:
    return [read(path) for path in sorted((serving.folder / "outbox").glob("*.eml"))]


def read(path: Path):
    return message_from_bytes(path.read_bytes(), policy=policy.default)


def given(browser, address: str, serving) -> str:
    """Give an address on the account page; the code that came."""
    before = set((serving.folder / "outbox").glob("*.eml"))
    page = browser.post("/account/mail/", {"do": "give", "address": address}, follow=True)
    assert f"on its way to <strong>{address}</strong>" in page.text
    [path] = set((serving.folder / "outbox").glob("*.eml")) - before
    assert read(path)["To"] == address
    return re.search(r"\b\d{8}\b", read(path).get_content())[0]


def test_somebody_gives_an_address_proves_it_by_a_code_and_takes_it_away(demo):
    browser = browser_of(demo)
    browser.post("/account/demonstration/", {"person": "analyst"})
    assert "You have given no address" in browser.get("/account/mail/").text
    code = given(browser, "post-7@example.org", demo)
    wrong = browser.post("/account/mail/", {"do": "prove", "code": "x"})
    assert (wrong.status_code, Address.objects.count()) == (422, 0)
    assert "This is not the code of the last letter." in wrong.text
    page = browser.post("/account/mail/", {"do": "prove", "code": f"{code[:4]} {code[4:]}"}, follow=True).text
    assert "Letters come to <strong>post-7@example.org</strong>" in page
    assert "Take the address away" in browser.get("/account/mail/").text
    browser.post("/account/mail/", {"do": "remove"})
    assert not Address.objects.exists()


def test_a_code_proves_the_address_that_it_went_to_and_no_other(demo):
    browser = browser_of(demo)
    browser.post("/account/demonstration/", {"person": "analyst"})
    first = given(browser, "first@example.org", demo)
    given(browser, "second@example.org", demo)
    browser.post("/account/mail/", {"do": "prove", "code": first})
    assert not Address.objects.exists()


def test_a_code_is_tried_five_times_and_five_are_sent(demo):
    browser = browser_of(demo)
    browser.post("/account/demonstration/", {"person": "analyst"})
    code = given(browser, "first@example.org", demo)
    wrong = str((int(code) + 1) % 10**8).zfill(8)
    for _ in range(5):
        browser.post("/account/mail/", {"do": "prove", "code": wrong})
    browser.post("/account/mail/", {"do": "prove", "code": code})
    assert not Address.objects.exists()
    for number in range(4):
        given(browser, f"other-{number}@example.org", demo)
    page = browser.post("/account/mail/", {"do": "give", "address": "sixth@example.org"})
    assert (page.status_code, len(outbox(demo))) == (429, 5)


@pytest.mark.parametrize("address", ["", "nobody", "a@b@c.org", "a@example.org\nBcc: b@example.org", "é@example.org"])
def test_what_is_no_address_is_refused(demo, address):
    browser = browser_of(demo)
    browser.post("/account/demonstration/", {"person": "analyst"})
    page = browser.post("/account/mail/", {"do": "give", "address": address})
    assert page.status_code == 422
    assert "There is a problem" in page.text
    assert not (demo.folder / "outbox").exists()


def test_a_letter_says_that_something_waits_and_nothing_more(group_desk):
    with group_desk.clock():
        assert send_letters() == Sent(gone=("chair", "member-a", "member-b"), refused=())
    letters = outbox(group_desk.serving)
    bodies = {letter.get_content() for letter in letters}
    assert {letter["To"] for letter in letters} == {f"{one}@example.org" for one in ("chair", "member-a", "member-b")}
    assert {letter["Subject"] for letter in letters} == {"Something waits for you"}
    assert len(bodies) == 1  # the same words, whoever it is and whatever waits
    [body] = bodies
    assert re.findall(r"https?://\S+", body) == [f"{group_desk.serving.url}/"]
    for word in ("round", "draft", "comment", "terms", "member", "chair", "paper", "modern slavery"):
        assert word not in body.lower()
    assert {letter.get_content_type() for letter in letters} == {"text/plain"}


def test_a_letter_goes_once_and_the_next_one_when_something_new_waits(group_desk):
    with group_desk.clock():
        send_letters()
        assert send_letters() == Sent((), ())
    group_desk.ready("member-a")
    group_desk.act("secretary", group.Remind(round=1, member="member-a"))
    with group_desk.clock():
        assert letters_due() == ("member-a",)
        assert letters_due() == ("member-a",)  # only looked at
        assert send_letters().gone == ("member-a",)
        assert send_letters().gone == ()


def test_who_has_no_address_is_told_as_soon_as_there_is_one(group_desk):
    Address.objects.filter(person="member-a").delete()
    with group_desk.clock():
        assert "member-a" not in send_letters().gone
        Address.objects.create(person="member-a", address="late@example.org", confirmed=NOON)
        assert send_letters().gone == ("member-a",)


def test_who_left_the_study_gets_no_letter(group_desk):
    file = group_desk.serving.root / "study.toml"
    file.write_text(file.read_text().replace('id = "member-a"', 'id = "member-c"'))
    with group_desk.clock():
        assert send_letters().gone == ("chair", "member-b")


def days_of(folder: Path, *, with_comments: bool, key: str) -> dict[str, bytes]:
    """Every letter of a round of two weeks, in which member-b writes each day or never."""
    folder.mkdir()
    serving = Serving(study(folder), demo=True)
    (serving.root / "desk").mkdir(exist_ok=True)
    serving.key_file.write_text(key)
    found: dict[str, bytes] = {}
    with desk(serving):
        made = begun(serving)
        made.ready("member-a")
        made.ready("member-b")
        for day in range(16):
            if with_comments and day < 14:
                made.comment("member-b", day + 1)
            with made.clock():
                send_letters()
            for path in (serving.folder / "outbox").glob("*.eml"):
                found.setdefault(f"{day} {path.name}", path.read_bytes())
                path.unlink()
            made.time += dt.timedelta(days=1)
    return found


def test_all_letters_and_their_times_are_the_same_with_and_without_comments(tmp_path):
    silent = days_of(tmp_path / "a", with_comments=False, key="k" * 64)
    written = days_of(tmp_path / "b", with_comments=True, key="k" * 64)
    assert silent == written
    assert {name.split()[0] for name in silent} == {"0", "7", "12", "15"}


def test_letters_go_by_starttls_and_a_password(group_desk, tmp_path, monkeypatch):
    here_by_name(monkeypatch)
    letters = Letters()
    with mail_server(letters, **with_starttls(tmp_path)) as port, group_desk.clock():
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
        post = Post(f"smtp://{USER}:p%40ss%20word@{HOST}:{port}", "review@example.org")
        assert len(sent_by(post).gone) == 3
    assert {to for [to], _ in letters.came} == {f"{one}@example.org" for one in ("chair", "member-a", "member-b")}
    assert letters.was_encrypted == [True] * 3
    assert {message["From"].addresses[0].addr_spec for _, message in letters.came} == {"review@example.org"}


def test_no_letter_goes_to_a_server_that_is_not_trusted(group_desk, tmp_path, monkeypatch):
    here_by_name(monkeypatch)
    letters = Letters()
    with mail_server(letters, **with_starttls(tmp_path)) as port, group_desk.clock():
        with pytest.raises(MailError, match="SSLCertVerificationError") as refused:
            sent_by(Post(f"smtp://{USER}:p%40ss%20word@{HOST}:{port}"))
        assert len(letters_due()) == 3
    assert PASSWORD not in str(refused.value)
    assert letters.came == []


def test_no_letter_crosses_a_network_in_the_clear(group_desk, monkeypatch):
    here_by_name(monkeypatch)
    letters = Letters()
    with mail_server(letters) as port, group_desk.clock():
        with pytest.raises(MailError, match="SMTPNotSupportedError"):
            sent_by(Post(f"smtp://{HOST}:{port}"))
        assert letters.came == []
        assert len(sent_by(Post(f"smtp://127.0.0.1:{port}")).gone) == 3  # this machine is no network
    assert letters.was_encrypted == [False] * 3


def test_a_wrong_password_is_told_and_not_repeated(group_desk, tmp_path, monkeypatch):
    here_by_name(monkeypatch)
    with mail_server(Letters(), **with_starttls(tmp_path)) as port, group_desk.clock():
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
        with pytest.raises(MailError, match="SMTPAuthenticationError") as refused:
            sent_by(Post(f"smtp://{USER}:wrongwords@{HOST}:{port}"))
    assert "wrongwords" not in str(refused.value) + repr(refused.value.__cause__)


def test_a_letter_that_is_refused_keeps_no_other_back(group_desk):
    letters = Letters(refuses=("member-a@example.org",))
    with mail_server(letters) as port, group_desk.clock():
        assert sent_by(Post(f"smtp://127.0.0.1:{port}")) == Sent(gone=("chair", "member-b"), refused=("member-a",))
        assert letters_due() == ("member-a",)


def test_a_server_that_does_not_answer_is_tried_again_and_told(group_desk, monkeypatch):
    waited: list[int] = []
    monkeypatch.setattr(carrying, "sleep", waited.append)  # of this module: other threads sleep, too
    with group_desk.clock(), pytest.raises(MailError, match="ConnectionRefusedError"):
        sent_by(Post("smtp://127.0.0.1:1"))
    assert waited == [1, 4]
    with group_desk.clock():
        assert len(send_letters().gone) == 3  # what was not sent stays due


@pytest.mark.parametrize(
    "post",
    [
        Post("http://u:secret@mail.example.org"),
        Post("smtp://u:secret@"),
        Post("smtp://u:secret@mail.example.org:port"),
        Post("smtps://u:secret@mail.example.org/?x=secret"),
        Post("", "Desk secret <desk@example.org>"),
    ],
)
def test_a_way_of_mail_that_is_none_is_refused_and_not_repeated(tmp_path, post):
    from clerestory.web.service.serving import checked_study

    with pytest.raises(ServingError) as refused:
        checked_study(Serving(example(tmp_path), post=post))
    assert "secret" not in str(refused.value) + repr(post)[:-40]


def test_the_secretary_sees_who_cannot_be_mailed_and_nobody_sees_an_address(group_desk):
    Address.objects.filter(person="member-b").delete()
    page = group_desk.get("secretary", "/rounds/1/readers").text
    assert page.count("no letter reaches them") == 1
    assert "no letter reaches them" not in group_desk.get("auditor", "/rounds/1/readers").text
    for person in ("secretary", "chair", "auditor", "member-b"):
        for address in ("/", "/rounds/1/readers", "/api/state", "/account/mail/", "/record"):
            assert "member-a@example.org" not in group_desk.get(person, address).text
    assert TEXT not in page


@pytest.mark.slow
@pytest.mark.parametrize("moment", ["before_yes", "after_yes"])
def test_a_kill_loses_no_letter_and_runs_at_once_send_none_twice(tmp_path, database_url, moment):
    """The first run is killed at its first letter, before or after the server has said yes to it."""
    root, letters = study(tmp_path), Letters()

    def kill_once() -> None:
        setattr(letters, moment, lambda: None)
        os.kill(int((root / "running").read_text()), signal.SIGKILL)

    setattr(letters, moment, kill_once)
    with mail_server(letters) as port:
        words = [sys.executable, MAILING, root, database_url, str(port)]
        said = json.loads(subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout)
    # A minute later the letter that was cut off is still taken; ten minutes later it goes again, and then no more.
    assert said == {"ends": [-signal.SIGKILL, 1, 1, 0], "at once": 2}
    numbers: dict[str, set[str]] = {}
    for [to], message in letters.came:
        numbers.setdefault(to.partition("@")[0], set()).add(message["Message-ID"])
    assert {person: len(those) for person, those in numbers.items()} == dict.fromkeys(
        ("chair", "member-a", "member-b", "observer"), 1
    )
    assert len(letters.came) == 5  # one came twice, under one number


def test_the_command_sends_and_tells_how_many(group_desk):
    root = group_desk.serving.root
    env = {name: value for name, value in os.environ.items() if not name.startswith("CLERESTORY_")}
    looked = clerestory("desk", "mail", root, "--dry-run", env=env, check=True)
    assert set(looked.stdout.split()) == set(WITH_ADDRESS)  # by the day of this machine the round is over
    done = clerestory("desk", "mail", root, "--origin", "https://desk.example.org", env=env, check=True)
    assert "4 letters went out" in done.stderr
    assert {letter["From"].addresses[0].addr_spec for letter in outbox(group_desk.serving)} == {"desk@desk.example.org"}


def test_the_command_says_that_no_letter_goes(group_desk):
    lost = clerestory(
        "desk", "mail", group_desk.serving.root, env=os.environ | {"CLERESTORY_SMTP": "smtps://127.0.0.1:1"}
    )
    assert lost.returncode == 102
    assert "The letters do not go out" in lost.stderr


def test_letters_of_the_outbox_are_for_its_owner_alone(group_desk):
    with group_desk.clock():
        send_letters()
    folder = group_desk.serving.folder / "outbox"
    assert folder.stat().st_mode & 0o077 == 0
    assert {path.stat().st_mode & 0o077 for path in folder.iterdir()} == {0}


def test_addresses_and_what_was_told_go_along_in_a_backup(group_desk, tmp_path):
    with group_desk.clock():
        send_letters()
    clerestory("desk", "backup", group_desk.serving.root, tmp_path / "a.zip", check=True)
    (tmp_path / "there").mkdir()
    with desk(Serving(study(tmp_path / "there"), demo=True)) as there:
        connection.close()
        there.database_file.unlink()
        clerestory("desk", "restore", there.root, tmp_path / "a.zip", check=True)
        assert set(Address.objects.values_list("person", flat=True)) == set(WITH_ADDRESS)
        assert Told.objects.filter(sent__isnull=False).exists()
        with override_settings(CLOCK=FixedClock(NOON)):
            assert letters_due() == ()
