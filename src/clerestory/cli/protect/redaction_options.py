"""Options that all commands of redaction share: the same ones find the same passages."""

from __future__ import annotations

import datetime as dt
import functools
import inspect
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer

from clerestory import pipeline
from clerestory.cli.analyse.marking import Mark
from clerestory.cli.console import say
from clerestory.errors import ClerestoryError
from clerestory.model.commission import DataKind
from clerestory.model.redaction.reasons import ReasonCode

_KEPT = "keep it secret"
Rosters = Annotated[
    list[Path] | None,
    typer.Option(
        "--roster", help="What is known of the people of the case, as CSV. Repeat.", exists=True, dir_okay=False
    ),
]
BlindRoster = Annotated[
    Path | None,
    typer.Option(help="Names held as keyed hashes, as `share roster` makes them.", exists=True, dir_okay=False),
]
RosterKey = Annotated[
    Path | None, typer.Option(help="The key of the blind roster; keep it secret.", exists=True, dir_okay=False)
]
TaggerFile = Annotated[
    Path | None,
    typer.Option(
        "--tagger", help="A model of `protect train`, or a spaCy or GLiNER folder; people no roster knows.", exists=True
    ),
]
Patterns = Annotated[
    Path | None, typer.Option(help="TOML with the forms of your own references.", exists=True, dir_okay=False)
]
Dates = Annotated[pipeline.Dates | None, typer.Option(help="What happens with a full date; by default ask.")]
Anchors = Annotated[
    int, typer.Option(min=1, help="From how many kinds of anchor facts in a passage a reviewer decides; 1: each place.")
]
CaseFile = Annotated[
    Path | None,
    typer.Option(
        "--case", help=f"File that ties the texts of a case together; made if missing; {_KEPT}.", dir_okay=False
    ),
]
Reason = Annotated[ReasonCode, typer.Option(help="Why passages are withheld where nobody decided otherwise.")]
Note = Annotated[str, typer.Option(help="Where the public interest lies; a qualified reason needs it.")]
Cases = Annotated[
    Path | None,
    typer.Option(help="Records of investigations, as CSV: nothing is written of a case that is held.", exists=True),
]
Orders = Annotated[Path | None, typer.Option(help="Register of orders, as CSV.", exists=True, dir_okay=False)]
Investigation = Annotated[str, typer.Option(help="Pseudonym in --cases of the case that the text tells of.")]
On = Annotated[
    dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day of that question; today if left out.")
]
ReviewersFile = Annotated[
    Path | None,
    typer.Option("--reviewers", help="TOML of who may decide, with public keys.", exists=True, dir_okay=False),
]
Style = Annotated[pipeline.Style, typer.Option(help="What stands in place of a person's name.")]
Proposals = Annotated[
    Path | None, typer.Option(help=f"Where proposals go, for reviewers: places, no words; {_KEPT}.", dir_okay=False)
]
Decisions = Annotated[
    Path | None,
    typer.Option(help="What reviewers decided, as `protect review` writes it.", exists=True, dir_okay=False),
]
Encoding = Annotated[
    pipeline.TextEncoding, typer.Option(help="Of plain texts that are not in Unicode; attached ones, too.")
]
Log = Annotated[
    Path | None, typer.Option(help="Append-only log of what was withheld; holds no word of it.", dir_okay=False)
]


def _asked(
    *,
    roster: Rosters = None,
    blind_roster: BlindRoster = None,
    roster_key: RosterKey = None,
    tagger: TaggerFile = None,
    patterns: Patterns = None,
    dates: Dates = None,
    anchors: Anchors = 2,
    style: Style = pipeline.Style.MARK,
    case: CaseFile = None,
    reason: Reason = ReasonCode.PERS,
    note: Note = "",
    cases: Cases = None,
    orders: Orders = None,
    investigation: Investigation = "",
    on: On = None,
    proposals: Proposals = None,
    decisions: Decisions = None,
    reviewers: ReviewersFile = None,
    log: Log = None,
    encoding: Encoding = pipeline.TextEncoding.UNICODE,
    data: Mark = DataKind.CONFIDENTIAL,
) -> pipeline.RedactionAsked:
    return pipeline.RedactionAsked(
        rosters=tuple(roster or ()),
        blind_roster=blind_roster,
        roster_key=roster_key,
        tagger=tagger,
        patterns=patterns,
        dates=dates,
        anchors=anchors,
        style=style,
        case=case,
        reason=reason,
        note=note,
        cases=cases,
        orders=orders,
        investigation=investigation,
        on=on.date() if on else None,
        proposals=proposals,
        decisions=decisions,
        reviewers=reviewers,
        log=log,
        encoding=encoding,
        data=data,
    )


def with_redaction(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command whose argument ``asked`` is made from the options of this module.

    Typer reads options from a signature; this writes that of the command with all of them in place of ``asked``, so
    that they stand once.
    """
    options = inspect.signature(_asked).parameters
    own = [p.replace(kind=p.KEYWORD_ONLY) for p in inspect.signature(command).parameters.values() if p.name != "asked"]

    @functools.wraps(command)
    def run(**given: Any) -> None:
        asked = _asked(**{name: given.pop(name) for name in options})
        command(asked=asked, **given)

    hints = {**get_type_hints(command, include_extras=True), **get_type_hints(_asked, include_extras=True)}
    taken = [parameter.replace(annotation=hints[parameter.name]) for parameter in (*own, *options.values())]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in taken}
    vars(run)["__signature__"] = inspect.Signature(taken)
    del vars(run)["__wrapped__"]
    return run


def tell(answer: pipeline.RedactionAnswer) -> None:
    """Tell a person what was withheld, in numbers that name nobody."""
    withheld = sum(answer.by_rule.values())
    say(f"Passages withheld: {withheld:,}, of which a reviewer should see {answer.asks:,}. Let stand: {answer.kept:,}.")
    for rule, number in answer.by_rule.items():
        say(f"{number:>9,}  {rule}")
    if answer.asks:
        say("`clerestory protect review` with the same options and --case puts them to a reviewer.")
    _tell_left_out(answer)
    for warning in answer.warnings:
        say(f"Note: {warning}.")
    for wording, number in answer.wordings.items():
        say(f"Wording ({number:,}): {wording}")
    for name, inner in answer.inside.items():
        say(f"{name}:")
        tell(inner)


def _tell_left_out(answer: pipeline.RedactionAnswer) -> None:
    for channel, number in answer.left_behind.items():
        say(f"Left behind: {channel} ({number:,}).")
    for place, reason in answer.unread.items():
        say(f"Left behind: {place}: {reason}.")
    for page, number in answer.unread_ink.items():
        where = f"on page {page}" if page else "on a picture"
        say(f"Ink that nobody read {where} is left out (areas: {number:,}); look at the source there.")


def tell_failed(failed: Mapping[str, ClerestoryError]) -> None:
    """Tell a person of the files of a folder that cannot be read, by number: their names may hold a name."""
    for name, error in failed.items():
        say(f"{name} in the order of names: {error.heading}: {error.what}. {error.remedy}")


def as_data(answer: pipeline.RedactionAnswer) -> dict[str, object]:
    """Give an answer for machines."""
    return {
        "withheld": dict(answer.by_rule),
        "asks": answer.asks,
        "kept": answer.kept,
        "also_ordinary_words": answer.ordinary,
        "left_behind": dict(answer.left_behind),
        "unread": dict(answer.unread),
        "inside": {name: as_data(inner) for name, inner in answer.inside.items()},
        "unread_ink": {str(page): number for page, number in answer.unread_ink.items()},
        "notes": list(answer.warnings),
        "wordings": dict(answer.wordings),
    }
