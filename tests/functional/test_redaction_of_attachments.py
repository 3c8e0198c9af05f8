"""Attachments and pictures inside documents are redacted as documents of their own, or left behind and told of."""

from __future__ import annotations

import io
from email.message import EmailMessage

import docx
import pytest
from typer.testing import CliRunner

from clerestory.cli.app import app

MARK = "[withheld: s.40(2)]"
SECRETS = ("Quillfeather", "Oakenshaw")


@pytest.fixture
def redact(tmp_path):
    (tmp_path / "R.csv").write_text("person,name\nP1,Zelda Quillfeather\nP2,Marvin Oakenshaw\n")

    def run(name: str, data: bytes, *more: str):
        (tmp_path / name).write_bytes(data)
        words = ["protect", "document", str(tmp_path / name), "--roster", str(tmp_path / "R.csv"), "--out"]
        return CliRunner().invoke(app, [*words, str(tmp_path / f"new{name[name.index('.') :]}"), *more])

    return run


def letter(text: str) -> bytes:
    made, out = docx.Document(), io.BytesIO()
    made.add_paragraph(text)
    made.save(out)
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
    assert done.exit_code == 0, done.output
    assert "[attachment 1]" in (tmp_path / "new.eml").read_text()
    (made,) = tmp_path.glob("new.attachment*")
    assert made.name == "new.attachment-01.docx"
    assert [p.text for p in docx.Document(str(made)).paragraphs] == [f"Ask {MARK}."]
