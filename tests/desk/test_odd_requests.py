"""What no browser and no program of ours would send: whatever it is, it is done or refused, and brings nothing down."""

from __future__ import annotations

import json
import string
from functools import partial
from urllib.parse import quote, quote_from_bytes

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from clerestory.model.desk.acts import ACTS
from desk_tables import ADDRESSES, OWN, TAKEN_BACK
from desks import PEOPLE, TERMS, TERMS_VERSION, draft
from group_desks import GroupDesk, study
from kept_desks import STEPS, Kept, kept

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
def reviews(tmp_path_factory) -> dict[str, Kept]:
    """The desk up to a closed round with comments."""
    return kept(study(tmp_path_factory.mktemp("desk")), dict(list(STEPS.items())[:4]))


@pytest.fixture
def made(request, reviews, tmp_path):
    """A desk in a state; what is sent to it may change it."""
    with reviews[request.param].opened(tmp_path) as opened:
        yield opened


IN_BOTH = pytest.mark.parametrize("made", ["open", "closed"], indirect=True)


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


@IN_BOTH
def test_nothing_that_is_sent_brings_a_round_down(made):
    never_down(made, 15)


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


@pytest.mark.parametrize("made", ["closed"], indirect=True)
def test_every_act_that_a_program_may_send_is_done_or_refused(made):
    told(made, 80)


@pytest.mark.slow
@IN_BOTH
def test_nothing_brings_the_desk_down_at_length(made):
    never_down(made, 1_500)
    told(made, 3_000)
