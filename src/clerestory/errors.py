"""Errors that a user can act on: one wording (where, what, what to do), one exit code per kind.

Messages quote codes, row numbers and table names, never identifiers, free text or a confidential count.
"""

from __future__ import annotations


class ClerestoryError(Exception):
    """An error a user can act on; shown without a traceback."""

    exit_code = 1
    heading = "Error"

    def __init__(self, what: str, *, where: str, remedy: str) -> None:
        super().__init__(f"{where}: {what}\n{remedy}")
        self.what, self.where, self.remedy = what, where, remedy


class StudyError(ClerestoryError):
    """The study folder or its study.toml cannot be used."""

    exit_code = 10
    heading = "The study cannot be opened"


class StudyBusyError(ClerestoryError):
    """Another run holds the study."""

    exit_code = 11
    heading = "Another run holds the study"


class InstrumentError(ClerestoryError):
    """The instrument (variables, keys, code lists) contradicts itself or cannot be read."""

    exit_code = 12
    heading = "The instrument cannot be used"


class StorageError(ClerestoryError):
    """A file or folder cannot be read or written: rights, space, or something else in its place."""

    exit_code = 13
    heading = "A file or folder cannot be used"


class EngineError(ClerestoryError):
    """The engine that study.toml or --engine asks for cannot be used: Java, pyspark, the cluster or its memory."""

    exit_code = 14
    heading = "The engine cannot be used"


class ExtraError(ClerestoryError):
    """A command needs a library of an extra that is not installed."""

    exit_code = 15
    heading = "A library of an extra is not installed"


class ReturnError(ClerestoryError):
    """A return has more faults than the study accepts; subclasses name the gravest kind."""

    exit_code = 20
    heading = "A return cannot be accepted"


class EmptyReturnError(ReturnError):
    """A file of a return is missing or holds nothing, not even a header."""

    exit_code = 21
    heading = "A file of a return is empty or missing"


class EncodingReturnError(ReturnError):
    """A file of a return is not UTF-8."""

    exit_code = 22
    heading = "A file of a return is not UTF-8"


class ShapeReturnError(ReturnError):
    """A file of a return has a missing, doubled or undeclared column, or rows of the wrong length."""

    exit_code = 23
    heading = "A file of a return has the wrong columns"


class IdentifierReturnError(ReturnError):
    """A file of a return holds what must never come: a date of birth, a name, an address, a number."""

    exit_code = 24
    heading = "A file of a return holds what looks like an identifier"


class CodeReturnError(ReturnError):
    """A value of a return is not in its code list."""

    exit_code = 25
    heading = "A value of a return is not in its code list"


class RuleReturnError(ReturnError):
    """A row of a return breaks a rule: a mandatory field, a form, a key or an order of years."""

    exit_code = 26
    heading = "A row of a return breaks a rule"


class PlaceReturnError(ReturnError):
    """A file lies among the returns where no file of a return belongs."""

    exit_code = 27
    heading = "A file lies where no file of a return belongs"


class TooLargeReturnError(ReturnError):
    """A file of a return is larger, wider or longer than is read; the limits stand in the reference of returns."""

    exit_code = 28
    heading = "A file of a return is too large"


class WorkbookReturnError(ReturnError):
    """A workbook or Parquet file of a return is damaged or locked, or holds what no return may hold."""

    exit_code = 29
    heading = "A workbook or Parquet file of a return cannot be taken"


class TableError(ClerestoryError):
    """A table or finding cannot be made from the cases of a study, or from the file that was given."""

    exit_code = 30
    heading = "A table or finding cannot be made"


class RuleSetError(ClerestoryError):
    """A preset or setting is unknown, out of range, or weaker than may be used."""

    exit_code = 31
    heading = "The rules or settings cannot be used"


class ProtectionError(ClerestoryError):
    """Tables could not be proven safe; nothing leaves the vault."""

    exit_code = 32
    heading = "The tables could not be proven safe"


class RedactionError(ClerestoryError):
    """A text or document cannot be redacted as asked: its options, decisions or holds are wrong or missing."""

    exit_code = 33
    heading = "The text or document cannot be redacted"


class DocumentError(ClerestoryError):
    """A document is damaged, locked, too large, hostile, or of a form that is not read."""

    exit_code = 34
    heading = "The document cannot be read or written"


class ResidueError(ClerestoryError):
    """Something that was to be gone is still in a document, or `protect inspect` found what a redaction left."""

    exit_code = 35
    heading = "Something is left in the document"


class TaggerError(ClerestoryError):
    """The model of a tagger, or the corpus that it is to be trained on, cannot be used."""

    exit_code = 36
    heading = "The tagger cannot be used or trained"


class RosterFileError(ClerestoryError):
    """A roster for redaction cannot be read: its columns, its values, or it names nobody."""

    exit_code = 37
    heading = "The roster cannot be used"


class GateError(ClerestoryError):
    """A decision is missing at a gate, or refuses; the run stops there."""

    exit_code = 40
    heading = "A gate is closed"


class DecisionError(ClerestoryError):
    """A decision file cannot be accepted: its form, its person, its draft or its signature is wrong."""

    exit_code = 41
    heading = "A decision cannot be accepted"


class UnsignedError(ClerestoryError):
    """A release is built and waits for the signature of a third person; the run stops there."""

    exit_code = 42
    heading = "A release waits for its signature"


class EmbargoError(ClerestoryError):
    """A release is signed and waits for its day and time; the run stops there."""

    exit_code = 43
    heading = "A release waits for its time"


class CalendarError(ClerestoryError):
    """The day or time of a release, or its announcement, is not as rule P3 asks, and no reason is given."""

    exit_code = 45
    heading = "The day of the release needs a reason"


class EarlyAccessError(ClerestoryError):
    """A release is not shown before it is published: to that post, at that time, or before it is signed."""

    exit_code = 46
    heading = "The release is not shown before its time"


class PaperError(ClerestoryError):
    """The paper has a number or claim that no table bears out, or a reference to nothing."""

    exit_code = 50
    heading = "The paper cannot be published as it stands"


class AssessmentError(ClerestoryError):
    """What has to be weighed before a release is signed was not, or not by somebody fit."""

    exit_code = 61
    heading = "What publishing may do was not weighed as it has to be"


class ReleaseError(ClerestoryError):
    """A release is not what its manifest says, or would overwrite another."""

    exit_code = 51
    heading = "The release does not hold"


class ChecklistError(ClerestoryError):
    """A workbook breaks an essential rule of accessible spreadsheets, or any rule where --strict asks for all."""

    exit_code = 56
    heading = "The workbook breaks a rule of accessible spreadsheets"


class CorrectionError(ClerestoryError):
    """A correction changes what nobody explains, explains what did not change, or is of no release that is there."""

    exit_code = 52
    heading = "The correction cannot be published as it stands"


class ReproductionError(ClerestoryError):
    """A release was not rebuilt byte for byte: files differ, inputs were erased or changed, or by another version."""

    exit_code = 53
    heading = "The release was not reproduced"


class RecallError(ClerestoryError):
    """A release was recalled, or its recall is not finished, or a record of a breach cannot be read."""

    exit_code = 54
    heading = "The release was recalled"


class SignatureError(ReleaseError):
    """A signature of a release, or the key to make or check one, is missing, ill formed or another's."""

    exit_code = 44
    heading = "The signature does not hold"


class LessonsError(ClerestoryError):
    """A lesson has no evidence in the release, no limits, a bare number, or names somebody."""

    exit_code = 57
    heading = "The lessons cannot be published as they stand"


class PackError(ClerestoryError):
    """A pack cannot be made of a release as asked, or is not what its release gives."""

    exit_code = 58
    heading = "The pack cannot be made, or does not hold"


class WorkbookError(ClerestoryError):
    """A workbook cannot be made: a file is missing, or a table is empty, too large, or has unexplained cells."""

    exit_code = 59
    heading = "The workbook cannot be made"


class LedgerError(ClerestoryError):
    """The ledger was edited, cut, reordered or cannot be read."""

    exit_code = 60
    heading = "The ledger does not hold"


class SharingError(ClerestoryError):
    """A record of sharing, a request or a document of data protection is missing, or has not its form."""

    exit_code = 70
    heading = "The sharing has no lawful record"


class GatewayError(ClerestoryError):
    """A gateway, condition or use is the wrong one in law, or a return does not agree with its record."""

    exit_code = 71
    heading = "The gateway is the wrong one"


class PeopleFileError(ClerestoryError):
    """A list of people cannot be encoded as it stands; nothing was written."""

    exit_code = 73
    heading = "The list of people cannot be encoded"


class CustodyError(ClerestoryError):
    """A key is missing, open to others, of another study or kind, or would be overwritten."""

    exit_code = 74
    heading = "A key cannot be used"


class RetentionError(ClerestoryError):
    """Data that are needed were erased, an erasure is not finished, or it left something behind."""

    exit_code = 75
    heading = "Erased data cannot be used, or data cannot be erased"


class VersionError(ClerestoryError):
    """A return was changed, replaced or taken away otherwise than by a version beside it."""

    exit_code = 76
    heading = "A return was not replaced by a version"


class RosterError(ClerestoryError):
    """A text holds what is on a blind roster, or a file could not be searched."""

    exit_code = 77
    heading = "The texts are not clear of the roster"


class LinkZoneError(ClerestoryError):
    """Encodings that a giver sent do not have their form, or are not of that giver's return."""

    exit_code = 78
    heading = "Encodings cannot be taken in"


class EntryError(ClerestoryError):
    """An entry of the ledger would name nobody of the study, or hold what looks like an identifier."""

    exit_code = 79
    heading = "The entry cannot be written into the ledger"


class ServingError(ClerestoryError):
    """The pages of a study cannot be served so: the address, the database, the demonstration or the style is wrong."""

    exit_code = 100
    heading = "The pages cannot be served"


class MailError(ClerestoryError):
    """Letters of the desk do not go out: the mail server does not answer, is not trusted, or takes none."""

    exit_code = 102
    heading = "The letters do not go out"


class ActsError(ClerestoryError):
    """What was recorded at the desk was changed, is behind its ledger, or cannot be backed up or restored so."""

    exit_code = 101
    heading = "The record of acts does not hold"


class ActFormError(ClerestoryError):
    """An act that was sent to the desk has not its form."""

    exit_code = 65
    heading = "The act cannot be read"


class RecordsError(ClerestoryError):
    """Records, or what was decided about pairs of them, cannot be linked as they stand; nothing was written."""

    exit_code = 85
    heading = "The records cannot be linked"


class InterviewError(ClerestoryError):
    """The register, protocol, log or codings of interviews are missing or ill formed, or consent is lacking."""

    exit_code = 95
    heading = "The interviews cannot be used"


class QdaFileError(ClerestoryError):
    """A .qdc or .qdpx file is damaged, too large, hostile, or not what the REFI-QDA standard asks."""

    exit_code = 96
    heading = "A file of coded texts cannot be used"


class DeskError(ClerestoryError):
    """The desk refuses what somebody wants to do; subclasses say whether it is never theirs or not to be done now."""

    exit_code = 62
    heading = "The desk refuses this"


class NotPermittedError(DeskError):
    """The post of the person does not do this, or they had a part in it that shuts them out."""

    exit_code = 63
    heading = "This is not yours to do"


class NotNowError(DeskError):
    """The state does not allow this now: something comes first, or it is over."""

    exit_code = 64
    heading = "This cannot be done now"


class AnswerError(ClerestoryError):
    """A file, setting or record of petitions, letters, requests or commitments is missing or has a fault."""

    exit_code = 103
    heading = "Answers cannot be read or kept so"


class AnswerNowError(AnswerError):
    """What somebody wants to do to a petition, letter, request or commitment cannot be done now."""

    exit_code = 104
    heading = "This cannot be answered so now"


class AnswerNotPermittedError(AnswerError):
    """The post of the person does not do this, or they had a part in it that shuts them out."""

    exit_code = 105
    heading = "This answer is not yours to give"


class AnswerTextError(AnswerError):
    """A text that goes out says what it may not: a bare figure, a claim, a live case, a promise without a day."""

    exit_code = 106
    heading = "The text of an answer has faults"


def all_errors() -> tuple[type[ClerestoryError], ...]:
    """Give every kind of error, by exit code; the reference page of exit codes is made from it."""
    found: list[type[ClerestoryError]] = []
    waiting = list(ClerestoryError.__subclasses__())
    while waiting:
        kind = waiting.pop()
        found.append(kind)
        waiting.extend(kind.__subclasses__())
    return tuple(sorted(found, key=lambda kind: kind.exit_code))
