"""Whose role has which page, by hand from the reference; and every address that there is."""

from __future__ import annotations

import live_cases
from desks import PEOPLE, given_id

# By hand from docs/reference/desk-pages.md, vault-pages.md and passages.md: whose role has a page (others get 403), and
# who of these has it in which states (others get 404).
STATES = ("empty", "admitted", "open", "closed", "settled", "reviewed", "signed")
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
    **dict.fromkeys(("/answers/commitments/", "/answers/commitments/none"), ({"policy"} | AUDITOR, ALL, ())),
    **dict.fromkeys(("/answers/commitments/new", "/answers/commitments/none/keep"), ({"policy"}, ALL, ())),
    "/api/state": (ALL, ALL, ALWAYS),
    "/health": (ALL, ALL, ALWAYS),
}
# Who reads there what comes first, or that it is over, with 409: the chair has no draft until a round in which they may
# read is closed; a comment is written on a copy that was opened, until the close.
_SHUT = {(page, state): CHAIR for page in PAGES if page.startswith("/draft") for state in ("admitted", "open")}
_COMMENT = "/rounds/1/documents/paper/comment"
REFUSED = {**_SHUT, (_COMMENT, "open"): CHAIR, **{(_COMMENT, state): MEMBERS | CHAIR for state in AFTER_IT}}
# The same of the zone of the vault: whose role has a page, and in which states of an output.
OUTPUT_STATES = ("none", "waiting", "passed")
THERE, NEVER = OUTPUT_STATES[1:], ()
CHECKERS, LAWYER = {"checker-a", "checker-b", "author-checker", "checker-head"}, {"lawyer"}
SEEING_OUTPUTS = ANALYSTS | CHECKERS | STATISTICIAN | LAWYER | AUDITOR
VAULT_PAGES = {
    "/": (ALL, OUTPUT_STATES),
    "/outputs": (SEEING_OUTPUTS, OUTPUT_STATES),
    **dict.fromkeys(("/outputs/1", "/outputs/1/rules", "/outputs/1/changes"), (SEEING_OUTPUTS, THERE)),
    **dict.fromkeys(("/outputs/1/failing", "/outputs/1/tables/t1"), (SEEING_OUTPUTS - LAWYER - AUDITOR, THERE)),
    "/outputs/1/tables/none": (SEEING_OUTPUTS - LAWYER - AUDITOR, NEVER),
    "/outputs/1/decide": (CHECKERS | LAWYER, THERE),
    "/outputs/1/exceptions": (SEEING_OUTPUTS, THERE),
    "/outputs/1/withdraw": (ANALYSTS, THERE),
    "/outputs/2": (SEEING_OUTPUTS, NEVER),
    "/cases": (LAWYER | AUDITOR, OUTPUT_STATES),
    "/cases/c-1": (LAWYER | AUDITOR, NEVER),
    "/texts": (CHECKERS | LAWYER, OUTPUT_STATES),
    "/texts/none": (CHECKERS | LAWYER, NEVER),
    "/texts/none/none": (CHECKERS | LAWYER, NEVER),
    "/record": (AUDITOR, OUTPUT_STATES),
    "/api/state": (ALL, OUTPUT_STATES),
    "/health": (ALL, OUTPUT_STATES),
}
# The same of a vault with live cases, by its own people: officers of another force have no page of the case.
CASE = "/cases/the case"
OFFICERS = {"officer", "officer-lawyer"}
ELSEWHERE, LAWYERS = {"officer-north", "officer-south"}, {"lawyer", "lawyer-b", "officer-lawyer"}
CASE_PAGES = {
    "/": (set(live_cases.PEOPLE), set()),
    "/cases": (OFFICERS | ELSEWHERE | LAWYERS | AUDITOR, set()),
    CASE: (OFFICERS | ELSEWHERE | LAWYERS | AUDITOR, ELSEWHERE),
    "/outputs": (LAWYERS | AUDITOR | {"analyst", "checker"}, set()),
    "/texts": (LAWYERS | {"checker"}, set()),
    "/record": (AUDITOR, set()),
}
# The same of answers, on a desk that has some of every kind: pages that show, and pages on which somebody acts.
ANSWERS_SHOWN = (
    "/answers/",
    *("/answers/letters", "/answers/letters.csv", "/answers/letters/MIN/0000001", "/answers/letters/MIN/0000001/1"),
    "/answers/letters/MIN/0000001/1/documents/1",
    *("/answers/requests/", "/answers/requests/sections", "/answers/requests/log", "/answers/requests/FOI-2026-0001"),
    *("/answers/petitions", "/answers/petitions/900001", "/answers/petitions/900001/versions"),
    "/answers/petitions/900001/versions/1",
    *("/answers/commitments/", "/answers/commitments/publish-paper", "/answers/performance"),
    *("/answers/watch", "/answers/watch/inquiry", "/answers/guidance", "/answers/guidance/sharing"),
    *("/answers/statements", "/answers/statements/money-2026", "/answers/commission", "/answers/commission/study"),
    *("/answers/events", "/answers/events/round-table"),
)
ANSWERS_ACTED = (
    "/answers/texts",
    *(
        "/answers/letters/register",
        "/answers/letters/start",
        "/answers/letters/MIN/0000001/1/reply",
        "/answers/letters/MIN/0000001/1/do/assign",
    ),
    *("/answers/requests/receive", "/answers/requests/FOI-2026-0001/exempt", "/answers/requests/FOI-2026-0001/draft"),
    *("/answers/requests/FOI-2026-0001/clear", "/answers/requests/FOI-2026-0001/send"),
    "/answers/requests/FOI-2026-0001/assign",
    *("/answers/petitions/import", "/answers/petitions/900001/ask", "/answers/petitions/900001/answer"),
    "/answers/petitions/900001/debate",
    *("/answers/commitments/new", "/answers/commitments/publish-paper/keep"),
    *(
        "/answers/watch/new",
        "/answers/watch/inquiry/check",
        "/answers/guidance/new",
        "/answers/guidance/sharing/write",
    ),
    *("/answers/statements/new", "/answers/statements/money-2026/confirm", "/answers/commission/new"),
    *("/answers/commission/study/ask", "/answers/events/new", "/answers/events/round-table/hold"),
)
ANSWERS_LATER = ("/answers/letters/MIN/0000001/1/written/pdf",)  # once the reply went out
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
ADDRESSES = [
    *PAGES,
    *VAULT_PAGES,
    *ANSWERS_SHOWN,
    *ANSWERS_ACTED,
    *ANSWERS_LATER,
    "/api/acts",
    "/policy-report",
    *(f"/account/{one}" for one in ACCOUNT),
    "/nowhere",
]
