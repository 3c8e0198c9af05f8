"""Who of a study's linked victims is a child, and whom a body flagged: by the variables that study.toml names."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import polars as pl

from clerestory.errors import StudyError
from clerestory.link.concerns import CHILD, FLAGGED, PROVIDER, PSEUDONYM, RETURN
from clerestory.model.instrument import PROVIDER as GIVER
from clerestory.model.instrument import RETURN_REF, ValueType
from clerestory.model.links.settings import ConcernSettings
from clerestory.pipeline.links.persons import LINKS
from clerestory.study import Study

_ROW = [GIVER, RETURN_REF, "vic_pseudo"]
_SAID, _MEANT = "said", "meant"


def check_variables(study: Study, settings: ConcernSettings) -> None:
    """Check that the instrument has the variables and codes that stand for a flag, and for being a child.

    Raises
    ------
    StudyError
        If it has not.
    """
    named = [(part, path, codes) for part in ("flags", "children") for path, codes in getattr(settings, part).items()]
    for part, path, codes in named:
        entity, _, name = path.partition(".")
        variable = next((one for one in study.instrument.variables_of(entity) if one.name == name), None)
        codelist = study.instrument.codelists.get(variable.codelist) if variable else None
        boolean = variable is not None and variable.type is ValueType.BOOLEAN
        known = {"Y", "N"} if boolean else set(codelist.by_code) if codelist else set()
        if not codes or not set(codes) <= known:
            raise StudyError(
                "names a variable that the instrument does not have" if variable is None else
                "names no code, or one that the variable cannot have",
                where=f"study.toml, [link.concern] {part}, {path}",
                remedy="docs/reference/instrument.md has the variables of victim and offence, with their code lists.",
            )  # fmt: skip


def known_people(study: Study, settings: ConcernSettings, providers: Collection[str]) -> pl.DataFrame:
    """Give the linked victims of some givers that are still among the cases, each with whether a child, and flagged.

    Parameters
    ----------
    providers : collection of str
        Names of the folders of the givers whose records let their rows be used.

    Returns
    -------
    DataFrame
        ``provider``, ``return_id``, ``pseudonym``, ``person``; ``child``, which is missing where the row does not say;
        ``flagged``.
    """
    cases = study.vault / "cases"
    flagged = _meant(cases, settings.flags).group_by(_ROW).agg(pl.col(_MEANT).any().alias(FLAGGED))
    child = _meant(cases, settings.children).group_by(_ROW).agg(pl.col(_MEANT).all().alias(CHILD))
    rows = pl.read_parquet(cases / "victim.parquet", columns=_ROW)
    told = rows.join(flagged, on=_ROW, how="left").join(child, on=_ROW, how="left")
    named = told.select(
        pl.col(GIVER).str.replace_all(":", "-", literal=True).alias(PROVIDER),
        pl.col(RETURN_REF).alias(RETURN),
        pl.col("vic_pseudo").alias(PSEUDONYM),
        CHILD,
        pl.col(FLAGGED).fill_null(value=False),
    )
    linked = pl.read_parquet(study.vault / LINKS / "victim.parquet").drop("since")
    found = linked.join(named, on=[PROVIDER, RETURN, PSEUDONYM])
    return found.filter(pl.col(PROVIDER).is_in(sorted(providers)))


def _meant(cases: Path, asked: Mapping[str, Sequence[str]]) -> pl.DataFrame:
    """Give, for each victim and variable that says something, whether it says one of the codes."""
    found = []
    for path, codes in asked.items():
        entity, _, name = path.partition(".")
        frame = pl.read_parquet(cases / f"{entity}.parquet")
        if entity == "offence":
            whose = pl.read_parquet(cases / "link_victim_offence.parquet").select(*_ROW, "off_pseudo")
            frame = whose.join(frame, on=[GIVER, RETURN_REF, "off_pseudo"])
        said = frame.select(*_ROW, pl.col(name).alias(_SAID)).filter(
            pl.col(_SAID).is_not_null() & (pl.col(_SAID) != "")
        )
        meant = pl.col(_SAID).str.split(";").list.eval(pl.element().is_in(list(codes))).list.any().alias(_MEANT)
        found.append(said.select(*_ROW, meant))
    return pl.concat(found)
