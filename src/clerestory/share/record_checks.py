"""Holding a record against rules D1 to D11: what blocks a collection, and what is only warned of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from clerestory.model.commission import DataKind
from clerestory.model.law import (
    FOR_PROTECTING,
    WITH_POLICY_DOCUMENT,
    Basis,
    GiverKind,
    Part,
    Purpose,
    Regime,
    Subjects,
    code_names,
)
from clerestory.model.sharing import NotShared, SharedCases, ShareRecord
from clerestory.share.gateways.naming import Named, wrong_gateways
from clerestory.share.gateways.table import Refusal

_P18 = "DPA 2018 Sch 1 para 18"
_POLICY = "DPA 2018 Sch 1 paras 5 and 39 (recalled, verify)"


@dataclass(frozen=True)
class Expected:
    """What the study says of itself, with which a record must agree.

    Attributes
    ----------
    data : DataKind
        Where the cases come from.
    lawful_basis : frozenset of str
        Codes of study.toml, which are the receiver's.
    kind : GiverKind or None
        What the instrument says the giver is; None where it does not say.
    """

    data: DataKind
    lawful_basis: frozenset[str]
    kind: GiverKind | None = None


@dataclass(frozen=True)
class Warned:
    """A field that a rule asks for and that is empty: to be answered, and no reason to refuse."""

    rule: str
    field: str
    what: str


def blocks(record: ShareRecord, expected: Expected) -> Iterator[Refusal]:
    """Yield every reason why nothing may be collected under a record.

    Parameters
    ----------
    record : ShareRecord
        Of one giver.
    expected : Expected
        Of the study that would collect.
    """
    if record.data is not expected.data:
        what = f"the record is for data that are {record.data.value}, the study's are {expected.data.value}"
        yield Refusal("D1", what, "UK GDPR Art 5(1)(a)", "Make a record for these data.")
    if isinstance(record, NotShared):
        yield Refusal(
            "D9",
            "the decision is not to share",
            "Information sharing advice 2024, golden rule 7 (recalled, verify)",
            "Take the return out of returns/, or have the decision made anew: `clerestory share record`.",
        )
    elif isinstance(record, SharedCases):
        for check in _CHECKS:
            yield from check(record, expected)


def warnings(record: ShareRecord) -> Iterator[Warned]:
    """Yield what rules D8, D9 and D11 ask for and the record leaves empty."""
    if isinstance(record, SharedCases):
        for rule, table, form in (("D8", "steps", record.steps), ("D9", "golden_rules", record.golden_rules)):
            for name, info in type(form).model_fields.items():
                if getattr(form, name) in ("", None):
                    yield Warned(rule, f"{table}.{name}", info.description or "")
        if record.destroy_by is None:
            yield Warned("D11", "destroy_by", "the day by which the returns are destroyed (DPA 2018 s.39)")
    elif isinstance(record, NotShared) and not record.advice:
        yield Warned("D9", "advice", "4: whose advice was asked before it was not shared")


def _kind(record: SharedCases, expected: Expected) -> Iterator[Refusal]:
    if expected.kind not in (None, record.giver.kind):
        what = f"the record says {record.giver.kind.value}, the instrument's list of providers another kind of body"
        yield Refusal("D1", what, "DPA 2018 s.30 and Sch 7 (recalled, verify)", "Mend giver.kind.")


def _giver(record: SharedCases, expected: Expected) -> Iterator[Refusal]:
    """Rules D1, D2, D4: the giver's gateway, for all purposes of the register together."""
    codes = frozenset({*record.giver.conditions, *record.giver.for_sharing, record.power})
    yield from wrong_gateways(Named(record.giver.kind, frozenset(record.purposes), record.about, codes))
    authorised = codes & {Basis.S36_4, Basis.A6_1C}
    if authorised and not record.giver.authorised_by:
        what = f"{code_names(authorised)}: giver.authorised_by names no enactment or rule of law"
        yield Refusal("D1", what, "DPA 2018 s.36(4); UK GDPR Art 6(3)", "Name it, with its section.")
    if record.giver.for_sharing and not record.giver.kind.is_competent:
        what = "giver.for_sharing is for competent authorities, whose sharing changes the regime"
        yield Refusal("D1", what, "DPA 2018 s.36(4)", "Put its codes into giver.conditions.")


def _receiver(record: SharedCases, expected: Expected) -> Iterator[Refusal]:
    """Rule D1: the department has a basis and conditions of its own, and they are those of study.toml."""
    codes = frozenset(record.receiver.conditions)
    foreign = frozenset(code for code in codes if code.law.regime is not Regime.UK_GDPR)
    if foreign:
        what = f"receiver: {code_names(foreign)} is no code of UK GDPR, under which the department receives"
        yield Refusal("D1", what, "UK GDPR Art 6, 9 and 10", "Name UK GDPR codes only.")
    for refusal in wrong_gateways(Named(None, frozenset(record.purposes), record.about, codes - foreign)):
        yield Refusal(refusal.rule, f"receiver: {refusal.reason}", refusal.section, refusal.remedy)
    lacking = sorted(expected.lawful_basis - {code.value for code in codes})
    if lacking:
        what = f"receiver: study.toml relies on {', '.join(lacking)}, which the record does not name"
        yield Refusal("D1", what, "UK GDPR Art 5(2)", "Name the same codes in both.")


def _safeguarding(record: SharedCases, expected: Expected) -> Iterator[Refusal]:
    """Rule D3: whoever claims paragraph 18, or its twin in Schedule 8, shows every test of it."""
    claimed = FOR_PROTECTING & {*record.giver.conditions, *record.giver.for_sharing, *record.receiver.conditions}
    empty = _untested(record)
    if claimed and empty:
        section = "; ".join(sorted(code.law.section for code in claimed))
        what = f"{code_names(claimed)}: [safeguarding] lacks {', '.join(empty)}"
        yield Refusal("D3", what, section, "Fill every test, or name another condition.")


def _untested(record: SharedCases) -> list[str]:
    """Give the tests of safeguarding that a record leaves empty."""
    tests = record.safeguarding
    if tests is None:
        return ["all of it"]
    return [name for name in type(tests).model_fields if getattr(tests, name) in ("", None)]


def _policy_documents(record: SharedCases, expected: Expected) -> Iterator[Refusal]:
    """Rules D3 and D5: an appropriate policy document where a condition asks for one."""
    giver = {*record.giver.conditions, *record.giver.for_sharing}
    for who, codes, document in (
        ("giver", giver, record.giver.policy_document),
        ("receiver", set(record.receiver.conditions), record.receiver.policy_document),
    ):
        asking = WITH_POLICY_DOCUMENT & codes
        if asking and not document:
            sensitive = any(code.law.part is Part.SENSITIVE for code in asking)
            rule, section = ("D5", "DPA 2018 s.35(5)(c) and s.42") if sensitive else ("D3", _POLICY)
            what = f"{who}: {code_names(asking)} needs an appropriate policy document, and none is named"
            yield Refusal(rule, what, section, f"Name its id in {who}.policy_document.")


def _strictly_necessary(record: SharedCases, expected: Expected) -> Iterator[Refusal]:
    """Rule D5: sensitive processing under Part 3 is strictly necessary, and the record says why."""
    if record.giver.kind.is_competent and not record.giver.strictly_necessary:
        what = "giver.strictly_necessary is empty"
        yield Refusal("D5", what, "DPA 2018 s.35(5)(a)", "Say why nothing less would do.")


def _categories(record: SharedCases, expected: Expected) -> Iterator[Refusal]:
    """Rule D6: several categories of people are kept apart, and the record says how."""
    if (len(set(record.subjects)) > 1 or record.about is not Subjects.VICTIMS) and not record.kept_apart:
        what = "kept_apart is empty: suspects, convicted persons, victims and witnesses, and fact and opinion"
        yield Refusal("D6", what, "DPA 2018 s.38 (recalled, verify)", "Say how they are kept apart.")


def _uses(record: SharedCases, expected: Expected) -> Iterator[Refusal]:
    """Rule D4: each use of the register cites conditions of the receiver that fit it."""
    for number, use in enumerate(record.uses, 1):
        where = f"uses, the {number}. of them"
        if use.purpose is Purpose.DECISION:
            what = f"{where}: a study is for no measure or decision about a person"
            yield Refusal("D4", what, "UK GDPR Art 84C(3)", "Leave the use out; share to safeguard by another way.")
            continue
        strange = frozenset(use.conditions) - frozenset(record.receiver.conditions)
        if strange:
            what = f"{where}: {code_names(strange)} is not among the receiver's conditions"
            yield Refusal("D4", what, "UK GDPR Art 5(1)(b)", "Add it to receiver.conditions, or name another.")
        named = Named(None, frozenset({use.purpose}), record.about, frozenset(use.conditions) - strange)
        for refusal in wrong_gateways(named):
            yield Refusal(refusal.rule, f"{where}: {refusal.reason}", refusal.section, refusal.remedy)


def _notices(record: SharedCases, expected: Expected) -> Iterator[Refusal]:
    """Rules D1, D3 and D4: a concern notice goes back under a use to safeguard, every test, and gateways of its own."""
    terms = record.concern_notices
    if terms is None:
        return
    if Purpose.SAFEGUARDING not in record.purposes:
        what = "concern_notices: no use of the register is safeguarding"
        yield Refusal("D4", what, _P18, "Have the giver agree to that use, with a condition that fits it.")
    empty = _untested(record)
    if empty:
        what = f"concern_notices: [safeguarding] lacks {', '.join(empty)}"
        yield Refusal("D3", what, _P18, "Fill every test, or leave concern_notices out.")
    receiver = None if record.giver.kind.is_competent else record.giver.kind  # safeguarding is no law enforcement
    for who, kind, codes in (("conditions", None, terms.conditions), ("for_receiving", receiver, terms.for_receiving)):
        named = Named(kind, frozenset({Purpose.SAFEGUARDING}), Subjects.VICTIMS, frozenset(codes))
        for refusal in wrong_gateways(named):
            yield Refusal(refusal.rule, f"concern_notices.{who}: {refusal.reason}", refusal.section, refusal.remedy)
    asking = WITH_POLICY_DOCUMENT & set(terms.conditions)
    if asking and not record.receiver.policy_document:
        what = f"concern_notices.conditions: {code_names(asking)} needs an appropriate policy document"
        yield Refusal("D3", what, _POLICY, "Name its id in receiver.policy_document.")


def _destruction(record: SharedCases, expected: Expected) -> Iterator[Refusal]:
    if record.destroy_by and record.destroy_by <= record.decided:
        what = "destroy_by is not after the day of the decision"
        yield Refusal("D11", what, "DPA 2018 s.39; UK GDPR Art 5(1)(e)", "Mend one of the two days.")


_CHECKS: tuple[Callable[[SharedCases, Expected], Iterator[Refusal]], ...] = (
    _kind,
    _giver,
    _receiver,
    _safeguarding,
    _policy_documents,
    _strictly_necessary,
    _categories,
    _uses,
    _destruction,
    _notices,
)
