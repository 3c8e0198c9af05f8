"""Acts of the disclosure check (gate 1) and of the release."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from clerestory.model.commission import Slug
from clerestory.model.decisions import KeyedHash, Outcome
from clerestory.model.desk.acts.common import ActForm, Reason, ShortText, Signed

RuleCode = Annotated[str, Field(pattern=r"^[A-Z]{1,2}[0-9]{1,2}$", description="A rule of release, such as S3.")]


class OfDraft(ActForm):
    """An act about one draft."""

    draft: KeyedHash


class SubmitOutput(OfDraft):
    """A draft comes to the checkers, with the people who made it; it takes the place of one that waits."""

    act: Literal["submit output"] = "submit output"
    title: ShortText
    authors: tuple[Slug, ...] = Field(min_length=1)
    lawyer: bool = Field(default=False, description="A text in it names a place: a lawyer decides as well.")


class AskException(OfDraft):
    """An author asks to be excepted from a rule that lets itself be."""

    act: Literal["ask exception"] = "ask exception"
    rule: RuleCode
    reason: Reason


class AnswerException(OfDraft):
    """A named approver, who is neither author nor checker of the draft, answers."""

    act: Literal["answer exception"] = "answer exception"
    rule: RuleCode
    outcome: Outcome
    reason: Reason


class DecideOutput(OfDraft):
    """A checker, or a lawyer, decides without seeing what the others decide; signed, it is a decision at the gate."""

    act: Literal["decide output"] = "decide output"
    outcome: Outcome
    reason: Reason
    signed: Signed


class WithdrawOutput(OfDraft):
    """An author takes a draft back."""

    act: Literal["withdraw output"] = "withdraw output"
    reason: Reason


class AdmitDraft(OfDraft):
    """A draft that passed gate 1 reaches the desk, with the checkers whose signed decisions came with it."""

    act: Literal["admit draft"] = "admit draft"
    checked: KeyedHash = Field(description="The draft at gate protect on which its checkers decided.")
    authors: tuple[Slug, ...] = Field(min_length=1)
    checkers: tuple[Slug, ...] = Field(min_length=2)
    lawyers: tuple[Slug, ...] = ()
    holds_clear: bool = Field(description="No text in the draft is of a case on hold.")
    register_complete: bool = Field(description="All that is withheld stands in the register.")


class DecideRelease(OfDraft):
    """The lead statistician lets a reviewed draft pass, or refuses it; signed, it is a decision at the gate."""

    act: Literal["decide release"] = "decide release"
    outcome: Outcome
    reason: Reason
    signed: Signed


class SignRelease(OfDraft):
    """A third person signs what both gates passed."""

    act: Literal["sign release"] = "sign release"
