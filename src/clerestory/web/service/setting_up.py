"""Django made ready for what is served, and its database brought to what this version writes."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, ProgrammingError, connection

from clerestory.errors import ServingError
from clerestory.web.service.serving import Serving, checked_study, keep_kind, prepare_folder
from clerestory.web.service.settings import settings_of

_MIGRATING = 7_364_121  # the number of our lock; PostgreSQL knows locks by number alone


def set_up(serving: Serving) -> None:
    """Check what is served, make Django ready and bring the database up to date.

    Raises
    ------
    ServingError
        If it may not be served so, or the database does not answer.
    ActsError, LedgerError
        If what was recorded does not hold.
    """
    study = checked_study(serving)
    prepare_folder(serving)
    keep_kind(serving, study)
    settings.configure(**settings_of(serving))
    django.setup(set_prefix=False)
    migrate(serving)
    tidy()
    settle(serving)
    connection.close()  # processes that are forked from this one open their own


def settle(serving: Serving) -> None:
    """Check that what was recorded holds, and write what a kill kept from the ledger and from the files that follow."""
    from clerestory.web.acting.following import put_all  # noqa: PLC0415 - tables are known when Django is ready
    from clerestory.web.store.outbox import check_record, send  # noqa: PLC0415

    check_record(serving.acts_file)
    send(serving.acts_file)
    put_all()


def tidy() -> None:
    """Remove what is over: sign-ins that ended, and what processes noted for a while."""
    from clerestory.web.service.shared.models import Noted  # noqa: PLC0415 - tables are known when Django is ready

    call_command("clearsessions")
    Noted.objects.filter(ends__lte=time.time()).delete()


def migrate(serving: Serving) -> None:
    """Bring the database to what this version writes; of processes that start together one does it, others wait.

    Raises
    ------
    ServingError
        If the database does not answer.
    """
    try:
        with _alone(serving):
            call_command("migrate", interactive=False, verbosity=0)
    except OperationalError as error:
        raise ServingError(
            f"does not answer ({type(error).__name__})",
            where="the database",
            remedy="Start it, or mend its address (DATABASE_URL) or the rights of its file, and begin again.",
        ) from None
    if connection.vendor == "sqlite":
        serving.database_file.chmod(0o600)
    connection.close()


@contextmanager
def _alone(serving: Serving) -> Iterator[None]:
    if connection.vendor == "postgresql":
        _check_options()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_MIGRATING])
        yield
        return  # the lock is given back with the connection
    serving.database_file.touch(mode=0o600)  # before SQLite would make it, as open as the umask
    with serving.key_file.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _check_options() -> None:
    """Refuse an address with an option that PostgreSQL does not know; its own words would repeat the address."""
    try:
        connection.ensure_connection()
    except ProgrammingError:
        raise ServingError(
            "has an option behind the ? that PostgreSQL does not know",
            where="DATABASE_URL",
            remedy="Take it out, or spell it as libpq does, such as sslmode=verify-full.",
        ) from None
