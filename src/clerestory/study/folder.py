"""Opening a study folder, its paths, its lock and its key."""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import os
import secrets
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from clerestory.errors import InstrumentError, StudyBusyError, StudyError
from clerestory.model.commission import DataKind, StudySettings
from clerestory.model.instrument import Instrument
from clerestory.study.instrument import read_instrument, shipped_instrument
from clerestory.study.requests import check_requests, check_withheld
from clerestory.study.writing import make_secret, sweep, write_atomically

_BLOCK = 1 << 20


@dataclass(frozen=True)
class Study:
    """An opened study; every path that the product reads or writes is named here."""

    root: Path
    settings: StudySettings
    instrument: Instrument

    @property
    def returns(self) -> Path:
        """What givers sent, never edited, in whatever form: ``returns/<provider>/<return_id>/``."""
        return self.root / "returns"

    @property
    def links(self) -> Path:
        """Where givers' encodings arrive: ``links/<provider>/<return_id>/encodings.parquet``; empty between runs."""
        return self.root / "links"

    @property
    def reports(self) -> Path:
        """Feedback for each giver."""
        return self.root / "reports"

    @property
    def paper(self) -> Path:
        """The source of the paper."""
        return self.root / "paper" / "paper.md"

    @property
    def vault(self) -> Path:
        """Cases, confidential tables and proofs: its owner's alone, whatever the umask."""
        return self.root / "vault"

    @property
    def kept(self) -> Path:
        """Accepted rows by return and version: ``vault/returns/<provider>/<return_id>/v<number>/``."""
        return self.vault / "returns"

    @property
    def left(self) -> Path:
        """Copies of every draft that left the vault."""
        return self.vault / "left"

    @property
    def outputs(self) -> Path:
        """What would have left of every draft that came to the checkers, as readers would have had it."""
        return self.vault / "outputs"

    @property
    def history(self) -> Path:
        """What others published of the same cases: ``history/<name>.toml`` with ``history/<name>.csv``."""
        return self.root / "history"

    @property
    def sharing(self) -> Path:
        """Records of sharing, ``sharing/<provider>.toml``, and requests of people in ``sharing/requests/``."""
        return self.root / "sharing"

    @property
    def replies(self) -> Path:
        """What givers say to what is printed about them: ``replies/<provider>.md``."""
        return self.root / "replies"

    @property
    def lessons(self) -> Path:
        """What the department concludes from the release: ``lessons.toml``."""
        return self.root / "lessons.toml"

    @property
    def assessment(self) -> Path:
        """What is weighed before a release is signed: ``assessment.toml``."""
        return self.root / "assessment.toml"

    @property
    def press(self) -> Path:
        """What a press notice has beside the release: ``press.toml``."""
        return self.root / "press.toml"

    @property
    def texts(self) -> Path:
        """Texts about single cases, redacted at their givers: as secret as returns."""
        return self.root / "texts"

    @property
    def holds(self) -> Path:
        """What officers certified of live cases, and lawyers' views of it: ``vault/holds/<case>.toml``."""
        return self.vault / "holds"

    @property
    def passages(self) -> Path:
        """What reviewers decided about passages of texts: ``vault/passages/<text>.toml``, and the key of their ids."""
        return self.vault / "passages"

    @property
    def decisions(self) -> Path:
        """What people decided, at which gate, on which draft."""
        return self.root / "decisions"

    @property
    def desk(self) -> Path:
        """Protected tables and drafts."""
        return self.root / "desk"

    @property
    def waiting(self) -> Path:
        """Releases that wait for a signature, or signed for their day: their owner's alone."""
        return self.desk / "waiting"

    @property
    def releases(self) -> Path:
        """What was published, a folder for each date."""
        return self.root / "releases"

    @property
    def sources(self) -> Path:
        """What people wrote for each release, as it was when it was built: ``vault/sources/<release>/``."""
        return self.vault / "sources"

    @property
    def recalled(self) -> Path:
        """Releases that were recalled, and who had them recalled: sealed."""
        return self.vault / "recalled"

    @property
    def breaches(self) -> Path:
        """Records of breaches, ``vault/breaches/<release>.toml``."""
        return self.vault / "breaches"

    @property
    def ledger(self) -> Path:
        """The hash-chained ledger."""
        return self.root / "ledger.jsonl"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the study alone, and clear away what an interrupted run left.

        Raises
        ------
        StudyBusyError
            If another process holds it.
        """
        with (self.root / ".lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise StudyBusyError(
                    "another run is at work on this study", where=str(self.root), remedy="Wait until it ends."
                ) from None
            make_secret(self.vault)
            for folder in (self.reports, self.vault, self.desk, self.releases):
                sweep(folder)
            yield

    def key(self) -> bytes:
        """Give the study's secret key, made at first use; it never leaves the vault.

        Cases that are public anyway (synthetic, or rebuilt from published counts) have a key that everybody can
        compute, so that their decisions can be shipped and their runs repeated elsewhere.

        Raises
        ------
        StudyError
            If real cases are called others: simulated decisions and a public key would count for them.
        """
        path = self.vault / "study.key"
        if self.settings.study.data is not DataKind.CONFIDENTIAL:
            _check_never_real(path)
            return hashlib.sha256(b"clerestory public key of " + self.settings.study.id.encode()).digest()
        if not path.exists():
            make_secret(self.vault)
            write_atomically(path, secrets.token_bytes(32))
        return path.read_bytes()

    def keyed_hash(self, *parts: bytes) -> str:
        """Give the keyed hash of some bytes: it binds to them, and says nothing without the key (rule S18)."""
        mac = hmac.new(self.key(), digestmod=hashlib.sha256)
        for part in parts:
            mac.update(len(part).to_bytes(8, "big") + part)
        return "hmac-sha256:" + mac.hexdigest()

    def hash_of_files(self, files: Iterable[Path], base: Path) -> str:
        """Give the ``keyed_hash`` of names below ``base`` and bytes, in turn; no file is in memory as a whole."""
        mac = hmac.new(self.key(), digestmod=hashlib.sha256)
        for path in files:
            name = path.relative_to(base).as_posix().encode()
            with path.open("rb") as file:
                size = os.fstat(file.fileno()).st_size
                mac.update(len(name).to_bytes(8, "big") + name + size.to_bytes(8, "big"))
                while block := file.read(_BLOCK):
                    mac.update(block)
        return "hmac-sha256:" + mac.hexdigest()


def _check_never_real(secret: Path) -> None:
    if secret.exists():
        raise StudyError(
            "the study has had a secret key, as those of real cases have; its cases do not become made-up ones",
            where=f"study.toml, [study] data, and {secret}",
            remedy='Set data = "confidential" again. Study cases that are public anyway in a study of their own.',
        )


def open_study(root: Path) -> Study:
    """Open a study and check study.toml and the instrument.

    Raises
    ------
    StudyError
        If the folder or study.toml is missing, or a setting is wrong; all wrong settings are named at once.
    InstrumentError
        If the instrument contradicts itself, or something else lies in its place.
    TableError
        If a table names what is not in the instrument.
    """
    path = root / "study.toml"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):  # one that lies there and cannot be read is told by its own name
        raise StudyError(
            "there is no study.toml",
            where=str(root),
            remedy="Name a study folder; `clerestory demo DIR` makes one.",
        ) from None
    except UnicodeDecodeError as error:
        raise StudyError(not_utf8(error), where=str(path), remedy="Save it again as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise StudyError(f"is not TOML: {error}", where=str(path), remedy="Mend the line that is named.") from None
    try:
        settings = StudySettings.model_validate(data)
    except ValidationError as error:
        raise StudyError(
            _faults(error, data), where=str(path), remedy="docs/reference/study-toml.md has every setting."
        ) from None
    study = Study(root, settings, read_instrument(instrument_folder(root)))
    check_requests(settings.tables, study.instrument)
    check_withheld(settings.withheld, study.instrument)
    return study


def not_utf8(error: UnicodeDecodeError) -> str:
    """Say where a text is not UTF-8, and not what stands there."""
    line = error.object.count(b"\n", 0, error.start) + 1
    return f"is not UTF-8: line {line} holds a byte that is not (byte {error.start + 1:,} of the file)"


def instrument_folder(root: Path) -> Path:
    """Give the folder of the study's own instrument, or of the shipped one where there is none.

    Raises
    ------
    InstrumentError
        If something else lies in its place.
    """
    own = root / "instrument"
    if own.is_dir():
        return own
    if own.exists() or own.is_symlink():
        raise InstrumentError(
            "is not a folder", where=str(own), remedy="Make it a folder, or remove it to use the shipped instrument."
        )
    return shipped_instrument()


def _faults(error: ValidationError, data: Mapping[str, Any]) -> str:
    faults = error.errors()
    within = {fault["loc"][:1] for fault in faults if len(fault["loc"]) > 1}
    lines = []
    for fault in faults:
        # A list whose only item is wrong is reported as empty too, which it is not.
        if fault["type"] != "too_short" or fault["loc"] not in within:
            place, what = _setting(fault["loc"], data), fault["msg"].removeprefix("Value error, ")
            tag = fault["type"] == "union_tag_invalid"
            lines.append(f"{place}, kind: use 'cross' or 'overlap'" if tag else f"{place}: {what}" if place else what)
    return "; ".join(lines)


def _setting(loc: Sequence[int | str], data: Mapping[str, Any]) -> str:
    """Name a setting as study.toml does; an item of [[tables]], [[charts]] or [[people]] by its id."""
    part, *rest = loc or ("",)
    if part not in ("tables", "charts", "people") or not rest:
        return ".".join(str(step) for step in loc)
    number = int(rest[0])
    item = data[part][number]
    name = item.get("id") if isinstance(item, dict) else None
    called = f"[[{part}]] {name}" if isinstance(name, str) else f"[[{part}]], the {number + 1}. of them"
    setting = ".".join(str(step) for step in rest[1:] if step not in ("cross", "overlap"))
    return f"{called}, {setting}" if setting else called
