"""The stage link: encodings of several givers become persons, suspects among suspects and victims among victims.

The two keys never meet here: the encodings of the kinds share nothing, and no step takes both.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from clerestory.errors import LinkZoneError
from clerestory.ledger import Duty
from clerestory.link.identities import NOBODY, Identities, kept_identities
from clerestory.link.linkage import LINKED, MATCH_PROBABILITY, Linkage, link
from clerestory.link.outcome import changes_frame
from clerestory.link.pairs import LEFT, RIGHT
from clerestory.link.places import place_for
from clerestory.link.preparing.encoded import comparable_encodings
from clerestory.link.report import About, LinkReport, link_report
from clerestory.link.review import Naming, decisions_on, read_verdicts, review_queue
from clerestory.model.links.encodings import PARAMETERS
from clerestory.model.links.people import KIND, PSEUDONYM, PersonKind
from clerestory.model.links.settings import LinkSettings, Queue, Verdict
from clerestory.pipeline.custody.sharing import admit_analysis
from clerestory.pipeline.links.investigations import LinkedInvestigations, linked_investigations
from clerestory.pipeline.links.report import report_files
from clerestory.pipeline.stages.work import Work
from clerestory.study import Study, replace_directory
from clerestory.study.writing import new_file

LINKS, VERDICTS = "links", "verdicts"
_PROVIDER, _RETURN, _PERSON, _SINCE = "provider", "return_id", "person", "since"
_CERTAIN = 0.999  # links of a higher match probability are not listed as uncertain
_MADE = "records linked into persons"


@dataclass(frozen=True)
class _Linked:
    """The persons of one kind; ``repr`` shows numbers alone."""

    kind: PersonKind
    rows: pl.DataFrame
    linkage: Linkage
    identities: Identities
    queue: pl.DataFrame

    def __repr__(self) -> str:
        return f"_Linked({self.kind.value}, {self.rows.height} rows)"


def link_stage(work: Work) -> str:
    """Link the people of the link zone, and keep who is who in the vault; gives nothing where no linking is asked.

    Raises
    ------
    LinkZoneError
        If encodings of one kind were made under different keys or parameters.
    """
    study, settings = work.study, work.study.settings.link
    if settings is None:
        return ""
    files = sorted((study.vault / "link").glob("*/*.parquet"))
    if not files:
        return "link: no encodings came, or they were erased; links of an earlier run stand"
    admit_analysis(study)
    found = [one for kind in PersonKind if (one := _linked(work, kind, files, settings))]
    with replace_directory(study.vault / LINKS) as folder:
        for one in found:
            _write(folder, one)
        _write_bytes(folder / "error.json", _errors(found))
        investigations = _investigations(work, found)
        told = dict(report_files(study, [_report(work, one) for one in found]))
        for name, data in (told | dict(investigations.files if investigations else {})).items():
            _write_bytes(folder / name, data)
    hashes = {
        path.name: study.keyed_hash(path.read_bytes()) for path in sorted((study.vault / LINKS).glob("*.parquet"))
    }
    detail = {"files": hashes, "threshold": settings.threshold}
    work.ledger.append(_MADE, why="run", duty=Duty.COMBINATION, detail=detail)
    lines = [_told(one) for one in found] + ([investigations.told] if investigations else [])
    return "link: " + "; ".join(lines)


def _linked(work: Work, kind: PersonKind, files: Sequence[Path], settings: LinkSettings) -> _Linked | None:
    rows = _rows(kind, files)
    if rows.is_empty():
        return None
    secret = naming_secret(work.study, kind)
    naming = Naming(rows[PSEUDONYM].to_list(), secret)
    verdicts = verdicts_of(work.study, kind)
    source = rows.select(pl.struct(_PROVIDER, _RETURN).rank("dense")).to_series().cast(pl.Int64) - 1
    same = rows[PSEUDONYM].rank("dense").cast(pl.Int64).to_numpy() - 1
    linkage = link(
        comparable_encodings(rows, source),
        threshold=settings.threshold,
        same=same,
        decide=decisions_on(verdicts, naming),
        place=place_for(work.study.settings.analyse, work.study.vault / "cases"),
        progress=work.progress,
    )
    before = _before(work.study, kind)
    identities = kept_identities(before, _clusters(rows, linkage), secret=secret)
    queue = review_queue(linkage, naming, (settings.review_from, settings.review_to), frozenset(verdicts))
    return _Linked(kind, rows.select(_PROVIDER, _RETURN, PSEUDONYM), linkage, identities, queue)


def _rows(kind: PersonKind, files: Sequence[Path]) -> pl.DataFrame:
    """Give the encodings of a kind, in the order of givers, returns and pseudonyms."""
    frames = [
        pl.read_parquet(path).filter(pl.col(KIND) == kind.value).with_columns(
            pl.lit(path.parent.name).alias(_PROVIDER), pl.lit(path.stem).alias(_RETURN)
        )
        for path in files
    ]  # fmt: skip
    rows = pl.concat(frames)
    if rows[PARAMETERS].n_unique() > 1:
        raise LinkZoneError(
            f"the {kind.value}s were encoded under {rows[PARAMETERS].n_unique()} different keys or parameters",
            where="vault/link",
            remedy="After a rotation every giver encodes anew; ask those who have not, and run again.",
        )
    return rows.sort(_PROVIDER, _RETURN, PSEUDONYM)


def _report(work: Work, one: _Linked) -> LinkReport:
    settings, identities = work.study.settings.link or LinkSettings(), one.identities
    about = About(
        f"{one.kind.value}s",
        dict(one.rows[_PROVIDER].value_counts().sort(_PROVIDER).iter_rows()),
        settings.threshold,
        one.queue.height,
        len(verdicts_of(work.study, one.kind)),
        len(identities.merges),
        len(identities.splits),
    )
    return link_report(one.linkage, about)


def _investigations(work: Work, found: Sequence[_Linked]) -> LinkedInvestigations | None:
    """Link investigations, which take persons of both kinds by their ids, and no encoding."""
    study = work.study
    return linked_investigations(
        study.vault,
        {one.kind: one.identities.person for one in found},
        verdicts=verdicts_of(study, Queue.INVESTIGATION),
        secret=naming_secret(study, Queue.INVESTIGATION),
        settings=study.settings.link or LinkSettings(),
    )


def naming_secret(study: Study, kind: PersonKind | Queue) -> bytes:
    """Give what names the pairs and persons of a kind; it follows from the study's key, which stays in the vault."""
    return hmac.digest(study.key(), f"link\x00{kind.value}".encode(), hashlib.sha256)


def _clusters(rows: pl.DataFrame, linkage: Linkage) -> list[list[str]]:
    people = pl.DataFrame({PSEUDONYM: rows[PSEUDONYM], _PERSON: linkage.person}).unique()
    return people.group_by(_PERSON).agg(PSEUDONYM)[PSEUDONYM].to_list()


def verdicts_of(study: Study, kind: PersonKind | Queue) -> dict[str, Verdict]:
    """Read what was decided about pairs of a kind: ``vault/verdicts/<kind>*.csv``, later files over earlier ones."""
    found: dict[str, Verdict] = {}
    for path in sorted((study.vault / VERDICTS).glob(f"{kind.value}*.csv")):
        found |= read_verdicts(path)
    return found


def _before(study: Study, kind: PersonKind) -> Identities:
    """Give the persons of the run before, under the pseudonyms that givers have now."""
    path = study.vault / LINKS / f"{kind.value}.parquet"
    if not path.exists():
        return NOBODY
    rows = pl.read_parquet(path)
    renamed = dict(_rotated(study, kind))
    person = {renamed.get(name, name): number for name, number in zip(rows[PSEUDONYM], rows[_PERSON], strict=True)}
    return Identities(person, dict(zip(rows[_PERSON], rows[_SINCE], strict=True)))


def _rotated(study: Study, kind: PersonKind) -> Iterator[tuple[str, str]]:
    for path in sorted((study.vault / "rotation").glob("*/*.parquet")):
        rotation = pl.read_parquet(path).filter(pl.col(KIND) == kind.value)
        yield from zip(rotation["old"], rotation["new"], strict=True)


def _write(folder: Path, one: _Linked) -> None:
    persons = [one.identities.person[name] for name in one.rows[PSEUDONYM]]
    since = [one.identities.born[person] for person in persons]
    frames = {
        one.kind.value: one.rows.with_columns(pl.Series(_PERSON, persons), pl.Series(_SINCE, since)),
        f"{one.kind.value}-uncertain": _uncertain(one),
    }
    for name, frame in frames.items():
        _write_frame(folder / f"{name}.parquet", frame)
    for name, frame in (("review", one.queue), ("changes", changes_frame(one.identities))):
        text = io.BytesIO()
        frame.write_csv(text)
        _write_bytes(folder / f"{one.kind.value}-{name}.csv", text.getvalue())


def _uncertain(one: _Linked) -> pl.DataFrame:
    """Give the pairs of pseudonyms of which nobody is sure, linked or not, with their match probability."""
    names, pairs = one.rows[PSEUDONYM], one.linkage.pairs.filter(pl.col(MATCH_PROBABILITY) < _CERTAIN)
    sides = {side: names.gather(pairs[side]) for side in (LEFT, RIGHT)}
    frame = pl.DataFrame({**sides, **pairs.select(MATCH_PROBABILITY, LINKED).to_dict()})
    return frame.filter(pl.col(LEFT) != pl.col(RIGHT))


def _errors(found: Sequence[_Linked]) -> bytes:
    content: Mapping[str, object] = {one.kind.value: one.linkage.error.as_json() for one in found}
    return (json.dumps(content, indent=2) + "\n").encode()


def _told(one: _Linked) -> str:
    rows, persons = one.rows.height, len(set(one.identities.person.values()))
    false = one.linkage.error.false_links
    return (
        f"{rows:,} rows of {one.kind.value}s are {persons:,} persons, {false.low:,.0f} to {false.high:,.0f} false links"
        f" expected, {one.queue.height:,} pairs to review"
    )


def _write_frame(path: Path, frame: pl.DataFrame) -> None:
    data = io.BytesIO()
    frame.write_parquet(data, compression="uncompressed", statistics=False)
    _write_bytes(path, data.getvalue())


def _write_bytes(path: Path, data: bytes) -> None:
    with new_file(path, mode=0o600) as file:
        file.write(data)
