"""Sign-in by an organisation that is a process of its own: who gets in, and which tokens prove nothing."""

from __future__ import annotations

import copy
import datetime as dt
import json
import logging
import os
import re
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import override_settings
from jwcrypto import jwk, jwt
from jwcrypto.common import base64url_encode

from clerestory.clock import FixedClock
from clerestory.errors import ServingError
from clerestory.web.accounts.invitations import invite
from clerestory.web.accounts.oidc.providers import Organisation, SecondFactorClaim, organisation_of, passwords_of
from clerestory.web.accounts.oidc.tokens import TokenError, check_nonce, checked_token
from clerestory.web.service.serving import Serving
from desk_accounts import with_second_factor
from served_desks import NOON, answer_of, browser_of, desk, example, free_port

PROVIDER = Path(__file__).parent.parent / "identity_provider.py"
BACK = "/account/organisation/back/"
MFA = SecondFactorClaim("amr", "mfa")


@pytest.fixture(scope="module")
def issuer(tmp_path_factory):
    """The address of an organisation that runs."""
    port = free_port()
    words = [sys.executable, PROVIDER, tmp_path_factory.mktemp("provider"), str(port), f"http://127.0.0.1:8000{BACK}"]
    server = subprocess.Popen([*map(str, words)], stderr=subprocess.PIPE, text=True)
    try:
        answer_of(f"http://127.0.0.1:{port}/o/.well-known/openid-configuration", server)
        yield f"http://127.0.0.1:{port}/o"
    finally:
        server.kill()
        server.communicate()


@pytest.fixture
def served(tmp_path, issuer):
    """A desk to which an organisation signs people in; study.toml names the chair and the analyst by its subjects."""
    organisation = Organisation(issuer, "review-desk", "a secret of both", second_factor=MFA)
    root = example(tmp_path)
    file = root / "study.toml"
    text = file.read_text()
    for person, subject in (("chair", "subject-1"), ("analyst", "subject-2")):
        text = text.replace(f'id = "{person}"\n', f'id = "{person}"\noidc = "{subject}"\n')
    file.write_text(text)
    with desk(Serving(root, organisation=organisation)) as ready:
        yield ready


class Visitor:
    """Somebody with one browser at the desk and one at the organisation, who carries addresses between both."""

    def __init__(self, serving, issuer: str) -> None:
        self.browser, self._there = browser_of(serving), requests.Session()
        self._host = issuer.removesuffix("/o")

    def is_at_the_organisation(self, name: str, **spoiled: str) -> None:
        self._there.get(f"{self._host}/as/{name}", params=spoiled, timeout=20).raise_for_status()

    def sent_there(self, **said: str) -> str:
        """Press the button at the desk; where that leads."""
        answer = self.browser.post("/account/organisation/", said)
        assert answer.status_code == 302
        return answer.url

    def sent_back(self, address: str) -> str:
        """Go there, and be sent back; where to."""
        answer = self._there.get(address, allow_redirects=False, timeout=20)
        assert answer.status_code == 302, answer.text
        return answer.headers["location"]

    def arrives(self, address: str):
        parts = urlsplit(address)
        return self.browser.get(f"{parts.path}?{parts.query}", follow=True)

    def signs_in(self, name: str, said: dict[str, str] | None = None, **spoiled: str):
        self.is_at_the_organisation(name, **spoiled)
        return self.arrives(self.sent_back(self.sent_there(**(said or {}))))


@pytest.fixture
def visitor(served, issuer):
    return Visitor(served, issuer)


def said_of(page) -> str:
    """What a page of an error says, without the number of its request."""
    return re.sub(r"\b[0-9a-f]{16}\b", "", re.search(r"<h1.*</main>", page.text, re.DOTALL)[0])


def is_refused(page) -> bool:
    return page.status_code == 403 and "You cannot sign in so" in page.text


def test_whom_study_toml_names_signs_in_and_out(visitor):
    assert "Sign in with your organisation" in visitor.browser.get("/account/sign-in/").text
    page = visitor.signs_in("subject-1", amr="mfa")
    assert "(chair)" in page.text
    assert visitor.browser.get("/").status_code == 200
    visitor.browser.post("/account/sign-out/")
    assert visitor.browser.get("/").status_code == 302


def test_the_way_there_has_state_nonce_and_a_challenge(visitor):
    first, second = (parse_qs(urlsplit(visitor.sent_there()).query) for _ in range(2))
    assert first["code_challenge_method"] == ["S256"]
    assert first["scope"] == ["openid"]
    assert all(first[name] != second[name] for name in ("state", "nonce", "code_challenge"))


def test_without_a_second_factor_there_the_desk_asks_for_its_own(visitor):
    assert "Set up an authenticator" in visitor.signs_in("subject-1").text
    assert visitor.browser.get("/").url == "/account/second-factor/totp/activate/"


def test_a_second_factor_there_counts_for_that_sign_in_alone(visitor):
    visitor.signs_in("subject-1", amr="mfa")
    visitor.browser.post("/account/sign-out/")
    assert "Set up an authenticator" in visitor.signs_in("subject-1").text


def test_a_second_factor_there_does_not_count_where_it_is_not_set_so(visitor):
    organisation = replace(settings.SERVING.organisation, second_factor=None)
    with override_settings(SERVING=replace(settings.SERVING, organisation=organisation)):
        assert "Set up an authenticator" in visitor.signs_in("subject-1", amr="mfa").text


def test_whom_the_study_does_not_know_is_refused_and_gets_no_account(visitor):
    assert is_refused(visitor.signs_in("subject-9", amr="mfa"))
    assert get_user_model().objects.count() == SocialAccount.objects.count() == 0
    assert visitor.browser.get("/").status_code == 302


@pytest.mark.parametrize(
    "spoiled",
    [
        {"aud": "another-desk"},
        {"iss": "https://login.example.org"},
        {"nonce": "of another sign-in"},
        {"late": "1"},
        {"forged": "1"},
    ],
    ids=lambda said: next(iter(said)),
)
def test_a_token_that_proves_nothing_is_refused_without_detail(visitor, spoiled):
    unknown, page = visitor.signs_in("subject-9", amr="mfa"), visitor.signs_in("subject-1", amr="mfa", **spoiled)
    assert is_refused(page)
    assert said_of(page) == said_of(unknown)
    assert visitor.browser.get("/").status_code == 302


def test_a_code_works_once(visitor, served, issuer):
    visitor.is_at_the_organisation("subject-1", amr="mfa")
    address = visitor.sent_back(visitor.sent_there())
    assert "(chair)" in visitor.arrives(address).text
    visitor.browser.post("/account/sign-out/")
    assert is_refused(visitor.arrives(address))
    assert is_refused(Visitor(served, issuer).arrives(address))


def test_a_code_of_another_is_not_taken_into_ones_own_sign_in(visitor, served, issuer):
    """Somebody slips the address with their own code to another, who has begun to sign in."""
    other = Visitor(served, issuer)
    other.is_at_the_organisation("subject-2", amr="mfa")
    theirs = parse_qs(urlsplit(other.sent_back(other.sent_there())).query)
    mine = parse_qs(urlsplit(visitor.sent_there()).query)
    page = visitor.arrives(f"{BACK}?code={theirs['code'][0]}&state={mine['state'][0]}")
    assert is_refused(page)


def test_who_is_refused_there_is_refused_here(visitor):
    state = parse_qs(urlsplit(visitor.sent_there()).query)["state"][0]
    assert is_refused(visitor.arrives(f"{BACK}?error=access_denied&state={state}"))


def test_roles_and_subjects_are_read_from_study_toml_each_time(visitor, served):
    visitor.signs_in("subject-1", amr="mfa")
    file = served.root / "study.toml"
    file.write_text(file.read_text().replace('id = "chair"', 'id = "chair-b"'))
    assert visitor.browser.get("/").status_code == 302  # out at the next request
    assert "(chair-b)" in visitor.signs_in("subject-1", amr="mfa").text
    file.write_text(file.read_text().replace('oidc = "subject-1"', 'oidc = "subject-2"'))
    assert is_refused(visitor.signs_in("subject-1", amr="mfa"))
    assert is_refused(visitor.signs_in("subject-2", amr="mfa"))  # two have it, so nobody has


def test_who_is_invited_links_their_account_once(visitor, served, issuer):
    token = urlsplit(invite("member-a")).path.rstrip("/").rpartition("/")[2]
    said = {"person": "member-a", "token": token}
    assert (
        "Sign in with your organisation from now on"
        in visitor.browser.get(f"/account/invitation/member-a/{token}/").text
    )
    assert "(member-a)" in visitor.signs_in("subject-7", said, amr="mfa").text
    visitor.browser.post("/account/sign-out/")
    assert "(member-a)" in visitor.signs_in("subject-7", amr="mfa").text
    assert Visitor(served, issuer).browser.post("/account/organisation/", said).status_code == 404
    invite("member-a", anew=True)
    assert is_refused(Visitor(served, issuer).signs_in("subject-7", amr="mfa"))


def test_nobody_links_the_subject_of_another(visitor):
    token = urlsplit(invite("member-a")).path.rstrip("/").rpartition("/")[2]
    assert is_refused(visitor.signs_in("subject-1", {"person": "member-a", "token": token}, amr="mfa"))
    assert not SocialAccount.objects.exists()


def test_the_letter_of_an_invitation_does_not_stand_in_for_a_second_factor_that_there_is(visitor, served):
    with_second_factor(served, "member-a")
    token = urlsplit(invite("member-a")).path.rstrip("/").rpartition("/")[2]
    assert is_refused(visitor.signs_in("subject-7", {"person": "member-a", "token": token}, amr="mfa"))
    assert not SocialAccount.objects.exists()
    token = urlsplit(invite("member-a", anew=True)).path.rstrip("/").rpartition("/")[2]
    assert "(member-a)" in visitor.signs_in("subject-7", {"person": "member-a", "token": token}, amr="mfa").text


def test_passwords_can_be_turned_off(visitor, served):
    with override_settings(SERVING=replace(settings.SERVING, passwords=False)):
        assert 'type="password"' not in visitor.browser.get("/account/sign-in/").text
        said = {"login": "chair", "password": "gravel otter umbrella"}
        assert visitor.browser.post("/account/sign-in/", said).status_code == 404
        link = invite("member-a")
        assert 'type="password"' not in visitor.browser.get(link).text
        new = {"new_password1": "gravel otter umbrella", "new_password2": "gravel otter umbrella"}
        visitor.browser.post(link, new)
        assert not get_user_model().objects.get(person="member-a").has_usable_password()
        assert "(chair)" in visitor.signs_in("subject-1", amr="mfa").text


def test_one_machine_after_another_person_signs_in_as_oneself(visitor):
    visitor.signs_in("subject-1", amr="mfa")
    page = visitor.signs_in("subject-2", amr="mfa").text
    assert "(analyst)" in page
    assert "(chair)" not in page


def test_an_organisation_that_calls_itself_otherwise_is_another(visitor):
    other = replace(settings.SERVING.organisation, issuer="https://login.example.org")
    with override_settings(SERVING=replace(settings.SERVING, organisation=other)):
        assert is_refused(visitor.browser.post("/account/organisation/"))


def test_whatever_was_wrong_the_log_says_its_kind_and_nobody(visitor, caplog):
    logging.getLogger("clerestory.web.events").addHandler(caplog.handler)
    visitor.signs_in("subject-1", amr="mfa", aud="another-desk")
    said = [record.said for record in caplog.records if "event" in getattr(record, "said", {})]
    assert [(one["event"], one["why"]) for one in said][-1:] == [("organisation refused", "InvalidAudienceError")]
    assert "subject-1" not in str(said)


def test_an_organisation_that_does_not_answer_is_told_in_our_words(visitor):
    with override_settings(SOCIALACCOUNT_PROVIDERS=_elsewhere(free_port())):
        assert is_refused(visitor.browser.post("/account/organisation/"))


def _elsewhere(port: int) -> dict[str, object]:
    said = copy.deepcopy(settings.SOCIALACCOUNT_PROVIDERS)
    said["openid_connect"]["APPS"][0]["settings"]["server_url"] = f"http://127.0.0.1:{port}/o"
    return said


def test_a_desk_without_an_organisation_has_no_such_pages(serving):
    browser = browser_of(serving)
    assert "organisation" not in browser.get("/account/sign-in/").text
    assert browser.post("/account/organisation/").status_code == 404
    assert browser.get(BACK).status_code == 404


HERE = Organisation("https://login.example.org", "review-desk", "of both")
KEY = jwk.JWK.generate(kty="RSA", size=2048, kid="k", use="sig")


def token(alg: str = "RS256", *, key: jwk.JWK = KEY, kid: str = "k", **changed: object) -> str:
    """A token as another library signs it; ``None`` leaves a claim out."""
    now = int(time.time())
    claims = {"iss": HERE.issuer, "aud": HERE.client, "sub": "subject-1", "iat": now, "exp": now + 60} | changed
    made = jwt.JWT({"alg": alg, "kid": kid}, {name: value for name, value in claims.items() if value is not None})
    made.make_signed_token(key)
    return made.serialize()


def claims_of(said: str, **keys: object) -> dict[str, object]:
    known = {"keys": [json.loads(KEY.export_public()) | keys]}
    return checked_token(said, HERE, keys=known)


def test_a_token_that_another_library_signed_is_read():
    assert claims_of(token())["sub"] == "subject-1"
    assert claims_of(token(aud=["review-desk", "other"], azp="review-desk"))["sub"] == "subject-1"
    assert claims_of(token("PS256"))["sub"] == "subject-1"
    check_nonce({"nonce": "n"}, "n")


def signed_with_the_public_key() -> str:
    """The oldest trick: what everybody may know taken for a shared secret."""
    public = KEY.export_to_pem()
    return token("HS256", key=jwk.JWK(kty="oct", k=base64url_encode(public), kid="k"))


def unsigned() -> str:
    _, body, _ = token().split(".")
    return f"{base64url_encode(json.dumps({'alg': 'none', 'kid': 'k'}))}.{body}."


@pytest.mark.parametrize(
    ("said", "keys"),
    [
        (signed_with_the_public_key(), {}),
        (unsigned(), {}),
        (token(kid="other"), {}),
        (token("PS256"), {"alg": "RS256"}),  # not the way of signing that the key is for
        (token(), {"use": "enc"}),
        (token(exp=None), {}),
        (token(sub=None), {}),
        (token(iat=int(time.time()) + 600), {}),
        (token(exp=int(time.time()) - 60), {}),
        (token(aud=["review-desk", "other"]), {}),  # to two, and nobody says whose it is
        (token(azp="other"), {}),
        (token(key=jwk.JWK.generate(kty="RSA", size=2048)), {}),
        ("no token", {}),
        ("", {}),
    ],
)
def test_a_token_is_refused_that_proves_nothing(said, keys):
    with pytest.raises(TokenError):
        claims_of(said, **keys)


@pytest.mark.parametrize("claims", [{}, {"nonce": ""}, {"nonce": "other"}, {"nonce": ["n"]}])
def test_a_token_of_another_sign_in_is_refused(claims):
    with pytest.raises(TokenError):
        check_nonce(claims, "n")


SAID = {"CLERESTORY_OIDC_ISSUER": "https://login.example.org", "CLERESTORY_OIDC_CLIENT": "desk"}


@pytest.fixture
def secret_file(tmp_path):
    (tmp_path / "secret").write_text("of both\n")
    return {"CLERESTORY_OIDC_SECRET_FILE": str(tmp_path / "secret")}


def test_the_environment_names_the_organisation(secret_file):
    more = {"CLERESTORY_OIDC_CLAIM": "oid", "CLERESTORY_OIDC_SECOND_FACTOR": "acr=gold"}
    found = organisation_of(SAID | secret_file | more)
    assert found == Organisation(
        "https://login.example.org", "desk", "of both", "oid", SecondFactorClaim("acr", "gold")
    )
    assert "of both" not in repr(found)
    assert organisation_of({}) is None
    assert passwords_of({"CLERESTORY_PASSWORDS": "off"}, found) is False


@pytest.mark.parametrize(
    "wrong",
    [
        {"CLERESTORY_OIDC_ISSUER": "http://login.example.org"},
        {"CLERESTORY_OIDC_ISSUER": ""},
        {"CLERESTORY_OIDC_CLIENT": ""},
        {"CLERESTORY_OIDC_SECRET_FILE": os.devnull},
        {"CLERESTORY_OIDC_SECOND_FACTOR": "mfa"},
    ],
)
def test_an_organisation_that_is_named_by_halves_is_refused(secret_file, wrong):
    with pytest.raises(ServingError):
        organisation_of(SAID | secret_file | wrong)


def test_passwords_are_not_turned_off_where_nobody_else_signs_in():
    for said in ("off", "no"):
        with pytest.raises(ServingError):
            passwords_of({"CLERESTORY_PASSWORDS": said}, None)


def test_who_has_no_password_sets_up_a_second_factor_also_later(visitor):
    visitor.signs_in("subject-1", amr="mfa")
    with override_settings(CLOCK=FixedClock(NOON + dt.timedelta(minutes=10))):
        page = visitor.browser.get("/account/second-factor/totp/activate/", follow=True)
    assert "Set up an authenticator" in page.text
