"""The case texts that a study asks for, from texts/ to what leaves the vault."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from clerestory.errors import GateError, RedactionError, StudyError
from clerestory.model.commission import CaseTextRequest
from clerestory.model.redaction.case_texts import CaseText, held_text
from clerestory.model.redaction.holds import Hold
from clerestory.model.rules import TextOutputs
from clerestory.pipeline.redaction.passages import as_reviewed, holds_of_texts, text_file
from clerestory.pipeline.stages.work import Work
from clerestory.protect.text.case_texts import case_text_faults, names_place
from clerestory.protect.text.neutral import unneutral
from clerestory.study import Study, not_utf8
from clerestory.study.stored import read_written, write_json

_FILE = "texts.json"


def write_texts(work: Work, out: Path) -> tuple[CaseText, ...]:
    """Write what may leave of each case text, and give it.

    A text whose case is held is not even read: a code stands in its place, and no word of it goes anywhere.

    Raises
    ------
    RedactionError
        If a text of a case that is not held may not leave as it stands; all of its faults are named at once.
    StudyError
        If such a text cannot be read.
    """
    texts = texts_now(work)
    put_texts(texts, out)
    return texts


def texts_now(work: Work) -> tuple[CaseText, ...]:
    """Give what may leave of each case text by the cases that the vault has now, in the order of study.toml."""
    study = work.study
    holds = holds_of_texts(study)
    return tuple(
        held_text(asked.id, hold)
        if (hold := holds[asked.id]).why
        else _free(study, asked, hold, work.preset.texts or TextOutputs())
        for asked in study.settings.texts
    )


def put_texts(texts: Sequence[CaseText], folder: Path) -> None:
    """Write case texts as they may leave; nothing where there is none."""
    if texts:
        write_json(folder / _FILE, [text.as_json() for text in texts])


def read_texts(study: Study, folder: Path) -> tuple[CaseText, ...]:
    """Read case texts as they may leave.

    Raises
    ------
    StudyError
        If an earlier stage did not write them, or wrote those of another study.toml.
    """
    if not study.settings.texts:
        return ()
    texts = read_written(folder / _FILE, lambda value: tuple(map(CaseText.of_json, value)))
    if not {text.id for text in texts if not text.is_held} <= {asked.id for asked in study.settings.texts}:
        remedy = "Run the study again from protect: `clerestory run STUDY`."
        raise StudyError("has other case texts than study.toml", where=str(folder / _FILE), remedy=remedy)
    return texts


def check_texts_still(work: Work, texts: Sequence[CaseText]) -> None:
    """Check that every case text that is to leave still may, by the cases that the vault has now.

    Raises
    ------
    GateError
        If the case of one is held meanwhile, or its words are others.
    """
    now = texts_now(work)
    changed = [text.id for text in texts if not text.is_held and text not in now]
    if changed:
        raise GateError(
            f"the case text {changed[0]} may not leave as it was protected: its case is held now, or its words changed",
            where=f"study.toml, [[texts]] {changed[0]}",
            remedy="Run the study again from protect; a new draft needs new decisions.",
        )


def told_of(texts: Sequence[CaseText]) -> str:
    """Say how many case texts leave, for the line that a run prints; of those held their ids and public codes.

    Wording that is not neutral warns and stops nothing (rule J4): its codes are said, and not what stands there.
    """
    if not texts:
        return ""
    held = [f"{text.id} ({text.reason})" for text in texts if text.is_held]
    said = f"; {len(texts) - len(held)} of {len(texts)} case texts may leave"
    said += f", held: {', '.join(held)}" if held else ""
    places = [text.id for text in texts if text.names_place]
    said += f"; a place is named in {', '.join(places)}, which takes a lawyer's decision" if places else ""
    wordings = {text.id: _wordings(text) for text in texts if not text.is_held}
    warned = [f"{name} ({', '.join(codes)})" for name, codes in wordings.items() if codes]
    return said + (f"; wording to look at: {', '.join(warned)}" if warned else "")


def _wordings(text: CaseText) -> list[str]:
    """Give the codes of wording in a text that is not neutral, each once."""
    return sorted({found.code for passage in (text.title, *text.words) for found in unneutral(passage)})


def _free(study: Study, asked: CaseTextRequest, hold: Hold, rule: TextOutputs) -> CaseText:
    given = _read(study, asked)
    reviewed = as_reviewed(study, asked, hold)
    mark = study.settings.study.data.mark_sentence
    paragraphs = _paragraphs(given if reviewed is None else reviewed, mark=mark)
    faults = case_text_faults(asked.title, paragraphs, rule)
    if faults:
        raise RedactionError(
            f"may not leave as it stands (paragraph 0 is its title): {'; '.join(faults)}",
            where=f"study.toml, [[texts]] {asked.id}",
            remedy="Let its giver redact it again, `clerestory protect text`, and say less of place, time and number."
            " Or have its passages gone through on the pages of the vault, `clerestory serve STUDY --zone vault`.",
        )
    place = names_place(asked.title, paragraphs)
    return CaseText(asked.id, asked.title, paragraphs, names_place=place)


def _read(study: Study, asked: CaseTextRequest) -> str:
    try:
        return text_file(study, asked).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise StudyError(not_utf8(error), where=f"texts/{asked.file}", remedy="Save it again as UTF-8.") from None


def _paragraphs(text: str, *, mark: str) -> tuple[str, ...]:
    """Give the paragraphs of a text, which empty lines part, each in one line.

    The mark of made-up texts that its giver's redaction wrote first is no paragraph: every page has it already.
    """
    lines = "\n".join(line.strip() for line in text.splitlines())
    found = tuple(" ".join(part.split()) for part in lines.split("\n\n") if part.strip())
    return found[1:] if found[:1] == (mark,) else found
