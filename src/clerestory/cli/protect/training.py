"""The commands that train a tagger, and make up something to train on."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from clerestory import pipeline
from clerestory.cli.console import Bar, put, say
from clerestory.model.commission import DataKind

_PARTS = "SOURCE,PROPOSALS,DECISIONS,CASE"
Synthetic = Annotated[bool, typer.Option("--synthetic", help="The data are made up: simulated decisions count.")]


def train(
    corpus: Annotated[
        Path, typer.Argument(metavar="CORPUS", help="Labelled texts, a JSON line each.", exists=True, dir_okay=False)
    ],
    out: Annotated[Path, typer.Option(help="Where the tagger goes; keep it where the corpus is kept.", dir_okay=False)],
    decided: Annotated[
        list[str] | None,
        typer.Option(metavar=_PARTS, help="Learn from a reviewed text, document or folder of them, too. Repeat."),
    ] = None,
    reviewers: Annotated[
        Path | None, typer.Option(help="Who may decide, for --decided.", exists=True, dir_okay=False)
    ] = None,
    synthetic: Synthetic = False,  # noqa: FBT002 - an option is a flag
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,  # noqa: FBT002
) -> None:
    """Train a tagger that finds people whom no roster knows, from labelled texts and reviewers' decisions."""
    with Bar() as bar:
        learnt = pipeline.train_tagger_of_corpus(
            corpus,
            out,
            decided=[_decided(words) for words in decided or []],
            reviewers=reviewers,
            data=DataKind.SYNTHETIC if synthetic else DataKind.CONFIDENTIAL,
            progress=bar,
        )
    if as_json:
        put(json.dumps(asdict(learnt)))
        return
    say(
        f"Learnt from {learnt.documents:,} texts. In texts held out it finds {learnt.held_out_recall:.1%} of the people"
        f" and things to be withheld whole; {learnt.held_out_precision:.1%} of the words it finds are to be withheld."
    )
    say("Other texts than these will be found worse: have a reviewer look.")
    put(str(out))


def notes(
    out: Annotated[Path, typer.Argument(metavar="FILE", help="Where they go.", dir_okay=False)],
    number: Annotated[int, typer.Option(help="How many.", min=1, max=100_000)] = 80,
    seed: Annotated[int, typer.Option(help="The same seed makes the same notes.", min=0)] = 1,
) -> None:
    """Make up case notes with everything marked that tells of a person: a SYNTHETIC corpus, to try training on."""
    passages = pipeline.write_labelled_notes(out, number, seed=seed)
    say(f"{number:,} SYNTHETIC notes with {passages:,} marked passages.")
    put(str(out))


def _decided(words: str) -> pipeline.DecidedText:
    parts = [Path(part.strip()) for part in words.split(",")]
    if len(parts) != _PARTS.count(",") + 1 or not all(part.exists() for part in parts):
        raise typer.BadParameter(f"give four that are there: {_PARTS}", param_hint="--decided")
    return pipeline.DecidedText(*parts)
