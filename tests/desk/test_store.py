"""Acts in the store: checked, chained, folded again, and never changed unseen."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import stat

import pytest
from django.db import IntegrityError, connection

from clerestory.errors import ActsError, LedgerError, NotNowError, NotPermittedError
from clerestory.ledger import ledger_entries
from clerestory.model.desk.acts import group
from clerestory.model.desk.states import RoundState
from clerestory.review.desk.permissions import PROGRAM
from clerestory.web.acting.performing import perform
from clerestory.web.service.setting_up import settle
from clerestory.web.store.reading import stored_head
from clerestory.web.store.state import _FOLDED, desk_now
from desks import TERMS, TERMS_VERSION, Played, admitted, comment, opened
from served_desks import NOON, browser_of

TERMS_SET = group.SetTerms(version=TERMS_VERSION, text=TERMS)


@pytest.fixture
def with_acts(serving):
    """A desk with three acts."""
    perform("secretary", TERMS_SET)
    perform(PROGRAM, admitted())
    perform("secretary", opened(Played(), invited=("member-a", "member-b", "chair")))
    return serving


def change(serving, *statements: str) -> None:
    """Change the database as somebody does who has its file."""
    connection.close()
    other = sqlite3.connect(serving.database_file)
    for statement in statements:
        other.execute(statement)
    other.commit()
    other.close()


def test_only_their_owner_reads_the_files_of_a_desk(with_acts):
    """Its ledger has who acted and when, so it would tell that a member has written."""
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in with_acts.folder.iterdir()}
    assert {"acts.jsonl", "acts.head", "acts.lock", "desk.key", "desk.sqlite3"} <= set(modes)
    assert {name for name, mode in modes.items() if mode & 0o077} == set()


def test_the_state_of_another_process_is_the_same(with_acts):
    here = desk_now()
    _FOLDED.clear()
    assert desk_now() == here
    assert here.group.rounds[0].state is RoundState.OPEN


def test_a_desk_is_read_while_somebody_writes(with_acts):
    connection.close()
    writing = sqlite3.connect(with_acts.database_file, isolation_level=None)
    writing.execute("BEGIN IMMEDIATE")
    _FOLDED.clear()
    assert len(desk_now().group.rounds) == 1
    writing.close()


def test_an_act_that_is_refused_leaves_nothing(with_acts):
    with pytest.raises(NotPermittedError):
        perform("analyst", TERMS_SET)
    with pytest.raises(NotNowError):
        perform("member-a", comment(1))
    assert stored_head().length == 3
    assert len(list(ledger_entries(with_acts.acts_file))) == 3


def test_a_state_follows_a_database_that_was_put_in_the_place_of_another(with_acts, serving):
    change(serving, "DROP TRIGGER store_act_delete", "DELETE FROM store_act", "UPDATE store_head SET length = 0")
    assert stored_head().length == 0
    connection.close()
    other = sqlite3.connect(serving.database_file)
    other.execute("UPDATE store_head SET hash = ?", ("sha256:" + "0" * 64,))
    other.commit()
    other.close()
    assert desk_now().group.rounds == ()


def test_each_hash_is_that_of_the_act_and_the_hash_before(with_acts):
    rows = connection.cursor().execute("SELECT seq, person, body, prev, hash FROM store_act ORDER BY seq").fetchall()
    for seq, person, body, prev, said in rows:
        whole = {"body": body, "person": person, "prev": prev, "seq": seq, "time": NOON.isoformat()}
        text = json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert said == "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def test_an_act_is_never_changed_or_removed(with_acts):
    for statement in ("UPDATE store_act SET body = '{}' WHERE seq = 1", "DELETE FROM store_act WHERE seq = 2"):
        with pytest.raises(IntegrityError, match="never changed or removed"):
            connection.cursor().execute(statement)


@pytest.mark.parametrize(
    ("statements", "fault"),
    [
        (("DROP TRIGGER store_act_update", "UPDATE store_act SET body = '{}' WHERE seq = 2"), "act 2: does not follow"),
        (("DROP TRIGGER store_act_delete", "DELETE FROM store_act WHERE seq = 2"), "act 2: does not follow"),
        (
            (
                "DROP TRIGGER store_act_delete",
                "DELETE FROM store_act WHERE seq = 3",
                "UPDATE store_head SET length = 2, hash = (SELECT hash FROM store_act WHERE seq = 2)",
            ),
            "act 3 is not the one that the ledger names",  # as a database that is older than its ledger
        ),
        (
            ("DROP TRIGGER store_act_delete", "DELETE FROM store_act WHERE seq = 3"),
            "act 3 is not the one that the ledger",
        ),
        (("UPDATE store_head SET length = 2",), "act 3 is not the one that the ledger names"),
    ],
)
def test_a_start_finds_what_was_changed(with_acts, statements, fault):
    change(with_acts, *statements)
    with pytest.raises(ActsError, match=fault):
        settle(with_acts)


def test_a_start_finds_a_ledger_that_was_changed(with_acts):
    text = with_acts.acts_file.read_text()
    with_acts.acts_file.write_text(text.replace('"act":2', '"act":7'))
    with pytest.raises(LedgerError):
        settle(with_acts)


def test_a_refusal_is_a_page_in_the_words_of_the_rules(demo):
    from django.http import HttpResponse
    from django.test import override_settings
    from django.urls import path

    from clerestory.web.pages import faults
    from clerestory.web.urls import urlpatterns as ours

    class Addresses:
        urlpatterns = (*ours, path("act", lambda request: HttpResponse(perform("analyst", TERMS_SET))))
        handler404, handler500 = faults.not_found, faults.broken

    browser = browser_of(demo)
    browser.post("/account/demonstration/", {"person": "analyst"})
    with override_settings(ROOT_URLCONF=Addresses):
        page = browser.get("/act")
    assert page.status_code == 403
    assert "This is not yours to do" in page.text
