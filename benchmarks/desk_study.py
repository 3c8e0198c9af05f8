"""A study whose desk has a round of fifty people on a paper of 65 pages, made ready for `desk_load.py`; SYNTHETIC.

Run: python benchmarks/desk_study.py FOLDER [DATABASE_URL]; writes FOLDER/people.json, with what each signs in with.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests"))
sys.path.append(str(Path(__file__).parent))
from paper_pdf import contents

from clerestory.clock import SystemClock
from clerestory.model.desk.acts import group
from clerestory.model.desk.documents import Document
from clerestory.pipeline.desk.documents import put_documents
from clerestory.publish.reading.documents import _Made
from clerestory.review.desk.anchors import anchor_to
from clerestory.web.service.serving import Serving
from clerestory.web.service.setting_up import set_up
from desks import TERMS, TERMS_VERSION, WHY, admitted, draft, given_id
from served_desks import example

TABLES, FINDINGS, TABLES_OF_A_FINDING = 77, 10, 5
MEMBERS, COMMENTS_BEFORE = 43, 6
PASSWORD = "gravel otter umbrella"  # noqa: S105 - of made-up people
# With the members, fifty people of whom each does at the desk what their role does there.
OTHERS = {
    "chair": "reference group chair",
    "observer-a": "reference group observer",
    "observer-b": "reference group observer",
    "secretary": "reference group secretary",
    "analyst": "analyst",
    "statistician": "lead statistician",
    "auditor": "auditor",
}
MEMBER_IDS = [f"member-{n:02}" for n in range(1, MEMBERS + 1)]
READERS = [*MEMBER_IDS, "chair", "observer-a", "observer-b"]


def made_study(folder: Path) -> Path:
    """A copy of the example with fifty people; checkers and authors stay who they are."""
    root = example(folder)
    path = root / "study.toml"
    text = path.read_text("utf-8")
    wanted = OTHERS | dict.fromkeys(MEMBER_IDS, "reference group member")
    new = {person: role for person, role in wanted.items() if f'id = "{person}"' not in text}
    people = "".join(
        f'\n[[people]]\nid = "{of}"\npost = "{of.capitalize()}"\nroles = ["{role}"]\n' for of, role in new.items()
    )
    path.write_text(text + people, "utf-8")
    return root


def documents() -> list[Document]:
    """The paper of 65 pages, and a finding for every few tables."""
    paper = _Made(*contents(TABLES)).whole()
    findings = [_Made(*contents(TABLES_OF_A_FINDING)).whole() for _ in range(FINDINGS)]
    return [paper, *(Document(f"finding-{n}", f"Finding {n}", of.blocks) for n, of in enumerate(findings, start=1))]


def open_round(read: list[Document]) -> None:
    """Bring everybody to where they read, with comments that they left on other days."""
    from clerestory.web.acting.performing import perform  # noqa: PLC0415 - when Django is ready

    listed = [group.DocumentOfRound(document=one.id, version=one.version, title=one.title) for one in read]
    due = SystemClock().now().date() + dt.timedelta(days=14)
    perform("secretary", group.SetTerms(version=TERMS_VERSION, text=TERMS))
    perform("clerestory", admitted())
    warning = "Figures on harm, in neutral words."
    opened = group.OpenRound(round=1, draft=draft(1), documents=listed, invited=READERS, due=due, warning=warning)
    perform("secretary", opened)
    tables = [block.id for block in read[0].blocks if block.table]
    for at, reader in enumerate(READERS):
        perform(reader, group.AcceptTerms(version=TERMS_VERSION))
        perform(reader, group.AnswerInvitation(round=1, accepts=True))
        perform(reader, group.DeclareInterests(round=1, none=True))
        judge = "statistician" if reader == "chair" else "chair"
        perform(judge, group.JudgeInterests(round=1, member=reader, judgement=group.Judgement.READ, reason=WHY))
        perform(reader, group.OpenCopy(round=1, document="paper", copy_id=given_id(100_000 + at)))
        for n in range(COMMENTS_BEFORE * (reader in MEMBER_IDS)):
            place = anchor_to(read[0], tables[(7 * at + n) % len(tables)])
            made = group.Comment(
                round=1,
                comment=given_id(1000 * at + n + 1),
                anchor=place,
                aim=group.Aim.UNCLEAR,
                text=f"Remark {n}. {WHY}",
            )
            perform(reader, made)


def make_accounts() -> dict[str, dict[str, str]]:
    """An account with a password and an authenticator for each, as invitations would have made it."""
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret  # noqa: PLC0415 - when Django is ready
    from django.contrib.auth.hashers import make_password  # noqa: PLC0415

    from clerestory.web.accounts.models import Account  # noqa: PLC0415

    made = {}
    for person in [*MEMBER_IDS, *OTHERS]:
        account = Account.objects.of_person(person)
        account.password = make_password(PASSWORD)
        account.save()
        secret = generate_totp_secret()
        TOTP.activate(account, secret)
        role = OTHERS.get(person, "reference group member")
        made[person] = {"password": PASSWORD, "secret": secret, "role": role}
    return made


def main(folder: Path, database_url: str = "") -> None:
    root = made_study(folder)
    set_up(Serving(root, database_url=database_url))
    from clerestory.web.service.studies import served_study  # noqa: PLC0415 - when Django is ready

    read = documents()
    put_documents(served_study(), draft(1), read)
    open_round(read)
    (folder / "people.json").write_text(json.dumps(make_accounts()), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
