"""The pages of live cases: who opens which, what each shows, what their forms do, and that commands do the same."""

from __future__ import annotations

import datetime as dt
import shutil
import tomllib

import pytest
from tests.text_studies import FREE, LIVE, UNARRESTED, investigation

from clerestory import pipeline
from clerestory.errors import NotPermittedError
from clerestory.model.desk.acts.holds import CertifyHold
from clerestory.model.redaction.certificates import Certified
from clerestory.review.signing import make_keys
from clerestory.web.acting.performing import perform
from clerestory.web.service.serving import Serving, Zone
from clerestory.web.service.setting_up import settle
from clerestory.web.signing.held import hold
from live_cases import PEOPLE, WHY, certificate
from live_desks import LiveCaseDesk, study
from served_desks import NOON, desk

TODAY = NOON.date()
PASSPHRASE = "gravel otter umbrella"
SEES = {"officer", "officer-lawyer", "lawyer", "lawyer-b", "auditor"}


@pytest.fixture
def vault(tmp_path):
    with desk(Serving(study(tmp_path), zone=Zone.VAULT, demo=True)) as serving:
        yield LiveCaseDesk(serving)


def test_an_officer_clears_a_case_and_a_lawyer_agrees_by_forms_alone(vault):
    name = investigation(UNARRESTED)
    assert f"Certify {name}" in vault.get("officer", "/").text
    assert "Live cases on hold: 2" in vault.get("officer", "/").text  # this one, and one whose proceedings are active
    page = vault.certify("officer", "quiet")
    assert "Your certificate is on record" in page.text
    assert "Clearance waits for a lawyer" in page.text
    assert vault.certification("quiet").latest.review == TODAY + dt.timedelta(days=365)  # the date was there already
    assert "Nothing waits for you" in vault.get("officer", "/").text
    assert f"Say whether you agree about {name}" in vault.get("lawyer", "/").text
    page = vault.view("lawyer", "quiet")
    assert "Cleared, and a lawyer agreed" in page.text
    assert "May be told" in page.text
    assert "Live cases on hold: 1" in vault.get("lawyer", "/").text
    assert page.text.count(WHY) == 2  # the history has both reasons
    vault.pass_days(366)
    assert "The certificate was to be looked at again by 2 March 2027" in vault.get("officer", "/").text
    page = vault.get("auditor", "/cases").text
    assert page.index(name) < page.index(investigation(FREE))  # what is overdue comes first
    assert "Overdue" in page


def test_the_list_says_what_holds_each_case_by_which_law_and_nothing_of_a_text(vault):
    page = vault.get("lawyer", "/cases").text
    for words in (
        investigation(LIVE),
        "Its proceedings are active (Contempt of Court Act 1981 ss.1-2 and Sch 1)",
        "It is under investigation (Freedom of Information Act 2000 s.30)",
        "Nothing holds it",
        "2 of 3 are held today",
    ):
        assert words in page
    assert "noticed" not in page


@pytest.mark.parametrize("person", sorted(PEOPLE))
def test_each_role_opens_its_own_pages(vault, person):
    listed, one = vault.get(person, "/cases"), vault.get(person, f"/cases/{vault.number('quiet')}")
    is_officer_elsewhere = person in ("officer-north", "officer-south")
    expected = (200, 200) if person in SEES else (200, 404) if is_officer_elsewhere else (403, 403)
    assert (listed.status_code, one.status_code) == expected
    assert ("Certify this case" in one.text) is (person in ("officer", "officer-lawyer"))
    assert ("Live cases" in vault.get(person, "/").text) is (expected[0] == 200)


def test_the_desk_has_no_live_cases(tmp_path):
    with desk(Serving(study(tmp_path), demo=True)) as serving:
        elsewhere = LiveCaseDesk(serving)
        assert elsewhere.get("officer", "/cases").status_code == 404
        assert "holds" not in str(elsewhere.get("officer", "/").text)
    assert not (serving.root / "vault" / "holds").exists()


def test_of_a_case_that_nothing_holds_no_clearance_is_spoken_of(vault):
    vault.get("officer", "/")
    page = vault.get("officer", f"/cases/{vault.number('told')}").text
    assert "Nothing holds it, so there is nothing to clear" in page
    assert "Certify: it is held" in page
    assert not [words for words in ("A clearance counts", "not a clearance", "it may be told") if words in page]


def test_a_statutory_hold_offers_no_clearance_and_refuses_one(vault):
    page = vault.get("officer", f"/cases/{vault.number('live')}").text
    assert "it is held" in page
    assert "it may be told" not in page
    refused = vault.certify("officer", "live")
    assert refused.status_code == 409
    assert "This was not done: no certificate lifts what holds this case" in refused.text
    assert WHY in refused.text  # what was typed is kept


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"reason": "No."}, "Enter a reason in at least 10 characters"),
        ({"review-day": "31", "review-month": "2"}, "Enter a day, such as 27 3 2026"),
        ({"review-year": "2028"}, "by 365 days at most"),
        ({"outcome": ""}, "Choose"),
    ],
)
def test_what_is_wrong_with_a_form_is_told_at_its_field(vault, said, fault):
    page = vault.certify("officer", "quiet", **said)
    assert (page.status_code, fault in page.text) == (422, True)
    assert vault.certification("quiet").certificates == ()


def test_a_form_that_was_open_while_another_certified_is_refused(vault):
    page = f"/cases/{vault.number('quiet')}"
    old = vault.shown("officer", page)
    vault.certify("officer", "quiet", "hold")
    refused = vault.post("officer", page, old | {"outcome": "clear", "reason": WHY})
    assert "another certificate came meanwhile" in refused.text
    seen = vault.shown("lawyer", page)
    vault.certify("officer", "quiet")
    refused = vault.post("lawyer", page, seen | {"agrees": "true", "reason": WHY})
    assert "not the last certificate" in refused.text


def test_commands_and_pages_write_the_same_bytes_and_each_goes_on_from_the_other(vault, tmp_path):
    other = shutil.copytree(vault.root, tmp_path / "other" / "study", ignore=shutil.ignore_patterns("desk.*", "acts.*"))
    case = investigation(UNARRESTED)
    on, until = TODAY, TODAY + dt.timedelta(days=365)
    clear = pipeline.CertificateSaid("officer", Certified.CLEAR, WHY, on, review=until)
    agree = pipeline.ViewSaid("lawyer", WHY, on, agrees=True)
    held = pipeline.CertificateSaid("officer", Certified.HOLD, WHY, on)
    for act, said in ((pipeline.certify_hold, clear), (pipeline.view_hold, agree), (pipeline.certify_hold, held)):
        act(other, case, said)
    vault.certify("officer", "quiet")
    pipeline.view_hold(vault.root, case, agree)
    assert "Cleared, and a lawyer agreed" in vault.get("officer", f"/cases/{vault.number('quiet')}").text
    vault.certify("officer", "quiet", "hold")
    written = vault.file("quiet").read_bytes()
    assert written == (other / "vault" / "holds" / vault.file("quiet").name).read_bytes()
    assert len(tomllib.loads(written.decode())["certificates"]) == 2
    assert vault.certification("quiet").latest.outcome is Certified.HOLD


def test_a_file_that_is_lost_is_written_again_from_the_record(vault):
    vault.certify("officer", "quiet")
    before = vault.file("quiet").read_bytes()
    vault.file("quiet").unlink()
    vault.get("officer", "/cases")
    assert vault.file("quiet").read_bytes() == before


def test_start_writes_the_certificate_that_a_kill_kept_from_its_file(vault):
    vault.certify("officer", "quiet")
    before = vault.file("quiet").read_bytes()
    vault.file("quiet").unlink()
    settle(vault.serving)
    assert vault.file("quiet").read_bytes() == before


def test_a_view_that_was_taken_out_of_a_file_is_there_again_at_the_next_look(vault):
    vault.certify("officer", "quiet")
    vault.view("lawyer", "quiet", agrees=False)
    vault.view("lawyer-b", "quiet")
    before = vault.file("quiet").read_text()
    head, _, views = before.partition("[[views]]")
    agrees = views.partition("[[views]]")[2]
    for spoiled in (f"{head}[[views]]{agrees}", f"{head}[[views]]{agrees}\n[[views]]{views.partition('[[views]]')[0]}"):
        vault.get("officer", "/cases")
        vault.file("quiet").write_text(spoiled)
        vault.get("officer", "/cases")
        assert vault.file("quiet").read_text() == before


def test_what_returns_say_anew_is_told_at_the_next_look(vault):
    vault.get("officer", "/cases")
    settings = vault.root / "study.toml"
    settings.write_text(settings.read_text().replace(investigation(LIVE), investigation(21)))
    assert investigation(21) in vault.get("officer", "/cases").text
    assert investigation(LIVE) not in vault.get("officer", "/cases").text


def test_who_has_a_key_signs_with_its_passphrase_and_a_signature_of_another_is_refused(tmp_path):
    private, public = make_keys()
    with desk(Serving(study(tmp_path, officer=public), zone=Zone.VAULT, demo=True)) as serving:
        vault = LiveCaseDesk(serving)
        assert "You cannot sign yet" in vault.get("officer", f"/cases/{vault.number('quiet')}").text
        hold("officer", private, PASSPHRASE)
        for passphrase, fault in (("", "Enter the passphrase"), ("gravel otter", "not the passphrase of your key")):
            assert fault in vault.certify("officer", "quiet", passphrase=passphrase).text
        page = vault.certify("officer", "quiet", passphrase=PASSPHRASE)
        assert "Your certificate is on record" in page.text
        assert vault.certification("quiet").latest.signature
        assert "gravel" not in page.text
        forged = certificate(Certified.HOLD, 2, decided=TODAY).model_copy(update={"case": vault.number("quiet")})
        act = {name: value for name, value in forged.model_dump().items() if name not in ("form", "person")}
        with vault.clock(), pytest.raises(NotPermittedError, match="signature is not that of Officer"):
            perform("officer", CertifyHold(**act))
