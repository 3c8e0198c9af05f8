"""What is done to a desk from the command line: people invited, letters sent, the whole backed up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from clerestory.errors import ServingError
from clerestory.web.service.serving import Serving
from clerestory.web.service.setting_up import set_up


def invite(serving: Serving, person: str, *, anew: bool) -> str:
    """Give a link by which a person of the study sets a password, once.

    Raises
    ------
    ServingError
        If study.toml has no such person, or the desk cannot be served so.
    """
    set_up(serving)
    from clerestory.web.accounts.invitations import invite as invited  # noqa: PLC0415 - when Django is ready

    return invited(person, anew=anew)


def sign_out(serving: Serving, person: str) -> int:
    """Sign a person out wherever they are, or everybody where none is named, and give how many sign-ins ended.

    Raises
    ------
    ServingError
        If nobody of this id has an account.
    """
    set_up(serving)
    from clerestory.web.accounts.models import Account  # noqa: PLC0415 - when Django is ready
    from clerestory.web.accounts.people import as_told  # noqa: PLC0415
    from clerestory.web.accounts.places import end_sessions  # noqa: PLC0415

    account = Account.objects.filter(person=person).first()
    if person and account is None:
        raise ServingError(
            "has no account here", where=as_told(person), remedy="Name the id of a person who was invited."
        )
    return end_sessions(str(account.pk) if account else "")


def back_up(serving: Serving, target: Path) -> Any:
    """Write the desk of a zone into a file, and give what it is of.

    Raises
    ------
    ActsError, LedgerError
        If the record of acts does not hold.
    """
    set_up(serving)
    from clerestory.web.commands.backups import back_up as written  # noqa: PLC0415 - when Django is ready

    return written(target)


def restore(serving: Serving, source: Path) -> Any:
    """Fill the empty desk of a zone from a file, and give what it is of.

    Raises
    ------
    ActsError
        If the desk is not empty, or the file is no backup of it.
    """
    set_up(serving)
    from clerestory.web.commands.backups import restore as restored  # noqa: PLC0415 - when Django is ready

    return restored(source)


def send_mail(serving: Serving) -> Any:
    """Send the letters that are due, and give to whom they went.

    Raises
    ------
    MailError
        If no letter goes.
    """
    set_up(serving)
    from clerestory.web.mail.sending import send_letters  # noqa: PLC0415 - when Django is ready

    return send_letters()


def mail_due(serving: Serving) -> tuple[str, ...]:
    """Give the ids of those to whom a letter would go now."""
    set_up(serving)
    from clerestory.web.mail.sending import letters_due  # noqa: PLC0415 - when Django is ready

    return letters_due()
