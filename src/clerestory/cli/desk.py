"""The commands of those who look after a desk."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clerestory.cli.console import put, say
from clerestory.cli.desk_acts import add_acts
from clerestory.cli.serve import AtOrigin, AtPort, AtZone, StudyDir, served
from clerestory.errors import MailError
from clerestory.web.commands import administering
from clerestory.web.service.serving import Zone

desk = typer.Typer(help="The desk: invitations, letters, backups, and what a demonstration does.", no_args_is_help=True)
add_acts(desk)

DryRun = Annotated[bool, typer.Option("--dry-run", help="Print to whom a letter would go, and send none.")]
Anew = Annotated[bool, typer.Option("--anew", help="Forget the password and the second factors that there are.")]


@desk.command()
def invite(
    study: StudyDir,
    person: Annotated[str, typer.Argument(metavar="PERSON", help="An id of [[people]] in study.toml.")],
    zone: AtZone = Zone.DESK,
    origin: AtOrigin = "",
    port: AtPort = 8000,
    anew: Anew = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Print a link by which a person sets a password. It works once, for three days; hand it over in person."""
    put(administering.invite(served(study, zone, origin=origin, port=port), person, anew=anew))


@desk.command("sign-out")
def sign_out(
    study: StudyDir,
    person: Annotated[str, typer.Argument(metavar="[PERSON]", help="An id; everybody where none is named.")] = "",
    zone: AtZone = Zone.DESK,
) -> None:
    """Sign a person out wherever they are signed in, or everybody, also while the desk is served."""
    put(f"{administering.sign_out(served(study, zone), person)} sign-ins ended")


@desk.command()
def backup(
    study: StudyDir,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file; as secret as the desk.")],
    zone: AtZone = Zone.DESK,
) -> None:
    """Write acts, accounts and secret of a desk into one file; it may be served meanwhile."""
    about = administering.back_up(served(study, zone), file)
    say(f"{about.acts} acts, the last is {about.hash}")
    put(str(file))


@desk.command()
def restore(
    study: StudyDir,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="What `desk backup` wrote.", exists=True, dir_okay=False)
    ],
    zone: AtZone = Zone.DESK,
) -> None:
    """Fill an empty desk from a backup, in SQLite or in the database that DATABASE_URL names."""
    about = administering.restore(served(study, zone), file)
    put(f"{about.acts} acts are back, the last is {about.hash}")


@desk.command()
def mail(
    study: StudyDir,
    zone: AtZone = Zone.DESK,
    origin: AtOrigin = "",
    dry_run: DryRun = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Send who gave an address a letter that something waits; for a timer. CLERESTORY_SMTP names the mail server."""
    serving = served(study, zone, origin=origin)
    if dry_run:
        due = administering.mail_due(serving)
        for person in due:
            put(person)
        if not due:
            say("No letter is due.")
        return
    sent = administering.send_mail(serving)
    say(f"{len(sent.gone)} letter{'s' * (len(sent.gone) != 1)} went out")
    if sent.refused:
        raise MailError(
            f"the mail server refuses the letters to {len(sent.refused)}: {', '.join(sent.refused)}",
            where="CLERESTORY_SMTP",
            remedy="Ask them to look at the address on their account page, or the server why it takes no letter there.",
        )
