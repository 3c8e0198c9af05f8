"""Tables of an answer's own: taken from a draft that passed gate protect, and registered for the audit of history.

Such a table went to two checkers like every other and left the vault with its draft, of which the vault keeps a copy
that each run to come protects against. Where its counts are exact it is written into ``history/`` as well, so that it
counts even where that copy is lost, and so that people see that it was given to somebody.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from clerestory.errors import AnswerNowError, AnswerTextError
from clerestory.ledger import entries_of
from clerestory.model.answers.acts.requests import RegisterTable
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.requests import Request
from clerestory.model.commission import TableRequest
from clerestory.model.history import OutsidePublication
from clerestory.model.tables import ProtectedTable
from clerestory.pipeline.answering.performing import acting
from clerestory.pipeline.answering.reading import record_of
from clerestory.pipeline.stages.history import LEFT
from clerestory.protect.perturb import rounded_table
from clerestory.publish.csv_files import table_csv
from clerestory.share.toml_text import toml_text
from clerestory.study import Study
from clerestory.study.answers import AnswerPlace
from clerestory.study.past import Left, read_left
from clerestory.study.writing import placed_together

_MEDIA = "text/csv; charset=utf-8"
_FORM = "clerestory-history/1"


def register_table(place: AnswerPlace, person: str, reference: str, table: str, *, day: dt.date) -> RegisterTable:
    """Register a table of an answer's own where the vault is, and give what the record has of it.

    Parameters
    ----------
    day : date
        On which the answer goes out: that of its publication.

    Raises
    ------
    AnswerNowError
        If there is no study, or the table is in no draft that passed gate protect.
    AnswerNotPermittedError
        If the person does not make tables.
    """
    study = _study_of(place, table)
    left, request, made = _passed(study, table)
    printed = table_csv(rounded_table(made), study.settings.study.data)
    name = "" if made.rounding else f"{reference.lower()}-{table}"
    with acting(place, person) as held:
        digest = held.keep(printed.encode(), name=f"{table}.csv", media=_MEDIA)
        act = RegisterTable(table=table, printed=digest, left=left.name, history=name)
        held.do(Kind.REQUEST, reference, act)
        if name:  # last: what cannot be written is not recorded either
            _write_history(study, name, _publication(place, reference, request, day), printed)
    return act


def check_registered(place: AnswerPlace, request: Request) -> None:
    """Check that what was registered of a draft's own tables still stands where the next run reads it.

    Raises
    ------
    AnswerNowError
        If a file of it is gone, or is not what goes out.
    """
    for table, text in printed_tables(place, request).items():
        name = request.tables[table].history
        path = place.study.history / f"{name}.csv" if place.study and name else None
        if path is not None and (not path.is_file() or path.read_text(encoding="utf-8") != text):
            raise AnswerNowError(
                f"table {table!r} does not stand in history/ as it was registered",
                where="send answer to request",
                remedy="Register it anew where the vault is.",
            )


def printed_tables(place: AnswerPlace, request: Request) -> Mapping[str, str]:
    """Give the registered tables of an answer as CSV, by id: those of its draft, or of what was sent last."""
    draft = request.draft or (request.sent[-1].draft if request.sent else None)
    named = [one.table for one in draft.act.tables] if draft else []
    return {one: _kept(place, request.tables[one].printed) for one in named if one in request.tables}


def _kept(place: AnswerPlace, digest: str) -> str:
    kept = record_of(place).content(digest)
    if kept is None:
        raise AnswerTextError("was erased", where="a table of an answer", remedy="Register it anew.")
    return kept.data.decode()


def _study_of(place: AnswerPlace, table: str) -> Study:
    if place.study is None:
        raise _not_passed(table, "here is no study, so no table of its own can be made")
    return place.study


def _passed(study: Study, table: str) -> tuple[Left, TableRequest, ProtectedTable]:
    """Give the last draft that left the vault with a table, and what that is."""
    drafts = {left.name: left for left in read_left(study)}
    named = [drafts.get(str(entry.detail.get("left", ""))) for entry in entries_of(study.ledger, LEFT)]
    for left in reversed([one for one in named if one is not None]):
        for request, made in zip(left.draft.requests, left.tables, strict=True):
            if request.id == table:
                return left, request, made
    raise _not_passed(table, "it is in no draft that passed gate protect")


def _not_passed(table: str, why: str) -> AnswerNowError:
    return AnswerNowError(
        f"table {table!r} was not protected and checked: {why}",
        where="register table of answer",
        remedy="Put it into [[tables]] of study.toml, run the study, and have two checkers pass the draft.",
    )


def _publication(place: AnswerPlace, reference: str, request: TableRequest, day: dt.date) -> OutsidePublication:
    source = f"{place.settings.office}, answer {reference}"
    return OutsidePublication(form=_FORM, source=source, date=day, table=request)


def _write_history(study: Study, name: str, form: OutsidePublication, printed: str) -> None:
    study.history.mkdir(exist_ok=True)
    description, counts = study.history / f"{name}.toml", study.history / f"{name}.csv"
    with placed_together([description, counts]) as places:
        places[description].write_text(toml_text(form, mark=study.settings.study.data.mark), encoding="utf-8")
        places[counts].write_text(printed, encoding="utf-8")
