"""Where each kind of data lies in a study: the folders and files that are removed whole when it is erased."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from clerestory.model.retention import Dataset
from clerestory.model.versions import ReturnVersion
from clerestory.study import Study


@dataclass(frozen=True)
class Scope:
    """What is erased: a kind of data, all of it or that of one giver or one return.

    Attributes
    ----------
    provider, return_id : str
        The giver as its folder spells it, and the return; empty for all.
    """

    dataset: Dataset
    provider: str = ""
    return_id: str = ""

    @property
    def whole(self) -> bool:
        """Whether all of the dataset is meant."""
        return not self.provider

    def holds(self, version: ReturnVersion) -> bool:
        """Whether a version of a return is within it."""
        return self.provider in ("", version.provider) and self.return_id in ("", version.return_id)

    @property
    def name(self) -> str:
        """What is erased, for messages and the ledger."""
        of = "/".join(part for part in (self.provider, self.return_id) if part)
        return self.dataset.value + (f" of {of}" if of else "")


def places_of(study: Study, scope: Scope) -> tuple[Path, ...]:
    """Give the folders and files of a scope that are there, in order; none of them lies in another.

    The rows of a return in ``vault/cases``, where those of others stay, are not among them; nor are those of a kept
    version when only its quarantine is erased.
    """
    found = _PLACES[scope.dataset](study, scope)
    return tuple(dict.fromkeys(path for path in sorted(found) if path.exists()))


def _returns(study: Study, scope: Scope) -> Iterator[Path]:
    for folder in study.returns.glob("*/*"):
        if scope.holds(ReturnVersion.of_folder(folder.parent.name, folder.name)):
            yield folder


def _kept(study: Study, scope: Scope) -> Iterator[Path]:
    yield from (f for f in study.kept.glob("*/*") if scope.holds(ReturnVersion(f.parent.name, f.name)))


def _cases(study: Study, scope: Scope) -> Iterator[Path]:
    yield from _returns(study, scope)
    yield from _kept(study, scope)
    yield from _encodings(study, scope)
    yield from _in_zones(scope, study.vault / "rotation")  # which older pseudonym is which newer one
    yield from _reports(study, scope)
    yield from _of_all_givers(study, scope)
    if scope.whole:
        yield study.vault / "cases"
        yield study.texts  # about single cases; nothing tells which giver sent one
        yield study.holds  # of one giver alone they stay: a hold that went with them could open another giver's case
        yield study.passages


def _of_all_givers(study: Study, scope: Scope) -> Iterator[Path]:
    """Give what goes with the rows of any giver: who is who, concern notices, and what releases were built of.

    The next run links what is left. Settings of releases name the cases of texts, and without the rows none is built
    again.
    """
    if scope.whole or any(True for _ in _kept(study, scope)):
        yield from (study.vault / "links", study.vault / "concerns", study.sources)


def _encodings(study: Study, scope: Scope) -> Iterator[Path]:
    yield from _in_zones(scope, study.vault / "link", study.links)


def _in_zones(scope: Scope, *zones: Path) -> Iterator[Path]:
    """Give what lies in zones by giver and return: ``<provider>/<return_id>`` or a Parquet file so named."""
    if scope.whole:
        yield from zones
        return
    for zone in zones:
        for path in zone.glob("*/*"):
            if scope.holds(ReturnVersion.of_folder(path.parent.name, path.name.removesuffix(".parquet"))):
                yield path


def _tables(study: Study, _: Scope) -> Iterator[Path]:
    yield from (study.vault / "tables", study.vault / "protected", study.outputs)


def _left(study: Study, _: Scope) -> Iterator[Path]:
    yield study.left


def _interviews(study: Study, _: Scope) -> Iterator[Path]:
    yield study.vault / "interviews"


def _reports(study: Study, scope: Scope) -> Iterator[Path]:
    shared = study.vault / "checks.json"  # like the index, of all givers: the next run makes them anew
    if scope.whole:
        yield from (study.reports, shared)
        return
    of = f"{scope.provider}--{scope.return_id}." if scope.return_id else f"{scope.provider}--"
    mine = [path for path in study.reports.glob("*") if path.name.startswith(of)]
    yield from (*mine, study.reports / "index.html", shared) if mine else ()


_PLACES: Mapping[Dataset, Callable[[Study, Scope], Iterator[Path]]] = {
    Dataset.RETURNS: _returns,
    Dataset.CASES: _cases,
    Dataset.ENCODINGS: _encodings,
    Dataset.TABLES: _tables,
    Dataset.LEFT: _left,
    Dataset.INTERVIEWS: _interviews,
    Dataset.QUARANTINE: _reports,
}
