"""The command line as a data officer meets it: each fault its message and its exit code, and no value echoed."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from clerestory.cli.console import say_error
from clerestory.errors import ReleaseError, StorageError
from commands import COMMAND, PATIENCE, clerestory
from studies import EXAMPLE, example, published_example, released_bytes, write

SECRET = "ZQX-SECRET-77"
NO_ENTRY = b'{"entry":{},"hash":"sha256:' + hashlib.sha256(b"{}").hexdigest().encode() + b'"}\n'


@pytest.fixture
def study(tmp_path) -> Path:
    """The example with a free-text column, so that there is a place for what must not come."""
    root = example(tmp_path / "study")
    with (root / "instrument" / "variables.csv").open("a", encoding="utf-8") as file:
        file.write("case,remark,A remark,text,,no,product,P,Q4\n")
    for path in root.glob("returns/*/2013/case.csv"):
        header, *rows = path.read_text(encoding="utf-8").splitlines()
        write(path, header + ",remark", [row + "," for row in rows])
    return root


@pytest.fixture(scope="module")
def ran(tmp_path_factory) -> Path:
    return published_example(tmp_path_factory)


def spoil(study: Path, how) -> Path:
    path = study / "returns" / "LA" / "2013" / "case.csv"
    path.write_bytes(how(path.read_bytes()))
    return path


def in_row(number: int, old: bytes, new: bytes):
    def how(data: bytes) -> bytes:
        lines = data.split(b"\n")
        assert old in lines[number - 1]
        lines[number - 1] = lines[number - 1].replace(old, new)
        return b"\n".join(lines)

    return how


FAULTS = [
    # a wrong code
    (in_row(7, b",LA,", f",{SECRET},".encode()), 25, "row 7, column list: is not in the code list list_holder"),
    # a missing column
    (lambda data: data.replace(b"case_id,list", b"case_id,liste", 1), 23, "column list: the column is missing"),
    # a date of birth in free text
    (in_row(9, b",LA,", b",LA,seen 03/04/2006"), 24, "row 9, column remark: holds what looks like a date, as of birth"),
    # broken UTF-8
    (in_row(5, b",LA,", b",LA,\xe9\xff"), 22, "row 5: holds a byte that is not UTF-8"),
    # an empty file
    (lambda data: b"", 21, "case.csv: is empty, without even a header"),
    # a row with a field too many
    (in_row(4, b",LA,", f",LA,,{SECRET}".encode()), 23, "row 4: has 4 fields where the header has 3"),
    # an undeclared column
    (
        lambda data: data.replace(b"remark", b"remark," + SECRET.encode(), 1).replace(b",LA,", b",LA,,"),
        23,
        "is not one of the instrument",
    ),
    # a column of another name
    (lambda data: data.replace(b"remark", SECRET.encode(), 1), 23, "row 1, column remark: the column is missing"),
    # the same key twice
    (lambda data: data + data.split(b"\n")[1] + b"\n", 26, "stands in an earlier row of this file"),
    # a mandatory field that is empty
    (in_row(3, b",LA,", b",,"), 26, "row 3, column list: is mandatory and empty without a reason"),
]


@pytest.mark.parametrize(("how", "code", "message"), FAULTS)
def test_each_fault_has_its_message_and_exit_code(study, how, code, message):
    spoil(study, how)
    result = clerestory("run", study)
    assert result.returncode == code, result.stderr
    assert message in result.stderr
    assert "LA/2013/case.csv" in result.stderr
    assert not (study / "releases").exists()
    told = result.stderr + result.stdout + "".join(p.read_text() for p in (study / "reports").glob("*.html"))
    for secret in (SECRET, "03/04/2006", "\xe9"):
        assert secret not in told


def test_a_file_that_nobody_would_read_is_a_fault(study):
    place = study / "returns" / "LA" / "2013"
    (place / f"{SECRET}.xlsx").write_bytes(b"PK")
    (place / ".DS_Store").write_bytes(b"what a system leaves is passed over")
    (study / "returns" / "Thumbs.db").write_bytes(b"the same")
    result = clerestory("run", study)
    assert result.returncode == 27
    assert "LA/2013/: holds 1 file(s) or folder(s) of other names than those of the form" in result.stderr
    assert "case.csv, return.csv" in result.stderr
    assert SECRET not in result.stderr
    assert "<strong>95</strong> of 95 rows are in quarantine" in (study / "reports" / "LA--2013.html").read_text(
        encoding="utf-8"
    )
    (place / f"{SECRET}.xlsx").rename(study / "returns" / "LA" / "case.csv")
    result = clerestory("run", study)
    assert result.returncode == 27
    assert "returns/LA: holds 1 file(s) that belong to no return" in result.stderr


@pytest.mark.parametrize(
    ("setting", "value", "where"),
    [
        ("note", "In 217 cases nothing is known.", "table t1, note"),
        # that every text is looked at says tests/spec/publish/test_texts.py
        pytest.param("title", "Twelve cases", "[study] title", marks=pytest.mark.slow),
        pytest.param("selection", "All but 3 cases.", "[study] selection", marks=pytest.mark.slow),
    ],
)
def test_a_count_cannot_slip_into_a_text_of_study_toml(study, setting, value, where):
    path = study / "study.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith(f"{setting} = "))
    path.write_text("\n".join([*lines[:at], f'{setting} = "{value}"', *lines[at + 1 :]]), encoding="utf-8")
    for gate in ("protect", "release"):
        clerestory("run", study)
        clerestory("review", "simulate", study, "--gate", gate)
    result = clerestory("run", study)
    assert result.returncode == 50
    assert f"study.toml, {where}: the number" in result.stderr
    assert not (study / "releases").exists()


def test_a_place_that_cannot_be_written_is_named_without_a_traceback(tmp_path):
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    result = clerestory("demo", tmp_path / "file" / "nation", "--persons", "200", "--givers", "4")
    assert result.returncode == 13
    assert "not a directory" in result.stderr
    assert "Traceback" not in result.stderr


def test_settings_that_lie_there_and_cannot_be_read_are_not_called_missing(tmp_path):
    settings = tmp_path / "study.toml"
    settings.symlink_to(settings)  # rights would not stop root
    result = clerestory("run", tmp_path)
    assert result.returncode == StorageError.exit_code
    assert f"{settings}: " in result.stderr


def test_a_stage_that_cannot_write_stands_in_the_ledger(study):
    (study / "desk").write_text("not a folder", encoding="utf-8")
    result = clerestory("run", study)
    assert (result.returncode, "Traceback" in result.stderr) == (13, False)
    last = (study / "ledger.jsonl").read_text(encoding="utf-8").splitlines()[-1]
    assert '"event":"stopped at review"' in last
    assert '"exit_code":13' in last


def test_a_file_that_is_not_there_stops_a_study_that_accepts_some_loss(study):
    """As a giver that forgot a file beside one wrong row: the message names the report in which both stand."""
    spoil(study, in_row(7, b",LA,", b",XX,"))
    (study / "returns" / "NG" / "2013" / "case.csv").unlink()
    text = (study / "study.toml").read_text(encoding="utf-8")
    (study / "study.toml").write_text(text.replace("[protect]", "[collect]\nquarantine_limit_pct = 5\n\n[protect]"))
    result = clerestory("run", study, "--to", "collect")
    assert result.returncode == 21
    assert "NG/2013/case.csv: is missing" in result.stderr
    assert f"{study / 'reports' / 'NG--2013.html'}" in result.stderr


@pytest.mark.parametrize(
    ("spoil_paper", "message"),
    [
        (lambda path: path.unlink(), "paper.md: is missing"),
        (
            lambda path: path.write_bytes(b"## A\n\nB\xe9"),
            "paper.md: is not UTF-8: line 3 holds a byte that is not (byte 8 ",
        ),
    ],
)
def test_a_paper_that_cannot_be_read_says_why(study, spoil_paper, message):
    spoil_paper(study / "paper" / "paper.md")
    result = clerestory("run", study)
    assert result.returncode == 10
    assert message in result.stderr


def test_without_a_home_no_line_of_a_library_precedes_a_message(tmp_path):
    home = tmp_path / "home"
    home.write_text("not a folder", encoding="utf-8")
    hidden = ("MPLCONFIGDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
    environment = {name: value for name, value in os.environ.items() if name not in hidden} | {"HOME": str(home)}
    words = [*COMMAND, "run", tmp_path / "nowhere"]  # a fresh interpreter: libraries speak as they are imported
    result = subprocess.run(words, capture_output=True, text=True, timeout=PATIENCE, check=False, env=environment)
    assert result.returncode == 10
    assert result.stderr.startswith("The study cannot be opened.\n")


def test_a_key_file_that_is_none_is_refused(study, tmp_path):
    (tmp_path / "key").write_bytes(bytes(range(128, 180)))
    clerestory("run", study)
    words = ["--gate", "protect", "--person", "checker-a", "--role", "disclosure checker", "--outcome", "approve"]
    rest = ["--reason", "Looked at it.", "--on", "2026-11-01", "--key", tmp_path / "key"]
    result = clerestory("review", "decide", study, *words, *rest)
    assert result.returncode == 41
    assert "is not a private key" in result.stderr


def test_people_with_keys_decide_themselves_and_nobody_for_them(tmp_path):
    study = example(tmp_path / "study")
    keys = {name: clerestory("review", "keys", tmp_path / name).stdout.strip() for name in ("chair", "statistician")}
    for name, key in keys.items():
        change(study, f'id = "{name}"', f'id = "{name}"\npublic_key = "{key}"')
    assert (tmp_path / "chair").stat().st_mode & 0o077 == 0
    assert clerestory("run", study).returncode == 40  # other people, so another draft
    assert clerestory("review", "simulate", study, "--gate", "protect").returncode == 0
    for path in (study / "decisions").glob("release-*.toml"):
        path.unlink()
    assert clerestory("run", study).returncode == 40

    def decide(person="chair", role="reference group chair", reason="Looked at every page of it.", key=None):
        words = ["--gate", "release", "--person", person, "--role", role, "--outcome", "approve", "--reason", reason]
        return clerestory("review", "decide", study, *words, "--on", "2026-11-19", "--key", tmp_path / (key or person))

    assert "reason: String should have at least 10 characters" in decide(reason="Yes.").stderr
    assert "the signature is not that of Chair" in decide(key="statistician").stderr
    assert "is not a lead statistician" in decide(role="lead statistician").stderr
    assert "without a key" in clerestory("review", "simulate", study, "--gate", "release").stderr
    assert not list((study / "decisions").glob("release-*.toml"))
    assert decide().returncode == 0
    assert clerestory("run", study).returncode == 40
    assert decide("statistician", "lead statistician").returncode == 0
    result = clerestory("run", study)
    assert result.returncode == 0, result.stderr
    assert '"simulated": false' in (next((study / "releases").glob("2*")) / "seal.json").read_text(encoding="utf-8")


def change(study: Path, old: str, new: str) -> None:
    path = study / "study.toml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_name_of_a_file_that_others_made_steers_no_terminal(capsys):
    say_error(ReleaseError("a\x1b[2J\udcff.html was added", where="r", remedy="Do not use it."))
    assert capsys.readouterr().err.splitlines()[1:] == [
        "r: a\N{REPLACEMENT CHARACTER}[2J\N{REPLACEMENT CHARACTER}.html was added",
        "Do not use it.",
    ]


def test_one_key_under_two_names_is_refused(tmp_path):
    study = example(tmp_path / "study")
    change(study, 'id = "chair"', f'id = "chair"\npublic_key = "{"E" * 43}="')
    change(study, 'id = "checker-a"', f'id = "checker-a"\npublic_key = "{"C" * 43}="')
    assert clerestory("run", study).returncode == 40
    change(study, "C" * 43, "E" * 43)
    result = clerestory("run", study)
    assert result.returncode == 10
    assert "people share a public key: checker-a, chair" in result.stderr
    assert "EEEE" not in result.stderr


def test_a_seal_that_is_none_is_found(tmp_path, ran):
    study = shutil.copytree(ran, tmp_path / "study")
    (next((study / "releases").glob("2*")) / "seal.json").write_text("{}", encoding="utf-8")
    for words in (["verify", next((study / "releases").glob("2*"))], ["ledger", "verify", study]):
        result = clerestory(*words)
        assert (result.returncode, "seal.json has not the form of one" in result.stderr) == (51, True)


@pytest.mark.parametrize(
    ("place", "stage", "code"),
    [
        ("vault/cases/case.parquet", "analyse", 30),
        ("vault/tables/cohort-case.json", "protect", 10),
        ("vault/tables/table-t1.json", "protect", 10),
        ("vault/protected/table-t1.json", "review", 10),
        ("desk/tables/table-t1.json", "publish", 10),
    ],
)
@pytest.mark.parametrize("content", [b"{}", b"[1]", b"\xff", b""])
def test_a_file_between_two_stages_that_was_spoilt_is_named(ran, place, stage, code, content):
    path = ran / place
    before = path.read_bytes()
    path.write_bytes(content)
    result = clerestory("run", ran, "--only", stage)
    path.write_bytes(before)
    assert result.returncode == code
    assert f"{path}: is not what" in result.stderr


def test_a_fault_of_the_program_shows_its_place_and_no_value(study):
    """A stage that fails with a message of its own making, as a library's would quote a value."""
    program = (
        "import sys; from clerestory.cli import main; from clerestory.pipeline.stages import collecting\n"
        f"def broken(*_, **__): raise ValueError('{SECRET}')\n"
        "collecting.collect_folders = broken\n"
        "main()"
    )
    result = subprocess.run(
        [sys.executable, "-c", program, "run", str(study)],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert result.returncode == 1
    assert "A fault of the program (ValueError)" in result.stderr
    assert "collecting.py, line" in result.stderr
    assert SECRET not in result.stderr


def test_a_study_that_accepts_some_loss_goes_on_and_counts_it(study):
    spoil(study, in_row(7, b",LA,", b",XX,"))
    text = (study / "study.toml").read_text(encoding="utf-8")
    (study / "study.toml").write_text(text.replace("[protect]", "[collect]\nquarantine_limit_pct = 2\n\n[protect]"))
    result = clerestory("run", study, "--to", "collect")
    assert result.returncode == 0, result.stderr
    assert "1 of them quarantined" in result.stderr


def test_a_missing_gate_decision_is_named(study):
    (study / "decisions" / "protect-checker-b.toml").unlink()
    result = clerestory("run", study)
    assert result.returncode == 40
    assert "the decision of 1 disclosure checker is missing (of Disclosure checker B)" in result.stderr


def test_one_return_can_be_checked_alone(tmp_path):
    folder = EXAMPLE / "returns" / "LA" / "2013"
    result = clerestory("collect", "check", folder, "--instrument", EXAMPLE / "instrument")
    assert (result.returncode, result.stderr) == (0, "")
    assert "95 rows came in, 95 were accepted" in result.stdout


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["run"], 2, "Missing argument"),
        (["run", "nowhere"], 10, "there is no study.toml"),
        (["run", ".", "--only", "cook"], 2, "'cook' is not one of"),
        (["run", ".", "--only", "collect", "--to", "protect"], 2, "--only or --to"),
        (["verify", "nowhere"], 51, "there is no such folder"),
        (["ledger", "verify", "nowhere"], 10, "there is no study.toml"),
        (["collect", "check", "nowhere"], 21, "there is no such folder"),
        (["review", "simulate", "nowhere", "--gate", "protect"], 10, "there is no study.toml"),
    ],
)
def test_wrong_words_end_in_a_line_that_says_what_to_do(tmp_path, words, code, message):
    result = clerestory(*words, cwd=tmp_path)
    assert result.returncode == code
    assert message in result.stderr
    assert "Traceback" not in result.stderr


@pytest.fixture(scope="module")
def whole(ran) -> dict[str, bytes]:
    return released_bytes(next((ran / "releases").glob("2*")))


# Each is there long before the next is: cases, tables, protected tables, the draft, the release as it is built.
MOMENTS = (
    "reports", "vault/cases", "vault/tables", "vault/protected", "desk/draft.json",
    "desk/waiting/.partial-new-2026-11-26-REBUILT",
)  # fmt: skip


def killed_midway(folder: Path, *moments: str) -> Path:
    """A study whose runs, one after another, were each killed at their work as soon as something was there.

    On a busy machine a run may end before anybody sees what it was watched for; then another study is run.
    """
    for attempt in range(10):
        root = example(folder / str(attempt))
        if all(is_killed(root, waits_for) for waits_for in moments):
            return root
    raise AssertionError("no run was killed at its work")


def is_killed(root: Path, waits_for: str) -> bool:
    process = subprocess.Popen([*COMMAND, "run", str(root)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not (root / waits_for).exists() and process.poll() is None:
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    if process.wait() == -signal.SIGKILL and not (root / "releases" / "2026-11-26-REBUILT").exists():
        return True
    assert process.returncode in (0, -signal.SIGKILL)  # it went well, and too fast
    return False


def check_nothing_is_lost(root: Path, whole: dict[str, bytes]) -> None:
    result = clerestory("run", root)
    assert result.returncode == 0, result.stderr
    assert [path.name for path in (root / "releases").glob("2*")] == ["2026-11-26-REBUILT"]
    assert released_bytes(root / "releases" / "2026-11-26-REBUILT") == whole
    assert not list(root.rglob(".partial-*"))
    assert clerestory("ledger", "verify", root).returncode == 0


@pytest.mark.slow
def test_kills_at_every_stage_of_one_study_and_a_rerun_lose_nothing(tmp_path, whole):
    check_nothing_is_lost(killed_midway(tmp_path / "study", *MOMENTS[1::2]), whole)  # each moment by itself: slow


@pytest.mark.slow
@pytest.mark.parametrize("waits_for", MOMENTS)
def test_a_kill_midway_and_a_rerun_lose_nothing(tmp_path, whole, waits_for):
    check_nothing_is_lost(killed_midway(tmp_path / "study", waits_for), whole)


def test_only_the_owner_can_read_the_vault_and_everybody_the_release(tmp_path):
    root = example(tmp_path / "study")
    root.chmod(0o755)
    (root / "vault" / "cases").mkdir(parents=True)  # as an earlier version left it
    result = subprocess.run(["sh", "-c", 'umask 0; exec "$@"', "-", *COMMAND, "run", root], check=False)
    assert result.returncode == 0
    inside = [root / "vault", *(root / "vault").rglob("*")]
    assert {path.name for path in inside} >= {"case.parquet", "quarantine.parquet", "table-t1.json", "draft.json"}
    assert [path for path in inside if path.stat().st_mode & 0o077] == []
    released = [path for path in (root / "releases").rglob("*") if path.is_file()]
    assert all(path.stat().st_mode & 0o044 == 0o044 for path in released)
    assert [
        path for path in root.rglob("*") if path.stat().st_mode & 0o002
    ] == []  # nobody else changes ledger or release


def test_tampering_with_a_release_is_found(tmp_path, ran):
    root = shutil.copytree(ran, tmp_path / "study")
    release = root / "releases" / "2026-11-26-REBUILT"
    assert clerestory("verify", release).returncode == 0
    page = release / "index.html"
    page.write_bytes(page.read_bytes().replace(b"2,744", b"2,745"))
    result = clerestory("verify", release)
    assert (result.returncode, "index.html was changed" in result.stderr) == (51, True)
    # and a later run neither mends nor hides it
    assert clerestory("run", root).returncode == 51


def test_tampering_with_the_ledger_is_found_and_stops_the_next_run(tmp_path, ran):
    root = shutil.copytree(ran, tmp_path / "study")
    ledger = root / "ledger.jsonl"
    lines = ledger.read_bytes().splitlines(keepends=True)
    ledger.write_bytes(b"".join(lines[:-1]))
    result = clerestory("ledger", "verify", root)
    assert (result.returncode, "the end is cut off" in result.stderr) == (60, True)
    assert clerestory("run", root).returncode == 60


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        # a line whose hash is right but which is no entry
        (
            lambda s: (s / "ledger.jsonl").write_bytes((s / "ledger.jsonl").read_bytes() + NO_ENTRY),
            "the entry has not the form of one",
        ),
        (lambda s: (s / "ledger.jsonl").unlink(), "there is no ledger"),
        (lambda s: ((s / "ledger.jsonl").unlink(), (s / "ledger.jsonl").mkdir()), "cannot be read: is a directory"),
        (lambda s: shutil.rmtree(next((s / "releases").glob("2*"))), "the release is missing"),
    ],
)
def test_what_is_wrong_with_ledger_or_releases_has_one_exit_code_whoever_asks(ran, tmp_path, spoil, message):
    root = shutil.copytree(ran, tmp_path / "study")
    spoil(root)
    for words in (["ledger", "verify", root], ["run", root, "--only", "collect"]):
        result = clerestory(*words)
        assert (result.returncode, message in result.stderr) == (60, True), result.stderr
        assert "it goes on where it stopped" not in result.stderr


def test_a_protected_table_changed_on_the_desk_is_not_published(tmp_path):
    """Decisions are bound to what they saw: another number is another draft, on which nobody decided."""
    root = example(tmp_path / "study")
    clerestory("run", root, "--to", "review")
    table = root / "desk" / "tables" / "table-t1.json"
    table.write_bytes(table.read_bytes().replace(b"2744", b"2745"))
    result = clerestory("run", root, "--only", "publish")
    assert result.returncode == 40
    assert "are about another draft" in result.stderr


@pytest.mark.slow
def test_a_release_of_the_same_day_is_never_overwritten(tmp_path, ran):
    root = shutil.copytree(ran, tmp_path / "study")
    paper = root / "paper" / "paper.md"
    paper.write_text(paper.read_text(encoding="utf-8") + "\nA further sentence.\n", encoding="utf-8")
    assert clerestory("run", root).returncode == 40  # a new draft needs new decisions
    assert clerestory("review", "simulate", root, "--gate", "release").returncode == 0
    result = clerestory("run", root)
    assert result.returncode == 51
    assert "was published with other content" in result.stderr
