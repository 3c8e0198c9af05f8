"""Picking a gateway, and holding one that somebody named against the law (rules D1, D2, D4)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from clerestory.errors import GatewayError
from clerestory.model.law import FOR_PROTECTING, Basis, GiverKind, Part, Purpose, Regime, Subjects, code_names
from clerestory.share.gateways.table import TABLE, Answer, Duty, Question, Refusal


def pick(question: Question) -> Answer | Refusal:
    """Give the one answer of the decision table to a question, or the one refusal.

    Parameters
    ----------
    question : Question
        Who gives, for what, about whom, and whether the law requires it.
    """
    (outcome,) = (row.outcome for row in TABLE if row.answers(question))
    return outcome


def picked(question: Question, named: Collection[Basis] = ()) -> Answer:
    """Give the answer to a question, having held what somebody wants to rely on against it.

    Parameters
    ----------
    question : Question
        As ``pick`` takes it.
    named : collection of Basis
        What the giver wants to rely on; nothing to be only told.

    Raises
    ------
    GatewayError
        If the table refuses, or a code that was named is the wrong gateway; every reason with its section.
    """
    outcome = pick(question)
    if isinstance(outcome, Refusal):
        raise refused([outcome], where=_where(question))
    codes = Named(question.giver, frozenset({question.purpose}), question.subjects, frozenset(named))
    wrong = [*wrong_gateways(codes), *_against_duty(codes, question.duty)]
    if named and wrong:
        raise refused(wrong, where=_where(question))
    return outcome


def refused(refusals: Collection[Refusal], *, where: str) -> GatewayError:
    """Give the error of one or more refusals: the reasons in order, each with its rule, section and remedy."""
    first, *rest = refusals
    also = "".join(f"\nAlso ({r.rule}): {r.reason} ({r.section}). {r.remedy}" for r in rest)
    return GatewayError(f"({first.rule}) {first.reason} ({first.section})", where=where, remedy=first.remedy + also)


def _where(question: Question) -> str:
    return f"{question.giver.value}, {question.purpose.value}, {question.subjects.value}, {question.duty.value}"


@dataclass(frozen=True)
class Named:
    """What a body wants to rely on, and for what; the holding and the sharing of a competent authority together.

    ``giver`` is None for the department, which is a public authority under UK GDPR.
    """

    giver: GiverKind | None
    purposes: frozenset[Purpose]
    subjects: Subjects
    codes: frozenset[Basis]

    @property
    def is_competent(self) -> bool:
        """Whether it holds its cases under Part 3."""
        return self.giver is not None and self.giver.is_competent

    @property
    def is_public(self) -> bool:
        """Whether it is a public authority."""
        return self.giver is None or self.giver.is_public

    def of(self, *parts: Part) -> frozenset[Basis]:
        """Give the codes that answer one of some questions."""
        return frozenset(code for code in self.codes if code.law.part in parts)


def wrong_gateways(named: Named) -> Iterator[Refusal]:
    """Yield every reason why what was named is the wrong gateway, with the section that says so.

    Parameters
    ----------
    named : Named
        Codes of the body; those of power (PA96-S44, VOL) may be among them.
    """
    for check in _CHECKS:
        yield from check(named)


def _regime(named: Named) -> Iterator[Refusal]:
    """Rule D1: a competent authority holds under Part 3, and nobody else does."""
    part3 = {code for code in named.codes if code.law.regime is Regime.PART_3}
    if part3 and not named.is_competent:
        yield Refusal(
            "D1",
            f"{code_names(part3)}: Part 3 is for competent authorities, and this body is none",
            "DPA 2018 s.29 and s.30 (recalled, verify)",
            f"Name a UK GDPR basis, such as {_usual(named)}.",
        )
    if named.is_competent and not named.of(Part.TASK):
        yield Refusal(
            "D1",
            "a police force or the NCA holds its cases under Part 3, and UK GDPR alone does not let them go",
            "DPA 2018 s.35(2)(b)",
            "Name S35-2B, a condition of Schedule 8 and S36-4.",
        )
    if named.is_competent and not named.of(Part.ONWARD):
        yield Refusal(
            "D1",
            "use for a purpose that is not law enforcement needs to be authorised by law",
            "DPA 2018 s.36(4)",
            "Name S36-4, and in the record what authorises it.",
        )


def _basis(named: Named) -> Iterator[Refusal]:
    """Rule D1: the sharing has an Article 6 basis that the body may rely on."""
    bases = named.of(Part.LAWFUL_BASIS)
    if not bases:
        what = "the sharing itself is no law enforcement, and" if named.is_competent else "it"
        remedy = f"Name one, such as {_usual(named)}."
        yield Refusal("D1", f"{what} needs an Article 6 basis", "UK GDPR Art 6(1)", remedy)
    interests = bases & {Basis.A6_1F, Basis.A6_1EA}
    if interests and named.is_public:
        yield Refusal(
            "D1",
            f"{code_names(interests)}: a public authority may not rely on a legitimate interest for its tasks",
            "UK GDPR Art 6(1), last words",
            "Name A6-1E, or A6-1C where an enactment requires the sharing.",
        )


def _conditions(named: Named) -> Iterator[Refusal]:
    """Rules D1 and D4: every purpose has conditions that fit it, and no code is there for nothing."""
    parts = (Part.SPECIAL, Part.SENSITIVE) if named.is_competent else (Part.SPECIAL,)
    said: set[Basis] = set()
    for purpose in sorted(named.purposes, key=lambda purpose: purpose.value):
        for part in parts:
            if not any(purpose in code.law.fits for code in named.of(part)):
                said |= named.of(part) & FOR_PROTECTING
                yield _uncovered(named, purpose, part)
    for code in sorted(named.of(*Part) - said, key=lambda code: code.value):
        if not code.law.fits & named.purposes:
            what = f"{code.value} fits none of the purposes: {', '.join(sorted(p.value for p in named.purposes))}"
            yield Refusal("D4", what, code.law.cited, "Leave it out, or name the purpose that it is for.")
    if named.subjects.has_offence_data and not named.of(Part.OFFENCE):
        what = "data about persons suspected or convicted need an Article 10 condition"
        yield Refusal("D1", what, Basis.A10_S10_5.law.cited, "Name A10-S10-5.")


def _uncovered(named: Named, purpose: Purpose, part: Part) -> Refusal:
    fitting = code_names(code for code in Basis if code.law.part is part and purpose in code.law.fits)
    for code in named.of(part) & FOR_PROTECTING:
        return Refusal(
            "D4",
            f"{code.value} is for protecting an individual, and does not by itself cover {purpose.value}",
            code.law.cited,
            f"Name a condition that fits {purpose.value}: {fitting or 'there is none'}.",
        )
    section = "UK GDPR Art 9(2)" if part is Part.SPECIAL else "DPA 2018 s.35(5)"
    remedy = f"Name one that fits: {fitting}." if fitting else "Nothing fits; leave the purpose out."
    return Refusal("D1", f"no {part.value} covers {purpose.value}", section, remedy)


def _power(named: Named) -> Iterator[Refusal]:
    """Rule D2: section 44 is about police forces, and nothing is required and voluntary at once."""
    powers = named.of(Part.POWER)
    if Basis.PA96_S44 in powers and named.giver is not GiverKind.POLICE:
        yield Refusal(
            "D2", "PA96-S44: only a police force can be required under it", Basis.PA96_S44.law.cited,
            "Name VOL: the return is voluntary, under a data sharing agreement.",
        )  # fmt: skip
    if len(powers) > 1:
        yield Refusal(
            "D2", "the return is named as required and as voluntary", Basis.PA96_S44.law.cited,
            "Name PA96-S44 or VOL, not both.",
        )  # fmt: skip


def _against_duty(named: Named, duty: Duty) -> Iterator[Refusal]:
    """Rule D2: a duty is named where there is one, and only there."""
    duties = named.codes & {Basis.A6_1C, Basis.PA96_S44}
    if duties and duty is Duty.NOT_REQUIRED:
        what = f"{code_names(duties)}: the law does not require it, as you say"
        yield Refusal(
            "D2", what, Basis.A6_1C.law.cited, "Name A6-1E, and VOL for a return; or say that it is required."
        )
    if Basis.VOL in named.codes and duty is Duty.REQUIRED:
        remedy = "Name PA96-S44, or say that it is not required."
        yield Refusal("D2", "VOL: the law requires it, as you say", Basis.PA96_S44.law.cited, remedy)


_CHECKS: tuple[Callable[[Named], Iterator[Refusal]], ...] = (_regime, _basis, _conditions, _power)


def _usual(named: Named) -> str:
    """Give the Article 6 basis that a body of this kind mostly has."""
    return "A6-1E" if named.is_public else "A6-1F"
