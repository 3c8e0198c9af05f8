"""A desk as one file and back: its acts, accounts and secret, from and to either database, and the record of answers.

The ledger file is not in it: each of its entries follows from an act, so it is made again, byte for byte.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, connection, models, transaction

from clerestory.errors import ActsError, AnswerError
from clerestory.model.commission import DataKind
from clerestory.model.forms import Form
from clerestory.study.answers import RECORD, AnswerRecord
from clerestory.study.writing import make_secret, new_file, placed, write_secret
from clerestory.web.accounts.models import Account
from clerestory.web.service.serving import Zone, checked_key
from clerestory.web.service.studies import served_study
from clerestory.web.store.models import Head
from clerestory.web.store.outbox import check_record, send
from clerestory.web.store.reading import stored_head
from clerestory.web.store.writing import chain_held

# What is made anew: who is signed in, what was tried at sign-in, answers about passages before they are signed, and
# what Django writes itself.
_LEFT_OUT = {"sessions", "contenttypes", "auth", "axes", "passages", "shared"}
_ROWS, _ABOUT, _KEY, _ANSWERS = "rows.jsonl", "backup.json", "desk.key", "answers.sqlite"
_SMALL = 4096  # bytes; what says what the backup is of, and the secret, are far shorter
_DAMAGED = (
    zipfile.BadZipFile, KeyError, ValueError, RuntimeError, zlib.error, EOFError,
    serializers.base.DeserializationError, IntegrityError,
)  # fmt: skip


class _Exact(DjangoJSONEncoder):
    """Times in full; Django's own drops what is less than a thousandth of a second."""

    def default(self, o: Any) -> Any:
        """Give a value as JSON knows it."""
        return o.isoformat() if isinstance(o, dt.datetime) else super().default(o)


class About(Form):
    """What a backup is of."""

    form: Literal["clerestory-desk-backup/1"] = "clerestory-desk-backup/1"
    study: str
    zone: str
    data: str
    acts: int
    hash: str


def back_up(target: Path) -> About:
    """Write a desk into a file that only its owner can read; it may be served meanwhile, and acts wait.

    Raises
    ------
    ActsError
        If something lies there already, or the record of acts does not hold: a backup of it would not be one.
    """
    if target.exists():
        raise _unusable(target, "lies there already, and a backup takes no other file's place", "Name a new file.")
    check_record(settings.SERVING.acts_file)
    with placed(target) as partial, new_file(partial, mode=0o600) as file, zipfile.ZipFile(file, "w") as archive:
        with chain_held() as head:
            about = About(
                study=served_study().settings.study.id,
                zone=settings.SERVING.zone.value,
                data=settings.SERVING.kind_file.read_text(encoding="utf-8"),
                acts=head.length,
                hash=head.hash,
            )
            with archive.open(_ROWS, "w", force_zip64=True) as rows:
                for line in _rows():
                    rows.write(line)
        archive.writestr(_ABOUT, about.model_dump_json())
        archive.writestr(_KEY, settings.SECRET_KEY)
        if (record := _answers()) is not None:
            with tempfile.TemporaryDirectory() as folder:
                AnswerRecord(record).backup(Path(folder, _ANSWERS))
                archive.write(Path(folder, _ANSWERS), _ANSWERS)
    return about


def restore(source: Path) -> About:
    """Fill an empty desk from a backup; it is there as a whole, or not at all.

    Raises
    ------
    ActsError
        If the desk is not empty, the file is no backup of this study and zone, its acts do not hold, or a ledger that
        lies there has acts that the backup has not.
    """
    if stored_head().length or Account.objects.exists():
        raise _unusable(
            settings.SERVING.folder,
            "the desk has acts or accounts",
            "Restore into an empty one: move desk.sqlite3 away.",
        )
    if _answers() is not None:
        raise _unusable(served_study().root / RECORD, "is there already", "Move it away, and restore then.")
    with _opened(source) as archive:
        about = _about(archive, source)
        with transaction.atomic():
            with _undamaged(source):
                key = checked_key(_small(archive, _KEY))
                _fill(archive)
            check_record(settings.SERVING.acts_file)
            if (stored_head().length, stored_head().hash) != (about.acts, about.hash):
                raise _unusable(source, "has other acts than it says", "Take another backup.")
            # Before the acts are there: a kill between leaves an empty desk, and not one whose secret is another's.
            write_secret(settings.SERVING.key_file, key)
            if _ANSWERS in archive.namelist():
                _put_answers(archive, source)
    send(settings.SERVING.acts_file)
    return about


def _answers() -> Path | None:
    """Give the record of answers, which lies in the zone of the desk alone; None where there is none."""
    record: Path = served_study().root / RECORD
    return record if settings.SERVING.zone is Zone.DESK and record.is_file() else None


def _put_answers(archive: zipfile.ZipFile, source: Path) -> None:
    """Put the record of answers of a backup into its place, once it is known to hold."""
    record = served_study().root / RECORD
    make_secret(record.parent)
    with placed(record) as partial, tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, _ANSWERS)
        with _undamaged(source), archive.open(_ANSWERS) as kept, copy.open("wb") as file:
            shutil.copyfileobj(kept, file)
        try:
            AnswerRecord(copy).verify()
        except (AnswerError, ActsError, sqlite3.Error):
            raise _unusable(source, "has a record of answers that does not hold", "Take another one.") from None
        with copy.open("rb") as file, new_file(partial, mode=0o600) as placed_file:
            shutil.copyfileobj(file, placed_file)


def _tables() -> list[type[models.Model]]:
    """Give the tables that are kept, each behind those that it names."""
    kept = [(config, None) for config in apps.get_app_configs() if config.label not in _LEFT_OUT]
    return list(serializers.sort_dependencies(kept, allow_cycles=True))


def _rows() -> Iterator[bytes]:
    for table in _tables():
        for row in table._default_manager.order_by(table._meta.pk.name).iterator(chunk_size=1000):
            line: str = serializers.serialize("jsonl", [row], cls=_Exact)
            yield line.encode()


def _fill(archive: zipfile.ZipFile) -> None:
    """Write the rows of a backup, and let the database count its own numbers on from them."""
    with archive.open(_ROWS) as rows:
        for row in serializers.deserialize("jsonl", (line.decode() for line in rows)):
            row.save(**({} if isinstance(row.object, Head) else {"force_insert": True}))
    for statement in connection.ops.sequence_reset_sql(no_style(), _tables()):
        with connection.cursor() as cursor:
            cursor.execute(statement)


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    """Give a part that is short; one that would fill the memory is never unpacked."""
    if archive.getinfo(name).file_size > _SMALL:
        raise ValueError(name)
    return archive.read(name)


def _opened(source: Path) -> zipfile.ZipFile:
    with _undamaged(source):
        return zipfile.ZipFile(source)


@contextmanager
def _undamaged(source: Path) -> Iterator[None]:
    """Refuse a backup that cannot be read; what Django says of a row that is none repeats the row."""
    try:
        yield
    except _DAMAGED:
        raise _unusable(source, "is no backup of a desk, or is damaged", "Take another one.") from None


def _about(archive: zipfile.ZipFile, source: Path) -> About:
    with _undamaged(source):
        about = About.model_validate(json.loads(_small(archive, _ABOUT)))
    here: dict[str, Any] = {"study": served_study().settings.study.id, "zone": settings.SERVING.zone.value}
    if {"study": about.study, "zone": about.zone} != here:
        raise _unusable(source, "is of another study or zone", "Name the study and zone that it is of.")
    if served_study().settings.study.data is DataKind.CONFIDENTIAL and about.data != DataKind.CONFIDENTIAL.value:
        raise _unusable(source, "is of a desk of cases that were not real", "Take a backup of the desk of these cases.")
    return about


def _unusable(path: Path, what: str, remedy: str) -> ActsError:
    return ActsError(what, where=str(path), remedy=remedy)
