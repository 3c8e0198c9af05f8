"""Every page for every person in every state of a review, an output and a live case: who gets it, and that it stands.

The ordinary tests look at some states, the slow ones at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import pytest
from django.test import override_settings
from django.urls import URLPattern, get_resolver

import live_cases
import live_desks
import vault_desks
from clerestory.web.service.serving import Zone
from desk_tables import (
    ADDRESSES,
    ANSWERS_ACTED,
    ANSWERS_LATER,
    ANSWERS_SHOWN,
    CASE,
    CASE_PAGES,
    OTHERS,
    OUTPUT_STATES,
    PAGES,
    REFUSED,
    STATES,
    VAULT_PAGES,
)  # fmt: skip
from desks import PEOPLE
from group_desks import GroupDesk, study
from kept_desks import STEPS, Kept, certified, empty, kept, passed
from served_desks import browser_of


@pytest.fixture(scope="module")
def reviews(tmp_path_factory) -> dict[str, Kept]:
    """The desk in each state of a review."""
    return kept(study(tmp_path_factory.mktemp("desk")), STEPS)


@pytest.fixture(scope="module")
def outputs(tmp_path_factory) -> dict[str, Kept]:
    """The vault in each state of an output: before there is one, while it waits, and when it is decided."""
    without = kept(study(tmp_path_factory.mktemp("none")), {"none": empty}, Zone.VAULT)
    steps = {"waiting": vault_desks.VaultDesk.look, "passed": passed}
    root = vault_desks.study(tmp_path_factory.mktemp("vault"))
    return without | kept(root, steps, Zone.VAULT, vault_desks.VaultDesk)


@pytest.fixture(scope="module")
def cases(tmp_path_factory) -> dict[str, Kept]:
    """The vault with live cases, of which one is certified."""
    root = live_desks.study(tmp_path_factory.mktemp("cases"))
    return kept(root, {"cases": certified}, Zone.VAULT, live_desks.LiveCaseDesk)


@pytest.fixture
def crawled(request, tmp_path):
    """A copy of a desk, by the fixture that keeps it and its state."""
    where, state = request.param
    with request.getfixturevalue(where)[state].opened(tmp_path) as made:
        yield made


def over(*usual: tuple[str, str]):
    """A test of the desk in every state; those that are usual are no slow ones."""
    every = [("reviews", one) for one in STATES] + [("outputs", one) for one in OUTPUT_STATES] + [("cases", "cases")]
    marked = [pytest.param(one, id="-".join(one), marks=[] if one in usual else pytest.mark.slow) for one in every]
    return pytest.mark.parametrize("crawled", marked, indirect=True)


def states(where: str, every: Iterable[str], *usual: str):
    """A test of one kind of desk in each of its states."""
    marked = [pytest.param((where, one), one, id=one, marks=[] if one in usual else pytest.mark.slow) for one in every]
    return pytest.mark.parametrize(("crawled", "state"), marked, indirect=["crawled"])


def expected(person: str, page: str, state: str) -> int:
    roles, own, states_ = PAGES[page]
    if person not in roles:
        return 403
    if person not in own or state not in states_:
        return 404
    return 409 if person in REFUSED.get((page, state), ()) else 200


def statuses(made: GroupDesk, people: Iterable[str], pages: Iterable[str]) -> dict[tuple[str, str], int]:
    return {(person, page): made.get(person, page).status_code for person in people for page in pages}


@states("reviews", STATES, "open", "signed")
def test_a_page_opens_for_those_of_the_table_in_every_state_and_for_nobody_else(crawled, state):
    met = statuses(crawled, PEOPLE, PAGES)
    wanted = {(person, page): expected(person, page, state) for person, page in met}
    assert {key: (status, wanted[key]) for key, status in met.items() if status != wanted[key]} == {}


@states("outputs", OUTPUT_STATES, "waiting")
def test_a_page_of_the_vault_opens_for_those_of_the_table_and_for_nobody_else(crawled, state):
    met = statuses(crawled, PEOPLE, VAULT_PAGES)
    wanted = {
        (person, page): 403 if person not in VAULT_PAGES[page][0] else 200 if state in VAULT_PAGES[page][1] else 404
        for person, page in met
    }
    assert {key: (status, wanted[key]) for key, status in met.items() if status != wanted[key]} == {}


@pytest.mark.parametrize("crawled", [("cases", "cases")], indirect=True)
def test_live_cases_open_for_their_officers_lawyers_and_auditors_and_for_nobody_else(crawled):
    at = {page: page.replace(CASE, f"/cases/{crawled.number('quiet')}") for page in CASE_PAGES}
    met = {(one, page): crawled.get(one, at[page]).status_code for one in live_cases.PEOPLE for page in CASE_PAGES}
    wanted = {
        (person, page): 403 if person not in CASE_PAGES[page][0] else 404 if person in CASE_PAGES[page][1] else 200
        for person, page in met
    }
    assert {key: (status, wanted[key]) for key, status in met.items() if status != wanted[key]} == {}


@pytest.mark.parametrize("crawled", [("reviews", "open")], indirect=True)
def test_the_zones_have_no_page_of_each_other(crawled):
    assert {crawled.get("checker-a", page).status_code for page in VAULT_PAGES if page not in PAGES} == {404}
    with override_settings(SERVING=replace(crawled.serving, zone=Zone.VAULT)):
        assert {crawled.get("chair", page).status_code for page in PAGES if page not in VAULT_PAGES} == {404}


def names(patterns) -> set[str]:
    """The names of all pages that are routed, but for those of accounts."""
    found = set()
    for one in patterns:
        if isinstance(one, URLPattern):
            found.add(one.name)
        elif not str(one.pattern).startswith("account/"):
            found |= names(one.url_patterns)
    return found


def test_every_page_that_is_routed_is_in_the_table():
    resolver = get_resolver("clerestory.web.urls")
    every = (*PAGES, *VAULT_PAGES, *ANSWERS_SHOWN, *ANSWERS_ACTED, *ANSWERS_LATER)
    named = {resolver.resolve(page.partition("?")[0]).url_name for page in every}
    assert names(resolver.url_patterns) - named == OTHERS


def links(text: str) -> set[str]:
    found = (address.partition("#")[0] for address in re.findall(r'href="(/[^"]*)"', text))
    return {address.replace("&amp;", "&") for address in found if address and not address.startswith("/static/")}


# Who has nothing but a first page, which is told so.
IDLE = {"policy", "checker-a", "checker-b"}


@over(("reviews", "closed"), ("outputs", "waiting"))
def test_no_link_of_any_page_leads_to_a_refusal_or_a_fault(crawled):
    at_desk = crawled.serving.zone is Zone.DESK
    people = live_cases.PEOPLE if isinstance(crawled, live_desks.LiveCaseDesk) else PEOPLE
    for person in people:
        seen, left = set(), {"/"}
        while left:
            page = left.pop()
            seen.add(page)
            answer = crawled.get(person, page)
            assert answer.status_code in (200, 302), (person, page)
            left |= links(answer.text) - seen if answer.status_code == 200 else set()
        assert len(seen) > 1 or not at_desk or person in IDLE, (person, seen)


def check_methods(made: GroupDesk, people: Iterable[str | None], methods: Iterable[str]) -> None:
    """Ask for every address by each method; no answer is a fault."""
    with made.clock():
        for person in people:
            browser = made.browser(person) if person else browser_of(made.serving)
            for method in methods:
                met = {page: browser.generic(method, page).status_code for page in ADDRESSES if "sign-out" not in page}
                assert {page: status for page, status in met.items() if status >= 500} == {}, (person, method)


@pytest.mark.parametrize("crawled", [("reviews", "closed"), ("outputs", "waiting")], indirect=True)
def test_no_form_without_fields_brings_any_page_down(crawled):
    check_methods(crawled, ["chair" if crawled.serving.zone is Zone.DESK else "checker-a"], ["POST"])


@pytest.mark.slow
@over()
def test_no_method_brings_any_page_down(crawled):
    people = (None, "auditor", "officer" if isinstance(crawled, live_desks.LiveCaseDesk) else "author-checker")
    check_methods(crawled, people, ("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "NONE"))
