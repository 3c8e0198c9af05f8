"""Lessons of a study and packs of its release: two gates, nothing of vault or desk, nothing after a change."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from clerestory import pipeline
from clerestory.errors import GateError, LedgerError, LessonsError, PackError, ReleaseError
from clerestory.ledger import ledger_entries
from clerestory.model.decisions import Gate
from clerestory.model.lessons.packs import PackRequest
from clerestory.model.lessons.study import Audience
from commands import clerestory
from lesson_files import lesson, toml_of
from studies import CLOCK, published, released_bytes, sign_as_a_forger, small_study

TABLES = '[[tables]]\nid = "t1"\ntitle = "By a and b"\ncount = "person"\nrows = "person.a"\ncolumns = "person.b"\n'
PEOPLE = [*[("a0", "b0")] * 40, *[("a0", "b1")] * 30, *[("a1", "b0")] * 50, *[("a1", "b1")] * 3]
SMALL = lesson(finding='Of {{ t1["a1", "total"] }} persons {{ t1["a1", "b1"] }} are of the second kind.')
NATIONAL = PackRequest(Audience.NATIONAL)


def with_lessons(folder: Path, *of: dict[str, object]) -> Path:
    root = small_study(folder, {"a": ("a0", "a1"), "b": ("b0", "b1")}, PEOPLE, tables=TABLES)
    (root / "lessons.toml").write_text(toml_of(*of), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    root = with_lessons(tmp_path_factory.mktemp("lessons") / "study", SMALL)
    published(root)
    return root


@pytest.fixture
def root(kept, tmp_path) -> Path:
    return Path(shutil.copytree(kept, tmp_path / "study"))


def release_of(root: Path) -> Path:
    return next((root / "releases").glob("2*"))


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def command(*words: object) -> subprocess.CompletedProcess[str]:
    return clerestory(*words)


def test_a_withheld_number_is_in_no_lesson_and_in_no_pack(root, tmp_path):
    """The cell of three persons, and with it another of its row, is withheld wherever it is spoken of."""
    made = json.loads((release_of(root) / "SYNTHETIC-lessons.json").read_bytes())
    assert made["lessons"][0]["finding"].endswith("persons [c] are of the second kind.")
    pipeline.build_pack(root, tmp_path / "pack", NATIONAL)
    text = (tmp_path / "pack" / "index.html").read_text(encoding="utf-8")
    assert "persons [c] are of the second kind." in text
    assert ">3<" not in text
    assert ",3,," not in (tmp_path / "pack" / "tables" / "SYNTHETIC-t1.csv").read_text(encoding="utf-8")


def test_lessons_that_change_after_a_decision_need_a_new_one(tmp_path):
    root = with_lessons(tmp_path / "study", SMALL)
    for gate in Gate:
        with pytest.raises(GateError):
            pipeline.run(root, clock=CLOCK)
        pipeline.simulate(root, gate)
    (root / "lessons.toml").write_text(toml_of(SMALL | {"limits": "Recorded is not all."}), encoding="utf-8")
    with pytest.raises(GateError, match="about another draft"):
        pipeline.run(root, clock=CLOCK)
    assert not (root / "releases").exists() or not list((root / "releases").iterdir())


def test_a_lesson_that_does_not_hold_stops_the_run_before_the_draft_is_on_the_desk(tmp_path):
    root = with_lessons(tmp_path / "study", SMALL | {"evidence": ["t9"]})
    with pytest.raises(GateError):
        pipeline.run(root, clock=CLOCK)
    pipeline.simulate(root, Gate.PROTECT)
    with pytest.raises(LessonsError, match="has no table, chart or finding t9"):
        pipeline.run(root, clock=CLOCK)
    assert not (root / "desk" / "draft-content.json").exists()


def test_a_pack_needs_neither_vault_nor_desk_nor_anything_but_the_release(root, tmp_path):
    pipeline.build_pack(root, tmp_path / "before", NATIONAL)
    for name in ("vault", "desk", "returns", "reports", "decisions", "paper", "lessons.toml"):
        path = root / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    pipeline.build_pack(root, tmp_path / "after", NATIONAL)
    alone = Path(shutil.copytree(release_of(root), tmp_path / "alone" / release_of(root).name))
    pipeline.build_pack(alone, tmp_path / "of-the-release", NATIONAL)
    assert bytes_of(tmp_path / "before") == bytes_of(tmp_path / "after") == bytes_of(tmp_path / "of-the-release")


def test_the_ledger_says_of_each_pack_of_a_study_that_it_was_made(root, tmp_path):
    pipeline.build_pack(root, tmp_path / "pack", NATIONAL, clock=CLOCK)
    last = list(ledger_entries(root / "ledger.jsonl"))[-1]
    assert (last.event, last.detail["release"], last.detail["audience"]) == (
        "pack made", release_of(root).name, "national"
    )  # fmt: skip


def test_every_released_file_that_is_changed_stops_the_pack(root, tmp_path):
    release = release_of(root)
    for name, data in released_bytes(release).items():
        (release / name).write_bytes(data + b" ")
        with pytest.raises(ReleaseError):
            pipeline.build_pack(root, tmp_path / "pack", NATIONAL)
        (release / name).write_bytes(data)
    seal = (release / "seal.json").read_bytes()
    (release / "seal.json").write_bytes(seal.replace(b'"simulated": true', b'"simulated": false'))
    with pytest.raises(LedgerError):
        pipeline.build_pack(root, tmp_path / "pack", NATIONAL)
    (release / "seal.json").write_bytes(seal)
    assert list(tmp_path.iterdir()) == [root]
    pipeline.build_pack(root, tmp_path / "pack", NATIONAL)


def test_a_forged_release_is_told_by_the_ledger_of_its_study(root, tmp_path):
    """Manifest and seal are made anew by whoever changed a lesson; the entry of the signature is not."""
    release = release_of(root)
    page = release / "SYNTHETIC-lessons.json"
    page.write_bytes(page.read_bytes().replace(b"Make the field mandatory.", b"Leave the field optional."))
    manifest = json.loads((release / "manifest.json").read_bytes())
    for file in manifest["files"]:
        data = (release / file["path"]).read_bytes()
        file |= {"size": len(data), "sha256": "sha256:" + hashlib.sha256(data).hexdigest()}
    (release / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    forged = json.loads((release / "seal.json").read_bytes())
    forged["manifest"] = "sha256:" + hashlib.sha256((release / "manifest.json").read_bytes()).hexdigest()
    (release / "seal.json").write_text(json.dumps(forged), encoding="utf-8")
    sign_as_a_forger(release)
    pipeline.verify_release(release)
    refused = command("publish", "pack", root, "--audience", "national", "--to", tmp_path / "pack")
    assert refused.returncode == 60
    assert "not the release that was published" in refused.stderr
    assert not (tmp_path / "pack").exists()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--audience", "industry"], 58, "no lesson of this release is for industry"),
        (["--audience", "local", "--area", "X9"], 58, "no table of this release shows areas"),
        (["--audience", "national", "--area", "X9"], 2, "only a pack for the audience local has an area"),
        (["--audience", "everybody"], 2, "is not one of"),
        (["--audience", "national", "--release", "2020-01-01"], 58, "there is no such release"),
    ],
)
def test_what_cannot_be_asked_is_refused_and_leaves_nothing(root, tmp_path, words, code, said):
    refused = command("publish", "pack", root, *words, "--to", tmp_path / "pack")
    assert refused.returncode == code
    assert said in " ".join(refused.stderr.split())
    assert list(tmp_path.iterdir()) == [root]


def test_a_pack_is_never_overwritten_and_a_folder_without_a_release_gives_none(root, tmp_path):
    pipeline.build_pack(root, tmp_path / "pack", NATIONAL)
    with pytest.raises(PackError, match="exists already"):
        pipeline.build_pack(root, tmp_path / "pack", NATIONAL)
    with pytest.raises(PackError, match="is no release and has none"):
        pipeline.build_pack(tmp_path, tmp_path / "other", NATIONAL)


def test_a_release_under_another_name_gives_no_pack(root, tmp_path):
    alone = Path(shutil.copytree(release_of(root), tmp_path / "renamed"))
    with pytest.raises(ReleaseError, match="was renamed"):
        pipeline.build_pack(alone, tmp_path / "pack", NATIONAL)


def test_a_pack_that_was_interrupted_is_made_anew(root, tmp_path):
    (tmp_path / ".partial-new-pack").mkdir()
    (tmp_path / ".partial-new-pack" / "half.html").write_text("<p>")
    done = command("publish", "pack", root, "--audience", "national", "--to", tmp_path / "pack")
    assert done.stdout.strip() == str(tmp_path / "pack" / "index.html")
    assert not (tmp_path / "pack" / "half.html").exists()
    assert not list(tmp_path.glob(".partial-*"))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda pack: (pack / "index.html").write_text("<p>"), "index.html is not what the release gives"),
        (lambda pack: (pack / "tables" / "SYNTHETIC-t1.csv").unlink(), "tables/SYNTHETIC-t1.csv was removed"),
        (lambda pack: (pack / "tables" / "more.csv").write_text("a"), "tables/more.csv was added"),
        (lambda pack: (pack / "manifest.json").unlink(), "has no manifest.json"),
        (lambda pack: (pack / "manifest.json").write_text("{}"), "manifest.json has not the form"),
    ],
)
def test_a_pack_that_was_changed_is_told_by_its_release(root, tmp_path, spoil, said):
    pipeline.build_pack(root, tmp_path / "pack", NATIONAL)
    assert pipeline.check_pack(tmp_path / "pack", root) == pipeline.check_pack(tmp_path / "pack", release_of(root))
    spoil(tmp_path / "pack")
    with pytest.raises(PackError, match=said.replace(".", r"\.")):
        pipeline.check_pack(tmp_path / "pack", root)


def test_a_pack_of_another_release_is_told(root, tmp_path):
    pipeline.build_pack(root, tmp_path / "pack", NATIONAL)
    other = with_lessons(tmp_path / "other", SMALL | {"limits": "Recorded is not all."})
    published(other)
    with pytest.raises(PackError, match="of another release"):
        pipeline.check_pack(tmp_path / "pack", other)
