"""Attachments and pictures inside documents are redacted as documents of their own, or left behind and told of."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from types import SimpleNamespace

import docx
import odfdo
import openpyxl
import pypdf
import pytest
import typst
import xlsxwriter
from docx.shared import Cm
from PIL import Image, ImageDraw, ImageFont

from clerestory.cli import main
from clerestory.model.redaction.findings import Finding, Kind
from clerestory.pipeline.redaction.sources import finders_of
from clerestory.protect.documents.pdf import ocr
from pdf_hiding_places import FONT

MARK = "[withheld: s.40(2)]"
needs_ocr = pytest.mark.skipif(not shutil.which("tesseract"), reason="needs tesseract")
REVIEWERS = """form = "clerestory-reviewers/1"
[[people]]
id = "checker"
post = "Disclosure checker"
roles = ["disclosure checker"]
"""
SECRETS = ("Quillfeather", "Oakenshaw")


@pytest.fixture
def command(capsys):
    def run(*words: object) -> SimpleNamespace:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("sys.argv", ["clerestory", "protect", *map(str, words)])
            try:
                main()
                code = 0
            except SystemExit as end:
                code = int(end.code or 0)
        told = capsys.readouterr()
        return SimpleNamespace(code=code, stdout=told.out, output=told.out + told.err)

    return run


@pytest.fixture
def redact(tmp_path, command):
    (tmp_path / "R.csv").write_text("person,name\nP1,Zelda Quillfeather\nP2,Marvin Oakenshaw\n")

    def run(name: str, data: bytes, *more: str, out: str = ""):
        (tmp_path / name).write_bytes(data)
        new = tmp_path / (out or f"new{name[name.index('.') :]}")
        return command("document", tmp_path / name, "--roster", tmp_path / "R.csv", "--out", new, *more)

    return run


def letter(text: str) -> bytes:
    made, out = docx.Document(), io.BytesIO()
    made.add_paragraph(text)
    made.save(out)
    return out.getvalue()


def picture(*lines: str, form: str = "PNG") -> bytes:
    image, out = Image.new("RGB", (1400, 120 + 90 * len(lines)), "white"), io.BytesIO()
    drawing, font = ImageDraw.Draw(image), ImageFont.truetype(FONT, 40)
    for at, line in enumerate(lines):
        drawing.text((60, 60 + 90 * at), line, font=font, fill="black")
    image.save(out, form)
    return out.getvalue()


def frames(form: str, *pages: bytes) -> bytes:
    first, *others = (Image.open(io.BytesIO(page)).convert("1" if form == "TIFF" else "P") for page in pages)
    out = io.BytesIO()
    first.save(out, form, save_all=True, append_images=others)
    return out.getvalue()


def message(*files: tuple[str, str, bytes], text: str = "Zelda Quillfeather sent this.") -> bytes:
    made = EmailMessage()
    made["From"], made["Subject"] = "Marvin Oakenshaw <marvin@oak.example>", "A letter"
    made.set_content(text)
    for name, kind, data in files:
        main, sub = kind.split("/")
        made.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return made.as_bytes()


def test_an_attached_letter_becomes_a_file_of_its_own(redact, tmp_path):
    done = redact("mail.eml", message(("Oakenshaw.docx", "application/octet-stream", letter("Ask Marvin Oakenshaw."))))
    assert done.code == 0, done.output
    assert "[attachment 1]" in (tmp_path / "new.eml").read_text()
    (made,) = tmp_path.glob("new.attachment*")
    assert made.name == "new.attachment-01.docx"
    assert [p.text for p in docx.Document(str(made)).paragraphs] == [f"Ask {MARK}."]


def shown(path) -> str:
    """Give the words that are read on the pictures of a PDF."""
    found = []
    for sheet in pypdf.PdfReader(path).pages:
        for image in sheet.images:
            out = io.BytesIO()
            image.image.save(out, "PNG")
            found += [word.text for word in ocr.read_words(out.getvalue())]
    return " ".join(found)


LINES = ("A note of the meeting", "written by Zelda Quillfeather here", "and nothing more was said")


@needs_ocr
def test_a_picture_in_a_letter_becomes_a_file_of_its_own(redact, tmp_path):
    made, out = docx.Document(), io.BytesIO()
    made.add_paragraph("Before it.")
    made.add_picture(io.BytesIO(picture(*LINES)), width=Cm(12))
    made.add_table(1, 1).cell(0, 0).paragraphs[0].add_run().add_picture(io.BytesIO(picture(*LINES)), width=Cm(9))
    made.add_paragraph("After it.")
    made.save(out)
    done = redact("letter.docx", out.getvalue())
    assert done.code == 0, done.output
    new = docx.Document(str(tmp_path / "new.docx"))
    assert [p.text for p in new.paragraphs if p.text] == ["Before it.", "[picture 1]", "After it."]
    assert new.tables[0].cell(0, 0).text == "[picture 1]"
    assert [path.name for path in tmp_path.glob("new.pic*")] == ["new.picture-01.pdf"]
    words = shown(tmp_path / "new.picture-01.pdf")
    assert "A note of the meeting" in words
    assert "Quillfeather" not in words


@needs_ocr
def test_a_picture_in_an_open_document_becomes_a_file_of_its_own(redact, tmp_path):
    made, out = odfdo.Document("text"), io.BytesIO()
    made.body.clear()
    made.body.append(odfdo.Paragraph("Before it."))
    part = made.add_file(io.BytesIO(picture(*LINES)))
    held = odfdo.Paragraph("Here ")
    held.append(odfdo.Frame.image_frame(part, size=("9cm", "3cm"), anchor_type="as-char"))
    made.body.append(held)
    made.save(out)
    done = redact("letter.odt", out.getvalue())
    assert done.code == 0, done.output
    texts = [p.text_recursive for p in odfdo.Document(tmp_path / "new.odt").body.get_paragraphs()]
    assert texts == ["Before it.", "Here", "[picture 1]"]
    words = shown(tmp_path / "new.picture-01.pdf")
    assert "A note of the meeting" in words
    assert "Quillfeather" not in words


@needs_ocr
def test_pictures_on_sheets_become_files_and_those_on_hidden_sheets_do_not(redact, tmp_path):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet, hidden = book.add_worksheet("One"), book.add_worksheet("Two")
    sheet.write("B2", "Seen by Zelda Quillfeather")
    sheet.insert_image("B2", "a.png", {"image_data": io.BytesIO(picture(*LINES))})
    sheet.insert_image("D30", "b.png", {"image_data": io.BytesIO(picture(*LINES))})
    hidden.insert_image("A1", "d.png", {"image_data": io.BytesIO(picture("A note on a hidden sheet"))})
    hidden.hide()
    book.close()
    done = redact("book.xlsx", out.getvalue())
    assert done.code == 0, done.output
    made = openpyxl.load_workbook(tmp_path / "new.xlsx")
    assert made["One"]["B2"].value == f"Seen by {MARK}\n[picture 1]"
    assert made["One"]["D30"].value == "[picture 1]"
    assert [path.name for path in tmp_path.glob("new.pic*")] == ["new.picture-01.pdf"]


def test_a_picture_in_a_hidden_row_is_left(redact, tmp_path):
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"] = "Seen"
    book.active.add_image(openpyxl.drawing.image.Image(io.BytesIO(picture("A hidden note"))), "A60")
    book.active.row_dimensions[60].hidden = True
    book.save(out)
    done = redact("book.xlsx", out.getvalue(), "--json")
    assert done.code == 0, done.output
    assert json.loads(done.stdout)["left_behind"]["pictures that are cropped, changed or hidden"] == 1
    assert list(tmp_path.glob("new.pic*")) == []


def workbook(*cells: str) -> bytes:
    made, out = openpyxl.Workbook(), io.BytesIO()
    for row, cell in enumerate(cells, start=1):
        made.active.cell(row, 1).value = cell
    made.save(out)
    return out.getvalue()


def open_letter(text: str) -> bytes:
    made, out = odfdo.Document("text"), io.BytesIO()
    made.body.clear()
    made.body.append(odfdo.Paragraph(text))
    made.save(out)
    return out.getvalue()


def archive(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name.replace("__", "."), data)
    return out.getvalue()


SAID = "Ask Marvin Oakenshaw."
LEFT = f"Ask {MARK}."
ANY = "application/octet-stream"


def test_each_form_of_attachment_is_redacted_and_read_again_by_other_libraries(redact, tmp_path):
    files = [
        ("Oakenshaw.docx", ANY, letter(SAID)),
        ("a.odt", ANY, open_letter(SAID)),
        ("a.xlsx", ANY, workbook(SAID)),
        ("a.pdf", "application/pdf", typst.compile(SAID.encode())),
        ("a.txt", "text/plain", SAID.encode()),
        ("a.zip", "application/zip", archive(Zelda_Quillfeather__txt=f"{SAID}\n".encode(), b__docx=letter(SAID + " "))),
    ]
    log = str(tmp_path / "log.jsonl")
    done = redact("mail.eml", message(*files), "--log", log, "--json")
    assert done.code == 0, done.output
    texts = {
        "01.docx": docx.Document(str(tmp_path / "new.attachment-01.docx")).paragraphs[0].text,
        "02.odt": odfdo.Document(tmp_path / "new.attachment-02.odt").body.get_paragraphs()[0].text_recursive,
        "03.xlsx": openpyxl.load_workbook(tmp_path / "new.attachment-03.xlsx").active["A1"].value,
        "04.pdf": pypdf.PdfReader(tmp_path / "new.attachment-04.pdf").pages[0].extract_text().splitlines()[1],
        "05.txt": (tmp_path / "new.attachment-05.txt").read_text().strip(),
        "06.txt": (tmp_path / "new.attachment-06.txt").read_text().strip(),
        "07.docx": docx.Document(str(tmp_path / "new.attachment-07.docx")).paragraphs[0].text,
    }
    assert texts == dict.fromkeys(texts, LEFT)
    assert sorted(path.name for path in tmp_path.glob("new*")) == sorted(
        ["new.eml", *(f"new.attachment-{end}" for end in texts)]
    )
    told = json.loads(done.stdout)
    assert told["unread"] == {}
    assert "attachments" not in told["left_behind"]
    assert sorted(told["inside"]) == sorted(f"new.attachment-{end}" for end in texts)
    assert len(Path(log).read_text().splitlines()) == 8
    everything = done.output + Path(log).read_text() + " ".join(path.name for path in tmp_path.iterdir())
    assert not any(secret in everything for secret in (*SECRETS, "Zelda"))


def locked_archive() -> bytes:
    data = bytearray(archive(a__txt=b"words"))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def with_macro() -> bytes:
    out = io.BytesIO(letter("Words."))
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("word/vbaProject.bin", b"words")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "not read"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "password"),
        ("a.docx", with_macro(), "macros"),
        ("a.docx", b"PK nothing", "damaged"),
        ("a.pdf", b"%PDF-1.7 nothing", "damaged"),
        ("a.pdf", letter("Words."), "damaged"),
        ("a.exe", b"MZ", "not read"),
        ("a", b"words", "not read"),
        ("a.txt", b"\xff\xfe\x00", "text"),
        ("a.zip", locked_archive(), "not read"),
        ("a.zip", b"PK nothing", "not read"),
        ("a.zip", archive(a__txt=bytes(2**25)), "not read"),
        ("a.zip", archive(a__zip=archive(a__txt=b"words")), "not read"),
    ],
)
def test_what_cannot_be_read_is_left_behind_and_told_by_number(redact, tmp_path, name, data, says):
    done = redact("mail.eml", message((f"Quillfeather-{name}", ANY, data), ("b.docx", ANY, letter(SAID))), "--json")
    assert done.code == 0, done.output
    told = json.loads(done.stdout)
    assert list(told["unread"]) == ["attachment 1"]
    assert says in told["unread"]["attachment 1"]
    assert told["left_behind"]["attachments"] == 1
    assert sorted(path.name for path in tmp_path.glob("new*")) == ["new.attachment-02.docx", "new.eml"]
    assert "[attachment 1: left behind]" in (tmp_path / "new.eml").read_text()
    assert not any(secret in done.output for secret in SECRETS)


def test_messages_in_messages_are_files_of_their_own_down_to_a_depth(redact, tmp_path):
    data = message(("a.docx", ANY, letter(SAID)))
    for _ in range(4):
        outer = EmailMessage()
        outer["Subject"] = "Forwarded"
        outer.set_content("See below.")
        outer.add_attachment(message_from_bytes(data, policy=policy.default))
        data = outer.as_bytes()
    done = redact("mail.eml", data, "--json")
    assert done.code == 0, done.output
    names = ["new" + ".attachment-01" * depth + ".eml" for depth in range(5)]
    assert sorted(path.name for path in tmp_path.glob("new*")) == sorted(names)
    assert "Quillfeather" not in "".join((tmp_path / name).read_text() for name in names)
    deepest = json.loads(done.stdout)["inside"][names[-1]]
    assert list(deepest["unread"]) == [", ".join(["attachment 1"] * 5)]
    assert "too deep" in next(iter(deepest["unread"].values()))


def test_more_attachments_than_the_limit_are_left_behind(redact, tmp_path):
    archived = archive(**{f"a{number}__txt": f"Words {number}".encode() for number in range(258)})
    done = redact("mail.eml", message(("a.zip", ANY, archived)), "--json")
    assert json.loads(done.stdout)["left_behind"]["attachments"] == 2
    assert len(list(tmp_path.glob("new.attachment*"))) == 256


def with_a_cell_of(signs: int) -> bytes:
    data, out = workbook("words"), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"<t>words</t>", b"<t>" + b"ab " * (signs // 3) + b"</t>"))
    return out.getvalue()


def test_when_one_attachment_cannot_be_written_nothing_is(redact, tmp_path):
    files = [("a.docx", ANY, letter(SAID)), ("Quillfeather.xlsx", ANY, with_a_cell_of(33_000))]
    done = redact("mail.eml", message(*files), "--log", str(tmp_path / "log.jsonl"))
    assert done.code == 34
    assert "attachment 2" in done.output
    assert not any(secret in done.output for secret in SECRETS)
    assert [path.name for path in tmp_path.iterdir() if "new" in path.name or "log" in path.name] == []


def test_no_file_is_written_over(redact, tmp_path):
    for name in ("new.attachment-01.docx", "new-eml.attachment-01.docx"):
        (tmp_path / name).write_text("kept")
    done = redact("mail.eml", message(("a.docx", ANY, letter(SAID))))
    assert done.code == 33
    assert (tmp_path / "new.attachment-01.docx").read_text() == "kept"
    assert not (tmp_path / "new.eml").exists()


def test_a_person_has_one_pseudonym_in_a_message_and_what_is_attached(redact, tmp_path):
    case, proposals = str(tmp_path / "case.json"), str(tmp_path / "proposals.json")
    data = message(("a.docx", ANY, letter("Zelda Quillfeather and Marvin Oakenshaw.")), text="By Zelda Quillfeather.")
    done = redact("mail.eml", data, "--case", case, "--style", "pseudonym", "--proposals", proposals)
    assert done.code == 0, done.output
    (person,) = re.findall(r"By (\[Person \d\])\.", (tmp_path / "new.eml").read_text())
    (told,) = [p.text for p in docx.Document(str(tmp_path / "new.attachment-01.docx")).paragraphs]
    assert told.startswith(f"{person} and [Person")
    documents = json.loads(Path(proposals).read_text())["documents"]
    assert sorted(len(each["proposals"]) for each in documents) == [2, 2]  # the sender with the address; who wrote


def test_the_same_file_twice_is_one(redact, tmp_path):
    files = [("a.docx", ANY, letter(SAID)), ("b.docx", ANY, letter("Words.")), ("c.docx", ANY, letter(SAID))]
    files[2] = ("c.docx", ANY, files[0][2])
    assert redact("mail.eml", message(*files)).code == 0
    marks = re.findall(r"\[attachment \d\]", (tmp_path / "new.eml").read_text())
    assert marks == ["[attachment 1]", "[attachment 2]", "[attachment 1]"]


def test_a_message_written_as_a_text_has_its_attachments_beside_it(redact, tmp_path):
    done = redact("mail.eml", message(("a.docx", ANY, letter(SAID))), out="new.txt")
    assert done.code == 0, done.output
    assert (tmp_path / "new.txt").read_text().endswith("[attachment 1]\n")
    assert docx.Document(str(tmp_path / "new.attachment-01.docx")).paragraphs[0].text == LEFT


def test_files_of_a_folder_with_one_stem_keep_their_attachments_apart(command, tmp_path):
    (tmp_path / "R.csv").write_text("person,name\nP1,Marvin Oakenshaw\n")
    (tmp_path / "case").mkdir()
    for name in ("letter.eml", "letter.EML"):
        (tmp_path / "case" / name).write_bytes(message(("a.docx", ANY, letter(f"{SAID} {name}")), text="Words."))
    done = command("document", tmp_path / "case", "--roster", tmp_path / "R.csv", "--out", tmp_path / "new", "--json")
    assert done.code == 0, done.output
    texts = {
        path.name: docx.Document(str(path)).paragraphs[0].text
        for path in (tmp_path / "new").iterdir()
        if path.suffix == ".docx"
    }
    assert texts == {
        "letter.attachment-01.docx": f"{LEFT} letter.EML",
        "letter-eml.attachment-01.docx": f"{LEFT} letter.eml",
    }
    assert sorted(json.loads(done.stdout)["written"]["letter.eml"]["inside"]) == ["letter-eml.attachment-01.docx"]


def test_a_text_in_an_old_encoding_and_a_coded_name_are_read(redact, tmp_path):
    made = EmailMessage()
    made["Subject"] = "Two"
    made.set_content("Words.")
    made.add_attachment("d\xe9j\xe0 vu by Marvin Oakenshaw", filename="a.txt", charset="windows-1252")
    raw = made.as_bytes().replace(b'filename="a.txt"', b'filename="=?utf-8?B?T2FrZW5zaGF3LnR4dA==?="')
    assert redact("mail.eml", raw).code == 0
    assert (tmp_path / "new.attachment-01.txt").read_text() == f"d\xe9j\xe0 vu by {MARK}\n"


def test_pictures_of_the_hypertext_are_found_where_the_plain_text_is_read(redact, tmp_path):
    made = EmailMessage()
    made["Subject"] = "Two versions"
    made.set_content("Words.")
    made.add_alternative('<p>Words. <img src="cid:a"></p>', subtype="html")
    made.get_payload()[1].add_related(b"GIF89a", "image", "gif", cid="<a>")
    done = redact("mail.eml", made.as_bytes(), "--json")
    assert json.loads(done.stdout)["unread"] == {"picture 1": "this is no PNG, JPEG, TIFF or GIF, or a damaged one"}
    assert "[picture 1: left behind]" in (tmp_path / "new.eml").read_text()


def test_a_passage_of_an_attachment_stands_where_a_reviewer_lets_it(redact, command, tmp_path):
    data = message(("a.docx", ANY, letter("Seen on 12 March 2014.")), text="Words.")
    (tmp_path / "people.toml").write_text(REVIEWERS)
    case = ("--case", tmp_path / "case.json", "--reviewers", tmp_path / "people.toml", "--data", "synthetic")
    redact("mail.eml", data, *map(str, case))
    assert docx.Document(str(tmp_path / "new.attachment-01.docx")).paragraphs[1].text == f"Seen on {MARK}."
    review = ("review", tmp_path / "mail.eml", "--roster", tmp_path / "R.csv", *case, "--person", "checker")
    listed = json.loads(command(*review, "--decide", tmp_path / "said.toml", "--json").stdout)
    places = {each["document"]: each["passages"] for each in listed["documents"]}
    (passage,) = places["mail.eml, attachment 1"]
    assert passage["passage"] == "12 March 2014"
    answer = {"proposal": passage["proposal"], "outcome": "keep", "note": "The day stands in the judgment."}
    (tmp_path / "answers.json").write_text(json.dumps({"form": "clerestory-answers/1", "answers": [answer]}))
    done = command(*review, "--decide", tmp_path / "said.toml", "--answers", tmp_path / "answers.json")
    assert done.code == 0, done.output
    done = redact("mail.eml", data, *map(str, case), "--decisions", str(tmp_path / "said.toml"), out="second.eml")
    assert done.code == 0, done.output
    assert docx.Document(str(tmp_path / "second.attachment-01.docx")).paragraphs[1].text == "Seen on 12 March 2014."


def test_what_two_files_tell_of_and_a_reviewer_lets_stand_stands_in_a_third(redact, command, tmp_path):
    files = [("a.txt", ANY, b"Thanks, Fennimore\n"), ("b.txt", ANY, b"Then Fennimore left.\n")]
    data = message(*files, text="Dear Fennimore,\n\nWords.\n")
    (tmp_path / "people.toml").write_text(REVIEWERS)
    case = ("--case", tmp_path / "case.json", "--reviewers", tmp_path / "people.toml", "--data", "synthetic")
    redact("mail.eml", data, *map(str, case))
    review = ("review", tmp_path / "mail.eml", "--roster", tmp_path / "R.csv", *case, "--person", "checker")
    listed = json.loads(command(*review, "--decide", tmp_path / "said.toml", "--json").stdout)
    proposals = [p["proposal"] for d in listed["documents"] for p in d["passages"] if p["passage"] == "Fennimore"]
    assert len(proposals) == 3
    answers = [{"proposal": p, "outcome": "keep", "note": "The judgment has the name."} for p in proposals]
    (tmp_path / "answers.json").write_text(json.dumps({"form": "clerestory-answers/1", "answers": answers}))
    done = command(*review, "--decide", tmp_path / "said.toml", "--answers", tmp_path / "answers.json")
    assert done.code == 0, done.output
    done = redact("mail.eml", data, *map(str, case), "--decisions", str(tmp_path / "said.toml"), out="second.eml")
    assert done.code == 0, done.output
    assert (tmp_path / "second.attachment-02.txt").read_text().splitlines()[-1] == "Then Fennimore left."


def test_a_name_that_one_file_of_a_message_tells_of_is_gone_from_all(redact, tmp_path):
    # No roster knows them: a greeting, a header, a title and a field each give a name away, in another file each.
    inner = message(("c.txt", "text/plain", b"Surname: Wexcombe\nThen Tallowby and Brambleton left.\n"), text="Words.")
    inner = inner.replace(b"Marvin Oakenshaw <marvin@oak.example>", b"Tallowby <office@oak.example>")
    files = [
        ("a.docx", ANY, letter("It was tallowby who met Fennimore when Wexcombe came.")),
        ("b.xlsx", ANY, workbook("Mr Brambleton", "Fennimore")),
        ("inner.eml", ANY, inner),
    ]
    done = redact("mail.eml", message(*files, text="Dear Fennimore,\n\nBrambleton and Wexcombe wrote.\n"))
    assert done.code == 0, done.output
    book = openpyxl.load_workbook(tmp_path / "new.attachment-02.xlsx").active
    (told,) = [p.text for p in docx.Document(str(tmp_path / "new.attachment-01.docx")).paragraphs]
    assert book["A2"].value == MARK
    texts = (
        told,
        book["A1"].value,
        (tmp_path / "new.attachment-03.attachment-01.txt").read_text(),
        (tmp_path / "new.eml").read_text().replace("=\n", ""),
    )
    assert told == f"It was {MARK} who met {MARK} when {MARK} came."
    names = ("tallowby", "fennimore", "wexcombe", "brambleton")
    assert [name for name in names for text in texts if name in text.lower()] == []


@needs_ocr
def test_a_name_that_a_picture_tells_of_is_gone_from_the_letter(redact, tmp_path):
    made, out = docx.Document(), io.BytesIO()
    made.add_paragraph("Then Fennimore left.")
    made.add_picture(io.BytesIO(picture("A note of the meeting", "Dear Fennimore", "and nothing more")), width=Cm(12))
    made.save(out)
    assert redact("letter.docx", out.getvalue()).code == 0
    assert docx.Document(str(tmp_path / "new.docx")).paragraphs[0].text == f"Then {MARK} left."


def test_what_comes_up_only_when_a_file_is_redacted_is_sought_in_the_others(redact, tmp_path, monkeypatch):
    class LateName:
        """Finds a name only after another one is gone."""

        def find(self, text):
            at = text.plain.find("Fennimore \u25a0")
            return [Finding(at, at + 9, Kind.PERSON, "late")] if at >= 0 else []

    found = finders_of
    monkeypatch.setattr(
        "clerestory.pipeline.redaction.redactor.finders_of", lambda asked, roster: (*found(asked, roster), LateName())
    )
    files = [("a.docx", ANY, letter("Fennimore Zelda Quillfeather.")), ("b.docx", ANY, letter("Then Fennimore left."))]
    assert redact("mail.eml", message(*files)).code == 0
    assert docx.Document(str(tmp_path / "new.attachment-02.docx")).paragraphs[0].text == f"Then {MARK} left."


@needs_ocr
def test_every_page_of_a_fax_and_a_still_gif_are_redacted(redact, tmp_path):
    first, second = picture("A fax about a meeting"), picture(*LINES)
    files = [
        ("fax", "image/tiff", frames("TIFF", first, second)),
        ("Oakenshaw.gif", ANY, picture("Ask Marvin Oakenshaw here", "about the meeting", form="GIF")),
    ]
    assert redact("mail.eml", message(*files)).code == 0
    fax = tmp_path / "new.picture-01.pdf"
    assert len([sheet for sheet in pypdf.PdfReader(fax).pages if sheet.images]) == 2
    words = shown(fax) + shown(tmp_path / "new.attachment-01.pdf")
    assert all(said in words for said in ("A fax about", "A note of", "about the meeting"))
    assert not any(secret in words for secret in SECRETS)


def deep_picture() -> bytes:
    """Give a picture of 16 bits, of which 8 would show white alone."""
    out = io.BytesIO()
    Image.new("I;16", (40, 40), 900).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (frames("GIF", picture("One"), picture("Zelda Quillfeather")), "moves"),
        (deep_picture(), "of a kind that is not read"),
        (frames("TIFF", *[picture("One")] * 2)[:-200], "damaged"),
        (b"BM" + bytes(60), "not read"),
    ],
)
def test_pictures_that_show_more_than_is_read_are_left_behind(redact, tmp_path, data, says):
    done = redact("mail.eml", message(("a", "image/x-unknown", data)), "--json")
    assert done.code == 0, done.output
    assert says in json.loads(done.stdout)["unread"]["picture 1"]
    assert [path.name for path in tmp_path.glob("new*")] == ["new.eml"]


@needs_ocr
def test_a_fax_by_itself_becomes_a_pdf(redact, tmp_path):
    done = redact("fax.tiff", frames("TIFF", picture(*LINES)), out="new.pdf")
    assert done.code == 0, done.output
    text = shown(tmp_path / "new.pdf")
    assert ("A note of the meeting" in text, "Quillfeather" in text) == (True, False)


def test_a_name_in_a_header_without_an_address_is_gone_from_all(redact, tmp_path):
    raw = message(("a.docx", ANY, letter("Then Tallowby and Brambleton left.")), text="By Dunmoor for the Duty.")
    raw = raw.replace(
        b"From: Marvin Oakenshaw <marvin@oak.example>",
        b"From: Tallowby, Brenda\nTo: e@f.example (Ingrid Brambleton)\nCc: Hester Dunmoor; Duty Team",
    )
    assert redact("mail.eml", raw).code == 0
    told = (tmp_path / "new.eml").read_text()
    assert f"By {MARK} for the Duty." in told
    assert docx.Document(str(tmp_path / "new.attachment-01.docx")).paragraphs[0].text == f"Then {MARK} and {MARK} left."
    assert not any(name in told for name in ("Brenda", "Ingrid", "Hester", "Duty Team"))
