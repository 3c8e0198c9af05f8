"""Signatures of a release: those of minisign, checked by it, and no byte of a release that can be changed unseen."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import ValidationError

from clerestory.errors import ReleaseError, SignatureError
from clerestory.model.commission import DataKind, Person, Role
from clerestory.model.releases import Manifest, ReleasedFile
from clerestory.publish import read_manifest, sign_release, verify_release
from clerestory.publish.signatures import SecretKey, public_key_of_text, read_secret_key, simulated_key
from clerestory.publish.signatures.minisign import signature_of_text
from papers import KEY, seal_anew

needs_minisign = pytest.mark.skipif(not shutil.which("minisign"), reason="needs minisign")
NAME = "2026-12-15-SYNTHETIC"


def minisign(*words: object, say: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(["minisign", *map(str, words)], input=say, capture_output=True, text=True, check=False)


def no_password() -> str:
    raise AssertionError("an open key needs no password")


@pytest.fixture
def pair(tmp_path) -> Path:
    """A pair of keys of minisign, the secret one without a password."""
    assert minisign("-G", "-W", "-p", tmp_path / "m.pub", "-s", tmp_path / "m.key").returncode == 0
    return tmp_path


# minisign and we: each accepts what the other made


@needs_minisign
def test_minisign_accepts_our_signatures_with_its_keys(pair):
    key = read_secret_key(pair / "m.key", no_password)
    assert key.public.line == (pair / "m.pub").read_text().splitlines()[1]
    assert key.public.name.lstrip("0") in (pair / "m.pub").read_text().splitlines()[0]
    (pair / "f").write_bytes(b"of a release")
    made = key.sign(b"of a release", "the comment", untrusted="another")
    (pair / "f.minisig").write_text(made.file(), encoding="utf-8")
    done = minisign("-V", "-H", "-p", pair / "m.pub", "-m", pair / "f")  # -H: nothing but the prehashed form
    assert (done.returncode, "Trusted comment: the comment" in done.stdout) == (0, True)
    (pair / "f").write_bytes(b"of another")
    assert minisign("-V", "-p", pair / "m.pub", "-m", pair / "f").returncode != 0


@needs_minisign
def test_we_accept_signatures_of_minisign_and_none_that_was_changed(pair):
    (pair / "f").write_bytes(b"of a release")
    assert minisign("-S", "-s", pair / "m.key", "-m", pair / "f", "-t", "said by minisign").returncode == 0
    text = (pair / "f.minisig").read_text(encoding="utf-8")
    key = public_key_of_text((pair / "m.pub").read_text())
    found = signature_of_text(text, where="f")
    found.check(b"of a release", key, where="f")
    assert found.trusted == "said by minisign"
    with pytest.raises(SignatureError, match="over this file"):
        found.check(b"of another", key, where="f")
    with pytest.raises(SignatureError, match="the trusted comment is not"):
        signature_of_text(text.replace("said by", "laid by"), where="f").check(b"of a release", key, where="f")
    with pytest.raises(SignatureError, match="was signed with the key"):
        found.check(b"of a release", KEY.public, where="f")


@needs_minisign
def test_the_form_without_a_hash_in_front_is_refused(pair):
    (pair / "f").write_bytes(b"of a release")
    assert minisign("-S", "-l", "-s", pair / "m.key", "-m", pair / "f").returncode == 0
    with pytest.raises(SignatureError, match="has not the form"):
        signature_of_text((pair / "f.minisig").read_text(encoding="utf-8"), where="f")


@needs_minisign
@pytest.mark.slow  # a password takes minisign, and so us, seconds and a gigabyte
def test_a_key_of_minisign_with_a_password_opens_with_it_alone(tmp_path):
    assert minisign("-G", "-p", tmp_path / "m.pub", "-s", tmp_path / "m.key", say="word\nword\n").returncode == 0
    key = read_secret_key(tmp_path / "m.key", lambda: "word")
    assert key.public.line == (tmp_path / "m.pub").read_text().splitlines()[1]
    with pytest.raises(SignatureError, match="the password is not the one"):
        read_secret_key(tmp_path / "m.key", lambda: "wood")


@pytest.mark.parametrize("text", ["", "no key", "QUJD", "a\nb\nc", "\N{SNOWMAN}"])
def test_what_is_no_key_is_refused_as_either(tmp_path, text):
    (tmp_path / "k").write_text(text, encoding="utf-8")
    with pytest.raises(SignatureError, match="is not a secret key"):
        read_secret_key(tmp_path / "k", no_password)
    with pytest.raises(SignatureError, match="is no public key"):
        public_key_of_text(text)


# Encodings of the points whose order divides 8, worked out by the addition of the curve: of order 1, 2, 4, 8, 8, 4, 1.
SMALL = [bytes.fromhex(text) for text in (
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
)]  # fmt: skip


def accepts(key: bytes, point: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(point + bytes(32), message)
    except InvalidSignature:
        return False
    return True


@pytest.mark.parametrize("sign", [0, 0x80])
@pytest.mark.parametrize("point", SMALL)
def test_a_key_that_anybody_can_sign_for_is_none(point, sign):
    """As that of 32 zeros, which somebody may put in until there is a key."""
    key = point[:-1] + bytes([point[-1] | sign])
    assert any(accepts(key, other, b"%d" % number) for number in range(64) for other in SMALL)
    text = base64.b64encode(key).decode()
    with pytest.raises(SignatureError, match="anybody can sign for"):
        public_key_of_text(text)
    with pytest.raises(ValidationError, match="anybody can sign for"):
        Person(id="a", post="A", roles=(Role.CHECKER,), public_key=text)


@needs_minisign
def test_a_key_file_that_asks_for_all_memory_is_refused(pair):
    line = (pair / "m.key").read_text().splitlines()[1]
    raw = bytearray(base64.b64decode(line))
    raw[2:4], raw[46:54] = b"Sc", (1 << 40).to_bytes(8, "little")
    (pair / "m.key").write_text(base64.b64encode(bytes(raw)).decode(), encoding="utf-8")
    with pytest.raises(SignatureError, match="is not a secret key"):
        read_secret_key(pair / "m.key", no_password)


# A release: no byte of it


@pytest.fixture
def release(tmp_path) -> Path:
    """A whole release of two small files."""
    folder = tmp_path / NAME
    files = {"index.html": b"<p>SYNTHETIC</p>\n", "tables/SYNTHETIC-t1.csv": b"row_key,count\ntotal,12\n"}
    (folder / "tables").mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    listed = tuple(
        ReleasedFile(path=name, size=len(content), sha256="sha256:" + hashlib.sha256(content).hexdigest())
        for name, content in files.items()
    )
    manifest = Manifest(
        form="clerestory-manifest/1", study="s", title="T", data=DataKind.SYNTHETIC, release=dt.date(2026, 12, 15),
        software="clerestory", rules={}, files=listed,
    )  # fmt: skip
    (folder / "manifest.json").write_text(manifest.model_dump_json(indent=1), encoding="utf-8")
    seal_anew(folder)
    return folder


def unseen(folder: Path, *, every: int, flips: tuple[int, ...]) -> list[tuple[str, int, int]]:
    """The changed bytes that verification with the key does not find."""
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        genuine = path.read_bytes()
        for at in range(0, len(genuine), every):
            for flip in flips:
                path.write_bytes(genuine[:at] + bytes([genuine[at] ^ flip]) + genuine[at + 1 :])
                try:
                    verify_release(folder, KEY.public)
                except (ReleaseError, SignatureError):
                    continue
                found.append((path.name, at, flip))
        path.write_bytes(genuine)
    return found


def test_one_changed_byte_is_found_wherever_we_look(release):
    assert len(verify_release(release, KEY.public).files) == 2
    assert unseen(release, every=23, flips=(0x01,)) == []
    verify_release(release, KEY.public)


@pytest.mark.slow
def test_one_changed_byte_anywhere_is_found(release):
    assert unseen(release, every=1, flips=(0x01, 0x20, 0x80)) == []


def test_a_byte_that_is_put_behind_or_taken_away_is_found(release):
    for path in sorted(path for path in release.rglob("*") if path.is_file()):
        genuine = path.read_bytes()
        for changed in (genuine + b"\n", genuine[:-1], genuine.replace(b"\n", b"\r\n"), b""):
            path.write_bytes(changed)
            with pytest.raises((ReleaseError, SignatureError)):
                verify_release(release, KEY.public)
        path.write_bytes(genuine)


@pytest.mark.parametrize("key", [KEY.public, None])
@pytest.mark.parametrize("name", ["manifest.json.minisig", "seal.json.minisig"])
def test_a_release_without_a_signature_is_none(release, name, key):
    (release / name).unlink()
    with pytest.raises(SignatureError, match="is missing: the release is not signed"):
        verify_release(release, key)
    (release / name).symlink_to(release / "manifest.json")
    with pytest.raises(SignatureError, match="is missing"):
        verify_release(release, key)


def test_signatures_of_another_file_or_release_do_not_serve(release):
    genuine = (release / "manifest.json.minisig").read_bytes()
    (release / "manifest.json.minisig").write_bytes((release / "seal.json.minisig").read_bytes())
    for key in (KEY.public, None):
        with pytest.raises(SignatureError):
            verify_release(release, key)
    (release / "manifest.json.minisig").write_bytes(genuine)
    verify_release(release, KEY.public)


def test_another_key_is_told_by_its_id_and_one_of_the_same_id_by_its_signature(release):
    other = simulated_key("another")
    with pytest.raises(SignatureError, match=f"signed with the key {KEY.public.name}, and .* is {other.public.name}"):
        verify_release(release, other.public)
    with pytest.raises(SignatureError, match="not one of the given key"):
        verify_release(release, public_key_of_text(SecretKey(other.seed, KEY.key_id).public.line))
    seal_anew(release, other)
    with pytest.raises(SignatureError, match="the seal names"):
        verify_release(release)


def test_a_key_is_taken_as_file_as_line_and_bare(release):
    for text in (KEY.public.file("a key"), KEY.public.line, study_toml(KEY)):
        verify_release(release, public_key_of_text(text))


def study_toml(key: SecretKey) -> str:
    return base64.b64encode(key.public.raw).decode()


def test_the_same_release_is_signed_with_the_same_bytes(release):
    before = {path.name: path.read_bytes() for path in release.glob("*.minisig")}
    sign_release(release, read_manifest(release), KEY)
    assert {path.name: path.read_bytes() for path in release.glob("*.minisig")} == before
    assert len(before) == 2


def test_a_secret_key_does_not_show_itself():
    assert KEY.seed.hex() not in repr(KEY)
    assert repr(KEY.seed) not in repr(KEY)
