"""Every page of the desk for every person in every state of a review: who gets it, and that nothing brings it down."""

from __future__ import annotations

import json
import re
import string
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import quote, quote_from_bytes

import pytest
from django.test import override_settings
from django.urls import URLPattern, get_resolver
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from clerestory.model.desk.acts import ACTS, group
from clerestory.web.service.serving import Zone
from desks import PEOPLE, TERMS, TERMS_VERSION, draft, finished, given_id
from group_desks import GroupDesk, study
from served_desks import Serving, browser_of, desk

# By hand from docs/reference/desk-pages.md and vault-pages.md: whose role has a page (others get 403), who of these has
# it in which states (others get 404), and the page of a refusal, with 409, where something comes first or is over.
STATES = ("empty", "admitted", "open", "closed", "settled", "reviewed")
ALL = set(PEOPLE)
MEMBERS, CHAIR, SECRETARY, OBSERVER = {"member-a", "member-b"}, {"chair"}, {"secretary"}, {"observer"}
ANALYSTS, STATISTICIAN = {"analyst", "analyst-b", "author-checker"}, {"statistician"}
SIGNATORIES, AUDITOR = {"head", "checker-head"}, {"auditor"}
GROUP, RUNNING, ANSWERING = MEMBERS | CHAIR | OBSERVER, CHAIR | SECRETARY, ANALYSTS | STATISTICIAN
SEEING = GROUP | RUNNING | ANSWERING | SIGNATORIES | AUDITOR
INVITED = {"member-a", "chair", "observer"}  # member-b is not
READING_ALL = INVITED | RUNNING | ANSWERING | AUDITOR
ALWAYS, OF_A_ROUND, AFTER_IT = STATES, STATES[2:], STATES[3:]
OWN, TAKEN_BACK = given_id(1), given_id(2)
PAGES = {
    "/": (ALL, ALL, ALWAYS),
    "/terms": (GROUP | RUNNING | ANSWERING, ALL, ALWAYS),
    "/terms/new": (RUNNING, ALL, ALWAYS),
    "/rounds": (SEEING, ALL, ALWAYS),
    "/rounds/new": (RUNNING, ALL, ALWAYS),
    "/rounds/1": (SEEING, ALL, OF_A_ROUND),
    "/rounds/2": (SEEING, ALL, ()),
    "/rounds/1/invitation": (GROUP, INVITED, OF_A_ROUND),
    "/rounds/1/interests": (GROUP, INVITED, OF_A_ROUND),
    "/rounds/1/interests/member-a": (CHAIR | STATISTICIAN, ALL, OF_A_ROUND),
    "/rounds/1/interests/head": (CHAIR | STATISTICIAN, ALL, ()),
    "/rounds/1/documents": (GROUP, INVITED, OF_A_ROUND),
    "/rounds/1/documents/paper": (GROUP, INVITED, OF_A_ROUND),
    "/rounds/1/documents/none": (GROUP, INVITED, ()),
    "/rounds/1/documents/paper/comment": (MEMBERS | CHAIR, INVITED, OF_A_ROUND),
    "/rounds/1/documents/paper/comment?block=none": (MEMBERS | CHAIR, INVITED, ()),
    "/rounds/1/mine": (MEMBERS | CHAIR, INVITED, OF_A_ROUND),
    f"/rounds/1/mine/{OWN}": (MEMBERS | CHAIR, {"member-a"}, OF_A_ROUND),
    f"/rounds/1/mine/{TAKEN_BACK}": (MEMBERS | CHAIR, ALL, ()),
    "/rounds/1/readers": (RUNNING | AUDITOR, ALL, OF_A_ROUND),
    "/rounds/1/comments": (SEEING, ALL, OF_A_ROUND),
    f"/rounds/1/comments/{OWN}": (SEEING, READING_ALL, AFTER_IT),
    f"/rounds/1/comments/{TAKEN_BACK}": (SEEING, ALL, ()),
    "/rounds/1/comments.csv": (ANSWERING, ALL, AFTER_IT),
    "/rounds/1/views": (MEMBERS | CHAIR, ALL, OF_A_ROUND),
    "/rounds/1/end": (CHAIR, ALL, OF_A_ROUND),
    "/rounds/1/documents/paper/changes": (GROUP, INVITED, OF_A_ROUND),
    "/draft": (ANSWERING | CHAIR | SIGNATORIES, ALL, ALWAYS),
    "/draft/paper": (ANSWERING | CHAIR | SIGNATORIES, ALL, STATES[1:]),
    "/draft/none": (ANSWERING | CHAIR | SIGNATORIES, ALL, ()),
    "/draft/paper/changes": (ANSWERING | CHAIR | SIGNATORIES, ALL, STATES[1:]),
    "/release/": (ANSWERING | CHAIR | SIGNATORIES | AUDITOR, ALL, ALWAYS),
    "/release/decide": (STATISTICIAN, ALL, STATES[1:]),
    "/release/sign": (SIGNATORIES, ALL, STATES[1:]),
    "/record": (AUDITOR, ALL, ALWAYS),
    "/api/state": (ALL, ALL, ALWAYS),
    "/health": (ALL, ALL, ALWAYS),
}
# The same of the zone of the vault, to which no output came yet: whose role has a page, and whether it is there.
CHECKERS, LAWYER = {"checker-a", "checker-b", "author-checker", "checker-head"}, {"lawyer"}
SEEING_OUTPUTS = ANALYSTS | CHECKERS | STATISTICIAN | LAWYER | AUDITOR
VAULT_PAGES = {
    "/": (ALL, True),
    "/outputs": (SEEING_OUTPUTS, True),
    **dict.fromkeys(("/outputs/1", "/outputs/1/rules", "/outputs/1/changes"), (SEEING_OUTPUTS, False)),
    **dict.fromkeys(("/outputs/1/failing", "/outputs/1/tables/t1"), (SEEING_OUTPUTS - LAWYER - AUDITOR, False)),
    "/outputs/1/decide": (CHECKERS | LAWYER, False),
    "/outputs/1/exceptions": (SEEING_OUTPUTS, False),
    "/outputs/1/withdraw": (ANALYSTS, False),
    "/cases": (LAWYER | AUDITOR, True),
    "/cases/c-1": (LAWYER | AUDITOR, False),
    "/texts": (CHECKERS | LAWYER, True),
    "/texts/none": (CHECKERS | LAWYER, False),
    "/texts/none/none": (CHECKERS | LAWYER, False),
    "/record": (AUDITOR, True),
    "/api/state": (ALL, True),
    "/health": (ALL, True),
}
OTHERS = {"api-acts", "report"}  # take acts alone, and what browsers tell of their policy
ACCOUNT = (
    "sign-in/", "sign-out/", "closed/", "confirm/", "password/", "demonstration/", "invitation/chair/none/",
    "second-factor/", "second-factor/totp/activate/", "second-factor/totp/deactivate/", "second-factor/authenticate/",
    "second-factor/reauthenticate/", "second-factor/recovery-codes/", "second-factor/recovery-codes/generate/",
    "second-factor/recovery-codes/download/", "second-factor/webauthn/", "second-factor/webauthn/add/",
    "second-factor/webauthn/reauthenticate/", "second-factor/webauthn/keys/1/edit/",
    "second-factor/webauthn/keys/1/remove/", "key/", "key/new/", "key/bring/", "key/passphrase/",
    "mail/", "organisation/", "organisation/back/",
)  # fmt: skip
ADDRESSES = [*PAGES, *VAULT_PAGES, "/api/acts", "/policy-report", *(f"/account/{one}" for one in ACCOUNT), "/nowhere"]


@pytest.fixture
def crawled(tmp_path):
    with desk(Serving(study(tmp_path), demo=True)) as serving:
        yield GroupDesk(serving)


def empty(made: GroupDesk) -> None:
    """Nothing was done yet."""


def opened(made: GroupDesk) -> None:
    made.open(*INVITED)
    for member in sorted(INVITED):
        made.ready(member)
    made.comment("member-a", 1)
    made.comment("member-a", 2)
    made.act("member-a", group.WithdrawComment(round=1, comment=TAKEN_BACK))


def settled(made: GroupDesk) -> None:
    said = {"disposition": group.Disposition.NOTED, "text": "Noted."}
    made.act("analyst", group.Respond(round=1, comment=OWN, **said))
    view = group.Dissent(round=1, dissent=given_id(9), comment=OWN, text="I see it otherwise.", publish=True)
    made.act("member-a", view)
    made.act("chair", group.SettleRound(round=1))


def reviewed(made: GroupDesk) -> None:
    made.act("chair", finished(day=made.time.date()))


STEPS = dict(zip(STATES, (empty, GroupDesk.admit, opened, GroupDesk.close, settled, reviewed), strict=True))


def expected(person: str, page: str, state: str) -> int:
    roles, own, states = PAGES[page]
    if person not in roles:
        return 403
    return 200 if person in own and state in states else 404


def links(text: str) -> set[str]:
    found = (address.partition("#")[0] for address in re.findall(r'href="(/[^"]*)"', text))
    return {address.replace("&amp;", "&") for address in found if address and not address.startswith("/static/")}


def of_each_kind() -> list[str]:
    """One person for each that the table tells apart; all of them in two states are in test_group_pages.py."""
    kinds = {}
    for person in PEOPLE:
        kinds.setdefault(tuple(expected(person, page, state) for page in PAGES for state in STATES), person)
    return list(kinds.values())


@dataclass(frozen=True)
class Walk:
    """The status of each page of the table for each person, and of each that links lead to from the first."""

    table: dict[tuple[str, str], int]
    led: dict[str, dict[str, int]]


def walk(made: GroupDesk, people: Iterable[str]) -> Walk:
    """Look at each page once for each person: those of the table, and those that are linked besides."""
    table, led = {}, {}
    for person in people:
        answers = {page: looked(made, person, page) for page in PAGES}
        table |= {(person, page): status for page, (status, _) in answers.items()}
        seen, left = {}, {"/"}
        while left:
            page = left.pop()
            if page not in answers:
                answers[page] = looked(made, person, page)
            seen[page], onward = answers[page]
            left |= onward - set(seen)
        led[person] = seen
    return Walk(table, led)


def looked(made: GroupDesk, person: str, page: str) -> tuple[int, set[str]]:
    """The status of a page, and the links of one that opens."""
    answer = made.get(person, page)
    return answer.status_code, links(answer.text) if answer.status_code == 200 else set()


@pytest.fixture(scope="module", params=[of_each_kind(), pytest.param([*PEOPLE], marks=pytest.mark.slow)], ids=len)
def walks(request, tmp_path_factory):
    """What people meet in each state of a review."""
    with desk(Serving(study(tmp_path_factory.mktemp("walked")), demo=True)) as serving:
        made = GroupDesk(serving)
        found = {}
        for state, step in STEPS.items():
            step(made)
            found[state] = walk(made, request.param)
    return found


def test_a_page_opens_for_those_of_the_table_in_every_state_and_for_nobody_else(walks):
    for state, found in walks.items():
        # A page of somebody's own that tells what comes first, or is over, has 409 in place of 200.
        met = {key: 200 if status == 409 else status for key, status in found.table.items()}
        wanted = {(person, page): expected(person, page, state) for person, page in met}
        assert {key: status for key, status in met.items() if status != wanted[key]} == {}, state


def test_no_link_of_any_page_leads_to_a_refusal_or_a_fault(walks):
    for state, found in walks.items():
        for person, seen in found.led.items():
            assert {page: status for page, status in seen.items() if status not in (200, 302)} == {}, (state, person)
            assert len(seen) > 1 or person in ("policy", "checker-a", "checker-b"), (state, person, seen)


def test_the_zones_have_no_page_of_each_other(crawled):
    for step in list(STEPS.values())[:3]:
        step(crawled)
    with override_settings(SERVING=replace(crawled.serving, zone=Zone.VAULT)):
        met = {(person, page): crawled.get(person, page).status_code for person in PEOPLE for page in VAULT_PAGES}
        group_pages = {crawled.get("chair", page).status_code for page in PAGES if page not in VAULT_PAGES}
    wanted = {
        (person, page): 403 if person not in VAULT_PAGES[page][0] else 200 if VAULT_PAGES[page][1] else 404
        for person, page in met
    }
    assert {key: status for key, status in met.items() if status != wanted[key]} == {}
    assert group_pages == {404}
    assert {crawled.get("checker-a", page).status_code for page in VAULT_PAGES if page not in PAGES} == {404}


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
    named = {resolver.resolve(page.partition("?")[0]).url_name for page in (*PAGES, *VAULT_PAGES)}
    assert names(resolver.url_patterns) - named == OTHERS


@pytest.mark.parametrize("zone", Zone)
def test_no_method_brings_any_page_down(crawled, zone):
    for step in list(STEPS.values())[:4]:
        step(crawled)
    with override_settings(SERVING=replace(crawled.serving, zone=zone)), crawled.clock():
        for person in (None, "chair", "auditor"):
            browser = crawled.browser(person) if person else browser_of(crawled.serving)
            for method in ("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "NONE"):
                met = {page: browser.generic(method, page).status_code for page in ADDRESSES if "sign-out" not in page}
                assert {page: status for page, status in met.items() if status >= 500} == {}, (person, method)


# What a browser would never send

PHASES = (Phase.explicit, Phase.generate)  # what was sent has changed the desk: a shorter one would meet another
BYTES = st.binary(max_size=30) | st.text(max_size=30).map(partial(str.encode, errors="replace"))
ODD = (b"x" * 7_000, b"\x00", b"\xff\xfe", "\U0001f9ff\u202e".encode(), b"", b"true", b"1e999", b"-1", b"31")
VALUES = BYTES | st.sampled_from(ODD)
FIELDS = (
    "do", "block", "row", "column", "quote", "aim", "text", "accepts", "reason", "none", "judgement", "member",
    "until", "until-day", "until-month", "until-year", "due", "due-day", "due-month", "due-year", "disposition",
    "change", "publish", "dissent", "comment", "version", "invited", "documents", "warning", "round", "draft",
    "person", "login", "password", "code", "passphrase", "outcome", "signed",
    "address", "token", "next",
)  # fmt: skip
BUTTONS = [b"give", b"prove", b"remove", *(one.model_fields["act"].default.encode() for one in ACTS)]
FORMS = st.lists(
    st.tuples(st.sampled_from(FIELDS), VALUES) | st.tuples(st.just("do"), st.sampled_from(BUTTONS)), max_size=8
)  # a field may come twice
PLACES = st.sampled_from([page for page in ADDRESSES if "?" not in page and "sign-out" not in page])
WRITERS = st.sampled_from(["member-a", "chair", "secretary", "analyst", "statistician", "observer"])
NUMBERS = st.integers(-1, 3) | st.integers(10**18, 10**30)
PLAIN = st.text(string.ascii_letters + string.digits + "-_.%~", min_size=1, max_size=300)
SLUGS = PLAIN | st.text(min_size=1, max_size=20)


@pytest.fixture(scope="module")
def closed(tmp_path_factory):
    """A desk with a closed round and comments; what is sent to it may change it."""
    with desk(Serving(study(tmp_path_factory.mktemp("closed")), demo=True)) as serving:
        made = GroupDesk(serving)
        for step in list(STEPS.values())[:4]:
            step(made)
        yield made


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    """A desk with an open round."""
    with desk(Serving(study(tmp_path_factory.mktemp("open")), demo=True)) as serving:
        made = GroupDesk(serving)
        for step in list(STEPS.values())[:3]:
            step(made)
        yield made


def never_down(made: GroupDesk, examples: int) -> None:
    """Forms, queries and addresses with anything in them; each answer is below 500."""

    @settings(max_examples=examples, phases=PHASES)
    @given(WRITERS, PLACES, FORMS)
    def sends(person, page, form):
        body = "&".join(f"{name}={quote_from_bytes(value)}" for name, value in form)
        with made.clock():
            answer = made.browser(person).generic("POST", page, body, "application/x-www-form-urlencoded")
        assert answer.status_code < 500, (page, body)

    @settings(max_examples=examples, phases=PHASES)
    @given(WRITERS, PLACES, FORMS)
    def asks(person, page, form):
        query = "&".join(f"{name}={quote_from_bytes(value)}" for name, value in form)
        with made.clock():
            answer = made.browser(person).get(f"{page}?{query}&page={query[-5:]}")
        assert answer.status_code < 500, (page, query)

    @settings(max_examples=examples, phases=PHASES)
    @given(WRITERS, NUMBERS, SLUGS, st.sampled_from(["documents", "mine", "comments", "interests", ""]))
    def wanders(person, number, slug, part):
        with made.clock():
            answer = made.browser(person).get(f"/rounds/{number}/{part}/{quote(slug, safe='', errors='replace')}")
        assert answer.status_code in (301, 302, 403, 404), answer.status_code

    sends()
    asks()
    wanders()


def test_nothing_that_is_sent_brings_an_open_round_down(reading):
    never_down(reading, 60)


def test_nothing_that_is_sent_brings_a_closed_round_down(closed):
    never_down(closed, 60)


# What a program may send: values of any kind in the fields of acts, and fields of one act in another

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
LIKELY = st.sampled_from([
    1, 0, True, "member-a", "chair", OWN, TAKEN_BACK, draft(1), draft(2), TERMS_VERSION, TERMS, "paper", "2026-03-20",
    "something is wrong", "NOTE", "ACC", "may read", ["member-a"], ["member-a", "member-a"], "\x00", "x" * 50_000,
    {"document": "paper", "version": TERMS_VERSION, "block": "p1"},
    [{"document": "paper", "version": "", "title": "T"}],
])  # fmt: skip
NAMES = sorted({name for one in ACTS for name in one.model_fields} - {"act"})


@st.composite
def acts(chosen):
    kind = chosen(st.sampled_from(ACTS))
    fields = {name: chosen(LIKELY | JSON) for name in kind.model_fields if name != "act" and chosen(st.integers(0, 9))}
    more = chosen(st.dictionaries(st.sampled_from(NAMES), JSON, max_size=1)) if chosen(st.booleans()) else {}
    return {**more, **fields, "act": kind.model_fields["act"].default}


def told(made: GroupDesk, examples: int) -> None:
    @settings(max_examples=examples, phases=PHASES)
    @given(st.sampled_from(sorted(PEOPLE)), acts() | JSON)
    def sends(person, act):
        body = json.dumps(act).encode(errors="replace")
        with made.clock():
            answer = made.browser(person).generic("POST", "/api/acts", body, "application/json")
        assert answer.status_code in (201, 403, 409, 422), body
        assert set(answer.json()) in ({"where", "what", "remedy"}, {"time", "person", "act"})

    sends()


def test_every_act_that_a_program_may_send_is_done_or_refused(closed):
    told(closed, 200)


@pytest.mark.slow
@pytest.mark.parametrize("state", ["reading", "closed"])
def test_nothing_brings_the_desk_down_at_length(request, state):
    made = request.getfixturevalue(state)
    never_down(made, 1_500)
    told(made, 3_000)
