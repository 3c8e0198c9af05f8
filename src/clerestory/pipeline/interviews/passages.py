"""Passages that coders marked, each bound by a keyed hash to its words, and the redaction check of each."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping

from pydantic import ValidationError

from clerestory.errors import DecisionError, InterviewError
from clerestory.model.interviews.coded import CODE, END, INTERVIEW, START, Coded
from clerestory.model.interviews.quotes import Passage, QuoteCheck
from clerestory.pipeline.interviews.opened import OpenedInterviews
from clerestory.review import check_quote_check
from clerestory.study import Study

_ID = slice(len("hmac-sha256:"), len("hmac-sha256:") + 16)


def passages_of(study: Study, coded: Coded) -> Mapping[str, Passage]:
    """Give the passages that coders marked, in the order of their ids, which says nothing."""
    marked: dict[tuple[int, int, int], set[int]] = defaultdict(set)
    for row in coded.codings.tolist():
        marked[row[INTERVIEW], row[START], row[END]].add(row[CODE])
    found = []
    for (interview, start, end), codes in marked.items():
        pseudonym = coded.interviews[interview]
        text = coded.texts[pseudonym][start:end]
        bound = study.keyed_hash(b"quote", pseudonym.encode(), b"%d %d" % (start, end), text.encode())
        labels = tuple(coded.codes[code].label for code in sorted(codes))
        found.append(Passage(bound[_ID], bound, pseudonym, text, labels))
    return {passage.id: passage for passage in sorted(found, key=lambda passage: passage.id)}


def passage_of(opened: OpenedInterviews, quote: str) -> Passage:
    """Give one passage.

    Raises
    ------
    InterviewError
        If there is none of that id in a usable interview.
    """
    found = passages_of(opened.study, opened.coded).get(quote)
    if found is None:
        raise InterviewError(
            "is no passage of an interview that may be used",
            where=f"quote {quote}",
            remedy="`clerestory interviews quotes STUDY` has their ids; a passage whose words changed has a new one.",
        )
    return found


def check_of(opened: OpenedInterviews, passage: Passage) -> QuoteCheck | None:
    """Read the check of a passage; one of other words counts for nothing.

    Raises
    ------
    DecisionError
        If it is ill formed, unsigned, or by somebody who may not check.
    """
    path = opened.places.checks / f"{passage.id}.toml"
    if not path.exists():
        return None
    try:
        check = QuoteCheck.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise DecisionError("is not TOML", where=f"checks/{path.name}", remedy="Check the quote anew.") from None
    except ValidationError as error:
        raise unformed(error, f"checks/{path.name}") from None
    if (check.quote, check.passage) != (passage.id, passage.hash):
        return None
    check_quote_check(check, opened.study.settings)
    return check


def unformed(error: ValidationError, where: str) -> DecisionError:
    """Say which fields of a check are wrong."""
    faults = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
    return DecisionError(faults, where=where, remedy="docs/reference/interviews.md has every field.")
