"""Picking a gateway, and holding one that somebody named against the law (rules D1, D2, D4)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from clerestory.errors import GatewayError
from clerestory.model.law import Basis, GiverKind, Part, Purpose, Regime, Subjects
from clerestory.share.gateway_table import TABLE, Answer, Question, Refusal


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
    wrong = list(wrong_gateways(Named(question.giver, question.purpose, question.subjects, frozenset(named))))
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
    """What a giver wants to rely on, and for what; the sharing and the holding of a competent authority together."""

    giver: GiverKind
    purpose: Purpose
    subjects: Subjects
    codes: frozenset[Basis]

    def of(self, part: Part) -> frozenset[Basis]:
        """Give the codes that answer one question."""
        return frozenset(code for code in self.codes if code.law.part is part)


def wrong_gateways(named: Named) -> Iterator[Refusal]:
    """Yield every reason why what was named is the wrong gateway, with the section that says so.

    Parameters
    ----------
    named : Named
        Codes of the giver; those of power (PA96-S44, VOL) may be among them.
    """
    for check in _CHECKS:
        yield from check(named)


def _regime(named: Named) -> Iterator[Refusal]:
    """Rule D1: a competent authority holds under Part 3, and nobody else does."""
    part3 = {code for code in named.codes if code.law.regime is Regime.PART_3}
    if part3 and not named.giver.is_competent:
        yield Refusal(
            "D1", f"{_list(part3)}: Part 3 is for competent authorities, and this giver is none",
            "DPA 2018 s.29 and s.30 (recalled, verify)", f"Name a UK GDPR basis, such as {_FOR[named.giver].value}.",
        )  # fmt: skip
    if named.giver.is_competent and not named.of(Part.TASK):
        yield Refusal(
            "D1", "a police force or the NCA holds its cases under Part 3, and UK GDPR alone does not let them go",
            "DPA 2018 s.35(2)(b)", "Name S35-2B, a condition of Schedule 8 and S36-4.",
        )  # fmt: skip
    if named.giver.is_competent and not named.of(Part.ONWARD):
        yield Refusal(
            "D1", "use for a purpose that is not law enforcement needs to be authorised by law",
            "DPA 2018 s.36(4)", "Name S36-4, and in the record what authorises it.",
        )  # fmt: skip


def _basis(named: Named) -> Iterator[Refusal]:
    """Rule D1: the sharing has an Article 6 basis that the giver may rely on."""
    bases = named.of(Part.LAWFUL_BASIS)
    if not bases:
        what = "the sharing itself is no law enforcement, so it" if named.giver.is_competent else "the giver"
        yield Refusal(
            "D1", f"{what} needs an Article 6 basis", "UK GDPR Art 6(1)",
            f"Name one, such as {_FOR[named.giver].value}.",
        )  # fmt: skip
    interests = bases & {Basis.A6_1F, Basis.A6_1EA}
    if interests and named.giver.is_public:
        yield Refusal(
            "D1", f"{_list(interests)}: a public authority may not rely on a legitimate interest for its tasks",
            "UK GDPR Art 6(1), last words", "Name A6-1E, or A6-1C where an enactment requires the sharing.",
        )  # fmt: skip


def _conditions(named: Named) -> Iterator[Refusal]:
    """Rules D1 and D4: every condition fits the purpose, and none is missing."""
    conditions = named.of(Part.SPECIAL) | named.of(Part.SENSITIVE) | named.of(Part.LAWFUL_BASIS)
    for code in sorted(conditions, key=lambda code: code.value):
        if named.purpose not in code.law.fits:
            yield _unfit(code, named.purpose)
    for part, section in _missing(named):
        yield Refusal(
            "D1", f"there is no {part.value}", section,
            f"Name one that fits {named.purpose.value}: {_fitting(part, named)}.",
        )  # fmt: skip


def _unfit(code: Basis, purpose: Purpose) -> Refusal:
    if code in (Basis.A9_G_P18, Basis.S8_P4) and purpose.is_statistical:
        fit = Basis.A9_J_P4 if code is Basis.A9_G_P18 else Basis.S8_P9
        return Refusal(
            "D4", f"{code.value} is for protecting an individual, and does not cover {purpose.value} by itself",
            code.law.section, f"Name {fit.value} for it, with the safeguards of research and statistics.",
        )  # fmt: skip
    return Refusal(
        "D4", f"{code.value} does not fit {purpose.value}", code.law.section, "Name a condition that fits the purpose."
    )


def _missing(named: Named) -> Iterator[tuple[Part, str]]:
    if not named.of(Part.SPECIAL):
        yield Part.SPECIAL, "UK GDPR Art 9(2)"
    if named.subjects.has_offence_data and not named.of(Part.OFFENCE):
        yield Part.OFFENCE, "UK GDPR Art 10; DPA 2018 s.10(5)"
    if named.giver.is_competent and not named.of(Part.SENSITIVE):
        yield Part.SENSITIVE, "DPA 2018 s.35(5)"


def _fitting(part: Part, named: Named) -> str:
    return _list(code for code in Basis if code.law.part is part and named.purpose in code.law.fits)


def _power(named: Named) -> Iterator[Refusal]:
    """Rule D2: section 44 is about police forces, and nothing is required and voluntary at once."""
    powers = named.of(Part.POWER)
    if Basis.PA96_S44 in powers and named.giver is not GiverKind.POLICE:
        yield Refusal(
            "D2", "PA96-S44: only a police force can be required under it", "Police Act 1996 s.44 (recalled, verify)",
            "Name VOL: the return is voluntary, under a data sharing agreement.",
        )  # fmt: skip
    if Basis.PA96_S44 in powers and named.purpose not in Basis.PA96_S44.law.fits:
        yield _unfit(Basis.PA96_S44, named.purpose)
    if len(powers) > 1:
        yield Refusal(
            "D2", "the return is named as required and as voluntary", "Police Act 1996 s.44 (recalled, verify)",
            "Name PA96-S44 or VOL, not both.",
        )  # fmt: skip


_CHECKS: tuple[Callable[[Named], Iterator[Refusal]], ...] = (_regime, _basis, _conditions, _power)
_FOR: Mapping[GiverKind, Basis] = MappingProxyType(
    {kind: Basis.A6_1E if kind.is_public else Basis.A6_1F for kind in GiverKind}
)


def _list(codes: Collection[Basis] | Iterator[Basis]) -> str:
    return ", ".join(sorted(code.value for code in codes))
