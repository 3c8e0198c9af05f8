"""Ledger and releases bear each other out: what was changed in either is found before a run and when asked.

And what an interrupted run leaves is no tampering.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from clerestory import pipeline
from clerestory.errors import GateError, LedgerError, ReleaseError, SignatureError
from clerestory.ledger import Head, Ledger
from clerestory.model.decisions import Gate
from clerestory.pipeline import Stage
from clerestory.publish import read_manifest, sign_release
from clerestory.publish.signatures import SecretKey, simulated_key
from commands import clerestory
from studies import CLOCK, published_example, released_bytes, sign_as_a_forger

RELEASE = "2026-11-26-REBUILT"


@pytest.fixture(scope="module")
def ran(tmp_path_factory) -> Path:
    return published_example(tmp_path_factory)


@pytest.fixture
def study(ran, tmp_path) -> Path:
    return Path(shutil.copytree(ran, tmp_path / "study"))


def lines(study: Path) -> list[bytes]:
    return (study / "ledger.jsonl").read_bytes().splitlines(keepends=True)


def rewrite(study: Path, kept: list[bytes], *, with_head: bool = False) -> None:
    (study / "ledger.jsonl").write_bytes(b"".join(kept))
    if with_head:
        last = json.loads(kept[-1])["hash"]
        head = {"length": len(kept), "hash": last, "size": sum(map(len, kept))}
        (study / "ledger.head").write_text(json.dumps(head), encoding="utf-8")


def crafted(raw: bytes) -> bytes:
    return b'{"entry":' + raw + b',"hash":"sha256:' + hashlib.sha256(raw).hexdigest().encode() + b'"}\n'


def remove(*paths: Path) -> None:
    for path in paths:
        path.unlink()


def into_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def test_what_was_published_holds_and_can_be_run_again(study):
    assert pipeline.verify_study_ledger(study).length == len(lines(study))
    pipeline.run(study, [Stage.COLLECT], clock=CLOCK)
    assert pipeline.verify_study_ledger(study).length == len(lines(study))


SPOILT_LEDGERS = [
    # a word of an entry, and two entries in another order
    lambda s: rewrite(s, [line.replace(b"protected", b"projected") for line in lines(s)]),
    lambda s: rewrite(s, [lines(s)[i] for i in (0, 2, 1, *range(3, len(lines(s))))]),
    # removed with its head, without it, and the head alone; cut back together with its head
    lambda s: remove(s / "ledger.jsonl", s / "ledger.head"),
    lambda s: remove(s / "ledger.jsonl"),
    lambda s: remove(s / "ledger.head"),
    lambda s: rewrite(s, lines(s)[:2], with_head=True),
    # lines whose hash is right but which are no entries
    lambda s: rewrite(s, [*lines(s), crafted(b"{}")]),
    lambda s: rewrite(s, [*lines(s), crafted(b"nojson")]),
    # folders in place of files
    lambda s: into_folder(s / "ledger.jsonl"),
    lambda s: into_folder(s / "ledger.head"),
]


@pytest.mark.parametrize("spoil", SPOILT_LEDGERS)
def test_a_ledger_that_does_not_hold_stops_every_run_before_it_does_anything(study, spoil):
    spoil(study)
    before = everything(study)
    for ask in (
        lambda: pipeline.verify_study_ledger(study),
        lambda: pipeline.run(study, [Stage.COLLECT], clock=CLOCK),
        lambda: pipeline.run(study, clock=CLOCK),
    ):
        with pytest.raises(LedgerError):
            ask()
    assert everything(study) == before


def everything(study: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in study.rglob("*") if path.is_file() and path.name != ".lock"}


def forge_a_number(release: Path) -> None:
    """Another number, with the manifest and the seal made anew: the release alone is without a fault."""
    page = release / "index.html"
    assert b"2,744" in page.read_bytes()
    page.write_bytes(page.read_bytes().replace(b"2,744", b"9,999"))
    change(release / "manifest.json", files=lambda files: [*map(anew(page), files)])
    digest = hashlib.sha256((release / "manifest.json").read_bytes()).hexdigest()
    change(release / "seal.json", manifest=lambda _: f"sha256:{digest}")


def anew(page: Path):
    data = page.read_bytes()
    mine = {"path": page.name, "size": len(data), "sha256": f"sha256:{hashlib.sha256(data).hexdigest()}"}
    return lambda file: mine if file["path"] == page.name else file


def change(path: Path, **fields) -> None:
    value = json.loads(path.read_bytes())
    path.write_text(json.dumps(value | {name: how(value[name]) for name, how in fields.items()}), encoding="utf-8")


SPOILT_RELEASES = [
    (forge_a_number, "seal.json says otherwise than entry 5 of the ledger: manifest"),
    # approvals that nobody gave, another time, other returns
    (
        lambda r: change(r / "seal.json", approvals=lambda given: [one | {"simulated": False} for one in given]),
        "says otherwise than entry 5 of the ledger: approvals",
    ),
    (lambda r: change(r / "seal.json", sealed=lambda _: "2026-11-21T09:30:00Z"), "of the ledger: sealed"),
    (lambda r: change(r / "seal.json", inputs=lambda _: "hmac-sha256:" + "0" * 64), "of the ledger: inputs"),
    # another entry, which the ledger has
    (
        lambda r: change(r / "seal.json", ledger_length=lambda _: 2, ledger_head=lambda _: entry_hash(r, 2)),
        "seal.json names entry 2 of the ledger; entry 5 signed the release",
    ),
    (lambda r: change(r / "seal.json", ledger_head=lambda _: entry_hash(r, 2)), "not the one that the seal of release"),
    # missing in part, as a whole, under another name, twice, and a folder that was put beside it
    (lambda r: (r / "seal.json").unlink(), "seal.json is missing"),
    (shutil.rmtree, f"{RELEASE}: the release is missing: entry 7 of the ledger says it is here"),
    (lambda r: r.rename(r.parent / "2026-11-27-REBUILT"), "2026-11-27-REBUILT: the ledger has no release of this name"),
    (lambda r: shutil.copytree(r, r.parent / "2026-11-27"), "2026-11-27: the ledger has no release of this name"),
    (lambda r: (r.parent / "2026-12-01").mkdir(), "2026-12-01: the ledger has no release of this name"),
]


def entry_hash(release: Path, number: int) -> str:
    return json.loads(lines(release.parents[1])[number - 1])["hash"]


@pytest.mark.parametrize(("spoil", "message"), SPOILT_RELEASES)
def test_a_release_that_is_not_the_one_that_was_published_is_found(study, spoil, message):
    spoil(study / "releases" / RELEASE)
    before = everything(study)
    for ask in (
        lambda: pipeline.verify_study_ledger(study),
        lambda: pipeline.run(study, [Stage.COLLECT], clock=CLOCK),
        lambda: pipeline.run(study, clock=CLOCK),
    ):
        with pytest.raises(LedgerError, match=message):
            ask()
    assert everything(study) == before


def test_a_forged_release_alone_is_told_from_a_true_one_by_its_signature(study):
    release = study / "releases" / RELEASE
    key = pipeline.signing_key(study)
    assert pipeline.verify_with_key(release, key).folder == RELEASE
    forge_a_number(release)
    for given in (key, None):  # without the key the comment of the signature tells; whoever forges can make that anew
        with pytest.raises(SignatureError):
            pipeline.verify_with_key(release, given)


@pytest.mark.parametrize("given", ["", " ", "missing.pub", "\n"])  # "$KEY" of a script, where KEY was never set
def test_a_key_that_is_none_is_refused_and_never_taken_for_no_key(study, given):
    with pytest.raises(SignatureError, match="is no public key"):
        pipeline.verify_with_key(study / "releases" / RELEASE, given)
    verified = clerestory("verify", study / "releases" / RELEASE, "--public-key", given)
    assert (verified.returncode, verified.stdout) == (44, "")


def test_a_forged_release_with_a_key_of_its_own_is_found_by_the_key_and_by_the_ledger_alone(study):
    release = study / "releases" / RELEASE
    key = pipeline.signing_key(study)
    forge_a_number(release)
    sign_as_a_forger(release)
    assert pipeline.verify_with_key(release).folder == RELEASE  # what docs/reference/release.md says of it
    with pytest.raises(SignatureError, match="and the key that was given is"):
        pipeline.verify_with_key(release, key)
    with pytest.raises(LedgerError, match="otherwise than entry 5 of the ledger: manifest, signatory"):
        pipeline.verify_study_ledger(study)


@pytest.mark.parametrize("name", ["manifest.json.minisig", "seal.json.minisig"])
def test_a_signature_that_was_exchanged_is_found_by_the_ledger(study, name):
    release = study / "releases" / RELEASE
    genuine = {path.name: path.read_bytes() for path in release.glob("*.minisig")}
    sign_release(release, read_manifest(release), SecretKey(b"x" * 32, simulated_key("modern-slavery-2013").key_id))
    assert (release / name).read_bytes() != genuine.pop(name)
    for kept, content in genuine.items():
        (release / kept).write_bytes(content)
    assert pipeline.verify_with_key(release).folder == RELEASE
    with pytest.raises(SignatureError, match="not one of the given key"):
        pipeline.verify_study_ledger(study)


def test_a_release_without_a_ledger_is_found_even_without_its_seal(study):
    remove(study / "ledger.jsonl", study / "ledger.head", study / "releases" / RELEASE / "seal.json")
    with pytest.raises(LedgerError, match="the ledger has no release of this name"):
        pipeline.run(study, clock=CLOCK)


def test_a_release_that_lies_elsewhere_leaves_its_seal(study):
    for path in sorted((study / "releases" / RELEASE).rglob("*"), reverse=True):
        if path.is_dir():
            path.rmdir()
        elif path.name.removesuffix(".minisig") not in ("seal.json", "manifest.json"):
            path.unlink()
    assert pipeline.verify_study_ledger(study).length == len(lines(study))
    with pytest.raises(ReleaseError, match="is missing"):
        pipeline.verify_release(study / "releases" / RELEASE)


# What a kill leaves is no tampering


def published_only(study: Path) -> None:
    """The study as a kill leaves it between the entry of a publication and the release in its place."""
    assert [json.loads(line)["entry"]["event"] for line in lines(study)[-2:]] == [
        "release published",
        "release in place",
    ]
    rewrite(study, lines(study)[:-1], with_head=True)
    release = study / "releases" / RELEASE
    release.rename(study / "desk" / "waiting" / RELEASE)


def test_a_kill_before_a_release_was_in_place_is_no_missing_release(study, ran):
    published_only(study)
    assert pipeline.verify_study_ledger(study).length == 6
    pipeline.run(study, [Stage.COLLECT], clock=CLOCK)  # clears away what was half-built
    pipeline.run(study, clock=CLOCK)
    assert released_bytes(study / "releases" / RELEASE) == released_bytes(ran / "releases" / RELEASE)
    assert pipeline.verify_study_ledger(study).length == len(lines(study))


def test_a_kill_and_another_paper_give_the_release_of_the_later_entry(study):
    published_only(study)
    paper = study / "paper" / "paper.md"
    paper.write_text(paper.read_text(encoding="utf-8") + "\nA further sentence.\n", encoding="utf-8")
    with pytest.raises(GateError):
        pipeline.run(study, clock=CLOCK)
    pipeline.simulate(study, Gate.RELEASE)
    pipeline.run(study, clock=CLOCK)
    events = [json.loads(line)["entry"]["event"] for line in lines(study)]
    assert events.count("release published") == 2
    assert pipeline.verify_study_ledger(study).length == len(events)


def test_a_kill_after_a_release_was_in_place_is_made_good(study):
    rewrite(study, lines(study)[:-1], with_head=True)
    assert pipeline.verify_study_ledger(study).length == 6
    pipeline.run(study, clock=CLOCK)
    pipeline.run(study, clock=CLOCK)
    assert [json.loads(line)["entry"]["event"] for line in lines(study)].count("release in place") == 1
    shutil.rmtree(study / "releases" / RELEASE)
    with pytest.raises(LedgerError, match="the release is missing"):
        pipeline.verify_study_ledger(study)


def test_a_half_written_line_and_a_head_behind_are_recovered(study):
    head = (study / "ledger.head").read_bytes()
    length = Ledger(study / "ledger.jsonl", CLOCK).append("acknowledged by nobody", why="killed").length
    (study / "ledger.head").write_bytes(head)
    with (study / "ledger.jsonl").open("ab") as file:
        file.write(b'{"entry":{"actor":"cle')
    pipeline.run(study, [Stage.COLLECT], clock=CLOCK)
    assert pipeline.verify_study_ledger(study) == Head(length + 1, json.loads(lines(study)[-1])["hash"])
