"""What a template says beside its empty sheets: what each column means, and the codes with their labels."""

from __future__ import annotations

from clerestory.model.instrument import MISSING_REASON, Instrument, Key, KeyKind, Need, ValueType, Variable

NOTES, CODES = "notes", "codes"
BESIDE = (NOTES, CODES)  # sheets that reading passes over, once it has seen that nobody wrote into them
NOTES_HEADER = ("sheet", "column", "what belongs there", "form", "code list", "needed")
CODES_HEADER = ("code list", "code", "label")
_FORMS = {
    ValueType.STRING: "text",
    ValueType.TEXT: "text without anything that points at a person",
    ValueType.CODE: "one code",
    ValueType.CODES: "codes with ; between them",
    ValueType.DATE: "a day as year-month-day, four and two and two digits",
    ValueType.YEAR: "a year of four digits",
    ValueType.QUARTER: "a quarter as year-Q and 1 to 4",
    ValueType.INTEGER: "a whole number, 0 or more",
    ValueType.BOOLEAN: "Y or N",
    ValueType.MAP: "sheet.column=code with ; between several",
}
_NEEDS = {Need.YES: "yes, or a reason in <column>_missing", Need.NO: "no", Need.CONDITIONAL: "on a condition"}
_RULES = (
    ("", "", "Fill the sheets named as the entities; one row for each record, below the header.", "", "", ""),
    ("", "", "Keep every sheet; one with its header alone says that there is none.", "", "", ""),
    ("", "", "All cells are text, so that nothing is turned into a date and no leading zero is lost.", "", "", ""),
    ("", "", "No names, dates of birth, addresses, numbers of people or cases, or names of operations.", "", "", ""),
    ("", "", "No formulas, comments, hidden sheets, rows or columns, pictures, links or macros.", "", "", ""),
    ("", "", "For any column a column <column>_missing with a code of missing_reason may be added.", "", "", ""),
)


def notes_rows(instrument: Instrument) -> tuple[tuple[str, ...], ...]:
    """Give the rows of the sheet ``notes``: rules first, then every column of every entity."""
    rows = [
        (entity, name, *_about(instrument, entity, name))
        for entity in instrument.entities
        for name in instrument.columns_of(entity)
    ]
    return (*_RULES, *rows)


def code_rows(instrument: Instrument) -> tuple[tuple[str, str, str], ...]:
    """Give the rows of the sheet ``codes``, list after list: only the lists that a column uses, and that of reasons."""
    return tuple(
        (name, code.code, code.label)
        for name, codelist in sorted(instrument.codelists.items())
        if name in _used(instrument)
        for code in codelist.codes
    )


def guidance_texts(instrument: Instrument) -> frozenset[str]:
    """Give every text that a template writes beside its sheets, so that reading knows it from what people add."""
    rows = (NOTES_HEADER, CODES_HEADER, *notes_rows(instrument), *code_rows(instrument))
    return frozenset(text for row in rows for text in row)


def prompt_of(instrument: Instrument, entity: str, name: str) -> str:
    """Say in one line what belongs into a cell of a column."""
    what, form, codelist, need = _about(instrument, entity, name)
    of = f" of {codelist}" if codelist else ""
    return f"{what}: {form}{of}. Needed: {need}."


def variable_of(instrument: Instrument, entity: str, name: str) -> Variable | None:
    """Give the variable of a column, or None for a key that is none."""
    return next((v for v in instrument.variables_of(entity) if v.name == name), None)


def _about(instrument: Instrument, entity: str, name: str) -> tuple[str, str, str, str]:
    key = next((k for k in instrument.keys_of(entity) if k.name == name), None)
    if key is not None:
        return _about_key(key), key.form, "", _NEEDS[key.need] if key.need is not Need.YES else "yes"
    variable = variable_of(instrument, entity, name)
    assert variable is not None, "a column is a key or a variable"
    return variable.definition, _FORMS[variable.type], variable.codelist, _NEEDS[variable.need]


def _about_key(key: Key) -> str:
    told = {
        KeyKind.PRIMARY: "Identifies the row",
        KeyKind.FOREIGN: f"Names a row of {key.references}",
        KeyKind.CROSS: "The protected pseudonym of a person who is both victim and suspect",
    }
    return told[key.kind]


def _used(instrument: Instrument) -> set[str]:
    return {v.codelist for v in instrument.variables if v.codelist} | {MISSING_REASON} & set(instrument.codelists)
