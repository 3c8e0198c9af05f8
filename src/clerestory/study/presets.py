"""The presets that come with the product, and the one that a study names."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from pydantic import ValidationError

from clerestory.errors import RuleSetError
from clerestory.model.commission import DataKind
from clerestory.model.rules import Preset, PresetFile, check_preset


@cache
def shipped_presets() -> Mapping[str, Preset]:
    """Give the presets that come with the product by their name."""
    return read_presets(resources.files("clerestory.study").joinpath("presets.toml").read_text(encoding="utf-8"))


def read_presets(text: str, *, where: str = "presets.toml") -> Mapping[str, Preset]:
    """Read presets and check that each can be met.

    Parameters
    ----------
    text : str
        TOML of the form ``clerestory-presets/1``.
    where : str
        What messages call it.

    Raises
    ------
    RuleSetError
        If it is not of this form, has a key that is not known, or a preset cannot be met.
    """
    try:
        form = PresetFile.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise RuleSetError(f"is not TOML: {error}", where=where, remedy="Mend the line that is named.") from None
    except ValidationError as error:
        faults = (f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
        raise RuleSetError(
            "; ".join(faults), where=where, remedy="docs/reference/schemas/presets.schema.json has every setting."
        ) from None
    presets = {one.name: one.preset() for one in form.presets}
    for preset in presets.values():
        check_preset(preset)
    return MappingProxyType(presets)


def preset_for_study(name: str, data: DataKind) -> Preset:
    """Find the preset that a study names, if it is strong enough for its data.

    Raises
    ------
    RuleSetError
        If there is none of that name, or it is not fit for this kind of data.
    """
    presets = shipped_presets()
    preset = presets.get(name)
    if preset is None:
        raise RuleSetError(
            f"there is no preset {name!r}",
            where="study.toml, [protect] preset",
            remedy="Use one of " + ", ".join(presets) + ".",
        )
    if data not in preset.fit_for:
        fit = [p.name for p in presets.values() if data in p.fit_for]
        raise RuleSetError(
            f"preset {name} is not enough for {data.value} data",
            where="study.toml, [protect] preset",
            remedy="Use one of " + ", ".join(fit) + "."
            if fit
            else "No preset of this version is; docs/adr/0005 says what is missing. Nothing was published.",
        )
    return preset
