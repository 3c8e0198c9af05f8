"""A synthetic nation: made, and taken all the way to a published paper."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from clerestory.clock import Clock
from clerestory.errors import StudyError
from clerestory.model.custody import CustodyKey, KeyKind
from clerestory.model.decisions import Gate
from clerestory.model.stages import Stage
from clerestory.pipeline.answering.demonstrating import demonstrate_answers
from clerestory.pipeline.custody.encoding import Outputs, encode_people
from clerestory.pipeline.gates import simulate
from clerestory.pipeline.links.zone import ENCODINGS
from clerestory.pipeline.redaction.demonstrating import tell_cases, with_cases, with_weighed_cases
from clerestory.pipeline.stages.running import Outlook, run
from clerestory.progress import SILENT, Progress
from clerestory.share import write_record
from clerestory.share.keys import key_name, write_key
from clerestory.study import read_instrument, shipped_instrument, write_atomically
from clerestory.synthetic import NAMES_OF_BIRTH, Dependence, Habits, make_nation, sharing_records


@dataclass(frozen=True)
class Nation:
    """What a synthetic nation is made of."""

    persons: int
    givers: int
    seed: int
    habits: Habits = NAMES_OF_BIRTH
    dependences: tuple[Dependence, ...] = ()


def synthesise(folder: Path, *, persons: int, givers: int, seed: int, progress: Progress = SILENT) -> None:
    """Make a study of a synthetic nation: returns, instrument, study.toml, paper and a reply; its truth lies beside."""
    synthesise_nation(folder, Nation(persons, givers, seed), progress=progress)


def synthesise_nation(folder: Path, nation: Nation, *, progress: Progress = SILENT) -> None:
    """Make the study of a nation whose lists may depend on each other, and whose people may have several names."""
    instrument = read_instrument(shipped_instrument())
    make_nation(
        folder,
        instrument,
        persons=nation.persons,
        givers=nation.givers,
        seed=nation.seed,
        habits=nation.habits,
        dependences=nation.dependences,
        progress=progress,
    )
    for record in sharing_records(nation.givers, instrument):
        write_record(folder / "sharing", record)
    _send_encodings(folder, seed=nation.seed, progress=progress)
    template = Path(str(resources.files("clerestory.synthetic"))) / "template"
    texts = tell_cases(folder, _truth(folder) / "case-texts", seed=nation.seed)
    paper = (template / "paper.md").read_text(encoding="utf-8")
    write_atomically(folder / "paper" / "paper.md", with_cases(paper) if texts else paper)
    for version in sorted((template / "summary").glob("*")):
        write_atomically(folder / "paper" / "summary" / version.name, version.read_bytes())
    for reply in sorted((template / "replies").glob("*.md")):
        write_atomically(folder / "replies" / reply.name, reply.read_bytes())
    write_atomically(folder / "lessons.toml", (template / "lessons.toml").read_bytes())
    write_atomically(folder / "press.toml", (template / "press.toml").read_bytes())
    weighed = (template / "assessment.toml").read_text(encoding="utf-8")
    write_atomically(folder / "assessment.toml", with_weighed_cases(weighed) if texts else weighed)
    write_atomically(folder / "study.toml", (template / "study.toml").read_text(encoding="utf-8") + texts)


def _send_encodings(folder: Path, *, seed: int, progress: Progress) -> None:
    """Let every giver encode its people with the demonstration's keys, and send them where encodings go.

    The keys follow from the seed, so that the same nation has the same bytes: they protect nobody.
    """
    keys = _demonstration_keys(_truth(folder) / "keys", seed)
    returns = sorted(path for path in (folder / "returns").glob("*/*"))
    progress.begin("encodings", len(returns))
    for place in returns:
        people = _truth(folder) / "people" / f"{place.parent.name}.csv"
        inbox = folder / "links" / place.parent.name / place.name / ENCODINGS
        encode_people(people, keys, Outputs(inbox), provider=place.parent.name)
        progress.advance()


def _demonstration_keys(folder: Path, seed: int) -> list[Path]:
    written = []
    for kind in (KeyKind.SUSPECT, KeyKind.VICTIM):
        secret = hashlib.sha256(f"clerestory demonstration key {kind.value} {seed}".encode()).digest()
        key = CustodyKey(study="synthetic-nation", kind=kind, generation=1, key=base64.b64encode(secret).decode())
        written.append(folder / key_name(key))
        write_key(written[-1], key)
    return written


def demonstrate(
    folder: Path,
    *,
    persons: int,
    givers: int,
    seed: int,
    progress: Progress = SILENT,
    tell: Callable[[str], None] = lambda line: None,
    clock: Clock | None = None,
) -> Outlook:
    """Make a synthetic nation and take it all the way to a published paper, with simulated decisions.

    An interrupted demonstration goes on where it stopped. study.toml is written last, so its presence says that the
    nation is whole.
    """
    parameters = {"persons": persons, "givers": givers, "seed": seed}
    if (folder / "study.toml").exists():
        _check_same_nation(folder, parameters)
    else:
        _clear_unfinished(folder)
        synthesise(folder, persons=persons, givers=givers, seed=seed, progress=progress)
        tell(f"synth: {persons:,} persons and {givers} givers in {folder}; their truth in {_truth(folder)}")
    demonstrate_answers(folder)
    to_gate = [Stage.COLLECT, Stage.LINK, Stage.ANALYSE, Stage.PROTECT]
    before = run(folder, to_gate, progress=progress, tell=tell, clock=clock)
    simulate(folder, Gate.PROTECT)
    between = run(folder, [Stage.REVIEW], progress=progress, tell=tell, clock=clock)
    simulate(folder, Gate.RELEASE)
    after = run(folder, [Stage.PUBLISH], progress=progress, tell=tell, clock=clock)
    return Outlook(before.lines + between.lines + after.lines, after.release)


def _check_same_nation(folder: Path, parameters: Mapping[str, int]) -> None:
    try:
        made = json.loads((_truth(folder) / "parameters.json").read_bytes())
    except (OSError, ValueError):
        made = None
    if made is None or {name: made.get(name) for name in parameters} != parameters:
        raise StudyError(
            "there is another study here",
            where=str(folder),
            remedy="Name a new folder, or remove this one and its .truth.",
        )


def _clear_unfinished(folder: Path) -> None:
    """Remove a nation that a kill left without its study.toml; its truth folder says that it is ours."""
    ours = (_truth(folder) / "unfinished", _truth(folder) / "parameters.json")
    if any(mark.exists() for mark in ours):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(_truth(folder))


def _truth(folder: Path) -> Path:
    return folder.with_name(folder.name + ".truth")
